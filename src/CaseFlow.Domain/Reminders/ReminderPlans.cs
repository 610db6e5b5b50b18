using System.Collections.Immutable;
using System.Diagnostics;
using CaseFlow.Definitions;

namespace CaseFlow.Reminders;

/// <summary>A fact about the plans of reminders.</summary>
public abstract record ReminderPlanEvent;

/// <summary>A plan of reminders was published in a new version; what was triggered before keeps the version of then.</summary>
/// <param name="Plan">The kind of trigger that it follows from, for example <c>account-opening</c>.</param>
/// <param name="Version">From 1, without gaps.</param>
/// <param name="Terms">Its messages, each with a version of its own.</param>
/// <param name="Reason">Why it was published.</param>
public sealed record ReminderPlanPublished(string Plan, int Version, ReminderPlanTerms Terms, string Reason) : ReminderPlanEvent;

/// <summary>The hours in which customers are left in peace were published in a new version.</summary>
/// <param name="Hours">The hours, and what goes out all the same.</param>
/// <param name="Reason">Why they were published.</param>
public sealed record ReminderHoursPublished(ReminderHours Hours, string Reason) : ReminderPlanEvent;

/// <summary>All plans in all their versions, and the hours of rest in force.</summary>
public sealed record ReminderPlans
{
    public static readonly ReminderPlans None = new();

    /// <summary>Each plan's versions, the first one first.</summary>
    public ImmutableDictionary<string, ImmutableList<ReminderPlanTerms>> Versions { get; private init; } = [];

    /// <summary>The hours in force; null before any were published.</summary>
    public ReminderHours? Hours { get; private init; }

    public static ReminderPlans Evolve(ReminderPlans plans, ReminderPlanEvent @event)
    {
        ArgumentNullException.ThrowIfNull(plans);
        return @event switch
        {
            ReminderPlanPublished e => plans with { Versions = plans.Versions.SetItem(e.Plan, plans.Of(e.Plan).Add(e.Terms)) },
            ReminderHoursPublished e => plans with { Hours = e.Hours },
            _ => throw new UnreachableException(@event?.GetType().Name),
        };
    }

    /// <summary>The versions of a plan; none when there is no such plan.</summary>
    public ImmutableList<ReminderPlanTerms> Of(string plan) => Versions.GetValueOrDefault(plan, []);

    /// <summary>A version of a plan; null when there is none.</summary>
    public ReminderPlanTerms? Find(string plan, int version) => version >= 1 && version <= Of(plan).Count ? Of(plan)[version - 1] : null;
}

/// <summary>Publish the next version of a plan; the versions of its messages are given by the decision.</summary>
public sealed record PublishReminderPlan(string Plan, ReminderPlanTerms Terms, string Reason);

/// <summary>Publish the hours of rest; their version is given by the decision.</summary>
public sealed record PublishReminderHours(ReminderHours Hours, string Reason);

/// <summary>What may be done with the plans of reminders.</summary>
public static class ReminderPlanDecisions
{
    /// <summary>A quarter of a year; what is said later than that follows from something else.</summary>
    public const int LatestDay = 92;

    public static Decision<ReminderPlanEvent> Publish(ReminderPlans plans, PublishReminderPlan command)
    {
        ArgumentNullException.ThrowIfNull(plans);
        ArgumentNullException.ThrowIfNull(command);
        var (terms, versions) = (command.Terms, plans.Of(command.Plan));
        var names = terms.Variables.Select(variable => variable.Name).ToList();
        return command switch
        {
            _ when !TermCodes.IsWellFormed(command.Plan) || terms.Templates.Any(one => !TermCodes.IsWellFormed(one.Code)) => ReminderPlanRefusals.CodeMalformed,
            _ when terms.Templates.Count == 0 => ReminderPlanRefusals.Empty,
            _ when terms.Templates.DistinctBy(one => one.Code).Count() < terms.Templates.Count => ReminderPlanRefusals.TemplateTwice,
            _ when names.Distinct().Count() < names.Count || !names.All(ReminderText.IsName) || terms.Variables.Any(one => string.IsNullOrWhiteSpace(one.Sample)) => ReminderPlanRefusals.VariablesUnfit,
            _ when terms.Templates.Any(one => TextsOf(one).Any(text => ReminderText.Lint(text, names).Count > 0)) => ReminderPlanRefusals.TextUnfit,
            _ when terms.Templates.Any(one => one.AfterDays is < 0 or > LatestDay || (one.AfterDays == 0) != (one.At is null)) => ReminderPlanRefusals.DeferralUnclear,
            _ when terms.Templates.Zip(terms.Templates.Skip(1)).Any(pair => (pair.First.AfterDays, pair.First.At ?? default).CompareTo((pair.Second.AfterDays, pair.Second.At ?? default)) > 0) => ReminderPlanRefusals.OrderAgainstTime,
            _ when !versions.IsEmpty && Same(versions[^1], terms) => Decision.Nothing,
            _ => new ReminderPlanPublished(command.Plan, versions.Count + 1, terms with { Templates = [.. terms.Templates.Select(one => Counted(versions, one))] }, command.Reason),
        };
    }

