using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Tracing;

namespace CaseFlow.Server.Tracing;

/// <summary>A trace as the board keeps it.</summary>
public sealed record TraceRow
{
    /// <summary>The table.</summary>
    public static readonly ProjectionTable<TraceRow> Table = RowSecurity.Table<TraceRow>("caseflow_traces", RowsOf.Traces, "trace");

    public required Guid Trace { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }

    /// <summary>The departments that look for causes or improve something.</summary>
    public required string[] Departments { get; init; }
    public required TraceTrigger Trigger { get; init; }
    public required string Title { get; init; }
    public string? Topic { get; init; }
    public required TraceStage Stage { get; init; }

    /// <summary>The department that looks for the causes.</summary>
    public string? Department { get; init; }
    public required int Round { get; init; }
    public required int Complaints { get; init; }
    public required int Causes { get; init; }
    public required int Improvements { get; init; }
    public required int Made { get; init; }

    /// <summary>The improvements still to be made, each with the time by which: what <see cref="DueAt"/> is taken from.</summary>
    public required string[] Pending { get; init; }
    public DateTimeOffset? ReviewAt { get; init; }

    /// <summary>By when something is to be done next; null when nothing has a date.</summary>
    public DateTimeOffset? DueAt { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public required long Version { get; init; }

    /// <summary>The row after an event.</summary>
    public static TraceRow? After(TraceRow? row, RecordedEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        var next = e.Data is TraceOpened opened ? Begin(opened, e.Metadata.OccurredAt) : row is null ? null : Go(row, (TraceEvent)e.Data);
        return next is null ? null : next with { Version = e.Version, DueAt = next.Due };
    }

    private DateTimeOffset? Due => Stage switch
    {
        TraceStage.Improving or TraceStage.Analysing => Pending.Select(one => Iso.TryTime(one.Split('|')[1])).Min(),
        TraceStage.Evaluating => ReviewAt,
        TraceStage.Unopened or TraceStage.Discovering or TraceStage.Closed => null,
    };

    private static TraceRow Begin(TraceOpened e, DateTimeOffset at) => new()
    {
        Trace = e.Trace.Value,
        Province = AccessScope.ProvinceOf(e.Region),
        City = AccessScope.CityOf(e.Region),
        Departments = [],
        Trigger = e.Trigger,
        Title = e.Title,
        Topic = e.Topic?.Code,
        Stage = TraceStage.Discovering,
        Round = 1,
        Complaints = e.Evidence.Complaints.Count,
        Causes = 0,
        Improvements = 0,
        Made = 0,
        Pending = [],
        OpenedAt = at,
        Version = 1,
    };

    private static TraceRow Go(TraceRow row, TraceEvent @event) => @event switch
    {
        TraceEvidenceAdded e => row with { Complaints = row.Complaints + e.Evidence.Complaints.Count },
        TraceAnalysisStarted e => row.Joined(e.Department.Code) with { Department = e.Department.Code, Stage = row.Stage == TraceStage.Discovering ? TraceStage.Analysing : row.Stage },
        CauseFound => row with { Causes = row.Causes + 1 },
        ImprovementPlanned e => row.Joined(e.Department.Code) with
        {
            Stage = TraceStage.Improving, Improvements = row.Improvements + 1, Pending = [.. row.Pending, $"{e.Improvement.Value}|{Iso.Time(e.DueAt.ToUniversalTime())}"],
        },
        ImprovementDone e => row.Without(e.Improvement, made: 1),
        ImprovementDropped e => row.Without(e.Improvement, made: 0),
        EvaluationPlanned e => row with { ReviewAt = e.Template.ReviewAt },
        AnalysisReopened e => row with { Round = e.Round, Stage = TraceStage.Analysing, ReviewAt = null, Made = 0, Improvements = 0 },
        TraceClosed => row with { Stage = TraceStage.Closed },
        _ => row,
    };

    private TraceRow Joined(string department) => Departments.Contains(department) ? this : this with { Departments = [.. Departments, department] };

    /// <summary>As <see cref="Trace"/> decides it: the last one that ends leads on, or back when nothing was made.</summary>
    private TraceRow Without(ImprovementId improvement, int made)
    {
        var now = this with { Made = Made + made, Pending = [.. Pending.Where(one => !one.StartsWith($"{improvement.Value}|", StringComparison.Ordinal))] };
        return now.Pending.Length > 0 ? now with { Stage = TraceStage.Improving } : now with { Stage = now.Made > 0 ? TraceStage.Evaluating : TraceStage.Analysing };
    }
}
