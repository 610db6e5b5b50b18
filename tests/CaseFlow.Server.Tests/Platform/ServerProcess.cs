using System.Diagnostics;
using System.Text;

namespace CaseFlow.Testing;

/// <summary>The server as its users run it: a process of its own, on a database that outlives it.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const string ReadyAt = "CaseFlow is ready at ";

    /// <summary>Where the server's build lies: beside the test, unless the one that users run is asked for.</summary>
    private static readonly string Folder = Environment.GetEnvironmentVariable("CASEFLOW_TEST_SERVER") ?? AppContext.BaseDirectory;

    private readonly Process process;
    private readonly StringBuilder said = new();
    private readonly TaskCompletionSource<string> address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process)
    {
        this.process = process;
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => address.TrySetException(new InvalidOperationException($"The server ended before it was ready:\n{Said}"));
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
    }

    /// <summary>What it has printed so far.</summary>
    public string Said
    {
        get
        {
            lock (said) return said.ToString();
        }
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Starts the server and returns once it is ready.</summary>
    /// <param name="connectionString">The database.</param>
    /// <param name="home">A folder for its master key.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<ServerProcess> StartAsync(string connectionString, string home, CancellationToken cancellation)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(dotnet, [Path.Combine(Folder, "CaseFlow.Server.dll"), "serve", "--urls", "http://127.0.0.1:0", "--no-demo"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["CASEFLOW_DB"] = connectionString;
        start.Environment["CASEFLOW_HOME"] = home;
        // Tests and benchmarks are one caller who is in a hurry.
        start.Environment["CaseFlow__Requests__PerSecond"] = "1000000";
        start.Environment["CaseFlow__Requests__AnonymousPerSecond"] = "1000000";
        start.Environment["CASEFLOW_MASTER_KEY_FILE"] = MasterKeyFile(home);
        var server = new ServerProcess(new Process { StartInfo = start });
        server.process.Start();
        server.process.BeginOutputReadLine();
        server.process.BeginErrorReadLine();
        server.Address = new Uri(await server.address.Task.WaitAsync(cancellation));
        return server;
    }

    /// <summary>The master key file of a home folder.</summary>
    public static string MasterKeyFile(string home) => Path.Combine(home, "master.key");

    /// <summary>Kills it without a goodbye: SIGKILL.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null) return;
        lock (said) said.AppendLine(line);
        if (line.StartsWith(ReadyAt, StringComparison.Ordinal)) address.TrySetResult(line[ReadyAt.Length..].Split(' ')[0]);
    }
}
