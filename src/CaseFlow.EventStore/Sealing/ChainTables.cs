using System.Runtime.CompilerServices;
using Npgsql;

namespace CaseFlow.EventStore.Sealing;

/// <summary>Reads what is sealed, and the events as they are stored.</summary>
public sealed class ChainTables(NpgsqlDataSource database)
{
    /// <summary>Whether the database has the tables of a chain; one of an older program has none.</summary>
    public async Task<bool> ExistAsync(CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand("select to_regclass('mt_events') is not null and to_regclass('caseflow_checkpoints') is not null");
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>The last checkpoint; null before the first.</summary>
    public async Task<ChainCheckpoint?> LastAsync(CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand(SqlText.ChainLast);
        return (await OneAsync(command, cancellation))?.Checkpoint;
    }

    /// <summary>A checkpoint by its number; null when there is none.</summary>
    public async Task<ChainCheckpoint?> FindAsync(long number, CancellationToken cancellation = default)
    {
        await using var command = Command(SqlText.ChainRead, number - 1, 1L);
        return await OneAsync(command, cancellation) is { } found && found.Checkpoint.Number == number ? found.Checkpoint : null;
    }

    /// <summary>Checkpoints before a number, the newest first.</summary>
    public async Task<IReadOnlyList<ChainCheckpoint>> ListAsync(long before, int limit, CancellationToken cancellation = default)
    {
        await using var command = Command(SqlText.ChainList, before, (long)limit);
        var list = new List<ChainCheckpoint>();
        await foreach (var one in ReadAsync(command, cancellation))
            list.Add(one.Checkpoint);
        return list;
    }

    /// <summary>The last checkpoint that ends before a position; null when none does.</summary>
    public async Task<ChainCheckpoint?> BeforeAsync(long position, CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand(SqlText.ChainHolding);
        command.Parameters.Add(new() { Value = position });
        return await OneAsync(command, cancellation) is { } holding ? await FindAsync(holding.Checkpoint.Number - 1, cancellation) : await LastAsync(cancellation);
    }

    /// <summary>All checkpoints after a number, in order, with their seals.</summary>
    public async IAsyncEnumerable<SealedStretch> AllAsync(long after, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await using var command = Command(SqlText.ChainRead, after, DBNull.Value);
        command.CommandTimeout = 0;
        await foreach (var one in ReadAsync(command, cancellation))
            yield return one;
    }

    /// <summary>All events after a position, in order, as they are stored.</summary>
    public async IAsyncEnumerable<EventRecord> EventsAsync(long after, int? limit = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await using var command = Command(SqlText.ChainEvents, after, limit is { } most ? (long)most : DBNull.Value);
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            yield return EventRecord.Read(reader);
    }

    /// <summary>Some events, in order, as they are stored; a position where there is none is passed over.</summary>
    public async Task<IReadOnlyList<EventRecord>> AtAsync(IReadOnlyCollection<long> positions, CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand(SqlText.ChainAt);
        command.Parameters.Add(new() { Value = positions.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var events = new List<EventRecord>(positions.Count);
        while (await reader.ReadAsync(cancellation))
            events.Add(EventRecord.Read(reader));
        return events;
    }

    /// <summary>The proof that an event is sealed; null when there is no such event, or it is not sealed yet.</summary>
    public async Task<InclusionProof?> ProofAsync(Guid @event, CancellationToken cancellation = default)
    {
        await using var where = database.CreateCommand(SqlText.ChainPosition);
        where.Parameters.Add(new() { Value = @event });
        if (await where.ExecuteScalarAsync(cancellation) is not long position)
            return null;
        await using var command = database.CreateCommand(SqlText.ChainHolding);
        command.Parameters.Add(new() { Value = position });
        return await OneAsync(command, cancellation) is { Seals: { } seals } stretch ? InclusionProof.Of(stretch.Checkpoint, seals, @event) : null;
    }

    /// <summary>How many events are not sealed yet, 100,000 at most, and when the first of them was recorded.</summary>
    public async Task<(long Events, DateTimeOffset? Since)> UnsealedAsync(CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand(SqlText.ChainUnsealed);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetFieldValue<DateTimeOffset>(1));
    }

    internal static async Task InsertAsync(NpgsqlConnection connection, ChainCheckpoint checkpoint, IReadOnlyList<Seal> seals, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SqlText.ChainAppend, connection);
        foreach (var value in new object[]
        {
            checkpoint.Number, checkpoint.Environment, checkpoint.First, checkpoint.Last, checkpoint.Count, checkpoint.Total, checkpoint.SealedAt.ToUniversalTime(),
            checkpoint.Chain, checkpoint.Root, checkpoint.Previous, checkpoint.KeyId, checkpoint.Signature, Seal.WriteAll(seals),
        })
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    internal static async Task<ChainCheckpoint?> LastAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SqlText.ChainLast, connection);
        return (await OneAsync(command, cancellation))?.Checkpoint;
    }

    private NpgsqlCommand Command(string sql, long after, object limit)
    {
        var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = limit, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint });
        return command;
    }

    private static async Task<SealedStretch?> OneAsync(NpgsqlCommand command, CancellationToken cancellation)
    {
        await foreach (var one in ReadAsync(command, cancellation))
            return one;
        return null;
    }

    private static async IAsyncEnumerable<SealedStretch> ReadAsync(NpgsqlCommand command, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var checkpoint = new ChainCheckpoint
            {
                Number = reader.GetInt64(0),
                Environment = reader.GetGuid(1),
                First = reader.GetInt64(2),
                Last = reader.GetInt64(3),
                Count = reader.GetInt32(4),
                Total = reader.GetInt64(5),
                SealedAt = reader.GetFieldValue<DateTimeOffset>(6),
                Chain = reader.GetString(7),
                Root = reader.GetString(8),
                Previous = reader.GetString(9),
                KeyId = reader.GetString(10),
                Signature = reader.GetString(11),
            };
            yield return new(checkpoint, Seal.ReadAll(reader.GetFieldValue<byte[]>(12)));
        }
    }
}
