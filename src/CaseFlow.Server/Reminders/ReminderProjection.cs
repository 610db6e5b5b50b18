using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Reminders;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Reminders;

/// <summary>Keeps reminders, what their triggers told, and what they add up to.</summary>
/// <param name="zone">Where months end.</param>
public sealed class ReminderProjection(ReportingZone zone) : IProjection
{
    private readonly ProjectionTable<ReminderCount> counts = new("caseflow_reminder_counts", Monthly(zone, "caseflow_reminder_counts"), "month", "province", "city", "touchpoint", "message", "template_version");
    private readonly ProjectionTable<ReminderDelay> delays = new("caseflow_reminder_delays", Monthly(zone, "caseflow_reminder_delays"), "month", "province", "city", "touchpoint", "minutes");

    /// <inheritdoc/>
    public string Name => ReminderList.Projection;

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public IReadOnlyList<IProjectionTable> Tables => [ReminderRow.Table, ReminderTriggerRow.Table, counts, delays];

    /// <inheritdoc/>
    public IEnumerable<Subject> SubjectsOf(RecordedEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e.Data is ReminderEvent or ReminderTriggered ? [Subject.Of(e.Stream.Value)] : [];
    }

    /// <inheritdoc/>
    public bool IsOf(Subject subject, IProjectionTable table, RowKey key) => (table == ReminderRow.Table || table == ReminderTriggerRow.Table) && Subject.Of((Guid)key.First) == subject;

    /// <inheritdoc/>
    public async Task ProjectAsync(IReadOnlyList<RecordedEvent> events, ProjectionBatch batch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(batch);
        var told = events.Where(e => e.Data is ReminderTriggered).ToList();
        var triggers = await batch.RowsAsync(ReminderTriggerRow.Table, told.Select(e => new RowKey(e.Stream.Value)), cancellation);
        foreach (var e in told)
            triggers[new(e.Stream.Value)] = ReminderTriggerRow.Of((ReminderTriggered)e.Data, e.Metadata.OccurredAt);

        var facts = events.Where(e => e.Data is ReminderEvent).ToList();
        var keys = facts.Select(e => new RowKey(e.Stream.Value)).Distinct().ToList();
        var rows = await batch.RowsAsync(ReminderRow.Table, keys, cancellation);
        var before = keys.Select(key => rows[key]).ToList();
        foreach (var e in facts)
            rows[new(e.Stream.Value)] = ReminderRow.After(rows[new(e.Stream.Value)], e);
        var changes = before.Zip(keys, (old, key) => (Before: old, Now: rows[key])).ToList();
        await new Tally<ReminderCount>(counts).ApplyAsync(batch, changes.Select(one => (ReminderCount.Of(one.Before, zone), ReminderCount.Of(one.Now, zone))), cancellation);
        await new Tally<ReminderDelay>(delays).ApplyAsync(batch, changes.Select(one => (ReminderDelay.Of(one.Before, zone), ReminderDelay.Of(one.Now, zone))), cancellation);
    }

    private static string Monthly(ReportingZone zone, string table) => zone.Create(table, RowSecurity.Secured(table, ServerSchema.Sql($"{table}.sql"), RowsOf.Territory));
}
