using System.Collections.Immutable;
using System.Diagnostics;
using CaseFlow.Complaints;

namespace CaseFlow.Clocks;

/// <summary>A fact about the clocks of a case: what was reached, in a stream beside the case's own.</summary>
public abstract record ClockEvent
{
    /// <summary>The moment that it tells of.</summary>
    public ClockMoment About() => this switch
    {
        ClockWarned e => e.Moment,
        ClockBreached e => e.Moment,
        _ => throw new UnreachableException(GetType().Name),
    };
}

/// <summary>A moment of a clock: so much of its limit is used up.</summary>
public sealed record ClockMoment
{
    public required ComplaintId Complaint { get; init; }
    public required Region Region { get; init; }
    public required Obligation Obligation { get; init; }
    public required int Episode { get; init; }

    /// <summary>Which of its kind in the episode.</summary>
    public required int Sequence { get; init; }

    /// <summary>Of a hand-over, the department that was asked.</summary>
    public string? Department { get; init; }

    /// <summary>The policy that the clock ran under, and its version.</summary>
    public required string Policy { get; init; }
    public required int PolicyVersion { get; init; }

    /// <summary>How much of the limit, in per cent; 100 is the end of it.</summary>
    public required int Share { get; init; }

    /// <summary>When that was.</summary>
    public required DateTimeOffset ReachedAt { get; init; }
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>What makes it one moment and no other. Under another version of the policy a share is reached anew.</summary>
    public string Key() => KeyOf(Obligation, (Episode, Sequence), (Policy, PolicyVersion), Share);

    /// <summary>The key of a moment.</summary>
    public static string KeyOf(Obligation obligation, (int Episode, int Sequence) which, (string Name, int Version) policy, int share) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{obligation}/{which.Episode}/{which.Sequence}/{policy.Name}/{policy.Version}/{share}");
}

/// <summary>A clock has used a share of its limit at which a warning is given.</summary>
public sealed record ClockWarned(ClockMoment Moment) : ClockEvent;

/// <summary>A clock has used up its limit, and what was owed is not done.</summary>
public sealed record ClockBreached(ClockMoment Moment) : ClockEvent;

/// <summary>Which moments of a case's clocks are recorded.</summary>
public sealed record ClockLog(ImmutableHashSet<string> Raised)
{
    public static readonly ClockLog Empty = new(ImmutableHashSet<string>.Empty);

    public static ClockLog Evolve(ClockLog log, ClockEvent @event)
    {
        ArgumentNullException.ThrowIfNull(log);
        return @event switch
        {
            ClockWarned or ClockBreached => new(log.Raised.Add(@event.About().Key())),
            _ => throw new UnreachableException(@event?.GetType().Name),
        };
    }
}

/// <summary>Record that a clock has reached a moment.</summary>
public sealed record RaiseClock(ClockMoment Moment, DateTimeOffset Now);

/// <summary>What may be recorded of clocks.</summary>
public static class ClockDecisions
{
    public static Decision<ClockEvent> Raise(ClockLog log, RaiseClock command) => command switch
    {
        _ when command.Moment.ReachedAt > command.Now => ClockRefusals.NotReached,
        _ when log.Raised.Contains(command.Moment.Key()) => Decision.Nothing,
        { Moment.Share: < 100 } => new ClockWarned(command.Moment),
        _ => new ClockBreached(command.Moment),
    };
}

/// <summary>Why nothing is recorded of a clock.</summary>
public static class ClockRefusals
{
    public static readonly Refusal NotReached = new("clock-not-reached", "The clock has not come to this moment yet.");
}

/// <summary>The moments of clocks that are to be recorded.</summary>
public static class ClockMoments
{
    /// <summary>
    /// How far a moment may lie before the record of what started its clock. One that was longer past when the case was entered warns
    /// nobody: a history that is brought in is no reason to ring for years gone by.
    /// </summary>
    public static readonly TimeSpan LongPast = TimeSpan.FromDays(30);

    /// <summary>The moments of a case's clocks that are not recorded yet, the earliest first.</summary>
    /// <param name="complaint">The case.</param>
    /// <param name="region">Where it is.</param>
    /// <param name="clocks">Its clocks.</param>
    /// <param name="isRaised">Whether a moment is recorded, by its key.</param>
    public static IReadOnlyList<ClockMoment> Owed(ComplaintId complaint, Region region, IEnumerable<CaseClock> clocks, Func<string, bool> isRaised) =>
    [
        .. from clock in clocks
           where clock.Stretches[^1].Rule is not null
           from share in clock.Rule.Policy.Terms.WarnAt.Append(100)
           let reached = clock.Reached(share)
           where reached is not null && (clock.EndedAt is not { } ended || reached < ended) && !IsLongPast(clock, reached.Value)
           let moment = new ClockMoment
           {
               Complaint = complaint,
               Region = region,
               Obligation = clock.Obligation,
               Episode = clock.Episode,
               Sequence = clock.Sequence,
               Department = clock.Department,
               Policy = clock.Rule.Policy.Policy,
               PolicyVersion = clock.Rule.Policy.Version,
               Share = share,
               ReachedAt = reached.Value,
               DueAt = clock.DueNotBefore,
           }
           where !isRaised(moment.Key())
           orderby moment.ReachedAt, moment.Share
           select moment,
    ];

    /// <summary>Whether a moment of a clock lay so far back when its start was entered that it is not raised.</summary>
    public static bool IsLongPast(CaseClock clock, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return at + LongPast < clock.Start.RecordedAt;
    }
}
