using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace CaseFlow.EventStore;

/// <summary>The library's tables: Marten's own, and ours beside them, which are named <c>caseflow_...</c>.</summary>
public static class EventStoreSchema
{
    /// <summary>In the order in which they depend on each other.</summary>
    private static readonly string[] Objects =
    [
        "caseflow_schema",
        "mt_streams",
        "mt_events_sequence",
        "mt_events",
        "pk_mt_events_stream_and_version",
        "idx_mt_events_event_id",
        "mt_event_progression",
        "caseflow_forbid_change",
        "caseflow_permanent_events",
        "caseflow_not_before_the_last",
        "caseflow_append_turn",
        "caseflow_append",
        "caseflow_append_expected",
        "caseflow_append_staged",
        "caseflow_projections",
        "caseflow_parked",
        "caseflow_replays",
        "caseflow_checkpoints",
        "caseflow_permanent_checkpoints",
    ];

    private static readonly string Statements = string.Join(";\n", Objects.Select(SqlText.Read));

    private static readonly string Digest = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Statements)));

    /// <summary>Creates the schema or brings it up to date, in one transaction. Several nodes may do it at once; the second finds it done.</summary>
    /// <remarks>A schema that is up to date is left alone, so that a starting node never waits for, nor stops, the appends of another.</remarks>
    public static async Task MigrateAsync(NpgsqlDataSource database, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await DatabaseLock.TakeAsync(connection, DatabaseLock.Schema, cancellation);
        if (await IsCurrentAsync(connection, cancellation))
            return;
        await using var create = new NpgsqlCommand($"{Statements};\ndelete from caseflow_schema;\ninsert into caseflow_schema values ('{Digest}')", connection);
        await create.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static async Task<bool> IsCurrentAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var exists = new NpgsqlCommand("select to_regclass('caseflow_schema') is not null and to_regclass('mt_events') is not null", connection);
        if (!(bool)(await exists.ExecuteScalarAsync(cancellation))!)
            return false;
        await using var digest = new NpgsqlCommand("select digest from caseflow_schema", connection);
        return await digest.ExecuteScalarAsync(cancellation) is string made && made == Digest;
    }
}
