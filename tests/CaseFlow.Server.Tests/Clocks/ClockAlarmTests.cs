using CaseFlow.Clocks;
using CaseFlow.Server.Clocks;
using CaseFlow.Server.Tests.FollowUps;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Quartz;

namespace CaseFlow.Server.Tests.Clocks;

public sealed class ClockAlarmTests(PostgresFixture postgres) : IAsyncLifetime
{
    private CallbackWorld world = null!;

    public async ValueTask InitializeAsync() => world = await CallbackWorld.StartAsync(postgres);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task The_alarm_follows_the_next_moment_and_one_that_is_lost_is_found()
    {
        await world.SilenceAsync();
        var complaint = await world.RegisterAsync();
        Assert.Equal(CallbackWorld.Monday.AddMinutes(60), await AlarmAsync(complaint));
        await world.DoAsync($"/api/complaints/{complaint.Value}/acknowledge", new { });
        Assert.Equal(CallbackWorld.At("2099-03-03T10:00:00+08:00"), await AlarmAsync(complaint));

        world.Clock.Set(CallbackWorld.At("2099-03-03T09:59:00+08:00"));
        var sweep = ActivatorUtilities.CreateInstance<ClockSweep>(world.Server.Services);
        Assert.Empty(await sweep.FindAsync(TestContext.Current.CancellationToken));
        await using (var lose = world.Get<NpgsqlDataSource>().CreateCommand("delete from qrtz_simple_triggers where trigger_group = 'clocks'; delete from qrtz_triggers where trigger_group = 'clocks'"))
            await lose.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        Assert.Equal([complaint], await sweep.SweepAsync(TestContext.Current.CancellationToken));
        Assert.Equal(CallbackWorld.At("2099-03-03T10:00:00+08:00"), await AlarmAsync(complaint));

        await world.DoAsync($"/api/complaints/{complaint.Value}/withdraw", new { Reason = "It works" });
        Assert.Null(await AlarmAsync(complaint));
    }

    [Fact]
    public async Task The_alarm_rings_by_itself()
    {
        var complaint = await world.RegisterAsync();
        await world.SettleAsync();
        world.Clock.Set(CallbackWorld.Monday.AddHours(3));
        await CallbackWorld.UntilAsync(async () => (await world.Store.ReadStreamAsync(ClockedCase.LogOf(complaint))).Any(e => e.Data is ClockBreached));
        Assert.Equal(["ClockWarned", "ClockWarned", "ClockBreached"], (await world.Store.ReadStreamAsync(ClockedCase.LogOf(complaint))).Select(e => e.Data.GetType().Name));
    }

    private async Task<DateTimeOffset?> AlarmAsync(ComplaintId complaint)
    {
        await world.SettleAsync();
        var scheduler = await world.Get<ISchedulerFactory>().GetScheduler(TestContext.Current.CancellationToken);
        return (await scheduler.GetTrigger(ClockRings.Kind.Key(complaint.Value)))?.NextFireTimeUtc;
    }
}
