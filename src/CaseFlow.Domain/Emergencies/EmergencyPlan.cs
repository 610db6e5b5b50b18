using System.Collections.Immutable;
using System.Diagnostics;

namespace CaseFlow.Emergencies;

/// <summary>A fact about the plan that emergencies are commanded by.</summary>
public abstract record EmergencyPlanEvent;

/// <summary>The plan for emergencies and drills was published in a new version.</summary>
/// <param name="Terms">What is expected of a command, with the plan's version.</param>
/// <param name="ValidFrom">From when on emergencies that are proposed come under it.</param>
/// <param name="Reason">Why it was published.</param>
public sealed record EmergencyPlanPublished(EmergencyPlanTerms Terms, DateTimeOffset ValidFrom, string Reason) : EmergencyPlanEvent;

/// <summary>The plan in all its versions, the first one first.</summary>
public sealed record EmergencyPlan(ImmutableList<EmergencyPlanPublished> Versions)
{
    public static readonly EmergencyPlan None = new([]);

    public static EmergencyPlan Evolve(EmergencyPlan plan, EmergencyPlanEvent @event)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return @event switch
        {
            EmergencyPlanPublished e => new(plan.Versions.Add(e)),
            _ => throw new UnreachableException(@event?.GetType().Name),
        };
    }

    /// <summary>What was expected at a moment; null before the first version counts.</summary>
    public EmergencyPlanTerms? At(DateTimeOffset moment) => Versions.LastOrDefault(version => version.ValidFrom <= moment)?.Terms;
}

/// <summary>Publish the next version of the plan; its number is given by the decision.</summary>
public sealed record PublishEmergencyPlan(EmergencyPlanTerms Terms, DateTimeOffset ValidFrom, string Reason);

/// <summary>What may be done with the plan.</summary>
public static class EmergencyPlanDecisions
{
    /// <summary>Thirty days of minutes; what takes longer is done for no first time.</summary>
    public const int LongestTarget = 43_200;

    /// <summary>A call every two seconds.</summary>
    public const int MostCallsPerHour = 1_800;

    /// <summary>Four hours of minutes; who has not called by then is not going to.</summary>
    public const int LongestLease = 240;

    public static Decision<EmergencyPlanEvent> Publish(EmergencyPlan plan, PublishEmergencyPlan command)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(command);
        var (terms, latest) = (command.Terms, plan.Versions.IsEmpty ? null : plan.Versions[^1]);
        return command switch
        {
            _ when !terms.Targets.Select(target => target.Clock).Order().SequenceEqual(Enum.GetValues<FirstTime>()) => EmergencyPlanRefusals.TargetsIncomplete,
            _ when terms.Targets.Any(target => target.Minutes is < 1 or > LongestTarget) => EmergencyPlanRefusals.TargetOutOfRange,
            _ when terms.Targets.Any(target => target is { Clock: FirstTime.Alert, Start: FirstTimeStart.AlertIssued }) => EmergencyPlanRefusals.AlertStartsItself,
            _ when terms.OnScene.Count == 0 => EmergencyPlanRefusals.NobodyOnScene,
            _ when terms.CallsPerHour is < 1 or > MostCallsPerHour || terms.RetryAfterMinutes.Any(wait => wait is < 1 or > LongestTarget) => EmergencyPlanRefusals.CallsOutOfRange,
            _ when terms.LeaseMinutes is < 1 or > LongestLease => EmergencyPlanRefusals.LeaseOutOfRange,
            _ when Enumerable.Range(0, 24 * 60).All(minute => terms.Rest.Any(rest => rest.Holds(TimeOnly.MinValue.AddMinutes(minute)))) => EmergencyPlanRefusals.NoTimeToCall,
            _ when latest is not null && command.ValidFrom < latest.ValidFrom => EmergencyPlanRefusals.ValidityOverlaps,
            _ when latest is not null && Same(latest.Terms, terms) => Decision.Nothing,
            _ => new EmergencyPlanPublished(terms with { PlanVersion = plan.Versions.Count + 1 }, command.ValidFrom, command.Reason),
        };
    }

    private static bool Same(EmergencyPlanTerms one, EmergencyPlanTerms other) =>
        (one.Zone, one.CallsPerHour, one.LeaseMinutes) == (other.Zone, other.CallsPerHour, other.LeaseMinutes)
        && one.Targets.SequenceEqual(other.Targets) && one.OnScene.SequenceEqual(other.OnScene)
        && one.Rest.SequenceEqual(other.Rest) && one.RetryAfterMinutes.SequenceEqual(other.RetryAfterMinutes);
}

/// <summary>Why the plan stays as it is.</summary>
public static class EmergencyPlanRefusals
{
    public static readonly Refusal TargetsIncomplete = new("first-time-targets-incomplete", "A plan has one target for each of the six clocks.");
    public static readonly Refusal TargetOutOfRange = new("first-time-target-out-of-range", "A target is 1 minute to 30 days.");
    public static readonly Refusal AlertStartsItself = new("alert-starts-itself", "The alert's own clock starts with the incident, the proposal or the declaration.");
    public static readonly Refusal NobodyOnScene = new("nobody-on-scene", "Name the departments that have to be on scene.");
    public static readonly Refusal CallsOutOfRange = new("calls-out-of-range", "Between 1 and 1800 calls are made in an hour, and calls that reached nobody are repeated after 1 minute to 30 days.");
    public static readonly Refusal LeaseOutOfRange = new("call-lease-out-of-range", "Whoever takes a call has it for 1 minute to 4 hours.");
    public static readonly Refusal NoTimeToCall = new("no-time-to-call", "The hours of rest leave no time of the day to call.");
    public static readonly Refusal ValidityOverlaps = new("plan-validity-overlaps", "A version counts from no earlier moment than the one before it.");
}
