using CaseFlow.Benchmarks.Harness;
using CaseFlow.Benchmarks.Workload;
using CaseFlow.Testing;

namespace CaseFlow.Benchmarks;

/// <summary>How many whole commands a second does the server take over HTTP?</summary>
public sealed class HttpBenchmark : IBenchmark
{
    private const int Connections = 32;

    /// <inheritdoc/>
    public string Name => "http";

    /// <inheritdoc/>
    public string Question => "Registrations a second over 32 kept connections, read models and subscriptions running, against the store's own appends a second by 32 writers.";

    /// <inheritdoc/>
    public async IAsyncEnumerable<Figure> RunAsync(Bench bench)
    {
        ArgumentNullException.ThrowIfNull(bench);
        await using var bare = await bench.DatabaseAsync();
        await using var served = await bench.DatabaseAsync();
        var token = await Tokens.UnrestrictedAsync(served.Services);
        using var server = await ServerProcess.StartAsync(served.ConnectionString, bench.Home, CancellationToken.None);
        var desks = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => RegisteringDesk.ConnectAsync(server.Address, token)));
        var number = 0;
        List<Func<Task>> registering = [.. desks.Select(desk => (Func<Task>)(() => desk.RegisterAsync(Interlocked.Increment(ref number))))];
        var appending = AppendBenchmark.Writers(bare, Connections);
        await Load.RunAsync(registering, TimeSpan.FromSeconds(3));
        await Load.RunAsync(appending, TimeSpan.FromSeconds(0.5));
        var latencies = new List<double>();
        var rounds = await Rounds.AlternateAsync(
            bench.Rounds,
            async () => (await Load.RunAsync(appending, bench.Round)).PerSecond,
            async () =>
            {
                var load = await Load.RunAsync(registering, 2 * bench.Round);
                latencies.Add(Rounds.P99(load.Milliseconds));
                return load.PerSecond;
            });
        foreach (var desk in desks)
            desk.Dispose();
        yield return Figure.AtLeast("registrations over HTTP (raw: appends)", "/s", rounds, bar: 0.4);
        yield return Figure.Noted("p99 of a registration", $"{Rounds.Median(latencies):0.0} ms");
    }
}
