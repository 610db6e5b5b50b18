using CaseFlow.EventStore;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Jobs;
using Npgsql;
using Quartz;

namespace CaseFlow.Server.FollowUps;

/// <summary>Finds callbacks that owe something soon and have no alarm for it, and sets the alarm again.</summary>
[DisallowConcurrentExecution]
public sealed class CallbackSweep(NpgsqlDataSource database, IEventStore store, CallbackAlarms alarms, TimeProvider clock) : IJob
{
    /// <summary>The job.</summary>
    public static readonly JobKey Key = new("callback-sweep", CallbackAlarms.Group);

    private static readonly string Lost = ServerSchema.Sql("callback_alarms_lost.sql");

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
    public async Task<IReadOnlyList<CallbackId>> FindAsync(CancellationToken cancellation) =>
        [.. (await LostAlarms.FindAsync(database, Lost, CallbackAlarms.Kind, clock.GetUtcNow(), cancellation)).Select(CallbackId.From)];
}
