using System.Globalization;
using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.Emergencies;
using CaseFlow.EventStore;
using CaseFlow.FollowUps;
using CaseFlow.Kpis;
using CaseFlow.Reminders;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.ServiceMeetings;
using CaseFlow.Tracing;
using CaseFlow.Warnings;

namespace CaseFlow.Server.Exports;

/// <summary>A kind of object that events are about.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="StreamType">The stored type of its streams; null for what has none and is only named by events.</param>
/// <param name="Events">The events of its streams.</param>
/// <param name="Text">The text that people read for it; of what has streams.</param>
public sealed record ObjectKind(string Name, string? StreamType = null, Type? Events = null, string? Text = null)
{
    /// <summary>The stored names of the events of its streams.</summary>
    public IEnumerable<string> EventNames => Events is null ? [] : Events.Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(Events)).Select(EventTypes.NameOf).Order(StringComparer.Ordinal);
}

/// <summary>The kinds of objects that exports know. A slice with streams of its own adds a line: its events, their case, customer and actor then follow.</summary>
public static class ObjectKinds
{
    public static readonly ObjectKind Case = new("case", "complaint", typeof(ComplaintEvent), "Column.case");
    public static readonly ObjectKind Contact = new("contact", "contact", typeof(ContactEvent), "Column.contact");
    public static readonly ObjectKind Callback = new("callback", "callback", typeof(CallbackEvent), "Column.callback");
    public static readonly ObjectKind Problem = new("problem", "trace", typeof(TraceEvent), "Column.problem");
    public static readonly ObjectKind Meeting = new("service meeting", "service_meeting", typeof(ServiceMeetingEvent), "Column.meeting");
    public static readonly ObjectKind Resolution = new("resolution", "resolution", typeof(ResolutionEvent), "Column.resolution");
    public static readonly ObjectKind Warning = new("warning", "warning", typeof(WarningEvent), "Column.warning");
    public static readonly ObjectKind Support = new("support request", "support_request", typeof(ProvincialSupportEvent), "Column.support");
    public static readonly ObjectKind Emergency = new("emergency", "emergency", typeof(EmergencyEvent), "Column.emergency");
    public static readonly ObjectKind Series = new("measured series", "measured_series", typeof(MeasuredSeriesEvent), "Column.series");
    public static readonly ObjectKind Reminder = new("reminder", "reminder", typeof(ReminderEvent), "Column.reminder");
    public static readonly ObjectKind Customer = new("customer");
    public static readonly ObjectKind Actor = new("actor");
    public static readonly ObjectKind Department = new("department");
    public static readonly ObjectKind Cause = new("cause");
    public static readonly ObjectKind Action = new("action");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ObjectKind> All { get; } =
    [
        Case, Contact, Callback, Problem, Meeting, Resolution, Warning, Support, Emergency, Series, Reminder,
        Customer, Actor, Department, Cause, Action,
    ];

    /// <summary>The stored types of their streams.</summary>
    public static string[] StreamTypes { get; } = [.. All.Select(kind => kind.StreamType).OfType<string>()];

    /// <summary>The kind of a stream's object.</summary>
    public static ObjectKind OfStream(string streamType) => All.First(kind => kind.StreamType == streamType);
}

/// <summary>An object that an event names.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its id.</param>
/// <param name="Qualifier">What it is to the event.</param>
/// <param name="Tie">What it is from then on to the object of the event's stream; null when that passes.</param>
public sealed record NamedObject(ObjectKind Kind, string Id, string Qualifier, string? Tie);

/// <summary>A value that an event says.</summary>
/// <param name="Name">Which.</param>
/// <param name="Type">Of which type, in the words of OCEL: string, integer, float, boolean or time.</param>
public sealed record SaidValue(string Name, string Type);

/// <summary>What an event says beyond who did it, when and to what: values to count by, and other objects. Nothing that is personal.</summary>
public abstract class EventMeaning
{
    /// <summary>The event's stored name.</summary>
    public abstract string Event { get; }

