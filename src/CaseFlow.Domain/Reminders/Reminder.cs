using System.Collections.Immutable;
using System.Diagnostics;
using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.Emergencies;

namespace CaseFlow.Reminders;

/// <summary>A fact about one reminder.</summary>
public abstract record ReminderEvent;

/// <summary>Where a reminder stands.</summary>
public enum ReminderStatus { Unplanned, Planned, HandedOver, Delivered, Undelivered, Dropped }

/// <summary>Why a reminder did not arrive.</summary>
public enum UndeliveredCause { SwitchedOff, Suspended, UnknownNumber }

/// <summary>Why a reminder is not sent after all.</summary>
public enum DropReason { InDissatisfiedPool, Merged, NoLongerTrue, CustomerErased }

/// <summary>What ties a complaint to a reminder.</summary>
public enum ReminderTie { WithinWindow, SaidByCustomer }

/// <summary>A message is to be sent to a customer; what it says is told by its template and the values of its trigger.</summary>
public sealed record ReminderPlanned : ReminderEvent
{
    public required ReminderId Reminder { get; init; }
    public required ReminderTriggerId Trigger { get; init; }

    /// <summary>The plan, called by the kind of trigger.</summary>
    public required string Plan { get; init; }
    public required int PlanVersion { get; init; }

    /// <summary>The message within the plan.</summary>
    public required string Template { get; init; }
    public required int TemplateVersion { get; init; }
    public required ReminderClass Class { get; init; }
    public required Term Touchpoint { get; init; }
    public required CustomerId Customer { get; init; }
    public required Region Region { get; init; }
    public required DateTimeOffset TriggeredAt { get; init; }

    /// <summary>Its place among the messages of its trigger, when its plan wants it, when it is due and why then.</summary>
    public required ReminderSlot Slot { get; init; }

    /// <summary>The version of the hours of rest that it was planned by.</summary>
    public required int HoursVersion { get; init; }

    /// <summary>IANA zone in which the hours count.</summary>
    public required string Zone { get; init; }

    /// <summary>The hours in which it is not sent; none of a class that goes out at any time.</summary>
    public required IReadOnlyList<RestHours> Rest { get; init; }
}

/// <summary>The operator's message platform has taken the reminder over and sends it.</summary>
public sealed record ReminderHandedOver : ReminderEvent;

/// <summary>The reminder has reached the customer's phone.</summary>
public sealed record ReminderDelivered : ReminderEvent;

/// <summary>The reminder could not be brought to the customer's phone.</summary>
public sealed record ReminderUndelivered(UndeliveredCause Cause) : ReminderEvent;

/// <summary>The reminder is not sent after all.</summary>
public sealed record ReminderDropped(DropReason Reason) : ReminderEvent;

/// <summary>The customer complained soon after the reminder was due or sent, or said that the complaint is about it.</summary>
public sealed record ReminderFollowedByComplaint(ComplaintId Complaint, ReminderTie Tie) : ReminderEvent;

/// <summary>Only what later decisions ask of a reminder.</summary>
public sealed record Reminder
{
    public static readonly Reminder Unplanned = new();

    public ReminderStatus Status { get; private init; } = ReminderStatus.Unplanned;
    public CustomerId Customer { get; private init; }
    public DateTimeOffset DueAt { get; private init; }
    public string Zone { get; private init; } = "";
    public IReadOnlyList<RestHours> Rest { get; private init; } = [];
    public ImmutableHashSet<ComplaintId> Complaints { get; private init; } = [];

    public static Reminder Evolve(Reminder reminder, ReminderEvent @event)
    {
        ArgumentNullException.ThrowIfNull(reminder);
        return @event switch
        {
            ReminderPlanned e => reminder with { Status = ReminderStatus.Planned, Customer = e.Customer, DueAt = e.Slot.DueAt, Zone = e.Zone, Rest = e.Rest },
            ReminderHandedOver => reminder with { Status = ReminderStatus.HandedOver },
            ReminderDelivered => reminder with { Status = ReminderStatus.Delivered },
            ReminderUndelivered => reminder with { Status = ReminderStatus.Undelivered },
            ReminderDropped => reminder with { Status = ReminderStatus.Dropped },
            ReminderFollowedByComplaint e => reminder with { Complaints = reminder.Complaints.Add(e.Complaint) },
            _ => throw new UnreachableException(@event?.GetType().Name),
        };
    }
}

/// <summary>Plan a reminder.</summary>
public sealed record PlanReminder(ReminderPlanned Fact);

/// <summary>Say that the message platform has taken a reminder over.</summary>
/// <param name="At">When.</param>
/// <param name="Zone">The zone that the reminder names.</param>
public sealed record HandReminderOver(DateTimeOffset At, TimeZoneInfo Zone);

/// <summary>Say that a reminder has arrived.</summary>
public sealed record ConfirmReminder;

