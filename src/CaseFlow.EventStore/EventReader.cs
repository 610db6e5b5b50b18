using Npgsql;

namespace CaseFlow.EventStore;

/// <summary>Reads what is recorded.</summary>
internal sealed class EventReader(NpgsqlDataSource database, EventTypes types)
{
    public Task<IReadOnlyList<RecordedEvent>> StreamAsync(Guid stream, long afterVersion, CancellationToken cancellation) =>
        ReadAsync(SqlText.ReadStream, stream, afterVersion, cancellation);

    public Task<IReadOnlyList<RecordedEvent>> AllAsync(long afterPosition, int limit, CancellationToken cancellation) =>
        ReadAsync(SqlText.ReadAll, afterPosition, limit, cancellation);

    private async Task<IReadOnlyList<RecordedEvent>> ReadAsync(string query, object first, object second, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(query);
        command.Parameters.Add(new() { Value = first });
        command.Parameters.Add(new() { Value = second });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var events = new List<RecordedEvent>();
        while (await reader.ReadAsync(cancellation))
            events.Add(Read(reader));
        return events;
    }

    private RecordedEvent Read(NpgsqlDataReader reader)
    {
        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
        var row = new EventRow
        {
            Id = reader.GetGuid(4),
            Type = reader.GetString(5),
            Body = reader.GetString(6),
            Actor = Text(8),
            CorrelationId = Text(9),
            CausationId = Text(10),
            Headers = Text(11),
        };
        return row.Read(
            types,
            stream: new(Text(1) ?? "", reader.GetGuid(2)),
            version: reader.GetInt64(3),
            position: reader.GetInt64(0),
            recordedAt: reader.GetFieldValue<DateTimeOffset>(7));
    }
}
