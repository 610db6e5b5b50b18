using System.Collections.Immutable;
using System.Diagnostics;
using CaseFlow.Complaints;

namespace CaseFlow.Clocks;

/// <summary>A fact about the policies that clocks run under.</summary>
public abstract record ClockPolicyEvent;

/// <summary>What is owed by a time. Each has its own start and stop, and none stands in for another.</summary>
public enum Obligation
{
    /// <summary>To tell the customer that the complaint has arrived.</summary>
    Acknowledge,

    /// <summary>To give the customer a first answer in the matter.</summary>
    FirstReply,

    /// <summary>To hold the matter settled.</summary>
    Resolve,

    /// <summary>To have called the customer back about the resolution.</summary>
    CallBack,

    /// <summary>To answer within the regulator's time.</summary>
    RegulatoryReply,

    /// <summary>Of a department, to say whether it takes a case on.</summary>
    AnswerHandOver,

    /// <summary>To mend a fault.</summary>
    RepairFault,

    /// <summary>To bring a suspended service back after payment.</summary>
    RestoreService,

    /// <summary>Of the regulator, to decide whether it takes an appeal on; nothing that is recorded here starts it.</summary>
    AcceptAppeal,

    /// <summary>Of the regulator, to answer an appeal; nothing that is recorded here starts it.</summary>
    AnswerAppeal,
}

/// <summary>In what a limit is given.</summary>
public enum LimitUnit
{
    /// <summary>Minutes of the calendar's working time.</summary>
    WorkingMinutes,

    /// <summary>Hours around the clock.</summary>
    NaturalHours,

    /// <summary>Days around the clock, of 24 hours.</summary>
    NaturalDays,
}

/// <summary>Which cases a policy is for; an empty list narrows nothing.</summary>
public sealed record ClockReach
{
    public IReadOnlyList<ComplaintKind> Kinds { get; init; } = [];
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Sources whose cases have no such clock: those of another system's records have had their time.</summary>
    public IReadOnlyList<string> ExceptSources { get; init; } = [];
    public IReadOnlyList<string> Tiers { get; init; } = [];

    /// <summary>Topics, each with all below it.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>Provinces and cities.</summary>
    public IReadOnlyList<string> Places { get; init; } = [];

    /// <summary>Of a hand-over, the departments that were asked.</summary>
    public IReadOnlyList<string> Departments { get; init; } = [];

    /// <summary>The lowest escalation level.</summary>
    public EscalationLevel FromLevel { get; init; }
}

/// <summary>The rule that a policy carries out.</summary>
/// <param name="Zh">Its name and place, in Chinese.</param>
/// <param name="En">The same in English, with what is known of it.</param>
/// <param name="Verified">Whether somebody has read it; one that was not is taken from hearsay and says so.</param>
public sealed record ClockRuleSource(string Zh, string En, bool Verified);

/// <summary>For which cases a clock runs, how long, and how it is counted.</summary>
public sealed record ClockTerms
{
    public required Obligation Obligation { get; init; }
    public required ClockReach Reach { get; init; }
    public required int Limit { get; init; }
    public required LimitUnit Unit { get; init; }

    /// <summary>The calendar of working time; null around the clock.</summary>
    public string? Calendar { get; init; }

    /// <summary>At which shares of the limit a warning is given, in per cent; a breach is at 100.</summary>
    public required IReadOnlyList<int> WarnAt { get; init; }

    /// <summary>For whose answer the clock may stand still.</summary>
    public required IReadOnlyList<AwaitedParty> PausesFor { get; init; }

    /// <summary>Where several policies are for one case, the highest counts.</summary>
    public int Rank { get; init; }

    /// <summary>Whether clocks run under it. One that does not stands in the library to be read and taken up.</summary>
    public required bool Active { get; init; }
    public ClockRuleSource? Rule { get; init; }

    /// <summary>The limit in minutes that are counted.</summary>
    public long Minutes() => Limit * Unit switch
    {
        LimitUnit.WorkingMinutes => 1L,
        LimitUnit.NaturalHours => 60L,
        LimitUnit.NaturalDays => 1_440L,
    };
}

/// <summary>A clock policy came into force in a new version.</summary>
public sealed record ClockPolicyPublished : ClockPolicyEvent
{
    /// <summary>For example <c>resolve</c>.</summary>
    public required string Policy { get; init; }

    /// <summary>From 1, without gaps, for each policy.</summary>
    public required int Version { get; init; }
    public required ClockTerms Terms { get; init; }
    public required RuleChange Running { get; init; }
    public required string Reason { get; init; }
}

/// <summary>The clock policies in force, each in its latest version.</summary>
public sealed record ClockPolicies(ImmutableSortedDictionary<string, ClockPolicyPublished> Latest)
{
    public static readonly ClockPolicies None = new(ImmutableSortedDictionary<string, ClockPolicyPublished>.Empty.WithComparers(StringComparer.Ordinal));

