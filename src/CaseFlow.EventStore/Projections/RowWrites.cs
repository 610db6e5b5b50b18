using Npgsql;

namespace CaseFlow.EventStore.Projections;

/// <summary>Changes of one table, to be written.</summary>
internal interface IRowWrites
{
    Task WriteAsync(NpgsqlConnection connection, CancellationToken cancellation);
}

/// <summary>Changes of one table: rows that it does not have yet go in by COPY, the others by statements over many rows.</summary>
internal sealed class RowWrites<TRow>(ProjectionTable<TRow> table) : IRowWrites
    where TRow : class
{
    private const int RowsAtOnce = 2_000;

    private readonly List<TRow> added = [];
    private readonly List<TRow> changed = [];
    private readonly List<RowKey> removed = [];

    public void Add(RowKey key, TRow? row, bool stored)
    {
        if (row is not null)
            (stored ? changed : added).Add(row);
        else if (stored)
            removed.Add(key);
    }

    public async Task WriteAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        foreach (var some in removed.Chunk(RowsAtOnce))
            await RunAsync(table.Delete(some), connection, cancellation);
        foreach (var some in changed.Chunk(RowsAtOnce))
            await RunAsync(table.Update(some), connection, cancellation);
        if (added.Count > 0)
            await table.CopyAsync(connection, added, cancellation);
    }

    private static async Task RunAsync(NpgsqlBatchCommand command, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { command } };
        await batch.ExecuteNonQueryAsync(cancellation);
    }
}
