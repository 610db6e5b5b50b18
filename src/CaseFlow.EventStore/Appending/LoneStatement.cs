using Npgsql;
using NpgsqlTypes;

namespace CaseFlow.EventStore.Appending;

/// <summary>The short way of an append that has no company and says what it expects: one round trip, which writes or does not.</summary>
internal sealed class LoneStatement : IDisposable
{
    private readonly NpgsqlBatch batch;
    private readonly NpgsqlParameter<Guid> stream = new();
    private readonly NpgsqlParameter<string> streamType = Text();
    private readonly NpgsqlParameter<long> version = new();
    private readonly NpgsqlParameter<long> before = new();
    private readonly Event[] events;

    /// <param name="connection">Where it runs.</param>
    /// <param name="sql"><see cref="SqlText.AppendFirst"/> or <see cref="SqlText.AppendNext"/>.</param>
    /// <param name="number">Of events.</param>
    public LoneStatement(NpgsqlConnection connection, string sql, int number)
    {
        batch = new(connection);
        var begin = new NpgsqlBatchCommand(sql) { Parameters = { stream, streamType, version } };
        if (sql == SqlText.AppendNext)
            begin.Parameters.Add(before);
        batch.BatchCommands.Add(begin);
        events = [.. Enumerable.Range(0, number).Select(_ => new Event())];
        foreach (var e in events)
            batch.BatchCommands.Add(e.Command());
    }

    /// <summary>Writes an append whose stream is as expected; nothing, and null, where it is not.</summary>
    public async Task<Appended?> RunAsync(PendingAppend append)
    {
        var rows = append.Rows;
        stream.TypedValue = append.Stream.Value;
        streamType.TypedValue = append.Stream.Type;
        before.TypedValue = append.Expected.Value;
        version.TypedValue = append.Expected.Value + rows.Length;
        for (var i = 0; i < rows.Length; i++)
            events[i].Fill(append, i + 1);
        await using var reader = await batch.ExecuteReaderAsync();
        long? position = null;
        // The rows count only once the commit has been acknowledged, which follows them.
        do
        {
            if (await reader.ReadAsync())
                position = reader.GetInt64(0);
        }
        while (await reader.NextResultAsync());
        return position is { } last ? new(version.TypedValue, last) : null;
    }

    public void Dispose() => batch.Dispose();

    private static NpgsqlParameter<string> Text() => new() { NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter<byte[]> Json() => new() { NpgsqlDbType = NpgsqlDbType.Jsonb };

    /// <summary>The parameters of <see cref="SqlText.AppendEvent"/>.</summary>
    private sealed class Event
    {
        private readonly NpgsqlParameter<Guid> stream = new();
        private readonly NpgsqlParameter<long> version = new();
        private readonly NpgsqlParameter<Guid> id = new();
        private readonly NpgsqlParameter<string> type = Text();
        private readonly NpgsqlParameter<string> dotNetType = Text();
        private readonly NpgsqlParameter<byte[]> body = Json();
        private readonly NpgsqlParameter<byte[]> headers = Json();
        private readonly NpgsqlParameter<string> actor = Text();
        private readonly NpgsqlParameter<string> correlation = Text();
        private readonly NpgsqlParameter causation = new() { NpgsqlDbType = NpgsqlDbType.Text };

        public NpgsqlBatchCommand Command() => new(SqlText.AppendEvent)
        {
            Parameters = { stream, version, id, type, dotNetType, body, headers, actor, correlation, causation },
        };

        public void Fill(PendingAppend append, int step)
        {
            var row = append.Rows[step - 1];
            stream.TypedValue = append.Stream.Value;
            version.TypedValue = append.Expected.Value + step;
            id.TypedValue = row.Id;
            type.TypedValue = row.Type;
            dotNetType.TypedValue = row.DotNetType;
            body.TypedValue = row.Body;
            headers.TypedValue = row.Headers;
            actor.TypedValue = row.Actor;
            correlation.TypedValue = row.CorrelationId;
            causation.Value = (object?)row.CausationId ?? DBNull.Value;
        }
    }
}
