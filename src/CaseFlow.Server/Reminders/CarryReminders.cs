using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Reminders;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Reminders;

/// <summary>Say that the message platform has taken a reminder over.</summary>
public sealed record HandReminderOverRequest : CommandRequest;

/// <summary>Say that a reminder has arrived on the customer's phone.</summary>
public sealed record ConfirmReminderRequest : CommandRequest;

/// <summary>Say that a reminder could not be brought to the customer's phone.</summary>
public sealed record FailReminderRequest : CommandRequest
{
    /// <summary>Why.</summary>
    [Required]
    public UndeliveredCause? Cause { get; init; }
}

/// <summary>Withdraw a reminder that was not sent yet.</summary>
public sealed record DropReminderRequest : CommandRequest
{
    /// <summary>Why.</summary>
    [Required]
    public DropReason? Reason { get; init; }
}

/// <summary>What becomes of a reminder: the operator's message platform says so, or the desk withdraws it.</summary>
public static class CarryingReminders
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapReminderCommand<HandReminderOverRequest>("handed-over", Permission.CarryReminders, "Says that the message platform has taken a reminder over; not before it is due, nor while customers rest.", HandOverAsync);
        api.MapReminderCommand<ConfirmReminderRequest>("delivered", Permission.CarryReminders, "Says that a reminder has arrived.", ConfirmAsync);
        api.MapReminderCommand<FailReminderRequest>("undelivered", Permission.CarryReminders, "Says that a reminder could not be brought to the customer, and why.", FailAsync);
        api.MapReminderCommand<DropReminderRequest>("drop", Permission.CallCustomers, "Withdraws a reminder that was not sent yet, for a reason.", DropAsync);
    }

    public static async Task<CommandOutcome> HandOverAsync(ReminderDesk desk, ReminderId reminder, HandReminderOverRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(context);
        return await desk.DecideAsync(
            reminder, context, new(), state => ReminderDecisions.HandOver(state, new(context.OccurredAt, state.Zone.Length == 0 ? TimeZoneInfo.Utc : ReminderBook.ZoneOf(state.Zone))), cancellation);
    }

    public static Task<CommandOutcome> ConfirmAsync(ReminderDesk desk, ReminderId reminder, ConfirmReminderRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        return desk.DecideAsync(reminder, context, new(), state => ReminderDecisions.Confirm(state, new()), cancellation);
    }

    public static Task<CommandOutcome> FailAsync(ReminderDesk desk, ReminderId reminder, FailReminderRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var cause = fields.Choice("cause", request.Cause);
        return desk.DecideAsync(reminder, context, fields, state => ReminderDecisions.Fail(state, new(cause)), cancellation);
    }

    public static Task<CommandOutcome> DropAsync(ReminderDesk desk, ReminderId reminder, DropReminderRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var reason = fields.Choice("reason", request.Reason);
        return desk.DecideAsync(reminder, context, fields, state => ReminderDecisions.Drop(state, new(reason)), cancellation);
    }
}
