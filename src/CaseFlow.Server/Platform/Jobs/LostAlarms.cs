using Npgsql;
using Quartz;

namespace CaseFlow.Server.Platform.Jobs;

/// <summary>Finds things that owe something soon and have no alarm for it.</summary>
/// <remarks>
/// Alarms are lost with a job that failed, a server that died while it held one, or a job store that was emptied. A sweep looks
/// a little further ahead than the next one comes, so that nothing is later than one round.
/// </remarks>
public static class LostAlarms
{
    /// <summary>From one sweep to the next.</summary>
    public static readonly TimeSpan Round = TimeSpan.FromMinutes(1);

    /// <summary>The ids of the things without an alarm.</summary>
    /// <param name="database">The database.</param>
    /// <param name="sql">A statement on the read model that knows when something is owed: of scheduler, group, now, and how far to look ahead.</param>
    /// <param name="kind">The alarms.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancellation">Cancels the search.</param>
    public static async Task<IReadOnlyList<Guid>> FindAsync(NpgsqlDataSource database, string sql, AlarmKind kind, DateTimeOffset now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(kind);
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = JobStore.SchedulerName });
        command.Parameters.Add(new() { Value = kind.Group });
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = now + Round + Round });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var lost = new List<Guid>();
        while (await reader.ReadAsync(cancellation))
            lost.Add(reader.GetGuid(0));
        return lost;
    }
}

/// <summary>Sees to it that sweeps recur: at once when a server starts, then every round, whichever server's turn it is.</summary>
/// <remarks>What recurs for ever is only as good as the row that says so. Each server looks once a round whether it is still there.</remarks>
/// <param name="schedulers">Where the sweeps are set.</param>
/// <param name="sweep">The job, after which its trigger is named.</param>
/// <param name="log">Hears of what went wrong.</param>
public abstract class SweepKeeper(ISchedulerFactory schedulers, JobKey sweep, ILogger log) : BackgroundService
{
    /// <summary>Sets the trigger of the sweeps, the first one at once.</summary>
    /// <param name="conflict">What becomes of one that is there.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    public async Task SetAsync(TriggerConflict conflict, CancellationToken cancellation)
    {
        var scheduler = await schedulers.GetScheduler(cancellation);
        // Rounds that were missed are let go: one sweep finds what all of them would have found.
        var sweeps = TriggerBuilder.Create().WithIdentity(new TriggerKey(sweep.Name, "sweeps")).ForJob(sweep).StartNow().WithSimpleSchedule(schedule => schedule
            .WithInterval(LostAlarms.Round).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount));
        await scheduler.ScheduleTrigger(sweeps.Build(), conflict, cancellation);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var conflict = TriggerConflict.Replace;
        using var rounds = new PeriodicTimer(LostAlarms.Round);
        do
        {
            try
            {
                await SetAsync(conflict, stoppingToken);
                conflict = TriggerConflict.Keep;
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(fault, "The sweep {Sweep} for lost alarms could not be set; it is tried again in {Round}", sweep.Name, LostAlarms.Round);
            }
        }
        while (await rounds.WaitForNextTickAsync(stoppingToken));
    }
}
