using System.Diagnostics;

namespace CaseFlow.Testing;

/// <summary>A verb as a shell runs it.</summary>
public static class VerbRun
{
    public static async Task<(int Code, string Printed, string Said)> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] verb)
    {
        using var process = Process.Start(Starting(environment, verb))!;
        var (printed, said) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await printed, await said);
    }

    /// <summary>Starts a verb, and kills it without a goodbye as soon as it says something.</summary>
    /// <param name="environment">What it is told.</param>
    /// <param name="heard">The line of its progress at which it is killed.</param>
    /// <param name="verb">The verb.</param>
    public static async Task KillAsync(IReadOnlyDictionary<string, string> environment, string heard, params string[] verb)
    {
        using var process = Process.Start(Starting(environment, verb))!;
        var (printed, said) = (process.StandardOutput.ReadToEndAsync(), new List<string>());
        while (await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            said.Add(line);
            if (line != heard) continue;
            process.Kill();
            await process.WaitForExitAsync();
            return;
        }

        await process.WaitForExitAsync();
        Assert.Fail($"The verb ended without saying {heard}:\n{string.Join('\n', said)}\n{await printed}");
    }

    private static ProcessStartInfo Starting(IReadOnlyDictionary<string, string> environment, string[] verb)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(dotnet, [Path.Combine(AppContext.BaseDirectory, "CaseFlow.Server.dll"), .. verb]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return start;
    }
}
