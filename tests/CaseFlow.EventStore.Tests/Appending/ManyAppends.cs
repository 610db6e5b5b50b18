namespace CaseFlow.EventStore.Tests;

public abstract partial class EventStoreContract
{
    [Fact]
    public async Task Many_appends_at_once_have_their_answers_in_their_order()
    {
        var store = await StoreAsync();
        var (old, repeated) = (Sample.Stream(), Sample.Counts(2));
        var before = await AppendedAsync(store, old, default, repeated);
        var grows = Sample.Stream();
        // More than one part, with whatever does not fit in their midst.
        StreamAppend[] fresh = [.. Enumerable.Range(0, 1_500).Select(_ => new StreamAppend(Sample.Stream(), default, Sample.Counts(2)))];
        StreamAppend[] appends =
        [
            .. fresh[..700],
            new(old, default, repeated),
            new(old, default, [Sample.Counted()]),
            new(grows, default, Sample.Counts(3)),
            new(grows, ExpectedVersion.Exactly(3), [Sample.Counted()]),
            new(grows, ExpectedVersion.Any, [Sample.Counted()]),
            .. fresh[700..],
        ];

        var answers = await store.AppendManyAsync(appends);

        Assert.Equal(new Repeated(2, before.Position), answers[700]);
        Assert.Equal(new Conflict(2), answers[701]);
        Assert.Equal([3, 4, 5], answers.Skip(702).Take(3).Select(answer => Assert.IsType<Appended>(answer).Version));
        Assert.All([.. answers.Take(700), .. answers.Skip(705)], answer => Assert.Equal(2, Assert.IsType<Appended>(answer).Version));
        var all = await store.ReadAllAsync(0, int.MaxValue);
        Assert.Equal(2 + 3_000 + 5, all.Count);
        Assert.Equal([.. repeated.Concat(appends.Where((_, i) => answers[i] is Appended).SelectMany(append => append.Events)).Select(e => e.Id).Order()], all.Select(e => e.Id).Order());
        Assert.All(appends.Zip(answers), pair => Assert.True(pair.Second is Conflict || all.Single(e => e.Id == pair.First.Events[^1].Id).Position == PositionOf(pair.Second)));
    }

    [Fact]
    public async Task Many_appends_made_again_change_nothing()
    {
        var store = await StoreAsync();
        StreamAppend[] appends = [.. Enumerable.Range(0, 100).Select(_ => new StreamAppend(Sample.Stream(), default, Sample.Counts(2)))];
        var first = await store.AppendManyAsync(appends);

        var again = await store.AppendManyAsync(appends);

        Assert.Equal(first.Select(PositionOf), again.Select(answer => Assert.IsType<Repeated>(answer).Position));
        Assert.Equal(200, (await store.ReadAllAsync(0, int.MaxValue)).Count);
    }

    [Fact]
    public async Task Many_appends_that_hold_a_wrong_one_record_the_others_and_say_so()
    {
        var store = await StoreAsync();
        var taken = Sample.Counted();
        await AppendedAsync(store, Sample.Stream(), default, taken);
        StreamAppend[] appends = [new(Sample.Stream(), default, [Sample.Counted()]), new(Sample.Stream(), default, [taken]), new(Sample.Stream(), default, [Sample.Counted()])];

        await Assert.ThrowsAsync<EventIdsTakenException>(() => store.AppendManyAsync(appends));

        Assert.Empty(await store.ReadStreamAsync(appends[1].Stream.Value));
        Assert.Single(await store.ReadStreamAsync(appends[0].Stream.Value));
        Assert.Empty(await store.AppendManyAsync([]));
    }

    private static long PositionOf(AppendResult answer) => answer switch
    {
        Appended appended => appended.Position,
        Repeated repeated => repeated.Position,
        _ => 0,
    };
}
