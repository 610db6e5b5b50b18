using System.Text.Json.Nodes;
using CaseFlow.Complaints;
using CaseFlow.Server.Kpis;
using CaseFlow.Server.Tests.Complaints;

namespace CaseFlow.Server.Tests.Kpis;

/// <summary>From a number to its cases: they add up to it, now and as known then.</summary>
public sealed class KpiCasesTests(ReadServer shared) : IClassFixture<ReadServer>
{
    private readonly Recorder desk = new(shared.Server);

    [Fact]
    public async Task The_cases_behind_each_number_add_up_to_it()
    {
        await FourCasesAsync();
        foreach (var kpi in CaseKpis.All.Select(kpi => kpi.Definition.Id))
        {
            var total = (await desk.AskAsync($"/api/kpis/{kpi}?region={desk.Province}&from=2026-03&to=2026-03"))["total"]!;
            foreach (var part in new[] { "numerator", "denominator" })
            {
                var cases = (await desk.AskAsync($"/api/kpis/{kpi}/cases?region={desk.Province}&from=2026-03&part={part}&limit=100"))["items"]!.AsArray();
                Assert.Equal((kpi, part, (long)total[part]!), (kpi, part, cases.Sum(one => (long)one![part]!)));
                Assert.DoesNotContain(cases, one => (long)one![part]! == 0 && kpi is "escalation-rate" or "reopening-rate");
            }
        }
    }

    [Fact]
    public async Task Cases_are_narrowed_paged_and_told_as_known_then()
    {
        await FourCasesAsync();
        var before = desk.Position;
        await desk.OnCaseAsync(3, "2026-03-20T00:00:00Z", new ComplaintEscalated(EscalationLevel.City, EscalationOrigin.Regulator, new("s1.x")));
        var path = $"/api/kpis/escalation-rate/cases?region={desk.Province}&from=2026-03";

        Assert.Equal([desk.Id(1), desk.Id(3)], Ids(await desk.AskAsync(path)));
        var then = JsonNode.Parse(await (await desk.GetAsync($"{path}&position={before}")).Content.ReadAsStringAsync())!["data"]!;
        Assert.Equal([desk.Id(1)], Ids(then));
        Assert.Equal([desk.Id(3)], Ids(await desk.AskAsync($"{path}&topic=billing")));
        Assert.Empty(Ids(await desk.AskAsync($"{path}&place={desk.Province}.suzhou")));
        var first = await desk.AskAsync($"{path}&part=Denominator&limit=3");
        var second = await desk.AskAsync($"{path}&part=Denominator&limit=3&cursor={first["next"]}");
        Assert.Equal([desk.Id(1), desk.Id(2), desk.Id(3), desk.Id(4)], Ids(first).Concat(Ids(second)).Order());
        Assert.Equal(4, (int)first["total"]!);
        foreach (var (wrong, code) in new[] { ("place=nowhere.at.all", "malformed"), ("to=2026-01", "reversed"), ("part=Both", "out-of-range") })
            Assert.Equal(code, (string?)(await desk.RefusedAsync($"{path}&{wrong}")).Problem["errors"]![0]!["code"]);
    }

    private async Task FourCasesAsync()
    {
        foreach (var (n, topic) in new[] { (1, "network.roaming"), (2, "network.roaming"), (3, "billing.dispute"), (4, "network.signal") })
            await desk.RecordBareAsync(n, Recorder.At($"2026-03-0{n}T00:00:00Z"), desk.Customer(n), topic);
        await desk.OnCaseAsync(1, "2026-03-02T00:00:00Z", new ComplaintAcknowledged(new("hotline", 1)), new ComplaintEscalated(EscalationLevel.City, EscalationOrigin.Customer, new("s1.x")), new ComplaintResolved(new("s1.x"), 1));
        await desk.OnCaseAsync(2, "2026-03-03T00:00:00Z", new ComplaintResolved(new("s1.x"), 1), new ComplaintReopened(2, ReopenCause.ProblemReturned, new("s1.x")));
        await desk.OnCaseAsync(3, "2026-03-04T00:00:00Z", new ComplaintHandedOver(new("network", 1), new("s1.x")), new HandOverRejected(new("network", 1), new("s1.x")), new ComplaintHandedOver(new("network", 1), new("s1.x")), new HandOverRejected(new("network", 1), new("s1.x")));
        await desk.OnCaseAsync(4, "2026-03-05T00:00:00Z", new ComplaintAcknowledged(new("hotline", 1)), new ComplaintResolved(new("s1.x"), 1), new ComplaintClosed(ClosureBasis.CustomerSatisfied, null, 1));
    }

    private static List<Guid> Ids(JsonNode page) => [.. page["items"]!.AsArray().Select(one => (Guid)one!["id"]!)];
}
