using CaseFlow.Clocks;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Clocks;

/// <summary>How many clocks of an obligation stand in a status in a city.</summary>
public sealed record RunningClockCount : ICell<RunningClockCount>
{
    public required string Province { get; init; }
    public required string City { get; init; }
    public required RunningClockStatus Status { get; init; }
    public required Obligation Obligation { get; init; }
    public required long Clocks { get; init; }

    /// <summary>The table.</summary>
    public static readonly ProjectionTable<RunningClockCount> Table =
        RowSecurity.Table<RunningClockCount>("caseflow_running_clock_counts", RowsOf.Territory, "province", "city", "status", "obligation");

    /// <inheritdoc/>
    public RowKey Key => new(Province, City, Status, Obligation);

    /// <inheritdoc/>
    public bool IsZero => Clocks == 0;

    /// <inheritdoc/>
    public RunningClockCount Plus(RunningClockCount other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with { Clocks = Clocks + other.Clocks };
    }

    /// <inheritdoc/>
    public RunningClockCount Negated() => this with { Clocks = -Clocks };

    /// <summary>What a row counts for.</summary>
    public static RunningClockCount? Of(RunningClockRow? row) =>
        row is null ? null : new() { Province = row.Province, City = row.City, Status = row.Status, Obligation = row.Obligation, Clocks = 1 };
}

/// <summary>Clocks that stopped, and those of them that did in time.</summary>
public sealed record ClockComplianceCount : ICell<ClockComplianceCount>
{
    public required DateOnly Month { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required string Topic { get; init; }
    public required string Source { get; init; }
    public required Obligation Clock { get; init; }
    public required long Stopped { get; init; }
    public required long InTime { get; init; }

    /// <inheritdoc/>
    public RowKey Key => new(Month, Province, City, Topic, Source, Clock);

    /// <inheritdoc/>
    public bool IsZero => Stopped == 0 && InTime == 0;

    /// <inheritdoc/>
    public ClockComplianceCount Plus(ClockComplianceCount other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with { Stopped = Stopped + other.Stopped, InTime = InTime + other.InTime };
    }

    /// <inheritdoc/>
    public ClockComplianceCount Negated() => this with { Stopped = -Stopped, InTime = -InTime };
}
