using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Complaints;

/// <summary>How many cases of a kind stand in a status in a city.</summary>
public sealed record WorkListCount : ICell<WorkListCount>
{
    public required string Province { get; init; }
    public required string City { get; init; }
    public required ComplaintStatus Status { get; init; }
    public required ComplaintKind Kind { get; init; }
    public required long Cases { get; init; }

    /// <summary>The table.</summary>
    public static readonly ProjectionTable<WorkListCount> Table =
        RowSecurity.Table<WorkListCount>("caseflow_work_list_counts", RowsOf.Territory, "province", "city", "status", "kind");

    /// <inheritdoc/>
    public RowKey Key => new(Province, City, Status, Kind);

    /// <inheritdoc/>
    public bool IsZero => Cases == 0;

    /// <inheritdoc/>
    public WorkListCount Plus(WorkListCount other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with { Cases = Cases + other.Cases };
    }

    /// <inheritdoc/>
    public WorkListCount Negated() => this with { Cases = -Cases };

    /// <summary>What a row counts for.</summary>
    public static WorkListCount? Of(WorkListRow? row) =>
        row is null ? null : new() { Province = row.Province, City = row.City, Status = row.Status, Kind = row.Kind, Cases = 1 };
}

/// <summary>Keeps the cases and their counts by status. Lists count in the counters: a desk's list is asked for many times a minute.</summary>
public sealed class WorkListProjection : IProjection
{
    private static readonly Tally<WorkListCount> Counts = new(WorkListCount.Table);

    /// <inheritdoc/>
    public string Name => WorkList.Projection;

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public IReadOnlyList<IProjectionTable> Tables => [WorkListRow.Table, WorkListCount.Table];

    /// <inheritdoc/>
    public IEnumerable<Subject> SubjectsOf(RecordedEvent e) => WorkListRow.CaseOf(e) is { } id ? [Subject.Of(id)] : [];

    /// <inheritdoc/>
    public bool IsOf(Subject subject, IProjectionTable table, RowKey key) => table == WorkListRow.Table;

    /// <inheritdoc/>
    public async Task ProjectAsync(IReadOnlyList<RecordedEvent> events, ProjectionBatch batch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(batch);
        var byCase = events.GroupBy(WorkListRow.CaseOf).Where(group => group.Key is not null).ToList();
        var rows = await batch.RowsAsync(WorkListRow.Table, byCase.Select(group => new RowKey(group.Key!.Value)), cancellation);
        var changes = new List<(WorkListCount?, WorkListCount?)>();
        foreach (var group in byCase)
        {
            var key = new RowKey(group.Key!.Value);
            var before = rows[key];
            rows[key] = group.Aggregate(before, WorkListRow.Fold);
            changes.Add((WorkListCount.Of(before), WorkListCount.Of(rows[key])));
        }

        await Counts.ApplyAsync(batch, changes, cancellation);
    }
}
