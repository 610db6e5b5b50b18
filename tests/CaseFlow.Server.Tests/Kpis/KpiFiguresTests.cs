using System.Text.Json.Nodes;
using CaseFlow.Complaints;
using CaseFlow.FollowUps;
using CaseFlow.Server.Kpis;
using CaseFlow.Server.Tests.Complaints;

namespace CaseFlow.Server.Tests.Kpis;

/// <summary>The KPIs that add up over cases, on a March of six cases whose figures were worked out by hand.</summary>
public sealed class KpiFiguresTests(ReadServer shared) : IClassFixture<ReadServer>
{
    private readonly Recorder desk = new(shared.Server);

    [Fact]
    public async Task A_month_of_cases_comes_to_the_figures_that_counting_by_hand_gives()
    {
        await SixCasesAsync();

        await IsAsync("escalation-rate", 2, 6, 33.33m, (9.68m, 70.00m));
        await IsAsync("first-contact-resolution", 1, 4, 25.00m, (4.56m, 69.94m));
        await IsAsync("reopening-rate", 1, 4, 25.00m, (4.56m, 69.94m));
        await IsAsync("hand-over-bounces", 2, 3, 66.67m, (20.77m, 93.85m));
        await IsAsync("callback-satisfaction", 1, 2, 50.00m, (9.45m, 90.55m));
        // 1 and 3 hours.
        await IsAsync("time-to-acknowledge", 4 * 3600, 2, 2.00m);
        // A day, two, three and four.
        await IsAsync("time-to-resolve", 240 * 3600, 4, 60.00m);
        // Five days; the other record says that it ended before it began.
        await IsAsync("time-to-close", 120 * 3600, 1, 120.00m);
    }

    [Fact]
    public async Task Parts_add_up_to_the_whole_however_they_are_told_apart()
    {
        await SixCasesAsync();
        foreach (var kpi in CaseKpis.All)
        {
            var whole = (await desk.AskAsync(Path(kpi.Definition.Id)))["total"]!;
            foreach (var by in new[] { "month", "region", "city", "topic", "source", "month,city,topic,source" })
            {
                var parts = await desk.AskAsync($"{Path(kpi.Definition.Id)}&by={by}");
                Assert.Equal(whole.ToJsonString(), parts["total"]!.ToJsonString());
                Assert.Equal((long)whole["numerator"]!, parts["rows"]!.AsArray().Sum(row => (long)row!["numerator"]!));
                Assert.Equal((long)whole["denominator"]!, parts["rows"]!.AsArray().Sum(row => (long)row!["denominator"]!));
            }
        }
    }

