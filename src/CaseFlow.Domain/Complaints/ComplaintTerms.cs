using CaseFlow.Definitions;

namespace CaseFlow.Complaints;

/// <summary>What a complaint in the broad sense is.</summary>
public enum ComplaintKind { Complaint, Consultation, Suggestion, Fault, Praise }

/// <summary>Where a complaint stands. Merged and withdrawn ones have left every queue.</summary>
public enum ComplaintStatus { Unregistered, Received, Acknowledged, Handling, Resolved, Closed, Withdrawn, Merged }

/// <summary>How high a complaint has been escalated; each is above the one before.</summary>
public enum EscalationLevel { FrontLine, Team, City, Province, Headquarters }

/// <summary>How urgent a complaint is, the most urgent first.</summary>
public enum Priority { P1, P2, P3, P4 }

/// <summary>Who or what escalated.</summary>
public enum EscalationOrigin { Customer, Regulator, Headquarters, Media, Internal }

/// <summary>Whose answer the handling waits for.</summary>
public enum AwaitedParty { Customer, ThirdParty }

/// <summary>Where the customer's phone was when it happened.</summary>
public enum RoamingState { Unknown, Home, Domestic, International }

/// <summary>Whether verification found what the complaint says to be so.</summary>
public enum Validity { Valid, Invalid }

/// <summary>Whether the operator is liable for a valid complaint.</summary>
public enum Liability { Liable, NotLiable }

/// <summary>Whether a claim is one that the operator should meet.</summary>
public enum Reasonableness { Reasonable, Unreasonable }

/// <summary>Whether a claim is what the customer is really after.</summary>
public enum ClaimRank { Primary, Secondary }

/// <summary>How a claim ended.</summary>
public enum ClaimOutcome { Granted, AlternativeAccepted, Declined, Dropped }

/// <summary>The steps of the service blueprint, hall and phone together, in the order in which the customer lives them.</summary>
public enum BlueprintStage
{
    Arrive, Wait, Contact, StateNeed, Verify, Feedback, GuideEmotion, Negotiate, ReachAgreement, Transact, GiveCare, Callback,
}

/// <summary>On what ground a complaint is closed. Unreachable is not satisfied.</summary>
public enum ClosureBasis { CustomerSatisfied, CustomerUnreachable, CallbackNotOwed, RecordedElsewhere }

/// <summary>Why a complaint is opened again.</summary>
public enum ReopenCause { CustomerDissatisfied, ProblemReturned, RegulatorRequest, QualityReview }

/// <summary>Where in the operator's territory.</summary>
/// <param name="Province">ISO 3166-2, for example <c>CN-JS</c>.</param>
/// <param name="City">The branch within it, null for the province as a whole.</param>
public sealed record Region(string Province, string? City = null);

/// <summary>The customer as known at that moment; later changes of tier or brand leave it as it is.</summary>
public sealed record CustomerSnapshot
{
    /// <summary>The account.</summary>
    public required CustomerId Customer { get; init; }

    /// <summary>For example diamond; from the list of tiers.</summary>
    public Term? Tier { get; init; }

    /// <summary>For example GoTone; from the list of brands.</summary>
    public Term? Brand { get; init; }

    /// <summary>Where the phone was.</summary>
    public RoamingState Roaming { get; init; }

    /// <summary>The customer's name.</summary>
    public Sealed? Name { get; init; }

    /// <summary>The service number (MSISDN).</summary>
    public Sealed? ServiceNumber { get; init; }

    /// <summary>A keyed hash of the service number, to find the customer by it.</summary>
    public string? ServiceNumberHash { get; init; }

    /// <summary>The account number or another reference that the operator knows the customer by.</summary>
    public Sealed? Account { get; init; }

    /// <summary>Where the customer lives or the service stands.</summary>
    public Sealed? Address { get; init; }
}

/// <summary>What verification came to.</summary>
/// <param name="Validity">Whether it is so.</param>
/// <param name="Liability">Whether the operator is liable; only of a valid complaint.</param>
/// <param name="ResponsibilityClass">Why it is liable; only when it is.</param>
public sealed record Verdict(Validity Validity, Liability? Liability = null, Term? ResponsibilityClass = null);

/// <summary>Why two complaints are taken for one matter.</summary>
/// <param name="RuleVersion">The version of the repeat rule.</param>
/// <param name="WindowDays">The rule's window, in days.</param>
/// <param name="TopicLevel">How many levels of the topic had to agree.</param>
/// <param name="DaysBetween">Whole days from the earlier complaint to this one.</param>
public sealed record RepeatGrounds(int RuleVersion, int WindowDays, int TopicLevel, int DaysBetween);
