using CaseFlow.EventStore;

namespace CaseFlow.Benchmarks.Workload;

/// <summary>Appends through the store what <see cref="RawWriter"/> writes past it: streams of eight events, one event for each command, on the version that it has seen.</summary>
public sealed class StoreWriter(IEventStore store, IReadOnlyList<object[]> streams, int first)
{
    private StreamId stream;
    private int version = EventMix.StreamLength;
    private int at = first;

    /// <summary>The position of its last event.</summary>
    public long Position { get; private set; }

    /// <summary>Appends the next event of its stream, or the first one of a new stream.</summary>
    public async Task WriteAsync()
    {
        if (version == EventMix.StreamLength)
            (stream, version, at) = (new("complaint", Guid.NewGuid()), 0, (at + 1) % streams.Count);
        var append = new NewEvent(Guid.NewGuid(), streams[at][version], EventMix.Metadata(at, version + 1));
        var result = await store.AppendAsync(stream, ExpectedVersion.Exactly(version), [append]);
        Position = result is Appended appended ? appended.Position : throw new InvalidOperationException($"The append answered {result}.");
        version++;
    }
}
