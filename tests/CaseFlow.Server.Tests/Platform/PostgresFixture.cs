using System.Runtime.CompilerServices;
using CaseFlow.Server.Platform.Embedded;
using CaseFlow.Testing;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace CaseFlow.Testing;

/// <summary>
/// One PostgreSQL for all tests of an assembly, and a fresh database for whoever asks. Other test projects link this file.
/// <c>CASEFLOW_TEST_DB</c> names a server to use instead: a connection string whose role may create databases.
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly SemaphoreSlim preparing = new(1);
    private readonly Dictionary<string, string> templates = [];
    private EmbeddedDatabase? embedded;

    /// <summary>For files that live as long as the tests.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("caseflow-test-").FullName;

    private string server = "";
    private int number;

    public async ValueTask InitializeAsync()
    {
        server = Environment.GetEnvironmentVariable("CASEFLOW_TEST_DB") ?? "";
        if (server.Length > 0)
            return;
        // The data lives as long as the tests, and they kill processes, not the machine: waiting for the disk proves nothing.
        var options = EmbeddedOptions.InTemporaryFolder();
        // Nobody but the tests reaches it, and each of thousands of sessions would begin with a slow hash of a password on both sides.
        var entrance = Path.Combine(options.Home, "pg_hba.conf");
        await File.WriteAllTextAsync(entrance, "host all all 127.0.0.1/32 trust\n");
        embedded = await EmbeddedDatabase.StartAsync(options with
        {
            Settings = new Dictionary<string, string>
            {
                ["hba_file"] = entrance,
                ["fsync"] = "off",
                ["full_page_writes"] = "off",
                ["synchronous_commit"] = "off",
                // A copy of a database is not written to a log that nobody reads, and nobody goes round hundreds of them.
                ["wal_level"] = "minimal",
                ["max_wal_senders"] = "0",
                ["autovacuum"] = "off",
                ["max_wal_size"] = "512MB",
                // Each session maps what it touches of it, and there are thousands of short ones.
                ["shared_buffers"] = "256MB",
            },
        });
        server = embedded.ConnectionString;
    }

    /// <summary>An empty database; the answer is its connection string.</summary>
    public Task<string> CreateDatabaseAsync() => CopyAsync("template0");

    /// <summary>
    /// A copy of a database that <paramref name="migrate"/> filled once for all tests that share it: much faster than
    /// migrating each one. A template is known by the line of code that asks for it, or by <paramref name="template"/>.
    /// </summary>
    public async Task<string> CreateDatabaseAsync(
        Func<string, Task> migrate, string? template = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var key = template ?? $"{file}:{line}";
        return await CopyAsync(await TemplateAsync(migrate, key));
    }

    private async Task<string> TemplateAsync(Func<string, Task> migrate, string key)
    {
        await preparing.WaitAsync();
        try
        {
            if (!templates.TryGetValue(key, out var name))
            {
                var connectionString = await CopyAsync("template0");
                await migrate(connectionString);
                // PostgreSQL copies only a database that nobody is connected to.
                await using (var migrated = new NpgsqlConnection(connectionString))
                    NpgsqlConnection.ClearPool(migrated);
                name = new NpgsqlConnectionStringBuilder(connectionString).Database!;
                templates[key] = name;
            }

            return name;
        }
        finally
        {
            preparing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        preparing.Dispose();
        if (embedded is not null)
            await embedded.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task<string> CopyAsync(string template)
    {
        var name = $"test_{Environment.ProcessId}_{Interlocked.Increment(ref number)}";
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        // File by file takes less than half of what copying page by page through the buffers does, which is what PostgreSQL does from 15 on when it is not told.
        var strategy = connection.PostgreSqlVersion.Major >= 15 ? " strategy file_copy" : "";
        await using var command = new NpgsqlCommand($"create database {name} template {template}{strategy}", connection);
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
    }
}
