using CaseFlow.Benchmarks.Harness;
using CaseFlow.Benchmarks.Workload;
using CaseFlow.EventStore;
using Npgsql;

namespace CaseFlow.Benchmarks;

/// <summary>How many events a second does an import record?</summary>
public sealed class BulkBenchmark : IBenchmark
{
    /// <summary>About how many events an import hands over at once.</summary>
    private const int SliceLength = 50_000;

    /// <inheritdoc/>
    public string Name => "bulk";

    /// <inheritdoc/>
    public string Question => "Bulk import of whole streams, against binary COPY of the same rows into the same two tables.";

    /// <inheritdoc/>
    public async IAsyncEnumerable<Figure> RunAsync(Bench bench)
    {
        ArgumentNullException.ThrowIfNull(bench);
        await using var database = await bench.DatabaseAsync();
        var streams = bench.Quick ? 2_500 : 12_500;
        await using var raw = new NpgsqlConnection(database.ConnectionString);
        await raw.OpenAsync();
        var contents = Enumerable.Range(0, 2_500).Select(number => (Events: EventMix.Stream(number), Rows: StoredRow.OfStream(number))).ToList();
        yield return Figure.AtLeast("events imported", "/s", await Rounds.AlternateAsync(
            bench.Rounds,
            () =>
            {
                var rows = Enumerable.Range(0, streams).Select(number => (Guid.NewGuid(), contents[number % contents.Count].Rows)).ToList();
                return Load.RateAsync(() => RawCopy.CopyAsync(raw, rows));
            },
            () =>
            {
                var appends = Enumerable.Range(0, streams).Select(number => Whole(number, contents[number % contents.Count].Events)).ToList();
                return Load.RateAsync(() => ImportAsync(database.Store, appends));
            }), bar: 0.9);
    }

    private static StreamAppend Whole(int number, object[] events) => new(
        new("complaint", Guid.NewGuid()),
        ExpectedVersion.NoStream,
        [.. events.Select((data, index) => new NewEvent(Guid.NewGuid(), data, EventMix.Metadata(number, index + 1)))]);

    /// <summary>An import goes in slices, so that it can tell how far it has come.</summary>
    private static async Task<long> ImportAsync(IEventStore store, IReadOnlyList<StreamAppend> appends)
    {
        foreach (var slice in appends.Chunk(SliceLength / EventMix.StreamLength))
        {
            foreach (var result in await store.AppendManyAsync(slice))
            {
                if (result is not Appended)
                    throw new InvalidOperationException($"The import answered {result}.");
            }
        }

        return appends.Sum(append => (long)append.Events.Count);
    }
}
