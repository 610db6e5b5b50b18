using System.Text.Json.Serialization;
using CaseFlow.Definitions;

namespace CaseFlow.Emergencies;

/// <summary>A major service incident, or a drill of one, from its proposal to its review.</summary>
[JsonConverter(typeof(IdentifierConverter<EmergencyId>))]
public readonly record struct EmergencyId(Guid Value) : IIdentifier<EmergencyId>
{
    public static EmergencyId From(Guid value) => new(value);
}

/// <summary>Where an emergency stands.</summary>
public enum EmergencyStatus { Unproposed, Proposed, Dismissed, Declared, StoodDown, Reviewed }

/// <summary>The six things that are owed for the first time: an alert, departments on scene, a reply line for the desks, feedback to the public, callbacks, and the relay to headquarters and branches.</summary>
public enum FirstTime { Alert, OnScene, ReplyLine, PublicFeedback, Callback, Relay }

/// <summary>What starts a first-time clock.</summary>
public enum FirstTimeStart { IncidentBegan, Proposed, Declared, AlertIssued, FirstMediaReport, FaultCleared }

/// <summary>What somebody does on the command roster.</summary>
public enum CommandRole { ExecutiveSponsor, QualityLead, GeneralOffice, Business, InformationTechnology, Network }

/// <summary>Where the public speaks of an emergency.</summary>
public enum MediaKind { Press, Broadcast, Website, Forum, Microblog }

/// <summary>What a call to a customer of an emergency came to.</summary>
public enum EmergencyCallResult { Informed, Compensated, Dissatisfied, NotReached }

/// <summary>How a customer's callback ended. Unreachable is not informed.</summary>
public enum EmergencyCallbackOutcome { Informed, Compensated, Dissatisfied, Unreachable }

/// <summary>How long one of the six may take, and from when.</summary>
/// <param name="Clock">Which of the six.</param>
/// <param name="Start">What starts it.</param>
/// <param name="Minutes">How many minutes it may take.</param>
public sealed record FirstTimeTarget(FirstTime Clock, FirstTimeStart Start, int Minutes);

/// <summary>A span of the day in which customers are left in peace; one that ends before it begins goes on past midnight.</summary>
/// <param name="From">Its first moment.</param>
/// <param name="Until">The first moment after it.</param>
public sealed record RestHours(TimeOnly From, TimeOnly Until)
{
    /// <summary>Whether a time of day lies in it.</summary>
    public bool Holds(TimeOnly time) => From <= Until ? time >= From && time < Until : time >= From || time < Until;
}

/// <summary>What is expected of an emergency's command, as it was laid down when the emergency was proposed.</summary>
public sealed record EmergencyPlanTerms
{
    /// <summary>The version of the plan, from 1.</summary>
    public required int PlanVersion { get; init; }

    /// <summary>One target for each of the six clocks.</summary>
    public required IReadOnlyList<FirstTimeTarget> Targets { get; init; }

    /// <summary>The departments that have to be on scene, each by itself.</summary>
    public required IReadOnlyList<Term> OnScene { get; init; }

    /// <summary>IANA zone by whose clock customers rest, for example <c>Asia/Shanghai</c>.</summary>
    public required string Zone { get; init; }

    /// <summary>When nobody is called.</summary>
    public required IReadOnlyList<RestHours> Rest { get; init; }

    /// <summary>How many calls can be made in an hour.</summary>
    public required int CallsPerHour { get; init; }

    /// <summary>From a call that reached nobody to the next, in minutes; one more call than entries is made.</summary>
    public required IReadOnlyList<int> RetryAfterMinutes { get; init; }

    /// <summary>How long whoever takes a call has it to themselves, in minutes.</summary>
    public int LeaseMinutes { get; init; } = 15;
}

/// <summary>The question that a list was the answer to, so that it can be asked again and compared.</summary>
public sealed record FrozenQuery
{
    /// <summary>What was asked for, in words; they name no customer.</summary>
    public required string Words { get; init; }

    /// <summary>The codes of the topics, each with all below it; all topics where there is none.</summary>
    public required IReadOnlyList<string> Topics { get; init; }

    /// <summary>The territory, for example <c>cn-js.nanjing</c>.</summary>
    public required string Territory { get; init; }

    /// <summary>From when on; absent where a list was handed in.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Until when.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Up to which event the answer counts everything.</summary>
    public required long Position { get; init; }
}

/// <summary>A complaint of an emergency, and whose it is.</summary>
/// <param name="Complaint">Which complaint.</param>
/// <param name="Customer">Who complained.</param>
/// <param name="City">Where, for example <c>cn-js.nanjing</c>; absent where the case is of the province as a whole, and of what was linked before cities were kept.</param>
public sealed record LinkedComplaint(ComplaintId Complaint, CustomerId Customer, string? City = null);

/// <summary>A customer whom an emergency affects.</summary>
/// <param name="Customer">Who.</param>
/// <param name="ServiceNumber">The number by which they are called, under their key; absent where it is known from elsewhere.</param>
/// <param name="City">Where they are, for example <c>cn-js.nanjing</c>; absent where nobody said so.</param>
public sealed record AffectedCustomer(CustomerId Customer, Sealed? ServiceNumber = null, string? City = null);

/// <summary>A call that is to be made.</summary>
/// <param name="Customer">Whom.</param>
/// <param name="Complaint">The complaint of theirs that is linked; absent for somebody who did not complain.</param>
/// <param name="DueAt">When.</param>
public sealed record PlannedCallback(CustomerId Customer, ComplaintId? Complaint, DateTimeOffset DueAt);

/// <summary>A customer who was told a reply line, and on which occasion.</summary>
/// <param name="Customer">Who was told.</param>
/// <param name="Complaint">In which complaint.</param>
/// <param name="Contact">In which contact.</param>
public sealed record ToldCustomer(CustomerId Customer, ComplaintId? Complaint = null, ContactId? Contact = null);

/// <summary>How an emergency stood when the situation was reported.</summary>
/// <param name="Complaints">The complaints linked.</param>
/// <param name="Affected">Affected customers who did not complain.</param>
/// <param name="Owed">Everybody who is to be called, each once.</param>
/// <param name="Closed">Those of them whose callback is closed.</param>
public sealed record SituationFigures(int Complaints, int Affected, int Owed, int Closed);
