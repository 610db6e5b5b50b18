using CaseFlow.EventStore.Tests;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresFixture))]
// Drills wait half of their time: for a node to be taken for dead, for a database to come back.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]

namespace CaseFlow.EventStore.Tests;

/// <summary>One PostgreSQL for all tests, each test has a database of its own.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private const string Migrated = "migrated";

    private readonly SemaphoreSlim migrating = new(1);
    private TemporaryCluster? cluster;
    private int databases;
    private bool isMigrated;

    public string ConnectionString => cluster!.ConnectionString;

    public async ValueTask InitializeAsync() => cluster = await TemporaryCluster.StartAsync(durable: false);

    /// <summary>A database with the schema: a copy of one that was migrated once.</summary>
    public async Task<NpgsqlDataSource> FreshDatabaseAsync()
    {
        await migrating.WaitAsync();
        try
        {
            if (!isMigrated)
            {
                await using var migrated = await CreateAsync(Migrated, "template1");
                await EventStoreSchema.MigrateAsync(migrated);
                isMigrated = true;
            }
        }
        finally
        {
            migrating.Release();
        }

        return await CreateAsync(Next(), Migrated);
    }

    /// <summary>An empty database.</summary>
    public Task<NpgsqlDataSource> EmptyDatabaseAsync() => CreateAsync(Next(), "template1");

    private string Next() => $"test{Interlocked.Increment(ref databases)}";

    private async Task<NpgsqlDataSource> CreateAsync(string name, string template)
    {
        await using var server = NpgsqlDataSource.Create(ConnectionString);
        await using var connection = await server.OpenConnectionAsync();
        // File by file: page by page through the buffers, as PostgreSQL does from 15 on when it is not told, takes more than twice as long.
        var strategy = connection.PostgreSqlVersion.Major >= 15 ? " strategy file_copy" : "";
        await using var create = new NpgsqlCommand($"create database {name} template {template}{strategy}", connection);
        await create.ExecuteNonQueryAsync();
        return NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name });
    }

    public async ValueTask DisposeAsync()
    {
        migrating.Dispose();
        if (cluster is not null)
            await cluster.DisposeAsync();
    }
}
