using System.Diagnostics;
using CaseFlow.Complaints;
using CaseFlow.FollowUps;
using CaseFlow.PersonalData;

namespace CaseFlow.Definitions;

/// <summary>A fact about the policies that complaint handling relies on.</summary>
public abstract record PolicyEvent;

/// <summary>What counts as a repeat complaint: same customer, same topic as far as the level goes, within the window.</summary>
/// <param name="Version">From 1, without gaps.</param>
/// <param name="WindowDays">Days from the earlier complaint in which another is a repeat of it.</param>
/// <param name="TopicLevel">How many levels of the topic must agree.</param>
/// <param name="Kinds">The kinds that count, in numerator and base.</param>
/// <param name="Unit">Repeats per this many of the base: 100 for a percentage of complaints.</param>
public sealed record RepeatRule(int Version, int WindowDays, int TopicLevel, IReadOnlyList<ComplaintKind> Kinds, int Unit);

/// <summary>A rule for repeat complaints came into force.</summary>
public sealed record RepeatRulePublished(RepeatRule Rule, string Reason) : PolicyEvent;

/// <summary>A policy for callbacks came into force.</summary>
/// <param name="Terms">Hours, attempts and waits; with the policy's version.</param>
/// <param name="Kinds">The kinds whose customers are called after the resolution.</param>
/// <param name="Reason">Why it was published.</param>
public sealed record CallbackPolicyPublished(CallbackTerms Terms, IReadOnlyList<ComplaintKind> Kinds, string Reason) : PolicyEvent;

/// <summary>A schedule for how long customers' data is kept came into force.</summary>
public sealed record RetentionSchedulePublished(RetentionSchedule Schedule, string Reason) : PolicyEvent;

/// <summary>The policies in force.</summary>
public sealed record Policies(RepeatRule? RepeatRule, CallbackTerms? CallbackTerms, IReadOnlyList<ComplaintKind> CallbackKinds)
{
    /// <summary>How long customers' data is kept; null while nobody has said.</summary>
    public RetentionSchedule? Retention { get; init; }

    public static readonly Policies None = new(null, null, []);

    public static Policies Evolve(Policies policies, PolicyEvent @event)
    {
        ArgumentNullException.ThrowIfNull(policies);
        return @event switch
        {
            RepeatRulePublished e => policies with { RepeatRule = e.Rule },
            CallbackPolicyPublished e => policies with { CallbackTerms = e.Terms, CallbackKinds = e.Kinds },
            RetentionSchedulePublished e => policies with { Retention = e.Schedule },
            _ => throw new UnreachableException(@event?.GetType().Name),
        };
    }

    /// <summary>The terms under which the customer of a resolution is to be called; null when nobody need be.</summary>
    /// <param name="kind">What was resolved.</param>
    /// <param name="resolvedAt">When it was.</param>
    /// <param name="recordedAt">When that became known here.</param>
    public CallbackTerms? CallbackOwed(ComplaintKind kind, DateTimeOffset resolvedAt, DateTimeOffset recordedAt) =>
        CallbackTerms is { } terms && CallbackKinds.Contains(kind) && recordedAt - resolvedAt <= TimeSpan.FromDays(terms.MaxAgeDays) ? terms : null;
}

/// <summary>Publish the next repeat rule; its version is given by the decision.</summary>
public sealed record PublishRepeatRule(int WindowDays, int TopicLevel, IReadOnlyList<ComplaintKind> Kinds, int Unit, string Reason);

/// <summary>Publish the next callback policy; its version is given by the decision.</summary>
public sealed record PublishCallbackPolicy(CallbackTerms Terms, IReadOnlyList<ComplaintKind> Kinds, string Reason);

/// <summary>Publish the next retention schedule; its version is given by the decision.</summary>
public sealed record PublishRetentionSchedule(IReadOnlyList<RetentionRule> Rules, string Reason);

/// <summary>What may be done with the policies.</summary>
public static class PolicyDecisions
{
    /// <summary>A year of minutes; whoever waits longer is not called.</summary>
    public const int LongestWait = 527_040;

    public static Decision<PolicyEvent> PublishRepeatRule(Policies policies, PublishRepeatRule command) => command switch
    {
        { WindowDays: < 1 or > 3660 } => PolicyRefusals.WindowOutOfRange,
        { TopicLevel: < 1 or > 9 } => PolicyRefusals.TopicLevelOutOfRange,
        { Unit: < 1 } => PolicyRefusals.BaseMissing.At("unit"),
        { Kinds.Count: 0 } => PolicyRefusals.BaseMissing.At("kinds"),
        _ when policies.RepeatRule is { } rule && Same(rule, command) => Decision.Nothing,
        _ => new RepeatRulePublished(new((policies.RepeatRule?.Version ?? 0) + 1, command.WindowDays, command.TopicLevel, command.Kinds, command.Unit), command.Reason),
    };

