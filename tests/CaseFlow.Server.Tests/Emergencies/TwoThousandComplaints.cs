using System.Diagnostics;
using System.Text.Json;
using CaseFlow.Testing;

namespace CaseFlow.Server.Tests.Emergencies;

/// <summary>A major service incident of 2,000 complaints in an hour, from its proposal to its review.</summary>
public sealed class TwoThousandComplaints(PostgresFixture postgres)
{
    private const int Complaints = 2_000;
    private const int Complainants = 1_900;
    private const int CallsPerHour = 120;

    [Fact]
    public async Task Are_linked_by_a_query_called_back_outside_of_rest_and_the_timeline_is_that_of_the_raw_events()
    {
        await using var post = await CommandPost.StartAsync(postgres);
        // Some complain twice; beside them are complaints about something else, elsewhere and before.
        var surge = Enumerable.Range(0, Complaints).Select(n => (n % Complainants, CommandPost.At("09:00").AddSeconds(1.8 * n), "network.roaming.activation", "nanjing"));
        var others = Enumerable.Range(0, 30).SelectMany(n => ((int, DateTimeOffset, string, string)[])
        [
            (5_000 + n, CommandPost.At("09:30"), "network.coverage", "nanjing"),
            (6_000 + n, CommandPost.At("09:30"), "network.roaming.activation", "suzhou"),
            (7_000 + n, CommandPost.At("08:30"), "network.roaming.activation", "nanjing"),
        ]);
        await post.RegisterAsync([.. surge, .. others]);

        var emergency = await post.ProposeAsync();
        (await post.DoAsync(emergency, "first-times", new { clock = "Alert", evidence = "Message to the roster", occurredAt = CommandPost.At("09:12") })).MustBe(200);
        (await post.DoAsync(emergency, "declare", new { grounds = "Two thousand complaints in an hour", occurredAt = CommandPost.At("09:20") })).MustBe(200);
        var query = new { words = "Roaming between nine and ten", from = CommandPost.At("09:00"), until = CommandPost.At("10:00") };
        Assert.Equal("recorded", (await post.DoAsync(emergency, "complaints/by-query", query)).MustBe(200).Outcome);
        Assert.Equal("unchanged", (await post.DoAsync(emergency, "complaints/by-query", query)).MustBe(200).Outcome);
        // A list of those who were on the network: some complained, most did not.
        var affected = Enumerable.Range(Complainants - 40, 300).Select(n => CommandPost.Customer(n).Value);
        (await post.DoAsync(emergency, "affected", new { words = "On the roaming gateway at nine", customers = affected })).MustBe(200);
        await post.CatchUpAsync();

        const int Owed = Complainants + 260;
        var raw = await RawTimeline.ReadAsync(post.Server.ConnectionString, emergency);
        Assert.Equal((Complaints, Owed, Owed, 0), raw.Counts());
        var slots = raw.Slots();
        Assert.Equal(slots.Distinct().Order(), slots.Order());
        Assert.All(slots, slot => Assert.True(slot.ToOffset(TimeSpan.FromHours(8)).Hour is (>= 8 and < 12) or (>= 14 and < 21), $"{slot} is a time of rest."));
        Assert.All(slots.Order().Chunk(CallsPerHour + 1).Where(some => some.Length > CallsPerHour), some => Assert.True(some[^1] - some[0] >= TimeSpan.FromHours(1), $"More than {CallsPerHour} calls from {some[0]} on."));

        await AgendaAsync(post, Owed);
        await CommandAsync(post, emergency);
        var watch = Stopwatch.StartNew();
        var view = await post.ViewAsync(emergency);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"The room took {watch.Elapsed}.");
        Assert.Equal((Complaints, 260, Owed, 0), Figures(view));
        Assert.Equal("AlertInTime OnSceneLate ReplyLineInTime PublicFeedbackInTime CallbackRunning RelayInTime", string.Join(' ', view.GetProperty("clocks").EnumerateArray().Select(clock => clock.GetProperty("target").GetProperty("clock").GetString() + clock.GetProperty("standing").GetString())));

