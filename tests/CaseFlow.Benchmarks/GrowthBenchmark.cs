using System.Diagnostics;
using System.Globalization;
using CaseFlow.Access;
using CaseFlow.Benchmarks.Harness;
using CaseFlow.Benchmarks.Workload;
using CaseFlow.Complaints;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Benchmarks;

/// <summary>Does it stay as fast with ten million events?</summary>
public sealed class GrowthBenchmark : IBenchmark
{
    private const int Writers = 32;

    private const int Questions = 400;

    private static readonly WorkListFilter[] Filters =
    [
        new(), new() { Statuses = [ComplaintStatus.Handling] }, new() { Kinds = [ComplaintKind.Complaint] }, new() { Handler = "agent007" },
    ];

    /// <inheritdoc/>
    public string Name => "growth";

    /// <inheritdoc/>
    public string Question => "Appends a second by 32 writers and the work list's answers at 10,000,000 events (--quick: 1,000,000), against the same at 100,000.";

    /// <inheritdoc/>
    public bool IsLong => true;

    /// <inheritdoc/>
    public async IAsyncEnumerable<Figure> RunAsync(Bench bench)
    {
        ArgumentNullException.ThrowIfNull(bench);
        var (few, many) = (100_000L, bench.Quick ? 1_000_000L : 10_000_000L);
        await using var small = await FilledAsync(bench, few);
        await using var large = await FilledAsync(bench, many);
        await bench.SettleAsync();
        foreach (var database in (BenchDatabase[])[small, large])
            await AskAsync(database);
        yield return Figure.AtMost($"p99 of the work list, at {Numbered(many)} events (raw: at {Numbered(few)})", "ms", await Rounds.AlternateAsync(
            bench.Rounds,
            async () => Rounds.P99((await AskAsync(small)).Select(answer => answer.Milliseconds)),
            async () => Rounds.P99((await AskAsync(large)).Select(answer => answer.Milliseconds))), bar: 1.2);
        yield return Figure.Compared("the median of the slowest kind of question among them", "ms", await Rounds.AlternateAsync(
            bench.Rounds,
            async () => Slowest(await AskAsync(small)),
            async () => Slowest(await AskAsync(large))));
        // A checkpoint comes every quarter of an hour, and what is changed first after it is logged whole.
        yield return Figure.Compared($"appends by {Writers} at once in the first {bench.Round.TotalSeconds:0} seconds after a checkpoint", "/s", await Rounds.AlternateAsync(
            bench.Rounds,
            () => AppendAsync(bench, small),
            () => AppendAsync(bench, large)));
        foreach (var database in (BenchDatabase[])[small, large])
            await Load.RunAsync(AppendBenchmark.Writers(database, Writers), bench.Quick ? TimeSpan.FromSeconds(5) : TimeSpan.FromSeconds(25));
        yield return Figure.AtLeast($"appends by {Writers} at once, at {Numbered(many)} events (raw: at {Numbered(few)})", "/s", await Rounds.AlternateAsync(
            bench.Rounds,
            async () => (await Load.RunAsync(AppendBenchmark.Writers(small, Writers), bench.Round)).PerSecond,
            async () => (await Load.RunAsync(AppendBenchmark.Writers(large, Writers), bench.Round)).PerSecond), bar: 0.9);
    }

    private static async Task<BenchDatabase> FilledAsync(Bench bench, long events)
    {
        var database = await bench.DatabaseAsync();
        var start = Stopwatch.GetTimestamp();
        await using (await SparedIndexes.DropAsync(database.ConnectionString))
            await RawCopy.FillAsync(database.ConnectionString, 0, events / EventMix.StreamLength);
        Bench.Say($"  {Numbered(events)} events are stored after {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");
        await RebuildBenchmark.RebuildAllAsync(database.Engine);
        // A server that grew this large over months has looked after its tables long ago.
        await using (var vacuum = database.Connections.CreateCommand("vacuum (analyze)"))
            await vacuum.ExecuteNonQueryAsync();
        Bench.Say($"  their read models are there after {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");
        return database;
    }

    private static async Task<double> AppendAsync(Bench bench, BenchDatabase database)
    {
        await bench.SettleAsync();
        return (await Load.RunAsync(AppendBenchmark.Writers(database, Writers), bench.Round)).PerSecond;
    }

    /// <summary>How long a desk's lists take: its first page by several filters and orders, each kind of question in its turn.</summary>
    private static async Task<IReadOnlyList<(int Kind, double Milliseconds)>> AskAsync(BenchDatabase database)
    {
        var list = database.Services.GetRequiredService<WorkList>();
        var scope = AccessScope.TryParse("cn-js.nanjing")!;
        var caller = Caller.Unrestricted("bench") with { Permissions = RoleRules.Of(Role.DataProtectionOfficer) };
        var answers = new List<(int, double)>();
        for (var question = 0; question < Questions; question++)
        {
            var before = Stopwatch.GetTimestamp();
            await list.AskAsync(scope, Filters[question % Filters.Length], question % 3 == 0 ? WorkListSort.Due : WorkListSort.Newest, new PageRequest(), caller, CancellationToken.None);
            answers.Add((question % (3 * Filters.Length), Stopwatch.GetElapsedTime(before).TotalMilliseconds));
        }

        return answers;
    }

    private static double Slowest(IReadOnlyList<(int Kind, double Milliseconds)> answers) =>
        answers.GroupBy(answer => answer.Kind).Max(kind => Rounds.Median(kind.Select(answer => answer.Milliseconds)));

    private static string Numbered(long events) => events.ToString("#,0", CultureInfo.InvariantCulture);
}
