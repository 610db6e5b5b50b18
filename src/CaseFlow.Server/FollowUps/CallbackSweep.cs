using CaseFlow.EventStore;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Jobs;
using Npgsql;
using Quartz;

namespace CaseFlow.Server.FollowUps;

/// <summary>Finds callbacks that owe something soon and have no alarm for it, and sets the alarm again.</summary>
/// <remarks>
/// Alarms are lost with a job that failed, a server that died while it held one, or a job store that was emptied. A sweep looks
/// a little further ahead than the next one comes, so that no callback is later than one round.
/// </remarks>
[DisallowConcurrentExecution]
public sealed class CallbackSweep(NpgsqlDataSource database, IEventStore store, CallbackAlarms alarms, TimeProvider clock) : IJob
{
    /// <summary>From one sweep to the next.</summary>
    public static readonly TimeSpan Round = TimeSpan.FromMinutes(1);

    /// <summary>The job.</summary>
    public static readonly JobKey Key = new("callback-sweep", CallbackAlarms.Group);

    private static readonly string LostAlarms = ServerSchema.Sql("callback_alarms_lost.sql");

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await SweepAsync(cancellationToken);

    /// <summary>Sweeps once.</summary>
    /// <returns>The callbacks whose alarms were set again.</returns>
    public async Task<IReadOnlyList<CallbackId>> SweepAsync(CancellationToken cancellation)
    {
        var lost = await FindAsync(cancellation);
        foreach (var id in lost)
            await alarms.SetAsync(id, Streams.Callback.Fold(await store.ReadStreamAsync(id.Value, cancellation: cancellation)), cancellation);
        return lost;
    }

    /// <summary>The callbacks that owe something soon and have no alarm for it.</summary>
    public async Task<IReadOnlyList<CallbackId>> FindAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(LostAlarms);
        command.Parameters.Add(new() { Value = JobStore.SchedulerName });
        command.Parameters.Add(new() { Value = CallbackAlarms.Group });
        command.Parameters.Add(new() { Value = clock.GetUtcNow() });
        command.Parameters.Add(new() { Value = clock.GetUtcNow() + Round + Round });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var lost = new List<CallbackId>();
        while (await reader.ReadAsync(cancellation))
            lost.Add(CallbackId.From(reader.GetGuid(0)));
        return lost;
    }
}
