using System.Text.Json.Nodes;
using CaseFlow.Complaints;
using CaseFlow.FollowUps;
using CaseFlow.Server.FollowUps;
using CaseFlow.Server.Kpis;
using CaseFlow.Server.Tests.Complaints;
using CaseFlow.Testing;

namespace CaseFlow.Server.Tests.Kpis;

/// <summary>Why a KPI over cases is another number under another version, or than was known then: case by case, event by event, and it adds up.</summary>
public sealed class KpiDifferenceTests(ReadServer shared) : IClassFixture<ReadServer>
{
    private const string Months = "from=2026-01&to=2026-03";

    private readonly Recorder recorder = new(shared.Server);
    private readonly Desk desk = new(shared.Server);

    [Fact]
    public async Task Between_two_versions_and_two_moments_cases_and_causes_add_up_to_the_difference_of_every_KPI()
    {
        await PublishAsync();
        await CasesAsync();
        var then = recorder.Position;
        await LaterAsync();
        foreach (var kpi in CaseKpis.All.Select(kpi => kpi.Definition.Id))
        {
            foreach (var (definition, asOf) in new[] { ("1,2", "now"), ("2,1", "now"), ("inForce,2", "now"), ("1", $"%23{then},now"), ("1,2", $"%23{then},now"), ("inForce", $"%23{then},now"), ("2", $"%23{then}"), ("2,inForce", $"%230,%23{then}") })
            {
                var whole = await AskAsync(kpi, $"definition={definition}&asOf={asOf}&limit=200");
                var (first, second) = (Counts(whole["first"]!["value"]!), Counts(whole["second"]!["value"]!));
                var name = $"{kpi} {definition} {asOf}";
                Assert.True((bool)whole["isWhole"]!);
                // Each side is what the KPI itself answers; under one version that takes a replay, of which there are not as many.
                foreach (var (version, moment, value) in new[] { (definition.Split(',')[0], asOf.Split(',')[0], first), (definition.Split(',')[^1], asOf.Split(',')[^1], second) })
                {
                    if (version == "inForce" || (moment == "now" && version == "2") || kpi == "first-contact-resolution")
                        Assert.Equal((name, await ValueAsync(kpi, version, moment)), (name, value));
                }

                Assert.Equal((name, second.Numerator - first.Numerator, second.Denominator - first.Denominator), (name, Sum(whole["causes"]!, "numerator"), Sum(whole["causes"]!, "denominator")));
                var cases = whole["cases"]!["items"]!.AsArray();
                Assert.Equal(cases.Count, (int)whole["cases"]!["total"]!);
                foreach (var one in cases)
                {
                    var (before, after) = (one!["before"] is { } known ? Counts(known) : default, Counts(one["after"]!));
                    Assert.NotEqual(before, after);
                    Assert.Equal((name, after.Numerator - before.Numerator, after.Denominator - before.Denominator), (name, Sum(one["steps"]!, "numerator"), Sum(one["steps"]!, "denominator")));
                    Assert.All(one["steps"]!.AsArray(), step => Assert.NotEmpty(step!["events"]!.AsArray()));
                }

                foreach (var part in new[] { "numerator", "denominator" })
                    Assert.Equal((name, Sum(whole["causes"]!, part)), (name, cases.Sum(one => Sum(one!["steps"]!, part))));
                Assert.Equal(cases.Select(one => (Guid)one!["id"]!), await WalkAsync(kpi, $"definition={definition}&asOf={asOf}&limit=2"));
            }
        }
    }

