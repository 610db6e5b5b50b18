using System.Text.Json;
using Npgsql;

namespace CaseFlow.EventStore.Projections;

/// <summary>Replays a projection beside its live tables, which serve until the new ones have caught up and take their place.</summary>
internal sealed class Rebuild(NpgsqlDataSource database, IEventStore store, IProjection projection, int pageSize)
{
    private readonly string schema = $"caseflow_rebuild_{JsonNamingPolicy.SnakeCaseLower.ConvertName(projection.Name)}";

    /// <returns>The position that the new rows have reached; null when another rebuild of the projection is running.</returns>
    public async Task<long?> TryRunAsync(IProgress<RebuildProgress>? progress, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (!await DatabaseLock.TryHoldAsync(connection, schema, cancellation))
            return null;
        try
        {
            var replay = new Replay(database, store, projection, schema, pageSize);
            await replay.BeginAsync(cancellation);
            var more = true;
            while (more)
            {
                more = await replay.AdvanceAsync(cancellation);
                progress?.Report(new(replay.Position, await store.HeadAsync(cancellation)));
            }
            await SwitchAsync(connection, replay, cancellation);
            return replay.Position;
        }
        finally
        {
            await DatabaseLock.ReleaseAllAsync(connection);
        }
    }

    /// <summary>Under the projection's lock nobody moves the live checkpoint, so the new rows reach it and replace the old ones.</summary>
    private async Task SwitchAsync(NpgsqlConnection connection, Replay replay, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var take = new NpgsqlCommand(SqlText.CheckpointLock, connection) { Parameters = { new() { Value = projection.Name } } })
            await take.ExecuteNonQueryAsync(cancellation);
        while (await replay.AdvanceAsync(cancellation))
        {
        }
        var (oldTables, liveSchema) = await LiveAsync(connection, cancellation);
        var definition = Definition.Of(projection);
        await using var replace = new NpgsqlBatch(connection);
        foreach (var table in oldTables)
            replace.BatchCommands.Add(new($"drop table if exists \"{liveSchema}\".\"{table}\""));
        foreach (var table in definition.Tables)
            replace.BatchCommands.Add(new($"alter table \"{schema}\".\"{table}\" set schema \"{liveSchema}\""));
        replace.BatchCommands.Add(new($"drop schema \"{schema}\" cascade"));
        replace.BatchCommands.Add(definition.Save());
        replace.BatchCommands.Add(Checkpoints.Save(projection.Name, replay.Position));
        await replace.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private async Task<(string[] Tables, string Schema)> LiveAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SqlText.DefinitionTables, connection) { Parameters = { new() { Value = projection.Name } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetFieldValue<string[]>(0), reader.GetString(1));
    }
}
