using System.Diagnostics;
using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.FollowUps;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.FollowUps;

/// <summary>How many callbacks stand in a status in a city.</summary>
public sealed record CallbackCount : ICell<CallbackCount>
{
    public required string Province { get; init; }
    public required string City { get; init; }
    public required AgendaStatus Status { get; init; }
    public required long Callbacks { get; init; }

    /// <summary>The table.</summary>
    public static readonly ProjectionTable<CallbackCount> Table =
        RowSecurity.Table<CallbackCount>("caseflow_callback_counts", RowsOf.Territory, "province", "city", "status");

    /// <inheritdoc/>
    public RowKey Key => new(Province, City, Status);

    /// <inheritdoc/>
    public bool IsZero => Callbacks == 0;

    /// <inheritdoc/>
    public CallbackCount Plus(CallbackCount other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with { Callbacks = Callbacks + other.Callbacks };
    }

    /// <inheritdoc/>
    public CallbackCount Negated() => this with { Callbacks = -Callbacks };

    /// <summary>What a row counts for.</summary>
    public static CallbackCount? Of(CallbackAgendaRow? row) =>
        row is null ? null : new() { Province = row.Province, City = row.City, Status = row.Status, Callbacks = 1 };
}

/// <summary>Keeps the desk's agenda. The customer stands in the case's first event and not in the callback's, so the rows follow from two kinds of streams.</summary>
public sealed class CallbackAgendaProjection : IProjection
{
    private static readonly Tally<CallbackCount> Counts = new(CallbackCount.Table);

    /// <inheritdoc/>
    public string Name => CallbackAgenda.Projection;

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public IReadOnlyList<IProjectionTable> Tables { get; } = [CallbackAgendaRow.Table, CallbackCustomerRow.Table, CallbackCount.Table];

    /// <inheritdoc/>
    public IEnumerable<Subject> SubjectsOf(RecordedEvent e) => ComplaintOf(e) is { } id ? [Subject.Of(id)] : [];

    /// <inheritdoc/>
    public bool IsOf(Subject subject, IProjectionTable table, RowKey key) => table != CallbackCount.Table;

    /// <inheritdoc/>
    public async Task ProjectAsync(IReadOnlyList<RecordedEvent> events, ProjectionBatch batch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var touched = events.Where(e => e.Data is CallbackEvent or ComplaintRegistered).ToList();
        if (touched.Count == 0) return;
        var customers = await batch.RowsAsync(CallbackCustomerRow.Table, touched.Select(ComplaintOf).OfType<Guid>().Select(id => new RowKey(id)), cancellation);
        var rows = await batch.RowsAsync(CallbackAgendaRow.Table, touched.Where(e => e.Data is CallbackEvent).Select(e => new RowKey(e.Stream.Value)), cancellation);
        var before = touched.Where(e => e.Data is CallbackEvent).Select(e => new RowKey(e.Stream.Value)).Distinct().Select(key => (Key: key, Row: rows[key])).ToList();
        foreach (var e in touched)
        {
            var key = new RowKey(e.Stream.Value);
            switch (e.Data)
            {
                case ComplaintRegistered registered:
                    customers[key] = new(e.Stream.Value, registered.Customer.Name?.Ciphertext, registered.Customer.ServiceNumber?.Ciphertext);
                    break;
                case CallbackScheduled scheduled:
                    rows[key] = After(Begin(scheduled, customers[new(scheduled.Complaint.Value)]), e);
                    break;
                case CallbackEvent @event when rows[key] is { } row:
                    rows[key] = After(Go(row, @event, e.Metadata.OccurredAt), e);
                    break;
                default:
                    throw new UnreachableException($"A callback began with {e.Type}.");
            }
        }

        await Counts.ApplyAsync(batch, before.Select(one => (CallbackCount.Of(one.Row), CallbackCount.Of(rows[one.Key]))), cancellation);
    }

    private static Guid? ComplaintOf(RecordedEvent e) => e.Data switch
    {
        ComplaintRegistered => e.Stream.Value,
        CallbackScheduled scheduled => scheduled.Complaint.Value,
        _ => null,
    };

    private static CallbackAgendaRow After(CallbackAgendaRow row, RecordedEvent e) => row.Owing() with { Version = e.Version };

    private static CallbackAgendaRow Begin(CallbackScheduled e, CallbackCustomerRow? customer) => new()
    {
        Callback = e.Callback.Value,
        Complaint = e.Complaint.Value,
        Customer = e.Customer.Value,
        Province = AccessScope.ProvinceOf(e.Region),
        City = AccessScope.CityOf(e.Region),
        Episode = e.Episode,
        Zone = e.Terms.Zone,
        TakeWithinMinutes = e.Terms.TakeWithinMinutes,
        CustomerName = customer?.CustomerName,
        ServiceNumber = customer?.ServiceNumber,
        Version = 1,
        Status = AgendaStatus.Scheduled,
        Attempt = 1,
        DueAt = e.DueAt,
    };

    private static CallbackAgendaRow Go(CallbackAgendaRow row, CallbackEvent @event, DateTimeOffset at) => @event switch
    {
        CallbackFellDue => row with { Status = AgendaStatus.Due },
        CallbackTaken e => row with { Status = AgendaStatus.Taken, Agent = e.Agent, LeaseEnds = e.LeaseEnds },
        CallbackRaised => row with { Status = AgendaStatus.Raised, Raised = true, Agent = null, LeaseEnds = null },
        CallbackAttempted e => row with { LastOutcome = e.Outcome, LastAttemptAt = at, Agent = null, LeaseEnds = null },
        CallbackPutOff e => row with { Status = AgendaStatus.Scheduled, Attempt = e.Attempt, DueAt = e.DueAt, Raised = false },
        CallbackCompleted e => row with { Status = AgendaStatus.Completed, Result = e.Result },
        CallbackCancelled e => row with { Status = AgendaStatus.Cancelled, Cancellation = e.Cause, Agent = null, LeaseEnds = null },
        _ => throw new UnreachableException(@event.GetType().Name),
    };
}
