using System.Text.Json.Serialization;
using CaseFlow.Kpis;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Kpis;

/// <summary>A KPI that another slice counts, by month.</summary>
/// <param name="Definition">The definition.</param>
/// <param name="From">The first month.</param>
/// <param name="To">The last month.</param>
/// <param name="Rows">A row for each month.</param>
/// <param name="Total">The months together.</param>
/// <param name="Chart">The control chart; null where there are too few values.</param>
public sealed record TalliedSeries(KpiDefinition Definition, string From, string To, IReadOnlyList<TalliedValue> Rows, TalliedValue Total, ControlChart? Chart)
{
    /// <summary>The versions that tell the months.</summary>
    [JsonIgnore]
    public IReadOnlyList<KpiSpan> Spans { get; init; } = [];
}

/// <summary>A value and the counts that it comes from.</summary>
public sealed record TalliedValue
{
    /// <summary>The month; null for all together.</summary>
    public string? Month { get; init; }
    public required long Numerator { get; init; }
    public required long Denominator { get; init; }

    /// <summary>Per cent, or a mean; null where the denominator is 0.</summary>
    public decimal? Value { get; init; }

    /// <summary>Where the 95 % interval of a share begins, in per cent.</summary>
    public decimal? Low { get; init; }

    /// <summary>Where it ends.</summary>
    public decimal? High { get; init; }

    /// <summary>What is told beside it, by name.</summary>
    public required IReadOnlyDictionary<string, long> Beside { get; init; }

    /// <summary>The version of the definition that tells it; null where several do, or none was published.</summary>
    public int? Version { get; init; }

    /// <summary>What that version says is to be reached; null for nothing.</summary>
    public KpiTarget? Target { get; init; }

    /// <summary>Whether the value reaches the target; null where there is no value or no target.</summary>
    public bool? MeetsTarget => Value is { } value ? Target?.IsMetBy(value) : null;
}

/// <summary>How do the KPIs stand that other slices count, now or as of a past day?</summary>
public sealed class TalliedFigures(ReadModels models, DefinitionBook book, ReplayDesk desk)
{
    private const int TopicLevel = 2;

    /// <summary>The values of now, or as they were known at a past point.</summary>
    /// <exception cref="ReplayUnavailableException">The replay is not there in time, failed, or there are too many.</exception>
    public async Task<ReadAnswer<TalliedSeries>> AskAsync(TalliedKpi kpi, Asker asker, KpiQuestion question, ReplayPoint? point, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(kpi);
        ArgumentNullException.ThrowIfNull(asker);
        ArgumentNullException.ThrowIfNull(question);
        var spans = await book.SpansAsync(kpi.Definition.Id, question.From, question.To, cancellation);
        var replay = point is null ? null : await desk.ReadyAsync(kpi.Projection, "", point, after: 0, asker.Caller.Actor, cancellation);
        var cube = CubeOf(kpi);
        // Departments see what they see of the territory; the table says who that is.
        var answer = await models.AskAsync(
            asker.Scope, kpi.Projection, connection => cube.SumAsync(connection, asker.Scope.Of(department: null), question with { By = [KpiDimension.Month] }, TopicLevel, TopicMoves.None, cancellation), cancellation, replay);
        List<TalliedValue> rows = [.. answer.Data.Select(sum => Valued(kpi, sum.Key.Month, sum.Sums, KpiSpan.At(spans, Iso.TryMonth(sum.Key.Month!)!.Value)))];
        return new(answer.Position, answer.AsOf, new(
            kpi.Definition.Told(spans), Iso.Month(question.From), Iso.Month(question.To), rows,
            Valued(kpi, month: null, cube.Total(answer.Data.Select(sum => sum.Sums)), spans.Count == 1 ? spans[0].Definition : null),
            ControlChart.Of([.. rows.Select(row => row.Value)], least: 0, kpi.IsShare ? 100 : null))
        {
            Spans = spans,
        });
    }

    /// <summary>The values of all months together, told apart by what the question says, the largest first.</summary>
    /// <exception cref="ReplayUnavailableException">The replay is not there in time, failed, or there are too many.</exception>
    public async Task<ReadAnswer<IReadOnlyList<(KpiKey Of, TalliedValue Value)>>> BrokenAsync(TalliedKpi kpi, Asker asker, KpiQuestion question, ReplayPoint? point, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(kpi);
        ArgumentNullException.ThrowIfNull(asker);
        ArgumentNullException.ThrowIfNull(question);
        var spans = await book.SpansAsync(kpi.Definition.Id, question.From, question.To, cancellation);
        var replay = point is null ? null : await desk.ReadyAsync(kpi.Projection, "", point, after: 0, asker.Caller.Actor, cancellation);
        var answer = await models.AskAsync(
            asker.Scope, kpi.Projection, connection => CubeOf(kpi).SumAsync(connection, asker.Scope.Of(department: null), question, question.TopicLevel ?? TopicLevel, TopicMoves.None, cancellation), cancellation, replay);
        return new(answer.Position, answer.AsOf, [.. answer.Data.Select(sum => (sum.Key, Valued(kpi, month: null, sum.Sums, spans.Count == 1 ? spans[0].Definition : null))).OrderByDescending(one => one.Item2.Denominator)]);
    }

    private static KpiCube CubeOf(TalliedKpi kpi) => new(kpi.Counts, [kpi.Numerator, kpi.Denominator, .. kpi.Beside]);

    private static TalliedValue Valued(TalliedKpi kpi, string? month, long[] sums, KpiDefinitionPublished? told)
    {
        var interval = kpi.IsShare ? ShareInterval.Of(sums[0], sums[1]) : null;
        return new()
        {
            Month = month,
            Numerator = sums[0],
            Denominator = sums[1],
            Value = kpi.Value(sums[0], sums[1]),
            Low = PerCent(interval?.Low),
            High = PerCent(interval?.High),
            Beside = kpi.Beside.Select((name, i) => (name, Sum: sums[i + 2])).ToDictionary(one => one.name, one => one.Sum),
            Version = told?.Version,
            Target = told?.Terms.Target,
        };
    }

    private static decimal? PerCent(decimal? share) => share is { } part ? decimal.Round(part * 100, 2, MidpointRounding.AwayFromZero) : null;

    public static void Map(IEndpointRouteBuilder api)
    {
        foreach (var kpi in TalliedKpis.All)
        {
            api.MapQuery<TalliedFigures, TalliedSeries>(
                $"/kpis/{kpi.Definition.Id}/months",
                kpi.Permission,
                ("KPIs", $"{kpi.Definition.NameEn} by month, with its interval and control chart: now, or as known on a past day."),
                [kpi.Projection],
                [.. KpiQuestion.Parameters.Take(2), .. ReplayPoint.Parameters],
                query =>
                {
                    var question = KpiQuestion.Of(kpi.Definition, query.Month("from"), query.Month("to"), [], topicLevel: null, query.Errors, ReportingZone.Operator, query.Now);
                    var point = ReplayPoint.Read(query);
                    return async (figures, asker, cancellation) => await figures.AskAsync(kpi, asker, question, point, cancellation);
                });
        }
    }
}
