using Npgsql;

namespace CaseFlow.EventStore;

/// <summary>Reads what is recorded. Of a long answer, what has arrived is deserialised while the rest is still on its way.</summary>
internal sealed class EventReader(NpgsqlDataSource database, EventTypes types)
{
    /// <summary>How many rows are worth handing to another thread.</summary>
    private const int PortionSize = 256;

    private readonly StreamTypes streamTypes = new();

    /// <summary>Rows and what is read from them.</summary>
    private sealed record Portion(List<StoredEvent> Rows, Task<List<(object? Data, EventMetadata Metadata, Exception? Fault)>> Read);

    public async Task<IReadOnlyList<RecordedEvent>> StreamAsync(Guid stream, long afterVersion, CancellationToken cancellation)
    {
        await using var command = Command(database.CreateCommand(SqlText.ReadStream), stream, afterVersion);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var events = new List<RecordedEvent>();
        while (await reader.ReadAsync(cancellation))
        {
            var row = Row(reader);
            events.Add(row.With(Text(reader, 11) ?? "", row.Deserialise(types)));
        }
        return events;
    }

    public async Task<IReadOnlyList<RecordedEvent>> AllAsync(long afterPosition, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = Command(new(SqlText.ReadAll, connection), afterPosition, limit);
        var portions = await PortionsAsync(command, cancellation);
        var streams = await streamTypes.OfAsync(portions.SelectMany(portion => portion.Rows), connection, cancellation);
        var events = new List<RecordedEvent>(portions.Sum(portion => portion.Rows.Count));
        foreach (var (rows, read) in portions)
        {
            var values = await read;
            for (var index = 0; index < rows.Count; index++)
                events.Add(rows[index].With(streams[rows[index].Stream], values[index]));
        }
        return events;
    }

    private async Task<List<Portion>> PortionsAsync(NpgsqlCommand command, CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var (portions, rows) = (new List<Portion>(), new List<StoredEvent>());
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(Row(reader));
            if (rows.Count < PortionSize)
                continue;
            var whole = rows;
            portions.Add(new(whole, Task.Run(() => Deserialise(whole), CancellationToken.None)));
            rows = new(PortionSize);
        }
        portions.Add(new(rows, Task.FromResult(Deserialise(rows))));
        return portions;
    }

    private List<(object? Data, EventMetadata Metadata, Exception? Fault)> Deserialise(List<StoredEvent> rows) =>
        rows.ConvertAll(row => row.Deserialise(types));

    private static NpgsqlCommand Command<TFirst, TSecond>(NpgsqlCommand command, TFirst first, TSecond second)
    {
        command.Parameters.Add(new NpgsqlParameter<TFirst> { TypedValue = first });
        command.Parameters.Add(new NpgsqlParameter<TSecond> { TypedValue = second });
        return command;
    }

    private static StoredEvent Row(NpgsqlDataReader reader) => new()
    {
        Position = reader.GetInt64(0),
        Stream = reader.GetGuid(1),
        Version = reader.GetInt64(2),
        Id = reader.GetGuid(3),
        Type = reader.GetString(4),
        Body = reader.GetFieldValue<byte[]>(5),
        RecordedAt = reader.GetFieldValue<DateTimeOffset>(6),
        Actor = Text(reader, 7),
        CorrelationId = Text(reader, 8),
        CausationId = Text(reader, 9),
        Headers = reader.IsDBNull(10) ? null : reader.GetFieldValue<byte[]>(10),
    };

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
