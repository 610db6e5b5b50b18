using System.Diagnostics;

namespace CaseFlow.Benchmarks.Harness;

/// <summary>What a load came to.</summary>
/// <param name="PerSecond">Commands a second.</param>
/// <param name="Milliseconds">How long each command took.</param>
public sealed record Load(double PerSecond, IReadOnlyList<double> Milliseconds)
{
    /// <summary>Lets writers work side by side, each one command after the other, for a time.</summary>
    /// <param name="writers">Each writer's next command.</param>
    /// <param name="lasting">How long.</param>
    public static async Task<Load> RunAsync(IReadOnlyList<Func<Task>> writers, TimeSpan lasting)
    {
        var start = Stopwatch.GetTimestamp();
        var taken = await Task.WhenAll(writers.Select(writer => Task.Run(async () =>
        {
            var times = new List<double>();
            for (var before = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < lasting; before = Stopwatch.GetTimestamp())
            {
                await writer();
                times.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
            }

            return times;
        })));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        List<double> all = [.. taken.SelectMany(times => times)];
        return new(all.Count / seconds, all);
    }

    /// <summary>How many of something were done a second; the work is done again until the time is over, once at least.</summary>
    public static async Task<double> RateAsync(Func<Task<long>> work, TimeSpan lasting = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        var start = Stopwatch.GetTimestamp();
        var done = 0L;
        do
            done += await work();
        while (Stopwatch.GetElapsedTime(start) < lasting);
        return done / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
