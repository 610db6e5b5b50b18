using Npgsql;

namespace CaseFlow.EventStore.Projections;

/// <summary>A projection at work on the tables that queries read.</summary>
internal sealed class LiveProjection(NpgsqlDataSource database, IProjection projection, ProjectionTurn turn) : IFeedConsumer
{
    private readonly Definition definition = Definition.Of(projection);
    private bool exists;

    public string Name => projection.Name;

    public IProjection Projection => projection;

    public async Task<long?> LoadAsync(CancellationToken cancellation)
    {
        var stored = await ReadAsync(cancellation);
        return Made(stored) ? stored.Position : null;
    }

    public async Task<bool> IsOutdatedAsync(CancellationToken cancellation)
    {
        var stored = await ReadAsync(cancellation);
        return definition.Replaces(stored.Version, stored.Hash);
    }

    /// <summary>Whether rows were made by this definition.</summary>
    public bool Made(StoredCheckpoint stored) => definition.Made(stored.Version, stored.Hash);

    public async Task<long?> TakeAsync(FeedPage page, CancellationToken cancellation) => (await turn.TakeAsync([this], page, cancellation))[0];

    /// <summary>Creates the tables of a projection that the database does not know yet.</summary>
    public async Task CreateAsync(CancellationToken cancellation)
    {
        if (exists)
            return;
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await DatabaseLock.TakeWhileAliveAsync(connection, DatabaseLock.NewProjection, cancellation);
        if (await StoredAsync(connection, cancellation) is null)
        {
            await Definition.CreateTablesAsync(projection, connection, cancellation);
            await using var save = new NpgsqlBatch(connection) { BatchCommands = { definition.Save(), Checkpoints.Save([(Name, 0)]) } };
            await save.ExecuteNonQueryAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }
        exists = true;
    }

    private async Task<StoredCheckpoint> ReadAsync(CancellationToken cancellation)
    {
        await CreateAsync(cancellation);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return (await StoredAsync(connection, cancellation))!.Value;
    }

    private async Task<StoredCheckpoint?> StoredAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SqlText.Checkpoint, connection) { Parameters = { new() { Value = Name } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? new(reader.GetInt64(0), reader.GetInt32(1), reader.GetString(2)) : null;
    }
}