    [Fact]
    public async Task A_case_that_leaves_names_the_part_of_the_definition_and_the_event_that_made_it_so()
    {
        await PublishAsync();
        await CasesAsync();
        await LaterAsync();

        var answer = await AskAsync("escalation-rate", "definition=1,2");
        Assert.Equal(
            [(3, "Kinds", "complaint_reclassified"), (4, "Withdrawn", "complaint_withdrawn"), (5, "Merged", "complaint_merged")],
            answer["cases"]!["items"]!.AsArray().Select(one => (Number(one!), (string)one!["steps"]![0]!["term"]!, (string)one["steps"]![0]!["events"]![0]!["type"]!)).Order());
        Assert.Equal(["Kinds 1 -1 -1", "Withdrawn 1 0 -1", "Merged 1 0 -1"], answer["causes"]!.AsArray().Select(cause => $"{cause!["term"]} {cause["cases"]} {cause["numerator"]} {cause["denominator"]}"));

        // Version 2 takes two contacts for a first one.
        var settled = Assert.Single((await AskAsync("first-contact-resolution", "definition=1,2"))["cases"]!["items"]!.AsArray(), one => Number(one!) == 1)!;
        Assert.Equal(("MostContacts", 1, 0, 2), ((string)settled["steps"]![0]!["term"]!, (int)settled["steps"]![0]!["numerator"]!, (int)settled["steps"]![0]!["denominator"]!, settled["steps"]![0]!["events"]!.AsArray().Count));
        var named = settled["steps"]![0]!["events"]![0]!;
        Assert.Equal(("contact_linked", recorder.Contact(11), 2), ((string)named["type"]!, (Guid)named["stream"]!, (int)named["version"]!));
        Assert.Equal(200, (await desk.GetAsync($"/api/events/{named["id"]}?region={recorder.Province}&after={recorder.Position}")).Status);
    }

    [Fact]
    public async Task A_restatement_names_the_events_that_were_recorded_in_between_and_moved_a_case()
    {
        await PublishAsync();
        await CasesAsync();
        var then = recorder.Position;
        await LaterAsync();

        var answer = await AskAsync("first-contact-resolution", $"definition=1&asOf=%23{then},now");
        // Case 2 is resolved, which brings it in, and opened again, which takes it out of the numerator; case 6 was entered late.
        Assert.Equal(
            ["6 complaint_resolved 1/1", "2 complaint_resolved 1/1", "2 complaint_reopened -1/0"],
            answer["cases"]!["items"]!.AsArray().SelectMany(one => one!["steps"]!.AsArray().Select(step => $"{Number(one)} {step!["events"]![0]!["type"]} {step["numerator"]}/{step["denominator"]}")));
        Assert.Equal(then, (long)answer["first"]!["position"]!);
        Assert.All(answer["cases"]!["items"]!.AsArray().SelectMany(one => one!["steps"]!.AsArray()), step => Assert.True((long)step!["events"]![0]!["position"]! > then));
        Assert.Null(answer["cases"]!["items"]!.AsArray().Single(one => Number(one!) == 6)!["before"]);
        var satisfied = await AskAsync("callback-satisfaction", $"asOf=%23{then},now");
        Assert.Equal("callback_completed 1/1", string.Join(' ', satisfied["cases"]!["items"]!.AsArray().SelectMany(one => one!["steps"]!.AsArray()).Select(step => $"{step!["events"]![0]!["type"]} {step["numerator"]}/{step["denominator"]}")));
    }

    [Fact]
    public async Task A_city_is_told_of_its_own_cases_and_what_is_wrong_names_its_field()
    {
        await PublishAsync();
        await CasesAsync();
        await LaterAsync();
        var path = $"/api/kpis/escalation-rate/difference?{Months}&definition=1,2";

        Assert.Equal(new[] { 5 }, await NumbersAsync($"{path}&region={recorder.Province}.suzhou"));
        Assert.Equal(new[] { 3, 4 }, await NumbersAsync($"{path}&region={recorder.Province}.nanjing"));
        Assert.Equal(new[] { 5 }, await NumbersAsync($"{path}&region={recorder.Province}&place={recorder.Province}.suzhou"));
        foreach (var (wrong, field) in new[] { ("definition=1,9", "definition"), ("definition=last", "definition"), ("definition=1,2,3", "definition"), ("asOf=now,%231", "asOf"), ("asOf=%231,%232,now", "asOf"), ("asOf=soon", "asOf"), ("place=nowhere.at.all", "place"), ("to=2025-12", "from") })
        {
            var refused = await recorder.RefusedAsync($"/api/kpis/escalation-rate/difference?region={recorder.Province}&from=2026-01&{wrong}");
            Assert.Equal((wrong, 400, field), (wrong, refused.Status, (string)refused.Problem["errors"]![0]!["field"]!));
        }

        var first = await AskAsync("escalation-rate", "definition=1,2&limit=1");
        Assert.Equal("cursor-mismatch", (await recorder.RefusedAsync($"/api/kpis/escalation-rate/difference?region={recorder.Province}&{Months}&definition=2,1&limit=1&cursor={first["cases"]!["next"]}")).Code);
    }

