using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace CaseFlow.EventStore.Sealing;

/// <summary>Reads an event log back into an empty database, so that the same chain comes out: all of it, or nothing.</summary>
public static class EventLogRestore
{
    /// <summary>Reads the file once; it is verified while it is read, and recorded in one transaction when it is genuine.</summary>
    /// <param name="database">The database, with this version's schema.</param>
    /// <param name="file">The event log, from its beginning.</param>
    /// <param name="keys">The keys that are trusted.</param>
    /// <param name="progress">Told of each few thousand events.</param>
    /// <param name="cancellation">Gives up, and leaves the database empty.</param>
    /// <returns>What was found; nothing was recorded when that is not genuine.</returns>
    /// <exception cref="InvalidOperationException">The database is not empty.</exception>
    /// <exception cref="InvalidDataException">The file is no event log, or only a part of one.</exception>
    public static async Task<ChainReport> RunAsync(NpgsqlDataSource database, string file, TrustedKeys keys, IProgress<ChainProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await DatabaseLock.TakeAsync(connection, DatabaseLock.Appending, cancellation);
        await DatabaseLock.TakeAsync(connection, DatabaseLock.Sealing, cancellation);
        if (!(bool)(await ScalarAsync(connection, SqlText.RestoreEmpty, cancellation))!)
            throw new InvalidOperationException("The database holds events already; an event log is read into an empty one.");
        await ScalarAsync(connection, SqlText.RestoreStage, cancellation);
        // Eighty bytes an event, and no event.
        var stretches = new List<SealedStretch>();
        ChainReport report;
        await using (var rows = await connection.BeginBinaryImportAsync(SqlText.RestoreCopy, cancellation))
        {
            report = await EventLog.VerifyAsync(file, keys, anchors: null, TakeAsync, progress, cancellation);
            if (report.IsGenuine)
                await rows.CompleteAsync(cancellation);

            async Task TakeAsync(EventLogLine line)
            {
                switch (line)
                {
                    case EventLogHeader { StartNumber: 0, From: null }:
                        break;
                    case EventLogHeader:
                        throw new InvalidDataException("The event log does not begin with the first event; only a whole one can be read back.");
                    case EventLogCheckpoint checkpoint:
                        stretches.Add(checkpoint.Stretch);
                        break;
                    case EventLogEvent one:
                        await WriteAsync(rows, one.Event, cancellation);
                        break;
                }
            }
        }
        if (!report.IsGenuine)
            return report;
        await ScalarAsync(connection, SqlText.RestoreEvents, cancellation);
        foreach (var (checkpoint, seals) in stretches)
            await ChainTables.InsertAsync(connection, checkpoint, seals ?? [], cancellation);
        await transaction.CommitAsync(cancellation);
        return report;
    }

    private static async Task WriteAsync(NpgsqlBinaryImporter rows, EventRecord one, CancellationToken cancellation)
    {
        await rows.StartRowAsync(cancellation);
        await rows.WriteAsync(one.Position, NpgsqlDbType.Bigint, cancellation);
        await rows.WriteAsync(one.Id, NpgsqlDbType.Uuid, cancellation);
        await WriteOrNullAsync(rows, one.Stream, NpgsqlDbType.Uuid, cancellation);
        await WriteOrNullAsync(rows, one.StreamType, NpgsqlDbType.Text, cancellation);
        await rows.WriteAsync(one.Version, NpgsqlDbType.Bigint, cancellation);
        await rows.WriteAsync(one.Type, NpgsqlDbType.Text, cancellation);
        await rows.WriteAsync(EventRecord.Time(one.RecordedAt), NpgsqlDbType.TimestampTz, cancellation);
        await WriteOrNullAsync(rows, one.Tenant, NpgsqlDbType.Text, cancellation);
        await WriteOrNullAsync(rows, one.DotnetType, NpgsqlDbType.Text, cancellation);
        await WriteOrNullAsync(rows, one.Correlation, NpgsqlDbType.Text, cancellation);
        await WriteOrNullAsync(rows, one.Causation, NpgsqlDbType.Text, cancellation);
        await WriteOrNullAsync(rows, one.Actor, NpgsqlDbType.Text, cancellation);
        await WriteOrNullAsync(rows, one.Headers is { } headers ? Encoding.UTF8.GetString(headers.Span) : null, NpgsqlDbType.Jsonb, cancellation);
        await WriteOrNullAsync(rows, one.Archived, NpgsqlDbType.Boolean, cancellation);
        await rows.WriteAsync(Encoding.UTF8.GetString(one.Body.Span), NpgsqlDbType.Jsonb, cancellation);
        await WriteOrNullAsync(rows, one.Binary?.ToArray(), NpgsqlDbType.Bytea, cancellation);
    }

    private static Task WriteOrNullAsync(NpgsqlBinaryImporter rows, object? value, NpgsqlDbType type, CancellationToken cancellation) =>
        value is null ? rows.WriteNullAsync(cancellation) : rows.WriteAsync(value, type, cancellation);

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return await command.ExecuteScalarAsync(cancellation);
    }
}
