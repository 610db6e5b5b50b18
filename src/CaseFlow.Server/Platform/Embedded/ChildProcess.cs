using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace CaseFlow.Server.Platform.Embedded;

/// <summary>What a finished program answered.</summary>
internal sealed record Outcome(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;
}

/// <summary>Runs a program to its end and collects what it printed.</summary>
internal static class ChildProcess
{
    /// <param name="program">A name on PATH or a full path.</param>
    /// <param name="arguments">Passed as they are; no shell reads them.</param>
    /// <param name="account">The user to run as; null for ourselves. Only root may choose.</param>
    /// <param name="environment">Variables on top of ours.</param>
    /// <param name="cancel">Kills the program.</param>
    public static async Task<Outcome> RunAsync(
        string program,
        IEnumerable<string> arguments,
        string? account = null,
        IReadOnlyDictionary<string, string>? environment = null,
        CancellationToken cancel = default)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Another account may not be allowed into our current folder, and PostgreSQL complains about that.
            WorkingDirectory = "/",
        };
        // On Unix the runtime itself changes user and groups between fork and exec: no setpriv, runuser or su is needed.
        if (account is not null)
            start.UserName = account;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;

        using var process = new Process { StartInfo = start };
        var output = new StringBuilder();
        process.OutputDataReceived += Collect;
        process.ErrorDataReceived += Collect;
        try
        {
            process.Start();
        }
        catch (Win32Exception fault)
        {
            return new Outcome(127, $"{program} cannot be started: {fault.Message}");
        }
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            // Only the program itself: the server that a pg_ctl has just started must be stopped, not killed.
            process.Kill();
            throw;
        }
        return new Outcome(process.ExitCode, output.ToString().Trim());

        void Collect(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is not null)
                lock (output)
                    output.AppendLine(line.Data);
        }
    }

    /// <summary>Where a program stands on PATH, or null.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
