using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CaseFlow.EventStore.Tests;

/// <summary>A PostgreSQL cluster of its own, on loopback and a free port, gone at the end.</summary>
public sealed class TemporaryCluster : IAsyncDisposable
{
    private readonly string folder;
    private readonly int port;

    private TemporaryCluster(string folder, int port) => (this.folder, this.port) = (folder, port);

    public string ConnectionString => $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres;Include Error Detail=true;Maximum Pool Size=60;Connection Idle Lifetime=5;Connection Pruning Interval=1";

    /// <param name="durable">Whether it waits for the disk; without, it is faster and loses nothing short of a power cut.</param>
    /// <param name="mostKilobytes">How large a file of it may become before the disk counts as full; null for no limit. Another start lifts it.</param>
    public static async Task<TemporaryCluster> StartAsync(bool durable, int? mostKilobytes = null)
    {
        var folder = Directory.CreateTempSubdirectory("caseflow-").FullName;
        if (RunsAsRoot)
            await RunAsync("chown", ["postgres", folder], asPostgres: false);
        var cluster = new TemporaryCluster(folder, FreePort());
        await RunAsync(Binary("initdb"), ["-D", cluster.Data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
        await File.AppendAllTextAsync(Path.Combine(cluster.Data, "postgresql.conf"), $"""

            port = {cluster.port}
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            max_connections = 400
            fsync = {(durable ? "on" : "off")}
            {(durable ? "" : Hasty)}
            """);
        await cluster.StartAsync(mostKilobytes);
        return cluster;
    }

    /// <summary>Nobody copies this log elsewhere, a page is never torn short of a power cut, and no table lives long enough to be tidied.</summary>
    private const string Hasty = """
        full_page_writes = off
        wal_level = minimal
        max_wal_senders = 0
        autovacuum = off
        """;

    private string Data => Path.Combine(folder, "data");

    public Task StartAsync() => StartAsync(mostKilobytes: null);

    private Task StartAsync(int? mostKilobytes)
    {
        string[] start = [Binary("pg_ctl"), "-D", Data, "-s", "-w", "-t", "120", "-l", Path.Combine(folder, "log"), "start"];
        return mostKilobytes is { } most ? RunAsync("bash", ["-c", $"ulimit -f {most}; exec \"$@\"", "limited", .. start]) : RunAsync(start[0], start[1..]);
    }

    /// <summary>Kills the postmaster outright, then what it had started.</summary>
    public async Task KillAsync()
    {
        var postmaster = int.Parse((await File.ReadAllLinesAsync(Path.Combine(Data, "postmaster.pid")))[0], CultureInfo.InvariantCulture);
        int[] children = [.. (await File.ReadAllTextAsync($"/proc/{postmaster}/task/{postmaster}/children"))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pid => int.Parse(pid, CultureInfo.InvariantCulture))];
        await KillAsync(postmaster);
        foreach (var child in children)
            await KillAsync(child);
    }

    private static async Task KillAsync(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
            await process.WaitForExitAsync();
        }
        catch (ArgumentException)
        {
            // It ended with the postmaster.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync(Binary("pg_ctl"), ["-D", Data, "-s", "-m", "immediate", "stop"]);
        Directory.Delete(folder, recursive: true);
    }

    private static bool RunsAsRoot => Environment.UserName == "root";

    private static string Binary(string name) =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql")
                .OrderByDescending(version => int.Parse(Path.GetFileName(version), CultureInfo.InvariantCulture))
                .Select(version => Path.Combine(version, "bin", name))
                .First(File.Exists)
            : name;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task RunAsync(string program, string[] arguments, bool asPostgres = true)
    {
        string[] prefix = asPostgres && RunsAsRoot ? ["runuser", "-u", "postgres", "--"] : [];
        string[] line = [.. prefix, program, .. arguments];
        using var process = Process.Start(new ProcessStartInfo(line[0], line[1..]) { WorkingDirectory = Path.GetTempPath(), RedirectStandardOutput = program.EndsWith("initdb", StringComparison.Ordinal) })!;
        if (process.StartInfo.RedirectStandardOutput)
            await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', line)} ended with {process.ExitCode}.");
    }
}
