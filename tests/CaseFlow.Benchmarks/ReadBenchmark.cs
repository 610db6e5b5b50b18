using CaseFlow.Benchmarks.Harness;
using CaseFlow.Benchmarks.Workload;
using CaseFlow.EventStore;

namespace CaseFlow.Benchmarks;

/// <summary>How many events a second are read and deserialised?</summary>
public sealed class ReadBenchmark : IBenchmark
{
    private const int PageSize = 5_000;

    /// <inheritdoc/>
    public string Name => "read";

    /// <inheritdoc/>
    public string Question => "Reading all events with deserialisation, against a raw reader of the same columns with a Utf8JsonReader pass over each body.";

    /// <inheritdoc/>
    public async IAsyncEnumerable<Figure> RunAsync(Bench bench)
    {
        ArgumentNullException.ThrowIfNull(bench);
        await using var database = await bench.DatabaseAsync();
        await RawCopy.FillAsync(database.ConnectionString, 0, (bench.Quick ? 100_000 : 1_000_000) / EventMix.StreamLength);
        // Until the compiler has done its best for both.
        await Load.RateAsync(() => RawReader.ReadAllAsync(database.ConnectionString), bench.Round);
        await Load.RateAsync(() => ReadAllAsync(database.Store), 2 * bench.Round);
        yield return Figure.AtLeast("events read and deserialised", "/s", await Rounds.AlternateAsync(
            bench.Rounds,
            () => Load.RateAsync(() => RawReader.ReadAllAsync(database.ConnectionString), bench.Round),
            () => Load.RateAsync(() => ReadAllAsync(database.Store), bench.Round)), bar: 0.8);
    }

    private static async Task<long> ReadAllAsync(IEventStore store)
    {
        var (position, events) = (0L, 0L);
        while (await store.ReadAllAsync(position, PageSize) is { Count: > 0 } page)
        {
            position = page[^1].Position;
            events += page.Count;
        }

        return events;
    }
}
