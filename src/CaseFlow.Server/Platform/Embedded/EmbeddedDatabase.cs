using Npgsql;

namespace CaseFlow.Server.Platform.Embedded;

/// <summary>
/// A private PostgreSQL on loopback. Everybody who works with one home folder shares its server: the first one starts it,
/// the last one out stops it. When an owner is killed the server stays, and the next start takes it over.
/// </summary>
public sealed class EmbeddedDatabase : IAsyncDisposable
{
    private readonly EmbeddedOptions options;
    private readonly Cluster cluster;
    private readonly FileLock use;
    private Postmaster server;
    private bool disposed;

    private EmbeddedDatabase(EmbeddedOptions options, Cluster cluster, FileLock use, bool joined, Postmaster server, string connectionString)
    {
        this.options = options;
        this.cluster = cluster;
        this.use = use;
        this.server = server;
        Joined = joined;
        ConnectionString = connectionString;
    }

    /// <summary>Connects as the role <c>caseflow</c>: it owns the database <c>caseflow</c>, may create databases, and is no superuser.</summary>
    public string ConnectionString { get; private set; }

    /// <summary>The folder with <c>postgres</c>, <c>pg_ctl</c> and <c>initdb</c>.</summary>
    public string BinPath => cluster.Binaries.Folder;

    /// <summary>The data folder of the cluster.</summary>
    public string DataFolder => cluster.Place.Data;

    /// <summary>The port on 127.0.0.1; the same at every start unless another program took it.</summary>
    public int Port => server.Port;

    /// <summary>Whether the server was up before we came.</summary>
    public bool Joined { get; }

    /// <summary>The server's main process.</summary>
    public int ProcessId => server.ProcessId;

    /// <summary>Finds or installs PostgreSQL, creates the cluster and the database when they are missing, and starts or joins the server.</summary>
    /// <exception cref="ExplainedException">Something that the person at the keyboard can put right.</exception>
    public static async Task<EmbeddedDatabase> StartAsync(EmbeddedOptions options, CancellationToken cancel = default)
    {
        options = options with { Home = Path.GetFullPath(options.Home) };
        HomeFolder.Create(options.Home);
        using var gate = await TakeGateAsync(options, cancel);
        var place = await ClusterPlace.PrepareAsync(options.Home, options.Say, cancel);
        var cluster = new Cluster(place, await PostgresBinaries.FindOrInstallAsync(place, options, cancel), options);
        var use = TakeUse(options, alone: false) ?? throw new InvalidOperationException("The server is being stopped outside its gate.");
        try
        {
            var joined = Postmaster.RunningIn(place.Data) is not null;
            var server = await cluster.EnsureRunningAsync(cancel);
            var connectionString = await CaseFlowRole.EnsureAsync(place, server.Port, cancel);
            return new EmbeddedDatabase(options, cluster, use, joined, server, connectionString);
        }
        catch
        {
            use.Dispose();
            await StopIfUnusedAsync(options, cluster);
            throw;
        }
    }

    /// <summary>Finds PostgreSQL, or installs it, and answers the folder of its programs.</summary>
    /// <exception cref="ExplainedException">It is not here and cannot be installed, with what to do about it.</exception>
    public static async Task<string> FindOrInstallAsync(EmbeddedOptions options, CancellationToken cancel = default)
    {
        HomeFolder.Create(options.Home);
        using var gate = await TakeGateAsync(options, cancel);
        var place = await ClusterPlace.PrepareAsync(options.Home, options.Say, cancel);
        return (await PostgresBinaries.FindOrInstallAsync(place, options, cancel)).Folder;
    }

    /// <summary>Kills the server's main process without a goodbye, for crash drills.</summary>
    public async Task KillAsync()
    {
        server.Kill();
        while (Postmaster.RunningIn(DataFolder) is not null)
            await Task.Delay(10);
    }

    /// <summary>Stops the server if it runs and starts it again; after a crash PostgreSQL recovers by itself.</summary>
    public async Task RestartAsync(CancellationToken cancel = default)
    {
        using var gate = await TakeGateAsync(options, cancel);
        await cluster.StopAsync();
        await StartAgainAsync(cancel);
    }

    /// <summary>Starts the server again whenever it has died, until cancelled.</summary>
    public async Task KeepRunningAsync(CancellationToken cancel)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await tick.WaitForNextTickAsync(cancel))
        {
            if (Postmaster.RunningIn(DataFolder) is not null)
                continue;
            using var gate = await TakeGateAsync(options, cancel);
            if (Postmaster.RunningIn(DataFolder) is not null)
                continue;
            options.Say("PostgreSQL ended unexpectedly: starting it again ...");
            try
            {
                await StartAgainAsync(cancel);
            }
            catch (Exception fault) when (fault is ExplainedException or NpgsqlException)
            {
                options.Say(fault.Message);
            }
        }
    }

    /// <summary>Leaves the server, and stops it when nobody else uses it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed)
            return;
        disposed = true;
        // Connections kept for later would fail when next used, should the database start again on the same port.
        NpgsqlConnection.ClearPool(new NpgsqlConnection(ConnectionString));
        using (await TakeGateAsync(options, CancellationToken.None))
        {
            use.Dispose();
            await StopIfUnusedAsync(options, cluster);
        }
        if (options.DeleteHome)
            Directory.Delete(options.Home, recursive: true);
    }

    private async Task StartAgainAsync(CancellationToken cancel)
    {
        server = await cluster.EnsureRunningAsync(cancel);
        ConnectionString = await CaseFlowRole.EnsureAsync(cluster.Place, server.Port, cancel);
    }

    // Every start and stop happens inside this lock, so that nobody joins a server that is going away.
    private static Task<FileLock> TakeGateAsync(EmbeddedOptions options, CancellationToken cancel) =>
        FileLock.WaitAsync(Path.Combine(options.Home, FileLock.Gate), cancel);

    // Held shared by each user; who gets it alone was the last.
    private static FileLock? TakeUse(EmbeddedOptions options, bool alone) =>
        FileLock.TryTake(Path.Combine(options.Home, FileLock.Users), alone);

    private static async Task StopIfUnusedAsync(EmbeddedOptions options, Cluster cluster)
    {
        using var alone = TakeUse(options, alone: true);
        if (alone is not null)
            await cluster.StopAsync();
    }
}
