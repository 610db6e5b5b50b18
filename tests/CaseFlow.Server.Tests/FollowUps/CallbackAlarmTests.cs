using CaseFlow.FollowUps;
using CaseFlow.Server.FollowUps;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Quartz;

namespace CaseFlow.Server.Tests.FollowUps;

public sealed class CallbackAlarmTests(PostgresFixture postgres) : IAsyncLifetime
{
    private CallbackWorld world = null!;

    public async ValueTask InitializeAsync() => world = await CallbackWorld.StartAsync(postgres);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    private Task<IScheduler> SchedulerAsync() => world.Get<ISchedulerFactory>().GetScheduler(TestContext.Current.CancellationToken).AsTask();

    /// <summary>When the callback's alarm rings; null when it has none.</summary>
    private async Task<DateTimeOffset?> AlarmAsync(CallbackId callback)
    {
        await world.SettleAsync();
        return await RingsAtAsync(callback);
    }

    private async Task<DateTimeOffset?> RingsAtAsync(CallbackId callback) =>
        (await (await SchedulerAsync()).GetTrigger(CallbackAlarms.Key(callback)))?.NextFireTimeUtc;

    private async Task<long> ExecuteAsync(string sql)
    {
        await using var command = world.Get<NpgsqlDataSource>().CreateCommand(sql);
        return await command.ExecuteNonQueryAsync();
    }

    private CallbackSweep Sweep => ActivatorUtilities.CreateInstance<CallbackSweep>(world.Server.Services);

    [Fact]
    public async Task The_alarm_follows_what_is_owed_next()
    {
        var callback = await world.ScheduledAsync();
        Assert.Equal(CallbackWorld.Monday.AddMinutes(60), await AlarmAsync(callback));

        await world.FallDueAsync(callback);
        Assert.Equal(CallbackWorld.Monday.AddMinutes(90), await AlarmAsync(callback));

        world.Clock.Advance(TimeSpan.FromMinutes(10));
        await world.DoAsync($"/api/callbacks/{callback.Value}/take", new { });
        Assert.Equal(CallbackWorld.Monday.AddMinutes(100), await AlarmAsync(callback));

        await world.DoAsync($"/api/callbacks/{callback.Value}/attempt", new { Outcome = CallbackOutcome.NoAnswer });
        Assert.Equal(CallbackWorld.Monday.AddMinutes(190), await AlarmAsync(callback));

        await world.DoAsync($"/api/callbacks/{callback.Value}/attempt", new { Outcome = CallbackOutcome.Satisfied });
        Assert.Null(await AlarmAsync(callback));
    }

    [Fact]
    public async Task A_callback_that_is_given_up_has_no_alarm()
    {
        var callback = await world.ScheduledAsync();
        await world.DoAsync($"/api/complaints/{(await world.StateAsync(callback)).Complaint.Value}/withdraw", new { Reason = "Settled" });

        Assert.Null(await AlarmAsync(callback));
    }

