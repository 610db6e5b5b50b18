using System.Diagnostics;
using CaseFlow.Complaints;

namespace CaseFlow.Reminders;

/// <summary>A fact about one trigger.</summary>
public abstract record ReminderTriggerEvent;

/// <summary>Something happened to a customer that reminders follow from; they are planned by the version of the plan that is named.</summary>
public sealed record ReminderTriggered : ReminderTriggerEvent
{
    public required ReminderTriggerId Trigger { get; init; }

    /// <summary>The kind of trigger, by which its plan is called.</summary>
    public required string Plan { get; init; }
    public required int PlanVersion { get; init; }

    /// <summary>Who the customer is at this moment, with the number that the messages go to.</summary>
    public required CustomerSnapshot Customer { get; init; }
    public required Region Region { get; init; }

    /// <summary>What stands for the variables of the plan.</summary>
    public required IReadOnlyList<ReminderValue> Values { get; init; }
}

/// <summary>A trigger: only what tells whether it was told before.</summary>
public sealed record ReminderTrigger(string? Plan, CustomerId Customer)
{
    public static readonly ReminderTrigger Untold = new(null, default);

    public static ReminderTrigger Evolve(ReminderTrigger trigger, ReminderTriggerEvent @event)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        return @event switch
        {
            ReminderTriggered e => new(e.Plan, e.Customer.Customer),
            _ => throw new UnreachableException(@event?.GetType().Name),
        };
    }
}

/// <summary>Tell that something happened that reminders follow from.</summary>
/// <param name="Fact">What happened.</param>
/// <param name="Terms">The version of the plan that it names; null when there is no such plan.</param>
public sealed record TriggerReminders(ReminderTriggered Fact, ReminderPlanTerms? Terms);

/// <summary>What may be done with a trigger.</summary>
public static class ReminderTriggerDecisions
{
    /// <remarks>Its id is the sender's, so that the same thing told twice is told once, also under a newer plan.</remarks>
    public static Decision<ReminderTriggerEvent> Trigger(ReminderTrigger trigger, TriggerReminders command) => trigger switch
    {
        { Plan: { } plan } when plan != command.Fact.Plan || trigger.Customer != command.Fact.Customer.Customer => ReminderTriggerRefusals.ToldOtherwise,
        { Plan: not null } => Decision.Nothing,
        _ when command.Terms is null => ReminderTriggerRefusals.NoPlan,
        _ when command.Terms.Variables.Any(variable => command.Fact.Values.All(value => value.Name != variable.Name)) => ReminderTriggerRefusals.ValueMissing,
        _ => command.Fact,
    };
}

/// <summary>Why a trigger is refused.</summary>
public static class ReminderTriggerRefusals
{
    public static readonly Refusal ToldOtherwise = new("reminder-trigger-told-otherwise", "This trigger was told before, of another kind or another customer; give each an id of its own.");
    public static readonly Refusal NoPlan = new("reminder-plan-unpublished", "No plan of reminders follows from this kind of trigger; publish one first.");
    public static readonly Refusal ValueMissing = new("reminder-value-missing", "The plan has a variable that the trigger gives no value for.");
}
