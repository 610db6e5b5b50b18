using System.Diagnostics;
using System.Globalization;

namespace CaseFlow.Server.Platform.Embedded;

/// <summary>The running main process of a cluster, as its own <c>postmaster.pid</c> tells.</summary>
internal sealed record Postmaster(int ProcessId, int Port, bool Ready)
{
    /// <summary>The process that serves this data folder now, or null. A number that a crash left behind is not believed.</summary>
    public static Postmaster? RunningIn(string data)
    {
        if (Read(PidFile(data)) is not { } content)
            return null;
        var lines = content.Split('\n');
        if (!int.TryParse(lines[0], CultureInfo.InvariantCulture, out var pid) || !WorksIn(pid, content))
            return null;
        var port = int.TryParse(lines.ElementAtOrDefault(3), CultureInfo.InvariantCulture, out var number) ? number : 0;
        return new Postmaster(pid, port, Ready: lines.ElementAtOrDefault(7)?.Trim() == "ready");
    }

    /// <summary>Whether server processes of a dead postmaster are still at work in this folder; a new one refuses to start beside them.</summary>
    public static bool HasLeftovers(string data) =>
        Read(PidFile(data)) is { } content
        && Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Any(pid => pid > 0 && Read($"/proc/{pid}/comm")?.Trim() == "postgres" && WorksIn(pid, content));

    /// <summary>
    /// Takes a number out of <c>postmaster.pid</c> that now belongs to another process (common after a reboot and in
    /// containers) or to one that ended and was never waited for: PostgreSQL would believe it and refuse to start.
    /// The file stays, because PostgreSQL reads from it which shared memory to check for survivors.
    /// </summary>
    public static void ForgetStaleNumber(string data)
    {
        const string nobody = "2147483646";
        if (Read(PidFile(data)) is { } content && content.IndexOf('\n', StringComparison.Ordinal) is > 0 and var end)
            File.WriteAllText(PidFile(data), nobody + content[end..]);
    }

    /// <summary>Ends the process at once, as a power cut would.</summary>
    public void Kill()
    {
        try
        {
            using var process = Process.GetProcessById(ProcessId);
            process.Kill();
        }
        catch (ArgumentException)
        {
            // It ended by itself meanwhile.
        }
    }

    private static string PidFile(string data) => Path.Combine(data, "postmaster.pid");

    // Every server process works in its data folder. Seen through the process, its pid file must read like ours:
    // that holds however the path is spelled, and never for a stranger who got the same number.
    private static bool WorksIn(int pid, string content) => Read($"/proc/{pid}/cwd/postmaster.pid") == content;

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