    [Fact]
    public async Task Departments_are_told_by_pairs_with_the_most_bounces_first()
    {
        await SixCasesAsync();

        var answer = await desk.AskAsync($"/api/kpis/hand-over-bounces/pairs?region={desk.Province}&from=2026-03&to=2026-03");

        Assert.Equal(
            [(null, "network", 1, 1, 100m), ("network", "billing", 1, 1, 100m), (null, "billing", 1, 0, 0m)],
            answer["pairs"]!.AsArray().Select(pair => ((string?)pair!["askedBy"], (string)pair["department"]!, (int)pair["handedOver"]!, (int)pair["bounced"]!, (decimal)pair["rate"]!))
                .OrderByDescending(pair => pair.Item4).ThenBy(pair => pair.Item1, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Months_have_a_control_chart_once_there_are_enough_and_a_gap_is_no_zero()
    {
        (int Month, int Cases, int Escalated)[] months = [(1, 4, 1), (2, 4, 1), (3, 4, 1), (4, 0, 0), (5, 4, 1), (6, 4, 1), (7, 4, 1), (8, 4, 4)];
        var n = 0;
        foreach (var (month, cases, escalated) in months)
        {
            for (var i = 0; i < cases; i++)
            {
                await desk.RecordBareAsync(++n, Recorder.At($"2025-0{month}-10T00:00:00Z"), desk.Customer(n), "network.roaming");
                if (i < escalated) await desk.OnCaseAsync(n, $"2025-0{month}-11T00:00:00Z", new ComplaintEscalated(EscalationLevel.City, EscalationOrigin.Customer, new("s1.x")));
            }
        }

        var answer = await desk.AskAsync($"/api/kpis/escalation-rate?region={desk.Province}&from=2025-01&to=2025-08");

        Assert.Null(answer["rows"]![3]!["value"]);
        // Five ranges of which one is 75: mean 15, at 250 / 7.
        var chart = answer["chart"]!;
        Assert.Equal(35.71m, decimal.Round((decimal)chart["mean"]!, 2));
        Assert.Equal(75.61m, decimal.Round((decimal)chart["upper"]!, 2));
        Assert.Equal(0m, (decimal)chart["lower"]!);
        var standout = chart["standouts"]!.AsArray().Single()!;
        Assert.Equal((7, "BeyondLimit"), ((int)standout["index"]!, (string?)standout["signal"]));
        Assert.Null((await desk.AskAsync($"/api/kpis/escalation-rate?region={desk.Province}&from=2025-01&to=2025-05"))["chart"]);
        Assert.Null((await desk.AskAsync($"/api/kpis/escalation-rate?region={desk.Province}&from=2025-01&to=2025-08&by=city"))["chart"]);
    }

    [Fact]
    public async Task What_was_recorded_later_is_not_in_the_figures_of_before()
    {
        await SixCasesAsync();
        var before = desk.Position;
        await desk.OnCaseAsync(3, "2026-03-20T00:00:00Z", new ComplaintEscalated(EscalationLevel.City, EscalationOrigin.Regulator, new("s1.x")));

        Assert.Equal(3, (int)(await desk.AskAsync(Path("escalation-rate")))["total"]!["numerator"]!);
        var then = JsonNode.Parse(await (await desk.GetAsync($"{Path("escalation-rate")}&position={before}")).Content.ReadAsStringAsync())!["data"]!;
        Assert.Equal((2, 6), ((int)then["total"]!["numerator"]!, (int)then["total"]!["denominator"]!));
    }

    [Fact]
    public async Task What_is_asked_wrongly_is_named()
    {
        Assert.Equal((400, "invalid-request"), Short(await desk.RefusedAsync("/api/kpis/escalation-rate?from=2026-13")));
        Assert.Equal((400, "invalid-request"), Short(await desk.RefusedAsync("/api/kpis/time-to-close?by=colour")));
        Assert.Equal((400, "invalid-request"), Short(await desk.RefusedAsync("/api/kpis/hand-over-bounces/pairs?from=2026-03&to=2026-02")));
        Assert.Equal(404, (int)(await desk.GetAsync("/api/kpis/no-such")).StatusCode);
    }

    private static (int Status, string Code) Short((int Status, string Code, JsonNode Problem) refused) => (refused.Status, refused.Code);

    private string Path(string kpi) => $"/api/kpis/{kpi}?region={desk.Province}&from=2026-03&to=2026-03";

    private async Task IsAsync(string kpi, long numerator, long denominator, decimal value, (decimal Low, decimal High)? interval = null)
    {
        var total = (await desk.AskAsync(Path(kpi)))["total"]!;
        Assert.Equal((kpi, numerator, denominator, value), (kpi, (long)total["numerator"]!, (long)total["denominator"]!, (decimal)total["value"]!));
        Assert.Equal(interval, (decimal?)total["low"] is { } low ? (low, (decimal)total["high"]!) : null);
    }

    /// <summary>Two escalated; four resolved, of which one was reopened, one escalated, one handed over; three hand-overs, of which two bounced.</summary>
    private async Task SixCasesAsync()
    {
        foreach (var (n, city, topic) in new[] { (1, "nanjing", "network.roaming"), (2, "nanjing", "network.roaming"), (3, "suzhou", "billing.fees"), (4, "suzhou", "network.roaming"), (5, "suzhou", "billing.fees"), (6, "wuxi", "network.coverage") })
            await desk.RecordBareAsync(n, Recorder.At("2026-03-02T00:00:00Z"), desk.Customer(n), topic, city);
        await desk.OnCaseAsync(1, "2026-03-02T01:00:00Z", new ComplaintAcknowledged(null));
        await desk.OnCaseAsync(1, "2026-03-03T00:00:00Z", new ComplaintResolved(new("s1.x"), 1));
        await desk.OnCaseAsync(1, "2026-03-07T00:00:00Z", new ComplaintClosed(ClosureBasis.CustomerSatisfied, null, 1));
        await desk.OnCaseAsync(2, "2026-03-02T03:00:00Z", new ComplaintAcknowledged(null), new ComplaintEscalated(EscalationLevel.City, EscalationOrigin.Customer, new("s1.x")));
        await desk.OnCaseAsync(2, "2026-03-04T00:00:00Z", new ComplaintResolved(new("s1.x"), 1), new ComplaintEscalated(EscalationLevel.Province, EscalationOrigin.Regulator, new("s1.x")));
        await desk.OnCaseAsync(3, "2026-03-05T00:00:00Z", new ComplaintResolved(new("s1.x"), 1));
        await desk.OnCaseAsync(3, "2026-03-06T00:00:00Z", new ComplaintReopened(2, ReopenCause.ProblemReturned, new("s1.x")));
        await desk.OnCaseAsync(3, "2026-03-09T00:00:00Z", new ComplaintResolved(new("s1.x"), 2));
        await desk.OnCaseAsync(4, "2026-03-03T00:00:00Z", new ComplaintHandedOver(new("network", 1), new("s1.x")), new HandOverRejected(new("network", 1), new("s1.x")));
        await desk.OnCaseAsync(4, "2026-03-06T00:00:00Z", new ComplaintHandedOver(new("billing", 1), new("s1.x")), new HandOverAccepted(new("billing", 1)), new ComplaintResolved(new("s1.x"), 1));
        await desk.OnCaseAsync(5, "2026-03-03T00:00:00Z", new ComplaintEscalated(EscalationLevel.City, EscalationOrigin.Internal, new("s1.x")), new HandOverAccepted(new("network", 1)));
        await desk.OnCaseAsync(5, "2026-03-04T00:00:00Z", new ComplaintHandedOver(new("billing", 1), new("s1.x")), new HandOverRejected(new("billing", 1), new("s1.x")));
        await desk.OnCaseAsync(6, "2026-03-01T00:00:00Z", new ComplaintClosed(ClosureBasis.CustomerSatisfied, null, 1));
        await CallAsync(1, CallbackResult.Satisfied);
        await CallAsync(2, CallbackResult.Dissatisfied);
        await CallAsync(3, CallbackResult.Unreachable);
    }

    private async Task CallAsync(int n, CallbackResult result)
    {
        var id = CallbackId.From(desk.Contact(100 + n));
        var terms = new CallbackTerms { PolicyVersion = 1, Zone = "Asia/Shanghai", From = new(9, 0), Until = new(20, 0), FirstAfterMinutes = 60, RetryAfterMinutes = [60], TakeWithinMinutes = 60 };
        await desk.RecordAsync(
            "callback", id.Value, "2026-03-08T00:00:00Z",
            new CallbackScheduled { Callback = id, Complaint = desk.Case(n), Episode = 1, Customer = desk.Customer(n), Region = new(desk.Province, "nanjing"), DueAt = Recorder.At("2026-03-09T02:00:00Z"), Terms = terms },
            new CallbackCompleted(result));
    }
}
