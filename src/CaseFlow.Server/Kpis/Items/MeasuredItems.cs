using CaseFlow.Access;
using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Kpis;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Kpis.Items;

/// <summary>What is behind a KPI of measured series: the periods of calls; or the customers of months, and the complaints of those months.</summary>
/// <param name="kpi">Which of the two.</param>
public sealed class MeasuredItems(MeasuredKpi kpi, ReadModels models, IEventStore store, ReplayDesk desk, ReportingZone zone) : IKpiItems
{
    /// <summary>How many complaints one answer looks at.</summary>
    public const int MostCases = 20_000;

    private readonly bool isCalls = kpi == MeasuredKpis.ConnectRate;

    /// <inheritdoc/>
    public KpiDefinition Definition => kpi.Definition;

    /// <inheritdoc/>
    public Permission Permission => Permission.ReadKpis;

    /// <inheritdoc/>
    public IReadOnlyList<string> Projections { get; } = kpi == MeasuredKpis.ConnectRate ? [MeasuredSeriesList.Projection] : [MeasuredSeriesList.Projection, KpiFigures.Projection];

    /// <inheritdoc/>
    public decimal? Value(decimal numerator, decimal denominator, ItemsAsked asked) => kpi.Value(numerator, denominator);

    /// <inheritdoc/>
    public async Task<ItemsRead> ReadAsync(Asker asker, ItemsAsked asked, ReplayPoint? point, string? after, int most, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(asker);
        ArgumentNullException.ThrowIfNull(asked);
        // A place within the territory has series of its own: it is asked for as a territory.
        var scope = AccessScope.TryParse(asked.Place) is { Province: not null } place && asker.Scope.Includes(place.Of(asker.Scope.Department)) ? place.Of(asker.Scope.Department) : asker.Scope;
        var at = point is null ? null : new ReplayPoint(Position: (await desk.PositionAsync(point, cancellation)).Position);
        var values = await models.AskAsync(
            scope, MeasuredSeriesList.Projection, connection => MeasuredKpiFigures.ValuesAsync(kpi, connection, scope, (asked.From, asked.To), cancellation), cancellation, await ReplayAsync(MeasuredSeriesList.Projection));
        var series = values.Data.Select(row => row.Series).Distinct().Order().ToList();
        var periods = Periods(values.Data).Select(period => Item(period, series)).ToList();
        if (isCalls) return ItemsRead.Of(values, periods, asked, after, most);
        var cases = await models.AskAsync(scope, KpiFigures.Projection, connection => CasesAsync(connection, scope, asked, after, cancellation), cancellation, await ReplayAsync(KpiFigures.Projection));
        // Complaints of a month without customers are in no total.
        var months = periods.Select(period => period.Month).ToHashSet();
        var all = periods.Concat(cases.Data.Select(Item).OfType<KpiItem>().Where(item => months.Contains(item.Month)));
        // Where not all complaints were looked at, the list goes on behind the last of them, and so do the periods.
        var end = cases.Data.Count < MostCases ? null : PlaceOf(cases.Data[^1]);
        var read = ItemsRead.Of(
            values.Position < cases.Position ? values : new(cases.Position, cases.AsOf, values.Data), all.Where(item => end is null || string.CompareOrdinal(item.Place, end) <= 0), asked, after, most);
        return end is null ? read : read with { End = read.End ?? end, Looked = cases.Data.Select(one => one.Complaint).Concat(series).ToHashSet() };

        async Task<ReplayStatus?> ReplayAsync(string projection) => at is null ? null : await desk.ReadyAsync(projection, "", at, after: 0, asker.Caller.Actor, cancellation);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RecordedEvent>> EventsAsync(KpiItem item, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(item);
        var events = new List<RecordedEvent>();
        foreach (var stream in item.Kind == KpiItemKind.Case ? item.Series.Prepend(item.Stream) : item.Series)
            events.AddRange(await store.ReadStreamAsync(stream, cancellation: cancellation));
        return [.. events.OrderBy(e => e.Position)];
    }

    /// <inheritdoc/>
    public KpiItem? Of(KpiItem item, ItemsAsked asked, IReadOnlyList<RecordedEvent> events)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(events);
        var (series, values) = (new Dictionary<Guid, MeasuredSeriesRow>(), new Dictionary<RowKey, MeasuredValueRow>());
        foreach (var e in events)
        {
            if (e.Data is MeasuredSeriesDefined defined) series[e.Stream.Value] = MeasuredSeriesRow.Of(defined, e);
            if (!series.TryGetValue(e.Stream.Value, out var row)) continue;
            foreach (var (place, value) in MeasuredValueRow.After(row, e, place => values.GetValueOrDefault(place)))
            {
                if (value is null) values.Remove(place);
                else values[place] = value;
            }
        }

        var periods = Periods([.. values.Values.Where(value => value.Month >= asked.From && value.Month <= asked.To)]).Select(period => Item(period, item.Series)).ToList();
        if (item.Kind == KpiItemKind.Period) return periods.FirstOrDefault(one => one.Key == item.Key);
        // A complaint counts as soon as its month has customers.
        return periods.Exists(period => period.Month == item.Month) ? Item(events.Aggregate((CaseMilestone?)null, (row, e) => e.Stream.Value == item.Stream ? CaseMilestone.Fold(row, e, zone) : row)) : null;
    }

