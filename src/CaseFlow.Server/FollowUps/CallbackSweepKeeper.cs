using Quartz;

namespace CaseFlow.Server.FollowUps;

/// <summary>Sees to it that sweeps recur: at once when a server starts, then every round, whichever server's turn it is.</summary>
/// <remarks>What recurs for ever is only as good as the row that says so. Each server looks once a round whether it is still there.</remarks>
public sealed class CallbackSweepKeeper(ISchedulerFactory schedulers, ILogger<CallbackSweepKeeper> log) : BackgroundService
{
    /// <summary>The trigger of the sweeps.</summary>
    public static readonly TriggerKey Key = new("callback-sweep", "sweeps");

    /// <summary>Sets the trigger of the sweeps, the first one at once.</summary>
    /// <param name="conflict">What becomes of one that is there.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    public async Task SetAsync(TriggerConflict conflict, CancellationToken cancellation)
    {
        var scheduler = await schedulers.GetScheduler(cancellation);
        // Rounds that were missed are let go: one sweep finds what all of them would have found.
        var sweeps = TriggerBuilder.Create().WithIdentity(Key).ForJob(CallbackSweep.Key).StartNow().WithSimpleSchedule(schedule => schedule
            .WithInterval(CallbackSweep.Round).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount));
        await scheduler.ScheduleTrigger(sweeps.Build(), conflict, cancellation);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var conflict = TriggerConflict.Replace;
        using var rounds = new PeriodicTimer(CallbackSweep.Round);
        do
        {
            try
            {
                await SetAsync(conflict, stoppingToken);
                conflict = TriggerConflict.Keep;
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(fault, "The sweep for lost callback alarms could not be set; it is tried again in {Round}", CallbackSweep.Round);
            }
        }
        while (await rounds.WaitForNextTickAsync(stoppingToken));
    }
}
