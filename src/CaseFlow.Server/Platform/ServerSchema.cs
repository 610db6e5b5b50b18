using CaseFlow.Server.Platform.Jobs;
using CaseFlow.Server.Platform.Reading;
using Npgsql;

namespace CaseFlow.Server.Platform;

/// <summary>The server's own tables beside the event store's: one <c>.sql</c> file an object, each safe to run again.</summary>
public static class ServerSchema
{
    /// <summary>Held while the schema is brought up to date, so that servers starting at once do it one after the other.</summary>
    private const long MigrationLock = 0x43464c4f57_02;

    /// <summary>The files, in the order in which they run.</summary>
    private static readonly string[] Files = ["caseflow_reader.sql", "caseflow_keys.sql", "caseflow_ended_sessions.sql", "caseflow_passwords.sql", "caseflow_tokens.sql", "caseflow_anchors.sql", "caseflow_looks.sql", .. JobStore.Files];

    /// <summary>Creates what is missing.</summary>
    public static async Task MigrateAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        // In one round trip: whoever finds everything there is done at once.
        try
        {
            await ExecuteAsync(connection, $"select pg_advisory_xact_lock({MigrationLock});\n{string.Join(";\n", Files.Select(Sql))}", cancellation);
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new ExplainedException($"{fault.MessageText}. Whoever keeps the database server runs once: create role {RowSecurity.Reader} nologin; grant {RowSecurity.Reader} to the role that CaseFlow connects as.", fault);
        }

        await transaction.CommitAsync(cancellation);
    }

    /// <summary>The text of a <c>.sql</c> file of this assembly.</summary>
    public static string Sql(string file)
    {
        using var stream = typeof(ServerSchema).Assembly.GetManifestResourceStream(file) ?? throw new ArgumentException($"There is no {file}.", nameof(file));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
