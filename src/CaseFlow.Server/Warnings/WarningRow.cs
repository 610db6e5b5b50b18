using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Warnings;

namespace CaseFlow.Server.Warnings;

/// <summary>A warning as the board keeps it.</summary>
public sealed record WarningRow
{
    /// <summary>The table.</summary>
    public static readonly ProjectionTable<WarningRow> Table = RowSecurity.Table<WarningRow>("caseflow_warnings", RowsOf.Territory, "warning");

    public required Guid Warning { get; init; }
    public required string Rule { get; init; }
    public required int RuleVersion { get; init; }
    public required WarningKind Kind { get; init; }
    public required WarningGrade Grade { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required string Topic { get; init; }
    public required string Brand { get; init; }
    public required WarningStatus Status { get; init; }
    public required bool Subsided { get; init; }
    public required DateTimeOffset WindowFrom { get; init; }
    public required DateTimeOffset WindowTo { get; init; }
    public required int Observed { get; init; }
    public decimal? Expected { get; init; }
    public required decimal Limit { get; init; }
    public required int Complaints { get; init; }
    public PromotionTarget? Target { get; init; }
    public Guid? TargetId { get; init; }
    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>When it subsided or was dealt with.</summary>
    public DateTimeOffset? EndedAt { get; init; }
    public required long Version { get; init; }

    /// <summary>Whether it stands for what goes on.</summary>
    public bool IsGoingOn() => !Subsided && Status is WarningStatus.Raised or WarningStatus.Acknowledged;

    /// <summary>What it is about.</summary>
    public WarningSubject Subject() => new(new(Province, City.Length == 0 ? null : City), Topic.Length == 0 ? null : Topic, Brand.Length == 0 ? null : Brand);

    /// <summary>The row after an event.</summary>
    public static WarningRow? After(WarningRow? row, RecordedEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        var at = e.Metadata.OccurredAt;
        var after = e.Data is WarningRaised raised ? Begin(raised, at) : row is null ? null : e.Data switch
        {
            WarningUpgraded upgraded => row.Seen(upgraded.Seen),
            WarningSubsided => row with { Subsided = true, EndedAt = at },
            WarningAcknowledged => row with { Status = WarningStatus.Acknowledged },
            WarningDismissed => row with { Status = WarningStatus.Dismissed, EndedAt = at },
            WarningPromoted promoted => row with { Status = WarningStatus.Promoted, Target = promoted.To, TargetId = promoted.Id, EndedAt = at },
            _ => row,
        };
        return after is null ? null : after with { Version = e.Version };
    }

    private static WarningRow Begin(WarningRaised e, DateTimeOffset at) => new WarningRow
    {
        Warning = e.Warning.Value,
        Rule = e.Rule,
        RuleVersion = e.RuleVersion,
        Kind = e.Kind,
        Grade = e.Seen.Grade,
        Province = AccessScope.ProvinceOf(e.Subject.Region),
        City = AccessScope.CityOf(e.Subject.Region),
        Topic = e.Subject.Topic ?? "",
        Brand = e.Subject.Brand ?? "",
        Status = WarningStatus.Raised,
        Subsided = false,
        WindowFrom = e.Seen.From,
        WindowTo = e.Seen.To,
        Observed = e.Seen.Observed,
        Limit = e.Seen.Limit,
        Complaints = e.Seen.ComplaintCount,
        RaisedAt = at,
        Version = 1,
    }.Seen(e.Seen);

    private WarningRow Seen(WarningSighting seen) => this with
    {
        Grade = seen.Grade,
        WindowFrom = seen.From,
        WindowTo = seen.To,
        Observed = seen.Observed,
        Expected = seen.Expected,
        Limit = seen.Limit,
        Complaints = seen.ComplaintCount,
    };
}
