using Npgsql;

namespace CaseFlow.EventStore.Projections;

/// <summary>Where rows come from that a batch does not have in memory.</summary>
internal interface IRowSource
{
    /// <summary>Those rows that there are under <paramref name="keys"/>.</summary>
    Task<IReadOnlyList<TRow>> LoadAsync<TRow>(ProjectionTable<TRow> table, IReadOnlyList<RowKey> keys, CancellationToken cancellation)
        where TRow : class;

    /// <summary>The rows behind a key in the order of keys, after everything changed so far was written.</summary>
    Task<IReadOnlyList<TRow>> PageAsync<TRow>(RowSet<TRow> set, ProjectionTable<TRow> table, RowKey? after, int limit, CancellationToken cancellation)
        where TRow : class;

    /// <summary>Writes what was changed so far and empties the sets.</summary>
    Task FlushAsync(Dictionary<IProjectionTable, IRowSet> sets, CancellationToken cancellation);
}

/// <summary>The rows in the tables, read and written in the transaction of a connection.</summary>
internal sealed class StoredRows(NpgsqlConnection connection) : IRowSource
{
    public Task<IReadOnlyList<TRow>> LoadAsync<TRow>(ProjectionTable<TRow> table, IReadOnlyList<RowKey> keys, CancellationToken cancellation)
        where TRow : class => table.LoadAsync(connection, keys, cancellation);

    public Task<IReadOnlyList<TRow>> PageAsync<TRow>(RowSet<TRow> set, ProjectionTable<TRow> table, RowKey? after, int limit, CancellationToken cancellation)
        where TRow : class => table.PageAsync(connection, after, limit, cancellation);

    public async Task FlushAsync(Dictionary<IProjectionTable, IRowSet> sets, CancellationToken cancellation)
    {
        await using var writes = new NpgsqlBatch(connection);
        foreach (var set in sets.Values)
            set.AddWrites(writes);
        sets.Clear();
        if (writes.BatchCommands.Count > 0)
            await writes.ExecuteNonQueryAsync(cancellation);
    }
}

/// <summary>No rows but those in memory: for a plain fold of a few streams.</summary>
internal sealed class NoRows : IRowSource
{
    public Task<IReadOnlyList<TRow>> LoadAsync<TRow>(ProjectionTable<TRow> table, IReadOnlyList<RowKey> keys, CancellationToken cancellation)
        where TRow : class => Task.FromResult<IReadOnlyList<TRow>>([]);

    public Task<IReadOnlyList<TRow>> PageAsync<TRow>(RowSet<TRow> set, ProjectionTable<TRow> table, RowKey? after, int limit, CancellationToken cancellation)
        where TRow : class => Task.FromResult<IReadOnlyList<TRow>>(after is null ? [.. set.Rows] : []);

    public Task FlushAsync(Dictionary<IProjectionTable, IRowSet> sets, CancellationToken cancellation) => Task.CompletedTask;
}
