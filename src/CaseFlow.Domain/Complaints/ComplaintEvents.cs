using CaseFlow.Definitions;

namespace CaseFlow.Complaints;

/// <summary>A fact about one complaint.</summary>
public abstract record ComplaintEvent;

/// <summary>A customer's voice was taken on as a case; its clocks start.</summary>
public sealed record ComplaintRegistered : ComplaintEvent
{
    public required ComplaintId Complaint { get; init; }
    public required ComplaintKind Kind { get; init; }
    public required Term Channel { get; init; }
    public required Term Source { get; init; }
    public required Term Topic { get; init; }
    public required Region Region { get; init; }
    public required CustomerSnapshot Customer { get; init; }
    public required Sealed Summary { get; init; }
    public Sealed? RemedySought { get; init; }

    /// <summary>The number that another system knows it by, for example a ticket of a regulator.</summary>
    public string? ExternalReference { get; init; }

    /// <summary>What an import found wrong with the record and kept as it was, for example <c>closure-before-opening</c>.</summary>
    public IReadOnlyList<string>? DataFlags { get; init; }
}

/// <summary>The kind or topic was found to be another one; both counts stay explainable.</summary>
public sealed record ComplaintReclassified(ComplaintKind Kind, Term Topic, Sealed? Reason) : ComplaintEvent;

/// <summary>The customer was told that the complaint has arrived.</summary>
public sealed record ComplaintAcknowledged(Term? Channel) : ComplaintEvent;

/// <summary>A desk lead gave the complaint to an agent.</summary>
public sealed record ComplaintAssigned(string Handler) : ComplaintEvent;

/// <summary>An agent took the complaint; until the lease ends nobody else can.</summary>
public sealed record ComplaintClaimed(string Handler, DateTimeOffset LeaseEnds) : ComplaintEvent;

/// <summary>The agent gave the complaint back to the queue.</summary>
public sealed record ComplaintReleased(string Handler) : ComplaintEvent;

/// <summary>A department was asked to deal with the complaint.</summary>
public sealed record ComplaintHandedOver(Term Department, Sealed Reason) : ComplaintEvent;

/// <summary>The department took the complaint on.</summary>
public sealed record HandOverAccepted(Term Department) : ComplaintEvent;

/// <summary>The department sent the complaint back: one bounce.</summary>
public sealed record HandOverRejected(Term Department, Sealed Reason) : ComplaintEvent;

/// <summary>The handling waits for an answer of the customer or of a third party; clocks whose policy allows it stand still.</summary>
public sealed record HandlingPaused(AwaitedParty Awaiting, Sealed Reason) : ComplaintEvent;

/// <summary>The answer came, or is no longer waited for; the handling goes on.</summary>
public sealed record HandlingResumed(AwaitedParty Awaited, Sealed? Note) : ComplaintEvent;

/// <summary>The matter was looked into and a first verdict given.</summary>
public sealed record ComplaintVerified(Verdict Verdict, Sealed? Findings) : ComplaintEvent;

/// <summary>Another verdict took the place of the earlier one, which stays on record.</summary>
public sealed record VerdictRevised(Verdict Verdict, Sealed Reason) : ComplaintEvent;

/// <summary>The cause was explained to the customer.</summary>
public sealed record ComplaintClarified(Sealed Explanation) : ComplaintEvent;

/// <summary>The customer asked for something: one line of the claim.</summary>
public sealed record ClaimRaised(ClaimId Claim, ClaimRank Rank, Sealed Demand) : ComplaintEvent;

/// <summary>A claim was judged: reasonable or not, of which class, and whether it can be met.</summary>
public sealed record ClaimAssessed(ClaimId Claim, Reasonableness Reasonableness, Term Class, ClaimRank Rank, bool Satisfiable) : ComplaintEvent;

/// <summary>Something else was offered in place of a claim that cannot be met.</summary>
public sealed record AlternativeOffered(ClaimId Claim, Sealed Alternative) : ComplaintEvent;

/// <summary>A claim ended.</summary>
public sealed record ClaimSettled(ClaimId Claim, ClaimOutcome Outcome) : ComplaintEvent;

