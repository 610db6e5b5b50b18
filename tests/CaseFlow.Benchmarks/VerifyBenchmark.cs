using System.Globalization;
using CaseFlow.Benchmarks.Harness;
using CaseFlow.Benchmarks.Workload;
using CaseFlow.EventStore.Sealing;

namespace CaseFlow.Benchmarks;

/// <summary>How fast is a history sealed, verified in its database, written to a file and verified there?</summary>
public sealed class VerifyBenchmark : IBenchmark
{
    /// <inheritdoc/>
    public string Name => "verify";

    /// <inheritdoc/>
    public string Question => "The whole history verified, against the raw read and parse of the same events; and sealed, exported, and verified as a file.";

    /// <inheritdoc/>
    public async IAsyncEnumerable<Figure> RunAsync(Bench bench)
    {
        ArgumentNullException.ThrowIfNull(bench);
        await using var database = await bench.DatabaseAsync();
        var events = await RawCopy.FillAsync(database.ConnectionString, 0, (bench.Quick ? 100_000 : 1_000_000) / EventMix.StreamLength);
        var key = SigningKey.LoadOrCreate(Path.Combine(bench.Home, "signing.key"));
        var keys = new TrustedKeys(key.PublicPem);
        var sealer = new Sealer(database.Connections, key);
        var seal = await Load.RateAsync(() => sealer.SealAsync());
        var rounds = await Rounds.AlternateAsync(
            bench.Quick ? 2 : 3,
            () => Load.RateAsync(() => RawReader.ReadAllAsync(database.ConnectionString)),
            () => Load.RateAsync(async () => Genuine(await ChainVerification.RunAsync(sealer.Tables, keys))));
        yield return Figure.AtLeast($"verified in the database, {events.ToString("#,0", CultureInfo.InvariantCulture)} events", "events/s", rounds, bar: 0.5);
        var file = Path.Combine(bench.Home, "events.ndjson");
        var export = await Load.RateAsync(async () =>
        {
            await using var stream = File.Create(file);
            return (await EventLog.WriteAsync(sealer.Tables, stream, from: null, until: null, TimeProvider.System.GetUtcNow())).Events;
        });
        var offline = await Load.RateAsync(async () => Genuine(await EventLog.VerifyAsync(file, keys)));
        yield return Figure.Noted("sealed, behind the appends", Rate(seal));
        yield return Figure.Noted("exported as JSON lines", Rate(export));
        yield return Figure.Noted("verified as a file, without a database", Rate(offline));
    }

    private static long Genuine(ChainReport report) => report.IsGenuine ? report.Events : throw new InvalidOperationException($"{report.First}");

    private static string Rate(double events) => $"{events.ToString("#,0", CultureInfo.InvariantCulture)} events/s";
}
