using System.Collections.Concurrent;
using CaseFlow.Emergencies;
using CaseFlow.EventStore;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Emergencies;

/// <summary>The history of an emergency up to a moment, as far as it is there for who asks, and what it comes to.</summary>
/// <param name="Reading">What is there of it.</param>
/// <param name="Whole">All events; only what its command does and when is told from them.</param>
/// <param name="City">The city whose part it is, for example <c>cn-js.nanjing</c>; null where all of it is there.</param>
/// <param name="AsOf">The moment as of which it was asked for; null for now.</param>
/// <param name="Now">The present.</param>
public sealed record EmergencyFile(EmergencyReading Reading, IReadOnlyList<RecordedEvent> Whole, string? City, DateTimeOffset? AsOf, DateTimeOffset Now)
{
    /// <summary>Its events.</summary>
    public IReadOnlyList<RecordedEvent> Events => Reading.Events;

    /// <summary>How it began.</summary>
    public EmergencyProposed Proposed => (EmergencyProposed)Whole[0].Data;

    /// <summary>Its state.</summary>
    public Emergency State => Reading.State;

    /// <summary>The latest event, also where it is another city's.</summary>
    public RecordedEvent Last => Whole[^1];

    /// <summary>The six clocks, which are the emergency's and no city's.</summary>
    public IReadOnlyList<FirstTimeClock> Clocks => FirstTimeClocks.Of([.. Whole.Select(e => new EmergencyFact((EmergencyEvent)e.Data, e.Metadata.OccurredAt, e.Metadata.Actor))], AsOf ?? Now);
}

/// <summary>Reads emergencies. A room looks again every few seconds, and so what was read stays at hand: only what came since is read.</summary>
public sealed class EmergencyFiles(IEventStore store, TimeProvider clock)
{
    /// <summary>More are seldom looked at in one hour.</summary>
    private const int Most = 64;

    private readonly ConcurrentDictionary<Guid, EmergencyReading> read = [];
    private readonly ConcurrentDictionary<(Guid Emergency, string City), (long Version, EmergencyReading Part)> parts = [];

    /// <summary>An emergency as it is, or as it was known at a moment; null when there was none in the scope. Of one of the whole province, a city has its part from the declaration on.</summary>
    public async Task<EmergencyFile?> FindAsync(AccessScope scope, EmergencyId emergency, DateTimeOffset? asOf, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var whole = await ReadAsync(emergency.Value, cancellation);
        if (whole is not null && asOf is { } moment) whole = EmergencyReading.Of([.. whole.Events.TakeWhile(e => e.RecordedAt <= moment)]);
        if (whole is null || whole.Events.Count == 0) return null;
        if (Streams.Emergency.Within(scope, whole.Events).Count > 0) return new(whole, whole.Events, City: null, asOf, clock.GetUtcNow());
        return EmergencyReach.CityOf(scope, whole.Events) is { } city ? new(PartOf(whole, city, isNow: asOf is null), whole.Events, city, asOf, clock.GetUtcNow()) : null;
    }

    private async Task<EmergencyReading?> ReadAsync(Guid emergency, CancellationToken cancellation)
    {
        var known = read.GetValueOrDefault(emergency);
        var since = await store.ReadStreamAsync(emergency, known?.Version ?? 0, cancellation);
        // A stream of another kind is none of ours, and is not kept.
        if (since.Count == 0 || since[0].Stream.Type != Streams.Emergency.Type) return known;
        if (read.Count >= Most) read.Clear();
        return read[emergency] = known is null ? EmergencyReading.Of(since) : known.Then(since);
    }

    private EmergencyReading PartOf(EmergencyReading whole, string city, bool isNow)
    {
        var key = (whole.Events[0].Stream.Value, city);
        if (isNow && parts.TryGetValue(key, out var known) && known.Version == whole.Version) return known.Part;
        var part = new CityPart(whole.Events.Select(e => (EmergencyEvent)e.Data), city);
        var reading = EmergencyReading.Of([.. whole.Events.Select(e => part.Of((EmergencyEvent)e.Data) is { } own ? e with { Data = own } : null).OfType<RecordedEvent>()]);
        if (!isNow) return reading;
        if (parts.Count >= Most * 8) parts.Clear();
        parts[key] = (whole.Version, reading);
        return reading;
    }
}

/// <summary>Where an emergency of a whole province is there beyond the province's own offices.</summary>
public static class EmergencyReach
{
    /// <summary>The city of a scope, of which an emergency that was declared for its whole province concerns a part; null where it does not, or where the scope is no city's.</summary>
    public static string? CityOf(AccessScope scope, IReadOnlyList<RecordedEvent> history)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(history);
        return scope.City is not null && history.Count > 0 && history[0].Data is EmergencyProposed proposed
            && AccessScope.CityOf(proposed.Region).Length == 0 && AccessScope.ProvinceOf(proposed.Region) == scope.Province && history.Any(e => e.Data is EmergencyDeclared)
                ? scope.Territory
                : null;
    }
}
