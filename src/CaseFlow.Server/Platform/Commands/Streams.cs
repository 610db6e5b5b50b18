using CaseFlow.Access;
using CaseFlow.Clocks;
using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.Emergencies;
using CaseFlow.EventStore;
using CaseFlow.Exports;
using CaseFlow.FollowUps;
using CaseFlow.Inspections;
using CaseFlow.Kpis;
using CaseFlow.PersonalData;
using CaseFlow.Reminders;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.ServiceMeetings;
using CaseFlow.Tracing;
using CaseFlow.Warnings;

namespace CaseFlow.Server.Platform.Commands;

/// <summary>The kinds of streams, and the events that they are made of.</summary>
public static class Streams
{
    public static readonly StreamKind<Account, AccountEvent> Account = new("account", CaseFlow.Access.Account.Missing, CaseFlow.Access.Account.Evolve);
    public static readonly StreamKind<Token, TokenEvent> Token = new("token", CaseFlow.Access.Token.Missing, CaseFlow.Access.Token.Evolve);
    public static readonly StreamKind<Complaint, ComplaintEvent> Complaint = new("complaint", CaseFlow.Complaints.Complaint.Unregistered, CaseFlow.Complaints.Complaint.Evolve) { IsWithin = CoversCase };
    public static readonly StreamKind<Contact, ContactEvent> Contact = new("contact", CaseFlow.Complaints.Contact.Unrecorded, CaseFlow.Complaints.Contact.Evolve)
    {
        IsWithin = (history, scope) => history[0].Data is ContactRecorded contact && scope.Covers(contact.Region),
    };
    public static readonly StreamKind<Callback, CallbackEvent> Callback = new("callback", CaseFlow.FollowUps.Callback.Unscheduled, CaseFlow.FollowUps.Callback.Evolve)
    {
        IsWithin = (history, scope) => history[0].Data is CallbackScheduled callback && scope.Covers(callback.Region),
    };
    public static readonly StreamKind<DataSubject, DataSubjectEvent> DataSubject = new("data_subject", CaseFlow.PersonalData.DataSubject.Untouched, CaseFlow.PersonalData.DataSubject.Evolve);
    public static readonly StreamKind<Export, ExportEvent> Export = new("export", CaseFlow.Exports.Export.None, CaseFlow.Exports.Export.Evolve);
    public static readonly StreamKind<TermList, TermListEvent> TermList = new("term_list", CaseFlow.Definitions.TermList.Unpublished, CaseFlow.Definitions.TermList.Evolve);
    public static readonly StreamKind<Policies, PolicyEvent> Policies = new("policies", CaseFlow.Definitions.Policies.None, CaseFlow.Definitions.Policies.Evolve);
    public static readonly StreamKind<ReplyWordings, ReplyWordingEvent> ReplyWordings = new("reply_wordings", CaseFlow.Definitions.ReplyWordings.None, CaseFlow.Definitions.ReplyWordings.Evolve);
    public static readonly StreamKind<HandlingModels, HandlingModelEvent> HandlingModels = new("handling_models", CaseFlow.Definitions.HandlingModels.None, CaseFlow.Definitions.HandlingModels.Evolve);
    public static readonly StreamKind<KeyMomentStandards, KeyMomentStandardEvent> KeyMomentStandards = new("key_moment_standards", CaseFlow.Definitions.KeyMomentStandards.None, CaseFlow.Definitions.KeyMomentStandards.Evolve);
    public static readonly StreamKind<KpiDefinitions, KpiDefinitionEvent> KpiDefinitions = new("kpi_definitions", CaseFlow.Kpis.KpiDefinitions.None, CaseFlow.Kpis.KpiDefinitions.Evolve);
    public static readonly StreamKind<PriorityMatrix, PriorityMatrixEvent> PriorityMatrix = new("priority_matrix", CaseFlow.Definitions.PriorityMatrix.None, CaseFlow.Definitions.PriorityMatrix.Evolve);
    public static readonly StreamKind<Scorecard, ScorecardEvent> Scorecard = new("scorecard", CaseFlow.Inspections.Scorecard.Unpublished, CaseFlow.Inspections.Scorecard.Evolve);
    public static readonly StreamKind<InspectionSample, InspectionSampleEvent> InspectionSample = new("inspection_sample", CaseFlow.Inspections.InspectionSample.Undrawn, CaseFlow.Inspections.InspectionSample.Evolve)
    {
        IsWithin = (history, scope) => history[0].Data is InspectionSampleDrawn drawn && scope.Covers(drawn.Rule.Region),
    };
    public static readonly StreamKind<Inspection, InspectionEvent> Inspection = new("inspection", CaseFlow.Inspections.Inspection.Pending, CaseFlow.Inspections.Inspection.Evolve)
    {
        IsWithin = (history, scope) => history[0].Data is CaseInspected inspected && scope.Covers(inspected.Region),
    };

