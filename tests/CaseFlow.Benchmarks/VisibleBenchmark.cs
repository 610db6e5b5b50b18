using System.Diagnostics;
using CaseFlow.Benchmarks.Harness;
using CaseFlow.Benchmarks.Workload;
using CaseFlow.Server.Complaints;
using Npgsql;

namespace CaseFlow.Benchmarks;

/// <summary>How soon does a read model show what was recorded?</summary>
public sealed class VisibleBenchmark : IBenchmark
{
    private const int PerSecond = 500;

    private const int Writers = 32;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(2);

    /// <inheritdoc/>
    public string Name => "visible";

    /// <inheritdoc/>
    public string Question => "From the acknowledged commit to the work list's rows, at 500 commands a second while all read models and subscriptions run.";

    /// <inheritdoc/>
    public async IAsyncEnumerable<Figure> RunAsync(Bench bench)
    {
        ArgumentNullException.ThrowIfNull(bench);
        await using var database = await bench.DatabaseAsync();
        using var stop = new CancellationTokenSource();
        var engine = database.Engine.RunAsync(stop.Token);
        var streams = StoreWriter.OwnMatters();
        await MeasureAsync(database, streams, TimeSpan.FromSeconds(3));
        var (p50, p99) = (new List<double>(), new List<double>());
        for (var round = 0; round < bench.Rounds; round++)
        {
            var delays = await MeasureAsync(database, streams, bench.Quick ? TimeSpan.FromSeconds(4) : TimeSpan.FromSeconds(10));
            p50.Add(Rounds.Median(delays));
            p99.Add(Rounds.P99(delays));
        }

        await stop.CancelAsync();
        await engine.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        yield return Figure.Noted($"median delay at {PerSecond} commands/s", $"{Rounds.Median(p50):0.0} ms");
        yield return Figure.Below($"p99 of the delay at {PerSecond} commands/s", "ms", p99, bar: 30);
    }

    /// <summary>The delay of each command, in milliseconds; looking every two milliseconds, so that each is at most that much too long.</summary>
    private static async Task<IReadOnlyList<double>> MeasureAsync(BenchDatabase database, Func<StreamToWrite> streams, TimeSpan lasting)
    {
        using var done = new CancellationTokenSource();
        var looking = LookAsync(database.ConnectionString, done.Token);
        var (start, commands) = (Stopwatch.GetTimestamp(), (int)(lasting.TotalSeconds * PerSecond));
        var committed = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var store = new StoreWriter(database.Store, streams);
            var mine = new List<(long Position, long At)>();
            // By the clock, not by the last answer: a slow answer does not thin the load out.
            for (var number = writer; number < commands; number += Writers)
            {
                if (TimeSpan.FromSeconds((double)number / PerSecond) - Stopwatch.GetElapsedTime(start) is { Ticks: > 0 } early)
                    await Task.Delay(early);
                await store.WriteAsync();
                mine.Add((store.Position, Stopwatch.GetTimestamp()));
            }

            return mine;
        })));
        var last = committed.SelectMany(each => each).Max(each => each.Position);
        if (!await database.Engine.WaitForAsync(WorkList.Projection, last, TimeSpan.FromSeconds(60)))
            throw new InvalidOperationException($"The work list did not catch up: {string.Join(", ", await database.Engine.StatusAsync())}");
        await Task.Delay(50); // for the last look
        await done.CancelAsync();
        var seen = await looking;
        return [.. committed.SelectMany(each => each).Select(each => Math.Max(0, Stopwatch.GetElapsedTime(each.At, FirstLook(seen, each.Position)).TotalMilliseconds))];
    }

    private static long FirstLook(IReadOnlyList<(long Position, long At)> seen, long position)
    {
        var (low, high) = (0, seen.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = seen[middle].Position >= position ? (low, middle) : (middle + 1, high);
        }

        return seen[low].At;
    }

    private static async Task<IReadOnlyList<(long Position, long At)>> LookAsync(string connectionString, CancellationToken done)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(CancellationToken.None);
        await using var reached = new NpgsqlCommand(SqlFile.Read("reached"), connection) { Parameters = { new() { Value = WorkList.Projection } } };
        await reached.PrepareAsync(CancellationToken.None);
        var seen = new List<(long Position, long At)>();
        while (!done.IsCancellationRequested)
        {
            var position = (long)(await reached.ExecuteScalarAsync(CancellationToken.None))!;
            if (seen.Count == 0 || seen[^1].Position < position)
                seen.Add((position, Stopwatch.GetTimestamp()));
            await Task.Delay(LookEvery, CancellationToken.None);
        }

        return seen;
    }
}
