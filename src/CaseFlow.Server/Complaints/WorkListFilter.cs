using CaseFlow.Complaints;

namespace CaseFlow.Server.Complaints;

/// <summary>In which order cases are listed.</summary>
public enum WorkListSort
{
    /// <summary>The latest complaint first.</summary>
    Newest,

    /// <summary>The earliest complaint first.</summary>
    Oldest,

    /// <summary>The earliest due time first, cases without one last.</summary>
    Due,

    /// <summary>The highest level first.</summary>
    Level,

    /// <summary>The latest activity first.</summary>
    Activity,

    /// <summary>The most urgent priority first, within it the earliest due time.</summary>
    Priority,
}

/// <summary>Which cases are listed; what is left out narrows nothing, except that merged and withdrawn cases must be asked for.</summary>
public sealed record WorkListFilter
{
    public IReadOnlyList<ComplaintStatus> Statuses { get; init; } = [];
    public IReadOnlyList<ComplaintKind> Kinds { get; init; } = [];
    public IReadOnlyList<EscalationLevel> Levels { get; init; } = [];
    public IReadOnlyList<Priority> Priorities { get; init; } = [];

    /// <summary>A topic with all below it.</summary>
    public string? Topic { get; init; }
    public string? Handler { get; init; }

    /// <summary>Whether the case is in nobody's hands.</summary>
    public bool? Unassigned { get; init; }

    /// <summary>The department that deals with it or was asked to.</summary>
    public string? Department { get; init; }
    public Guid? Customer { get; init; }
    public string? Channel { get; init; }
    public string? Source { get; init; }
    public string? ExternalReference { get; init; }
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>Whether the customer waits for an answer beyond the due time.</summary>
    public bool? Overdue { get; init; }

    /// <summary>Whether it repeats an earlier case, or may.</summary>
    public bool? Repeat { get; init; }
    public bool? Reopened { get; init; }

    /// <summary>A data flag of the import.</summary>
    public string? DataFlag { get; init; }

    /// <summary>The statuses that are listed: those asked for, else all that have not left every queue.</summary>
    public IReadOnlyList<ComplaintStatus> Listed => Statuses.Count > 0 ? Statuses : Queued;

    /// <summary>Every status of a case that is still one of its own.</summary>
    public static IReadOnlyList<ComplaintStatus> Queued { get; } =
        [ComplaintStatus.Received, ComplaintStatus.Acknowledged, ComplaintStatus.Handling, ComplaintStatus.Resolved, ComplaintStatus.Closed];

    /// <summary>The statuses in which the customer waits for an answer.</summary>
    public static IReadOnlyList<ComplaintStatus> Waiting { get; } = [ComplaintStatus.Received, ComplaintStatus.Acknowledged, ComplaintStatus.Handling];

    /// <summary>Whether the counters alone know how many cases fit.</summary>
    internal bool IsCounted => Levels.Count == 0 && Priorities.Count == 0 && this with { Statuses = [], Kinds = [], Levels = [], Priorities = [], Handler = null } == Everything;

    private static readonly WorkListFilter Everything = new();
}
