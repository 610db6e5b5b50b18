using CaseFlow.Complaints;
using CaseFlow.FollowUps;

namespace CaseFlow.Clocks;

/// <summary>What a fact of a case is to its clocks.</summary>
public enum ClockCue
{
    Registered, Reclassified, LevelMoved, Acknowledged, Replied, HandedOver, HandOverAnswered, Paused, Resumed, Resolved, CalledBack, Closed, Reopened, Withdrawn, Merged, Unmerged,
}

/// <summary>What of a case decides which policies are for it.</summary>
public sealed record CaseTraits
{
    public required ComplaintKind Kind { get; init; }
    public required string Source { get; init; }
    public string? Tier { get; init; }
    public required string Topic { get; init; }

    /// <summary>In lower case: <c>cn-js</c> or <c>cn-js.nanjing</c>.</summary>
    public required string Place { get; init; }
    public EscalationLevel Level { get; init; }
}

/// <summary>A fact of a case as far as clocks ask: small enough to be kept beside a read model, and without a word of the customer's.</summary>
public sealed record ClockFact(ClockCue Cue, DateTimeOffset At, long Position)
{
    /// <summary>When it became known here.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The case's traits, of a registration; the new ones alone count of what changes them.</summary>
    public CaseTraits? Traits { get; init; }
    public ComplaintKind? Kind { get; init; }
    public string? Topic { get; init; }
    public EscalationLevel? Level { get; init; }
    public string? Department { get; init; }
    public AwaitedParty? Awaiting { get; init; }
    public int? Episode { get; init; }

    /// <summary>What an event is to the clocks of its case; null when it is nothing to them.</summary>
    /// <param name="data">An event of the case, or of one of its callbacks.</param>
    /// <param name="at">When it happened.</param>
    /// <param name="recordedAt">When it became known.</param>
    /// <param name="position">Its place in the order of all events.</param>
    public static ClockFact? Of(object data, DateTimeOffset at, DateTimeOffset recordedAt, long position)
    {
        return data switch
        {
            ComplaintRegistered e => Cued(ClockCue.Registered) with { Traits = TraitsOf(e) },
            ComplaintReclassified e => Cued(ClockCue.Reclassified) with { Kind = e.Kind, Topic = e.Topic.Code },
            ComplaintEscalated e => Cued(ClockCue.LevelMoved) with { Level = e.Level },
            ComplaintDeescalated e => Cued(ClockCue.LevelMoved) with { Level = e.Level },
            ComplaintAcknowledged => Cued(ClockCue.Acknowledged),
            ComplaintClarified or AlternativeOffered or AgreementReached => Cued(ClockCue.Replied),
            ComplaintHandedOver e => Cued(ClockCue.HandedOver) with { Department = e.Department.Code },
            HandOverAccepted or HandOverRejected => Cued(ClockCue.HandOverAnswered),
            HandlingPaused e => Cued(ClockCue.Paused) with { Awaiting = e.Awaiting },
            HandlingResumed => Cued(ClockCue.Resumed),
            ComplaintResolved => Cued(ClockCue.Resolved),
            CallbackCompleted => Cued(ClockCue.CalledBack),
            ComplaintClosed => Cued(ClockCue.Closed),
            ComplaintReopened e => Cued(ClockCue.Reopened) with { Episode = e.Episode },
            ComplaintWithdrawn => Cued(ClockCue.Withdrawn),
            ComplaintMerged => Cued(ClockCue.Merged),
            ComplaintUnmerged => Cued(ClockCue.Unmerged),
            _ => null,
        };

        ClockFact Cued(ClockCue cue) => new(cue, at, position) { RecordedAt = recordedAt };
    }

    private static CaseTraits TraitsOf(ComplaintRegistered e) => new()
    {
        Kind = e.Kind,
        Source = e.Source.Code,
        Tier = e.Customer.Tier?.Code,
        Topic = e.Topic.Code,
        Place = (e.Region.City is { } city ? $"{e.Region.Province}.{city}" : e.Region.Province).ToLowerInvariant(),
    };
}
