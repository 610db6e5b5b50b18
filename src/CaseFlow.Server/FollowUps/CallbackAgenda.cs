using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.FollowUps;
using CaseFlow.Server.Platform;

namespace CaseFlow.Server.FollowUps;

/// <summary>A callback as the desk's agenda shows it. Name and number are sealed.</summary>
public sealed record CallbackAgendaRow
{
    public required Guid CallbackId { get; init; }
    public required Guid ComplaintId { get; init; }
    public required Guid CustomerId { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required int Episode { get; init; }
    public required string Zone { get; init; }
    public required int TakeWithinMinutes { get; init; }
    public string? CustomerName { get; init; }
    public string? ServiceNumber { get; init; }
    public required long Version { get; init; }
    public required CallbackStatus Status { get; init; }
    public required int Attempt { get; init; }
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When something will be owed next; what the sweep goes by.</summary>
    public DateTimeOffset? OwedAt { get; init; }
    public bool Raised { get; init; }
    public string? Agent { get; init; }
    public DateTimeOffset? LeaseEnds { get; init; }
    public CallbackOutcome? LastOutcome { get; init; }
    public DateTimeOffset? LastAttemptAt { get; init; }
    public CallbackResult? Result { get; init; }
    public CallbackCancellation? Cancellation { get; init; }
}

/// <summary>Whom a callback about a case will reach.</summary>
public sealed record CallbackCustomerRow(Guid ComplaintId, string? CustomerName, string? ServiceNumber);

/// <summary>Which callbacks are to be made, and by when?</summary>
public static class CallbackAgenda
{
    /// <summary>The rows.</summary>
    public static readonly ProjectionTable<CallbackAgendaRow> Table = new("caseflow_callback_agenda", ServerSchema.Sql("caseflow_callback_agenda.sql"), "callback_id");

    private static readonly ProjectionTable<CallbackCustomerRow> Customers = new("caseflow_callback_customers", ServerSchema.Sql("caseflow_callback_customers.sql"), "complaint_id");

    /// <summary>Keeps them.</summary>
    public static IProjection Projection { get; } = new Fold();

    /// <summary>The row after an event; null before the callback is scheduled.</summary>
    private static CallbackAgendaRow? After(CallbackAgendaRow? row, RecordedEvent e, CallbackCustomerRow? customer)
    {
        var next = e.Data is CallbackScheduled scheduled ? Begin(scheduled, customer) : row is null ? null : Go(row, (CallbackEvent)e.Data, e.Metadata.OccurredAt);
        return next is null ? null : next with
        {
            Version = e.Version,
            OwedAt = Callback.NextOwed(next.Status, next.DueAt, next.TakeWithinMinutes, next.Raised, next.LeaseEnds),
        };
    }

    private static CallbackAgendaRow Begin(CallbackScheduled e, CallbackCustomerRow? customer) => new()
    {
        CallbackId = e.Callback.Value,
        ComplaintId = e.Complaint.Value,
        CustomerId = e.Customer.Value,
        Province = e.Region.Province,
        City = e.Region.City ?? "",
        Episode = e.Episode,
        Zone = e.Terms.Zone,
        TakeWithinMinutes = e.Terms.TakeWithinMinutes,
        CustomerName = customer?.CustomerName,
        ServiceNumber = customer?.ServiceNumber,
        Version = 1,
        Status = CallbackStatus.Scheduled,
        Attempt = 1,
        DueAt = e.DueAt,
    };

    private static CallbackAgendaRow Go(CallbackAgendaRow row, CallbackEvent @event, DateTimeOffset at) => @event switch
    {
        CallbackFellDue => row with { Status = CallbackStatus.Due },
        CallbackTaken e => row with { Status = CallbackStatus.Taken, Agent = e.Agent, LeaseEnds = e.LeaseEnds },
        CallbackRaised => row with { Status = CallbackStatus.Due, Raised = true, Agent = null, LeaseEnds = null },
        CallbackAttempted e => row with { LastOutcome = e.Outcome, LastAttemptAt = at, Agent = null, LeaseEnds = null },
        CallbackPutOff e => row with { Status = CallbackStatus.Scheduled, Attempt = e.Attempt, DueAt = e.DueAt, Raised = false },
        CallbackCompleted e => row with { Status = CallbackStatus.Completed, Result = e.Result },
        CallbackCancelled e => row with { Status = CallbackStatus.Cancelled, Cancellation = e.Cause, Agent = null, LeaseEnds = null },
        _ => throw new System.Diagnostics.UnreachableException(@event.GetType().Name),
    };

    /// <summary>The customer stands in the case's first event and not in the callback's, so the rows follow from two kinds of streams.</summary>
    private sealed class Fold : IProjection
    {
        public string Name => nameof(CallbackAgenda);

        public int Version => 1;

        public IReadOnlyList<IProjectionTable> Tables { get; } = [Table, Customers];

        public async Task ProjectAsync(IReadOnlyList<RecordedEvent> events, ProjectionBatch batch, CancellationToken cancellation)
        {
            var touched = events.Where(e => e.Data is CallbackEvent or ComplaintRegistered).ToList();
            if (touched.Count == 0) return;
            var complaints = touched.Select(e => e.Data).Select(data => data is CallbackScheduled scheduled ? scheduled.Complaint : (data as ComplaintRegistered)?.Complaint);
            var customers = await batch.RowsAsync(Customers, complaints.OfType<ComplaintId>().Select(id => new RowKey(id.Value)), cancellation);
            var rows = await batch.RowsAsync(Table, touched.Where(e => e.Data is CallbackEvent).Select(e => new RowKey(e.Stream.Value)), cancellation);
            foreach (var e in touched)
            {
                if (e.Data is ComplaintRegistered registered)
                {
                    var (id, customer) = (registered.Complaint.Value, registered.Customer);
                    customers[new(id)] = new(id, customer.Name?.Ciphertext, customer.ServiceNumber?.Ciphertext);
                }
                else
                {
                    var customer = e.Data is CallbackScheduled scheduled ? customers[new(scheduled.Complaint.Value)] : null;
                    rows[new(e.Stream.Value)] = After(rows[new(e.Stream.Value)], e, customer);
                }
            }
        }
    }
}
