using System.Text;
using CaseFlow.EventStore;

namespace CaseFlow;

/// <summary>The streams that specs speak about: <c>A.Complaint.Given(...).When(...).Then(...)</c>.</summary>
public static class A
{
    public static Stream<Access.Account, Access.AccountEvent> Account { get; } = new(Access.Account.Missing, Access.Account.Evolve);

    public static Stream<Access.Token, Access.TokenEvent> Token { get; } = new(Access.Token.Missing, Access.Token.Evolve);

    public static Stream<Complaints.Complaint, Complaints.ComplaintEvent> Complaint { get; } = new(Complaints.Complaint.Unregistered, Complaints.Complaint.Evolve);

    public static Stream<Complaints.Contact, Complaints.ContactEvent> Contact { get; } = new(Complaints.Contact.Unrecorded, Complaints.Contact.Evolve);

    public static Stream<FollowUps.Callback, FollowUps.CallbackEvent> Callback { get; } = new(FollowUps.Callback.Unscheduled, FollowUps.Callback.Evolve);

    public static Stream<PersonalData.DataSubject, PersonalData.DataSubjectEvent> DataSubject { get; } = new(PersonalData.DataSubject.Untouched, PersonalData.DataSubject.Evolve);

    public static Stream<Inspections.Scorecard, Inspections.ScorecardEvent> Scorecard { get; } = new(Inspections.Scorecard.Unpublished, Inspections.Scorecard.Evolve);

    public static Stream<Inspections.InspectionSample, Inspections.InspectionSampleEvent> InspectionSample { get; } = new(Inspections.InspectionSample.Undrawn, Inspections.InspectionSample.Evolve);

    public static Stream<Inspections.Inspection, Inspections.InspectionEvent> Inspection { get; } = new(Inspections.Inspection.Pending, Inspections.Inspection.Evolve);
    public static Stream<Exports.Export, Exports.ExportEvent> Export { get; } = new(Exports.Export.None, Exports.Export.Evolve);
    public static Stream<ServiceMeetings.ServiceMeeting, ServiceMeetings.ServiceMeetingEvent> ServiceMeeting { get; } = new(ServiceMeetings.ServiceMeeting.Unconvened, ServiceMeetings.ServiceMeeting.Evolve);

    public static Stream<ServiceMeetings.Resolution, ServiceMeetings.ResolutionEvent> Resolution { get; } = new(ServiceMeetings.Resolution.Undecided, ServiceMeetings.Resolution.Evolve);

    public static Stream<Definitions.TermList, Definitions.TermListEvent> TermList { get; } = new(Definitions.TermList.Unpublished, Definitions.TermList.Evolve);

    public static Stream<Definitions.ReplyWordings, Definitions.ReplyWordingEvent> ReplyWordings { get; } = new(Definitions.ReplyWordings.None, Definitions.ReplyWordings.Evolve);

    public static Stream<Definitions.HandlingModels, Definitions.HandlingModelEvent> HandlingModels { get; } = new(Definitions.HandlingModels.None, Definitions.HandlingModels.Evolve);

    public static Stream<Definitions.KeyMomentStandards, Definitions.KeyMomentStandardEvent> KeyMomentStandards { get; } = new(Definitions.KeyMomentStandards.None, Definitions.KeyMomentStandards.Evolve);

    public static Stream<Kpis.KpiDefinitions, Kpis.KpiDefinitionEvent> KpiDefinitions { get; } = new(Kpis.KpiDefinitions.None, Kpis.KpiDefinitions.Evolve);
    public static Stream<Definitions.PriorityMatrix, Definitions.PriorityMatrixEvent> PriorityMatrix { get; } = new(Definitions.PriorityMatrix.None, Definitions.PriorityMatrix.Evolve);

    public static Stream<Definitions.Policies, Definitions.PolicyEvent> Policies { get; } = new(Definitions.Policies.None, Definitions.Policies.Evolve);

    public static Stream<Tracing.Trace, Tracing.TraceEvent> Trace { get; } = new(Tracing.Trace.Unopened, Tracing.Trace.Evolve);

    public static Stream<Tracing.Catalogue, Tracing.CatalogueEvent> Catalogue { get; } = new(Tracing.Catalogue.Empty, Tracing.Catalogue.Evolve);
    public static Stream<Clocks.WorkCalendars, Clocks.CalendarEvent> WorkCalendars { get; } = new(Clocks.WorkCalendars.None, Clocks.WorkCalendars.Evolve);
    public static Stream<Clocks.ClockPolicies, Clocks.ClockPolicyEvent> ClockPolicies { get; } = new(Clocks.ClockPolicies.None, Clocks.ClockPolicies.Evolve);
    public static Stream<Emergencies.Emergency, Emergencies.EmergencyEvent> Emergency { get; } = new(Emergencies.Emergency.Unproposed, Emergencies.Emergency.Evolve);
    public static Stream<Emergencies.EmergencyPlan, Emergencies.EmergencyPlanEvent> EmergencyPlan { get; } = new(Emergencies.EmergencyPlan.None, Emergencies.EmergencyPlan.Evolve);
    public static Stream<Clocks.ClockLog, Clocks.ClockEvent> ClockLog { get; } = new(Clocks.ClockLog.Empty, Clocks.ClockLog.Evolve);

