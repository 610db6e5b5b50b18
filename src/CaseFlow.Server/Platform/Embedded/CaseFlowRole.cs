using Npgsql;

namespace CaseFlow.Server.Platform.Embedded;

/// <summary>The role and the database that CaseFlow works with in its own cluster.</summary>
internal static class CaseFlowRole
{
    /// <summary>Creates what is missing and answers how to connect.</summary>
    public static async Task<string> EnsureAsync(ClusterPlace place, int port, CancellationToken cancel)
    {
        var passwords = await File.ReadAllLinesAsync(place.Passwords, cancel);
        var caseflow = Connect(port, "caseflow", "caseflow", passwords[1]);
        await using var admin = new NpgsqlConnection(Connect(port, "postgres", "postgres", passwords[0]) + ";Pooling=false");
        await admin.OpenAsync(cancel);

        // No superuser: an injected statement must not reach the system's files and programs. A role cannot be given its
        // password as a parameter; ours is hexadecimal.
        if (!await ExistsAsync(admin, "select exists (select from pg_roles where rolname = 'caseflow')", cancel))
            await RunAsync(admin, $"create role caseflow login createdb password '{passwords[1]}' in role pg_monitor, pg_signal_backend", cancel);
        // The role that questions are asked as; creating roles is not for ours either.
        if (!await ExistsAsync(admin, "select exists (select from pg_roles where rolname = 'caseflow_reader')", cancel))
            await RunAsync(admin, "create role caseflow_reader nologin; grant caseflow_reader to caseflow", cancel);
        if (!await ExistsAsync(admin, "select exists (select from pg_database where datname = 'caseflow')", cancel))
            await RunAsync(admin, "create database caseflow owner caseflow", cancel);
        return caseflow;
    }

    private static string Connect(int port, string database, string user, string password) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Database = database,
        Username = user,
        Password = password,
    }.ConnectionString;

    private static async Task<bool> ExistsAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
