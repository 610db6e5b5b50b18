using System.Diagnostics;
using CaseFlow.Benchmarks.Harness;
using CaseFlow.Benchmarks.Workload;
using CaseFlow.Testing;

namespace CaseFlow.Benchmarks;

/// <summary>How long after its start does the server take its first command?</summary>
public sealed class StartBenchmark : IBenchmark
{
    /// <inheritdoc/>
    public string Name => "start";

    /// <inheritdoc/>
    public string Question => "From the start of the process to the first accepted command, schema in place, against a program that only connects and inserts.";

    /// <inheritdoc/>
    public async IAsyncEnumerable<Figure> RunAsync(Bench bench)
    {
        ArgumentNullException.ThrowIfNull(bench);
        await using var database = await bench.DatabaseAsync();
        var token = await Tokens.UnrestrictedAsync(database.Services);
        var next = 0;
        await BareAsync(database, bench);
        await ServerAsync(database, bench, token, next++);
        yield return Figure.AtMost("start to first accepted command", "ms", await Rounds.AlternateAsync(
            bench.Quick ? 3 : 9,
            () => BareAsync(database, bench),
            () => ServerAsync(database, bench, token, next++)), bar: 3);
    }

    private static async Task<double> BareAsync(BenchDatabase database, Bench bench)
    {
        var start = Stopwatch.GetTimestamp();
        using var process = ChildPart.Start(BareProgram.Part, database.ConnectionString, bench.MasterKeyFile);
        if (await process.StandardOutput.ReadLineAsync() is null)
            throw new InvalidOperationException("The bare program recorded nothing.");
        var taken = Stopwatch.GetElapsedTime(start);
        await process.WaitForExitAsync();
        return taken.TotalMilliseconds;
    }

    private static async Task<double> ServerAsync(BenchDatabase database, Bench bench, string token, int number)
    {
        var start = Stopwatch.GetTimestamp();
        using var server = await ServerProcess.StartAsync(database.ConnectionString, bench.Home, CancellationToken.None);
        using var desk = await RegisteringDesk.ConnectAsync(server.Address, token);
        await desk.RegisterAsync(number);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
