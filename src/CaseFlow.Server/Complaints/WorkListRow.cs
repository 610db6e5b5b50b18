using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Complaints;

/// <summary>A case as lists show it. What is personal stays sealed.</summary>
public sealed record WorkListRow
{
    public required Guid Complaint { get; init; }
    public required long Version { get; init; }
    public required Guid Customer { get; init; }
    public required ComplaintKind Kind { get; init; }
    public required ComplaintStatus Status { get; init; }

    /// <summary>Where a merged case stood, to which unmerging returns it.</summary>
    public ComplaintStatus StatusBeforeMerge { get; init; }
    public Guid? MergedInto { get; init; }
    public required string Topic { get; init; }
    public required string Channel { get; init; }
    public required string Source { get; init; }
    public required string Province { get; init; }

    /// <summary>Empty for the province as a whole.</summary>
    public required string City { get; init; }
    public string? Tier { get; init; }
    public string? Brand { get; init; }
    public RoamingState Roaming { get; init; }
    public EscalationLevel Level { get; init; }

    /// <summary>The level as a number, to sort by.</summary>
    public int LevelRank { get; init; }
    public string? Handler { get; init; }
    public DateTimeOffset? LeaseEnds { get; init; }
    public string? Department { get; init; }

    /// <summary>The department that was asked and has not answered.</summary>
    public string? AskedDepartment { get; init; }

