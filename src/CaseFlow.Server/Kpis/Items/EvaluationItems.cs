using CaseFlow.EventStore;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Tracing;

namespace CaseFlow.Server.Kpis.Items;

/// <summary>The evaluations behind the effectiveness of traces.</summary>
public sealed class EvaluationItems(ReadModels models, IEventStore store, ReplayDesk desk, ReportingZone zone)
    : RowItems<TraceEvaluation>(models, store, desk, TraceEvaluation.Table, "evaluated_at, trace")
{
    /// <inheritdoc/>
    public override KpiDefinition Definition => KpiCatalogue.TraceEffectiveness;

    /// <inheritdoc/>
    protected override string Projection => TraceBoard.Projection;

    /// <inheritdoc/>
    public override KpiItem? Of(KpiItem item, ItemsAsked asked, IReadOnlyList<RecordedEvent> events)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(events);
        TraceRow? row = null;
        foreach (var e in events)
        {
            row = TraceRow.After(row, e);
            if (row is not null && TraceEvaluation.Of(e, row, zone) is { } told && Items(told).First() is var one && one.Key == item.Key) return one;
        }

        return null;
    }

    /// <inheritdoc/>
    protected override IEnumerable<KpiItem> Items(TraceEvaluation row)
    {
        ArgumentNullException.ThrowIfNull(row);
        yield return new()
        {
            Key = FormattableString.Invariant($"{row.Trace}|{row.Version}"),
            Kind = KpiItemKind.Evaluation,
            Stream = row.Trace,
            Name = row.Title,
            At = row.EvaluatedAt,
            Month = Iso.Month(row.Month),
            Region = AccessScope.Code(row.Province, row.City),
            Topic = row.Topic,
            Numerator = row.Reached ? 1 : 0,
            Denominator = 1,
            Place = FormattableString.Invariant($"{Iso.Time(row.EvaluatedAt.ToUniversalTime())}|{row.Trace}|{row.Version:00000}"),
        };
    }
}
