using System.Text.Json.Nodes;
using CaseFlow.Access;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Complaints;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CaseFlow.Server.Tests.Complaints;

/// <summary>How urgent cases are and why, from the desk's commands to the list. On a server of its own, for a matrix is in force everywhere.</summary>
public sealed class PriorityTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Matrix = "/api/definitions/priority-matrix", Versions = $"{Matrix}/priority-matrix/versions";

    private ServerUnderTest server = null!;
    private Desk desk = null!;
    private long position;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync(postgres);
        desk = new(server);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_case_rises_with_what_happens_to_it_and_tells_why()
    {
        var complaint = await CaseAsync("billing.charge.data", "gold");
        Assert.Equal(("P3", 30, 1), await ListedAsync(complaint));
        Assert.Equal(["Severity money 15", "Impact - 0", "Tier gold 15", "EscalationRisk - 0"], await WhyAsync(complaint));

        await DoAsync(complaint, "escalate", new { to = "City", origin = "Customer", reason = "No answer." });
        Assert.Equal(("P2", 50, 1), await ListedAsync(complaint));
        await DoAsync(complaint, "escalate", new { to = "Province", origin = "Regulator", reason = "A letter came." });
        Assert.Equal(("P1", 75, 1), await ListedAsync(complaint));
        Assert.Equal(["Severity money 15", "Impact - 0", "Tier gold 15", "EscalationRisk outside-escalation 45"], await WhyAsync(complaint));

        // Who escalated it stays, wherever it stands; its kind moves it as its level does.
        await DoAsync(complaint, "deescalate", new { to = "FrontLine", reason = "Answered." });
        await DoAsync(complaint, "reclassify", new { kind = "Consultation", topic = "billing.charge.data" });
        Assert.Equal(("P1", 60, 1), await ListedAsync(complaint));

        for (var i = 0; i < 2; i++)
        {
            position = (await desk.PostAsync("/api/contacts", new
            {
                channel = "hotline", direction = "Inbound", outcome = "Answered", region = new { province = "cn-js", city = "nanjing" }, occurredAt = "2026-03-02T12:00:00+08:00", complaint,
            })).MustBe(201).Position;
        }

        Assert.Equal(("P1", 70, 1), await ListedAsync(complaint));
        var why = await ExplainedAsync(complaint);
        Assert.Equal(
            ("Consultation", 2, "FrontLine", "Customer,Regulator", 0),
            ((string?)why["inputs"]!["kind"], (int)why["inputs"]!["contacts"]!, (string?)why["inputs"]!["level"], string.Join(",", why["inputs"]!["origins"]!.AsArray().Select(one => (string?)one)), (int)why["inputs"]!["reopenings"]!));
        Assert.Equal(("two-contacts", "Contacts", "2", 2), ((string?)why["grade"]!["axes"]![1]!["rule"], (string?)why["grade"]!["axes"]![1]!["met"]![0]!["input"], (string?)why["grade"]!["axes"]![1]!["met"]![0]!["value"], (int)why["grade"]!["axes"]![1]!["met"]![0]!["atLeast"]!));
        Assert.Equal((55, 35, 15), ((int)why["grade"]!["thresholds"]!["p1"]!, (int)why["grade"]!["thresholds"]!["p2"]!, (int)why["grade"]!["thresholds"]!["p3"]!));
        Assert.Equal(("setup", 1), ((string?)why["publishedBy"], (int)why["inForce"]!));
    }

    [Fact]
    public async Task A_publication_leaves_open_cases_alone_or_grades_them_anew_and_what_has_ended_keeps_its_own()
    {
        var (open, closed) = (await CaseAsync("billing.charge.data", "standard"), await CaseAsync("billing.charge.data", "standard"));
        await DoAsync(closed, "resolve", new { resolution = "Explained." });
        var before = position;

        await PublishAsync("KeepTheirs", draft => draft["severity"]!.AsArray().Single(rule => (string?)rule!["id"] == "money")!["points"] = 38);
        var late = await CaseAsync("billing.charge.data", "standard");
        Assert.Equal([("P3", 15, 1), ("P3", 15, 1), ("P2", 38, 2)], [await ListedAsync(open), await ListedAsync(closed), await ListedAsync(late)]);
        // What happens to a case moves it under the version that it keeps.
        await DoAsync(open, "escalate", new { to = "Team", origin = "Customer", reason = "No answer." });
        Assert.Equal(("P3", 25, 1), await ListedAsync(open));
        Assert.Equal(2, (int)(await ExplainedAsync(open))["inForce"]!);

        await PublishAsync("GradedAnew", draft => draft["severity"]!.AsArray().Single(rule => (string?)rule!["id"] == "money")!["points"] = 39);
        Assert.Equal([("P2", 49, 3), ("P3", 15, 1), ("P2", 39, 3)], [await ListedAsync(open), await ListedAsync(closed), await ListedAsync(late)]);
        await DoAsync(closed, "reopen", new { cause = "ProblemReturned", reason = "It came again." });
        Assert.Equal(("P1", 59, 3), await ListedAsync(closed));

        // As it was known then, and the same from the first event on.
        var then = (await ListAsync($"position={before}"))["items"]!.AsArray();
        Assert.Equal(["P3 1", "P3 1"], then.Select(one => $"{one!["priority"]} {one["matrixVersion"]}"));
        Assert.Equal("P3", (string?)(await DataAsync($"/api/complaints/{closed}?region=all&position={before}"))["case"]!["priority"]);
        var rows = await RowsAsync();
        await server.Services.GetRequiredService<ProjectionEngine>().RebuildAsync(WorkList.Projection);
        Assert.Equal(rows, await RowsAsync());
        foreach (var complaint in new[] { open, closed, late })
            Assert.Equal((string?)(await DataAsync($"/api/complaints/{complaint}?region=all"))["case"]!["priority"], (await ListedAsync(complaint)).Priority);
    }

    [Fact]
    public async Task The_list_begins_with_the_most_urgent_and_within_a_priority_with_what_is_due_first()
    {
        var plain = await CaseAsync("service.attitude", "standard", received: 1);
        var late = await CaseAsync("network.data.unavailable", "diamond", received: 3);
        var early = await CaseAsync("network.data.unavailable", "diamond", received: 2);
        var urgent = await CaseAsync("line.hazard", "diamond", received: 4);

        Assert.Equal([urgent, early, late, plain], await WalkAsync("sort=Priority"));
        Assert.Equal([early, late], await WalkAsync("sort=Priority&priority=P2"));
        Assert.Equal([plain, early, late, urgent], await WalkAsync("sort=Oldest&priority=P1,P2,P4"));
        Assert.Equal([urgent, plain], await WalkAsync("sort=Priority&priority=P4&priority=P1"));
        Assert.Empty(await WalkAsync("priority=P3"));
        Assert.Equal(["priority out-of-range"], (await desk.GetAsync("/api/complaints?region=all&priority=P5")).MustBe(400).Errors);
        var csv = (await desk.GetAsync($"/api/exports/cases.csv?region=all&priority=P1&after={position}")).MustBe(200).Text.Trim().Split('\n');
        Assert.Equal(2, csv.Length);
        Assert.Contains("P1,60", csv[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_works_in_another_city_has_neither_the_case_nor_its_priority()
    {
        var complaint = await CaseAsync("line.hazard", "diamond");
        await ListedAsync(complaint);
        using var own = await server.As(Role.DeskAgent, "cn-js.nanjing");
        using var other = await server.As(Role.DeskAgent, "cn-js.suzhou");
        Assert.Equal("P1", (string?)JsonNode.Parse((await ReadAsync(own, $"/api/complaints/{complaint}/priority?region=cn-js.nanjing")).MustBe(200).Text)!["data"]!["grade"]!["priority"]);
        Assert.Equal(404, (await ReadAsync(other, $"/api/complaints/{complaint}/priority?region=cn-js.suzhou")).Status);
        Assert.Equal("outside-territory", (await ReadAsync(other, $"/api/complaints/{complaint}/priority?region=cn-js.nanjing")).MustBe(403).Code);
        Assert.Empty(JsonNode.Parse((await ReadAsync(other, "/api/complaints?region=cn-js.suzhou&priority=P1&sort=Priority")).MustBe(200).Text)!["data"]!["items"]!.AsArray());
    }

    [Fact]
    public async Task What_is_wrong_with_a_matrix_is_named_with_its_place()
    {
        Assert.Equal(
            ["escalationRisk required", "impact required", "openCases required", "reason required", "severity required", "thresholds.p1 required", "thresholds.p2 required", "thresholds.p3 required", "tiers required"],
            (await desk.PostAsync(Matrix)).MustBe(400).Errors.Order());
        Assert.Equal(
            ["escalationRisk[0].fromBounces out-of-range", "escalationRisk[0].sources[1] unknown-term", "impact[0].id malformed", "severity[0].topics[0] unknown-term", "tiers[0].points required", "tiers[0].tiers[0] unknown-term"],
            (await TryPublishAsync(draft =>
            {
                draft["severity"]![0]!["topics"]![0] = "nothing.of-the-kind";
                draft["impact"]![0]!["id"] = "Two Words";
                draft["tiers"]![0]!["tiers"]![0] = "platinum";
                draft["tiers"]![0]!.AsObject().Remove("points");
                draft["escalationRisk"]![0]!["sources"]![1] = "press";
                draft["escalationRisk"]![0]!["fromBounces"] = 0;
            })).MustBe(400).Errors.Order());
        Assert.Equal(["severity[7] out-of-range"], (await TryPublishAsync(draft => draft["severity"]!.AsArray().Insert(0, new JsonObject { ["id"] = "all", ["zh"] = "全部", ["en"] = "All", ["points"] = 0 }))).MustBe(400).Errors);
        Assert.Equal(["thresholds out-of-range"], (await TryPublishAsync(draft => draft["thresholds"]!["p2"] = 90)).MustBe(400).Errors);
        Assert.Equal(["thresholds.p1 out-of-range"], (await TryPublishAsync(draft => draft["thresholds"]!["p1"] = 900)).MustBe(400).Errors);
        Assert.Equal("unchanged", (await TryPublishAsync(_ => { })).MustBe(200).Outcome);
        var versions = (await desk.GetAsync(Versions)).MustBe(200).Body.GetProperty("versions");
        Assert.Equal((1, "GradedAnew"), (versions.GetArrayLength(), versions[0].GetProperty("content").GetProperty("openCases").GetString()));
    }

    [Fact]
    public async Task A_draft_says_which_cases_of_a_month_would_move()
    {
        var (money, rude) = (await CaseAsync("billing.charge.data", "standard"), await CaseAsync("service.attitude", "standard"));
        await ListedAsync(rude);
        var draft = await InForceAsync();
        draft["severity"]!.AsArray().Single(rule => (string?)rule!["id"] == "money")!["points"] = 36;

        var tried = await TriedAsync("region=all&month=2026-03", draft);
        Assert.Equal((2, 1, 0, true), ((int)tried["cases"]!, (int)tried["raised"]!, (int)tried["lowered"]!, (bool)tried["isWhole"]!));
        Assert.Equal(["P1 0 0", "P2 0 1", "P3 1 0", "P4 1 1"], tried["shares"]!.AsArray().Select(share => $"{share!["priority"]} {share["is"]} {share["draft"]}"));
        Assert.Equal([$"{money} P3 15 P2 36"], tried["moved"]!.AsArray().Select(one => $"{one!["complaint"]} {one["is"]} {one["points"]} {one["draft"]} {one["draftPoints"]}"));
        Assert.Equal(0, (int)(await TriedAsync("region=all&month=2026-02", draft))["cases"]!);
        Assert.Equal(0, (int)(await TriedAsync("region=cn-js.suzhou&month=2026-03", draft))["cases"]!);
        draft["thresholds"]!["p3"] = 0;
        Assert.Equal(["thresholds out-of-range"], (await desk.PostAsync($"{Matrix}/simulate?region=all&month=2026-03", draft)).MustBe(400).Errors);
        Assert.Equal(1, (await desk.GetAsync(Versions)).MustBe(200).Body.GetProperty("versions").GetArrayLength());
    }

    private async Task<string> CaseAsync(string topic, string tier, int received = 2)
    {
        var registration = desk.Registration();
        registration["topic"] = topic;
        registration["customer"]!["tier"] = tier;
        registration["occurredAt"] = $"2026-03-0{received}T10:00:00+08:00";
        var reply = (await desk.PostAsync("/api/complaints", registration)).MustBe(201);
        position = reply.Position;
        return reply.Created;
    }

    private async Task DoAsync(string complaint, string verb, object body) => position = (await desk.DoAsync(complaint, verb, body)).MustBe(200).Position;

    private async Task<JsonObject> InForceAsync()
    {
        var history = (await desk.GetAsync(Versions)).MustBe(200).Body.GetProperty("versions");
        return JsonNode.Parse(history[history.GetArrayLength() - 1].GetProperty("content").GetRawText())!.AsObject();
    }

    private async Task<Reply> TryPublishAsync(Action<JsonObject> change)
    {
        var draft = await InForceAsync();
        draft["reason"] = "A test.";
        change(draft);
        return await desk.PostAsync(Matrix, draft);
    }

    private async Task PublishAsync(string openCases, Action<JsonObject> change) => position = (await TryPublishAsync(draft =>
    {
        draft["openCases"] = openCases;
        change(draft);
    })).MustBe(200).Position;

    private async Task<JsonNode> TriedAsync(string query, JsonObject draft) => JsonNode.Parse((await desk.PostAsync($"{Matrix}/simulate?{query}", draft)).MustBe(200).Text)!["data"]!;

    private async Task<JsonNode> DataAsync(string path) => JsonNode.Parse((await desk.GetAsync(path)).MustBe(200).Text)!["data"]!;

    private Task<JsonNode> ListAsync(string query) => DataAsync($"/api/complaints?region=all&{query}&after={position}");

    private async Task<(string? Priority, int Points, int Version)> ListedAsync(string complaint)
    {
        var entry = (await ListAsync("limit=200"))["items"]!.AsArray().Single(item => (string?)item!["id"] == complaint)!;
        return ((string?)entry["priority"], (int)entry["points"]!, (int)entry["matrixVersion"]!);
    }

    private Task<JsonNode> ExplainedAsync(string complaint) => DataAsync($"/api/complaints/{complaint}/priority?region=all&after={position}");

    private async Task<IEnumerable<string>> WhyAsync(string complaint)
    {
        var grade = (await ExplainedAsync(complaint))["grade"]!;
        Assert.Equal((int)grade["points"]!, grade["axes"]!.AsArray().Sum(axis => (int)axis!["points"]!));
        return grade["axes"]!.AsArray().Select(axis => $"{axis!["axis"]} {axis["rule"] ?? "-"} {axis["points"]}");
    }

    private async Task<List<string>> WalkAsync(string query)
    {
        var (seen, cursor) = (new List<string>(), "");
        do
        {
            var page = await ListAsync($"{query}&limit=1{cursor}");
            seen.AddRange(page["items"]!.AsArray().Select(item => (string)item!["id"]!));
            cursor = (string?)page["next"] is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);
        return seen;
    }

    private async Task<string> RowsAsync()
    {
        await using var database = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = database.CreateCommand("""
            select json_agg(t order by complaint)::text || (select json_agg(m order by version)::text from caseflow_priority_matrices m) from caseflow_work_list t
            """);
        return (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private static async Task<Reply> ReadAsync(HttpClient client, string path) => await Reply.ReadAsync(await client.GetAsync(path, TestContext.Current.CancellationToken));
}
