using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CaseFlow.Server.Platform.Embedded;

/// <summary>Initialises, starts and stops one PostgreSQL cluster with the programs that come with it.</summary>
internal sealed class Cluster(ClusterPlace place, PostgresBinaries binaries, EmbeddedOptions options)
{
    private static readonly TimeSpan LeftoversMayTake = TimeSpan.FromSeconds(60);

    // Messages in English for the person who reads the log with us, whatever the machine speaks.
    private static readonly Dictionary<string, string> Plain = new() { ["LC_ALL"] = "C.UTF-8", ["TZ"] = "UTC" };

    // A quarter of the machine's memory, as PostgreSQL's manual recommends, within what a small machine and a short list of tables make use of.
    private static string SharedBuffers => string.Create(CultureInfo.InvariantCulture, $"{Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 >> 20, 128, 2048)}MB");

    // Set at every start, so that a cluster of an older version follows.
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["listen_addresses"] = "127.0.0.1",
        ["unix_socket_directories"] = "",
        ["fsync"] = "on",
        ["full_page_writes"] = "on",
        ["synchronous_commit"] = "on",
        ["max_connections"] = "200",
        ["shared_buffers"] = SharedBuffers,
        ["max_wal_size"] = "4GB",
        // So much of the log is written over again instead of made anew, which every append would wait for.
        ["min_wal_size"] = "1GB",
        ["checkpoint_timeout"] = "15min",
        ["timezone"] = "UTC",
        ["log_timezone"] = "UTC",
        ["lc_messages"] = "C",
    };

    public ClusterPlace Place => place;

    public PostgresBinaries Binaries => binaries;

    /// <summary>Starts the server, or takes over one that a killed owner left running.</summary>
    public async Task<Postmaster> EnsureRunningAsync(CancellationToken cancel)
    {
        if (!place.Initialised)
            await InitialiseAsync(cancel);
        while (Postmaster.RunningIn(place.Data) is { } running)
        {
            if (running.Ready)
                return running;
            await Task.Delay(100, cancel);
        }
        return await StartAsync(cancel);
    }

    /// <summary>Ends the server cleanly; sessions in the middle of a transaction are rolled back.</summary>
    public async Task StopAsync()
    {
        if (Postmaster.RunningIn(place.Data) is null)
            return;
        var outcome = await RunAsync("pg_ctl", ["stop", "-D", place.Data, "-m", "fast", "-w", "-t", "120", "-s"], CancellationToken.None);
        if (!outcome.Succeeded && Postmaster.RunningIn(place.Data) is not null)
            throw new ExplainedException($"PostgreSQL in {place.Data} does not stop: {outcome.Output}");
    }

    private async Task InitialiseAsync(CancellationToken cancel)
    {
        options.Say($"Creating the database in {place.Folder} (PostgreSQL {binaries.Major}) ...");
        // Renamed when done: whatever interrupts this leaves nothing that looks like a cluster.
        var fresh = place.Data + ".new";
        var written = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = Modes.OwnerFile };
        await using (var passwords = new StreamWriter(place.Passwords, written))
            for (var role = 0; role < 2; role++)
                await passwords.WriteLineAsync(RandomNumberGenerator.GetHexString(40, lowercase: true));
        await place.HandOverAsync(place.Passwords, cancel);

        var outcome = new Outcome(1, "");
        // Not every system has the first one; with the second, case of letters beyond ASCII is not known. Texts are compared byte by
        // byte either way, in the same order; PostgreSQL does so directly, and makes indexes in half the time, when it is told as much.
        foreach (var locale in (string[])["C.UTF-8", "C"])
        {
            if (Directory.Exists(fresh))
                Directory.Delete(fresh, recursive: true);
            outcome = await RunAsync(
                "initdb",
                [
                    "-D", fresh, "--username=postgres", $"--pwfile={place.Passwords}", "--auth=scram-sha-256",
                    "--encoding=UTF8", $"--locale={locale}", "--lc-collate=C", "--data-checksums",
                    .. options.Settings.GetValueOrDefault("fsync") == "off" ? (string[])["--no-sync"] : [],
                ],
                cancel);
            if (outcome.Succeeded)
                break;
        }
        if (!outcome.Succeeded)
            throw new ExplainedException($"The database in {place.Folder} cannot be created: {outcome.Output}");
        Directory.Move(fresh, place.Data);
    }

    private async Task<Postmaster> StartAsync(CancellationToken cancel)
    {
        var deadline = DateTime.UtcNow + LeftoversMayTake;
        while (Postmaster.HasLeftovers(place.Data) && DateTime.UtcNow < deadline)
            await Task.Delay(50, cancel);
        Postmaster.ForgetStaleNumber(place.Data);

        var logged = File.Exists(place.Log) ? new FileInfo(place.Log).Length : 0;
        var port = ChoosePort(await ReadPortAsync(cancel));
        while (true)
        {
            var settings = new Dictionary<string, string>(Settings) { ["port"] = port.ToString(CultureInfo.InvariantCulture) };
            foreach (var (name, value) in options.Settings)
                settings[name] = value;
            var line = string.Join(' ', settings.Select(setting => $"-c '{setting.Key}={setting.Value}'"));
            await RunAsync("pg_ctl", ["start", "-D", place.Data, "-l", place.Log, "-w", "-t", "300", "-s", "-o", line], cancel);
            if (Postmaster.RunningIn(place.Data) is { Ready: true } running)
            {
                await File.WriteAllTextAsync(place.Port, settings["port"], cancel);
                return running;
            }
            // Another program may have taken the port between our look and the start.
            if (Ports.IsFree(port))
                throw new ExplainedException($"PostgreSQL in {place.Data} does not start. Its log {place.Log} ends with:{Environment.NewLine}{await LogSinceAsync(logged, cancel)}");
            port = ChoosePort(port + 1);
        }
    }

    private Task<Outcome> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancel) =>
        ChildProcess.RunAsync(binaries.Program(program), arguments, place.Account, Plain, cancel);

    // The port of the last start, so that bookmarks and open tools keep working; at first one below the range that the
    // system hands out for outgoing connections, spread by folder so that clusters of several clones keep apart.
    private async Task<int> ReadPortAsync(CancellationToken cancel) =>
        File.Exists(place.Port) && int.TryParse(await File.ReadAllTextAsync(place.Port, cancel), CultureInfo.InvariantCulture, out var port)
            ? port
            : 25432 + (int)(BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(place.Folder))) % 4000);

    private static int ChoosePort(int first)
    {
        var port = first;
        while (!Ports.IsFree(port))
            port++;
        return port;
    }

    private async Task<string> LogSinceAsync(long position, CancellationToken cancel)
    {
        if (!File.Exists(place.Log))
            return "(it is empty)";
        await using var log = new FileStream(place.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        log.Seek(position, SeekOrigin.Begin);
        using var reader = new StreamReader(log);
        return (await reader.ReadToEndAsync(cancel)).Trim();
    }
}
