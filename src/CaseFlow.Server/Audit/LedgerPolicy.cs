using CaseFlow.Clocks;
using CaseFlow.Complaints;
using CaseFlow.Emergencies;
using CaseFlow.FollowUps;
using CaseFlow.Inspections;
using CaseFlow.PersonalData;
using CaseFlow.Reminders;
using CaseFlow.Server.Clocks;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Emergencies;
using CaseFlow.Server.Inspections;
using CaseFlow.Server.Kpis;
using CaseFlow.Server.Reminders;
using CaseFlow.Server.Tracing;
using CaseFlow.Server.Warnings;
using CaseFlow.Tracing;
using CaseFlow.Warnings;

namespace CaseFlow.Server.Audit;

/// <summary>A policy, or another definition, and the version of it that an event says it relied on.</summary>
/// <remarks>An event counts for one definition. What names many, as the terms of lists that a case is described in, is read in the event itself.</remarks>
/// <param name="Policy">A policy by its name; of other definitions their kind and name, for example <c>reply-wordings/data-reminder</c>.</param>
/// <param name="Version">The version.</param>
public sealed record LedgerPolicy(string Policy, int Version)
{
    /// <summary>What counts as a repeat complaint.</summary>
    public const string RepeatRule = "repeat-rule";

    /// <summary>When and how often customers are called back.</summary>
    public const string Callback = "callback";

    /// <summary>How long customers' data is kept.</summary>
    public const string Retention = "retention";

    /// <summary>The policies that events say they relied on.</summary>
    public static IReadOnlyList<string> All { get; } = [Callback, RepeatRule, Retention];

    /// <summary>The kinds of other definitions that events say they relied on, each by its name.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
    [
        .. Enum.GetValues<CatalogueKind>().Select(CatalogueDefinitions.Named), ClockDefinitions.Policies, EmergencyDefinitions.Plan, CaseDefinitionKinds.Models, CaseDefinitionKinds.Standards,
        PublishingKpiDefinitions.Kind, ReminderDefinitions.Plans, CaseDefinitionKinds.Wordings, InspectionsSlice.Scorecards, WarningDefinitions.Rules,
    ];

    /// <summary>A definition of one of those kinds.</summary>
    public static string Named(string kind, string name) => $"{kind}/{name}";

    /// <summary>Kind and name; null of a policy.</summary>
    public (string Kind, string Name)? Definition => Policy.Split('/', 2) is [var kind, var name] ? (kind, name) : null;

    /// <summary>Kind and name among definitions.</summary>
    public (string Kind, string Name) Shelved => Definition ?? Policy switch
    {
        Callback => (DefinitionKinds.Callback, DefinitionKinds.Callback),
        Retention => (DefinitionKinds.Retention, DefinitionKinds.Retention),
        _ => (Policy, Policy),
    };

    /// <summary>Whether it can be asked what relied on it: it is one of the policies, or named after one of the kinds.</summary>
    public static bool IsOne(string policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return All.Contains(policy) || (policy.Split('/', 2) is [var kind, { Length: > 0 }] && Kinds.Contains(kind));
    }

    /// <summary>What an event relied on; null where it says nothing.</summary>
    public static LedgerPolicy? ReliedOn(object data) => data switch
    {
        RepeatLinkProposed proposed => new(RepeatRule, proposed.Grounds.RuleVersion),
        CallbackScheduled scheduled => new(Callback, scheduled.Terms.PolicyVersion),
        ErasureRequested { Schedule: { } schedule } => new(Retention, schedule),
        ReplyWordingGiven given => new(Named(CaseDefinitionKinds.Wordings, given.Wording), given.Version),
        HandlingModelApplied applied => new(Named(CaseDefinitionKinds.Models, applied.Model), applied.Version),
        KeyMomentScored { StandardVersion: { } standard } scored => new(Named(CaseDefinitionKinds.Standards, CaseDefinitions.NameOf(scored.Stage)), standard),
        ClockEvent reached => new(Named(ClockDefinitions.Policies, reached.About().Policy), reached.About().PolicyVersion),
        WarningRaised raised => new(Named(WarningDefinitions.Rules, raised.Rule), raised.RuleVersion),
        EmergencyProposed proposed => new(Named(EmergencyDefinitions.Plan, EmergencyDefinitions.Plan), proposed.Plan.PlanVersion),
        ReminderTriggered triggered => new(Named(ReminderDefinitions.Plans, triggered.Plan), triggered.PlanVersion),
        ReminderPlanned planned => new(Named(ReminderDefinitions.Plans, planned.Plan), planned.PlanVersion),
        InspectionSampleDrawn drawn => new(Named(InspectionsSlice.Scorecards, drawn.Card), drawn.CardVersion),
        CaseInspected inspected => new(Named(InspectionsSlice.Scorecards, inspected.Card), inspected.CardVersion),
        CauseFound { LiesIn: { } place } => new(Named(CatalogueDefinitions.Named(place.Kind), place.Entry), place.Version),
        EvaluationPlanned { Template.Baseline: { } figure } when int.TryParse(figure.KpiVersion.Split(',')[0], System.Globalization.CultureInfo.InvariantCulture, out var version) =>
            new(Named(PublishingKpiDefinitions.Kind, figure.Kpi), version),
        _ => null,
    };
}
