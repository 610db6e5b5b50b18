using CaseFlow.Clocks;
using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.FollowUps;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Jobs;
using Npgsql;
using Quartz;

namespace CaseFlow.Server.Clocks;

/// <summary>A case's alarm rings: what its clocks have come to is recorded, and the alarm set to what comes next.</summary>
public sealed class ClockRings(OwedClocks owed, Alarms alarms) : IJob
{
    private const string Group = "clocks";

    /// <summary>The alarms, one a case.</summary>
    public static readonly AlarmKind Kind = new(Group, new("clock-rings", Group), "complaint");

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var id = ComplaintId.From(Kind.IdOf(context));
        await alarms.SetAsync(Kind, id.Value, await owed.CarryOutAsync(id, cancellationToken), cancellationToken);
    }
}

/// <summary>Sets a case's alarm after each of the facts that its clocks follow from.</summary>
/// <remarks>
/// What lies long back is passed over, for an import of years would be looked at case by case; the sweep sets the alarm where one is needed
/// all the same. So it does for cases that new rules have replanned.
/// </remarks>
public sealed class ClockTimers(IEventStore store, OwedClocks owed, Alarms alarms) : ISubscription
{
    /// <inheritdoc/>
    public string Name => nameof(ClockTimers);

    /// <inheritdoc/>
    public async Task HandleAsync(RecordedEvent e, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(e);
        if (e.Data is not (ComplaintEvent or CallbackCompleted) || ClockedCase.FactOf(e) is null || e.Metadata.OccurredAt + ClockMoments.LongPast < e.RecordedAt) return;
        if (await ComplaintAsync(e, cancellation) is not { } complaint) return;
        await alarms.SetAsync(ClockRings.Kind, complaint.Value, await owed.NextAsync(complaint, cancellation), cancellation);
    }

    private async Task<ComplaintId?> ComplaintAsync(RecordedEvent e, CancellationToken cancellation) => e.Data is ComplaintEvent
        ? ComplaintId.From(e.Stream.Value)
        : (await store.ReadStreamAsync(e.Stream.Value, cancellation: cancellation)).Select(one => one.Data).OfType<CallbackScheduled>().FirstOrDefault()?.Complaint;
}

/// <summary>Finds cases whose clocks come to a moment soon and that have no alarm for it, and sets the alarm again.</summary>
[DisallowConcurrentExecution]
public sealed class ClockSweep(NpgsqlDataSource database, OwedClocks owed, Alarms alarms, TimeProvider clock) : IJob
{
    /// <summary>The job.</summary>
    public static readonly JobKey Key = new("clock-sweep", ClockRings.Kind.Group);

    private static readonly string Lost = ServerSchema.Sql("clock_alarms_lost.sql");

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await SweepAsync(cancellationToken);

    /// <summary>Sweeps once.</summary>
    /// <returns>The cases whose alarms were set again.</returns>
    public async Task<IReadOnlyList<ComplaintId>> SweepAsync(CancellationToken cancellation)
    {
        var lost = await FindAsync(cancellation);
        foreach (var id in lost) await alarms.SetAsync(ClockRings.Kind, id.Value, await owed.NextAsync(id, cancellation), cancellation);
        return lost;
    }

    /// <summary>The cases without an alarm.</summary>
    public async Task<IReadOnlyList<ComplaintId>> FindAsync(CancellationToken cancellation) =>
        [.. (await LostAlarms.FindAsync(database, Lost, ClockRings.Kind, clock.GetUtcNow(), cancellation)).Select(ComplaintId.From)];
}

/// <summary>Sees to it that sweeps for lost clock alarms recur.</summary>
public sealed class ClockSweepKeeper(ISchedulerFactory schedulers, ILogger<ClockSweepKeeper> log) : SweepKeeper(schedulers, ClockSweep.Key, log);
