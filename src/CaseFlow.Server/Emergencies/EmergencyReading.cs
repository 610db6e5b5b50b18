using CaseFlow.Emergencies;
using CaseFlow.EventStore;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Emergencies;

/// <summary>A call that is to be made.</summary>
/// <param name="Id">Its own, which follows from emergency and customer.</param>
/// <param name="Customer">Whom.</param>
/// <param name="Complaint">Their linked complaint; null for who did not complain.</param>
/// <param name="Call">How many calls reached nobody, and who has taken it.</param>
public sealed record CallToMake(Guid Id, CustomerId Customer, ComplaintId? Complaint, EmergencyCall Call)
{
    /// <summary>When.</summary>
    public DateTimeOffset DueAt => Call.DueAt;
}

/// <summary>Events that were read and what they come to. What many ask for, in a room that stands open or on an agenda, is told once.</summary>
public sealed class EmergencyReading
{
    private readonly Lazy<IReadOnlyList<CallToMake>> toMake;
    private readonly Lazy<IReadOnlyDictionary<CustomerId, string>> numbers;

    private EmergencyReading(IReadOnlyList<RecordedEvent> events, Emergency state)
    {
        (Events, State) = (events, state);
        toMake = new(CallsToMake);
        numbers = new(() => Events.Select(e => e.Data).OfType<AffectedCustomersListed>().SelectMany(e => e.Customers).Where(one => one.ServiceNumber is not null)
            .DistinctBy(one => one.Customer).ToDictionary(one => one.Customer, one => one.ServiceNumber!.Value.Ciphertext));
    }

    /// <summary>The events.</summary>
    public IReadOnlyList<RecordedEvent> Events { get; }

    /// <summary>What they come to.</summary>
    public Emergency State { get; }

    /// <summary>The version of the last.</summary>
    public long Version => Events.Count == 0 ? 0 : Events[^1].Version;

    /// <summary>The calls that are planned and not closed, the earliest due first. Of one that was stood down before all were closed, they may still be made.</summary>
    public IReadOnlyList<CallToMake> ToMake => toMake.Value;

    /// <summary>The sealed numbers that came with lists of affected customers.</summary>
    public IReadOnlyDictionary<CustomerId, string> Numbers => numbers.Value;

    /// <summary>What a history comes to.</summary>
    public static EmergencyReading Of(IReadOnlyList<RecordedEvent> events) => new(events, Streams.Emergency.Fold(events));

    /// <summary>What it comes to with more events.</summary>
    public EmergencyReading Then(IReadOnlyList<RecordedEvent> more) =>
        new([.. Events, .. more], more.Aggregate(State, (state, e) => Emergency.Evolve(state, (EmergencyEvent)e.Data)));

    private IReadOnlyList<CallToMake> CallsToMake()
    {
        if (State.Calls.IsEmpty) return [];
        var emergency = Events[0].Stream.Value;
        return
        [
            .. State.Owed.Where(one => State.Calls.GetValueOrDefault(one.Customer) is { Closed: false })
                .Select(one => (One: one, Call: State.Calls[one.Customer]))
                .Select(one => new CallToMake(DeterministicId.From("emergency-call", emergency, one.One.Customer.Value), one.One.Customer, one.One.Complaint, one.Call))
                .OrderBy(call => call.DueAt).ThenBy(call => call.Id),
        ];
    }
}
