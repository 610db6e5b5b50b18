using System.Text.Json.Nodes;

namespace CaseFlow.EventStore.Tests;

/// <summary>What every implementation does: here reading, writing and refusing; the promises and concurrency stand beside.</summary>
public abstract partial class EventStoreContract
{
    protected abstract Task<IEventStore> StoreAsync(EventTypes types);

    /// <summary>The same events, as a program with other types reads them.</summary>
    protected abstract IEventStore With(IEventStore store, EventTypes types);

    protected Task<IEventStore> StoreAsync() => StoreAsync(Sample.Types);

    private static async Task<Appended> AppendedAsync(IEventStore store, StreamId stream, ExpectedVersion expected, params NewEvent[] events) =>
        Assert.IsType<Appended>(await store.AppendAsync(stream, expected, events));

    [Fact]
    public async Task Events_are_read_as_they_were_appended()
    {
        var store = await StoreAsync();
        var stream = Sample.Stream();
        var painted = new ThingPainted("door", Colour.Green, 12.50m, new(2011, 3, 7), Sample.Noon, Guid.NewGuid(), ["first", "second"]);
        NewEvent[] events = [Sample.Counted(7), Sample.Of(painted)];

        var appended = await AppendedAsync(store, stream, default, events);

        Assert.Equal(2, appended.Version);
        var recorded = await store.ReadStreamAsync(stream.Value);
        Assert.Equal([1, 2], recorded.Select(e => e.Version));
        Assert.Equal(["thing_counted", "thing_painted"], recorded.Select(e => e.Type));
        Assert.Equal(events.Select(e => e.Id), recorded.Select(e => e.Id));
        Assert.Equal(events.Select(e => e.Metadata), recorded.Select(e => e.Metadata));
        Assert.All(recorded, e => Assert.Equal(stream, e.Stream));
        Assert.Equal(new ThingCounted("apple", 7), recorded[0].Data);
        Assert.Equivalent(painted, recorded[1].Data, strict: true);
        Assert.Equal(appended.Position, recorded[1].Position);
        Assert.Equal(appended.Position, await store.HeadAsync());
        Assert.Equivalent(recorded, await store.ReadAllAsync(0, 10), strict: true);
    }

    [Fact]
    public async Task An_empty_store_has_no_head_and_no_streams()
    {
        var store = await StoreAsync();
        Assert.Equal(0, await store.HeadAsync());
        Assert.Empty(await store.ReadAllAsync(0, 10));
        Assert.Empty(await store.ReadStreamAsync(Guid.NewGuid()));
    }

    [Fact]
    public async Task Reading_goes_on_where_it_stopped()
    {
        var store = await StoreAsync();
        var (stream, other) = (Sample.Stream(), Sample.Stream());
        await AppendedAsync(store, stream, default, Sample.Counts(3));
        await AppendedAsync(store, other, default, Sample.Counts(2));
        await AppendedAsync(store, stream, ExpectedVersion.Exactly(3), Sample.Counts(1));

        Assert.Equal([3, 4], (await store.ReadStreamAsync(stream.Value, afterVersion: 2)).Select(e => e.Version));
        var first = await store.ReadAllAsync(0, 4);
        Assert.Equal(4, first.Count);
        var rest = await store.ReadAllAsync(first[^1].Position, 4);
        Assert.Equal([(other, 2), (stream, 4)], rest.Select(e => (e.Stream, e.Version)));
    }

    [Fact]
    public async Task The_default_expectation_is_that_there_is_no_stream()
    {
        var store = await StoreAsync();
        var stream = Sample.Stream();
        await AppendedAsync(store, stream, ExpectedVersion.NoStream, Sample.Counted());

        Assert.Equal(new Conflict(1), await store.AppendAsync(stream, default, [Sample.Counted()]));
        Assert.Equal(new Conflict(1), await store.AppendAsync(stream, ExpectedVersion.Exactly(2), [Sample.Counted()]));
        Assert.Equal(new Conflict(0), await store.AppendAsync(Sample.Stream(), ExpectedVersion.Exactly(1), [Sample.Counted()]));
        Assert.Equal(2, (await AppendedAsync(store, stream, ExpectedVersion.Any, Sample.Counted())).Version);
        Assert.Equal(3, (await AppendedAsync(store, stream, ExpectedVersion.Exactly(2), Sample.Counted())).Version);
    }

