using CaseFlow.Benchmarks.Harness;
using Npgsql;
using NpgsqlTypes;

namespace CaseFlow.Benchmarks.Workload;

/// <summary>Writes what an append writes, and checks nothing: one prepared statement, one round trip, one transaction for each command.</summary>
public sealed class RawWriter : IAsyncDisposable
{
    private static readonly NpgsqlDbType[] Parameters =
    [
        NpgsqlDbType.Uuid, NpgsqlDbType.Bigint, NpgsqlDbType.Uuid, NpgsqlDbType.Jsonb, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Jsonb, NpgsqlDbType.Text,
    ];

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlCommand first;
    private readonly NpgsqlCommand next;
    private readonly IReadOnlyList<StoredRow[]> streams;
    private Guid stream;
    private int version = EventMix.StreamLength;
    private int at;

    private RawWriter(NpgsqlConnection connection, IReadOnlyList<StoredRow[]> streams)
    {
        (this.connection, this.streams) = (connection, streams);
        (first, next) = (Command("raw_append_first"), Command("raw_append_next"));
    }

    /// <summary>A writer with a connection of its own, its statements prepared.</summary>
    public static async Task<RawWriter> OpenAsync(string connectionString, IReadOnlyList<StoredRow[]> streams)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        var writer = new RawWriter(connection, streams);
        await writer.first.PrepareAsync();
        await writer.next.PrepareAsync();
        return writer;
    }

    /// <summary>Writes the next event of its stream, or the first one of a new stream.</summary>
    public async Task WriteAsync()
    {
        if (version == EventMix.StreamLength)
            (stream, version, at) = (Guid.NewGuid(), 0, (at + 1) % streams.Count);
        var row = streams[at][version++];
        var command = version == 1 ? first : next;
        object[] values = [stream, (long)version, Guid.NewGuid(), row.Body, row.Type, row.DotNetType, row.CorrelationId, row.Headers, row.Actor];
        for (var index = 0; index < values.Length; index++)
            command.Parameters[index].Value = values[index];
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await first.DisposeAsync();
        await next.DisposeAsync();
        await connection.DisposeAsync();
    }

    private NpgsqlCommand Command(string file)
    {
        var command = new NpgsqlCommand(SqlFile.Read(file), connection);
        foreach (var type in Parameters)
            command.Parameters.Add(new() { NpgsqlDbType = type });
        return command;
    }
}
