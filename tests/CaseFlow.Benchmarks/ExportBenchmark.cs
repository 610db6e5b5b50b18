using System.Globalization;
using CaseFlow.Benchmarks.Harness;
using CaseFlow.Benchmarks.Workload;
using CaseFlow.Exports;
using CaseFlow.Server.Exports;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Benchmarks;

/// <summary>How fast does a whole history leave, in each form, and how much memory does that take?</summary>
public sealed class ExportBenchmark : IBenchmark
{
    /// <inheritdoc/>
    public string Name => "export";

    /// <inheritdoc/>
    public string Question => "All cases and events of the whole operator written to a file in each form, people under pseudonyms, against the raw read and parse of the same events.";

    /// <inheritdoc/>
    public bool IsLong => true;

    /// <inheritdoc/>
    public async IAsyncEnumerable<Figure> RunAsync(Bench bench)
    {
        ArgumentNullException.ThrowIfNull(bench);
        await using var database = await bench.DatabaseAsync();
        var events = await RawCopy.FillAsync(database.ConnectionString, 0, (bench.Quick ? 100_000 : 1_000_000) / EventMix.StreamLength);
        await RebuildBenchmark.RebuildAllAsync(database.Engine);
        var desk = database.Services.GetRequiredService<ExportDesk>();
        foreach (var writer in ExportRoutes.Writers)
        {
            var (bytes, peak) = (0L, 0L);
            var rounds = await Rounds.AlternateAsync(
                bench.Quick ? 2 : 3,
                () => Load.RateAsync(() => RawReader.ReadAllAsync(database.ConnectionString)),
                () => Load.RateAsync(async () =>
                {
                    await using var file = File.Create(Path.Combine(bench.Home, writer.FileName));
                    var end = await desk.RunAsync(writer, Everything(), "benchmark", _ => file, new Watch(() => peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false))), CancellationToken.None);
                    bytes = end.Bytes;
                    // A table of cases reads the cases and writes a row for each; the others write each event.
                    return writer.Form == ExportForm.Cases ? end.Rows : events;
                }));
            yield return Figure.Compared(
                $"{writer.FileName}, {Count(events)} events, {Count(bytes / 1_000_000)} MB", writer.Form == ExportForm.Cases ? "cases/s (raw: events/s)" : "events/s", rounds);
            yield return Figure.Noted($"{writer.FileName}: most managed memory while it was written", $"{Count(peak / 1_048_576)} MiB");
        }
    }

    private static ExportAsk Everything() => new() { Scope = AccessScope.All, Caller = Caller.Unrestricted("benchmark") };

    private static string Count(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>Told of each piece where it is written, so that nothing is counted late.</summary>
    private sealed class Watch(Action look) : IProgress<ExportPart>
    {
        public void Report(ExportPart value) => look();
    }
}
