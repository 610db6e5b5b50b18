using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace CaseFlow.EventStore.Tests;

/// <summary>A node as a process of its own, which can be paused and killed; its sessions bear its name.</summary>
public sealed class NodeProcess : IDisposable
{
    private readonly Process process;

    private NodeProcess(string name, Process process) => (Name, this.process) = (name, process);

    public string Name { get; }

    /// <summary>What it prints; of a node that appends, a line for each event that was acknowledged.</summary>
    public StreamReader Output => process.StandardOutput;

    /// <param name="name">The application name of its sessions.</param>
    /// <param name="database">Its database.</param>
    /// <param name="what">What it does, as its program says.</param>
    public static NodeProcess Start(string name, NpgsqlDataSource database, params string[] what)
    {
        var program = Path.Combine(
            AppContext.BaseDirectory.Replace("CaseFlow.EventStore.Tests", "CaseFlow.EventStore.Tests.Node", StringComparison.Ordinal),
            "CaseFlow.EventStore.Tests.Node.dll");
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString) { ApplicationName = name, MaxPoolSize = 20 }.ConnectionString;
        var start = new ProcessStartInfo("dotnet", [program, .. what, connection]) { RedirectStandardOutput = true };
        return new(name, Process.Start(start)!);
    }

    /// <summary>Stops it where it stands; its connections stay open.</summary>
    public void Pause() => Signal("STOP");

    public void Continue() => Signal("CONT");

    /// <summary>Ends it outright.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            Kill();
        process.Dispose();
    }

    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }
}
