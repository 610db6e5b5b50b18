using CaseFlow.EventStore;
using CaseFlow.Server.Warnings;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Server.Tests.Warnings;

/// <summary>What becomes of warnings when their rule is switched off, which days a day is compared with, and two servers that look at once.</summary>
public sealed class WarningRuleTests(PostgresFixture postgres)
{
    private static object Few(bool active = true) => new
    {
        zh = "小规模集中投诉", en = "A few", kind = "Cluster", level = "City", topicLevel = 2, windowMinutes = 60, minimum = 3, coolDownMinutes = 0, freshMinutes = 60, grades = new object[] { new { grade = "Blue", from = 3 } }, active,
    };

    [Fact]
    public async Task A_warning_ends_with_its_rule_says_so_and_comes_back_with_it()
    {
        await using var world = await WarningWorld.StartAsync(postgres);
        await world.PublishAsync("a-few", Few());
        await world.RecordAsync(3, WarningWorld.Tuesday);
        await world.EvaluateAsync();
        Assert.False(Assert.Single(await world.WarningsAsync("a-few")).GetProperty("subsided").GetBoolean());

        await world.PublishAsync("a-few", Few(active: false));
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.EvaluateAsync();
        await world.EvaluateAsync();
        var ended = Assert.Single(await world.WarningsAsync("a-few"));
        Assert.True(ended.GetProperty("subsided").GetBoolean());
        var view = (await world.Desk.GetAsync($"/api/warnings/{ended.GetProperty("id").GetString()}?region=all")).MustBe(200).Body.GetProperty("data");
        var steps = view.GetProperty("steps").EnumerateArray().ToList();
        Assert.Equal(["WarningRaised", "WarningSubsided"], steps.Select(step => step.GetProperty("what").GetString()!));
        Assert.Equal(2, steps[1].GetProperty("switchedOffBy").GetInt32());

        await world.PublishAsync("a-few", Few());
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.EvaluateAsync();
        var again = (await world.WarningsAsync("a-few")).Single(one => !one.GetProperty("subsided").GetBoolean());
        Assert.NotEqual(ended.GetProperty("id").GetString(), again.GetProperty("id").GetString());
    }

    /// <summary>Forty a day on working days, eight on days of rest, and as many on Saturday 9 May 2026, on which work is made up. Thirty on a holiday are more than eight and less than forty.</summary>
    [Fact]
    public async Task A_holiday_is_compared_with_days_of_rest_and_a_day_that_is_made_up_with_working_days()
    {
        await using var world = await WarningWorld.StartAsync(postgres);
        DateOnly[] holidays = [.. Days("2026-04-04", 3), .. Days("2026-05-01", 5), .. Days("2026-06-19", 3)];
        for (var day = new DateOnly(2026, 3, 1); day <= new DateOnly(2026, 6, 19); day = day.AddDays(1))
        {
            var works = !holidays.Contains(day) && (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) || day == new DateOnly(2026, 5, 9));
            await world.RecordAsync(day == new DateOnly(2026, 6, 19) ? 30 : works ? 40 : 8, WarningWorld.At($"{day:yyyy-MM-dd}T12:05:00+08:00"));
        }

        world.Clock.Set(WarningWorld.At("2026-05-09T12:30:00+08:00"));
        await world.EvaluateAsync();
        Assert.Empty(await world.WarningsAsync("complaint-anomaly"));

        world.Clock.Set(WarningWorld.At("2026-06-19T12:30:00+08:00"));
        await world.EvaluateAsync();
        var warning = Assert.Single(await world.WarningsAsync("complaint-anomaly"));
        Assert.Equal((30, 8m), (warning.GetProperty("observed").GetInt32(), warning.GetProperty("expected").GetDecimal()));
        var why = (await world.Desk.GetAsync($"/api/warnings/{warning.GetProperty("id").GetString()}?region=all")).MustBe(200).Body.GetProperty("data").GetProperty("why").EnumerateArray().ToList();
        var holiday = Assert.Single(why, step => step.GetProperty("term").GetString() == "IsHoliday");
        Assert.Equal("2026-06-19", holiday.GetProperty("day").GetString());
        var compared = why.Where(step => step.GetProperty("term").GetString() == "DayOff").Select(step => DateOnly.Parse(step.GetProperty("day").GetString()!, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(holiday.GetProperty("value").GetDecimal(), compared.Count);
        Assert.Contains(new DateOnly(2026, 5, 1), compared);
        Assert.Contains(new DateOnly(2026, 6, 14), compared);
        Assert.DoesNotContain(new DateOnly(2026, 5, 9), compared);
        Assert.DoesNotContain(why, step => step.GetProperty("term").GetString() == "SameWeekday");
    }

    /// <summary>Both see the same counts and neither sees what the other raises: a warning that had ids of its own on each would be there twice.</summary>
    [Fact]
    public async Task Two_servers_that_look_at_the_same_moment_raise_each_warning_once()
    {
        await using var server = await ServerUnderTest.StartAsync(postgres);
        await using var another = await server.AnotherAsync();
        var topics = Enumerable.Range(0, 12).Select(n => $"network.raced{n}").ToList();
        var now = DateTimeOffset.UtcNow.AddSeconds(-5);
        foreach (var topic in topics) await WarningWorld.RecordAsync(server, 3, now, topic);
        var desk = new Desk(server);
        var head = await server.Services.GetRequiredService<IEventStore>().HeadAsync(TestContext.Current.CancellationToken);
        Assert.Equal(200, (await desk.GetAsync($"/api/warnings?region=all&after={head}")).Status);
        foreach (var one in (ServerUnderTest[])[server, another])
            Assert.True(await one.Services.GetRequiredService<EventStore.Projections.ProjectionEngine>().WaitForAsync([WarningCounts.Projection], head, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));

        (await desk.PostAsync("/api/definitions/warning-rules/raced", new { terms = Few(), reason = "test" })).MustBe(200);
        // Published on one of the two, it rings for the watch of each; beside those two looks, these go off together.
        using var start = new Barrier(8);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Factory.StartNew(
            async () =>
            {
                start.SignalAndWait(TimeSpan.FromSeconds(30));
                await (i % 2 == 0 ? server : another).Services.GetRequiredService<WarningEvaluation>().EvaluateAsync(TestContext.Current.CancellationToken);
            },
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));

        await using var database = Npgsql.NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = database.CreateCommand("select count(*), count(distinct stream_id), count(distinct data -> 'subject' ->> 'topic') from mt_events where type = 'warning_raised' and data ->> 'rule' = 'raced'");
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        await reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal((topics.Count, topics.Count, topics.Count), ((int)reader.GetInt64(0), (int)reader.GetInt64(1), (int)reader.GetInt64(2)));
    }

    private static IEnumerable<DateOnly> Days(string first, int count) => Enumerable.Range(0, count).Select(DateOnly.Parse(first, System.Globalization.CultureInfo.InvariantCulture).AddDays);
}
