using System.Text.Json.Nodes;
using CaseFlow.EventStore;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;

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

        // The cases behind each number are those that it counts, under either tree, and keep the topic that was recorded of them.
        foreach (var (topic, tree, all, repeats) in new (string, string, int[], int[])[]
        {
            ("network.signal", "AsRecorded", [3], []), ("network.signal", "Today", [1, 2, 3], [3]), ("network.signal.inside", "Today", [1], []),
            ("network.coverage", "AsRecorded", [1, 2, 4], []), ("network.coverage", "Today", [4], []), ("network", "Today", [1, 2, 3, 4], [3]),
        })
        {
            Assert.Equal(all, await BehindAsync($"repeat-complaint-rate/cases?topic={topic}&tree={tree}"));
            Assert.Equal(repeats, await BehindAsync($"repeat-complaint-rate/cases?topic={topic}&tree={tree}&repeats=true"));
            Assert.Equal(all.Except(repeats), await BehindAsync($"repeat-complaint-rate/cases?topic={topic}&tree={tree}&repeats=false"));
            Assert.Equal(all, await BehindAsync($"escalation-rate/cases?part=Denominator&topic={topic}&tree={tree}"));
        }
    }

    [Fact]
    public async Task A_comparison_is_told_under_todays_tree_from_before_it_was_published()
    {
        await desk.RecordBareAsync(1, Recorder.At("2011-03-10T08:00:00Z"), desk.Customer(1), "network.coverage.indoor");
        await desk.RecordBareAsync(2, Recorder.At("2011-03-20T08:00:00Z"), desk.Customer(1), "network.signal");
        var before = (long)(await desk.AskAsync($"{Comparison}?{March}"))["cells"]![0]!["position"]!;
        (await PublishAsync("""
            [{"code": "network.coverage", "fate": "Mapped", "to": "network.signal"}, {"code": "network.coverage.indoor", "fate": "Mapped", "to": "network.signal"}, {"code": "network.coverage.outdoor", "fate": "Ended"}]
            """)).MustBe(200);
        await desk.RecordBareAsync(3, Recorder.At("2011-03-25T08:00:00Z"), desk.Customer(1), "network.coverage");

        // A "now" of a moment ago would stand for this one.
        var head = await server.Services.GetRequiredService<IEventStore>().HeadAsync(TestContext.Current.CancellationToken);
        var recorded = (await desk.AskAsync($"{Comparison}?{March}&asOf=%23{before},%23{head}"))["cells"]!.AsArray();
        var today = (await desk.AskAsync($"{Comparison}?{March}&asOf=%23{before},%23{head}&tree=Today"))["cells"]!.AsArray();
        Assert.Equal([(0, 2), (1, 3)], recorded.Select(Counts));
        Assert.Equal([(1, 2), (2, 3)], today.Select(Counts));

        // The steps of the way are told under the tree of its ends: the late complaint repeats the latest of the one matter that both topics are today.
        var told = await desk.AskAsync($"{Comparison}/explanation?{March}&first={today[0]!["replay"]}&second={today[1]!["replay"]}");
        var step = Assert.Single(told["steps"]!.AsArray())!;
        Assert.Equal((1, 1, desk.Id(2)), ((int)step["numerator"]!, (int)step["denominator"]!, (Guid)step["cases"]![0]!["after"]!["repeatOf"]!));
        Assert.Equal((0, 0, 2), ((int)told["unexplainedNumerator"]!, (int)told["unexplainedDenominator"]!, (int)told["before"]!["topicListVersion"]!));
        var mixed = await desk.RefusedAsync($"{Comparison}/explanation?{March}&first={recorded[0]!["replay"]}&second={today[1]!["replay"]}");
        Assert.Equal("second", (string?)mixed.Problem["errors"]![0]!["field"]);

        // What differs since is told under the tree too: the second case only repeats the first where both are one topic.
        var difference = await desk.AskAsync($"/api/replays/{recorded[0]!["replay"]}/difference?{March}&by=month&tree=Today");
        Assert.Equal([desk.Id(2), desk.Id(3)], difference["cases"]!["items"]!.AsArray().Select(one => (Guid)one!["id"]!).Order());
        difference = await desk.AskAsync($"/api/replays/{recorded[0]!["replay"]}/difference?{March}&by=month");
        Assert.Equal([desk.Id(3)], difference["cases"]!["items"]!.AsArray().Select(one => (Guid)one!["id"]!));
        // As of then, under the tree of today, nothing but the late complaint is missing.
        var then = await desk.AskAsync($"/api/kpis/repeat-complaint-rate?{March}&position={before}&tree=Today");
        Assert.Equal((1, 2), ((int)then["total"]!["numerator"]!, (int)then["total"]!["denominator"]!));
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
    public async Task Whoever_reorganises_the_topics_is_told_which_rules_name_one_that_has_gone()
    {
        var api = new Desk(server);
        (await api.PostAsync("/api/definitions/clock-policies/coverage", Policy("network.coverage.indoor"))).MustBe(200);
        (await api.PostAsync("/api/definitions/warning-rules/coverage", new
        {
            terms = new { zh = "覆盖", en = "Coverage", kind = "Volume", level = "City", topic = "network.coverage", topicLevel = 2, windowMinutes = 60, minimum = 3, coolDownMinutes = 60, freshMinutes = 60, active = true, grades = new[] { new { grade = "Blue", from = 3 } } }, reason = "Coverage.",
        })).MustBe(200);
        (await api.PostAsync("/api/definitions/handling-models/outdoors", new { zh = "室外", en = "Outdoors", owner = "qian.yu", topics = new[] { "network.coverage.outdoor", "network.voice" }, validFrom = "2011-01-01", steps = new[] { "Measure." }, reason = "Outdoors." })).MustBe(200);
        Assert.Empty((await api.GetAsync("/api/definitions/gone-topics")).MustBe(200).Body.EnumerateArray());

        var answer = (await PublishAsync("""
            [{"code": "network.coverage", "fate": "Mapped", "to": "network.signal"}, {"code": "network.coverage.indoor", "fate": "Mapped", "to": "network.signal.inside"}, {"code": "network.coverage.outdoor", "fate": "Ended"}]
            """)).MustBe(200).Body;

        string[] expected = ["clock-policies coverage 1 network.coverage.indoor network.signal.inside", "handling-models outdoors 1 network.coverage.outdoor ", "warning-rules coverage 1 network.coverage network.signal"];
        Assert.Equal(expected, answer.GetProperty("stillNaming").EnumerateArray().Select(Told));
        Assert.Equal(expected, (await api.GetAsync("/api/definitions/gone-topics")).MustBe(200).Body.EnumerateArray().Select(Told));

        // Its next version says what it is meant for now.
        (await api.PostAsync("/api/definitions/clock-policies/coverage", Policy("network.signal.inside"))).MustBe(200);
        Assert.Equal(expected[1..], (await api.GetAsync("/api/definitions/gone-topics")).MustBe(200).Body.EnumerateArray().Select(Told));
        // Other answers say nothing of it.
        Assert.False((await api.PostAsync("/api/definitions/clock-policies/coverage", Policy("network.signal"))).MustBe(200).Body.TryGetProperty("stillNaming", out _));

        static object Policy(string topic) => new { obligation = "Resolve", reach = new { topics = new[] { topic } }, limit = 24, unit = "NaturalHours", warnAt = new[] { 80 }, pausesFor = Array.Empty<string>(), active = true, running = "FrozenAtStart", reason = "Coverage." };
        static string Told(System.Text.Json.JsonElement one) => $"{one.GetProperty("kind").GetString()} {one.GetProperty("name").GetString()} {one.GetProperty("version").GetInt32()} {one.GetProperty("topic").GetString()} {one.GetProperty("today").GetString()}";
    }

    [Fact]
    public async Task A_tree_that_is_none_is_named() =>
        Assert.Equal("tree", (string?)(await desk.RefusedAsync($"/api/kpis/escalation-rate?{Months}&tree=Yesterday")).Problem["errors"]![0]!["field"]);

    private const string Comparison = "/api/kpis/repeat-complaint-rate/comparison";
    private const string March = "region=all&from=2011-03&to=2011-03";

    private static (int, int) Counts(JsonNode? cell) => ((int)cell!["value"]!["numerator"]!, (int)cell["value"]!["denominator"]!);

    /// <summary>The cases behind a number of March and April, by their numbers; the total must be as many.</summary>
    private async Task<IEnumerable<int>> BehindAsync(string question)
    {
        var behind = await desk.AskAsync($"/api/kpis/{question}&region=all&from=2011-03&to=2011-04");
        var found = behind["items"]!.AsArray().Select(item => Enumerable.Range(1, 9).Single(n => desk.Id(n) == (Guid)item!["id"]!)).ToList();
        Assert.Equal(found.Count, (int)behind["total"]!);
        return found.Order();
    }

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
