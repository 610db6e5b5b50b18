namespace CaseFlow.Clocks;

/// <summary>Why a clock stands still.</summary>
public enum ClockHalt
{
    /// <summary>The customer's answer is awaited.</summary>
    AwaitingCustomer,

    /// <summary>Somebody else's answer is awaited.</summary>
    AwaitingThirdParty,

    /// <summary>The case is merged into another one and has left every clock.</summary>
    HandledElsewhere,
}

/// <summary>How a clock ended.</summary>
public enum ClockEnd
{
    /// <summary>What was owed was done, in time or late.</summary>
    Stopped,

    /// <summary>It is no longer owed.</summary>
    FellAway,
}

/// <summary>How a clock stands at a moment.</summary>
public enum ClockStanding { Running, DueSoon, Overdue, Paused, InTime, Late, FellAway }

/// <summary>A stretch of a clock under the same rules, up to the next one.</summary>
/// <param name="From">Its first moment.</param>
/// <param name="Rule">The rules; null when no policy is for the case any more.</param>
/// <param name="Halt">Why no time is counted; null when it is.</param>
/// <param name="By">The position of the fact or publication that began it.</param>
public sealed record ClockStretch(DateTimeOffset From, ClockRule? Rule, ClockHalt? Halt, long By)
{
    /// <summary>Whether time is counted.</summary>
    public bool Counts => Rule is not null && Halt is null;
}

/// <summary>One clock of one episode of a case, as its events and the rules make it. It holds no time that goes on: a question brings its own.</summary>
public sealed record CaseClock
{
    public required Obligation Obligation { get; init; }

    /// <summary>Which opening of the case, from 1.</summary>
    public required int Episode { get; init; }

    /// <summary>Which of its kind in the episode, from 1: there may be several hand-overs.</summary>
    public required int Sequence { get; init; }

    /// <summary>Of a hand-over, the department that was asked.</summary>
    public string? Department { get; init; }

    /// <summary>The fact that started it.</summary>
    public required ClockFact Start { get; init; }

    /// <summary>At least one; the first begins at the start.</summary>
    public required IReadOnlyList<ClockStretch> Stretches { get; init; }
    public ClockEnd? End { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The fact that ended it.</summary>
    public ClockFact? EndedBy { get; init; }

    /// <summary>The rules that it runs under, or ran under last.</summary>
    public ClockRule Rule => Stretches.Last(stretch => stretch.Rule is not null).Rule!;

    /// <summary>When it is, or was, due; null while it stands still before that.</summary>
    public DateTimeOffset? DueAt => Reached(100);

    /// <summary>When it is due at the earliest: of one that stands still, as if it went on at once.</summary>
    public DateTimeOffset DueNotBefore => DueAt ?? Rule.Time.After(Stretches[^1].From, Rule.Limit - UsedBy(Stretches[^1].From));

    /// <summary>Since when it runs under its present rules; its start when it always did.</summary>
    public DateTimeOffset RulesSince
    {
        get
        {
            for (var i = Stretches.Count - 1; i > 0; i--)
            {
                if (Stretches[i].Rule is { } rule && !rule.IsSameAs(Stretches[i - 1].Rule)) return Stretches[i].From;
            }

            return Start.At;
        }
    }

    /// <summary>The time that it has used by a moment, each stretch counted under its own rules.</summary>
    public TimeSpan UsedBy(DateTimeOffset at)
    {
        var used = TimeSpan.Zero;
        for (var i = 0; i < Stretches.Count; i++)
        {
            if (Stretches[i].Counts) used += Stretches[i].Rule!.Time.Between(Stretches[i].From, Earlier(at, EndOf(i)));
        }

        return used;
    }

    /// <summary>When a share of the limit, in per cent, is or was used up; null while the clock stands still before that.</summary>
    /// <remarks>New rules do not make a clock late before they were there: what they put into the past is reached when they come into force.</remarks>
    public DateTimeOffset? Reached(int share)
    {
        var (goal, used) = (new TimeSpan(Rule.Limit.Ticks / 100 * share), TimeSpan.Zero);
        for (var i = 0; i < Stretches.Count; i++)
        {
            if (!Stretches[i].Counts) continue;
            var time = Stretches[i].Rule!.Time;
            var worked = i + 1 < Stretches.Count ? time.Between(Stretches[i].From, Stretches[i + 1].From) : TimeSpan.MaxValue - used;
            if (used + worked >= goal) return Later(time.After(Stretches[i].From, goal - used), RulesSince);
            used += worked;
        }

        return EndedAt is { } end ? Later(Rule.Time.After(end, goal - used), RulesSince) : null;
    }

    /// <summary>How it stands at a moment.</summary>
    public ClockStanding StandsAt(DateTimeOffset now) => this switch
    {
        { End: ClockEnd.Stopped } => EndedAt <= DueAt ? ClockStanding.InTime : ClockStanding.Late,
        { End: ClockEnd.FellAway } or { Stretches: [.., { Rule: null }] } => ClockStanding.FellAway,
        _ when DueAt <= now => ClockStanding.Overdue,
        { Stretches: [.., { Halt: not null }] } => ClockStanding.Paused,
        _ when Rule.Policy.Terms.WarnAt.Any(share => Reached(share) <= now) => ClockStanding.DueSoon,
        _ => ClockStanding.Running,
    };

    /// <summary>The end of a stretch; null of one that goes on.</summary>
    public DateTimeOffset? EndOf(int stretch) => stretch + 1 < Stretches.Count ? Stretches[stretch + 1].From : EndedAt;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset? other) => other < one ? other.Value : one;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