    public static readonly StreamKind<Catalogue, CatalogueEvent> Catalogue = new("catalogue", CaseFlow.Tracing.Catalogue.Empty, CaseFlow.Tracing.Catalogue.Evolve);
    public static readonly StreamKind<Trace, TraceEvent> Trace = new("trace", CaseFlow.Tracing.Trace.Unopened, CaseFlow.Tracing.Trace.Evolve)
    {
        IsWithin = (history, scope) => history[0].Data is TraceOpened opened && scope.Covers(opened.Region, [.. DepartmentsOf(history)]),
    };

    public static readonly StreamKind<WorkCalendars, CalendarEvent> WorkCalendars = new("work_calendars", CaseFlow.Clocks.WorkCalendars.None, CaseFlow.Clocks.WorkCalendars.Evolve);

    public static readonly StreamKind<ClockPolicies, ClockPolicyEvent> ClockPolicies = new("clock_policies", CaseFlow.Clocks.ClockPolicies.None, CaseFlow.Clocks.ClockPolicies.Evolve);

    public static readonly StreamKind<ClockLog, ClockEvent> ClockLog = new("case_clocks", CaseFlow.Clocks.ClockLog.Empty, CaseFlow.Clocks.ClockLog.Evolve)
    {
        IsWithin = (history, scope) => history[0].Data is ClockEvent clock && scope.Covers(clock.About().Region),
    };

    public static readonly StreamKind<ServiceMeeting, ServiceMeetingEvent> ServiceMeeting = new("service_meeting", CaseFlow.ServiceMeetings.ServiceMeeting.Unconvened, CaseFlow.ServiceMeetings.ServiceMeeting.Evolve)
    {
        // Departments take part in meetings, so that those of their territory are there for them.
        IsWithin = (history, scope) => history[0].Data is ServiceMeetingConvened meeting && scope.Of(department: null).Covers(meeting.Region),
    };
    public static readonly StreamKind<Resolution, ResolutionEvent> Resolution = new("resolution", CaseFlow.ServiceMeetings.Resolution.Undecided, CaseFlow.ServiceMeetings.Resolution.Evolve)
    {
        IsWithin = (history, scope) => history[0].Data is ResolutionDecided resolution && scope.Of(department: null).Covers(resolution.Region),
    };

    public static readonly StreamKind<WarningRules, WarningRuleEvent> WarningRules = new("warning_rules", CaseFlow.Warnings.WarningRules.None, CaseFlow.Warnings.WarningRules.Evolve);

    public static readonly StreamKind<Warning, WarningEvent> Warning = new("warning", CaseFlow.Warnings.Warning.Unraised, CaseFlow.Warnings.Warning.Evolve)
    {
        IsWithin = (history, scope) => history[0].Data is WarningRaised raised && scope.Covers(raised.Subject.Region),
    };

    public static readonly StreamKind<SupportTargets, SupportTargetsEvent> SupportTargets = new("support_targets", CaseFlow.Warnings.SupportTargets.None, CaseFlow.Warnings.SupportTargets.Evolve);

    public static readonly StreamKind<ProvincialSupport, ProvincialSupportEvent> ProvincialSupport = new("support_request", CaseFlow.Warnings.ProvincialSupport.Unrequested, CaseFlow.Warnings.ProvincialSupport.Evolve)
    {
        IsWithin = (history, scope) => history[0].Data is ProvincialSupportRequested requested && scope.Covers(requested.Region),
    };

    public static readonly StreamKind<EmergencyPlan, EmergencyPlanEvent> EmergencyPlan = new("emergency_plan", CaseFlow.Emergencies.EmergencyPlan.None, CaseFlow.Emergencies.EmergencyPlan.Evolve);
    public static readonly StreamKind<Emergency, EmergencyEvent> Emergency = new("emergency", CaseFlow.Emergencies.Emergency.Unproposed, CaseFlow.Emergencies.Emergency.Evolve)
    {
        // Departments come on scene, so that the emergencies of their territory are there for them.
        IsWithin = (history, scope) => history[0].Data is EmergencyProposed emergency && scope.Of(department: null).Covers(emergency.Region),
    };

