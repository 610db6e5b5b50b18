using CaseFlow.Access;
using CaseFlow.EventStore.Projections;
using CaseFlow.Kpis;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;
using Npgsql;

namespace CaseFlow.Server.Kpis;

/// <summary>A KPI and what it means.</summary>
/// <param name="Definition">The definition.</param>
/// <param name="From">The first month.</param>
/// <param name="To">The last month.</param>
/// <param name="TopicLevel">To which level topics are told apart.</param>
/// <param name="Rows">The values.</param>
/// <param name="Total">The value of all of them together.</param>
/// <param name="Chart">The control chart of the months; null when it is told apart by anything else, or there are too few.</param>
public sealed record KpiSeries(KpiDefinition Definition, string From, string To, int TopicLevel, IReadOnlyList<KpiValue> Rows, KpiValue Total, ControlChart? Chart);

/// <summary>One value and the counts that it comes from.</summary>
public sealed record KpiValue : KpiKey
{
    /// <summary>The value of what is counted together.</summary>
    /// <param name="kpi">The KPI.</param>
    /// <param name="of">What is counted together.</param>
    /// <param name="sums">Numerator, then denominator.</param>
    public KpiValue(CaseKpi kpi, KpiKey of, long[] sums)
        : base(of)
    {
        ArgumentNullException.ThrowIfNull(kpi);
        (Numerator, Denominator, Value) = (sums[0], sums[1], kpi.Value(sums[0], sums[1]));
        if (kpi.IsShare && ShareInterval.Of(Numerator, Denominator) is { } share) (Low, High) = (Percent(share.Low), Percent(share.High));
    }

    /// <summary>What the definition calls so.</summary>
    public long Numerator { get; }

    /// <summary>What the definition calls so: n.</summary>
    public long Denominator { get; }

    /// <summary>Null when the denominator is 0.</summary>
    public decimal? Value { get; }

    /// <summary>The lower bound of a share's 95 % interval; null for what is no share.</summary>
    public decimal? Low { get; }

    /// <summary>The upper bound.</summary>
    public decimal? High { get; }

    private static decimal Percent(decimal share) => decimal.Round(100 * share, 2, MidpointRounding.AwayFromZero);
}

/// <summary>How many cases a department sent back of those that another handed over to it.</summary>
/// <param name="AskedBy">The department that handed them over; null for the desk.</param>
/// <param name="Department">The department that was asked.</param>
/// <param name="HandedOver">How many.</param>
/// <param name="Bounced">How many of them came back.</param>
/// <param name="Rate">Per cent of them.</param>
public sealed record HandOverPair(string? AskedBy, string Department, long HandedOver, long Bounced, decimal? Rate);

/// <summary>The pairs of departments, the most bounces first.</summary>
public sealed record HandOverPairs(KpiDefinition Definition, string From, string To, IReadOnlyList<HandOverPair> Pairs);

/// <summary>How good is the handling of cases: the KPIs that add up over them?</summary>
public sealed class KpiFigures(ReadModels models, DefinitionBook book, ReplayDesk desk)
{
    /// <summary>The projection's name.</summary>
    public const string Projection = "CaseMilestones";

    private const int UsualTopicLevel = 2;

    /// <summary>The values of now, or of a replay.</summary>
    public async Task<ReadAnswer<KpiSeries>> AskAsync(CaseKpi kpi, AccessScope scope, KpiQuestion question, CancellationToken cancellation, ReplayStatus? replay = null)
    {
        ArgumentNullException.ThrowIfNull(kpi);
        ArgumentNullException.ThrowIfNull(question);
        var moves = await book.MovesAsync(question.Tree, cancellation);
        return await models.AskAsync(scope, Projection, connection => SeriesAsync(kpi, connection, scope, question, moves, cancellation), cancellation, replay);
    }

    /// <summary>All KPIs by month, from one snapshot.</summary>
    public Task<ReadAnswer<IReadOnlyList<KpiSeries>>> AllAsync(AccessScope scope, KpiQuestion question, CancellationToken cancellation) =>
        models.AskAsync<IReadOnlyList<KpiSeries>>(
            scope,
            Projection,
            async connection =>
            {
                var all = new List<KpiSeries>();
                foreach (var kpi in CaseKpis.All)
                    all.Add(await SeriesAsync(kpi, connection, scope, question, TopicMoves.None, cancellation));
                return all;
            },
            cancellation);

