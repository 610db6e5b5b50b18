using System.Text.Json.Serialization;
using CaseFlow.Access;
using CaseFlow.EventStore.Projections;
using CaseFlow.Kpis;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;
using Npgsql;

namespace CaseFlow.Server.Kpis;

/// <summary>A KPI that is made of measured series, by month.</summary>
/// <param name="Definition">The definition.</param>
/// <param name="From">The first month.</param>
/// <param name="To">The last month.</param>
/// <param name="Rows">A row for each month; one that nobody measured has no value.</param>
/// <param name="Total">The months that have a value, together.</param>
/// <param name="Chart">The control chart; null where there are too few values.</param>
public sealed record MeasuredKpiSeries(KpiDefinition Definition, string From, string To, IReadOnlyList<MeasuredKpiValue> Rows, MeasuredKpiValue Total, ControlChart? Chart)
{
    /// <summary>The versions that tell the months.</summary>
    [JsonIgnore]
    public IReadOnlyList<KpiSpan> Spans { get; init; } = [];
}

/// <summary>A value, what it is made of, and how much of the month it stands for.</summary>
public sealed record MeasuredKpiValue
{
    /// <summary>The month; null for all together.</summary>
    public string? Month { get; init; }
    public decimal? Numerator { get; init; }
    public decimal? Denominator { get; init; }

    /// <summary>Null where part or whole is missing: a gap, not a zero.</summary>
    public decimal? Value { get; init; }

    /// <summary>The least numerator that the rounding of printed rates allows; null where it was counted.</summary>
    public decimal? Low { get; init; }

    /// <summary>The most.</summary>
    public decimal? High { get; init; }

    /// <summary>How many periods were measured.</summary>
    public int Measured { get; init; }

    /// <summary>How many periods there are: the days of the month, or 1.</summary>
    public int Periods { get; init; }

    /// <summary>The version of the definition that tells it; null where several do, or none was published.</summary>
    public int? Version { get; init; }

    /// <summary>What that version says is to be reached; null for nothing.</summary>
    public KpiTarget? Target { get; init; }

    /// <summary>Whether the value reaches the target; null where there is no value or no target.</summary>
    public bool? MeetsTarget => Value is { } value ? Target?.IsMetBy(value) : null;
}

/// <summary>What do measured calls and customers come to?</summary>
public sealed class MeasuredKpiFigures(ReadModels models, DefinitionBook book, ReplayDesk desk)
{
    private static readonly KpiCube Complaints = new($"(select * from caseflow_kpi_counts where kpi = '{MeasuredKpis.ComplaintsPerTenThousand.Definition.Id}') counts", ["numerator"]);

    /// <summary>Months are told by nothing else; the topics of complaints do not matter.</summary>
    private const int TopicLevel = 1;

