using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Reminders;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Reminders;

/// <summary>Say that a complaint is about a reminder.</summary>
public sealed record TieComplaintRequest : CommandRequest
{
    /// <summary>The case; of the customer whom the reminder went to.</summary>
    [Required]
    public Guid? Complaint { get; init; }
}

/// <summary>Which complaints follow which reminders: those of the same customer within 72 hours, and those that an agent ties.</summary>
public sealed class ReminderComplaints(CommandShell shell, ReminderList list) : ISubscription
{
    /// <summary>The actor of what is recorded here.</summary>
    public const string Actor = "reminder-attribution";

    /// <summary>What is told later than this after it happened is a history from elsewhere, and tied to nothing.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromDays(366);

    /// <inheritdoc/>
    public string Name => nameof(ReminderComplaints);

    /// <inheritdoc/>
    public async Task HandleAsync(RecordedEvent e, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(e);
        if (e.Data is not ComplaintRegistered { Kind: ComplaintKind.Complaint } registered || e.RecordedAt - e.Metadata.OccurredAt > MaxAge) return;
        var customer = registered.Customer.Customer;
        foreach (var reminder in await list.FollowedAsync(customer, e.Metadata.OccurredAt, e.Position, cancellation))
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
            // What was withdrawn meanwhile disturbed nobody.
            var outcome = await shell.DecideAsync(
                Streams.Reminder, reminder.Value, context,
                state => state.Status == ReminderStatus.Dropped ? Decision.Nothing : ReminderDecisions.Tie(state, new(registered.Complaint, customer, ReminderTie.WithinWindow)), cancellation);
            if (outcome is not (CommandRecorded or CommandUnchanged))
                throw new InvalidOperationException($"The reminder {reminder.Value} was not tied to the complaint at position {e.Position}: {outcome}.");
        }
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapReminderCommand<TieComplaintRequest>("complaints", Permission.CallCustomers, "Says that a complaint of the customer is about the reminder.", TieAsync);

    public static async Task<CommandOutcome> TieAsync(ReminderDesk desk, ReminderId reminder, TieComplaintRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var fields = new FieldErrors();
        var id = fields.Value("complaint", request.Complaint);
        if (fields.Any) return fields.Outcome;
        if ((await desk.Shell.StateAsync(Streams.Reminder, reminder.Value, context.Scope, cancellation)).Status == ReminderStatus.Unplanned) return new CommandRefused(ReminderRefusals.NotPlanned);
        var complaint = await desk.Shell.StateAsync(Streams.Complaint, id, context.Scope, cancellation);
        if (complaint.Status == ComplaintStatus.Unregistered) fields.Add("complaint", FieldCodes.NotThere, $"complaint: there is no such case in {context.Scope.Territory}.");
        return await desk.DecideAsync(reminder, context, fields, state => ReminderDecisions.Tie(state, new(ComplaintId.From(id), complaint.Customer, ReminderTie.SaidByCustomer)), cancellation);
    }
}
