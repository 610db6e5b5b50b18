using Npgsql;
using NpgsqlTypes;

namespace CaseFlow.EventStore;

/// <summary>Streams in Marten's tables on PostgreSQL. Make the schema first with <see cref="EventStoreSchema.MigrateAsync"/>.</summary>
public sealed class PostgresEventStore(NpgsqlDataSource database, EventTypes types) : IEventStore
{
    /// <summary>How often an append is judged afresh after a program without our lock wrote the same stream in between.</summary>
    private const int Attempts = 5;

    private readonly EventReader reader = new(database, types);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">
    /// There is no event; an event's type is not registered; an event id is recorded already, but not by this append;
    /// the stream is of another type; or a text holds U+0000.
    /// </exception>
    public async Task<AppendResult> AppendAsync(StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        var rows = EventRow.Write(types, stream, events);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await AppendOnceAsync(stream, expected, rows, cancellation);
            }
            catch (PostgresException fault) when (attempt < Attempts
                && fault.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected)
            {
                // Only a program that does not take our lock gets here; its commit is visible to the next attempt.
            }
            catch (PostgresException fault) when (fault.SqlState is "CF001" or "CF002")
            {
                throw new ArgumentException(fault.MessageText, nameof(events), fault);
            }
        }
    }

    private async Task<AppendResult> AppendOnceAsync(StreamId stream, ExpectedVersion expected, EventRow[] rows, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(SqlText.Append);
        var parameters = command.Parameters;
        parameters.Add(new() { Value = stream.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        parameters.Add(new() { Value = stream.Type, NpgsqlDbType = NpgsqlDbType.Text });
        parameters.Add(new() { Value = expected.IsAny ? DBNull.Value : expected.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        AddColumn(NpgsqlDbType.Uuid, row => row.Id);
        AddColumn(NpgsqlDbType.Text, row => row.Type);
        AddColumn(NpgsqlDbType.Text, row => row.DotNetType);
        AddColumn(NpgsqlDbType.Jsonb, row => row.Body);
        AddColumn(NpgsqlDbType.Jsonb, row => row.Headers);
        AddColumn(NpgsqlDbType.Text, row => row.Actor);
        AddColumn(NpgsqlDbType.Text, row => row.CorrelationId);
        AddColumn(NpgsqlDbType.Text, row => row.CausationId);

        await using var answer = await command.ExecuteReaderAsync(cancellation);
        await answer.ReadAsync(cancellation);
        var (outcome, version, position) = (answer.GetString(0), answer.GetInt64(1), answer.GetInt64(2));
        // The answer counts only once the commit has been acknowledged, which follows the row.
        while (await answer.NextResultAsync(cancellation))
        {
        }
        return outcome switch
        {
            "appended" => new Appended(version, position),
            "repeated" => new Repeated(version, position),
            _ => new Conflict(version),
        };

        void AddColumn<T>(NpgsqlDbType type, Func<EventRow, T> value) =>
            parameters.Add(new() { Value = Array.ConvertAll(rows, row => value(row)), NpgsqlDbType = NpgsqlDbType.Array | type });
    }

    /// <inheritdoc/>
    /// <exception cref="UnreadableEventException">A body does not fit its type.</exception>
    public Task<IReadOnlyList<RecordedEvent>> ReadStreamAsync(Guid stream, long afterVersion = 0, CancellationToken cancellation = default) =>
        reader.StreamAsync(stream, afterVersion, cancellation);

    /// <inheritdoc/>
    /// <exception cref="UnreadableEventException">A body does not fit its type.</exception>
    public Task<IReadOnlyList<RecordedEvent>> ReadAllAsync(long afterPosition, int limit, CancellationToken cancellation = default) =>
        reader.AllAsync(afterPosition, limit, cancellation);

    /// <inheritdoc/>
    public async Task<long> HeadAsync(CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand(SqlText.Head);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
