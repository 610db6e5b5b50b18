using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;

namespace CaseFlow.Server.Audit;

/// <summary>Keeps a row for every event, whichever it is. Of a page of events it loads one row for each stream, and none of the events'.</summary>
public sealed class EventLedgerProjection : IProjection
{
    /// <inheritdoc/>
    public string Name => EventLedger.Projection;

    /// <inheritdoc/>
    public int Version => 3;

    /// <inheritdoc/>
    public IReadOnlyList<IProjectionTable> Tables { get; } = [LedgerRow.Table, LedgerPlace.Table];

    /// <inheritdoc/>
    public IEnumerable<Subject> SubjectsOf(RecordedEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return [Subject.Of(e.Stream.Value)];
    }

    /// <inheritdoc/>
    public async Task ProjectAsync(IReadOnlyList<RecordedEvent> events, ProjectionBatch batch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(batch);
        var places = await batch.RowsAsync(LedgerPlace.Table, events.Select(e => new RowKey(e.Stream.Value)).Distinct(), cancellation);
        var rows = await batch.RowsAsync(LedgerRow.Table, [], cancellation);
        foreach (var e in events)
        {
            var key = new RowKey(e.Stream.Value);
            var before = places[key];
            var place = LedgerPlace.After(before, e);
            if (place != before) places[key] = place;
            rows[new(e.Position)] = LedgerRow.Of(e, place);
            if (e.Data is ContactLinked linked) await BelongsAsync(place.Begun, linked.Complaint.Value, batch, cancellation);
        }
    }

    /// <summary>What a contact said before anybody linked it belongs to the first case that it was linked to.</summary>
    private static async Task BelongsAsync(long begun, Guid complaint, ProjectionBatch batch, CancellationToken cancellation)
    {
        var rows = await batch.RowsAsync(LedgerRow.Table, [new(begun)], cancellation);
        if (rows[new(begun)] is { Complaint: null } first) rows[new(begun)] = first with { Complaint = complaint };
    }
}
