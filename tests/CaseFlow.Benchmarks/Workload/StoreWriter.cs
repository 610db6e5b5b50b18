using CaseFlow.EventStore;

namespace CaseFlow.Benchmarks.Workload;

/// <summary>A stream to be written event by event.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">Its number in the mix.</param>
/// <param name="Events">Its events.</param>
public sealed record StreamToWrite(Guid Id, long Number, object[] Events);

/// <summary>Appends through the store what <see cref="RawWriter"/> writes past it: streams of eight events, one event for each command, on the version that it has seen.</summary>
/// <param name="store">The store.</param>
/// <param name="next">The stream that follows one that is complete.</param>
public sealed class StoreWriter(IEventStore store, Func<StreamToWrite> next)
{
    private StreamToWrite? stream;
    private int version;

    /// <summary>The position of its last event.</summary>
    public long Position { get; private set; }

    /// <summary>Streams of the same few bodies under new ids, made beforehand, so that only the store's own work is measured.</summary>
    public static Func<StreamToWrite> SameBodies()
    {
        var (bodies, at) = (Enumerable.Range(0, 64).Select(number => EventMix.Stream(number)).ToList(), 0);
        return () =>
        {
            var number = Interlocked.Increment(ref at);
            return new(Guid.NewGuid(), number, bodies[number % bodies.Count]);
        };
    }

    /// <summary>The streams of the mix one after the other, each of its own customer and matter, as read models need them.</summary>
    public static Func<StreamToWrite> OwnMatters()
    {
        var last = 0L;
        return () =>
        {
            var number = Interlocked.Increment(ref last);
            return new(EventMix.StreamIdOf(number), number, EventMix.Stream(number));
        };
    }

    /// <summary>Appends the next event of its stream, or the first one of a new stream.</summary>
    public async Task WriteAsync()
    {
        if (stream is null || version == stream.Events.Length)
            (stream, version) = (next(), 0);
        var append = new NewEvent(Guid.NewGuid(), stream.Events[version], EventMix.Metadata(stream.Number, version + 1));
        var result = await store.AppendAsync(new("complaint", stream.Id), ExpectedVersion.Exactly(version), [append]);
        Position = result is Appended appended ? appended.Position : throw new InvalidOperationException($"The append answered {result}.");
        version++;
    }
}
