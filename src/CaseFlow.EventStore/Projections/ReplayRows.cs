using Npgsql;

namespace CaseFlow.EventStore.Projections;

/// <summary>The rows that say which replays there are and how far each has come.</summary>
internal sealed class ReplayRows(NpgsqlDataSource database)
{
    /// <summary>The last event recorded by a time; position 0 when there was none.</summary>
    public async Task<RecordedPosition> PositionAtAsync(DateTimeOffset recordedAt, CancellationToken cancellation)
    {
        await using var command = Command(SqlText.PositionAt, recordedAt.ToUniversalTime());
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return new(reader.GetInt64(0), Time(reader, 1));
    }

    /// <summary>The last event at or before a position.</summary>
    public async Task<RecordedPosition> EventAtAsync(long position, CancellationToken cancellation)
    {
        await using var command = Command(SqlText.EventAt, position);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? new(reader.GetInt64(0), Time(reader, 1)) : new(0, null);
    }

    /// <summary>The same replay if it was asked for before, else a new one.</summary>
    /// <exception cref="ReplaysExhaustedException">There are as many as there may be.</exception>
    public async Task<(ReplayStatus Replay, bool Created)> AskAsync(ReplayRequest request, Definition definition, RecordedPosition at, ReplayOptions options, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await DatabaseLock.TakeAsync(connection, DatabaseLock.AskedReplay, cancellation);
        object?[] asked = [request.Projection, definition.Version, definition.Hash, request.Definition, at.Position, request.Lifetime ?? options.Lifetime];
        var found = await OneAsync(connection, SqlText.ReplayFindAsked, asked, cancellation);
        if (found is null)
        {
            await ExecuteAsync(connection, SqlText.ReplayMakeRoom, [(long)options.Most, options.Undisturbed], cancellation);
            await using var count = new NpgsqlCommand("select count(*) from caseflow_replays", connection);
            if ((long)(await count.ExecuteScalarAsync(cancellation))! >= options.Most)
                throw new ReplaysExhaustedException(options.Most);
        }
        var replay = found ?? await OneAsync(connection, SqlText.ReplayCreate, [.. asked, Guid.CreateVersion7(), at.RecordedAt?.ToUniversalTime(), request.RequestedBy], cancellation);
        await transaction.CommitAsync(cancellation);
        return (replay!, found is null);
    }

    /// <summary>All of them in the order in which they were asked for, or the one that is named.</summary>
    public async Task<IReadOnlyList<ReplayStatus>> ListAsync(Guid? id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await AllAsync(connection, SqlText.ReplayList, [id], cancellation);
    }

    /// <summary>Those that somebody has to work at.</summary>
    public async Task<IReadOnlyList<Guid>> OwedAsync(CancellationToken cancellation)
    {
        await using var command = Command(SqlText.ReplayOwed);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var owed = new List<Guid>();
        while (await reader.ReadAsync(cancellation))
            owed.Add(reader.GetGuid(0));
        return owed;
    }

    /// <summary>Notes that it is used, which prolongs its life; null when it is not there.</summary>
    public async Task<ReplayStatus?> UseAsync(Guid id, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await OneAsync(connection, SqlText.ReplayUse, [id], cancellation);
    }

    /// <summary>Begins an attempt; null when nothing is to be done.</summary>
    public static Task<ReplayStatus?> BeginAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellation) =>
        OneAsync(connection, SqlText.ReplayBegin, [id], cancellation);

    /// <summary>Notes how far an attempt has come.</summary>
    /// <returns>False when the replay was dropped meanwhile.</returns>
    public static async Task<bool> MoveAsync(NpgsqlConnection connection, ReplayStatus replay, ReplayState state, long reached, string? error, CancellationToken cancellation) =>
        await ExecuteAsync(connection, SqlText.ReplayMove, [replay.Id, replay.Attempt, reached, state.ToString(), error], cancellation) > 0;

    /// <summary>Drops the rows whose time is over, or the one that is named.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> DropAsync(Guid? id, CancellationToken cancellation)
    {
        await using var command = id is { } named
            ? Command("delete from caseflow_replays where id = $1", named)
            : Command("delete from caseflow_replays where expires_at < now()");
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Scratch schemas that no replay owns any more.</summary>
    public static async Task<IReadOnlyList<string>> LeftOverAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SqlText.ReplayLeftOver, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var schemas = new List<string>();
        while (await reader.ReadAsync(cancellation))
            schemas.Add(reader.GetString(0));
        return schemas;
    }

    private static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, object?[] values, CancellationToken cancellation)
    {
        await using var command = Filled(new(sql, connection), values);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<ReplayStatus?> OneAsync(NpgsqlConnection connection, string sql, object?[] values, CancellationToken cancellation) =>
        (await AllAsync(connection, sql, values, cancellation)).SingleOrDefault();

    private static async Task<IReadOnlyList<ReplayStatus>> AllAsync(NpgsqlConnection connection, string sql, object?[] values, CancellationToken cancellation)
    {
        await using var command = Filled(new(sql, connection), values);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var replays = new List<ReplayStatus>();
        while (await reader.ReadAsync(cancellation))
            replays.Add(Read(reader));
        return replays;
    }

    private static ReplayStatus Read(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetGuid(0),
        Projection = reader.GetString(1),
        Definition = reader.GetString(2),
        Position = reader.GetInt64(3),
        RecordedAt = Time(reader, 4),
        RequestedBy = reader.GetString(5),
        CreatedAt = reader.GetFieldValue<DateTimeOffset>(6),
        ExpiresAt = reader.GetFieldValue<DateTimeOffset>(7),
        State = Enum.Parse<ReplayState>(reader.GetString(8)),
        Attempt = reader.GetInt32(9),
        Reached = reader.GetInt64(10),
        Error = reader.IsDBNull(11) ? null : reader.GetString(11),
        Tries = reader.GetInt32(12),
        Version = reader.GetInt32(13),
        Hash = reader.GetString(14),
    };

    private static DateTimeOffset? Time(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);

    private NpgsqlCommand Command(string sql, params object?[] values) => Filled(database.CreateCommand(sql), values);

    private static NpgsqlCommand Filled(NpgsqlCommand command, object?[] values)
    {
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        return command;
    }
}

/// <summary>A place in the order of all events.</summary>
/// <param name="Position">An event's position; 0 before the first one.</param>
/// <param name="RecordedAt">When that event was recorded; null before the first one.</param>
public readonly record struct RecordedPosition(long Position, DateTimeOffset? RecordedAt);
