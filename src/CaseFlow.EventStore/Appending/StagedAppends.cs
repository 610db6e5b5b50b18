using Npgsql;
using NpgsqlTypes;

namespace CaseFlow.EventStore.Appending;

/// <summary>Sends appends ahead over binary COPY, then writes them in one transaction, on one connection.</summary>
internal sealed class StagedAppends : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;

    private StagedAppends(NpgsqlConnection connection) => this.connection = connection;

    /// <summary>A connection with its place to gather.</summary>
    public static async Task<StagedAppends> OpenAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        var connection = await AppendSession.OpenAsync(database, cancellation);
        try
        {
            await using var command = new NpgsqlCommand(SqlText.AppendStage, connection);
            await command.ExecuteNonQueryAsync(cancellation);
            return new(connection);
        }
        catch
        {
            await PooledSession.EndAsync(connection);
            throw;
        }
    }

    /// <summary>Sends appends of different streams. Nothing is recorded, and nobody waits for them.</summary>
    public async Task StageAsync(IReadOnlyList<PendingAppend> appends, CancellationToken cancellation)
    {
        await using (var copy = await connection.BeginBinaryImportAsync("copy caseflow_staged_appends (append, stream, type, expected, number) from stdin (format binary)", cancellation))
        {
            for (var i = 0; i < appends.Count; i++)
            {
                var append = appends[i];
                await copy.StartRowAsync(cancellation);
                await copy.WriteAsync(i, NpgsqlDbType.Integer, cancellation);
                await copy.WriteAsync(append.Stream.Value, NpgsqlDbType.Uuid, cancellation);
                await copy.WriteAsync(append.Stream.Type, NpgsqlDbType.Text, cancellation);
                await copy.WriteAsync(append.Expected.IsAny ? -1 : append.Expected.Value, NpgsqlDbType.Bigint, cancellation);
                await copy.WriteAsync(append.Rows.Length, NpgsqlDbType.Integer, cancellation);
            }
            await copy.CompleteAsync(cancellation);
        }
        await using (var copy = await connection.BeginBinaryImportAsync("copy caseflow_staged_events from stdin (format binary)", cancellation))
        {
            for (var i = 0; i < appends.Count; i++)
            {
                for (var step = 1; step <= appends[i].Rows.Length; step++)
                    await WriteAsync(copy, i, step, appends[i].Rows[step - 1], cancellation);
            }
            await copy.CompleteAsync(cancellation);
        }
    }

    /// <summary>Writes what was sent.</summary>
    /// <returns>What became of each; null where it does not fit its stream.</returns>
    public async Task<Appended?[]> WriteAsync(IReadOnlyList<PendingAppend> appends)
    {
        var answers = new Appended?[appends.Count];
        await using var command = new NpgsqlCommand("select append, before, position from caseflow_append_staged()", connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var i = reader.GetInt32(0);
            if (!await reader.IsDBNullAsync(1))
                answers[i] = new(reader.GetInt64(1) + appends[i].Rows.Length, reader.GetInt64(2));
        }
        // The rows count only once the commit has been acknowledged, which follows them.
        await reader.NextResultAsync();
        return answers;
    }

    public async ValueTask DisposeAsync() => await PooledSession.EndAsync(connection);

    private static async Task WriteAsync(NpgsqlBinaryImporter copy, int append, int step, AppendRow row, CancellationToken cancellation)
    {
        await copy.StartRowAsync(cancellation);
        await copy.WriteAsync(append, NpgsqlDbType.Integer, cancellation);
        await copy.WriteAsync(step, NpgsqlDbType.Integer, cancellation);
        await copy.WriteAsync(row.Id, NpgsqlDbType.Uuid, cancellation);
        await copy.WriteAsync(row.Type, NpgsqlDbType.Text, cancellation);
        await copy.WriteAsync(row.DotNetType, NpgsqlDbType.Text, cancellation);
        await copy.WriteAsync(row.Body, NpgsqlDbType.Jsonb, cancellation);
        await copy.WriteAsync(row.Headers, NpgsqlDbType.Jsonb, cancellation);
        await copy.WriteAsync(row.Actor, NpgsqlDbType.Text, cancellation);
        await copy.WriteAsync(row.CorrelationId, NpgsqlDbType.Text, cancellation);
        if (row.CausationId is { } causation)
            await copy.WriteAsync(causation, NpgsqlDbType.Text, cancellation);
        else
            await copy.WriteNullAsync(cancellation);
    }
}
