using CaseFlow.Access;
using CaseFlow.EventStore;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.ServiceMeetings;

namespace CaseFlow.Server.Kpis.Items;

/// <summary>The resolutions behind the completion of service meetings.</summary>
public sealed class ResolutionItems(ReadModels models, IEventStore store, ReplayDesk desk, ReportingZone zone)
    : RowItems<ResolutionRow>(models, store, desk, ResolutionRow.Table, "due_at, resolution")
{
    /// <inheritdoc/>
    public override KpiDefinition Definition => KpiCatalogue.MeetingCompletion;

    /// <inheritdoc/>
    public override Permission Permission => Permission.ReadMeetings;

    /// <inheritdoc/>
    protected override string Projection => Resolutions.Projection;

    /// <inheritdoc/>
    public override KpiItem? Of(KpiItem item, ItemsAsked asked, IReadOnlyList<RecordedEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        return events.Aggregate((ResolutionRow?)null, (row, e) => ResolutionRow.After(row, e, zone)) is { } row ? Items(row).FirstOrDefault() : null;
    }

    /// <inheritdoc/>
    protected override string Only => "status <> 'Dropped'";

    /// <inheritdoc/>
    protected override IEnumerable<KpiItem> Items(ResolutionRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (ResolutionCount.Of(row) is not { } count) yield break;
        yield return new()
        {
            Key = row.Resolution.ToString(),
            Kind = KpiItemKind.Resolution,
            Stream = row.Resolution,
            Name = row.Department,
            At = row.DueAt,
            Month = Iso.Month(row.Month),
            Region = AccessScope.Code(row.Province, row.City),
            Meeting = row.LatestMeeting,
            Numerator = count.InTime,
            Denominator = count.Decided,
            Place = $"{Iso.Time(row.DueAt.ToUniversalTime())}|{row.Resolution}",
        };
    }
}
