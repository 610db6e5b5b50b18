using CaseFlow.EventStore.Projections;
using CaseFlow.FollowUps;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.FollowUps;

/// <summary>Where a callback stands for the desk. Raised is due and overlooked; the first four are to be made.</summary>
public enum AgendaStatus { Scheduled, Due, Raised, Taken, Completed, Cancelled }

/// <summary>A callback as the desk's agenda keeps it. Name and number are sealed.</summary>
public sealed record CallbackAgendaRow
{
    /// <summary>The table.</summary>
    public static readonly ProjectionTable<CallbackAgendaRow> Table = RowSecurity.Table<CallbackAgendaRow>("caseflow_callback_agenda", RowsOf.Territory, "callback");

    public required Guid Callback { get; init; }
    public required Guid Complaint { get; init; }
    public required Guid Customer { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required int Episode { get; init; }
    public required string Zone { get; init; }
    public required int TakeWithinMinutes { get; init; }
    public string? CustomerName { get; init; }
    public string? ServiceNumber { get; init; }
    public required long Version { get; init; }
    public required AgendaStatus Status { get; init; }
    public required int Attempt { get; init; }
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When something will be owed next; what the sweep goes by.</summary>
    public DateTimeOffset? OwedAt { get; init; }

    /// <summary>Whether the attempt under way was raised; also of one that was taken afterwards.</summary>
    public bool Raised { get; init; }
    public string? Agent { get; init; }
    public DateTimeOffset? LeaseEnds { get; init; }
    public CallbackOutcome? LastOutcome { get; init; }
    public DateTimeOffset? LastAttemptAt { get; init; }
    public CallbackResult? Result { get; init; }
    public CallbackCancellation? Cancellation { get; init; }

    /// <summary>The row with what it owes next.</summary>
    public CallbackAgendaRow Owing() => this with { OwedAt = CaseFlow.FollowUps.Callback.NextOwed(Stands, DueAt, TakeWithinMinutes, Raised, LeaseEnds) };

    private CallbackStatus Stands => Status switch
    {
        AgendaStatus.Scheduled => CallbackStatus.Scheduled,
        AgendaStatus.Due or AgendaStatus.Raised => CallbackStatus.Due,
        AgendaStatus.Taken => CallbackStatus.Taken,
        AgendaStatus.Completed => CallbackStatus.Completed,
        AgendaStatus.Cancelled => CallbackStatus.Cancelled,
    };
}

/// <summary>Whom a callback about a case will reach; known from the case's first event, long before there is a callback.</summary>
public sealed record CallbackCustomerRow(Guid Complaint, string? CustomerName, string? ServiceNumber)
{
    /// <summary>The table.</summary>
    public static readonly ProjectionTable<CallbackCustomerRow> Table = RowSecurity.Table<CallbackCustomerRow>("caseflow_callback_customers", RowsOf.Operator, "complaint");
}
