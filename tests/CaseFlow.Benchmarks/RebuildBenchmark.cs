using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CaseFlow.Benchmarks.Harness;
using CaseFlow.Benchmarks.Workload;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Benchmarks;

/// <summary>How fast are all read models made anew, and in how much memory?</summary>
public sealed class RebuildBenchmark : IBenchmark
{
    /// <summary>The rebuild as a process of its own, whose memory is measured.</summary>
    public const string Part = "rebuild";

    private const double MebibytesBar = 400;

    /// <summary>What the process answers.</summary>
    public sealed record Rebuilt(double Seconds, double PeakMebibytes);

    /// <inheritdoc/>
    public string Name => "rebuild";

    /// <inheritdoc/>
    public string Question => "All read models made anew from all events, against the raw read and parse of the same events.";

    /// <inheritdoc/>
    public async IAsyncEnumerable<Figure> RunAsync(Bench bench)
    {
        ArgumentNullException.ThrowIfNull(bench);
        await using var database = await bench.DatabaseAsync();
        var events = await RawCopy.FillAsync(database.ConnectionString, 0, (bench.Quick ? 100_000 : 1_000_000) / EventMix.StreamLength);
        var peaks = new List<double>();
        var rounds = await Rounds.AlternateAsync(
            bench.Quick ? 2 : 3,
            () => Load.RateAsync(() => RawReader.ReadAllAsync(database.ConnectionString)),
            async () =>
            {
                var rebuilt = JsonSerializer.Deserialize<Rebuilt>(await ChildPart.AnswerAsync(Part, database.ConnectionString, bench.MasterKeyFile))!;
                peaks.Add(rebuilt.PeakMebibytes);
                return events / rebuilt.Seconds;
            });
        yield return Figure.AtLeast($"all read models over {events.ToString("#,0", CultureInfo.InvariantCulture)} events", "events/s", rounds, bar: 0.5);
        yield return Figure.Below("peak memory of the rebuild", "MiB", peaks, MebibytesBar);
        var (rows, seconds) = await CopiedRows.WriteAsync(database.ConnectionString, Slices.All.SelectMany(slice => slice.Projections).SelectMany(projection => projection.Tables).Select(table => table.Name));
        yield return Figure.Noted(
            "what PostgreSQL alone takes to write the same rows and indexes",
            string.Create(CultureInfo.InvariantCulture, $"{rows:#,0} rows in {seconds:0.0} s: {events / seconds:#,0} events/s, {events / seconds / rounds.Raw:0.00} of the raw read"));
    }

    /// <summary>Rebuilds in this process.</summary>
    public static async Task<Rebuilt> RebuildHereAsync(string connectionString, string masterKeyFile)
    {
        await using var services = await CaseFlowServices.ForVerbAsync(connectionString, masterKeyFile, CancellationToken.None);
        var start = Stopwatch.GetTimestamp();
        await RebuildAllAsync(services.GetRequiredService<ProjectionEngine>());
        return new(Stopwatch.GetElapsedTime(start).TotalSeconds, PeakMebibytes());
    }

    /// <summary>Rebuilds everything in one pass over the events.</summary>
    public static Task RebuildAllAsync(ProjectionEngine engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        return engine.RebuildAsync([.. Slices.All.SelectMany(slice => slice.Projections).Select(projection => projection.Name)]);
    }

    /// <summary>The most memory that this process ever held, by the kernel's count.</summary>
    private static double PeakMebibytes()
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
    }
}