    [Fact]
    public async Task Hand_overs_by_pairs_add_up_to_the_KPI_under_each_version_and_as_known_then()
    {
        await PublishAsync();
        await CasesAsync();
        var then = recorder.Position;
        await LaterAsync();
        foreach (var question in new[] { "", "&definition=1", "&definition=2", $"&position={then}", $"&position={then}&definition=2" })
        {
            var path = $"region={recorder.Province}&{Months}{question}";
            var total = (await recorder.AskAsync($"/api/kpis/hand-over-bounces?{path}"))["total"]!;
            var pairs = (await recorder.AskAsync($"/api/kpis/hand-over-bounces/pairs?{path}"))["pairs"]!.AsArray();
            Assert.Equal((question, Counts(total)), (question, (pairs.Sum(pair => (int)pair!["bounced"]!), pairs.Sum(pair => (int)pair!["handedOver"]!))));
        }

        Assert.Equal(2, (int)(await recorder.AskAsync($"/api/kpis/hand-over-bounces/pairs?region={recorder.Province}&{Months}&definition=1"))["pairs"]![0]!["handedOver"]!);
        // The case that was handed over twice was withdrawn, which version 2 leaves out.
        Assert.Empty((await recorder.AskAsync($"/api/kpis/hand-over-bounces/pairs?region={recorder.Province}&{Months}&definition=2"))["pairs"]!.AsArray());
    }

    /// <summary>Version 2 of each, from February on: complaints alone, neither withdrawn nor merged ones, and two contacts are a first one.</summary>
    private async Task PublishAsync()
    {
        foreach (var kpi in CaseKpis.All)
        {
            (await desk.PostAsync($"/api/definitions/kpi-definitions/{kpi.Definition.Id}", new
            {
                nameZh = "指标", nameEn = "A number", ownerZh = "客户服务部", ownerEn = "Care desk",
                cases = new { kinds = new[] { "Complaint" }, withdrawn = false, merged = false, mostContacts = kpi.Usual.MostContacts is null ? (int?)null : 2 },
                validFrom = "2026-02", reason = "The board asked.",
            })).MustBe(200);
        }
    }

    private async Task CasesAsync()
    {
        foreach (var (n, city) in new[] { (1, "nanjing"), (2, "nanjing"), (3, "nanjing"), (4, "nanjing"), (5, "suzhou") })
            await recorder.RecordBareAsync(n, Recorder.At($"2026-0{1 + (n % 3)}-10T00:00:00Z"), recorder.Customer(n), "network.roaming", city);
        await recorder.OnCaseAsync(1, "2026-02-11T00:00:00Z", new ComplaintAcknowledged(new("hotline", 1)), new ComplaintResolved(new("s1.x"), 1));
        foreach (var contact in new[] { 11, 12 })
            await recorder.RecordAsync("contact", recorder.Contact(contact), "2026-02-11T00:00:00Z", Contact(contact, await recorder.SnapshotAsync(recorder.Customer(1))), new ContactLinked(recorder.Case(1)));
        await recorder.OnCaseAsync(3, "2026-02-12T00:00:00Z", new ComplaintEscalated(EscalationLevel.City, EscalationOrigin.Customer, new("s1.x")));
        await recorder.OnCaseAsync(4, "2026-02-12T00:00:00Z", new ComplaintHandedOver(new("network", 1), new("s1.x")), new HandOverRejected(new("network", 1), new("s1.x")));
    }

