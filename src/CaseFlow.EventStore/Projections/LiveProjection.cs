using Npgsql;

namespace CaseFlow.EventStore.Projections;

/// <summary>A projection at work on the tables that queries read.</summary>
internal sealed class LiveProjection(NpgsqlDataSource database, IProjection projection, ProgressBoard board) : IFeedConsumer
{
    private readonly Definition definition = Definition.Of(projection);
    private bool exists;

    private readonly record struct Stored(long Position, int Version, string Hash);

    public string Name => projection.Name;

    public IProjection Projection => projection;

    public async Task<long?> LoadAsync(CancellationToken cancellation)
    {
        var stored = await ReadAsync(cancellation);
        return definition.Made(stored.Version, stored.Hash) ? stored.Position : null;
    }

    public async Task<bool> IsOutdatedAsync(CancellationToken cancellation)
    {
        var stored = await ReadAsync(cancellation);
        return definition.Replaces(stored.Version, stored.Hash);
    }

    /// <summary>Rows and checkpoint in one transaction, under the projection's lock, from the checkpoint that is found there.</summary>
    public async Task<long?> TakeAsync(FeedPage page, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var stored = (await StoredAsync(connection, SqlText.CheckpointLock, cancellation))!.Value;
        if (!definition.Made(stored.Version, stored.Hash))
            return null;
        var due = page.Following(stored.Position);
        if (due.Count == 0)
            return stored.Position;

        var position = due[^1].Position;
        await using var writes = new NpgsqlBatch(connection);
        await ProjectionBatch.AddWritesAsync(projection, due, writes, cancellation);
        writes.BatchCommands.Add(Checkpoints.Save(Name, position));
        await writes.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        board.Note(Name, position);
        return position;
    }

    /// <summary>Creates the tables of a projection that the database does not know yet.</summary>
    public async Task CreateAsync(CancellationToken cancellation)
    {
        if (exists)
            return;
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await DatabaseLock.TakeAsync(connection, DatabaseLock.NewProjection, cancellation);
        if (await StoredAsync(connection, SqlText.Checkpoint, cancellation) is null)
        {
            await Definition.CreateTablesAsync(projection, connection, cancellation);
            await using var save = new NpgsqlBatch(connection) { BatchCommands = { definition.Save(), Checkpoints.Save(Name, 0) } };
            await save.ExecuteNonQueryAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }
        exists = true;
    }

    private async Task<Stored> ReadAsync(CancellationToken cancellation)
    {
        await CreateAsync(cancellation);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return (await StoredAsync(connection, SqlText.Checkpoint, cancellation))!.Value;
    }

    private async Task<Stored?> StoredAsync(NpgsqlConnection connection, string query, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(query, connection) { Parameters = { new() { Value = Name } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? new(reader.GetInt64(0), reader.GetInt32(1), reader.GetString(2)) : null;
    }
}
