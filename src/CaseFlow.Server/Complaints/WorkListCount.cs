using CaseFlow.Complaints;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Complaints;

/// <summary>How many cases of a kind stand in a status in a city.</summary>
public sealed record WorkListCount : ICell<WorkListCount>
{
    public required string Province { get; init; }
    public required string City { get; init; }
    public required ComplaintStatus Status { get; init; }
    public required ComplaintKind Kind { get; init; }
    public required long Cases { get; init; }

    /// <summary>The table.</summary>
    public static readonly ProjectionTable<WorkListCount> Table =
        RowSecurity.Table<WorkListCount>("caseflow_work_list_counts", RowsOf.Territory, "province", "city", "status", "kind");

    /// <inheritdoc/>
    public RowKey Key => new(Province, City, Status, Kind);

    /// <inheritdoc/>
    public bool IsZero => Cases == 0;

    /// <inheritdoc/>
    public WorkListCount Plus(WorkListCount other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with { Cases = Cases + other.Cases };
    }

    /// <inheritdoc/>
    public WorkListCount Negated() => this with { Cases = -Cases };

    /// <summary>What a row counts for.</summary>
    public static WorkListCount? Of(WorkListRow? row) =>
        row is null ? null : new() { Province = row.Province, City = row.City, Status = row.Status, Kind = row.Kind, Cases = 1 };
}

/// <summary>How many cases of a kind are in an agent's hands, by city and status: an agent's own list is the one that is opened most.</summary>
public sealed record HandlerCount : ICell<HandlerCount>
{
    public required string Handler { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required ComplaintStatus Status { get; init; }
    public required ComplaintKind Kind { get; init; }
    public required long Cases { get; init; }

    /// <summary>The table.</summary>
    public static readonly ProjectionTable<HandlerCount> Table =
        RowSecurity.Table<HandlerCount>("caseflow_work_list_handlers", RowsOf.Territory, "handler", "province", "city", "status", "kind");

    /// <inheritdoc/>
    public RowKey Key => new(Handler, Province, City, Status, Kind);

    /// <inheritdoc/>
    public bool IsZero => Cases == 0;

    /// <inheritdoc/>
    public HandlerCount Plus(HandlerCount other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with { Cases = Cases + other.Cases };
    }

    /// <inheritdoc/>
    public HandlerCount Negated() => this with { Cases = -Cases };

    /// <summary>What a row counts for; null in nobody's hands.</summary>
    public static HandlerCount? Of(WorkListRow? row) =>
        row?.Handler is not { } handler ? null : new() { Handler = handler, Province = row.Province, City = row.City, Status = row.Status, Kind = row.Kind, Cases = 1 };
}
