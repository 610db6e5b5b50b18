using System.Text.Json.Nodes;
using CaseFlow.Testing;

namespace CaseFlow.Server.Tests.Complaints;

/// <summary>The tree of topics is reorganised between two months with cases on both sides. On a server of its own, for a list is in force everywhere.</summary>
public sealed class ReorganisedTopicsTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Months = "region=all&from=2011-03&to=2011-04&by=month,topic&topicLevel=2";
    private ServerUnderTest server = null!;
    private Recorder desk = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync(postgres);
        desk = new(server);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_trend_crosses_a_reorganisation_without_a_break_and_each_case_keeps_what_it_recorded()
    {
        await desk.RecordBareAsync(1, Recorder.At("2011-03-10T08:00:00Z"), desk.Customer(1), "network.coverage.indoor");
        await desk.RecordBareAsync(2, Recorder.At("2011-03-20T08:00:00Z"), desk.Customer(2), "network.coverage");
        Assert.Equal("term-move-missing", (await PublishAsync("[]")).MustBe(409).Code);
        (await PublishAsync("""
            [{"code": "network.coverage", "fate": "Mapped", "to": "network.signal"}, {"code": "network.coverage.indoor", "fate": "Split", "to": "network.signal.inside", "among": ["network.signal.inside", "network.signal"]},
             {"code": "network.coverage.outdoor", "fate": "Ended"}]
            """)).MustBe(200);
        await desk.RecordBareAsync(3, Recorder.At("2011-04-02T08:00:00Z"), desk.Customer(1), "network.signal");
        await desk.RecordBareAsync(4, Recorder.At("2011-04-03T08:00:00Z"), desk.Customer(4), "network.coverage.outdoor");

        Assert.Equal(
            ["2011-03 network.coverage 0/2", "2011-04 network.coverage 0/1", "2011-03 network.signal 0/0", "2011-04 network.signal 0/1"],
            Told(await desk.AskAsync($"/api/kpis/repeat-complaint-rate?{Months}")));
        // What is one topic today is one matter: the complaint of April repeats that of March.
        var today = await desk.AskAsync($"/api/kpis/repeat-complaint-rate?{Months}&tree=Today");
        Assert.Equal(["2011-03 network.coverage 0/0", "2011-04 network.coverage 0/1", "2011-03 network.signal 0/2", "2011-04 network.signal 1/1"], Told(today));
        Assert.Equal(2, (int?)today["definition"]!["topicListVersion"]);
        foreach (var kpi in new[] { "escalation-rate", "contacts-per-case" })
        {
            Assert.Equal(["2011-03 network.coverage 0/2", "2011-04 network.coverage 0/1", "2011-03 network.signal 0/0", "2011-04 network.signal 0/1"], Told(await desk.AskAsync($"/api/kpis/{kpi}?{Months}")));
            Assert.Equal(["2011-03 network.coverage 0/0", "2011-04 network.coverage 0/1", "2011-03 network.signal 0/2", "2011-04 network.signal 0/1"], Told(await desk.AskAsync($"/api/kpis/{kpi}?{Months}&tree=Today")));
        }

        var behind = await desk.AskAsync("/api/kpis/repeat-complaint-rate/cases?region=all&from=2011-03");
        Assert.Equal(["network.coverage.indoor", "network.coverage"], behind["items"]!.AsArray().Select(item => (string?)item!["topic"]));
    }

    [Fact]
    public async Task What_comes_before_and_after_the_publication_counts_the_same_and_a_second_reorganisation_carries_on()
    {
        await desk.RecordBareAsync(1, Recorder.At("2011-03-10T08:00:00Z"), desk.Customer(1), "network.coverage.indoor");
        (await PublishAsync("""
            [{"code": "network.coverage", "fate": "Mapped", "to": "network.signal"}, {"code": "network.coverage.indoor", "fate": "Mapped", "to": "network.signal"}, {"code": "network.coverage.outdoor", "fate": "Ended"}]
            """)).MustBe(200);
        // Entered late, under the topic that it had then.
        await desk.RecordBareAsync(2, Recorder.At("2011-03-05T08:00:00Z"), desk.Customer(2), "network.coverage.indoor");
        await desk.RecordBareAsync(3, Recorder.At("2011-03-25T08:00:00Z"), desk.Customer(2), "network.signal");
        Assert.Equal((1, 3), await TotalAsync("Today"));
        Assert.Equal((0, 3), await TotalAsync("AsRecorded"));
        var found = await desk.AskAsync($"/api/complaints/repeat-candidates?region=all&customer={desk.Customer(1).Value}&topic=network.signal&at=2011-03-26T08:00:00Z");
        Assert.Equal(desk.Id(1), (Guid?)found["candidate"]?["earlier"]);

        await desk.RecordBareAsync(4, Recorder.At("2011-03-27T08:00:00Z"), desk.Customer(1), "network.voice");
        Assert.Equal((1, 4), await TotalAsync("Today"));
        (await PublishAsync("""
            [{"code": "network.coverage", "fate": "Mapped", "to": "network.signal"}, {"code": "network.coverage.indoor", "fate": "Mapped", "to": "network.signal"}, {"code": "network.coverage.outdoor", "fate": "Ended"},
             {"code": "network.signal", "fate": "Mapped", "to": "network.voice"}]
            """, "network.signal")).MustBe(200);
        await desk.RecordBareAsync(5, Recorder.At("2011-03-28T08:00:00Z"), desk.Customer(5), "billing.fees");
        Assert.Equal((2, 5), await TotalAsync("Today"));
        Assert.Equal((0, 5), await TotalAsync("AsRecorded"));
    }

    [Fact]
    public async Task A_tree_that_is_none_is_named() =>
        Assert.Equal("tree", (string?)(await desk.RefusedAsync($"/api/kpis/escalation-rate?{Months}&tree=Yesterday")).Problem["errors"]![0]!["field"]);

    private async Task<(long, long)> TotalAsync(string tree)
    {
        var total = (await desk.AskAsync($"/api/kpis/repeat-complaint-rate?region=all&from=2011-03&to=2011-03&tree={tree}"))["total"]!;
        return ((long)total["numerator"]!, (long)total["denominator"]!);
    }

    /// <summary>Publishes the tree in which the topics of coverage have given way to those of signal, with what is said of where they went.</summary>
    private async Task<Reply> PublishAsync(string moves, params string[] alsoGone)
    {
        var api = new Desk(server);
        var list = (await api.GetAsync("/api/definitions/lists/topics")).MustBe(200).Body;
        var entries = JsonNode.Parse(list.GetProperty("entries").GetRawText())!.AsArray();
        foreach (var entry in entries.Where(entry => ((string)entry!["code"]!).StartsWith("network.coverage", StringComparison.Ordinal) || alsoGone.Contains((string)entry!["code"]!)))
            entry!["retired"] = true;
        foreach (var code in new[] { "network.signal", "network.signal.inside" }.Where(code => entries.All(entry => (string)entry!["code"]! != code)))
            entries.Add(new JsonObject { ["code"] = code, ["zh"] = "信号", ["en"] = "Signal" });
        return await api.PostAsync("/api/definitions/lists/topics", new JsonObject { ["entries"] = entries, ["moves"] = JsonNode.Parse(moves), ["reason"] = "Reorganised." });
    }

    private static IEnumerable<string> Told(JsonNode answer) => answer["rows"]!.AsArray().Select(row => $"{row!["month"]} {row["topic"]} {row["numerator"]}/{row["denominator"]}");
}