    [Fact]
    public async Task An_alarm_knows_ids_and_nothing_of_a_person()
    {
        var callback = await world.ScheduledAsync();
        await using var command = world.Get<NpgsqlDataSource>().CreateCommand("select convert_from(job_data, 'utf8') from qrtz_triggers where trigger_name = $1");
        command.Parameters.Add(new() { Value = callback.Value.ToString() });

        var data = (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;

        Assert.Contains(callback.Value.ToString(), data, StringComparison.Ordinal);
        Assert.Equal("", data.Replace(callback.Value.ToString(), "", StringComparison.Ordinal).Replace("callback", "", StringComparison.Ordinal).Trim(' ', '{', '}', '"', ':'));
    }

    [Fact]
    public async Task The_scheduler_rings_when_the_time_has_come()
    {
        var callback = await world.ScheduledAsync();
        world.Clock.Advance(TimeSpan.FromHours(1));

        await CallbackWorld.UntilAsync(async () => (await world.StateAsync(callback)).Status == CallbackStatus.Due);
        Assert.Equal(CallbackWorld.Monday.AddMinutes(90), await AlarmAsync(callback));
    }

    [Theory]
    [InlineData("delete from qrtz_simple_triggers where trigger_group = 'callbacks'; delete from qrtz_triggers where trigger_group = 'callbacks'")]
    [InlineData("update qrtz_triggers set trigger_state = 'ACQUIRED' where trigger_group = 'callbacks'")]
    [InlineData("update qrtz_triggers set trigger_state = 'ERROR' where trigger_group = 'callbacks'")]
    [InlineData("update qrtz_triggers set next_fire_time = next_fire_time + 36000000000 where trigger_group = 'callbacks'")]
    public async Task A_lost_alarm_is_set_again(string loss)
    {
        // The scheduler's own sweep would find the loss as well.
        await world.SilenceAsync();
        var callback = await world.ScheduledAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.True(await ExecuteAsync(loss) > 0);

        Assert.Equal([callback], await Sweep.SweepAsync(CancellationToken.None));

        Assert.Equal(CallbackWorld.Monday.AddMinutes(60), await AlarmAsync(callback));
        Assert.Empty(await Sweep.SweepAsync(CancellationToken.None));
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await (await SchedulerAsync()).Start(TestContext.Current.CancellationToken);
        await CallbackWorld.UntilAsync(async () => (await world.StateAsync(callback)).Status == CallbackStatus.Due);
        Assert.Single((await world.EventsAsync(callback)).OfType<CallbackFellDue>());
    }

    [Fact]
    public async Task Nothing_is_lost_with_all_rows_of_the_scheduler()
    {
        var callback = await world.ScheduledAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(59));
        await ExecuteAsync("delete from qrtz_simple_triggers; delete from qrtz_triggers; delete from qrtz_fired_triggers");

        await ActivatorUtilities.CreateInstance<CallbackSweepKeeper>(world.Server.Services).SetAsync(TriggerConflict.Keep, TestContext.Current.CancellationToken);

        await CallbackWorld.UntilAsync(async () => await RingsAtAsync(callback) == CallbackWorld.Monday.AddMinutes(60));
    }

    [Fact]
    public async Task Alarms_that_stand_are_left_alone()
    {
        await world.ScheduledAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(59));

        Assert.Empty(await Sweep.SweepAsync(CancellationToken.None));
    }

    [Fact]
    public async Task An_alarm_that_rings_early_records_nothing_and_is_set_again()
    {
        var callback = await world.ScheduledAsync();
        Assert.Equal(1, await ExecuteAsync($"update qrtz_triggers set next_fire_time = {world.Clock.GetUtcNow().UtcTicks} where trigger_name = '{callback.Value}'"));
        world.Clock.Advance(TimeSpan.FromSeconds(10));

        await CallbackWorld.UntilAsync(async () => await RingsAtAsync(callback) == CallbackWorld.Monday.AddMinutes(60));
        Assert.Single(await world.EventsAsync(callback));
    }

    /// <summary>Many alarms at once, over a course of hours that a printed seed decides: what is owed is recorded once, and in order.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(20260302)]
    public async Task However_many_alarms_ring_at_once_each_thing_owed_is_recorded_once(int seed)
    {
        var random = new Random(seed);
        var callback = await world.ScheduledAsync();
        for (var round = 0; round < 6; round++)
        {
            world.Clock.Advance(TimeSpan.FromMinutes(random.Next(10, 90)));
            var owed = Callback.Owed(await world.StateAsync(callback), world.Clock.GetUtcNow());
            var before = await world.EventsAsync(callback);

            await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => world.Get<OwedCallbacks>().CarryOutAsync(callback, CancellationToken.None))));

            Assert.Equal(before.Count + owed.Count, (await world.EventsAsync(callback)).Count);
            Assert.Equal(owed.Select(e => (object)e), (await world.EventsAsync(callback)).Skip(before.Count));
            if (random.Next(2) == 0) await world.DoAsync($"/api/callbacks/{callback.Value}/take", new { });
        }
    }
}
