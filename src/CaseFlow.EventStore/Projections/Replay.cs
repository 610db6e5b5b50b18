using Npgsql;

namespace CaseFlow.EventStore.Projections;

/// <summary>Builds a projection's rows from the first event, in a schema of their own beside the live ones.</summary>
internal sealed class Replay(NpgsqlDataSource database, IEventStore store, IProjection projection, string schema, int pageSize)
{
    /// <summary>The position of the last event replayed.</summary>
    public long Position { get; private set; }

    /// <summary>Starts afresh: whatever an interrupted replay left is dropped.</summary>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        Position = 0;
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var begin = new NpgsqlBatch(connection)
        {
            BatchCommands = { new($"drop schema if exists \"{schema}\" cascade"), new($"create schema \"{schema}\""), SearchHere() },
        };
        await begin.ExecuteNonQueryAsync(cancellation);
        await Definition.CreateTablesAsync(projection, connection, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Replays one page in one transaction.</summary>
    /// <returns>Whether there may be more.</returns>
    public async Task<bool> AdvanceAsync(CancellationToken cancellation)
    {
        var page = await store.ReadAllAsync(Position, pageSize, cancellation);
        if (page.Count == 0)
            return false;
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var search = new NpgsqlBatch(connection) { BatchCommands = { SearchHere() } })
            await search.ExecuteNonQueryAsync(cancellation);
        await using var writes = await ProjectionBatch.WritesAsync(projection, page, connection, cancellation);
        if (writes.BatchCommands.Count > 0)
            await writes.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        Position = page[^1].Position;
        return page.Count == pageSize;
    }

    private NpgsqlBatchCommand SearchHere() => new(SqlText.SearchFirst) { Parameters = { new() { Value = schema } } };
}