    /// <summary>What becomes of them later, and a case that is entered late.</summary>
    private async Task LaterAsync()
    {
        await recorder.OnCaseAsync(2, "2026-03-11T00:00:00Z", new ComplaintResolved(new("s1.x"), 1), new ComplaintReopened(2, ReopenCause.ProblemReturned, new("s1.x")));
        await recorder.OnCaseAsync(3, "2026-03-12T00:00:00Z", new ComplaintReclassified(ComplaintKind.Fault, new("network.roaming", 1), null));
        await recorder.OnCaseAsync(4, "2026-03-12T00:00:00Z", new ComplaintHandedOver(new("network", 1), new("s1.x")), new ComplaintWithdrawn(new("s1.x")));
        await recorder.OnCaseAsync(5, "2026-03-12T00:00:00Z", new ComplaintMerged(recorder.Case(1), null));
        await recorder.RecordBareAsync(6, Recorder.At("2026-01-20T00:00:00Z"), recorder.Customer(6), "network.roaming");
        await recorder.OnCaseAsync(6, "2026-03-12T00:00:00Z", new ComplaintAcknowledged(new("hotline", 1)), new ComplaintResolved(new("s1.x"), 1), new ComplaintClosed(ClosureBasis.CustomerSatisfied, null, 1));
        var callback = CallbackIds.Of(recorder.Case(6), 1);
        await recorder.RecordAsync("callback", callback.Value, "2026-03-12T00:00:00Z", Scheduled(callback), new CallbackCompleted(CallbackResult.Satisfied));
    }

    private ContactRecorded Contact(int n, CustomerSnapshot customer) => new()
    {
        Contact = ContactId.From(recorder.Contact(n)), Customer = customer, Channel = new("hotline", 1), Direction = ContactDirection.Inbound, Outcome = ContactOutcome.Answered, Region = new(recorder.Province, "nanjing"),
    };

    private CallbackScheduled Scheduled(CallbackId callback) => new()
    {
        Callback = callback, Complaint = recorder.Case(6), Episode = 1, Customer = recorder.Customer(6), Region = new(recorder.Province, "nanjing"), DueAt = Recorder.At("2026-03-12T01:00:00Z"),
        Terms = new() { PolicyVersion = 1, Zone = "Asia/Shanghai", From = new(8, 0), Until = new(21, 0), FirstAfterMinutes = 60, RetryAfterMinutes = [60], TakeWithinMinutes = 30 },
    };

    private Task<JsonNode> AskAsync(string kpi, string question) => recorder.AskAsync($"/api/kpis/{kpi}/difference?region={recorder.Province}&{Months}&{question}");

    private async Task<(int Numerator, int Denominator)> ValueAsync(string kpi, string definition, string moment) => Counts((await recorder.AskAsync(
        $"/api/kpis/{kpi}?region={recorder.Province}&{Months}{(definition == "inForce" ? "" : $"&definition={definition}")}{(moment == "now" ? "" : $"&position={moment[3..]}")}"))["total"]!);

    private async Task<List<Guid>> WalkAsync(string kpi, string question)
    {
        var (walked, cursor) = (new List<Guid>(), "");
        do
        {
            var page = (await AskAsync(kpi, question + cursor))["cases"]!;
            walked.AddRange(page["items"]!.AsArray().Select(one => (Guid)one!["id"]!));
            cursor = page["next"] is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);
        return walked;
    }

    private int Number(JsonNode one) => Enumerable.Range(1, 9).Single(n => recorder.Id(n) == (Guid)one["id"]!);

    private async Task<int[]> NumbersAsync(string path) => [.. (await recorder.AskAsync(path))["cases"]!["items"]!.AsArray().Select(one => Number(one!)).Order()];

    private static (int Numerator, int Denominator) Counts(JsonNode value) => ((int)value["numerator"]!, (int)value["denominator"]!);

    private static int Sum(JsonNode parts, string part) => parts.AsArray().Sum(one => (int)one![part]!);
}
