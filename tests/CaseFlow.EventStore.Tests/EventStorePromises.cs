namespace CaseFlow.EventStore.Tests;

public abstract partial class EventStoreContract
{
    [Fact]
    public async Task Promise_1_an_append_that_fails_leaves_nothing()
    {
        var store = await StoreAsync();
        var (stream, other) = (Sample.Stream(), Sample.Stream());
        var taken = Sample.Counted();
        await AppendedAsync(store, other, default, taken);

        await Assert.ThrowsAsync<EventIdsTakenException>(() => store.AppendAsync(stream, default, [Sample.Counted(), taken, Sample.Counted()]));
        await Assert.ThrowsAsync<ArgumentException>(() => store.AppendAsync(stream, default, [Sample.Counted(), Sample.Of("not an event")]));

        Assert.Empty(await store.ReadStreamAsync(stream.Value));
        Assert.Single(await store.ReadAllAsync(0, 10));
        Assert.Equal(1, (await AppendedAsync(store, stream, default, Sample.Counted())).Version);
    }

    [Fact]
    public async Task Promise_1_a_reader_never_sees_a_part_of_an_append()
    {
        var store = await StoreAsync();
        var stream = Sample.Stream();
        var appending = Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
                await AppendedAsync(store, stream, ExpectedVersion.Exactly(i * 3), Sample.Counts(3));
        });

        var seen = 0;
        while (seen < 150)
        {
            seen = (await store.ReadStreamAsync(stream.Value)).Count;
            Assert.Equal(0, seen % 3);
            if (appending.IsFaulted)
                await appending;
        }
        await appending;
    }

    [Fact]
    public async Task Promise_2_of_many_appends_on_one_version_exactly_one_succeeds_and_the_others_learn_the_version()
    {
        var store = await StoreAsync();
        var stream = Sample.Stream();
        for (var version = 0; version < 10; version++)
        {
            var expected = ExpectedVersion.Exactly(version);
            var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => store.AppendAsync(stream, expected, [Sample.Counted()]))));

            Assert.Equal(version + 1, Assert.Single(results.OfType<Appended>()).Version);
            Assert.Equal(7, results.OfType<Conflict>().Count());
            Assert.All(results.OfType<Conflict>(), conflict => Assert.Equal(version + 1, conflict.Actual));
        }
    }

    [Fact]
    public async Task Promise_3_a_repeated_append_changes_nothing_and_answers_the_same_version()
    {
        var store = await StoreAsync();
        var stream = Sample.Stream();
        var events = Sample.Counts(2);
        var first = await AppendedAsync(store, stream, default, events);
        await AppendedAsync(store, stream, ExpectedVersion.Exactly(2), Sample.Counted());

        Assert.Equal(new Repeated(first.Version, first.Position), await store.AppendAsync(stream, default, events));
        Assert.Equal(new Repeated(first.Version, first.Position), await store.AppendAsync(stream, ExpectedVersion.Exactly(3), events));
        Assert.Equal(3, (await store.ReadStreamAsync(stream.Value)).Count);
    }

    [Fact]
    public async Task Promise_3_holds_when_the_repetitions_come_at_once()
    {
        var store = await StoreAsync();
        var stream = Sample.Stream();
        var events = Sample.Counts(2);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => store.AppendAsync(stream, default, events))));

        var appended = Assert.Single(results.OfType<Appended>());
        Assert.Equal(7, results.Count(result => result == new Repeated(appended.Version, appended.Position)));
        Assert.Equal(2, (await store.ReadAllAsync(0, 10)).Count);
    }

    [Fact]
    public async Task Promise_3_an_id_is_never_recorded_twice()
    {
        var store = await StoreAsync();
        var stream = Sample.Stream();
        var events = Sample.Counts(2);
        await AppendedAsync(store, stream, default, events);

        await Assert.ThrowsAsync<EventIdsTakenException>(() => store.AppendAsync(Sample.Stream(), default, events));
        await Assert.ThrowsAsync<EventIdsTakenException>(() => store.AppendAsync(stream, ExpectedVersion.Exactly(2), [events[1], Sample.Counted()]));
        Assert.Equal(2, (await store.ReadAllAsync(0, 10)).Count);
    }

    [Fact]
    public async Task Promise_4_a_reader_behind_many_writers_misses_nothing_and_sees_nothing_out_of_order()
    {
        const int Writers = 8, Appends = 40;
        var store = await StoreAsync();
        var appending = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < Appends; i++)
                await AppendedAsync(store, Sample.Stream(), default, Sample.Counts(1 + ((writer + i) % 3)));
        })));

        var seen = new List<RecordedEvent>();
        while (true)
        {
            var finished = appending.IsCompleted;
            var page = await store.ReadAllAsync(seen.Count == 0 ? 0 : seen[^1].Position, 5);
            seen.AddRange(page);
            if (finished && page.Count == 0)
                break;
        }

        await appending;
        var all = await store.ReadAllAsync(0, int.MaxValue);
        Assert.Equal(all.Select(e => e.Id), seen.Select(e => e.Id));
        Assert.Equal(Writers * Appends, all.Select(e => e.Stream).Distinct().Count());
        Assert.All(all.GroupBy(e => e.Stream), append => Assert.Single(append.Select(e => e.RecordedAt).Distinct()));
        Assert.All(all.Zip(all.Skip(1)), pair => Assert.True(pair.First.Position < pair.Second.Position && pair.First.RecordedAt <= pair.Second.RecordedAt));
    }
}
