using Npgsql;
using NpgsqlTypes;

namespace CaseFlow.EventStore.Appending;

/// <summary>An event that this connection wrote, as long as it may be the last of all: whoever records the next one need not look for its time.</summary>
/// <param name="Position">Its position.</param>
/// <param name="RecordedAt">When it was recorded.</param>
internal readonly record struct LoneEvent(long Position, DateTimeOffset RecordedAt)
{
    /// <summary>None; no position follows it.</summary>
    public static readonly LoneEvent Unknown = new(-1, DateTimeOffset.UnixEpoch);
}

/// <summary>The short way of an append that has no company and says what it expects: one round trip, which writes or does not.</summary>
internal sealed class LoneStatement : IDisposable
{
    private readonly NpgsqlBatch batch;
    private readonly NpgsqlParameter<Guid> stream = new();
    private readonly NpgsqlParameter<string> streamType = Text();
    private readonly NpgsqlParameter<long> version = new();
    private readonly NpgsqlParameter<long> before = new();
    private readonly NpgsqlParameter<long> lastPosition = new();
    private readonly NpgsqlParameter<DateTimeOffset> lastRecordedAt = new();
    private readonly Columns first = new();
    private readonly FurtherEvent[] further;

    /// <param name="connection">Where it runs.</param>
    /// <param name="sql"><see cref="SqlText.AppendFirst"/> or <see cref="SqlText.AppendNext"/>.</param>
    /// <param name="number">Of events.</param>
    public LoneStatement(NpgsqlConnection connection, string sql, int number)
    {
        batch = new(connection);
        var begin = new NpgsqlBatchCommand(sql) { Parameters = { stream, streamType, version, before } };
        begin.Parameters.AddRange((NpgsqlParameter[])[.. first.All, lastPosition, lastRecordedAt]);
        batch.BatchCommands.Add(begin);
        further = [.. Enumerable.Range(0, number - 1).Select(_ => new FurtherEvent())];
        foreach (var e in further)
            batch.BatchCommands.Add(e.Command());
    }

    /// <summary>Writes an append whose stream is as expected; nothing, and null, where it is not.</summary>
    /// <param name="append">The append.</param>
    /// <param name="last">What this connection wrote last.</param>
    /// <returns>The last of its events.</returns>
    public async Task<LoneEvent?> RunAsync(PendingAppend append, LoneEvent last)
    {
        var rows = append.Rows;
        stream.TypedValue = append.Stream.Value;
        streamType.TypedValue = append.Stream.Type;
        before.TypedValue = append.Expected.Value;
        version.TypedValue = append.Expected.Value + rows.Length;
        (lastPosition.TypedValue, lastRecordedAt.TypedValue) = (last.Position, last.RecordedAt);
        first.Fill(rows[0]);
        for (var i = 1; i < rows.Length; i++)
            further[i - 1].Fill(append, i + 1);
        await using var reader = await batch.ExecuteReaderAsync();
        LoneEvent? written = null;
        // The rows count only once the commit has been acknowledged, which follows them.
        do
        {
            if (await reader.ReadAsync())
                written = new(reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1));
        }
        while (await reader.NextResultAsync());
        return written;
    }

    public void Dispose() => batch.Dispose();

    private static NpgsqlParameter<string> Text() => new() { NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter<byte[]> Json() => new() { NpgsqlDbType = NpgsqlDbType.Jsonb };

    /// <summary>An event's own columns as parameters, in the order that the statements share.</summary>
    private sealed class Columns
    {
        private readonly NpgsqlParameter<Guid> id = new();
        private readonly NpgsqlParameter<string> type = Text();
        private readonly NpgsqlParameter<string> dotNetType = Text();
        private readonly NpgsqlParameter<byte[]> body = Json();
        private readonly NpgsqlParameter<byte[]> headers = Json();
        private readonly NpgsqlParameter<string> actor = Text();
        private readonly NpgsqlParameter<string> correlation = Text();
        private readonly NpgsqlParameter causation = new() { NpgsqlDbType = NpgsqlDbType.Text };

        public NpgsqlParameter[] All => [id, type, dotNetType, body, headers, actor, correlation, causation];

        public void Fill(AppendRow row)
        {
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

    /// <summary>The parameters of <see cref="SqlText.AppendEvent"/>.</summary>
    private sealed class FurtherEvent
    {
        private readonly NpgsqlParameter<Guid> stream = new();
        private readonly NpgsqlParameter<long> version = new();
        private readonly Columns columns = new();

        public NpgsqlBatchCommand Command()
        {
            var command = new NpgsqlBatchCommand(SqlText.AppendEvent) { Parameters = { stream, version } };
            command.Parameters.AddRange(columns.All);
            return command;
        }

        public void Fill(PendingAppend append, int step)
        {
            stream.TypedValue = append.Stream.Value;
            version.TypedValue = append.Expected.Value + step;
            columns.Fill(append.Rows[step - 1]);
        }
    }
}
