using System.Collections.Concurrent;
using CaseFlow.Emergencies;
using CaseFlow.EventStore;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Emergencies;

/// <summary>The history of an emergency up to a moment, and what it comes to.</summary>
/// <param name="Events">Its events.</param>
/// <param name="AsOf">The moment as of which it was asked for; null for now.</param>
/// <param name="Now">The present.</param>
public sealed record EmergencyFile(IReadOnlyList<RecordedEvent> Events, DateTimeOffset? AsOf, DateTimeOffset Now)
{
    /// <summary>How it began.</summary>
    public EmergencyProposed Proposed => (EmergencyProposed)Events[0].Data;

    /// <summary>Its state.</summary>
    public Emergency State { get; } = Streams.Emergency.Fold(Events);

    /// <summary>The six clocks.</summary>
    public IReadOnlyList<FirstTimeClock> Clocks { get; } = FirstTimeClocks.Of([.. Events.Select(e => new EmergencyFact((EmergencyEvent)e.Data, e.Metadata.OccurredAt, e.Metadata.Actor))], AsOf ?? Now);
}

/// <summary>Reads emergencies. A room looks again every few seconds, and so what was read stays at hand: only what came since is read.</summary>
public sealed class EmergencyFiles(IEventStore store, TimeProvider clock)
{
    /// <summary>More are seldom looked at in one hour.</summary>
    private const int Most = 64;

    private readonly ConcurrentDictionary<Guid, IReadOnlyList<RecordedEvent>> read = [];

    /// <summary>An emergency as it is, or as it was known at a moment; null when there was none in the scope.</summary>
    public async Task<EmergencyFile?> FindAsync(AccessScope scope, EmergencyId emergency, DateTimeOffset? asOf, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var history = Streams.Emergency.Within(scope, await HistoryAsync(emergency.Value, cancellation));
        if (asOf is { } moment) history = [.. history.TakeWhile(e => e.RecordedAt <= moment)];
        return history.Count == 0 ? null : new(history, asOf, clock.GetUtcNow());
    }

    private async Task<IReadOnlyList<RecordedEvent>> HistoryAsync(Guid emergency, CancellationToken cancellation)
    {
        var known = read.GetValueOrDefault(emergency) ?? [];
        var since = await store.ReadStreamAsync(emergency, known.Count == 0 ? 0 : known[^1].Version, cancellation);
        // A stream of another kind is none of ours, and is not kept.
        if (since.Count == 0 || since[0].Stream.Type != Streams.Emergency.Type) return known;
        IReadOnlyList<RecordedEvent> all = [.. known, .. since];
        if (read.Count >= Most) read.Clear();
        return read[emergency] = all;
    }
}
