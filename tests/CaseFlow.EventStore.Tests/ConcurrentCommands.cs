using FsCheck;
using FsCheck.Fluent;

namespace CaseFlow.EventStore.Tests;

public abstract partial class EventStoreContract
{
    /// <summary>What a writer expects of the stream when it appends.</summary>
    public enum Belief
    {
        NoStream,
        Any,
        LastSeen,
        OneTooFew,
    }

    /// <summary>One append of a writer, perhaps sent twice.</summary>
    public sealed record Command(Belief Belief, int Events, bool Twice);

    private sealed record Outcome(NewEvent[] Events, ExpectedVersion Expected, AppendResult Result, AppendResult? Second);

    private static Gen<Command[][]> Writers() =>
        (from belief in Gen.Elements(Enum.GetValues<Belief>())
         from events in Gen.Choose(1, 3)
         from twice in Gen.Elements(true, false, false)
         select new Command(belief, events, twice))
        .ArrayOf().Where(commands => commands.Length is > 0 and < 7)
        .ArrayOf().Where(writers => writers.Length is > 0 and < 6);

    [Fact]
    public async Task Promise_2_holds_under_random_concurrent_commands()
    {
        var store = await StoreAsync();
        var seed = (ulong)Random.Shared.NextInt64();
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed: new Rnd({seed}, 1)");
        var property = Prop.ForAll(Writers().ToArbitrary(), writers => KeepsVersionsAsync(store, writers));
        await Task.Run(() => property.Check(Config.QuickThrowOnFailure.WithMaxTest(40).WithReplay(seed, 1)));
    }

    private static async Task KeepsVersionsAsync(IEventStore store, Command[][] writers)
    {
        var stream = Sample.Stream();
        var outcomes = (await Task.WhenAll(writers.Select(commands => Task.Run(() => WriteAsync(store, stream, commands))))).SelectMany(each => each).ToList();

        var recorded = await store.ReadStreamAsync(stream.Value);
        Assert.Equal(Enumerable.Range(1, recorded.Count).Select(version => (long)version), recorded.Select(e => e.Version));
        var won = outcomes.Where(outcome => outcome.Result is Appended).OrderBy(outcome => ((Appended)outcome.Result).Version).ToList();
        Assert.Equal(won.SelectMany(outcome => outcome.Events).Select(e => e.Id), recorded.Select(e => e.Id));
        foreach (var outcome in won)
        {
            var appended = (Appended)outcome.Result;
            Assert.True(outcome.Expected.IsAny || outcome.Expected.Value + outcome.Events.Length == appended.Version);
            Assert.True(outcome.Second is null || outcome.Second == new Repeated(appended.Version, appended.Position));
        }
        foreach (var (_, expected, result, _) in outcomes.Except(won))
        {
            var actual = Assert.IsType<Conflict>(result).Actual;
            Assert.True(!expected.IsAny && expected.Value != actual && actual <= recorded.Count);
        }
    }

    private static async Task<List<Outcome>> WriteAsync(IEventStore store, StreamId stream, Command[] commands)
    {
        var seen = 0L;
        var outcomes = new List<Outcome>();
        foreach (var command in commands)
        {
            var expected = command.Belief switch
            {
                Belief.NoStream => ExpectedVersion.NoStream,
                Belief.Any => ExpectedVersion.Any,
                Belief.LastSeen => ExpectedVersion.Exactly(seen),
                Belief.OneTooFew => ExpectedVersion.Exactly(Math.Max(0, seen - 1)),
            };
            var events = Sample.Counts(command.Events);
            var result = await store.AppendAsync(stream, expected, events);
            var second = command.Twice && result is Appended ? await store.AppendAsync(stream, expected, events) : null;
            outcomes.Add(new(events, expected, result, second));
            seen = result switch
            {
                Appended appended => appended.Version,
                Conflict conflict => conflict.Actual,
                _ => seen,
            };
        }
        return outcomes;
    }
}
