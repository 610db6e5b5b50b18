using System.Text.Json.Nodes;
using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.Server.Kpis;
using CaseFlow.Server.Tests.Complaints;
using CaseFlow.Tracing;

namespace CaseFlow.Server.Tests.Kpis;

/// <summary>KPIs that other slices count, by month: with their interval, as of a past day, and the same as where they are told otherwise.</summary>
public sealed class TalliedKpiTests(ReadServer shared) : IClassFixture<ReadServer>
{
    private readonly Recorder recorder = new(shared.Server);

    [Fact]
    public async Task Traces_opened_closed_and_effective_are_told_by_the_month_of_each_and_as_known_then()
    {
        await TraceAsync(1, "nanjing", "2026-01-10T00:00:00Z");
        await TraceAsync(2, city: null, "2026-02-01T00:00:00Z");
        await recorder.RecordAsync("trace", Trace(1), "2026-02-05T00:00:00Z", Told(1, reached: false), new AnalysisReopened(2));
        var then = recorder.Position;
        await recorder.RecordAsync("trace", Trace(1), "2026-03-31T16:30:00Z", Told(2, reached: true), new TraceClosed());

        var now = await AskAsync("trace-effectiveness", $"region={recorder.Province}");
        Assert.Equal(["2026-01 0/0 1 0", "2026-02 0/1 1 0", "2026-03 0/0 0 0", "2026-04 1/1 0 1"], now["rows"]!.AsArray().Select(Line));
        Assert.Equal(" 1/2 2 1", Line(now["total"]));
        Assert.Equal((50m, true), ((decimal)now["total"]!["value"]!, (decimal)now["total"]!["low"]! < 50 && (decimal)now["total"]!["high"]! > 50));
        Assert.Null(now["rows"]![0]!["value"]);
        Assert.Equal(" 0/1 2 0", Line((await AskAsync("trace-effectiveness", $"region={recorder.Province}&position={then}"))["total"]));
        // What the province opened as a whole is none of a city's.
        Assert.Equal(" 1/2 1 1", Line((await AskAsync("trace-effectiveness", $"region={recorder.Province}.nanjing"))["total"]));
        Assert.Equal(" 0/0 0 0", Line((await AskAsync("trace-effectiveness", $"region={recorder.Province}.suzhou"))["total"]));
    }

    [Fact]
    public async Task Every_one_of_them_says_what_its_own_route_says()
    {
        await recorder.RegisterAsync(3, "2026-01-05T01:00:00Z");
        await recorder.OnCaseAsync(3, "2026-01-05T02:00:00Z", new ComplaintAcknowledged(new("hotline", 1)));
        await recorder.OnCaseAsync(3, "2026-02-05T02:00:00Z", new ComplaintResolved(new("s1.x"), 1));
        await recorder.RecordAsync("contact", recorder.Contact(3), "2026-01-05T00:30:00Z", new ContactRecorded
        {
            Contact = ContactId.From(recorder.Contact(3)), Customer = await recorder.SnapshotAsync(recorder.Customer(3)), Channel = new("hotline", 1), Direction = ContactDirection.Inbound, Outcome = ContactOutcome.AllAgentsBusy, Region = new(recorder.Province, "nanjing"),
        }, new ContactLinked(recorder.Case(3)));
        foreach (var kpi in TalliedKpis.All.Where(kpi => kpi.Definition.Id != "trace-effectiveness").Select(kpi => kpi.Definition.Id))
        {
            var own = (await recorder.AskAsync($"/api/kpis/{kpi}?region=all&from=2026-01&to=2026-04"))["total"]!;
            var total = (await AskAsync(kpi, "region=all"))["total"]!;
            Assert.Equal((kpi, (long)own["numerator"]!, (long)own["denominator"]!), (kpi, (long)total["numerator"]!, (long)total["denominator"]!));
        }

        Assert.Equal(1, (long)(await AskAsync("contacts-per-case", $"region={recorder.Province}"))["total"]!["beside"]!["failed"]!);
        Assert.NotEqual(0, (long)(await AskAsync("clock-compliance", "region=all"))["total"]!["denominator"]!);
        var refused = await recorder.RefusedAsync("/api/kpis/trace-effectiveness/months?region=all&from=soon");
        Assert.Equal((400, "from"), (refused.Status, (string)refused.Problem["errors"]![0]!["field"]!));
    }

    private Guid Trace(int n) => new(n, (short)recorder.Case(1).Value.GetHashCode(), 0, [9, 0, 0, 0, 0, 0, 0, 9]);

    private Task TraceAsync(int n, string? city, string at) => recorder.RecordAsync("trace", Trace(n), at, new TraceOpened
    {
        Trace = TraceId.From(Trace(n)), Trigger = TraceTrigger.ComplaintAnomaly, Title = "Reminders do not arrive", Region = new(recorder.Province, city), Topic = new Term("network.roaming", 1), Evidence = TraceEvidence.None,
    });

    private static EffectEvaluated Told(int round, bool reached) => new() { Round = round, Baseline = null, Measured = new(null, 0, 0, 1, null), Reached = reached, Improvements = [] };

    private Task<JsonNode> AskAsync(string kpi, string question) => recorder.AskAsync($"/api/kpis/{kpi}/months?{question}&from=2026-01&to=2026-04");

    private static string Line(JsonNode? row) => $"{row!["month"]} {row["numerator"]}/{row["denominator"]} {row["beside"]!["opened"]} {row["beside"]!["closed"]}";
}
