using Npgsql;

namespace CaseFlow.EventStore.Projections;

/// <summary>What a projection changes for some events; written in one transaction with its checkpoint.</summary>
public sealed class ProjectionBatch
{
    private readonly NpgsqlConnection connection;
    private readonly Dictionary<IProjectionTable, IRowSet> sets = [];

    private ProjectionBatch(NpgsqlConnection connection) => this.connection = connection;

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

    /// <summary>Projects <paramref name="events"/> and returns the statements that write the outcome in the transaction of <paramref name="connection"/>.</summary>
    internal static async Task<NpgsqlBatch> WritesAsync(IProjection projection, IReadOnlyList<RecordedEvent> events, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var batch = new ProjectionBatch(connection);
        await projection.ProjectAsync(events, batch, cancellation);
        var writes = new NpgsqlBatch(connection);
        foreach (var set in batch.sets.Values)
            set.AddWrites(writes);
        return writes;
    }
}
