using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.FollowUps;
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

    /// <summary>Its hand-overs by pairs of departments, as <see cref="HandOverPart"/> writes them; empty for none.</summary>
    public string HandOvers { get; init; } = "";

    /// <summary>The table.</summary>
    public static readonly ProjectionTable<CaseMilestone> Table = RowSecurity.Table<CaseMilestone>("caseflow_case_milestones", RowsOf.Territory, "complaint");

    /// <summary>What an event of a case, of its contacts or of its callbacks makes of its row; null before it was registered.</summary>
    /// <param name="row">The row before.</param>
    /// <param name="e">The event. Which case a contact or a callback belongs to is known to the caller.</param>
    /// <param name="zone">Where months end.</param>
    public static CaseMilestone? Fold(CaseMilestone? row, RecordedEvent e, ReportingZone zone)
    {
        ArgumentNullException.ThrowIfNull(e);
        ArgumentNullException.ThrowIfNull(zone);
        return e.Data switch
        {
            ComplaintRegistered registered => new()
            {
                Complaint = registered.Complaint.Value,
                Kind = registered.Kind,
                Month = zone.MonthOf(e.Metadata.OccurredAt),
                Province = AccessScope.ProvinceOf(registered.Region),
                City = AccessScope.CityOf(registered.Region),
                Topic = registered.Topic.Code,
                Source = registered.Source.Code,
                RegisteredAt = e.Metadata.OccurredAt,
            },
            _ when row is null => null,
            ComplaintReclassified reclassified => row with { Kind = reclassified.Kind, Topic = reclassified.Topic.Code },
            ComplaintAcknowledged => row with { AcknowledgedAt = row.AcknowledgedAt ?? e.Metadata.OccurredAt },
            ComplaintResolved => row with { ResolvedAt = row.ResolvedAt ?? e.Metadata.OccurredAt },
            ComplaintClosed => row with { ClosedAt = row.ClosedAt ?? e.Metadata.OccurredAt },
            ComplaintEscalated => row with { Escalated = true },
            ComplaintReopened => row with { Reopened = true, Withdrawn = false },
            ComplaintWithdrawn => row with { Withdrawn = true },
            ComplaintMerged => row with { Merged = true },
            ComplaintUnmerged => row with { Merged = false },
            ComplaintHandedOver asked => row with
            {
                HandedOver = row.HandedOver + 1,
                Asked = asked.Department.Code,
                AskedBy = row.Department,
                HandOvers = HandOverPart.With(row.HandOvers, new(row.Department, asked.Department.Code, HandedOver: 1, Bounced: 0)),
            },
            HandOverAccepted accepted => row with { Department = accepted.Department.Code },
            HandOverRejected => row with { Bounced = row.Bounced + 1, HandOvers = HandOverPart.With(row.HandOvers, new(row.AskedBy, row.Asked, HandedOver: 0, Bounced: 1)) },
            ContactLinked => row with { Contacts = row.Contacts + 1 },
            ContactUnlinked => row with { Contacts = row.Contacts - 1 },
            CallbackCompleted { Result: not CallbackResult.Unreachable } completed => row with { CalledBack = row.CalledBack + 1, Satisfied = row.Satisfied + (completed.Result == CallbackResult.Satisfied ? 1 : 0) },
            _ => row,
        };
    }
}

/// <summary>Which case a callback belongs to.</summary>
public sealed record MilestoneCallback(Guid Callback, Guid Complaint)
{
    /// <summary>The table.</summary>
    public static readonly ProjectionTable<MilestoneCallback> Table = RowSecurity.Table<MilestoneCallback>("caseflow_milestone_callbacks", RowsOf.Operator, "callback");
}