    /// <summary>The values that it may say.</summary>
    public abstract IReadOnlyList<SaidValue> Values { get; }

    /// <summary>The values that this one says.</summary>
    public abstract IEnumerable<(SaidValue Value, string Text)> Say(object data);

    /// <summary>The objects that this one names.</summary>
    public abstract IEnumerable<NamedObject> Name(object data);
}

/// <summary>A line of the table.</summary>
public sealed class EventMeaning<TEvent> : EventMeaning
    where TEvent : class
{
    private readonly List<(SaidValue Value, Func<TEvent, object?> Of)> said = [];
    private readonly List<Func<TEvent, IEnumerable<NamedObject>>> named = [];

    /// <inheritdoc/>
    public override string Event => EventTypes.NameOf(typeof(TEvent));

    /// <inheritdoc/>
    public override IReadOnlyList<SaidValue> Values => [.. said.Select(one => one.Value)];

    /// <summary>Adds a value.</summary>
    public EventMeaning<TEvent> Says<TValue>(string name, Func<TEvent, TValue> value)
    {
        var type = Nullable.GetUnderlyingType(typeof(TValue)) ?? typeof(TValue);
        said.Add((new(name, TypeOf(type)), e => value(e)));
        return this;
    }

    /// <summary>Adds an object.</summary>
    public EventMeaning<TEvent> Names(ObjectKind kind, string qualifier, Func<TEvent, object?> id, string? tie = null) =>
        NamesEach(kind, qualifier, e => id(e) is { } value ? [value] : [], tie);

    /// <summary>Adds several objects.</summary>
    public EventMeaning<TEvent> NamesEach(ObjectKind kind, string qualifier, Func<TEvent, IEnumerable<object>> ids, string? tie = null)
    {
        named.Add(e => ids(e).Select(id => new NamedObject(kind, $"{id}", qualifier, tie)));
        return this;
    }

    /// <inheritdoc/>
    public override IEnumerable<(SaidValue Value, string Text)> Say(object data) => data is TEvent e ? said.Select(one => (one.Value, Of: one.Of(e))).Where(one => one.Of is not null).Select(one => (one.Value, Text(one.Of!))) : [];

    /// <inheritdoc/>
    public override IEnumerable<NamedObject> Name(object data) => data is TEvent e ? named.SelectMany(one => one(e)) : [];

    private static string TypeOf(Type type) =>
        type == typeof(int) || type == typeof(long) ? "integer" : type == typeof(decimal) ? "float" : type == typeof(bool) ? "boolean" : type == typeof(DateTimeOffset) ? "time" : "string";

    private static string Text(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        DateTimeOffset at => Iso.Time(at),
        Term term => term.Code,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => $"{value}",
    };
}

