using System.Collections.Immutable;
using System.Diagnostics;
using CaseFlow.Complaints;

namespace CaseFlow.Emergencies;

/// <summary>Where the callback of one customer stands.</summary>
/// <param name="DueAt">When the next call is to be made.</param>
/// <param name="Attempts">How many calls reached nobody.</param>
/// <param name="Closed">Whether it ended.</param>
/// <param name="Lease">Who took the call last and has not given it back; it may have run out.</param>
public sealed record EmergencyCall(DateTimeOffset DueAt, int Attempts, bool Closed, Holder? Lease = null)
{
    /// <summary>Who has the call at a moment; null when it is anybody's.</summary>
    public Holder? HeldAt(DateTimeOffset moment) => Lease is { } lease && moment < lease.Until ? lease : null;
}

/// <summary>Only what later decisions ask of an emergency.</summary>
public sealed record Emergency
{
    /// <summary>The relay's recipient above all branches.</summary>
    public const string Headquarters = "headquarters";

    public static readonly Emergency Unproposed = new();

    public EmergencyStatus Status { get; private init; } = EmergencyStatus.Unproposed;
    public Region Region { get; private init; } = new("");
    public bool IsDrill { get; private init; }

    /// <summary>What is expected of the command; null before there is one.</summary>
    public EmergencyPlanTerms? Plan { get; private init; }
    public ImmutableHashSet<string> Branches { get; private init; } = [];

    /// <summary>The linked complaints: whose each is, in which order they were linked, and the city.</summary>
    public ImmutableDictionary<ComplaintId, (CustomerId Customer, int Number, string? City)> Complaints { get; private init; } = ImmutableDictionary<ComplaintId, (CustomerId, int, string?)>.Empty;

    /// <summary>The affected customers, in the order in which they were listed, and their cities.</summary>
    public ImmutableDictionary<CustomerId, (int Number, string? City)> Affected { get; private init; } = ImmutableDictionary<CustomerId, (int, string?)>.Empty;
    /// <summary>How many were linked or listed so far; what orders them.</summary>
    public int Counted { get; private init; }
    public ImmutableHashSet<(CommandRole Role, string Person)> Roster { get; private init; } = [];

    /// <summary>What of the six was done, and by or to whom.</summary>
    public ImmutableHashSet<(FirstTime Clock, string Part)> Met { get; private init; } = [];
    public bool FaultCleared { get; private init; }

    /// <summary>How many wordings were published.</summary>
    public int ReplyLines { get; private init; }
    public ImmutableHashSet<int> Withdrawn { get; private init; } = [];
    public ImmutableHashSet<(int Version, ToldCustomer Told)> Told { get; private init; } = [];
    public int Reports { get; private init; }
    public ImmutableDictionary<CustomerId, EmergencyCall> Calls { get; private init; } = ImmutableDictionary<CustomerId, EmergencyCall>.Empty;

    /// <summary>How many calls a drill has counted.</summary>
    public int Simulated { get; private init; }

    /// <summary>Whether its command is at work, or might yet be.</summary>
    public bool IsOpen => Status is EmergencyStatus.Proposed or EmergencyStatus.Declared;

    /// <summary>Everybody who is to be called, each once: those who complained first, in the order in which they were linked.</summary>
    public IReadOnlyList<(CustomerId Customer, ComplaintId? Complaint)> Owed =>
    [
        .. Complaints.OrderBy(one => one.Value.Number).Select(one => (one.Value.Customer, (ComplaintId?)one.Key))
            .Concat(Affected.OrderBy(one => one.Value.Number).Select(one => (Customer: one.Key, (ComplaintId?)null)))
            .DistinctBy(one => one.Customer),
    ];

    /// <summary>Whom it concerns in a city: who complained there, and who is listed as affected there. A customer may be of several.</summary>
    public IReadOnlySet<CustomerId> ConcernedIn(string city) =>
        Complaints.Values.Where(one => one.City == city).Select(one => one.Customer).Concat(Affected.Where(one => one.Value.City == city).Select(one => one.Key)).ToHashSet();

