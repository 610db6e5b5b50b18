using CaseFlow.Access;
using CaseFlow.EventStore;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Tracing;

namespace CaseFlow.Server.Kpis.Items;

/// <summary>The evaluations behind the effectiveness of traces.</summary>
public sealed class EvaluationItems(ReadModels models, IEventStore store, ReplayDesk desk, ReportingZone zone) : IKpiItems
{
    /// <inheritdoc/>
    public KpiDefinition Definition => KpiCatalogue.TraceEffectiveness;

    /// <inheritdoc/>
    public Permission Permission => Permission.ReadKpis;

    /// <inheritdoc/>
    public IReadOnlyList<string> Projections { get; } = [TraceBoard.Projection];

    /// <inheritdoc/>
    public decimal? Value(decimal numerator, decimal denominator, ItemsAsked asked) => KpiKey.Quotient(numerator, denominator, 100);

    /// <inheritdoc/>
    public async Task<ItemsRead> ReadAsync(Asker asker, ItemsAsked asked, ReplayPoint? point, string? after, int most, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(asker);
        ArgumentNullException.ThrowIfNull(asked);
        var replay = point is null ? null : await desk.ReadyAsync(TraceBoard.Projection, "", point, after: 0, asker.Caller.Actor, cancellation);
        var where = new Conditions();
        asked.Narrow(where, asker.Scope.Of(department: null));
        where.Add($"month between {where.Value(asked.From)} and {where.Value(asked.To)}");
        var rows = await models.AskAsync(
            asker.Scope, TraceBoard.Projection, connection => TraceEvaluation.Table.QueryAsync(connection, $"select {TraceEvaluation.Table.ColumnList} from {TraceEvaluation.Table.Name} {where}", where.Values, cancellation), cancellation, replay);
        return ItemsRead.Of(rows, rows.Data.Select(Item), asked, after, most);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<RecordedEvent>> EventsAsync(KpiItem item, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(item);
        return store.ReadStreamAsync(item.Stream, cancellation: cancellation);
    }

    /// <inheritdoc/>
    public KpiItem? Of(KpiItem item, ItemsAsked asked, IReadOnlyList<RecordedEvent> events)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(events);
        TraceRow? row = null;
        foreach (var e in events)
        {
            row = TraceRow.After(row, e);
            if (row is not null && TraceEvaluation.Of(e, row, zone) is { } told && Item(told) is var one && one.Key == item.Key) return one;
        }

        return null;
    }

    private static KpiItem Item(TraceEvaluation row) => new()
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
