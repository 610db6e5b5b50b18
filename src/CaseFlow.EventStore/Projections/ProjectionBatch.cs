using Npgsql;

namespace CaseFlow.EventStore.Projections;

/// <summary>What a projection changes for some events; written in one transaction with its checkpoint.</summary>
public sealed class ProjectionBatch
{
    private readonly NpgsqlConnection connection;
    private readonly Dictionary<IProjectionTable, IRowSet> sets = [];

    internal ProjectionBatch(NpgsqlConnection connection) => this.connection = connection;

    /// <summary>The rows of <paramref name="table"/> under <paramref name="keys"/>, loaded in one query unless the batch has them already.</summary>
    /// <returns>The batch's one set of the table; asking again with more keys adds to it.</returns>
    public async Task<RowSet<TRow>> RowsAsync<TRow>(ProjectionTable<TRow> table, IEnumerable<RowKey> keys, CancellationToken cancellation)
        where TRow : class
    {
        ArgumentNullException.ThrowIfNull(table);
        if (!sets.TryGetValue(table, out var known))
            sets.Add(table, known = new RowSet<TRow>(table));
        var set = (RowSet<TRow>)known;
        await set.LoadAsync(connection, keys, cancellation);
        return set;
    }

    internal void AddWrites(NpgsqlBatch batch)
    {
        foreach (var set in sets.Values)
            set.AddWrites(batch);
    }
}