    /// <summary>The values as they were known at a past point.</summary>
    /// <exception cref="ReplayUnavailableException">The replay is not there in time, failed, or there are too many.</exception>
    public async Task<ReadAnswer<KpiSeries>?> AsOfAsync(CaseKpi kpi, Asker asker, KpiQuestion question, ReplayPoint? point, long after, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(asker);
        var replay = point is null ? null : await desk.ReadyAsync(Projection, "", point, after, asker.Caller.Actor, cancellation);
        return await AskAsync(kpi, asker.Scope, question, cancellation, replay);
    }

    /// <summary>Hand-overs by pairs of departments, in the months of the cases.</summary>
    public Task<ReadAnswer<HandOverPairs>> PairsAsync(AccessScope scope, KpiQuestion question, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(question);
        return models.AskAsync(
            scope,
            Projection,
            async connection =>
            {
                var where = new Conditions();
                scope.Narrow(where);
                where.Add($"month between {where.Value(question.From)} and {where.Value(question.To)}");
                var sql = $"""
                    select nullif(asked_by, ''), department, sum(handed_over)::bigint, sum(bounced)::bigint
                    from caseflow_hand_over_counts {where} group by 1, 2 order by 4 desc, 3 desc, 1 nulls first, 2
                    """;
                var pairs = new List<HandOverPair>();
                await using var command = where.Command(connection, sql);
                await using var reader = await command.ExecuteReaderAsync(cancellation);
                while (await reader.ReadAsync(cancellation))
                {
                    var (handed, bounced) = (reader.GetInt64(2), reader.GetInt64(3));
                    pairs.Add(new(reader.IsDBNull(0) ? null : reader.GetString(0), reader.GetString(1), handed, bounced, CaseKpis.HandOverBounces.Value(bounced, handed)));
                }

                return new HandOverPairs(CaseKpis.HandOverBounces.Definition, Iso.Month(question.From), Iso.Month(question.To), pairs);
            },
            cancellation);
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        foreach (var kpi in CaseKpis.All)
        {
            api.MapQuery<KpiFigures, KpiSeries>(
                $"/kpis/{kpi.Definition.Id}",
                Permission.ReadKpis,
                ("KPIs", $"{kpi.Definition.NameEn} by month, region, topic and source: now, or as known on a past day."),
                [Projection],
                [.. KpiQuestion.Parameters, .. ReplayPoint.Parameters],
                query =>
                {
                    var question = KpiQuestion.Read(query, kpi.Definition, ReportingZone.Operator);
                    var (point, after) = (ReplayPoint.Read(query), query.Number("after", 0, long.MaxValue) ?? 0);
                    return (figures, asker, cancellation) => figures.AsOfAsync(kpi, asker, question, point, after, cancellation);
                });
        }

        api.MapQuery<KpiFigures, HandOverPairs>(
            $"/kpis/{CaseKpis.HandOverBounces.Definition.Id}/pairs",
            Permission.ReadKpis,
            ("KPIs", "Hand-overs and bounces by the department that handed over and the one that was asked."),
            [Projection],
            [.. KpiQuestion.Parameters.Take(2)],
            query =>
            {
                var question = KpiQuestion.Of(CaseKpis.HandOverBounces.Definition, query.Month("from"), query.Month("to"), [], topicLevel: null, query.Errors, ReportingZone.Operator, query.Now);
                return async (figures, asker, cancellation) => await figures.PairsAsync(asker.Scope, question, cancellation);
            });
    }

    private static async Task<KpiSeries> SeriesAsync(CaseKpi kpi, NpgsqlConnection connection, AccessScope scope, KpiQuestion question, TopicMoves moves, CancellationToken cancellation)
    {
        var cube = new KpiCube($"(select * from caseflow_kpi_counts where kpi = '{kpi.Definition.Id}') counts", ["numerator", "denominator"]);
        var level = question.TopicLevel ?? UsualTopicLevel;
        var sums = await cube.SumAsync(connection, scope, question, level, moves, cancellation);
        List<KpiValue> rows = [.. sums.Select(sum => new KpiValue(kpi, sum.Key, sum.Sums))];
        return new(
            moves.Say(kpi.Definition),
            Iso.Month(question.From),
            Iso.Month(question.To),
            level,
            rows,
            new(kpi, KpiKey.Total, cube.Total(sums.Select(sum => sum.Sums))),
            question.By is [KpiDimension.Month] ? ControlChart.Of([.. rows.Select(row => row.Value)], least: 0, kpi.Greatest) : null);
    }
}
