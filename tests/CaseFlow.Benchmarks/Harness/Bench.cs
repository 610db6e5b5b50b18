using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Embedded;
using Npgsql;

namespace CaseFlow.Benchmarks.Harness;

/// <summary>What every benchmark works with: a private PostgreSQL under the settings that CaseFlow gives its own, and how much time there is.</summary>
public sealed class Bench : IAsyncDisposable
{
    private readonly EmbeddedDatabase server;
    private int databases;

    private Bench(EmbeddedDatabase server, string home, bool quick) => (this.server, Home, Quick) = (server, home, quick);

    /// <summary>Whether a look is enough.</summary>
    public bool Quick { get; }

    /// <summary>How often raw and ours take turns.</summary>
    public int Rounds => Quick ? 3 : 5;

    /// <summary>How long a round of a load lasts.</summary>
    public TimeSpan Round => TimeSpan.FromSeconds(Quick ? 1 : 3);

    /// <summary>The folder of the cluster, on the disk that is measured.</summary>
    public string Home { get; }

    /// <summary>The master key of all databases here.</summary>
    public string MasterKeyFile => Path.Combine(Home, "master.key");

    /// <summary>Starts the PostgreSQL.</summary>
    public static async Task<Bench> StartAsync(bool quick)
    {
        var options = EmbeddedOptions.InTemporaryFolder() with { Say = Say };
        return new(await EmbeddedDatabase.StartAsync(options), options.Home, quick);
    }

    /// <summary>One line of progress.</summary>
    public static void Say(string sentence) => Console.Error.WriteLine(sentence);

    /// <summary>An empty database.</summary>
    public async Task<string> EmptyDatabaseAsync()
    {
        var name = $"bench_{Interlocked.Increment(ref databases)}";
        await ExecuteAsync($"create database {name}");
        return new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name, MaxPoolSize = 150, CommandTimeout = 0 }.ConnectionString;
    }

    /// <summary>
    /// Lets PostgreSQL write down what it has in memory, so that what is measured next begins as it would on a server that has run for
    /// a while: the write-ahead log goes into files that are there already.
    /// </summary>
    public async Task SettleAsync()
    {
        // Who is no superuser has no other way to a checkpoint.
        await ExecuteAsync("create database bench_settling strategy file_copy");
        await ExecuteAsync("drop database bench_settling");
    }

    /// <summary>Drops a database that is not needed any more, so that the next benchmark has the memory and the disk.</summary>
    public Task DropAsync(string connectionString) =>
        ExecuteAsync($"drop database {new NpgsqlConnectionStringBuilder(connectionString).Database} with (force)");

    /// <summary>A database with the schema, and the services of CaseFlow on it as they are when it serves.</summary>
    public async Task<BenchDatabase> DatabaseAsync()
    {
        var connectionString = await EmptyDatabaseAsync();
        return new(this, connectionString, await CaseFlowServices.ForVerbAsync(connectionString, MasterKeyFile, CancellationToken.None));
    }

    /// <summary>The answer of the server to a question about itself.</summary>
    public async Task<string> AskAsync(string sql)
    {
        await using var database = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = database.CreateCommand(sql);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task ExecuteAsync(string sql)
    {
        await using var database = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }
}
