using System.Text.Json;
using System.Text.Json.Nodes;
using CaseFlow.Access;
using CaseFlow.Complaints;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Kpis;
using CaseFlow.Server.Tests.Complaints;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Server.Tests.Kpis;

/// <summary>Definitions of KPIs over HTTP: each version tells its own months, and every answer says which did.</summary>
/// <remarks>Each test publishes versions of another KPI, so that they do not meet.</remarks>
public sealed class KpiDefinitionTests(ReadServer shared) : IClassFixture<ReadServer>
{
    private readonly Recorder recorder = new(shared.Server);
    private readonly Desk desk = new(shared.Server);

    [Fact]
    public async Task A_version_tells_the_months_from_its_own_on_and_leaves_those_before_as_they_were()
    {
        await MonthsAsync();
        Assert.Equal(["2026-01 1/4 v1", "2026-02 1/4 v1", "2026-03 1/4 v1"], await RowsAsync("escalation-rate"));

        var published = (await PublishAsync("escalation-rate", "2026-02", withdrawn: false)).MustBe(200);
        Assert.Equal("recorded", published.Outcome);
        Assert.Equal("unchanged", (await PublishAsync("escalation-rate", "2026-02", withdrawn: false)).MustBe(200).Outcome);

        // One of four cases of each month was withdrawn.
        Assert.Equal(["2026-01 1/4 v1", "2026-02 1/3 v2", "2026-03 1/3 v2"], await RowsAsync("escalation-rate", published.Position));
        var answer = await AskAsync("escalation-rate", published.Position);
        var definition = answer["definition"]!;
        Assert.Equal(("1, 2", "2026-02"), ((string?)definition["version"], (string?)definition["validFrom"]));
        Assert.Equal(["1 ", "2 2026-02"], definition["versions"]!.AsArray().Select(version => $"{version!["version"]} {version["validFrom"]}"));
        Assert.Contains("Withdrawn cases do not count", (string?)definition["exclusions"], StringComparison.Ordinal);
        Assert.Null(answer["total"]!["version"]);
        Assert.Equal("3/10", Counts(answer["total"]!));
        // A question that one version answers says so, in the words of that one.
        var january = (await AskAsync("escalation-rate", published.Position, "2026-01", "2026-01"))["definition"]!;
        Assert.Equal("1", (string?)january["version"]);
        Assert.Contains("Merged and withdrawn cases count", (string?)january["exclusions"], StringComparison.Ordinal);
        // However they are told apart, the parts are the whole.
        foreach (var by in new[] { "city", "topic", "month,city" })
            Assert.Equal("3/10", Counts((await recorder.AskAsync($"{Path("escalation-rate", "2026-01", "2026-03")}&by={by}"))["total"]!));
        // And so do the cases behind them.
        foreach (var (part, count) in new[] { ("Numerator", 3), ("Denominator", 10) })
            Assert.Equal((part, count), (part, (int)(await recorder.AskAsync($"/api/kpis/escalation-rate/cases?region={recorder.Province}&from=2026-01&to=2026-03&part={part}&limit=100"))["total"]!));

        var before = await AllAsync();
        await shared.Server.Services.GetRequiredService<ProjectionEngine>().RebuildAsync(KpiFigures.Projection, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(before, await AllAsync());
        // As known before it was published, every month has the version of then.
        var then = await ReadAsync($"{Path("escalation-rate", "2026-01", "2026-03")}&position={published.Position - 1}");
        Assert.Equal(["1"], then["definition"]!["versions"]!.AsArray().Select(version => $"{version!["version"]}"));
        Assert.Equal("3/12", Counts(then["total"]!));
    }

    [Fact]
    public async Task An_earlier_month_restates_on_purpose_and_cases_move_with_what_becomes_of_them()
    {
        await MonthsAsync();
        (await PublishAsync("reopening-rate", "2026-03", withdrawn: true, kinds: ["Complaint"])).MustBe(200);
        var restated = (await PublishAsync("reopening-rate", "2026-01", withdrawn: true, merged: false, kinds: ["Complaint"])).MustBe(200);
        Assert.Equal(["2026-01 1/2 v3", "2026-02 1/2 v3", "2026-03 1/2 v3"], await RowsAsync("reopening-rate", restated.Position));

        await recorder.OnCaseAsync(22, "2026-02-20T00:00:00Z", new ComplaintMerged(recorder.Case(21), null));
        Assert.Equal(["2026-01 1/2 v3", "2026-02 0/1 v3", "2026-03 1/2 v3"], await RowsAsync("reopening-rate"));
        await recorder.OnCaseAsync(22, "2026-02-21T00:00:00Z", new ComplaintUnmerged(recorder.Case(21), new("s1.x")));
        await recorder.OnCaseAsync(21, "2026-02-21T00:00:00Z", new ComplaintReclassified(ComplaintKind.Fault, new("network.roaming", 1), null));
        Assert.Equal(["2026-01 1/2 v3", "2026-02 1/1 v3", "2026-03 1/2 v3"], await RowsAsync("reopening-rate"));
    }

    [Fact]
    public async Task The_same_months_are_told_under_another_version_beside_the_ones_in_force()
    {
        await MonthsAsync();
        var published = (await PublishAsync("first-contact-resolution", "2026-03", withdrawn: true, contacts: 2, target: new { value = 60, side = "AtLeast" })).MustBe(200);

        var answer = await ReadAsync($"{Path("first-contact-resolution", "2026-01", "2026-03")}&definition=2&after={published.Position}");

        Assert.Equal("2", (string?)answer["definition"]!["version"]);
        Assert.Contains("at most 2 contacts", (string?)answer["definition"]!["numerator"], StringComparison.Ordinal);
        // The third case of each month was settled with two contacts.
        Assert.Equal(["2026-01 1/2 v2", "2026-02 1/2 v2", "2026-03 1/2 v2"], Rows(answer["rows"]!));
        Assert.Equal(["2026-01 0/2 v1", "2026-02 0/2 v1", "2026-03 1/2 v2"], Rows(answer["against"]!["rows"]!));
        Assert.Equal(("1, 2", 1), ((string?)answer["against"]!["definition"]!["version"], (int)answer["against"]!["compared"]!));
        Assert.Equal((false, 60m), ((bool)answer["rows"]![0]!["meetsTarget"]!, (decimal)answer["rows"]![0]!["target"]!["value"]!));
        var first = await ReadAsync($"{Path("first-contact-resolution", "2026-01", "2026-03")}&definition=1&after={published.Position}");
        Assert.Equal(2, (int)first["against"]!["compared"]!);
        Assert.Equal(["cases.mostContacts 2 1", "target.side AtLeast ", "target.value 60 "], first["against"]!["differences"]!.AsArray().Select(part => $"{part!["path"]} {part["before"]} {part["after"]}").Where(part => part[0] is 'c' or 't').Order(StringComparer.Ordinal));
        Assert.Equal(3, (int)(await ReadAsync($"/api/kpis/first-contact-resolution/cases?region={recorder.Province}&from=2026-01&to=2026-03&definition=2&after={published.Position}"))["total"]!);
        Assert.Equal("definition", (string?)(await recorder.RefusedAsync($"{Path("first-contact-resolution", "2026-01", "2026-03")}&definition=9")).Problem["errors"]![0]!["field"]);
    }

    [Fact]
    public async Task A_draft_is_tried_on_a_month_and_nothing_is_published()
    {
        await MonthsAsync();
        var tried = (await desk.PostAsync($"/api/definitions/kpi-definitions/hand-over-bounces/simulate?region={recorder.Province}&month=2026-02&after={recorder.Position}", Body("2026-02", withdrawn: false))).MustBe(200).Body.GetProperty("data");
        Assert.Equal((4, true, 1, 2), (tried.GetProperty("cases").GetInt32(), tried.GetProperty("isWhole").GetBoolean(), tried.GetProperty("inForce").GetProperty("version").GetInt32(), tried.GetProperty("draft").GetProperty("version").GetInt32()));
        Assert.Equal((1, 0), (tried.GetProperty("inForce").GetProperty("denominator").GetInt32(), tried.GetProperty("draft").GetProperty("denominator").GetInt32()));
        Assert.Equal(["cases.withdrawn true false"], tried.GetProperty("differences").EnumerateArray().Select(part => $"{part.GetProperty("path")} {part.GetProperty("before")} {part.GetProperty("after")}").Where(part => !part.StartsWith("name", StringComparison.Ordinal) && !part.StartsWith("owner", StringComparison.Ordinal)));
        Assert.Equal(["1 setup"], await VersionsAsync("hand-over-bounces"));
        Assert.Equal(["name out-of-range"], (await desk.PostAsync("/api/definitions/kpi-definitions/connect-rate/simulate?region=all&month=2026-02", Without(Body("2026-02"), "cases"))).MustBe(400).Errors);
    }

    [Fact]
    public async Task What_counts_no_cases_has_names_and_targets_in_versions_too()
    {
        var body = Without(Body("2026-02", target: new { value = 90, side = "AtLeast" }), "cases");
        body["nameEn"] = "Answered calls";
        (await desk.PostAsync("/api/definitions/kpi-definitions/connect-rate", body)).MustBe(200);
        var answer = await recorder.AskAsync("/api/kpis/connect-rate?region=all&from=2026-01&to=2026-03");
        Assert.Equal(("1, 2", "Answered calls", "Care desk"), ((string?)answer["definition"]!["version"], (string?)answer["definition"]!["nameEn"], (string?)answer["definition"]!["owner"]));
        Assert.Equal(["1", "2", "2"], answer["rows"]!.AsArray().Select(row => $"{row!["version"]}"));
        foreach (var kpi in new[] { "clock-compliance", "contacts-per-case", "peak-end-curve", "meeting-completion", "repeat-complaint-rate" })
        {
            (await desk.PostAsync($"/api/definitions/kpi-definitions/{kpi}", Without(Body("2026-01"), "cases"))).MustBe(200);
            Assert.StartsWith("2", (string?)(await recorder.AskAsync($"/api/kpis/{kpi}?region=all&from=2026-02&to=2026-03"))["definition"]!["version"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_cannot_be_published_names_its_field_and_who_may_not_is_refused()
    {
        Assert.Equal(
            ["cases required", "nameEn required", "nameZh required", "ownerEn required", "ownerZh required", "reason required", "validFrom required"],
            (await desk.PostAsync("/api/definitions/kpi-definitions/time-to-close", new { })).MustBe(400).Errors.Order());
        Assert.Equal(
            ["cases.kinds out-of-range", "cases.mostContacts out-of-range", "target.value out-of-range", "validFrom malformed"],
            (await PublishAsync("escalation-rate", "March", kinds: [], contacts: 1, target: new { value = 100.5, side = "AtMost" })).MustBe(400).Errors.Order());
        Assert.Equal(["cases.mostContacts required"], (await PublishAsync("first-contact-resolution", "2026-02")).MustBe(400).Errors);
        Assert.Equal(["validFrom out-of-range"], (await PublishAsync("time-to-close", "1989-12")).MustBe(400).Errors);
        Assert.Equal(["name out-of-range"], (await PublishAsync("no-such", "2026-02")).MustBe(400).Errors);
        Assert.Equal(["cases out-of-range"], (await PublishAsync("connect-rate", "2026-02")).MustBe(400).Errors);
        using var reader = await shared.Server.As(Role.MeetingSecretary);
        using var content = new StringContent(Body("2026-02").ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        Assert.Equal(403, (int)(await reader.PostAsync("/api/definitions/kpi-definitions/time-to-close", content, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(["1 setup"], await VersionsAsync("time-to-close"));
    }

    /// <summary>In each of three months four cases: one escalated, one resolved with two contacts, one withdrawn after a hand-over, one resolved and reopened.</summary>
    private async Task MonthsAsync()
    {
        for (var month = 1; month <= 3; month++)
        {
            var n = month * 10;
            for (var i = 1; i <= 4; i++)
                await recorder.RecordBareAsync(n + i, Recorder.At($"2026-0{month}-10T00:00:00Z"), recorder.Customer(n + i), "network.roaming");
            await recorder.OnCaseAsync(n + 1, $"2026-0{month}-11T00:00:00Z", new ComplaintResolved(new("s1.x"), 1));
            foreach (var contact in new[] { 1, 2 })
                await recorder.RecordAsync("contact", recorder.Contact((n * 10) + contact), $"2026-0{month}-11T00:00:00Z", new ContactLinked(recorder.Case(n + 1)));
            await recorder.OnCaseAsync(n + 2, $"2026-0{month}-11T00:00:00Z", new ComplaintResolved(new("s1.x"), 1), new ComplaintReopened(2, ReopenCause.ProblemReturned, new("s1.x")));
            await recorder.OnCaseAsync(n + 3, $"2026-0{month}-11T00:00:00Z", new ComplaintHandedOver(new("network", 1), new("s1.x")), new ComplaintWithdrawn(new("s1.x")));
            await recorder.OnCaseAsync(n + 4, $"2026-0{month}-11T00:00:00Z", new ComplaintEscalated(EscalationLevel.City, EscalationOrigin.Customer, new("s1.x")));
        }
    }

    private Task<Reply> PublishAsync(string kpi, string from, bool withdrawn = true, bool merged = true, string[]? kinds = null, int? contacts = null, object? target = null) =>
        desk.PostAsync($"/api/definitions/kpi-definitions/{kpi}", Body(from, withdrawn, merged, kinds, contacts, target));

    private static JsonObject Body(string from, bool withdrawn = true, bool merged = true, string[]? kinds = null, int? contacts = null, object? target = null) => (JsonObject)JsonSerializer.SerializeToNode(new
    {
        nameZh = "指标", nameEn = "A number", ownerZh = "客户服务部", ownerEn = "Care desk", target,
        cases = new { kinds = kinds ?? Enum.GetNames<ComplaintKind>(), withdrawn, merged, mostContacts = contacts },
        validFrom = from, reason = "The board asked.",
    })!;

    private static JsonObject Without(JsonObject body, string part)
    {
        body.Remove(part);
        return body;
    }

    private string Path(string kpi, string from, string to) => $"/api/kpis/{kpi}?region={recorder.Province}&from={from}&to={to}";

    private Task<JsonNode> AskAsync(string kpi, long after, string from = "2026-01", string to = "2026-03") => ReadAsync($"{Path(kpi, from, to)}&after={after}");

    private async Task<JsonNode> ReadAsync(string path) => JsonNode.Parse((await desk.GetAsync(path)).MustBe(200).Body.GetProperty("data").GetRawText())!;

    private async Task<string[]> RowsAsync(string kpi, long after = 0) => Rows((await AskAsync(kpi, Math.Max(after, recorder.Position)))["rows"]!);

    private static string[] Rows(JsonNode rows) => [.. rows.AsArray().Select(row => $"{row!["month"]} {Counts(row)} v{row["version"]}")];

    private static string Counts(JsonNode row) => $"{row["numerator"]}/{row["denominator"]}";

    private async Task<string[]> AllAsync()
    {
        var all = new List<string>();
        foreach (var kpi in CaseKpis.All)
            all.AddRange(Rows((await recorder.AskAsync($"/api/kpis/{kpi.Definition.Id}?region=all&from=2025-01&to=2026-03&by=month,city,topic"))["rows"]!));
        return [.. all];
    }

    private async Task<string[]> VersionsAsync(string kpi) =>
        [.. (await desk.GetAsync($"/api/definitions/kpi-definitions/{kpi}/versions")).MustBe(200).Body.GetProperty("versions").EnumerateArray().Select(version => $"{version.GetProperty("number")} {version.GetProperty("publishedBy").GetString()}")];
}