/// <summary>Customer and operator agreed on what will be done.</summary>
public sealed record AgreementReached(Sealed Terms) : ComplaintEvent;

/// <summary>The customer was given care at the end of the handling.</summary>
public sealed record CareGiven(Term CareType, Sealed? Note) : ComplaintEvent;

/// <summary>A step of the service blueprint that leaves no other fact was carried out.</summary>
public sealed record StageCarriedOut(BlueprintStage Stage, Sealed? Note) : ComplaintEvent;

/// <summary>The experience of a step was scored, from 1 (bad) to 5 (good).</summary>
public sealed record KeyMomentScored(BlueprintStage Stage, decimal Score) : ComplaintEvent
{
    /// <summary>The version of the moment's standard by which it was scored; null where there was none.</summary>
    public int? StandardVersion { get; init; }
}

/// <summary>The customer was told an approved reply wording.</summary>
public sealed record ReplyWordingGiven : ComplaintEvent
{
    /// <summary>For example <c>roaming-activation</c>.</summary>
    public required string Wording { get; init; }

    /// <summary>Which version of it.</summary>
    public required int Version { get; init; }

    /// <summary>Who was told.</summary>
    public required CustomerId Customer { get; init; }

    /// <summary>Where the case belongs.</summary>
    public required Region Region { get; init; }

    /// <summary>The case's topic at that moment, which the wording was for.</summary>
    public required Term Topic { get; init; }
}

/// <summary>The case is handled after a handling model.</summary>
public sealed record HandlingModelApplied : ComplaintEvent
{
    /// <summary>For example <c>roaming-activation</c>.</summary>
    public required string Model { get; init; }

    /// <summary>Which version of it.</summary>
    public required int Version { get; init; }

    /// <summary>Whose case it is.</summary>
    public required CustomerId Customer { get; init; }

    /// <summary>Where the case belongs.</summary>
    public required Region Region { get; init; }

    /// <summary>The case's topic at that moment, which the model was for.</summary>
    public required Term Topic { get; init; }
}

/// <summary>The complaint went up to a higher level.</summary>
public sealed record ComplaintEscalated(EscalationLevel Level, EscalationOrigin Origin, Sealed Reason) : ComplaintEvent;

/// <summary>The complaint came down to a lower level.</summary>
public sealed record ComplaintDeescalated(EscalationLevel Level, Sealed Reason) : ComplaintEvent;

/// <summary>The operator holds the matter settled; the customer has yet to confirm it.</summary>
/// <param name="Resolution">What was done.</param>
/// <param name="Episode">Which opening of the case it settles, from 1.</param>
public sealed record ComplaintResolved(Sealed Resolution, int Episode) : ComplaintEvent;

/// <summary>The case ended.</summary>
/// <param name="Basis">On what ground.</param>
/// <param name="Callback">The callback that the ground rests on, if one was owed.</param>
/// <param name="Episode">Which opening of the case it ends.</param>
public sealed record ComplaintClosed(ClosureBasis Basis, CallbackId? Callback, int Episode) : ComplaintEvent;

/// <summary>The case was opened again: a new episode.</summary>
public sealed record ComplaintReopened(int Episode, ReopenCause Cause, Sealed Reason) : ComplaintEvent;

/// <summary>The customer took the complaint back.</summary>
public sealed record ComplaintWithdrawn(Sealed Reason) : ComplaintEvent;

/// <summary>The complaint looks like the same matter as an earlier one.</summary>
public sealed record RepeatLinkProposed(ComplaintId Earlier, RepeatGrounds Grounds) : ComplaintEvent;

/// <summary>A person confirmed that it is the same matter.</summary>
public sealed record RepeatLinkAccepted(ComplaintId Earlier) : ComplaintEvent;

/// <summary>A person found that it is another matter.</summary>
public sealed record RepeatLinkRejected(ComplaintId Earlier, Sealed Reason) : ComplaintEvent;

/// <summary>The case is handled within another one from now on; nothing is deleted.</summary>
public sealed record ComplaintMerged(ComplaintId Into, Sealed? Reason) : ComplaintEvent;

/// <summary>The case stands for itself again.</summary>
public sealed record ComplaintUnmerged(ComplaintId From, Sealed Reason) : ComplaintEvent;
