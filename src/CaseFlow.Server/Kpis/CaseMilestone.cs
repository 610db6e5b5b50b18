using CaseFlow.Complaints;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Kpis;

/// <summary>A case and when it reached what: the facts that its counters come from.</summary>
public sealed record CaseMilestone
{
    public required Guid Complaint { get; init; }
    public required ComplaintKind Kind { get; init; }

    /// <summary>The month in which the customer complained.</summary>
    public required DateOnly Month { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required string Topic { get; init; }
    public required string Source { get; init; }
    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>When it was acknowledged first.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>When it was resolved first.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>When it was closed first.</summary>
    public DateTimeOffset? ClosedAt { get; init; }
    public bool Escalated { get; init; }
    public bool Reopened { get; init; }

    /// <summary>Whether its customer has withdrawn it.</summary>
    public bool Withdrawn { get; init; }

    /// <summary>Whether it is merged into another.</summary>
    public bool Merged { get; init; }

    /// <summary>The contacts that are linked to it.</summary>
    public long Contacts { get; init; }
    public long HandedOver { get; init; }

    /// <summary>Hand-overs that the department sent back.</summary>
    public long Bounced { get; init; }

    /// <summary>Callbacks in which the customer was reached and said whether they were satisfied.</summary>
    public long CalledBack { get; init; }

    /// <summary>Those in which they were.</summary>
    public long Satisfied { get; init; }

    /// <summary>The department that has the case; empty for the desk.</summary>
    public string Department { get; init; } = "";

    /// <summary>The department that was asked last.</summary>
    public string Asked { get; init; } = "";

    /// <summary>Who asked it; empty for the desk.</summary>
    public string AskedBy { get; init; } = "";

    /// <summary>The table.</summary>
    public static readonly ProjectionTable<CaseMilestone> Table = RowSecurity.Table<CaseMilestone>("caseflow_case_milestones", RowsOf.Territory, "complaint");
}

/// <summary>Which case a callback belongs to.</summary>
public sealed record MilestoneCallback(Guid Callback, Guid Complaint)
{
    /// <summary>The table.</summary>
    public static readonly ProjectionTable<MilestoneCallback> Table = RowSecurity.Table<MilestoneCallback>("caseflow_milestone_callbacks", RowsOf.Operator, "callback");
}
