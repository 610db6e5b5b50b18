using System.Globalization;
using CaseFlow.EventStore;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Tracing;

namespace CaseFlow.Server.Kpis.Items;

/// <summary>The scores behind the peak-end curve: of each case, the latest of each step.</summary>
public sealed class ScoreItems(ReadModels models, IEventStore store, ReplayDesk desk, ReportingZone zone)
    : RowItems<ScoredCase>(models, store, desk, ScoredCase.Table, "month, complaint")
{
    /// <inheritdoc/>
    public override KpiDefinition Definition => KpiCatalogue.PeakEndCurve;

    /// <inheritdoc/>
    protected override string Projection => PeakEndCurves.Projection;

    /// <summary>The mean of a step; of several steps together there is none.</summary>
    public override decimal? Value(decimal numerator, decimal denominator, ItemsAsked asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        return asked.Name is null ? null : KpiKey.Quotient(numerator, denominator, 1);
    }

    /// <inheritdoc/>
    public override KpiItem? Of(KpiItem item, ItemsAsked asked, IReadOnlyList<RecordedEvent> events)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(events);
        var row = events.Aggregate((ScoredCase?)null, (row, e) => ScoredCase.Fold(row, e, zone));
        return row is null ? null : Items(row).FirstOrDefault(one => one.Key == item.Key);
    }

    /// <summary>Only cases with scores are in the index.</summary>
    protected override string Only => "scores <> '{}'";

    /// <inheritdoc/>
    protected override IEnumerable<KpiItem> Items(ScoredCase row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Scores.Select(score => score.Split('|')).OrderBy(score => score[0], StringComparer.Ordinal).Select(score => new KpiItem
        {
            Key = $"{row.Complaint}|{score[0]}",
            Kind = KpiItemKind.Score,
            Stream = row.Complaint,
            Name = score[0],
            Month = Iso.Month(row.Month),
            Region = AccessScope.Code(row.Province, row.City),
            Topic = row.Topic,
            Channel = row.Channel,
            Numerator = decimal.Parse(score[1], CultureInfo.InvariantCulture) / 100,
            Denominator = 1,
            Place = $"{Iso.Month(row.Month)}|{row.Complaint}|{score[0]}",
        });
    }
}
