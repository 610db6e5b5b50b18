using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using CaseFlow.Access;
using CaseFlow.Clocks;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Clocks;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Tests.FollowUps;
using Npgsql;

namespace CaseFlow.Server.Tests.Clocks;

/// <summary>What clocks come to over HTTP, under the policies that a new installation starts with. Monday is the 2nd of March; no alarm rings.</summary>
public sealed class ClockTests(SharedCallbackWorld shared) : IClassFixture<SharedCallbackWorld>
{
    private static DateTimeOffset March(int day, int hour, int minute = 0) => new(2099, 3, day, hour, minute, 0, TimeSpan.FromHours(8));

    [Fact]
    public async Task A_case_has_its_clocks_as_soon_as_it_is_registered()
    {
        var world = await shared.OnMondayAsync();
        var complaint = await world.RegisterAsync();
        var clocks = await ClocksAsync(world, complaint);
        Assert.Equal(
            [("Acknowledge", March(2, 12)), ("FirstReply", March(4, 10)), ("RegulatoryReply", March(17, 10)), ("Resolve", March(9, 10))],
            clocks.Select(clock => ((string)clock["obligation"]!, At(clock["dueAt"]))).Order());
        Assert.All(clocks, clock => Assert.Equal("Running", (string)clock["standing"]!));
    }

