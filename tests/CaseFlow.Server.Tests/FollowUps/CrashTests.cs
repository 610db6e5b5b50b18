using System.Diagnostics;
using CaseFlow.EventStore;
using CaseFlow.FollowUps;

namespace CaseFlow.Server.Tests.FollowUps;

/// <summary>The promise of the whole: what was acknowledged is there once, and every callback that is due falls due once, whatever dies meanwhile.</summary>
public sealed class CrashTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact]
    public Task Nothing_is_lost_or_done_twice_when_the_server_is_killed_at_work() => DrillAsync(drill => drill.KillServerAsync());

    [Fact]
    public Task Nothing_is_lost_or_done_twice_when_the_database_is_killed_at_work() => DrillAsync(drill => drill.KillDatabaseAsync());

    private static async Task DrillAsync(Func<CrashDrill, Task> kill)
    {
        const int cases = CrashDrill.CasesOfEachCourse;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);
        var watch = Stopwatch.StartNew();
        await using var drill = await CrashDrill.StartAsync(deadline.Token);

        var work = drill.WorkAsync();
        foreach (var answered in (int[])[cases * 2, cases * 6])
        {
            await await Task.WhenAny(drill.AnsweredAsync(answered), work);
            await kill(drill);
        }

        await work;
        var events = await drill.EventsAsync(events => events.Count(e => e.Data is CallbackFellDue) >= cases * 4 && events.Count(e => e.Data is CallbackRaised) >= cases);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{drill.Answers.Count} commands acknowledged, {drill.Resent} sent again, {events.Count} events, {cases * 4} due and {cases} raised, {watch.Elapsed.TotalSeconds:0.0} s");

        EveryAcknowledgedCommandIsThereOnce(drill, events);
        NoVersionIsMissing(events);
        EveryDueAttemptFellDueOnce(drill, events);
        OnlyOverlookedCallbacksAreRaisedAndOnlyOnce(drill, events);
    }

    private static void EveryAcknowledgedCommandIsThereOnce(CrashDrill drill, IReadOnlyList<RecordedEvent> events)
    {
        var recorded = events.ToLookup(e => e.Metadata.CommandId, e => e.Type);
        Assert.Equal(CrashDrill.CasesOfEachCourse * (3 + 3 + 5), drill.Answers.Select(answer => answer.Command).Distinct().Count());
        Assert.All(drill.Answers, answer => Assert.Equal(answer.Events, recorded[answer.Command]));
    }

    private static void NoVersionIsMissing(IReadOnlyList<RecordedEvent> events) =>
        Assert.All(events.GroupBy(e => e.Stream.Value), stream => Assert.Equal(Enumerable.Range(1, stream.Count()).Select(n => (long)n), stream.Select(e => e.Version)));

    private static void EveryDueAttemptFellDueOnce(CrashDrill drill, IReadOnlyList<RecordedEvent> events)
    {
        var owed = drill.Callbacks.SelectMany(callback => Enumerable.Range(1, callback.Value == Course.CalledTwice ? 2 : 1).Select(attempt => (callback.Key.Value, attempt)));
        var fell = events.Where(e => e.Data is CallbackFellDue).Select(e => (e.Stream.Value, ((CallbackFellDue)e.Data).Attempt));
        Assert.Equal(owed.Order(), fell.Order());
    }

    private static void OnlyOverlookedCallbacksAreRaisedAndOnlyOnce(CrashDrill drill, IReadOnlyList<RecordedEvent> events)
    {
        var overlooked = drill.Callbacks.Where(callback => callback.Value == Course.Overlooked).Select(callback => callback.Key.Value);
        Assert.Equal(overlooked.Order(), events.Where(e => e.Data is CallbackRaised).Select(e => e.Stream.Value).Order());
    }
}
