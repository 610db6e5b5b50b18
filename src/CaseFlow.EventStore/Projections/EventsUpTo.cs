namespace CaseFlow.EventStore.Projections;

/// <summary>The events as they were when the one at a position was the last; nothing can be appended to the past.</summary>
internal sealed class EventsUpTo(IEventStore store, long position) : IEventStore
{
    public Task<AppendResult> AppendAsync(StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellation = default) =>
        throw new NotSupportedException("The past takes no events.");

    public async Task<IReadOnlyList<RecordedEvent>> ReadStreamAsync(Guid stream, long afterVersion = 0, CancellationToken cancellation = default) =>
        Cut(await store.ReadStreamAsync(stream, afterVersion, cancellation));

    public async Task<IReadOnlyList<RecordedEvent>> ReadAllAsync(long afterPosition, int limit, CancellationToken cancellation = default) =>
        afterPosition >= position ? [] : Cut(await store.ReadAllAsync(afterPosition, limit, cancellation));

    public Task<long> HeadAsync(CancellationToken cancellation = default) => Task.FromResult(position);

    private IReadOnlyList<RecordedEvent> Cut(IReadOnlyList<RecordedEvent> events) =>
        events.Count == 0 || events[^1].Position <= position ? events : [.. events.TakeWhile(e => e.Position <= position)];
}