    public static ClockPolicies Evolve(ClockPolicies policies, ClockPolicyEvent @event)
    {
        ArgumentNullException.ThrowIfNull(policies);
        return @event switch
        {
            ClockPolicyPublished e => new(policies.Latest.SetItem(e.Policy, e)),
            _ => throw new UnreachableException(@event?.GetType().Name),
        };
    }
}

/// <summary>Publish a clock policy, or its next version, which is given by the decision.</summary>
public sealed record PublishClockPolicy(string Policy, ClockTerms Terms, RuleChange Running, string Reason)
{
    /// <summary>The calendars that there are.</summary>
    public required IReadOnlyCollection<string> Known { get; init; }
}

/// <summary>What may be done with clock policies.</summary>
public static class ClockPolicyDecisions
{
    /// <summary>Ten years of minutes; a longer limit is a slip of the hand.</summary>
    public const int LongestLimit = 5_270_400;

    public static Decision<ClockPolicyEvent> Publish(ClockPolicies policies, PublishClockPolicy command)
    {
        ArgumentNullException.ThrowIfNull(policies);
        ArgumentNullException.ThrowIfNull(command);
        var (terms, latest) = (command.Terms, policies.Latest.GetValueOrDefault(command.Policy));
        return terms switch
        {
            { Limit: < 1 } => ClockPolicyRefusals.LimitOutOfRange,
            _ when terms.Minutes() > LongestLimit => ClockPolicyRefusals.LimitOutOfRange,
            { Unit: LimitUnit.WorkingMinutes, Calendar: null } or { Unit: not LimitUnit.WorkingMinutes, Calendar: not null } => ClockPolicyRefusals.CalendarUnfit,
            { Calendar: { } calendar } when !command.Known.Contains(calendar) => ClockPolicyRefusals.CalendarUnknown,
            _ when terms.WarnAt.Any(share => share is < 1 or > 99) || !terms.WarnAt.SequenceEqual(terms.WarnAt.Distinct().Order()) => ClockPolicyRefusals.SharesUnfit,
            { Active: true, Obligation: Obligation.AcceptAppeal or Obligation.AnswerAppeal } => ClockPolicyRefusals.NothingStartsIt,
            _ when latest is not null && latest.Terms.Obligation != terms.Obligation => ClockPolicyRefusals.ObligationFixed,
            _ when latest is not null && Same(latest.Terms, terms) => Decision.Nothing,
            _ => new ClockPolicyPublished { Policy = command.Policy, Version = (latest?.Version ?? 0) + 1, Terms = terms, Running = command.Running, Reason = command.Reason },
        };
    }

    private static bool Same(ClockTerms one, ClockTerms other) =>
        Bare(one) == Bare(other) && one.WarnAt.SequenceEqual(other.WarnAt) && one.PausesFor.SequenceEqual(other.PausesFor) && Same(one.Reach, other.Reach);

    /// <summary>The terms without their lists, which are not equal for having the same members.</summary>
    private static ClockTerms Bare(ClockTerms terms) => terms with { WarnAt = [], PausesFor = [], Reach = new() };

    private static bool Same(ClockReach one, ClockReach other) =>
        one.Kinds.SequenceEqual(other.Kinds) && one.FromLevel == other.FromLevel
        && Lists(one).Zip(Lists(other)).All(pair => pair.First.SequenceEqual(pair.Second));

    private static IReadOnlyList<string>[] Lists(ClockReach reach) => [reach.Sources, reach.ExceptSources, reach.Tiers, reach.Topics, reach.Places, reach.Departments];
}

/// <summary>Why a clock policy is not published.</summary>
public static class ClockPolicyRefusals
{
    public static readonly Refusal LimitOutOfRange = new("clock-limit-out-of-range", "A limit is at least 1 and at most ten years.") { Field = "limit" };
    public static readonly Refusal CalendarUnfit = new("clock-calendar-unfit", "Working time is counted by a calendar, and time around the clock by none.") { Field = "calendar" };
    public static readonly Refusal CalendarUnknown = new("clock-calendar-unknown", "There is no such calendar; publish it first.") { Field = "calendar" };
    public static readonly Refusal SharesUnfit = new("clock-shares-unfit", "Warnings are at 1 to 99 per cent of the limit, in order, each once; a breach is at 100 and needs no mention.") { Field = "warnAt" };
    public static readonly Refusal NothingStartsIt = new("clock-never-starts", "Nothing that is recorded here starts this clock, for it is the regulator's own; it stays in the library.") { Field = "active" };
    public static readonly Refusal ObligationFixed = new("clock-obligation-fixed", "A policy keeps its obligation through all its versions; publish another policy.") { Field = "obligation" };
}