    /// <summary>Whether it concerns a customer, in a city or, when none is named, anywhere.</summary>
    public bool Concerns(CustomerId customer, string? city) =>
        city is null ? Affected.ContainsKey(customer) || Complaints.Values.Any(one => one.Customer == customer) : ConcernedIn(city).Contains(customer);

    /// <summary>How it stands in figures.</summary>
    public SituationFigures Figures()
    {
        var owed = Owed;
        return new(Complaints.Count, owed.Count(one => one.Complaint is null), owed.Count, owed.Count(one => Calls.GetValueOrDefault(one.Customer) is { Closed: true }));
    }

    public static Emergency Evolve(Emergency emergency, EmergencyEvent @event)
    {
        ArgumentNullException.ThrowIfNull(emergency);
        return @event switch
        {
            EmergencyProposed e => emergency with { Status = EmergencyStatus.Proposed, Region = e.Region, IsDrill = e.IsDrill, Plan = e.Plan },
            EmergencyDeclared e => emergency with { Status = EmergencyStatus.Declared, Branches = [.. e.Branches] },
            EmergencyDismissed => emergency with { Status = EmergencyStatus.Dismissed },
            ComplaintsLinked e => emergency with
            {
                Counted = emergency.Counted + e.Complaints.Count,
                Complaints = emergency.Complaints.SetItems(e.Complaints.Select((one, at) => KeyValuePair.Create(one.Complaint, (one.Customer, emergency.Counted + at, one.City)))),
            },
            ComplaintUnlinked e => emergency with { Complaints = emergency.Complaints.Remove(e.Complaint) },
            AffectedCustomersListed e => emergency with
            {
                Counted = emergency.Counted + e.Customers.Count,
                Affected = emergency.Affected.SetItems(e.Customers.Select((one, at) => KeyValuePair.Create(one.Customer, (emergency.Counted + at, one.City)))),
            },
            RosterAssigned e => emergency with { Roster = emergency.Roster.Add((e.Role, e.Person)) },
            RosterRelieved e => emergency with { Roster = emergency.Roster.Remove((e.Role, e.Person)) },
            FirstTimeMet e => emergency with { Met = emergency.Met.Add((e.Clock, FirstTimeClocks.PartOf(e))) },
            EmergencyFaultCleared => emergency with { FaultCleared = true },
            ReplyLinePublished e => emergency with { ReplyLines = e.Version },
            ReplyLineWithdrawn e => emergency with { Withdrawn = emergency.Withdrawn.Add(e.Version) },
            ReplyLineGiven e => emergency with { Told = emergency.Told.Union(e.Told.Select(told => (e.Version, told))) },
            MediaLogged => emergency,
            SituationReported e => emergency with { Reports = e.Number },
            EmergencyCallbacksPlanned e => emergency with { Calls = emergency.Calls.SetItems(e.Callbacks.Select(one => KeyValuePair.Create(one.Customer, new EmergencyCall(one.DueAt, Attempts: 0, Closed: false)))) },
            EmergencyCallbacksSimulated e => emergency with { Simulated = e.Customers },
            EmergencyCallTaken e => emergency.Leased(e.Customer, new(e.Agent, e.LeaseEnds)),
            EmergencyCallGivenBack e => emergency.Leased(e.Customer, null),
            EmergencyCallbackAttempted e => emergency with { Calls = emergency.Calls.SetItem(e.Customer, new(e.NextAt, e.Attempt, Closed: false)) },
            EmergencyCallbackClosed e => emergency with { Calls = emergency.Calls.SetItem(e.Customer, (emergency.Calls.GetValueOrDefault(e.Customer) ?? new(default, Attempts: 0, Closed: true)) with { Closed = true, Lease = null }) },
            EmergencyStoodDown => emergency with { Status = EmergencyStatus.StoodDown },
            EmergencyReviewHeld => emergency with { Status = EmergencyStatus.Reviewed },
            _ => throw new UnreachableException(@event?.GetType().Name),
        };
    }

    private Emergency Leased(CustomerId customer, Holder? lease) => this with { Calls = Calls.SetItem(customer, (Calls.GetValueOrDefault(customer) ?? new(default, Attempts: 0, Closed: false)) with { Lease = lease }) };
}
