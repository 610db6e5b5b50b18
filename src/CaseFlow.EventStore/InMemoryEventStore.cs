namespace CaseFlow.EventStore;

/// <summary>Streams in memory under the same contract, for specs. Events pass through their stored form here too.</summary>
public sealed class InMemoryEventStore(EventTypes types, TimeProvider time) : IEventStore
{
    private readonly Lock gate = new();
    private readonly List<Record> records = [];
    private readonly Dictionary<Guid, Record> byId = [];
    private readonly Dictionary<Guid, List<Record>> byStream = [];

    private sealed record Record(EventRow Row, StreamId Stream, long Version, long Position, DateTimeOffset RecordedAt);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">
    /// There is no event; an event's type is not registered; an event id is recorded already, but not by this append;
    /// or the stream is of another type.
    /// </exception>
    public Task<AppendResult> AppendAsync(StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        cancellation.ThrowIfCancellationRequested();
        var rows = EventRow.Write(types, stream, events);
        lock (gate)
        {
            return Task.FromResult(Append(stream, expected, rows));
        }
    }

    private AppendResult Append(StreamId stream, ExpectedVersion expected, EventRow[] rows)
    {
        var known = rows.Where(row => byId.ContainsKey(row.Id)).Select(row => byId[row.Id]).ToList();
        if (known.Count > 0)
        {
            return known.Count == rows.Length && known.TrueForAll(record => record.Stream.Value == stream.Value)
                ? new Repeated(known.Max(record => record.Version), known.Max(record => record.Position))
                : throw new ArgumentException($"Some of these event ids are already recorded, but not as this append to {stream.Value}.", nameof(rows));
        }

        var history = byStream.GetValueOrDefault(stream.Value) ?? [];
        if (history.Count > 0 && history[0].Stream.Type != stream.Type)
            throw new ArgumentException($"Stream {stream.Value} is a {history[0].Stream.Type}, not a {stream.Type}.", nameof(stream));
        if (!expected.IsAny && expected.Value != history.Count)
            return new Conflict(history.Count);

        var now = time.GetUtcNow();
        byStream[stream.Value] = history;
        foreach (var row in rows)
        {
            var record = new Record(row, stream, history.Count + 1, records.Count + 1, now);
            history.Add(record);
            records.Add(record);
            byId.Add(row.Id, record);
        }
        return new Appended(history.Count, records.Count);
    }

    /// <inheritdoc/>
    /// <exception cref="UnreadableEventException">A body does not fit its type.</exception>
    public Task<IReadOnlyList<RecordedEvent>> ReadStreamAsync(Guid stream, long afterVersion = 0, CancellationToken cancellation = default) =>
        ReadAsync(() => byStream.GetValueOrDefault(stream)?.Skip((int)afterVersion) ?? [], cancellation);

    /// <inheritdoc/>
    /// <exception cref="UnreadableEventException">A body does not fit its type.</exception>
    public Task<IReadOnlyList<RecordedEvent>> ReadAllAsync(long afterPosition, int limit, CancellationToken cancellation = default) =>
        ReadAsync(() => records.Skip((int)afterPosition).Take(limit), cancellation);

    private Task<IReadOnlyList<RecordedEvent>> ReadAsync(Func<IEnumerable<Record>> query, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        List<Record> found;
        lock (gate)
        {
            found = [.. query()];
        }
        return Task.FromResult<IReadOnlyList<RecordedEvent>>(
            [.. found.Select(record => record.Row.Read(types, record.Stream, record.Version, record.Position, record.RecordedAt))]);
    }

    /// <inheritdoc/>
    public Task<long> HeadAsync(CancellationToken cancellation = default)
    {
        lock (gate)
        {
            return Task.FromResult<long>(records.Count);
        }
    }
}
