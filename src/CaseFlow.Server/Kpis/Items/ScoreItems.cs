using System.Globalization;
using CaseFlow.Access;
using CaseFlow.EventStore;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Tracing;

namespace CaseFlow.Server.Kpis.Items;

/// <summary>The scores behind the peak-end curve: of each case, the latest of each step.</summary>
public sealed class ScoreItems(ReadModels models, IEventStore store, ReplayDesk desk, ReportingZone zone) : IKpiItems
{
    /// <summary>How many cases one answer looks at.</summary>
    public const int MostCases = 20_000;

    /// <inheritdoc/>
    public KpiDefinition Definition => KpiCatalogue.PeakEndCurve;

    /// <inheritdoc/>
    public Permission Permission => Permission.ReadKpis;

    /// <inheritdoc/>
    public IReadOnlyList<string> Projections { get; } = [PeakEndCurves.Projection];

    /// <summary>The mean of a step; of several steps together there is none.</summary>
    public decimal? Value(decimal numerator, decimal denominator, ItemsAsked asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        return asked.Name is null ? null : KpiKey.Quotient(numerator, denominator, 1);
    }

    /// <inheritdoc/>
    public async Task<ItemsRead> ReadAsync(Asker asker, ItemsAsked asked, ReplayPoint? point, string? after, int most, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(asker);
        ArgumentNullException.ThrowIfNull(asked);
        var replay = point is null ? null : await desk.ReadyAsync(PeakEndCurves.Projection, "", point, after: 0, asker.Caller.Actor, cancellation);
        var where = new Conditions();
        asked.Narrow(where, asker.Scope);
        // Only cases with scores are in the index.
        where.Add($"scores <> '{{}}' and month between {where.Value(asked.From)} and {where.Value(asked.To)}");
        if (after?.Split('|') is [var month, var complaint, ..] && Iso.TryMonth(month) is { } first && Guid.TryParse(complaint, out var id))
            where.Add($"(month, complaint) >= ({where.Value(first)}, {where.Value(id)})");
        else if (after is not null) throw UnfitCursorException.Malformed;
        var rows = await models.AskAsync(
            asker.Scope, PeakEndCurves.Projection,
            connection => ScoredCase.Table.QueryAsync(connection, $"select {ScoredCase.Table.ColumnList} from {ScoredCase.Table.Name} {where} order by month, complaint limit {where.Value(MostCases)}", where.Values, cancellation), cancellation, replay);
        var read = ItemsRead.Of(rows, rows.Data.SelectMany(Items), asked, after, most);
        return rows.Data.Count < MostCases ? read
            : read with { End = read.End ?? $"{Iso.Month(rows.Data[^1].Month)}|{rows.Data[^1].Complaint}|~", Looked = rows.Data.Select(row => row.Complaint).ToHashSet() };
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
        var row = events.Aggregate((ScoredCase?)null, (row, e) => ScoredCase.Fold(row, e, zone));
        return row is null ? null : Items(row).FirstOrDefault(one => one.Key == item.Key);
    }

    private static IEnumerable<KpiItem> Items(ScoredCase row) => row.Scores.Select(score => score.Split('|')).Select(score => new KpiItem
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