    private IReadOnlyList<MeasuredPeriod> Periods(IReadOnlyList<MeasuredValueRow> values) => isCalls ? MeasuredMonths.PeriodsOfCalls(values) : MeasuredMonths.PeriodsOfCustomers(values);

    private async Task<IReadOnlyList<CaseMilestone>> CasesAsync(Npgsql.NpgsqlConnection connection, AccessScope scope, ItemsAsked asked, string? after, CancellationToken cancellation)
    {
        var where = new Conditions();
        scope.Narrow(where);
        where.Add($"registered_at >= {where.Value(zone.Begin(asked.From))} and registered_at < {where.Value(zone.Begin(asked.To.AddMonths(1)))}");
        if (after?.Split('|') is [var at, var complaint] && Iso.TryTime(at) is { } behind && Guid.TryParse(complaint, out var id)) where.Add($"(registered_at, complaint) > ({where.Value(behind)}, {where.Value(id)})");
        else if (after is not null) where.Add($"registered_at >= {where.Value(zone.Begin(Iso.TryMonth(after[..Math.Min(after.Length, 7)]) ?? throw UnfitCursorException.Malformed))}");
        return await CaseMilestone.Table.QueryAsync(
            connection, $"select {CaseMilestone.Table.ColumnList} from {CaseMilestone.Table.Name} {where} order by registered_at, complaint limit {where.Value(MostCases)}", where.Values, cancellation);
    }

    private static KpiItem Item(MeasuredPeriod period, IReadOnlyList<Guid> series) => new()
    {
        Key = $"{AccessScope.Code(period.Row.Province, period.Row.City)}|{period.Row.Period}",
        Kind = KpiItemKind.Period,
        Stream = period.Row.Series,
        Name = period.Row.Period,
        Month = Iso.Month(period.Row.Month),
        Region = AccessScope.Code(period.Row.Province, period.Row.City),
        Numerator = period.Value.Numerator ?? 0,
        Denominator = period.Value.Denominator ?? 0,
        // Before the complaints of its month, which sort by their moment.
        Place = $"{period.Row.Period} {AccessScope.Code(period.Row.Province, period.Row.City)}",
        Series = series,
    };

    private static KpiItem? Item(CaseMilestone? one) => one is not { Kind: ComplaintKind.Complaint } ? null : new()
    {
        Key = one.Complaint.ToString(),
        Kind = KpiItemKind.Case,
        Stream = one.Complaint,
        At = one.RegisteredAt,
        Month = Iso.Month(one.Month),
        Region = AccessScope.Code(one.Province, one.City),
        Topic = one.Topic,
        Numerator = 1,
        Denominator = 0,
        Place = PlaceOf(one),
    };

    private static string PlaceOf(CaseMilestone one) => $"{Iso.Time(one.RegisteredAt.ToUniversalTime())}|{one.Complaint}";
}
