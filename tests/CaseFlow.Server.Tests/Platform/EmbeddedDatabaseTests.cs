using System.Net;
using System.Net.NetworkInformation;
using CaseFlow.Server.Platform.Embedded;
using CaseFlow.Testing;
using Npgsql;

namespace CaseFlow.Server.Tests.Platform;

/// <summary>One home for the tests of the class, which run one after the other: creating a cluster is what takes time.</summary>
public sealed class DurableHome : IDisposable
{
    // One level down: between two tests nobody uses the cluster, and a neighbour's start would sweep a home that lies open.
    private readonly string folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"caseflow-durable-{Guid.NewGuid():N}")).FullName;

    public DurableHome() => Options = new() { Home = Path.Combine(folder, "home") };

    public EmbeddedOptions Options { get; }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}

public sealed class EmbeddedDatabaseTests(DurableHome home) : IClassFixture<DurableHome>
{
    private readonly EmbeddedOptions options = home.Options;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_starts_and_answers()
    {
        await using var database = await EmbeddedDatabase.StartAsync(options, Cancel);

        Assert.Equal("1", await AskAsync(database, "select 1"));
        Assert.True(File.Exists(Path.Combine(database.BinPath, "pg_ctl")));
    }

    [Fact]
    public async Task It_keeps_text_of_all_languages_and_reaches_the_disk_before_it_answers()
    {
        await using var database = await EmbeddedDatabase.StartAsync(options, Cancel);

        Assert.Equal("UTF8", await AskAsync(database, "show server_encoding"));
        Assert.Equal("on", await AskAsync(database, "show fsync"));
        Assert.Equal("on", await AskAsync(database, "show synchronous_commit"));
        Assert.Equal("off", await AskAsync(database, "show is_superuser"));
    }

    [Fact]
    public async Task Data_and_address_survive_a_stop_and_a_start()
    {
        string before;
        await using (var database = await EmbeddedDatabase.StartAsync(options, Cancel))
        {
            before = database.ConnectionString;
            await AskAsync(database, "create table kept as select 42 as answer");
        }

        await using var again = await EmbeddedDatabase.StartAsync(options, Cancel);

        Assert.Equal("42", await AskAsync(again, "select answer from kept"));
        Assert.Equal(before, again.ConnectionString);
    }

    [Fact]
    public async Task What_was_acknowledged_survives_a_kill_and_a_restart()
    {
        await using var database = await EmbeddedDatabase.StartAsync(options, Cancel);
        await AskAsync(database, "create table survived as select 42 as answer");

        await database.KillAsync();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => AskAsync(database, "select 1"));
        await database.RestartAsync(Cancel);

        Assert.Equal("42", await AskAsync(database, "select answer from survived"));
    }

    [Fact]
    public async Task A_server_that_dies_is_started_again_while_somebody_keeps_it_running()
    {
        await using var database = await EmbeddedDatabase.StartAsync(options, Cancel);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var watch = database.KeepRunningAsync(stop.Token);
        var killed = database.ProcessId;

        await database.KillAsync();
        while (database.ProcessId == killed)
            await Task.Delay(50, Cancel);

        Assert.Equal("1", await AskAsync(database, "select 1"));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watch);
    }

    [Fact]
    public async Task A_number_left_by_a_crash_that_another_process_has_now_is_not_believed()
    {
        await using var database = await EmbeddedDatabase.StartAsync(options, Cancel);
        await database.KillAsync();
        var note = Path.Combine(database.DataFolder, "postmaster.pid");
        var lines = await File.ReadAllLinesAsync(note, Cancel);
        lines[0] = "1";
        await File.WriteAllLinesAsync(note, lines, Cancel);

        await database.RestartAsync(Cancel);

        Assert.Equal("1", await AskAsync(database, "select 1"));
    }

    [Fact]
    public async Task Who_comes_second_shares_the_server_and_the_last_one_out_stops_it()
    {
        var first = await EmbeddedDatabase.StartAsync(options, Cancel);
        var second = await EmbeddedDatabase.StartAsync(options, Cancel);
        Assert.False(first.Joined);
        Assert.True(second.Joined);
        Assert.Equal(first.ProcessId, second.ProcessId);

        await first.DisposeAsync();
        Assert.Equal("1", await AskAsync(second, "select 1"));

        await second.DisposeAsync();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => AskAsync(second, "select 1"));
    }

    [Fact]
    public void Who_serves_second_is_told_where_the_first_one_serves()
    {
        using (var first = ServeLock.TryTake(options.Home, out _))
        {
            Assert.NotNull(first);
            Assert.Null(ServeLock.TryTake(options.Home, out var starting));
            Assert.Equal(new ServingProcess(Environment.ProcessId, Address: null), starting);

            first.Announce("http://127.0.0.1:5080");
            Assert.Null(ServeLock.TryTake(options.Home, out var holder));
            Assert.Equal(new ServingProcess(Environment.ProcessId, "http://127.0.0.1:5080"), holder);
        }

        using var next = ServeLock.TryTake(options.Home, out _);
        Assert.NotNull(next);
    }

    [Fact]
    public async Task It_listens_on_loopback_only()
    {
        await using var database = await EmbeddedDatabase.StartAsync(options, Cancel);

        var listening = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(address => address.Port == database.Port);

        Assert.Equal([IPAddress.Loopback], listening.Select(address => address.Address));
    }

    private static async Task<string?> AskAsync(EmbeddedDatabase database, string sql)
    {
        // Without a pool, so that no test meets a connection from before a kill.
        await using var connection = new NpgsqlConnection(database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync(Cancel))?.ToString();
    }
}

public sealed class FreshDatabases(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everybody_gets_a_database_of_their_own_with_what_the_template_has()
    {
        var migrations = 0;
        var databases = new List<string>();
        for (var time = 0; time < 2; time++)
            databases.Add(await postgres.CreateDatabaseAsync(async connectionString =>
            {
                migrations++;
                await RunAsync(connectionString, "create table visits (at timestamptz default now())");
            }));

        await RunAsync(databases[0], "insert into visits default values");

        Assert.Equal(1, migrations);
        Assert.Equal(1, await CountAsync(databases[0]));
        Assert.Equal(0, await CountAsync(databases[1]));
    }

    private static async Task RunAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private static async Task<long> CountAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand("select count(*) from visits");
        return (long)(await command.ExecuteScalarAsync(Cancel))!;
    }
}
