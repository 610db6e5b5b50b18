namespace CaseFlow.EventStore.Tests;

/// <summary>The promises, for every implementation.</summary>
public abstract partial class EventStoreContract
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected abstract Task<IEventStore> StoreAsync(EventTypes types);

    protected Task<IEventStore> StoreAsync() => StoreAsync(Sample.Types);

    [Fact]
    public async Task Events_are_read_as_they_were_appended()
    {
        var store = await StoreAsync();
        var stream = Sample.Stream();
        var painted = new ThingPainted("door", Colour.Green, 12.50m, new(2011, 3, 7), Sample.Noon, Guid.NewGuid(), ["first", "second"]);
        NewEvent[] events = [Sample.Counted(7), Sample.Of(painted)];

        var appended = Assert.IsType<Appended>(await store.AppendAsync(stream, default, events, Cancellation));

        Assert.Equal(2, appended.Version);
        var recorded = await store.ReadStreamAsync(stream.Value, cancellation: Cancellation);
        Assert.Equal([1, 2], recorded.Select(e => e.Version));
        Assert.Equal(["thing_counted", "thing_painted"], recorded.Select(e => e.Type));
        Assert.Equal(events.Select(e => e.Id), recorded.Select(e => e.Id));
        Assert.Equal(events.Select(e => e.Metadata), recorded.Select(e => e.Metadata));
        Assert.All(recorded, e => Assert.Equal(stream, e.Stream));
        Assert.Equal(new ThingCounted("apple", 7), recorded[0].Data);
        Assert.Equivalent(painted, recorded[1].Data, strict: true);
        Assert.Equal(appended.Position, recorded[1].Position);
        Assert.Equal(appended.Position, await store.HeadAsync(Cancellation));
        Assert.Equivalent(recorded, await store.ReadAllAsync(0, 10, Cancellation), strict: true);
    }
}