    public static Decision<PolicyEvent> PublishCallbackPolicy(Policies policies, PublishCallbackPolicy command) => command.Terms switch
    {
        { FirstAfterMinutes: < 0 or > LongestWait } => PolicyRefusals.WaitOutOfRange.At("firstAfterMinutes"),
        { TakeWithinMinutes: < 1 or > LongestWait } => PolicyRefusals.WaitOutOfRange.At("takeWithinMinutes"),
        { MaxAgeDays: < 1 or > 3660 } => PolicyRefusals.WaitOutOfRange.At("maxAgeDays"),
        _ when First(command.Terms.RetryAfterMinutes, wait => wait is < 1 or > LongestWait) is { } at => PolicyRefusals.WaitOutOfRange.At($"retryAfterMinutes[{at}]"),
        _ when command.Terms.From >= command.Terms.Until => PolicyRefusals.HoursEmpty,
        _ when policies.CallbackTerms is { } terms && Same(terms, command.Terms) && Same(policies.CallbackKinds, command.Kinds) => Decision.Nothing,
        _ => new CallbackPolicyPublished(command.Terms with { PolicyVersion = (policies.CallbackTerms?.PolicyVersion ?? 0) + 1 }, command.Kinds, command.Reason),
    };

    public static Decision<PolicyEvent> PublishRetentionSchedule(Policies policies, PublishRetentionSchedule command) => command switch
    {
        _ when First(command.Rules, rule => rule.KeepMonths is < 1 or > 1_200) is { } at => PolicyRefusals.RetentionOutOfRange.At($"rules[{at}].keepMonths"),
        _ when !Classes.Order().SequenceEqual(command.Rules.Select(rule => rule.Kind).Order()) => PolicyRefusals.RetentionIncomplete,
        _ when policies.Retention is { } schedule && schedule.Rules.ToHashSet().SetEquals(command.Rules) => Decision.Nothing,
        _ => new RetentionSchedulePublished(new((policies.Retention?.Version ?? 0) + 1, [.. command.Rules.OrderBy(rule => rule.Kind)]), command.Reason),
    };

    private static int? First<T>(IEnumerable<T> all, Func<T, bool> so) => all.Select((one, at) => (So: so(one), At: (int?)at)).FirstOrDefault(one => one.So).At;

    /// <summary>Everything that is kept falls into one of these.</summary>
    private static IEnumerable<ComplaintKind?> Classes => [null, .. Enum.GetValues<ComplaintKind>()];

    private static bool Same(RepeatRule rule, PublishRepeatRule command) =>
        (rule.WindowDays, rule.TopicLevel, rule.Unit) == (command.WindowDays, command.TopicLevel, command.Unit) && Same(rule.Kinds, command.Kinds);

    private static bool Same(CallbackTerms one, CallbackTerms other) =>
        one with { PolicyVersion = 0, RetryAfterMinutes = [] } == other with { PolicyVersion = 0, RetryAfterMinutes = [] }
        && one.RetryAfterMinutes.SequenceEqual(other.RetryAfterMinutes);

    private static bool Same(IReadOnlyList<ComplaintKind> one, IReadOnlyList<ComplaintKind> other) => one.ToHashSet().SetEquals(other);
}

/// <summary>Why a policy is not published.</summary>
public static class PolicyRefusals
{
    public static readonly Refusal WindowOutOfRange = new("window-out-of-range", "The window is 1 to 3660 days.") { Field = "windowDays" };
    public static readonly Refusal TopicLevelOutOfRange = new("topic-level-out-of-range", "The topic level is 1 to 9.") { Field = "topicLevel" };
    public static readonly Refusal BaseMissing = new("base-missing", "Say which kinds count, and per how many the rate is given.");
    public static readonly Refusal WaitOutOfRange = new("wait-out-of-range", "Waits are positive numbers of minutes, a year at most, and a resolution is called about for 1 to 3660 days.");
    public static readonly Refusal RetentionOutOfRange = new("retention-out-of-range", "Data is kept for 1 to 1200 months.");
    public static readonly Refusal RetentionIncomplete = new("retention-incomplete", "A schedule has one rule for each kind of case and one for contacts without a case.") { Field = "rules" };
    public static readonly Refusal HoursEmpty = new("hours-empty", "Calling hours start before they end.") { Field = "until" };
}
