using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.PersonalData;
using CaseFlow.Reminders;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Reminders;

/// <summary>Plans the reminders that follow from a trigger, and withdraws those of whoever was erased.</summary>
/// <remarks>Ids follow from trigger and template, so that an event that is seen again, after a crash or by another node, plans nothing twice.</remarks>
public sealed class ReminderPlanning(CommandShell shell, ReminderBook book, ReminderList list) : ISubscription
{
    /// <summary>The actor of what is recorded here.</summary>
    public const string Actor = "reminder-planning";

    /// <inheritdoc/>
    public string Name => nameof(ReminderPlanning);

    /// <summary>The reminder of a template that follows from a trigger.</summary>
    public static ReminderId IdOf(ReminderTriggerId trigger, string template) => ReminderId.From(DeterministicId.From("reminder", trigger.Value, template));

    /// <summary>The reminders that follow from a trigger.</summary>
    /// <param name="triggered">The trigger.</param>
    /// <param name="at">When it happened.</param>
    /// <param name="plans">The plans.</param>
    /// <exception cref="InvalidOperationException">There is no such plan or there are no hours; both were there when the trigger was accepted.</exception>
    public static IReadOnlyList<ReminderPlanned> PlanOf(ReminderTriggered triggered, DateTimeOffset at, ReminderPlans plans)
    {
        ArgumentNullException.ThrowIfNull(triggered);
        ArgumentNullException.ThrowIfNull(plans);
        if (plans.Find(triggered.Plan, triggered.PlanVersion) is not { } terms || plans.Hours is not { } hours)
            throw new InvalidOperationException($"There is no version {triggered.PlanVersion} of the plan {triggered.Plan}, or there are no hours of rest.");
        return [.. terms.Templates.Zip(ReminderSlots.Of(at, terms, hours, ReminderBook.ZoneOf(hours.Zone)), (template, slot) => new ReminderPlanned
        {
            Reminder = IdOf(triggered.Trigger, template.Code),
            Trigger = triggered.Trigger,
            Plan = triggered.Plan,
            PlanVersion = triggered.PlanVersion,
            Template = template.Code,
            TemplateVersion = template.Version,
            Class = template.Class,
            Touchpoint = terms.Touchpoint,
            Customer = triggered.Customer.Customer,
            Region = triggered.Region,
            TriggeredAt = at,
            Slot = slot,
            HoursVersion = hours.Version,
            Zone = hours.Zone,
            Rest = hours.RestOf(template.Class),
        })];
    }

    /// <inheritdoc/>
    public async Task HandleAsync(RecordedEvent e, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(e);
        switch (e.Data)
        {
            case ReminderTriggered triggered:
                foreach (var planned in PlanOf(triggered, e.Metadata.OccurredAt, await book.PlansAsync(cancellation)))
                    await DecideAsync(e, planned.Reminder, state => ReminderDecisions.Plan(state, new(planned)), cancellation);
                break;
            case PersonalDataErased erased:
                foreach (var reminder in await list.PendingOfAsync(erased.Customer, e.Position, cancellation))
                    await DecideAsync(e, reminder, state => state.Status == ReminderStatus.Planned ? ReminderDecisions.Drop(state, new(DropReason.CustomerErased)) : Decision.Nothing, cancellation);
                break;
            default:
                break;
        }
    }

    private async Task DecideAsync(RecordedEvent e, ReminderId reminder, Func<Reminder, Decision<ReminderEvent>> decide, CancellationToken cancellation)
    {
        var context = new CommandContext
        {
            CommandId = DeterministicId.From(Actor, e.Id, reminder.Value),
            Actor = Actor,
            Scope = AccessScope.All,
            CorrelationId = e.Metadata.CorrelationId,
            CausationId = e.Id.ToString(),
            OccurredAt = e.Metadata.OccurredAt,
            Precision = e.Metadata.Precision,
        };
        var outcome = await shell.DecideAsync(Streams.Reminder, reminder.Value, context, decide, cancellation);
        if (outcome is not (CommandRecorded or CommandUnchanged))
            throw new InvalidOperationException($"The reminder {reminder.Value} was not brought in line with the {e.Type} at position {e.Position}: {outcome}.");
    }
}
