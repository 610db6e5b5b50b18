using CaseFlow.Clocks;
using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.FollowUps;
using CaseFlow.Server.FollowUps;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Clocks;

/// <summary>A case as its clocks see it, read from its own streams.</summary>
/// <param name="Registered">Its first fact.</param>
/// <param name="Facts">What its clocks follow from.</param>
/// <param name="Last">The last thing that is recorded of it.</param>
public sealed record ClockedCase(ComplaintRegistered Registered, IReadOnlyList<ClockFact> Facts, RecordedEvent Last)
{
    /// <summary>Reads a case; null when there is none in the scope.</summary>
    public static async Task<ClockedCase?> ReadAsync(IEventStore store, ComplaintId complaint, AccessScope scope, CancellationToken cancellation)
    {
        var all = await EventsAsync(store, complaint, scope, cancellation);
        return all.Count == 0 ? null : new((ComplaintRegistered)all[0].Data, [.. all.Select(FactOf).OfType<ClockFact>()], all[^1]);
    }

    /// <summary>The events of a case and the callbacks that were completed, in order; none when there is no case in the scope.</summary>
    public static async Task<IReadOnlyList<RecordedEvent>> EventsAsync(IEventStore store, ComplaintId complaint, AccessScope scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        var all = Streams.Complaint.Within(scope, await store.ReadStreamAsync(complaint.Value, cancellation: cancellation)).ToList();
        foreach (var resolved in all.Select(e => e.Data).OfType<ComplaintResolved>().ToList())
            all.AddRange((await store.ReadStreamAsync(CallbackIds.Of(complaint, resolved.Episode).Value, cancellation: cancellation)).Where(e => e.Data is CallbackCompleted));
        all.Sort((one, other) => one.Position.CompareTo(other.Position));
        return all;
    }

    /// <summary>The traits of a case after its facts.</summary>
    public static CaseTraits TraitsOf(IReadOnlyList<ClockFact> facts) => facts.OrderBy(fact => fact.Position).Aggregate(facts[0].Traits!, (traits, fact) => fact.Traits ?? traits with
    {
        Kind = fact.Kind ?? traits.Kind,
        Topic = fact.Topic ?? traits.Topic,
        Level = fact.Level ?? traits.Level,
    });

    /// <summary>What an event is to the clocks of its case; null when it is nothing to them.</summary>
    public static ClockFact? FactOf(RecordedEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return ClockFact.Of(e.Data, e.Metadata.OccurredAt, e.RecordedAt, e.Position);
    }

    /// <summary>The stream in which the moments of a case's clocks are recorded.</summary>
    public static Guid LogOf(ComplaintId complaint) => DeterministicId.From("case_clocks", complaint.Value);

    /// <summary>The id of a clock, which follows from what it is.</summary>
    public static Guid IdOf(Guid complaint, CaseClock clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return DeterministicId.From("clock", complaint, clock.Obligation, clock.Episode, clock.Sequence);
    }
}
