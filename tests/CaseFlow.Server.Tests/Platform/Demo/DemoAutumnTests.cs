using System.Text.Json.Nodes;
using CaseFlow.EventStore;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Demo;
using CaseFlow.Server.Tests.Complaints;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Server.Tests.Platform.Demo;

/// <summary>What a new user finds in the demo without making it: a restatement that is explained, two trees of topics, two versions of a rule.</summary>
public sealed class DemoAutumnTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Rate = "/api/kpis/repeat-complaint-rate";
    private const string September = "region=cn-js&from=2011-09&to=2011-09";
    private ServerUnderTest server = null!;
    private Recorder desk = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync(postgres);
        desk = new(server);
        await server.Services.GetRequiredService<DemoLoader>().LoadAsync(Cancel);
        await server.Services.GetRequiredService<DemoAutumn>().LoadAsync(Cancel);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task The_restatement_of_September_is_explained_and_March_to_August_stay_as_printed()
    {
        var store = server.Services.GetRequiredService<IEventStore>();
        var head = await store.HeadAsync(Cancel);
        await server.Services.GetRequiredService<DemoAutumn>().LoadAsync(Cancel);
        // What the server itself does about the desk's cases goes on meanwhile.
        Assert.DoesNotContain(await store.ReadAllAsync(head, 1_000, Cancel), e => new[] { "demo:autumn", "demo:2011-09", "demo:meeting" }.Any(story => e.Metadata.CorrelationId.StartsWith(story, StringComparison.Ordinal)));

        // Whichever version, whichever tree: what was printed in 2011 is what the demo comes to.
        foreach (var question in new[] { "", "&tree=Today", "&windowDays=30" })
        {
            var printed = await desk.AskAsync($"{Rate}?region=cn-js&from=2011-03&to=2011-08{question}");
            Assert.Equal([2.19m, 1.54m, 1.82m, 1.22m, 1.07m, 0.94m], printed["rows"]!.AsArray().Select(row => (decimal)row!["rate"]!));
        }

        // What the meeting of October saw is another figure now.
        var meeting = await desk.AskAsync($"/api/service-meetings/{DeterministicId.From("demo", "service-meeting", "province-october")}?region=cn-js");
        var seen = meeting["inputs"]!["tables"]!.AsArray().First(table => (string?)table!["kpi"] == "repeat-complaint-rate")!;
        var september = seen["rows"]!.AsArray().Single(row => (string?)row!["key"] == "2011-09")!;
        Assert.Equal((6, 538, 1.12m), ((int)september["numerator"]!, (int)september["denominator"]!, (decimal)september["value"]!));
        var cells = await CellsAsync($"asOf=%23{seen["position"]},now&version=1,2");
        Assert.Equal([(6, 538), (9, 538), (7, 539), (10, 539)], cells.Select(Counts));
        Assert.Equal([(7, 538), (10, 538), (8, 539), (11, 539)], (await CellsAsync($"asOf=%23{seen["position"]},now&version=1,2&tree=Today")).Select(Counts));

        // Why, event by event: a letter that came in late, a topic that turned out to be another, a repeat that was none, and the rule.
        cells = await CellsAsync($"asOf=%23{seen["position"]},now");
        var told = await desk.AskAsync($"{Rate}/comparison/explanation?{September}&first={cells[0]!["replay"]}&second={cells[1]!["replay"]}");
        Assert.Equal(
            [("complaint_registered", 1, 1), ("complaint_reclassified", 1, 0), ("repeat_link_rejected", -1, 0), ("repeat_rule_published", 3, 0)],
            told["steps"]!.AsArray().Select(step => ((string)step!["event"]!["type"]!, (int)step["numerator"]!, (int)step["denominator"]!)));
        Assert.Equal((0, 0), ((int)told["unexplainedNumerator"]!, (int)told["unexplainedDenominator"]!));

        // The merged topic gathers what two topics were, of all months.
        var (recorded, today) = (await TopicsAsync("AsRecorded"), await TopicsAsync("Today"));
        Assert.DoesNotContain("vas.charge", recorded.Keys);
        Assert.DoesNotContain("vas.subscription", today.Keys);
        Assert.Equal(recorded["vas.subscription"] + recorded["billing.charge"] - today["billing.charge"], today["vas.charge"]);
        Assert.True(today["billing.charge"] < recorded["billing.charge"]);
    }

    private async Task<JsonArray> CellsAsync(string question) => (await desk.AskAsync($"{Rate}/comparison?{September}&{question}"))["cells"]!.AsArray();

    private static (int, int) Counts(JsonNode? cell) => ((int)cell!["value"]!["numerator"]!, (int)cell["value"]!["denominator"]!);

    private async Task<Dictionary<string, int>> TopicsAsync(string tree) =>
        (await desk.AskAsync($"{Rate}?region=cn-js&from=2011-03&to=2011-09&by=topic&topicLevel=2&tree={tree}"))["rows"]!.AsArray().ToDictionary(row => (string)row!["topic"]!, row => (int)row!["denominator"]!);
}