    [Fact]
    public async Task What_surrounds_a_fact_comes_back_whole()
    {
        var store = await StoreAsync();
        var stream = Sample.Stream();
        var backdated = new EventMetadata
        {
            OccurredAt = new(2008, 2, 29, 23, 59, 0, TimeSpan.FromHours(8)),
            Precision = OccurrencePrecision.Minute,
            Actor = "王芳 \"night shift\"",
            CorrelationId = "c/1",
            CausationId = "command:7",
            CommandId = Guid.NewGuid(),
            CommandDigest = "sha256:aa",
        };
        NewEvent[] events =
        [
            Sample.Counted() with { Metadata = backdated },
            .. Enum.GetValues<OccurrencePrecision>().Select(precision => Sample.Counted() with { Metadata = backdated with { Precision = precision, CausationId = null, CommandDigest = null } }),
        ];

        await AppendedAsync(store, stream, default, events);

        var recorded = await store.ReadStreamAsync(stream.Value);
        Assert.Equal(events.Select(e => e.Metadata), recorded.Select(e => e.Metadata));
        Assert.Equal(TimeSpan.FromHours(8), recorded[0].Metadata.OccurredAt.Offset);
        Assert.All(recorded, e => Assert.True(e.RecordedAt > e.Metadata.OccurredAt.AddYears(10), "An event is recorded now, however long ago it happened."));
    }

    [Fact]
    public async Task Old_names_and_shapes_are_read_as_today()
    {
        var (before, stream) = await RecordedLongAgoAsync(new ThingNoted("apple", 4));
        var store = With(before, new EventTypes().Add(typeof(ThingTallied))
            .Upcast("thing_noted", "thing_numbered", body => new() { ["item"] = body["thing"]!.DeepClone(), ["amount"] = body["amount"]!.DeepClone() })
            .Upcast("thing_numbered", "thing_tallied", body => new() { ["item"] = body["item"]!.DeepClone(), ["number"] = body["amount"]!.GetValue<int>() * 10 }));

        var recorded = Assert.Single(await store.ReadStreamAsync(stream.Value));

        Assert.Equal("thing_noted", recorded.Type);
        Assert.Equal(new ThingTallied("apple", 40), recorded.Data);
    }

    [Fact]
    public async Task Events_of_unknown_names_are_handed_on_as_they_are()
    {
        var (before, stream) = await RecordedLongAgoAsync(new ThingNoted("apple", 4));
        var store = With(before, Sample.Types);

        var unknown = Assert.IsType<UnknownEvent>(Assert.Single(await store.ReadStreamAsync(stream.Value)).Data);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"thing": "apple", "amount": 4}"""), JsonNode.Parse(unknown.Json)));
    }

    [Fact]
    public async Task A_body_that_does_not_fit_its_type_is_a_fault_that_says_where()
    {
        var (before, stream) = await RecordedLongAgoAsync(new LongAgo.ThingCounted("apple", "many"));
        var store = With(before, Sample.Types);

        var fault = await Assert.ThrowsAsync<UnreadableEventException>(() => store.ReadStreamAsync(stream.Value));

        Assert.Equal(await store.HeadAsync(), fault.Position);
    }

    [Fact]
    public async Task Words_that_look_like_escapes_are_only_words()
    {
        var store = await StoreAsync();
        var stream = Sample.Stream();
        await AppendedAsync(store, stream, default, Sample.Counted(thing: @"\u0000 \\u0000 """));

        Assert.Equal(new ThingCounted(@"\u0000 \\u0000 """, 1), Assert.Single(await store.ReadStreamAsync(stream.Value)).Data);
    }

    private async Task<(IEventStore Store, StreamId Stream)> RecordedLongAgoAsync(object data)
    {
        var store = await StoreAsync(new EventTypes().Add(data.GetType()));
        var stream = Sample.Stream();
        await AppendedAsync(store, stream, default, Sample.Of(data));
        return (store, stream);
    }

    [Fact]
    public async Task What_cannot_be_an_append_is_a_fault()
    {
        var store = await StoreAsync();
        var stream = Sample.Stream();
        var once = Sample.Counted();
        Task Fault(StreamId to, params NewEvent[] events) => Assert.ThrowsAsync<ArgumentException>(() => store.AppendAsync(to, ExpectedVersion.Any, events));

        await Fault(stream);
        await Fault(stream, once, once);
        await Fault(stream, Sample.Of("a string is not an event"));
        await Fault(new("", Guid.NewGuid()), once);
        await AppendedAsync(store, stream, default, once);
        await Fault(stream with { Type = "other" }, Sample.Counted());
        await Fault(stream, Sample.Counted(thing: "nul \0"));
        await Fault(stream, once with { Id = Guid.NewGuid(), Metadata = once.Metadata with { Actor = "\0" } });
        Assert.Single(await store.ReadAllAsync(0, 10));
    }
}