    public static Stream<Warnings.WarningRules, Warnings.WarningRuleEvent> WarningRules { get; } = new(Warnings.WarningRules.None, Warnings.WarningRules.Evolve);

    public static Stream<Warnings.Warning, Warnings.WarningEvent> Warning { get; } = new(Warnings.Warning.Unraised, Warnings.Warning.Evolve);

    public static Stream<Warnings.ProvincialSupport, Warnings.ProvincialSupportEvent> ProvincialSupport { get; } = new(Warnings.ProvincialSupport.Unrequested, Warnings.ProvincialSupport.Evolve);

    public static Stream<Kpis.MeasuredSeries, Kpis.MeasuredSeriesEvent> MeasuredSeries { get; } = new(Kpis.MeasuredSeries.Undefined, Kpis.MeasuredSeries.Evolve);

    public static Stream<Reminders.ReminderPlans, Reminders.ReminderPlanEvent> ReminderPlans { get; } = new(Reminders.ReminderPlans.None, Reminders.ReminderPlans.Evolve);

    public static Stream<Reminders.ReminderTrigger, Reminders.ReminderTriggerEvent> ReminderTrigger { get; } = new(Reminders.ReminderTrigger.Untold, Reminders.ReminderTrigger.Evolve);

    public static Stream<Reminders.Reminder, Reminders.ReminderEvent> Reminder { get; } = new(Reminders.Reminder.Unplanned, Reminders.Reminder.Evolve);

    public static Stream<Warnings.SupportTargets, Warnings.SupportTargetsEvent> SupportTargets { get; } = new(Warnings.SupportTargets.None, Warnings.SupportTargets.Evolve);
}

/// <summary>One kind of stream: where it starts and how it goes on.</summary>
public sealed class Stream<TState, TEvent>(TState initial, Func<TState, TEvent, TState> evolve)
    where TState : class
    where TEvent : class
{
    public Situation<TState, TEvent> Given(params IReadOnlyList<TEvent> events) => new(this, Fold(events));

    /// <summary>The state that the events lead to, each as it is read back from the store.</summary>
    public TState Fold(IEnumerable<TEvent> events) => After(initial, events);

    internal TState After(TState state, IEnumerable<TEvent> events) => events.Select(Stored.AndReadBack).Aggregate(state, evolve);
}

/// <summary>Where a stream stands before a command, or after the events of one.</summary>
public sealed class Situation<TState, TEvent>(Stream<TState, TEvent> stream, TState state)
    where TState : class
    where TEvent : class
{
    public TState State => state;

    public Outcome<TState, TEvent> When<TCommand>(Func<TState, TCommand, Decision<TEvent>> decide, TCommand command) => new(stream, state, decide(state, command));
}

/// <summary>What a decision came to. Each expectation answers the situation after it, so that a story can go on.</summary>
public sealed class Outcome<TState, TEvent>(Stream<TState, TEvent> stream, TState state, Decision<TEvent> decision)
    where TState : class
    where TEvent : class
{
    public Situation<TState, TEvent> Then(params IReadOnlyList<TEvent> expected)
    {
        Assert.Null(decision.Refusal);
        Assert.Equal(expected.Select(Shown.Text), decision.Events.Select(Shown.Text));
        return new(stream, stream.After(state, decision.Events));
    }

    public Situation<TState, TEvent> ThenNothing() => Then();

    /// <summary>A field that only the decision knows is looked at where the specification names one.</summary>
    public Situation<TState, TEvent> ThenRefused(Refusal expected)
    {
        Assert.Equal(expected, expected.Field is null ? decision.Refusal! with { Field = null } : decision.Refusal);
        Assert.Empty(decision.Events);
        return new(stream, state);
    }
}

/// <summary>Sends events through their stored form, as a restart would.</summary>
public static class Stored
{
    public static IReadOnlyList<Type> Types { get; } =
        [.. typeof(Refusal).Assembly.GetTypes().Where(type => !type.IsAbstract && IsEvent(type)).OrderBy(type => type.Name, StringComparer.Ordinal)];

    private static readonly EventTypes Known = Types.Aggregate(new EventTypes(), (known, type) => known.Add(type));

    /// <summary>The event as the store gives it back, which must be the event that was given to it.</summary>
    public static TEvent AndReadBack<TEvent>(TEvent @event)
        where TEvent : class
    {
        var read = Known.Read(Known.NameFor(@event), Encoding.UTF8.GetBytes(EventTypes.Write(@event)));
        Assert.Equal(Shown.Text(@event), Shown.Text(read));
        return (TEvent)read;
    }

    /// <summary>Reads a body that was stored under a name.</summary>
    public static object Read(string name, string body) => Known.Read(name, Encoding.UTF8.GetBytes(body));

    /// <summary>The base type of a stream's events is the one that derives from nothing.</summary>
    public static Type StreamOf(Type type) => type.BaseType == typeof(object) ? type : StreamOf(type.BaseType!);

    private static bool IsEvent(Type type) => type is { IsClass: true, BaseType: not null } && StreamOf(type) is { IsAbstract: true, IsSealed: false } stream && stream.Name.EndsWith("Event", StringComparison.Ordinal);
}