    [Fact]
    public async Task What_a_clock_comes_to_is_recorded_once_and_shown_on_the_board()
    {
        var world = await shared.OnMondayAsync();
        var complaint = await world.RegisterAsync();
        world.Clock.Set(March(2, 11, 40));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => world.Get<OwedClocks>().CarryOutAsync(complaint, TestContext.Current.CancellationToken)));
        Assert.Equal([("ClockWarned", 50, March(2, 11)), ("ClockWarned", 80, March(2, 11, 36))], await LogAsync(world, complaint));
        Assert.Equal("DueSoon", await StatusAsync(world, complaint, "Acknowledge"));

        world.Clock.Set(March(2, 13));
        Assert.Equal(March(3, 10), await world.Get<OwedClocks>().CarryOutAsync(complaint, TestContext.Current.CancellationToken));
        await world.Get<OwedClocks>().CarryOutAsync(complaint, TestContext.Current.CancellationToken);
        Assert.Equal(("ClockBreached", 100, March(2, 12)), (await LogAsync(world, complaint))[^1]);
        Assert.Equal(3, (await LogAsync(world, complaint)).Count);
        Assert.Equal("Overdue", await StatusAsync(world, complaint, "Acknowledge"));
        Assert.Equal("Running", await StatusAsync(world, complaint, "Resolve"));

        await world.DoAsync($"/api/complaints/{complaint.Value}/acknowledge", new { });
        Assert.Null(await StatusAsync(world, complaint, "Acknowledge"));
        Assert.Equal("Late", (string)(await ClocksAsync(world, complaint)).Single(clock => (string)clock["obligation"]! == "Acknowledge")["standing"]!);
    }

    [Fact]
    public async Task Waiting_for_the_customer_puts_off_what_may_wait_and_the_regulator_never()
    {
        var world = await shared.OnMondayAsync();
        var complaint = await world.RegisterAsync();
        world.Clock.Set(March(2, 11));
        await world.DoAsync($"/api/complaints/{complaint.Value}/await", new { Awaiting = "Customer", Reason = "A picture of the phone" });
        Assert.Equal("Paused", await StatusAsync(world, complaint, "Resolve"));
        Assert.Equal("Running", await StatusAsync(world, complaint, "RegulatoryReply"));
        Assert.Equal("another-answer-awaited", await world.RefusedAsync($"/api/complaints/{complaint.Value}/await", new { Awaiting = "ThirdParty", Reason = "The partner" }));
        world.Clock.Set(March(4, 11));
        await world.DoAsync($"/api/complaints/{complaint.Value}/resume", new { });
        var clocks = await ClocksAsync(world, complaint);
        Assert.Equal(March(11, 10), Due(clocks, "Resolve"));
        Assert.Equal(March(17, 10), Due(clocks, "RegulatoryReply"));
        var steps = await WhyAsync(world, complaint, "Resolve");
        var pause = steps.Single(step => (string)step["kind"]! == "StoodStill");
        Assert.Equal((March(2, 11), March(4, 11), "AwaitingCustomer"), (At(pause["from"]), At(pause["until"]), (string)pause["halt"]!));
        Assert.Equal(2250m, steps.Where(step => (string)step["kind"]! == "Counted").Sum(step => (decimal)step["minutes"]!));
    }

    [Fact]
    public async Task A_department_sees_the_clocks_of_what_it_was_handed_and_a_city_its_own()
    {
        var world = await shared.OnMondayAsync();
        var (handed, kept) = (await world.RegisterAsync(), await world.RegisterAsync());
        await world.DoAsync($"/api/complaints/{handed.Value}/hand-over", new { Department = "network", Reason = "Coverage" });
        await world.SettleAsync();
        Assert.Contains(handed.Value, await SeenAsync(Role.SpecialistDepartment, "cn-js"));
        Assert.DoesNotContain(kept.Value, await SeenAsync(Role.SpecialistDepartment, "cn-js"));
        Assert.Contains(kept.Value, await SeenAsync(Role.DeskAgent, "cn-js.nanjing"));
        Assert.Empty(await SeenAsync(Role.DeskAgent, "cn-js.suzhou"));
        using var elsewhere = await world.Server.As(Role.DeskAgent, "cn-js.suzhou");
        Assert.Equal(HttpStatusCode.NotFound, (await elsewhere.GetAsync($"/api/complaints/{kept.Value}/clocks?region=cn-js.suzhou", TestContext.Current.CancellationToken)).StatusCode);
        var clock = (await ClocksAsync(world, handed)).Single(one => (string)one["obligation"]! == "AnswerHandOver");
        Assert.Equal(("network", March(2, 17, 30), "answer-hand-over-network"), ((string)clock["department"]!, At(clock["dueAt"]), (string)clock["policy"]!));

        async Task<IReadOnlyList<Guid>> SeenAsync(Role role, string territory)
        {
            using var client = await world.Server.As(role, territory);
            var answer = JsonNode.Parse(await client.GetStringAsync($"/api/clocks?region={territory}&limit=200", TestContext.Current.CancellationToken))!;
            return [.. answer["data"]!["items"]!.AsArray().Select(item => (Guid)item!["complaint"]!).Distinct()];
        }
    }

    [Fact]
    public async Task The_share_in_time_counts_clocks_that_stopped_by_month_city_and_clock()
    {
        var world = await shared.OnMondayAsync();
        // In a month that no other test works in.
        var (first, second) = (new DateTimeOffset(2099, 6, 1, 10, 0, 0, TimeSpan.FromHours(8)), new DateTimeOffset(2099, 6, 1, 15, 0, 0, TimeSpan.FromHours(8)));
        world.Clock.Set(first);
        var (prompt, late) = (await world.RegisterAsync(), await world.RegisterAsync());
        world.Clock.Set(first.AddMinutes(30));
        await world.DoAsync($"/api/complaints/{prompt.Value}/acknowledge", new { });
        world.Clock.Set(second);
        await world.DoAsync($"/api/complaints/{late.Value}/acknowledge", new { });
        await world.DoAsync($"/api/complaints/{late.Value}/withdraw", new { Reason = "It works" });
        var answer = await world.AskAsync("/api/kpis/clock-compliance?region=cn-js.nanjing&from=2099-06&to=2099-06&by=month,city,clock");
        var row = Assert.Single(answer["data"]!["rows"]!.AsArray())!;
        Assert.Equal(("2099-06", "cn-js.nanjing", "Acknowledge", 1, 2, 50m),
            ((string)row["month"]!, (string)row["city"]!, (string)row["clock"]!, (int)row["numerator"]!, (int)row["denominator"]!, (decimal)row["share"]!));
    }

    [Fact]
    public async Task The_board_is_paged_and_counted_by_what_is_owed()
    {
        var world = await shared.OnMondayAsync();
        world.Clock.Set(new(2099, 9, 1, 10, 0, 0, TimeSpan.FromHours(8)));
        foreach (var _ in Enumerable.Range(0, 3)) await world.RegisterAsync();
        var due = new List<DateTimeOffset>();
        var path = "/api/clocks?region=all&obligation=RegulatoryReply&limit=2";
        for (string? cursor = null; due.Count < 100;)
        {
            var data = (await world.AskAsync(path + (cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")))["data"]!;
            due.AddRange(data["items"]!.AsArray().Select(item => At(item!["dueAt"])));
            if ((cursor = (string?)data["next"]) is null)
            {
                Assert.Equal((long)data["total"]!, due.Count);
                break;
            }
        }

        Assert.Equal(due.Order(), due);
        Assert.True(due.Count >= 3);
    }

    [Fact]
    public async Task A_rebuild_tells_the_same_clocks()
    {
        var world = await shared.OnMondayAsync();
        var (first, second) = (await world.RegisterAsync(), await world.RegisterAsync());
        await world.DoAsync($"/api/complaints/{first.Value}/hand-over", new { Department = "network", Reason = "Coverage" });
        world.Clock.Set(March(2, 11, 40));
        await world.Get<OwedClocks>().CarryOutAsync(first, TestContext.Current.CancellationToken);
        await world.DoAsync($"/api/complaints/{first.Value}/await", new { Awaiting = "ThirdParty", Reason = "The partner" });
        await world.ResolveAsync(second);
        await world.SettleAsync();
        var before = await RowsAsync();
        Assert.True(before.Count > 8);
        await world.Get<ProjectionEngine>().RebuildAsync(RunningClocks.Projection, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(before, await RowsAsync());

        async Task<IReadOnlyList<string>> RowsAsync()
        {
            var rows = new List<string>();
            foreach (var table in new RunningClocksProjection(ReportingZone.Operator).Tables)
            {
                await using var command = world.Get<NpgsqlDataSource>().CreateCommand($"select '{table.Name} ' || to_jsonb(t)::text from {table.Name} t order by 1");
                await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
                while (await reader.ReadAsync(TestContext.Current.CancellationToken)) rows.Add(reader.GetString(0));
            }

            return rows;
        }
    }

    private static async Task<IReadOnlyList<JsonNode>> ClocksAsync(CallbackWorld world, ComplaintId complaint) =>
        [.. (await world.AskAsync($"/api/complaints/{complaint.Value}/clocks?region=all"))["data"]!["clocks"]!.AsArray().Select(clock => clock!)];

    private static async Task<IReadOnlyList<JsonNode>> WhyAsync(CallbackWorld world, ComplaintId complaint, string obligation) =>
        [.. (await world.AskAsync($"/api/complaints/{complaint.Value}/clocks/why?region=all&obligation={obligation}"))["data"]!["steps"]!.AsArray().Select(step => step!)];

    /// <summary>How the board shows a clock; null when it does not.</summary>
    private static async Task<string?> StatusAsync(CallbackWorld world, ComplaintId complaint, string obligation) =>
        (string?)(await world.AskAsync($"/api/clocks?region=all&complaint={complaint.Value}"))["data"]!["items"]!.AsArray().SingleOrDefault(item => (string)item!["obligation"]! == obligation)?["status"];

    private static async Task<IReadOnlyList<(string Event, int Share, DateTimeOffset At)>> LogAsync(CallbackWorld world, ComplaintId complaint) =>
        [.. (await world.Store.ReadStreamAsync(ClockedCase.LogOf(complaint))).Select(e => (e.Data.GetType().Name, ((ClockEvent)e.Data).About().Share, ((ClockEvent)e.Data).About().ReachedAt))];

    private static DateTimeOffset Due(IReadOnlyList<JsonNode> clocks, string obligation) => At(clocks.Single(clock => (string)clock["obligation"]! == obligation)["dueAt"]);

    private static DateTimeOffset At(JsonNode? time) => DateTimeOffset.Parse((string)time!, CultureInfo.InvariantCulture);
}
