using CaseFlow.Complaints;

namespace CaseFlow.FollowUps;

/// <summary>A fact about one follow-up callback.</summary>
public abstract record CallbackEvent;

/// <summary>What one attempt to call came to.</summary>
public enum CallbackOutcome { Satisfied, Dissatisfied, NoAnswer, Busy, SwitchedOff, WrongNumber, AskedForLater }

/// <summary>What a callback came to in the end. Unreachable is not satisfied.</summary>
public enum CallbackResult { Satisfied, Dissatisfied, Unreachable }

/// <summary>Why a callback is raised to the desk lead.</summary>
public enum CallbackRaise { NotTaken, NotAttempted }

/// <summary>Why a callback is no longer needed.</summary>
public enum CallbackCancellation { ComplaintReopened, ComplaintWithdrawn, ComplaintMerged, ClosedElsewhere }

/// <summary>The policy as it was when the callback was scheduled; a later policy leaves it as it is.</summary>
public sealed record CallbackTerms
{
    /// <summary>The version of the policy.</summary>
    public required int PolicyVersion { get; init; }

    /// <summary>IANA zone in which the hours count, for example <c>Asia/Shanghai</c>.</summary>
    public required string Zone { get; init; }

    /// <summary>Calls are made from this time of day on.</summary>
    public required TimeOnly From { get; init; }

    /// <summary>Calls are made before this time of day.</summary>
    public required TimeOnly Until { get; init; }

    /// <summary>From the resolution to the first attempt, in minutes.</summary>
    public required int FirstAfterMinutes { get; init; }

    /// <summary>From a failed attempt to the next, in minutes; one more attempt than entries is made.</summary>
    public required IReadOnlyList<int> RetryAfterMinutes { get; init; }

    /// <summary>How long a due callback may wait to be taken, and a taken one to be attempted, in minutes.</summary>
    public required int TakeWithinMinutes { get; init; }

    /// <summary>
    /// How far a resolution may lie back when it is recorded, in days. The customers of older ones are not called: a history
    /// brought in from another system is no reason to ask somebody about a matter of years ago.
    /// </summary>
    public int MaxAgeDays { get; init; } = 30;
}

/// <summary>The customer is to be called about a resolved complaint.</summary>
public sealed record CallbackScheduled : CallbackEvent
{
    public required CallbackId Callback { get; init; }
    public required ComplaintId Complaint { get; init; }
    public required int Episode { get; init; }
    public required CustomerId Customer { get; init; }
    public required Region Region { get; init; }
    public required DateTimeOffset DueAt { get; init; }
    public required CallbackTerms Terms { get; init; }
}

/// <summary>The time to call has come; the callback is on the desk's agenda.</summary>
public sealed record CallbackFellDue(int Attempt, DateTimeOffset DueAt) : CallbackEvent;

/// <summary>An agent is going to call; the lease says until when others leave it alone.</summary>
public sealed record CallbackTaken(string Agent, int Attempt, DateTimeOffset LeaseEnds) : CallbackEvent;

/// <summary>Nobody took or made the call in time; the desk lead is told.</summary>
public sealed record CallbackRaised(int Attempt, CallbackRaise Cause) : CallbackEvent;

/// <summary>The customer was called, reached or not.</summary>
public sealed record CallbackAttempted(int Attempt, CallbackOutcome Outcome, Sealed? Note) : CallbackEvent;

/// <summary>The customer was not reached or asked for another time; the next attempt is due then.</summary>
public sealed record CallbackPutOff(int Attempt, DateTimeOffset DueAt) : CallbackEvent;

/// <summary>The callback has its result.</summary>
public sealed record CallbackCompleted(CallbackResult Result) : CallbackEvent;

/// <summary>The callback is no longer needed.</summary>
public sealed record CallbackCancelled(CallbackCancellation Cause) : CallbackEvent;