    public static readonly StreamKind<MeasuredSeries, MeasuredSeriesEvent> MeasuredSeries = new("measured_series", CaseFlow.Kpis.MeasuredSeries.Undefined, CaseFlow.Kpis.MeasuredSeries.Evolve)
    {
        IsWithin = (history, scope) => history[0].Data is MeasuredSeriesDefined series && scope.Covers(series.Region),
    };
    public static readonly StreamKind<ReminderPlans, ReminderPlanEvent> ReminderPlans = new("reminder_plans", CaseFlow.Reminders.ReminderPlans.None, CaseFlow.Reminders.ReminderPlans.Evolve);
    public static readonly StreamKind<ReminderTrigger, ReminderTriggerEvent> ReminderTrigger = new("reminder_trigger", CaseFlow.Reminders.ReminderTrigger.Untold, CaseFlow.Reminders.ReminderTrigger.Evolve)
    {
        IsWithin = (history, scope) => history[0].Data is ReminderTriggered triggered && scope.Covers(triggered.Region),
    };
    public static readonly StreamKind<Reminder, ReminderEvent> Reminder = new("reminder", CaseFlow.Reminders.Reminder.Unplanned, CaseFlow.Reminders.Reminder.Evolve)
    {
        IsWithin = (history, scope) => history[0].Data is ReminderPlanned planned && scope.Covers(planned.Region),
    };

    private static bool CoversCase(IReadOnlyList<RecordedEvent> history, AccessScope scope)
    {
        if (history[0].Data is not ComplaintRegistered registered) return false;
        if (scope.Department is null) return scope.Covers(registered.Region);
        var (department, asked) = Departments(history);
        return scope.Covers(registered.Region, department, asked);
    }

    /// <summary>The department that deals with a case, and the one that was asked to; as the work list keeps them.</summary>
    private static (string? Department, string? Asked) Departments(IEnumerable<RecordedEvent> history) =>
        history.Aggregate(((string?)null, (string?)null), ((string? Department, string? Asked) now, RecordedEvent e) => e.Data switch
        {
            ComplaintHandedOver handedOver => (now.Department, handedOver.Department.Code),
            HandOverAccepted accepted => (accepted.Department.Code, null),
            HandOverRejected => (now.Department, null),
            _ => now,
        });

    /// <summary>The departments that a trace was given to, and those that improve something.</summary>
    private static IEnumerable<string> DepartmentsOf(IEnumerable<RecordedEvent> history) => history.Select(e => e.Data switch
    {
        TraceAnalysisStarted started => started.Department.Code,
        ImprovementPlanned planned => planned.Department.Code,
        _ => null,
    }).OfType<string>();

    /// <summary>The stored names of all events of the domain.</summary>
    public static EventTypes EventTypes()
    {
        var types = new EventTypes();
        Type[] kinds =
        [
            typeof(AccountEvent), typeof(TokenEvent), typeof(ComplaintEvent), typeof(ContactEvent), typeof(CallbackEvent), typeof(DataSubjectEvent), typeof(TermListEvent), typeof(PolicyEvent), typeof(ReplyWordingEvent), typeof(HandlingModelEvent), typeof(KeyMomentStandardEvent), typeof(KpiDefinitionEvent), typeof(PriorityMatrixEvent), typeof(ScorecardEvent), typeof(InspectionSampleEvent),
            typeof(InspectionEvent), typeof(CatalogueEvent), typeof(TraceEvent), typeof(CalendarEvent), typeof(ClockPolicyEvent), typeof(ClockEvent), typeof(ExportEvent), typeof(ServiceMeetingEvent), typeof(ResolutionEvent),
            typeof(WarningRuleEvent), typeof(WarningEvent), typeof(SupportTargetsEvent), typeof(ProvincialSupportEvent),
            typeof(EmergencyPlanEvent), typeof(EmergencyEvent), typeof(MeasuredSeriesEvent), typeof(ReminderPlanEvent), typeof(ReminderTriggerEvent), typeof(ReminderEvent),
        ];
        foreach (var type in typeof(ComplaintEvent).Assembly.GetTypes().Where(type => !type.IsAbstract && kinds.Any(type.IsSubclassOf)))
            types.Add(type);
        return types;
    }
}
