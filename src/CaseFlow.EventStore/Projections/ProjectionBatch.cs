using Npgsql;

namespace CaseFlow.EventStore.Projections;

/// <summary>What a projection changes for some events; written in one transaction with its checkpoint.</summary>
public sealed class ProjectionBatch
{
    private readonly IRowSource source;
    private readonly Dictionary<IProjectionTable, IRowSet> sets = [];

    internal ProjectionBatch(IRowSource source) => this.source = source;

    internal IReadOnlyCollection<IRowSet> Sets => sets.Values;

    /// <summary>The rows of <paramref name="table"/> under <paramref name="keys"/>, loaded in one query unless the batch has them already.</summary>
    /// <returns>The batch's one set of the table; asking again with more keys adds to it.</returns>
    public async Task<RowSet<TRow>> RowsAsync<TRow>(ProjectionTable<TRow> table, IEnumerable<RowKey> keys, CancellationToken cancellation)
        where TRow : class
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(keys);
        var set = SetOf(table);
        await set.LoadAsync(keys, cancellation);
        return set;
    }

    /// <summary>
    /// Visits every row of <paramref name="table"/>, page by page, for the rare event that changes what all rows mean. What was
    /// changed so far is written before the first page and after each one, in the same transaction, so that memory holds one page.
    /// </summary>
    /// <param name="table">The table; rows must keep their keys.</param>
    /// <param name="pageSize">How many rows a page has.</param>
    /// <param name="visit">Given a page; asks for rows as usual. A set of rows from before the sweep, or from another page, is not to be used any more.</param>
    /// <param name="cancellation">Cancels the sweep.</param>
    public async Task SweepAsync<TRow>(ProjectionTable<TRow> table, int pageSize, Func<IReadOnlyList<TRow>, Task> visit, CancellationToken cancellation)
        where TRow : class
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(visit);
        await source.FlushAsync(sets, cancellation);
        RowKey? last = null;
        IReadOnlyList<TRow> page;
        do
        {
            page = await source.PageAsync(SetOf(table), table, last, pageSize, cancellation);
            if (page.Count == 0)
                return;
            last = table.KeyOf(page[^1]);
            await visit(page);
            await source.FlushAsync(sets, cancellation);
        }
        while (page.Count == pageSize);
    }

    /// <summary>Adds the statements that write what was changed.</summary>
    internal void AddWrites(NpgsqlBatch writes)
    {
        foreach (var set in sets.Values)
            set.AddWrites(writes);
    }

    private RowSet<TRow> SetOf<TRow>(ProjectionTable<TRow> table)
        where TRow : class
    {
        if (!sets.TryGetValue(table, out var known))
            sets.Add(table, known = new RowSet<TRow>(table, source));
        return (RowSet<TRow>)known;
    }
}