/// <summary>What events say to exports; one that has no line tells who did it, when and to what.</summary>
public static class EventMeanings
{
    /// <summary>The lines, by stored names.</summary>
    public static IReadOnlyDictionary<string, EventMeaning> All { get; } = new EventMeaning[]
    {
        On<ComplaintRegistered>().Says("kind", e => e.Kind).Says("topic", e => e.Topic).Says("channel", e => e.Channel).Says("source", e => e.Source).Says("tier", e => e.Customer.Tier).Says("brand", e => e.Customer.Brand).Says("roaming", e => e.Customer.Roaming),
        On<ComplaintReclassified>().Says("kind", e => e.Kind).Says("topic", e => e.Topic),
        On<ComplaintAcknowledged>().Says("channel", e => e.Channel),
        On<ComplaintHandedOver>().Names(ObjectKinds.Department, "asked", e => e.Department.Code),
        On<HandOverAccepted>().Names(ObjectKinds.Department, "accepting", e => e.Department.Code, tie: "handled by"),
        On<HandOverRejected>().Names(ObjectKinds.Department, "rejecting", e => e.Department.Code),
        On<ComplaintVerified>().Says("validity", e => e.Verdict.Validity).Says("liability", e => e.Verdict.Liability).Says("responsibilityClass", e => e.Verdict.ResponsibilityClass),
        On<VerdictRevised>().Says("validity", e => e.Verdict.Validity).Says("liability", e => e.Verdict.Liability).Says("responsibilityClass", e => e.Verdict.ResponsibilityClass),
        On<ClaimRaised>().Says("rank", e => e.Rank),
        On<ClaimAssessed>().Says("reasonableness", e => e.Reasonableness).Says("class", e => e.Class).Says("rank", e => e.Rank).Says("satisfiable", e => e.Satisfiable),
        On<ClaimSettled>().Says("outcome", e => e.Outcome),
        On<CareGiven>().Says("careType", e => e.CareType),
        On<StageCarriedOut>().Says("stage", e => e.Stage),
        On<KeyMomentScored>().Says("stage", e => e.Stage).Says("score", e => e.Score).Says("standardVersion", e => e.StandardVersion),
        On<ReplyWordingGiven>().Says("wording", e => e.Wording).Says("version", e => e.Version),
        On<HandlingModelApplied>().Says("model", e => e.Model).Says("version", e => e.Version),
        On<ComplaintEscalated>().Says("level", e => e.Level).Says("origin", e => e.Origin),
        On<ComplaintDeescalated>().Says("level", e => e.Level),
        On<ComplaintResolved>().Says("episode", e => e.Episode),
        On<ComplaintClosed>().Says("basis", e => e.Basis).Says("episode", e => e.Episode).Names(ObjectKinds.Callback, "resting on", e => e.Callback?.Value),
        On<ComplaintReopened>().Says("episode", e => e.Episode).Says("cause", e => e.Cause),
        On<RepeatLinkProposed>().Says("ruleVersion", e => e.Grounds.RuleVersion).Says("daysBetween", e => e.Grounds.DaysBetween).Names(ObjectKinds.Case, "earlier", e => e.Earlier.Value),
        On<RepeatLinkAccepted>().Names(ObjectKinds.Case, "earlier", e => e.Earlier.Value, tie: "repeats"),
        On<RepeatLinkRejected>().Names(ObjectKinds.Case, "earlier", e => e.Earlier.Value),
        On<ComplaintMerged>().Names(ObjectKinds.Case, "merged into", e => e.Into.Value, tie: "was merged into"),
        On<ComplaintUnmerged>().Names(ObjectKinds.Case, "taken out of", e => e.From.Value),
        On<ContactRecorded>().Says("channel", e => e.Channel).Says("direction", e => e.Direction).Says("outcome", e => e.Outcome),
        On<ContactLinked>().Names(ObjectKinds.Case, "linked to", e => e.Complaint.Value),
        On<ContactUnlinked>().Names(ObjectKinds.Case, "unlinked from", e => e.Complaint.Value),
        On<CallbackScheduled>().Says("episode", e => e.Episode).Says("dueAt", e => e.DueAt).Says("policyVersion", e => e.Terms.PolicyVersion),
        On<CallbackFellDue>().Says("attempt", e => e.Attempt),
        On<CallbackTaken>().Says("attempt", e => e.Attempt),
        On<CallbackRaised>().Says("attempt", e => e.Attempt).Says("cause", e => e.Cause),
        On<CallbackAttempted>().Says("attempt", e => e.Attempt).Says("outcome", e => e.Outcome),
        On<CallbackPutOff>().Says("attempt", e => e.Attempt).Says("dueAt", e => e.DueAt),
        On<CallbackCompleted>().Says("result", e => e.Result),
        On<CallbackCancelled>().Says("cause", e => e.Cause),
        On<EmergencyProposed>().Says("drill", e => e.IsDrill).Says("beganAt", e => e.BeganAt).Says("planVersion", e => e.Plan.PlanVersion),
        On<ComplaintsLinked>().NamesEach(ObjectKinds.Case, "linked", e => e.Complaints.Select(one => (object)one.Complaint.Value), tie: "comprises"),
        On<ComplaintUnlinked>().Names(ObjectKinds.Case, "unlinked", e => e.Complaint.Value),
        On<AffectedCustomersListed>().Says("customers", e => e.Customers.Count),
        On<RosterAssigned>().Says("role", e => e.Role),
        On<RosterRelieved>().Says("role", e => e.Role),
        On<FirstTimeMet>().Says("clock", e => e.Clock).Says("recipient", e => e.Recipient).Names(ObjectKinds.Department, "on scene", e => e.Department?.Code),
        On<ReplyLinePublished>().Says("version", e => e.Version),
        On<ReplyLineWithdrawn>().Says("version", e => e.Version).Says("told", e => e.Told),
        On<ReplyLineGiven>().Says("version", e => e.Version).Says("told", e => e.Told.Count),
        On<MediaLogged>().Says("kind", e => e.Kind),
        On<SituationReported>().Says("number", e => e.Number),
        On<EmergencyCallbacksPlanned>().Says("callbacks", e => e.Callbacks.Count),
        On<EmergencyCallTaken>().Says("until", e => e.LeaseEnds),
        On<EmergencyCallbackAttempted>().Says("attempt", e => e.Attempt),
        On<EmergencyCallbackClosed>().Says("outcome", e => e.Outcome),
        On<EmergencyStoodDown>().Says("owed", e => e.Owed).Says("closed", e => e.Closed),
        On<EmergencyReviewHeld>().Names(ObjectKinds.Problem, "traced in", e => e.Trace?.Value),
        On<TraceOpened>().Says("trigger", e => e.Trigger).Says("topic", e => e.Topic).NamesEach(ObjectKinds.Case, "evidence", e => CasesOf(e.Evidence), tie: "looks into"),
        On<TraceEvidenceAdded>().NamesEach(ObjectKinds.Case, "evidence", e => CasesOf(e.Evidence), tie: "looks into"),
        On<TraceAnalysisStarted>().Names(ObjectKinds.Department, "analysing", e => e.Department.Code),
        On<CauseFound>().Says("kind", e => e.Kind).Says("branch", e => e.Branch).Names(ObjectKinds.Cause, "found", e => e.Cause.Value, tie: "has cause"),
        On<EndCauseConfirmed>().Names(ObjectKinds.Cause, "confirmed", e => e.Cause.Value),
        On<CauseExcluded>().Names(ObjectKinds.Cause, "excluded", e => e.Cause.Value),
        On<ImprovementPlanned>().Says("dueAt", e => e.DueAt).Names(ObjectKinds.Action, "planned", e => e.Improvement.Value, tie: "improves by").NamesEach(ObjectKinds.Cause, "removing", e => e.Causes.Select(cause => (object)cause.Value)).Names(ObjectKinds.Department, "responsible", e => e.Department.Code),
        On<ImprovementStarted>().Names(ObjectKinds.Action, "started", e => e.Improvement.Value),
        On<ImprovementDone>().Names(ObjectKinds.Action, "done", e => e.Improvement.Value),
        On<ImprovementDropped>().Names(ObjectKinds.Action, "dropped", e => e.Improvement.Value),
        On<EvaluationPlanned>().Says("round", e => e.Round),
        On<EffectEvaluated>().Says("round", e => e.Round).Says("reached", e => e.Reached).NamesEach(ObjectKinds.Action, "evaluated", e => e.Improvements.Select(one => (object)one.Value)),
        On<AnalysisReopened>().Says("round", e => e.Round),
        On<ServiceMeetingConvened>().Says("level", e => e.Level).Says("heldOn", e => e.HeldOn).NamesEach(ObjectKinds.Department, "called", e => e.Departments.Select(one => (object)one.Code)),
        On<AgendaItemAdded>().Says("class", e => e.Class),
        On<SupportRequested>().Names(ObjectKinds.Department, "coordinating", e => e.Department.Code),
        On<ResolutionDecided>().Says("dueAt", e => e.DueAt).Names(ObjectKinds.Meeting, "decided by", e => e.Meeting.Value, tie: "decided by").Names(ObjectKinds.Department, "responsible", e => e.Owner.Code),
        On<ResolutionCarriedOver>().Says("count", e => e.Count).Names(ObjectKinds.Meeting, "carried over to", e => e.To.Value, tie: "carried over to"),
        On<WarningRaised>().Says("rule", e => e.Rule).Says("grade", e => e.Seen.Grade).Says("observed", e => e.Seen.Observed).NamesEach(ObjectKinds.Case, "counted", e => CasesOf(e.Seen), tie: "warns of"),
        On<WarningUpgraded>().Says("grade", e => e.Seen.Grade).Says("observed", e => e.Seen.Observed).NamesEach(ObjectKinds.Case, "counted", e => CasesOf(e.Seen), tie: "warns of"),
        On<WarningSubsided>().Says("observed", e => e.Observed),
        On<WarningPromoted>().Says("to", e => e.To).Names(ObjectKinds.Problem, "opened", e => e.To == PromotionTarget.Trace ? e.Id : null, tie: "led to").Names(ObjectKinds.Emergency, "proposed", e => e.To == PromotionTarget.Emergency ? e.Id : null, tie: "led to"),
        On<MeasuredSeriesDefined>().Says("subject", e => e.Subject).Says("grain", e => e.Grain),
        On<MeasuredValueCited>().Says("period", e => e.Period).Says("measure", e => e.Measure).Names(ObjectKinds.Case, "evidence for", e => e.Complaint.Value, tie: "cited for"),
        On<ProvincialSupportRequested>().Says("wantedBy", e => e.WantedBy).Says("takeUpBy", e => e.Dues.TakeUpBy).Says("answerBy", e => e.Dues.AnswerBy),
        On<ProvincialSupportRenewed>().Says("round", e => e.Round).Says("takeUpBy", e => e.Dues.TakeUpBy).Says("answerBy", e => e.Dues.AnswerBy),
        On<ReminderPlanned>().Says("touchpoint", e => e.Touchpoint).Says("plan", e => e.Plan).Says("planVersion", e => e.PlanVersion).Says("template", e => e.Template).Says("templateVersion", e => e.TemplateVersion).Says("class", e => e.Class).Says("triggeredAt", e => e.TriggeredAt).Says("dueAt", e => e.Slot.DueAt).Says("dueBecause", e => e.Slot.Reason),
        On<ReminderUndelivered>().Says("cause", e => e.Cause),
        On<ReminderDropped>().Says("reason", e => e.Reason),
        On<ReminderFollowedByComplaint>().Says("tie", e => e.Tie).Names(ObjectKinds.Case, "followed by", e => e.Complaint.Value, tie: "was followed by"),
    }.ToDictionary(meaning => meaning.Event);

    /// <summary>The values that an event of a name says.</summary>
    public static IEnumerable<(SaidValue Value, string Text)> Say(string type, object? data) => data is not null && All.TryGetValue(type, out var meaning) ? meaning.Say(data) : [];

    /// <summary>The objects that it names.</summary>
    public static IEnumerable<NamedObject> Name(string type, object? data) => data is not null && All.TryGetValue(type, out var meaning) ? meaning.Name(data) : [];

    private static IEnumerable<object> CasesOf(TraceEvidence evidence) =>
        evidence.Complaints.Concat(evidence.Contacts.Select(one => one.Complaint)).Concat(evidence.Moments.Select(one => one.Complaint)).Distinct().Select(one => (object)one.Value);

    private static IEnumerable<object> CasesOf(WarningSighting seen) => seen.Complaints.Select(one => (object)one.Value);

    private static EventMeaning<TEvent> On<TEvent>()
        where TEvent : class => new();
}
