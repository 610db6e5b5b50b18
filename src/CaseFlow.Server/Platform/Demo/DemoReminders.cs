using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.Reminders;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.Server.Reminders;

namespace CaseFlow.Server.Platform.Demo;

/// <summary>Two accounts that were opened, one under each version of the plan, and a charge reminder that came late, reached nobody, and was complained about.</summary>
/// <remarks>Each stream is one append through its decisions, and is passed over when it is there. The complaint is one of today's desk.</remarks>
public sealed class DemoReminders(IEventStore store, ReminderBook book, PersonalDataVault vault, CustomerIdentity identity, DefinitionBook definitions, TimeProvider clock)
{
    private const string Complained = "desk-received-vas", Billing = "boss", Platform = "sms-platform", Opening = "account-opening", Subscribed = "vas-subscription";

    private static readonly DemoPerson Before = TodaysDesk.People[8], After = TodaysDesk.People[0], Complainant = TodaysDesk.People[2];

    /// <summary>Records what is not there yet. The cases are loaded before.</summary>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        var plans = await book.PlansAsync(cancellation);
        // An operator's own plans are not those that the story is told with.
        if (plans.Find(Opening, 2) is null || plans.Find(Subscribed, 1) is null || plans.Hours is null) return;
        var cast = await DemoCast.GatherAsync([Before, After, Complainant], vault, identity, definitions, clock.GetUtcNow(), cancellation);
        var scene = new Scene(cast, plans);
        var today = TimeZoneInfo.ConvertTime(cast.Now, DemoCast.Zone).Date;
        await TellAsync(scene, "before", Before, Opening, 1, LocalTime(today.AddDays(-40), 16, 20), cancellation, phoneOff: "bundle-offer");
        await TellAsync(scene, "after", After, Opening, 2, LocalTime(today.AddDays(-6), 11, 5), cancellation);

        var complaint = await store.ReadStreamAsync(CaseScript.IdOf(Complained).Value, cancellation: cancellation);
        if (complaint.Count == 0) return;
        var (at, hours) = (complaint[0].Metadata.OccurredAt, plans.Hours);
        var handedOver = ReminderSlots.Next(at.AddHours(-20), hours.Rest, ReminderBook.ZoneOf(hours.Zone));
        await TellAsync(scene, "late", Complainant, Subscribed, 1, handedOver.AddDays(-5), cancellation, late: new("charge", handedOver, ComplaintId.From(complaint[0].Stream.Value), at));
    }

    /// <summary>Records a trigger and what became of each of its messages.</summary>
    /// <param name="scene">What it is told with.</param>
    /// <param name="story">Names it.</param>
    /// <param name="person">Whom it happened to.</param>
    /// <param name="plan">The kind of trigger.</param>
    /// <param name="version">The version of the plan.</param>
    /// <param name="at">When it happened.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <param name="phoneOff">A message that found the phone switched off.</param>
    /// <param name="late">A message that was taken over late and found the phone switched off.</param>
    private async Task TellAsync(
        Scene scene, string story, DemoPerson person, string plan, int version, DateTimeOffset at, CancellationToken cancellation, string? phoneOff = null, Late? late = null)
    {
        var (region, terms, sealer) = (new Region("cn-js", person.City), scene.Plans.Find(plan, version)!, scene.Cast.Sealer(person));
        var trigger = TriggeringReminders.IdOf(region, $"demo-{story}");
        if ((await store.ReadStreamAsync(trigger.Value, cancellation: cancellation)).Count > 0) return;
        var fact = new ReminderTriggered
        {
            Trigger = trigger, Plan = plan, PlanVersion = version, Customer = scene.Cast.Snapshot(person), Region = region,
            Values = [.. terms.Variables.Select(variable => new ReminderValue(variable.Name, sealer.Seal(variable.Sample)))],
        };
        var told = new StreamDraft<ReminderTrigger, ReminderTriggerEvent>(Streams.ReminderTrigger, trigger.Value, [])
            .Decide(DemoStream.Step($"reminders-{story}", 0, at, Billing), state => ReminderTriggerDecisions.Trigger(state, new(fact, terms)));
        var appends = new List<StreamAppend> { told.Append };
        foreach (var planned in ReminderPlanning.PlanOf(fact, at, scene.Plans))
        {
            var isLate = planned.Template == late?.Template;
            var sent = isLate ? late!.At : planned.Slot.DueAt.AddSeconds(20);
            var draft = new StreamDraft<Reminder, ReminderEvent>(Streams.Reminder, planned.Reminder.Value, []);
            draft.Decide(Step(0, at, ReminderPlanning.Actor) with { CausationId = told.Events[0].Id.ToString() }, state => ReminderDecisions.Plan(state, new(planned)));
            draft.Decide(Step(1, sent, Platform), state => ReminderDecisions.HandOver(state, new(sent, ReminderBook.ZoneOf(planned.Zone))));
            draft.Decide(Step(2, sent.AddSeconds(40), Platform), state => isLate || planned.Template == phoneOff ? ReminderDecisions.Fail(state, new(UndeliveredCause.SwitchedOff)) : ReminderDecisions.Confirm(state, new()));
            if (isLate)
                draft.Decide(Step(3, late!.ComplainedAt, ReminderComplaints.Actor) with { CausationId = $"{late.Complaint.Value}" }, state => ReminderDecisions.Tie(state, new(late.Complaint, planned.Customer, ReminderTie.WithinWindow)));
            appends.Add(draft.Append);

            CommandContext Step(int number, DateTimeOffset when, string actor) => DemoStream.Step($"reminders-{story}-{planned.Template}", number, when, actor);
        }

        await store.AppendManyAsync(appends, cancellation);
    }

    private static DateTimeOffset LocalTime(DateTime day, int hour, int minute) => DemoCast.At(day.Year, day.Month, day.Day, hour, minute);

    /// <summary>A message that was taken over late, and the complaint that follows it.</summary>
    private sealed record Late(string Template, DateTimeOffset At, ComplaintId Complaint, DateTimeOffset ComplainedAt);

    private sealed record Scene(DemoCast Cast, ReminderPlans Plans);
}
