using CaseFlow.Benchmarks.Harness;
using Npgsql;
using NpgsqlTypes;

namespace CaseFlow.Benchmarks.Workload;

/// <summary>Writes whole streams past the store by binary COPY into the same two tables.</summary>
public static class RawCopy
{
    /// <summary>Streams of one transaction.</summary>
    private const int AtOnce = 12_500;

    /// <summary>Copies the streams numbered from <paramref name="first"/> on and moves the sequence behind them.</summary>
    public static async Task<long> FillAsync(string connectionString, long first, long streams)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        for (var done = 0L; done < streams; done += AtOnce)
        {
            var numbers = Enumerable.Range(0, (int)Math.Min(AtOnce, streams - done)).Select(index => first + done + index).ToList();
            await CopyAsync(connection, [.. numbers.Select(number => (EventMix.StreamIdOf(number), StoredRow.OfStream(number)))]);
        }

        await using var analyze = new NpgsqlCommand("analyze mt_events, mt_streams", connection);
        await analyze.ExecuteNonQueryAsync();
        return streams * EventMix.StreamLength;
    }

    /// <summary>Copies rows that were made beforehand, in one transaction.</summary>
    public static async Task<long> CopyAsync(NpgsqlConnection connection, IReadOnlyList<(Guid Stream, StoredRow[] Rows)> streams)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(streams);
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var writer = await connection.BeginBinaryImportAsync(SqlFile.Read("copy_streams")))
        {
            foreach (var (stream, rows) in streams)
            {
                await writer.StartRowAsync();
                await writer.WriteAsync(stream, NpgsqlDbType.Uuid);
                await writer.WriteAsync("complaint", NpgsqlDbType.Text);
                await writer.WriteAsync((long)rows.Length, NpgsqlDbType.Bigint);
            }

            await writer.CompleteAsync();
        }

        var count = streams.Sum(stream => stream.Rows.LongLength);
        await using var take = new NpgsqlCommand($"select setval('mt_events_sequence', nextval('mt_events_sequence') + {count}) - {count}", connection);
        var position = (long)(await take.ExecuteScalarAsync())!;
        await using (var writer = await connection.BeginBinaryImportAsync(SqlFile.Read("copy_events")))
        {
            foreach (var (stream, rows) in streams)
                for (var index = 0; index < rows.Length; index++)
                    await WriteAsync(writer, ++position, stream, index + 1, rows[index]);
            await writer.CompleteAsync();
        }

        await transaction.CommitAsync();
        return count;
    }

    private static async Task WriteAsync(NpgsqlBinaryImporter writer, long position, Guid stream, long version, StoredRow row)
    {
        await writer.StartRowAsync();
        await writer.WriteAsync(position, NpgsqlDbType.Bigint);
        await writer.WriteAsync(Guid.NewGuid(), NpgsqlDbType.Uuid);
        await writer.WriteAsync(stream, NpgsqlDbType.Uuid);
        await writer.WriteAsync(version, NpgsqlDbType.Bigint);
        await writer.WriteAsync(row.Body, NpgsqlDbType.Jsonb);
        await writer.WriteAsync(row.Type, NpgsqlDbType.Text);
        await writer.WriteAsync(row.RecordedAt, NpgsqlDbType.TimestampTz);
        await writer.WriteAsync(row.DotNetType, NpgsqlDbType.Text);
        await writer.WriteAsync(row.CorrelationId, NpgsqlDbType.Text);
        await writer.WriteAsync(row.Headers, NpgsqlDbType.Jsonb);
        await writer.WriteAsync(row.Actor, NpgsqlDbType.Text);
    }
}
