namespace CaseFlow.EventStore.Tests;

/// <summary>The contract in memory.</summary>
public sealed class InMemoryEventStoreTests : EventStoreContract
{
    protected override Task<IEventStore> StoreAsync(EventTypes types) =>
        Task.FromResult<IEventStore>(new InMemoryEventStore(types, TimeProvider.System));

    protected override IEventStore With(IEventStore store, EventTypes types) => ((InMemoryEventStore)store).With(types);
}