    /// <summary>When the customer complained, which may lie before <see cref="RecordedAt"/>.</summary>
    public required DateTimeOffset RegisteredAt { get; init; }
    public OccurrencePrecision RegisteredPrecision { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The latest time at which something happened to the case.</summary>
    public required DateTimeOffset LastActivityAt { get; init; }
    public required int Episode { get; init; }

    /// <summary>How often a department sent it back.</summary>
    public int Bounces { get; init; }
    public int Contacts { get; init; }

    /// <summary>Earlier cases that it repeats or may repeat; rejected links do not count.</summary>
    public int RepeatLinks { get; init; }
    public string? ExternalReference { get; init; }
    public required string[] DataFlags { get; init; }
    public string? Name { get; init; }
    public string? ServiceNumber { get; init; }
    public required string Summary { get; init; }

    /// <summary>Who has escalated it so far.</summary>
    public required string[] Origins { get; init; }

    /// <summary>The version of the priority matrix by which it is graded; null while none was in force.</summary>
    public int? MatrixVersion { get; init; }
    public int? Points { get; init; }
    public Priority? Priority { get; init; }

    /// <summary>Priority and due time as one number, the most urgent the lowest, so that one index holds both.</summary>
    public long Urgency { get; init; } = UrgencyOf(priority: null, due: null);

    /// <summary>The table.</summary>
    public static readonly ProjectionTable<WorkListRow> Table = RowSecurity.Table<WorkListRow>("caseflow_work_list", RowsOf.Cases, "complaint");

    /// <summary>The case that an event is about; null when it is about none.</summary>
    public static Guid? CaseOf(RecordedEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e.Data switch
        {
            ComplaintEvent => e.Stream.Value,
            ContactLinked linked => linked.Complaint.Value,
            ContactUnlinked unlinked => unlinked.Complaint.Value,
            _ => null,
        };
    }

    /// <summary>Whether the customer waits for an answer.</summary>
    internal bool Waits => WorkListFilter.Waiting.Contains(Status);

    /// <summary>What of the case its priority follows from.</summary>
    public PriorityFacts Facts() => new()
    {
        Kind = Kind,
        Topic = Topic,
        Source = Source,
        Tier = Tier,
        Roaming = Roaming,
        Contacts = Contacts,
        Level = Level,
        Origins = [.. Origins.Select(Enum.Parse<EscalationOrigin>)],
        Repeats = RepeatLinks,
        Reopenings = Episode - 1,
        Bounces = Bounces,
    };

    /// <summary>The row with the priority that its facts come to under a matrix; without one for null.</summary>
    public WorkListRow Graded(PriorityMatrixPublished? matrix)
    {
        var grade = matrix is null ? null : CasePriority.Grade(matrix, Facts());
        return this with { MatrixVersion = matrix?.Version, Points = grade?.Points, Priority = grade?.Priority, Urgency = UrgencyOf(grade?.Priority, DueAt) };
    }

    /// <summary>What is below it is more urgent than any case of the priority; null for the cases without one.</summary>
    public static long UrgencyFrom(Priority? priority) => (priority is { } known ? (int)known : Enum.GetValues<Priority>().Length) * PriorityStep;

    private static long UrgencyOf(Priority? priority, DateTimeOffset? due) =>
        UrgencyFrom(priority) + (due is { } at ? Math.Clamp(at.ToUnixTimeSeconds(), 0, PriorityStep - 2) : PriorityStep - 1);

    /// <summary>More than the seconds of any due time.</summary>
    private const long PriorityStep = 1_000_000_000_000;

    /// <summary>The row after an event, without what the event makes of its priority; null while the case is not registered.</summary>
    public static WorkListRow? Fold(WorkListRow? row, RecordedEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        if (e.Data is ComplaintRegistered registered)
            return Registered(registered, e);
        if (row is null)
            return null;
        var last = row.LastActivityAt >= e.Metadata.OccurredAt ? row.LastActivityAt : e.Metadata.OccurredAt;
        return e.Data switch
        {
            ContactLinked => row with { Contacts = row.Contacts + 1, LastActivityAt = last },
            ContactUnlinked => row with { Contacts = row.Contacts - 1, LastActivityAt = last },
            ComplaintEvent fact => After(row, fact) with { Version = e.Version, Status = StatusAfter(row, fact), LastActivityAt = last },
            _ => last == row.LastActivityAt ? row : row with { LastActivityAt = last },
        };
    }

    private static WorkListRow Registered(ComplaintRegistered e, RecordedEvent recorded) => new()
    {
        Complaint = e.Complaint.Value,
        Version = recorded.Version,
        Customer = e.Customer.Customer.Value,
        Kind = e.Kind,
        Status = ComplaintStatus.Received,
        Topic = e.Topic.Code,
        Channel = e.Channel.Code,
        Source = e.Source.Code,
        Province = AccessScope.ProvinceOf(e.Region),
        City = AccessScope.CityOf(e.Region),
        Tier = e.Customer.Tier?.Code,
        Brand = e.Customer.Brand?.Code,
        Roaming = e.Customer.Roaming,
        RegisteredAt = recorded.Metadata.OccurredAt,
        RegisteredPrecision = recorded.Metadata.Precision,
        RecordedAt = recorded.RecordedAt,
        DueAt = RegulatoryReply.DueAt(e.Kind, recorded.Metadata.OccurredAt),
        LastActivityAt = recorded.Metadata.OccurredAt,
        Episode = 1,
        ExternalReference = e.ExternalReference,
        DataFlags = [.. e.DataFlags ?? []],
        Name = e.Customer.Name?.Ciphertext,
        ServiceNumber = e.Customer.ServiceNumber?.Ciphertext,
        Summary = e.Summary.Ciphertext,
        Origins = [],
    };

    private static WorkListRow After(WorkListRow row, ComplaintEvent @event) => @event switch
    {
        ComplaintReclassified e => row with { Kind = e.Kind, Topic = e.Topic.Code, DueAt = RegulatoryReply.DueAt(e.Kind, row.RegisteredAt) },
        ComplaintAssigned e => row with { Handler = e.Handler, LeaseEnds = null },
        ComplaintClaimed e => row with { Handler = e.Handler, LeaseEnds = e.LeaseEnds },
        ComplaintReleased => row with { Handler = null, LeaseEnds = null },
        ComplaintHandedOver e => row with { AskedDepartment = e.Department.Code },
        HandOverAccepted e => row with { AskedDepartment = null, Department = e.Department.Code },
        HandOverRejected => row with { AskedDepartment = null, Bounces = row.Bounces + 1 },
        ComplaintEscalated e => row with { Level = e.Level, LevelRank = (int)e.Level, Origins = row.Origins.Contains(e.Origin.ToString()) ? row.Origins : [.. row.Origins, e.Origin.ToString()] },
        ComplaintDeescalated e => row with { Level = e.Level, LevelRank = (int)e.Level },
        ComplaintReopened e => row with { Episode = e.Episode },
        RepeatLinkProposed => row with { RepeatLinks = row.RepeatLinks + 1 },
        RepeatLinkRejected => row with { RepeatLinks = row.RepeatLinks - 1 },
        ComplaintMerged e => row with { MergedInto = e.Into.Value, StatusBeforeMerge = row.Status },
        ComplaintUnmerged => row with { MergedInto = null },
        _ => row,
    };

    /// <remarks>The same as the domain's own fold, which keeps more than a row has; a test holds the two together.</remarks>
    private static ComplaintStatus StatusAfter(WorkListRow row, ComplaintEvent @event) => @event switch
    {
        ComplaintAcknowledged when row.Status == ComplaintStatus.Received => ComplaintStatus.Acknowledged,
        ComplaintAssigned or ComplaintClaimed or ComplaintHandedOver or HandlingPaused or ComplaintVerified or ComplaintClarified or ClaimRaised or AgreementReached or CareGiven or StageCarriedOut
            when row.Status is ComplaintStatus.Received or ComplaintStatus.Acknowledged => ComplaintStatus.Handling,
        ComplaintResolved => ComplaintStatus.Resolved,
        ComplaintClosed => ComplaintStatus.Closed,
        ComplaintReopened => ComplaintStatus.Handling,
        ComplaintWithdrawn => ComplaintStatus.Withdrawn,
        ComplaintMerged => ComplaintStatus.Merged,
        ComplaintUnmerged => row.StatusBeforeMerge,
        _ => row.Status,
    };
}
