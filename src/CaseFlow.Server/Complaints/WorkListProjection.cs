using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Complaints;

/// <summary>
/// Keeps the cases and their counts by status. Lists count in the counters: a desk's list is asked for many times a minute. The priority
/// matrix comes from the events too, so that the same events always come to the same priorities.
/// </summary>
public sealed class WorkListProjection : IProjection
{
    /// <summary>How many cases are graded anew together.</summary>
    private const int CasesAtOnce = 500;

    private static readonly Tally<WorkListCount> Counts = new(WorkListCount.Table);
    private static readonly Tally<HandlerCount> HandlersCounts = new(HandlerCount.Table);

    /// <inheritdoc/>
    public string Name => WorkList.Projection;

    /// <inheritdoc/>
    public int Version => 3;

    /// <inheritdoc/>
    public IReadOnlyList<IProjectionTable> Tables => [WorkListRow.Table, WorkListCount.Table, HandlerCount.Table, PriorityMatrixRow.Table];

    /// <inheritdoc/>
    public IEnumerable<Subject> SubjectsOf(RecordedEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e.Data is PriorityMatrixPublished ? [Subject.All] : WorkListRow.CaseOf(e) is { } id ? [Subject.Of(id)] : [];
    }

    /// <inheritdoc/>
    public bool IsOf(Subject subject, IProjectionTable table, RowKey key) => table != WorkListCount.Table && table != HandlerCount.Table;

    /// <inheritdoc/>
    public async Task ProjectAsync(IReadOnlyList<RecordedEvent> events, ProjectionBatch batch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(batch);
        var facts = new List<RecordedEvent>();
        foreach (var e in events)
        {
            if (e.Data is not PriorityMatrixPublished published)
            {
                facts.Add(e);
                continue;
            }

            await FoldAsync(facts, batch, cancellation);
            facts.Clear();
            await PublishAsync(published, batch, cancellation);
        }

        await FoldAsync(facts, batch, cancellation);
    }

    private static async Task FoldAsync(List<RecordedEvent> facts, ProjectionBatch batch, CancellationToken cancellation)
    {
        var byCase = facts.GroupBy(WorkListRow.CaseOf).Where(group => group.Key is not null).ToList();
        if (byCase.Count == 0) return;
        var rows = await batch.RowsAsync(WorkListRow.Table, byCase.Select(group => new RowKey(group.Key!.Value)), cancellation);
        var matrices = new GradingMatrices(batch);
        var changes = new List<(WorkListRow? Before, WorkListRow? Now)>();
        foreach (var group in byCase)
        {
            var key = new RowKey(group.Key!.Value);
            var before = rows[key];
            var after = group.Aggregate(before, WorkListRow.Fold);
            if (after is not null && group.Any(e => Weighs(e.Data)))
            {
                var matrix = group.Any(e => e.Data is ComplaintEvent fact && CasePriority.Begins(fact)) ? await matrices.InForceAsync(cancellation) : await matrices.FindAsync(after.MatrixVersion, cancellation);
                after = after.Graded(matrix);
            }

            rows[key] = after;
            changes.Add((before, after));
        }

        await Counts.ApplyAsync(batch, changes.Select(change => (WorkListCount.Of(change.Before), WorkListCount.Of(change.Now))), cancellation);
        await HandlersCounts.ApplyAsync(batch, changes.Select(change => (HandlerCount.Of(change.Before), HandlerCount.Of(change.Now))), cancellation);
    }

    /// <summary>Cases that wait for an answer are graded under the new version where it says so, and where none was in force when they began.</summary>
    private static async Task PublishAsync(PriorityMatrixPublished published, ProjectionBatch batch, CancellationToken cancellation)
    {
        var own = PriorityMatrixRow.Of(published).ToList();
        var matrices = await batch.RowsAsync(PriorityMatrixRow.Table, own.Select(row => new RowKey(row.Version)), cancellation);
        foreach (var row in own)
            matrices[new(row.Version)] = row;
        // Without a word on open cases only a case of the time before the first version can have none.
        if (published is { OpenCases: OpenCases.KeepTheirs, Version: > 1 }) return;
        await batch.SweepAsync(
            WorkListRow.Table,
            CasesAtOnce,
            async page =>
            {
                var graded = page.Where(row => row.MatrixVersion != published.Version && CasePriority.Under(row.MatrixVersion, published, row.Waits) == published.Version).ToList();
                if (graded.Count == 0) return;
                var rows = await batch.RowsAsync(WorkListRow.Table, graded.Select(row => new RowKey(row.Complaint)), cancellation);
                foreach (var row in graded)
                    rows[new(row.Complaint)] = row.Graded(published);
            },
            cancellation);
    }

    /// <summary>Whether an event can make a case more or less urgent, or move its due time.</summary>
    private static bool Weighs(object data) => data is
        ComplaintRegistered or ComplaintReclassified or ComplaintReopened or ComplaintUnmerged or ComplaintEscalated or ComplaintDeescalated
        or RepeatLinkProposed or RepeatLinkRejected or HandOverRejected or ContactLinked or ContactUnlinked;
}
