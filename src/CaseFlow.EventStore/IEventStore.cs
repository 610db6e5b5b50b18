namespace CaseFlow.EventStore;

/// <summary>Streams of permanent events. The six promises in the library's README hold for every implementation.</summary>
public interface IEventStore
{
    /// <summary>Appends <paramref name="events"/> to <paramref name="stream"/>, all or none, and answers once they are on disk.</summary>
    /// <param name="stream">The stream; its first append creates it.</param>
    /// <param name="expected">What the caller believes of the stream; the default of the type is the strictest, <see cref="ExpectedVersion.NoStream"/>.</param>
    /// <param name="events">At least one event. An append repeated with the same event ids changes nothing and answers <see cref="Repeated"/>.</param>
    /// <param name="cancellation">Cancels the wait. An append that was not sent yet never happens; of another, the events' ids tell.</param>
    /// <returns><see cref="Appended"/>, <see cref="Repeated"/> or <see cref="Conflict"/>.</returns>
    Task<AppendResult> AppendAsync(StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellation = default);

    /// <summary>Makes many appends, each for itself as <see cref="AppendAsync"/> does, faster than one by one: for imports.</summary>
    /// <param name="appends">In the order of their positions; those of one stream one after the other. Fastest where each has a stream of its own.</param>
    /// <param name="cancellation">Stops between two parts. What was recorded stays; the same appends may be made again.</param>
    /// <returns>An answer for each, in their order.</returns>
    Task<IReadOnlyList<AppendResult>> AppendManyAsync(IReadOnlyList<StreamAppend> appends, CancellationToken cancellation = default);

    /// <summary>Reads a stream in version order, from the event after <paramref name="afterVersion"/> to its end; empty when there is none.</summary>
    Task<IReadOnlyList<RecordedEvent>> ReadStreamAsync(Guid stream, long afterVersion = 0, CancellationToken cancellation = default);

    /// <summary>Reads all streams in position order, at most <paramref name="limit"/> events after <paramref name="afterPosition"/>.</summary>
    /// <remarks>Never shows an event before one with a lower position that may still appear.</remarks>
    Task<IReadOnlyList<RecordedEvent>> ReadAllAsync(long afterPosition, int limit, CancellationToken cancellation = default);

    /// <summary>The position of the last recorded event; 0 when there is none.</summary>
    Task<long> HeadAsync(CancellationToken cancellation = default);
}