    public static Decision<ReminderPlanEvent> PublishHours(ReminderPlans plans, PublishReminderHours command)
    {
        ArgumentNullException.ThrowIfNull(plans);
        ArgumentNullException.ThrowIfNull(command);
        var (hours, present) = (command.Hours, plans.Hours);
        return command switch
        {
            _ when Enumerable.Range(0, 24 * 60).All(minute => hours.Rest.Any(rest => rest.Holds(TimeOnly.MinValue.AddMinutes(minute)))) => ReminderPlanRefusals.NoTimeToSend,
            _ when hours.Breaking.Contains(ReminderClass.Marketing) => ReminderPlanRefusals.MarketingWaits,
            _ when present is not null && present.Zone == hours.Zone && present.Rest.SequenceEqual(hours.Rest) && present.Breaking.Order().SequenceEqual(hours.Breaking.Order()) => Decision.Nothing,
            _ => new ReminderHoursPublished(hours with { Version = (present?.Version ?? 0) + 1 }, command.Reason),
        };
    }

    /// <summary>The texts of a message, in each of its languages.</summary>
    public static IEnumerable<string> TextsOf(ReminderTemplate template)
    {
        ArgumentNullException.ThrowIfNull(template);
        return template.En is null ? [template.Zh] : [template.Zh, template.En];
    }

    /// <summary>A message that says what it said last keeps its version, also after it was left out for a time.</summary>
    private static ReminderTemplate Counted(ImmutableList<ReminderPlanTerms> versions, ReminderTemplate template)
    {
        var last = versions.Reverse().SelectMany(version => version.Templates).FirstOrDefault(one => one.Code == template.Code);
        return template with { Version = last is null ? 1 : last.Version + (last with { Version = template.Version } == template ? 0 : 1) };
    }

    private static bool Same(ReminderPlanTerms one, ReminderPlanTerms other) =>
        one.Touchpoint.Code == other.Touchpoint.Code
        && one.Variables.SequenceEqual(other.Variables)
        && one.Templates.Select(template => template with { Version = 0 }).SequenceEqual(other.Templates.Select(template => template with { Version = 0 }));
}

/// <summary>Why plans and hours stay as they are.</summary>
public static class ReminderPlanRefusals
{
    public static readonly Refusal CodeMalformed = new("reminder-code-malformed", "A code is lower-case letters, digits and hyphens, in levels divided by dots.");
    public static readonly Refusal Empty = new("reminder-plan-empty", "A plan has at least one message.");
    public static readonly Refusal TemplateTwice = new("reminder-template-twice", "Each code of a message stands in the plan once.");
    public static readonly Refusal VariablesUnfit = new("reminder-variables-unfit", "Each variable stands in the plan once, in upper-case letters, digits and underscores, with a sample.");
    public static readonly Refusal TextUnfit = new("reminder-text-unfit", "A text has a variable that is empty, mistyped or not declared, or writes variables in two ways.");
    public static readonly Refusal DeferralUnclear = new("reminder-deferral-unclear", "A message is wanted at once, or at a time of a day that is 1 to 92 days later.");
    public static readonly Refusal OrderAgainstTime = new("reminder-order-against-time", "A message that is wanted earlier stands before one that is wanted later.");
    public static readonly Refusal NoTimeToSend = new("no-time-to-remind", "The hours of rest leave no time of the day for reminders.");
    public static readonly Refusal MarketingWaits = new("marketing-waits", "What is offered to customers never disturbs their rest.");
}
