using System.Diagnostics;
using System.Text.Json;

namespace CaseFlow.Benchmarks.Harness;

/// <summary>A part of a benchmark that needs a process of its own: its start or its memory is what is measured.</summary>
public static class ChildPart
{
    /// <summary>What this program is called with to be such a part.</summary>
    public const string Verb = "--child";

    private const string Database = "CASEFLOW_BENCHMARK_DB";

    private const string MasterKey = "CASEFLOW_BENCHMARK_KEY";

    /// <summary>Is the part <paramref name="part"/>; its answer is the last line on standard output.</summary>
    public static async Task<int> RunAsync(string part)
    {
        var (database, key) = (Environment.GetEnvironmentVariable(Database)!, Environment.GetEnvironmentVariable(MasterKey)!);
        switch (part)
        {
            case BareProgram.Part:
                await BareProgram.RunAsync(database);
                return 0;
            case RebuildBenchmark.Part:
                Console.WriteLine(JsonSerializer.Serialize(await RebuildBenchmark.RebuildHereAsync(database, key)));
                return 0;
            default:
                throw new ArgumentException($"There is no part {part}.", nameof(part));
        }
    }

    /// <summary>Runs a part and answers its last line.</summary>
    public static async Task<string> AnswerAsync(string part, string database, string masterKey)
    {
        using var process = Start(part, database, masterKey);
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? said.TrimEnd().Split('\n')[^1]
            : throw new InvalidOperationException($"The part {part} ended with {process.ExitCode}: {said}");
    }

    /// <summary>Starts a part.</summary>
    public static Process Start(string part, string database, string masterKey)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [typeof(ChildPart).Assembly.Location, Verb, part]) { RedirectStandardOutput = true };
        start.Environment[Database] = database;
        start.Environment[MasterKey] = masterKey;
        return Process.Start(start)!;
    }
}