    /// <summary>The values of now, or as they were known at a past point.</summary>
    /// <exception cref="ReplayUnavailableException">The replay is not there in time, failed, or there are too many.</exception>
    public async Task<ReadAnswer<MeasuredKpiSeries>> AskAsync(MeasuredKpi kpi, Asker asker, KpiQuestion question, ReplayPoint? point, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(kpi);
        ArgumentNullException.ThrowIfNull(asker);
        ArgumentNullException.ThrowIfNull(question);
        // Both read models at one position, wherever the time of the question lies.
        var at = point is null ? null : new ReplayPoint(Position: (await desk.PositionAsync(point, cancellation)).Position);
        var spans = await book.SpansAsync(kpi.Definition.Id, question.From, question.To, cancellation);
        var measured = await models.AskAsync(asker.Scope, MeasuredSeriesList.Projection, connection => ValuesAsync(kpi, connection, asker.Scope, (question.From, question.To), cancellation), cancellation, await ReplayAsync(MeasuredSeriesList.Projection));
        if (kpi == MeasuredKpis.ConnectRate) return new(measured.Position, measured.AsOf, Series(kpi, question, MeasuredMonths.OfCalls(measured.Data), spans));
        var counted = await models.AskAsync(asker.Scope, KpiFigures.Projection, connection => Complaints.SumAsync(connection, asker.Scope, question, TopicLevel, TopicMoves.None, cancellation), cancellation, await ReplayAsync(KpiFigures.Projection));
        var complaints = counted.Data.ToDictionary(sum => sum.Key.Month!, sum => sum.Sums[0]);
        // What both have counted.
        var (position, asOf) = measured.Position < counted.Position ? (measured.Position, measured.AsOf) : (counted.Position, counted.AsOf);
        return new(position, asOf, Series(kpi, question, MeasuredMonths.OfCustomers(measured.Data, complaints), spans));

        async Task<ReplayStatus?> ReplayAsync(string projection) => at is null ? null : await desk.ReadyAsync(projection, "", at, after: 0, asker.Caller.Actor, cancellation);
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        foreach (var kpi in MeasuredKpis.All)
        {
            api.MapQuery<MeasuredKpiFigures, MeasuredKpiSeries>(
                $"/kpis/{kpi.Definition.Id}",
                Permission.ReadKpis,
                ("KPIs", $"{kpi.Definition.NameEn} by month, from measured series: now, or as known on a past day. A month that nobody measured has no value."),
                kpi == MeasuredKpis.ConnectRate ? [MeasuredSeriesList.Projection] : [MeasuredSeriesList.Projection, KpiFigures.Projection],
                [.. KpiQuestion.Parameters.Take(2), .. ReplayPoint.Parameters],
                query =>
                {
                    var question = KpiQuestion.Of(kpi.Definition, query.Month("from"), query.Month("to"), [], topicLevel: null, query.Errors, ReportingZone.Operator, query.Now);
                    var point = ReplayPoint.Read(query);
                    return async (figures, asker, cancellation) => await figures.AskAsync(kpi, asker, question, point, cancellation);
                });
        }
    }

    /// <summary>The values of exactly the territory; for the whole operator those of its provinces.</summary>
    internal static Task<IReadOnlyList<MeasuredValueRow>> ValuesAsync(MeasuredKpi kpi, NpgsqlConnection connection, AccessScope scope, (DateOnly From, DateOnly To) months, CancellationToken cancellation)
    {
        var where = new Conditions();
        scope.Narrow(where);
        where.AddEqual("city", scope.City ?? "");
        where.AddAny("subject", [kpi.Subject]);
        where.Add($"month between {where.Value(months.From)} and {where.Value(months.To)}");
        return MeasuredValueRow.Table.QueryAsync(connection, $"select {MeasuredValueRow.Table.ColumnList} from {MeasuredValueRow.Table.Name} {where}", where.Values, cancellation);
    }

    private static MeasuredKpiSeries Series(MeasuredKpi kpi, KpiQuestion question, IReadOnlyDictionary<DateOnly, MeasuredKpiValue> months, IReadOnlyList<KpiSpan> spans)
    {
        List<MeasuredKpiValue> rows = [.. question.Months.Select(month => Valued(months.GetValueOrDefault(month) ?? new(), KpiSpan.At(spans, month)) with { Month = Iso.Month(month) })];
        var told = rows.Where(row => row.Value is not null).ToList();
        var total = told.Count == 0 ? new() : new MeasuredKpiValue
        {
            Numerator = told.Sum(row => row.Numerator), Denominator = told.Sum(row => row.Denominator), Measured = told.Sum(row => row.Measured), Periods = rows.Sum(row => row.Periods),
        };
        return new(
            kpi.Definition.Told(spans), Iso.Month(question.From), Iso.Month(question.To), rows, Valued(total, spans.Count == 1 ? spans[0].Definition : null),
            ControlChart.Of([.. rows.Select(row => row.Value)], least: 0, kpi.Greatest))
        {
            Spans = spans,
        };

        MeasuredKpiValue Valued(MeasuredKpiValue row, KpiDefinitionPublished? told) => row with { Value = kpi.Value(row.Numerator, row.Denominator), Version = told?.Version, Target = told?.Terms.Target };
    }
}
