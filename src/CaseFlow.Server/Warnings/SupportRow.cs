using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Warnings;

namespace CaseFlow.Server.Warnings;

/// <summary>A request for support as the list keeps it.</summary>
public sealed record SupportRow
{
    /// <summary>The table.</summary>
    public static readonly ProjectionTable<SupportRow> Table = RowSecurity.Table<SupportRow>("caseflow_support_requests", RowsOf.Territory, "support");

    public required Guid Support { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required string Need { get; init; }
    public SupportMatter? Matter { get; init; }
    public Guid? About { get; init; }
    public required SupportStatus Status { get; init; }
    public required int Round { get; init; }
    public string? Coordinator { get; init; }
    public required DateTimeOffset WantedBy { get; init; }
    public required DateTimeOffset TakeUpBy { get; init; }
    public required DateTimeOffset AnswerBy { get; init; }
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>When it was taken up first in this round.</summary>
    public DateTimeOffset? TakenUpAt { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>When it was sent back, closed or taken back.</summary>
    public DateTimeOffset? EndedAt { get; init; }
    public required long Version { get; init; }

    /// <summary>The row after an event.</summary>
    public static SupportRow? After(SupportRow? row, RecordedEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        var at = e.Metadata.OccurredAt;
        var after = e.Data is ProvincialSupportRequested requested ? Begin(requested, at) : row is null ? null : e.Data switch
        {
            ProvincialSupportTakenUp taken => row with { Status = SupportStatus.TakenUp, Coordinator = taken.Coordinator, TakenUpAt = row.TakenUpAt ?? at },
            ProvincialSupportAnswered => row with { Status = SupportStatus.Answered, AnsweredAt = at },
            ProvincialSupportReturned => row with { Status = SupportStatus.Returned, Coordinator = null, EndedAt = at },
            ProvincialSupportRenewed renewed => row with
            {
                Status = SupportStatus.Requested,
                Round = renewed.Round,
                Need = renewed.Need,
                Coordinator = null,
                WantedBy = renewed.WantedBy,
                TakeUpBy = renewed.Dues.TakeUpBy,
                AnswerBy = renewed.Dues.AnswerBy,
                RequestedAt = at,
                TakenUpAt = null,
                AnsweredAt = null,
                EndedAt = null,
            },
            ProvincialSupportClosed => row with { Status = SupportStatus.Closed, EndedAt = at },
            ProvincialSupportWithdrawn => row with { Status = SupportStatus.Withdrawn, EndedAt = at },
            _ => row,
        };
        return after is null ? null : after with { Version = e.Version };
    }

    private static SupportRow Begin(ProvincialSupportRequested e, DateTimeOffset at) => new()
    {
        Support = e.Support.Value,
        Province = AccessScope.ProvinceOf(e.Region),
        City = AccessScope.CityOf(e.Region),
        Need = e.Need,
        Matter = e.About?.Matter,
        About = e.About?.Id,
        Status = SupportStatus.Requested,
        Round = 1,
        WantedBy = e.WantedBy,
        TakeUpBy = e.Dues.TakeUpBy,
        AnswerBy = e.Dues.AnswerBy,
        RequestedAt = at,
        Version = 1,
    };
}
