using CaseFlow.Benchmarks.Harness;
using CaseFlow.Benchmarks.Workload;

namespace CaseFlow.Benchmarks;

/// <summary>How many commands a second are recorded for good, each with its version checked?</summary>
public sealed class AppendBenchmark : IBenchmark
{
    /// <summary>Our writers, the raw side's, and the bar.</summary>
    private static readonly (int Ours, int Raw, double Bar)[] Levels = [(1, 1, 0.9), (8, 8, 1.3), (32, 32, 2), (128, 32, 3)];

    private const double P99Bar = 25;

    /// <inheritdoc/>
    public string Name => "append";

    /// <inheritdoc/>
    public string Question => "Durable appends a second, all checks on, against the same rows in one prepared round trip and one transaction for each command.";

    /// <inheritdoc/>
    public async IAsyncEnumerable<Figure> RunAsync(Bench bench)
    {
        ArgumentNullException.ThrowIfNull(bench);
        await using var database = await bench.DatabaseAsync();
        var rows = Enumerable.Range(0, 64).Select(number => StoredRow.OfStream(number)).ToList();
        yield return Figure.Noted("mean size of an event's body", $"{rows.SelectMany(each => each).Average(row => row.Body.Length):0} bytes");

        foreach (var (ours, raw, bar) in Levels)
        {
            await using var rawWriters = await RawWriters.OpenAsync(database.ConnectionString, raw, rows);
            var writers = Writers(database, ours);
            var latencies = new List<double>();
            await WarmUpAsync(rawWriters.All, writers);
            await bench.SettleAsync();
            var rounds = await Rounds.AlternateAsync(
                bench.Rounds,
                async () => (await Load.RunAsync(rawWriters.All, bench.Round)).PerSecond,
                async () =>
                {
                    var load = await Load.RunAsync(writers, bench.Round);
                    latencies.Add(Rounds.P99(load.Milliseconds));
                    return load.PerSecond;
                });
            yield return Figure.AtLeast(ours == raw ? $"appends by {ours} at once" : $"appends by {ours} at once (raw: {raw})", "/s", rounds, bar);
            if (ours == Levels[^1].Ours)
                yield return Figure.Below($"p99 of an append by {ours} at once", "ms", latencies, P99Bar);
        }
    }

    /// <summary>Writers of the store, each with streams of its own.</summary>
    public static IReadOnlyList<Func<Task>> Writers(BenchDatabase database, int number)
    {
        ArgumentNullException.ThrowIfNull(database);
        var streams = StoreWriter.SameBodies();
        return [.. Enumerable.Range(0, number).Select(_ => (Func<Task>)new StoreWriter(database.Store, streams).WriteAsync)];
    }

    private static async Task WarmUpAsync(IReadOnlyList<Func<Task>> raw, IReadOnlyList<Func<Task>> ours)
    {
        await Load.RunAsync(raw, TimeSpan.FromSeconds(0.5));
        await Load.RunAsync(ours, TimeSpan.FromSeconds(0.5));
    }
}