/// <summary>Say that a reminder could not be brought to the customer.</summary>
public sealed record FailReminder(UndeliveredCause Cause);

/// <summary>Withdraw a reminder that was not sent yet.</summary>
public sealed record DropReminder(DropReason Reason);

/// <summary>Tie a complaint to a reminder.</summary>
/// <param name="Complaint">The complaint.</param>
/// <param name="Customer">Whose it is.</param>
/// <param name="Tie">What ties it.</param>
public sealed record TieComplaint(ComplaintId Complaint, CustomerId Customer, ReminderTie Tie);

/// <summary>What may be done with a reminder.</summary>
public static class ReminderDecisions
{
    /// <summary>For how long after a reminder a complaint of its customer counts as following it.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(72);

    /// <remarks>Its id follows from trigger and template, so that whoever plans again plans nothing.</remarks>
    public static Decision<ReminderEvent> Plan(Reminder reminder, PlanReminder command) => reminder switch
    {
        { Status: not ReminderStatus.Unplanned } => Decision.Nothing,
        _ => command.Fact,
    };

    public static Decision<ReminderEvent> HandOver(Reminder reminder, HandReminderOver command) => reminder switch
    {
        { Status: ReminderStatus.Unplanned } => ReminderRefusals.NotPlanned,
        { Status: ReminderStatus.Dropped } => ReminderRefusals.Withdrawn,
        { Status: not ReminderStatus.Planned } => Decision.Nothing,
        _ when command.At < reminder.DueAt => ReminderRefusals.NotDue,
        _ when ReminderSlots.Rests(command.At, reminder.Rest, command.Zone) => ReminderRefusals.CustomersRest,
        _ => new ReminderHandedOver(),
    };

    public static Decision<ReminderEvent> Confirm(Reminder reminder, ConfirmReminder command) => reminder switch
    {
        { Status: ReminderStatus.Delivered } => Decision.Nothing,
        { Status: not ReminderStatus.HandedOver } => NotUnderWay(reminder),
        _ => new ReminderDelivered(),
    };

    public static Decision<ReminderEvent> Fail(Reminder reminder, FailReminder command) => reminder switch
    {
        { Status: ReminderStatus.Undelivered } => Decision.Nothing,
        { Status: not ReminderStatus.HandedOver } => NotUnderWay(reminder),
        _ => new ReminderUndelivered(command.Cause),
    };

    public static Decision<ReminderEvent> Drop(Reminder reminder, DropReminder command) => reminder switch
    {
        { Status: ReminderStatus.Unplanned } => ReminderRefusals.NotPlanned,
        { Status: ReminderStatus.Dropped } => Decision.Nothing,
        { Status: not ReminderStatus.Planned } => ReminderRefusals.AlreadySent,
        _ => new ReminderDropped(command.Reason),
    };

    public static Decision<ReminderEvent> Tie(Reminder reminder, TieComplaint command) => reminder switch
    {
        { Status: ReminderStatus.Unplanned } => ReminderRefusals.NotPlanned,
        { Status: ReminderStatus.Dropped } => ReminderRefusals.Withdrawn,
        _ when reminder.Customer != command.Customer => ReminderRefusals.AnotherCustomer,
        _ when reminder.Complaints.Contains(command.Complaint) => Decision.Nothing,
        _ => new ReminderFollowedByComplaint(command.Complaint, command.Tie),
    };

    private static Refusal NotUnderWay(Reminder reminder) => reminder.Status switch
    {
        ReminderStatus.Unplanned => ReminderRefusals.NotPlanned,
        ReminderStatus.Planned or ReminderStatus.HandedOver => ReminderRefusals.NotSent,
        ReminderStatus.Delivered or ReminderStatus.Undelivered => ReminderRefusals.ToldOtherwise,
        ReminderStatus.Dropped => ReminderRefusals.Withdrawn,
    };
}

/// <summary>Why a command on a reminder is refused.</summary>
public static class ReminderRefusals
{
    public static readonly Refusal NotPlanned = new("reminder-not-planned", "There is no such reminder.");
    public static readonly Refusal NotDue = new("reminder-not-due", "The reminder is not due yet; take over what the list of due ones has.");
    public static readonly Refusal CustomersRest = new("customers-rest", "Customers rest at this time of day; take the reminder over when they do not any more.");
    public static readonly Refusal NotSent = new("reminder-not-sent", "Say first that the reminder was taken over.");
    public static readonly Refusal ToldOtherwise = new("reminder-told-otherwise", "It was said already what became of the reminder.");
    public static readonly Refusal AlreadySent = new("reminder-sent", "The reminder was sent and cannot be withdrawn.");
    public static readonly Refusal Withdrawn = new("reminder-withdrawn", "The reminder was withdrawn.");
    public static readonly Refusal AnotherCustomer = new("reminder-of-another-customer", "The reminder went to another customer than the complaint is of.");
}
