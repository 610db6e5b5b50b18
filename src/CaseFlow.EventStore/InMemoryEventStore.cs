using CaseFlow.EventStore.Appending;

namespace CaseFlow.EventStore;

/// <summary>Streams in memory under the same contract, for specs. Events pass through their stored form here too.</summary>
public sealed class InMemoryEventStore : IEventStore
{
    private readonly EventTypes types;
    private readonly TimeProvider time;
    private readonly Memory memory;

    /// <summary>Starts empty.</summary>
    public InMemoryEventStore(EventTypes types, TimeProvider time)
        : this(types, time, new())
    {
    }

    private InMemoryEventStore(EventTypes types, TimeProvider time, Memory memory) => (this.types, this.time, this.memory) = (types, time, memory);

    private sealed record Record(AppendRow Row, StreamId Stream, long Version, long Position, DateTimeOffset RecordedAt);

    private sealed class Memory
    {
        public Lock Gate { get; } = new();

        public List<Record> All { get; } = [];

        public Dictionary<Guid, Record> ById { get; } = [];

        public Dictionary<Guid, List<Record>> ByStream { get; } = [];
    }

    /// <summary>The same events, as a program with other types reads and writes them.</summary>
    public InMemoryEventStore With(EventTypes others) => new(others, time, memory);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">
    /// There is no event; an event's type is not registered; an event id is recorded already, but not by this append;
    /// the stream is of another type; or a text holds U+0000.
    /// </exception>
    public async Task<AppendResult> AppendAsync(StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellation = default)
    {
        await Task.CompletedTask;
        ArgumentNullException.ThrowIfNull(events);
        cancellation.ThrowIfCancellationRequested();
        var rows = AppendRow.Write(types, stream, events);
        lock (memory.Gate)
        {
            return Append(stream, expected, rows);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">As of <see cref="AppendAsync"/>, of any of them; the others may be recorded.</exception>
    public async Task<IReadOnlyList<AppendResult>> AppendManyAsync(IReadOnlyList<StreamAppend> appends, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(appends);
        var answers = appends.Select(append => AppendAsync(append.Stream, append.Expected, append.Events, cancellation)).ToList();
        return await Task.WhenAll(answers);
    }

    private AppendResult Append(StreamId stream, ExpectedVersion expected, AppendRow[] rows)
    {
        var known = rows.Where(row => memory.ById.ContainsKey(row.Id)).Select(row => memory.ById[row.Id]).ToList();
        if (known.Count > 0)
        {
            return known.Count == rows.Length && known.TrueForAll(record => record.Stream.Value == stream.Value)
                ? new Repeated(known.Max(record => record.Version), known.Max(record => record.Position))
                : throw new EventIdsTakenException($"Some of these event ids are already recorded, but not as this append to {stream.Value}.");
        }

        var history = memory.ByStream.GetValueOrDefault(stream.Value) ?? [];
        if (history.Count > 0 && history[0].Stream.Type != stream.Type)
            throw new ArgumentException($"Stream {stream.Value} is a {history[0].Stream.Type}, not a {stream.Type}.", nameof(stream));
        if (!expected.IsAny && expected.Value != history.Count)
            return new Conflict(history.Count);

        var now = time.GetUtcNow();
        memory.ByStream[stream.Value] = history;
        foreach (var row in rows)
        {
            var record = new Record(row, stream, history.Count + 1, memory.All.Count + 1, now);
            history.Add(record);
            memory.All.Add(record);
            memory.ById.Add(row.Id, record);
        }
        return new Appended(history.Count, memory.All.Count);
    }

    /// <inheritdoc/>
    /// <exception cref="UnreadableEventException">A body does not fit its type.</exception>
    public Task<IReadOnlyList<RecordedEvent>> ReadStreamAsync(Guid stream, long afterVersion = 0, CancellationToken cancellation = default) =>
        ReadAsync(() => memory.ByStream.GetValueOrDefault(stream)?.Skip((int)afterVersion) ?? [], cancellation);

    /// <inheritdoc/>
    /// <exception cref="UnreadableEventException">A body does not fit its type.</exception>
    public Task<IReadOnlyList<RecordedEvent>> ReadAllAsync(long afterPosition, int limit, CancellationToken cancellation = default) =>
        ReadAsync(() => memory.All.Skip((int)afterPosition).Take(limit), cancellation);

    private Task<IReadOnlyList<RecordedEvent>> ReadAsync(Func<IEnumerable<Record>> query, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        List<Record> found;
        lock (memory.Gate)
        {
            found = [.. query()];
        }
        return Task.FromResult<IReadOnlyList<RecordedEvent>>([.. found.Select(Read)]);
    }

    private RecordedEvent Read(Record record)
    {
        var stored = new StoredEvent
        {
            Position = record.Position,
            Stream = record.Stream.Value,
            Version = record.Version,
            Id = record.Row.Id,
            Type = record.Row.Type,
            Body = record.Row.Body,
            RecordedAt = record.RecordedAt,
            Actor = record.Row.Actor,
            CorrelationId = record.Row.CorrelationId,
            CausationId = record.Row.CausationId,
            Headers = record.Row.Headers,
        };
        return stored.With(record.Stream.Type, stored.Deserialise(types));
    }

    /// <inheritdoc/>
    public Task<long> HeadAsync(CancellationToken cancellation = default)
    {
        lock (memory.Gate)
        {
            return Task.FromResult<long>(memory.All.Count);
        }
    }
}
