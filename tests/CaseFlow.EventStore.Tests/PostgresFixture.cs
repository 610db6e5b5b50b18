using CaseFlow.EventStore.Tests;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace CaseFlow.EventStore.Tests;

/// <summary>One PostgreSQL for all tests, each test has a database of its own.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private TemporaryCluster? cluster;
    private int databases;

    public string ConnectionString => cluster!.ConnectionString;

    public async ValueTask InitializeAsync() => cluster = await TemporaryCluster.StartAsync(durable: false);

    /// <summary>A database with the schema.</summary>
    public async Task<NpgsqlDataSource> FreshDatabaseAsync()
    {
        var database = await EmptyDatabaseAsync();
        await EventStoreSchema.MigrateAsync(database);
        return database;
    }

    /// <summary>An empty database.</summary>
    public async Task<NpgsqlDataSource> EmptyDatabaseAsync()
    {
        var name = $"test{Interlocked.Increment(ref databases)}";
        await using var server = NpgsqlDataSource.Create(ConnectionString);
        await using var create = server.CreateCommand($"create database {name}");
        await create.ExecuteNonQueryAsync();
        return NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name });
    }

    public async ValueTask DisposeAsync()
    {
        if (cluster is not null)
            await cluster.DisposeAsync();
    }
}