        await CallAsync(post, emergency);
        (await post.DoAsync(emergency, "stand-down", new { occurredAt = CommandPost.At("18:00", 4) })).MustBe(200);
        var reviewed = (await post.DoAsync(emergency, "review", new { findings = "The activation server had no spare." })).MustBe(200);
        Assert.Equal("unchanged", (await post.DoAsync(emergency, "review", new { findings = "Again." })).MustBe(200).Outcome);

        await ProveAsync(post, emergency, reviewed.Position);
        var trace = (await post.ViewAsync(emergency)).GetProperty("trace").GetString();
        Assert.Equal("MassComplaints", (await CommandPost.GetAsync(post.Commander, $"/api/traces/{trace}?region={CommandPost.City}")).MustBe(200).Body.GetProperty("data").GetProperty("trigger").GetString());
    }

    /// <summary>An agent finds all of them on the agenda, page by page, each once; a page is there at once however many there are.</summary>
    private static async Task AgendaAsync(CommandPost post, int owed)
    {
        var (found, cursor, slowest) = (new List<string>(), "", TimeSpan.Zero);
        do
        {
            var watch = Stopwatch.StartNew();
            var page = (await CommandPost.GetAsync(post.Agent, $"/api/agenda?region={CommandPost.City}&limit=200{cursor}")).MustBe(200).Body.GetProperty("data");
            slowest = found.Count == 0 || watch.Elapsed < slowest ? slowest : watch.Elapsed;
            Assert.Equal((owed, owed), (page.GetProperty("total").GetInt32(), page.GetProperty("emergencyCalls").GetInt32()));
            found.AddRange(page.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("emergencyCall").GetProperty("customer").GetString()!));
            cursor = page.GetProperty("next").GetString() is { } next ? $"&cursor={Uri.EscapeDataString(next)}" : "";
        }
        while (cursor.Length > 0);
        Assert.Equal(owed, found.Distinct().Count());
        Assert.Equal(owed, found.Count);
        TestContext.Current.TestOutputHelper?.WriteLine($"The slowest page of 200 but the first took {slowest.TotalMilliseconds:0} ms.");
        Assert.True(slowest < TimeSpan.FromSeconds(3), $"A page took {slowest}.");
    }

    private static async Task CommandAsync(CommandPost post, string emergency)
    {
        foreach (var (verb, body) in ((string, object)[])
            [
                ("roster", new { role = "ExecutiveSponsor", person = "zhao.gang" }),
                ("first-times", new { clock = "OnScene", evidence = "Signed in", department = "network", occurredAt = CommandPost.At("09:40") }),
                ("first-times", new { clock = "OnScene", evidence = "Signed in", department = "customer-service", occurredAt = CommandPost.At("10:13") }),
                ("first-times", new { clock = "Relay", evidence = "Fax 12", recipient = "headquarters", occurredAt = CommandPost.At("09:30") }),
                ("first-times", new { clock = "Relay", evidence = "Call", recipient = CommandPost.City, occurredAt = CommandPost.At("09:42") }),
                ("reply-lines", new { words = "Roaming is being repaired.", channels = new[] { "hotline" }, approvedBy = "zhao.gang", occurredAt = CommandPost.At("09:35") }),
                ("media", new { kind = "Forum", outlet = "A forum", account = "Many say that roaming fails", occurredAt = CommandPost.At("09:25") }),
                ("first-times", new { clock = "PublicFeedback", evidence = "Notice on the portal", occurredAt = CommandPost.At("09:50") }),
                ("fault-cleared", new { evidence = "Activation works", occurredAt = CommandPost.At("11:00") }),
                ("situations", new { words = "Repaired; callbacks go on", occurredAt = CommandPost.At("11:05") }),
            ])
        {
            post.Clock.Set(CommandPost.At("11:30"));
            (await post.DoAsync(emergency, verb, body)).MustBe(200);
        }
    }

    /// <summary>Everybody is called on Monday afternoon and Tuesday; nobody answers some of them, who are called until they are given up.</summary>
    private static async Task CallAsync(CommandPost post, string emergency)
    {
        post.Clock.Set(CommandPost.At("18:00", 5));
        var first = await WaitingAsync();
        Assert.Equal("emergency-call-at-rest", (await RecordAsync(first.Take(1), "Informed", CommandPost.At("12:30"))).MustBe(409).Code);
        Assert.Equal("emergency-callbacks-open", (await post.DoAsync(emergency, "stand-down", new { })).MustBe(409).Code);
        (await RecordAsync(first.Take(20), "NotReached", CommandPost.At("15:00"))).MustBe(200);
        (await RecordAsync(first.Take(20), "NotReached", CommandPost.At("19:00"))).MustBe(200);
        (await RecordAsync(first.Take(20), "NotReached", CommandPost.At("08:30", 3))).MustBe(200);
        for (var rest = await WaitingAsync(); rest.Count > 0; rest = await WaitingAsync())
            (await RecordAsync(rest, rest.Count % 2 == 0 ? "Informed" : "Compensated", CommandPost.At("16:00", 3))).MustBe(200);
        var calls = (await post.ViewAsync(emergency)).GetProperty("calls");
        Assert.Equal((20, 40, 1m), (calls.GetProperty("outcomes").GetProperty("Unreachable").GetInt32(), calls.GetProperty("notReached").GetInt32(), calls.GetProperty("share").GetDecimal()));

        async Task<List<string>> WaitingAsync()
        {
            var answer = (await CommandPost.GetAsync(post.Agent, $"/api/emergencies/{emergency}/callbacks?region={CommandPost.City}&closed=false&limit=100")).MustBe(200).Body.GetProperty("data");
            return [.. answer.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("customer").GetString()!)];
        }

        Task<Reply> RecordAsync(IEnumerable<string> customers, string result, DateTimeOffset at) =>
            post.DoAsync(emergency, "callbacks", new { calls = customers.Select(customer => new { customer, result, note = "Told." }), occurredAt = at }, post.Agent);
    }

    /// <summary>Room and board, now and as of every hundredth event, against the rows of the store.</summary>
    private static async Task ProveAsync(CommandPost post, string emergency, long position)
    {
        var raw = await RawTimeline.ReadAsync(post.Server.ConnectionString, emergency);
        var now = post.Clock.GetUtcNow();
        await AgreeAsync(asOf: null);
        var moments = raw.Recorded.Where((_, i) => i % 100 == 0 || i < 16).Distinct().ToList();
        Assert.True(moments.Count > 15, $"Only {moments.Count} moments are looked at.");
        foreach (var moment in moments) await AgreeAsync(moment);

        async Task AgreeAsync(DateTimeOffset? asOf)
        {
            var then = asOf is { } moment ? raw.AsOf(moment) : raw;
            var view = await post.ViewAsync(emergency, asOf);
            Assert.Equal(then.Clocks(asOf ?? now), RawTimeline.Clocks(view));
            var (complaints, owed, planned, closed) = then.Counts();
            Assert.Equal((complaints, owed, closed), (Figures(view).Complaints, Figures(view).Owed, Figures(view).Closed));
            Assert.Equal(planned, view.GetProperty("calls").GetProperty("planned").GetInt32());
            var query = asOf is { } past ? $"&asOf={Uri.EscapeDataString(past.ToString("O"))}" : $"&after={position}";
            var entry = (await CommandPost.GetAsync(post.Commander, $"/api/emergencies?region={CommandPost.City}{query}")).MustBe(200).Body.GetProperty("data").GetProperty("items").EnumerateArray().Single();
            Assert.Equal(RawTimeline.Clocks(view), RawTimeline.Clocks(entry));
            Assert.Equal(Figures(view), Figures(entry));
        }
    }

    private static (int Complaints, int Affected, int Owed, int Closed) Figures(JsonElement of)
    {
        var figures = of.GetProperty("figures");
        return (figures.GetProperty("complaints").GetInt32(), figures.GetProperty("affected").GetInt32(), figures.GetProperty("owed").GetInt32(), figures.GetProperty("closed").GetInt32());
    }
}
