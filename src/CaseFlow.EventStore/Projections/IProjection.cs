namespace CaseFlow.EventStore.Projections;

/// <summary>Keeps the rows that answer one question. A pure function of events: it has no port to the outside.</summary>
public interface IProjection
{
    /// <summary>The question, for example <c>WorkList</c>. Its checkpoint is Marten's row <c>WorkList:All</c>.</summary>
    string Name { get; }

    /// <summary>Counts the changes of what the rows mean; a higher one than the database's rebuilds them.</summary>
    int Version { get; }

    /// <summary>Its tables. A changed definition rebuilds them.</summary>
    IReadOnlyList<IProjectionTable> Tables { get; }

    /// <summary>
    /// Whose rows an event may change, for the check of a rebuild: a sample of subjects is folded again, each from those streams
    /// alone that have an event of it. Of a projection that answers nothing only the number of rows is checked.
    /// </summary>
    IEnumerable<Subject> SubjectsOf(RecordedEvent e) => [];

    /// <summary>Whether the row under a key follows from the streams of a subject alone; one that adds up many subjects does not.</summary>
    bool IsOf(Subject subject, IProjectionTable table, RowKey key) => true;

    /// <summary>Applies events in position order. Rows and checkpoint are written in one transaction by the caller.</summary>
    Task ProjectAsync(IReadOnlyList<RecordedEvent> events, ProjectionBatch batch, CancellationToken cancellation);
}

/// <summary>What rows of a projection are about: a case, a customer.</summary>
public readonly record struct Subject
{
    /// <summary>Every subject: an event with it, as that of a changed rule, is folded for all of them.</summary>
    public static readonly Subject All = new(0);

    private Subject(uint mark) => Mark = mark;

    /// <summary>Subjects of one mark are folded together.</summary>
    internal uint Mark { get; init; }

    /// <summary>The subject of an id or another value that rows bear.</summary>
    public static Subject Of<T>(T value)
        where T : notnull => new(((uint)value.GetHashCode() * 2_654_435_769) | 1);
}

/// <summary>A projection whose rows each follow from the events that share the row's key.</summary>
/// <typeparam name="TRow">A record whose public properties are the table's columns.</typeparam>
/// <param name="name">The question.</param>
/// <param name="version">The version of the rows' meaning.</param>
/// <param name="table">The table.</param>
/// <param name="keys">The keys of the rows that an event touches; empty when none.</param>
/// <param name="fold">The row after an event; null removes it or leaves it absent.</param>
public sealed class RowProjection<TRow>(
    string name,
    int version,
    ProjectionTable<TRow> table,
    Func<RecordedEvent, IEnumerable<RowKey>> keys,
    Func<TRow?, RecordedEvent, RowKey, TRow?> fold) : IProjection
    where TRow : class
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public int Version => version;

    /// <inheritdoc/>
    public IReadOnlyList<IProjectionTable> Tables { get; } = [table];

    /// <inheritdoc/>
    public IEnumerable<Subject> SubjectsOf(RecordedEvent e)
    {
        foreach (var key in keys(e))
            yield return Subject.Of(table.Normal(key));
    }

    /// <inheritdoc/>
    public bool IsOf(Subject subject, IProjectionTable table, RowKey key) => Subject.Of(key) == subject;

    /// <inheritdoc/>
    public async Task ProjectAsync(IReadOnlyList<RecordedEvent> events, ProjectionBatch batch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var touched = events.SelectMany(e => keys(e).Distinct().Select(key => (Event: e, Key: key))).ToList();
        var rows = await batch.RowsAsync(table, touched.Select(touch => touch.Key), cancellation);
        foreach (var (e, key) in touched)
            rows[key] = fold(rows[key], e, key);
    }
}
