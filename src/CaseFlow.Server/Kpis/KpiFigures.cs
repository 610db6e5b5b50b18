using CaseFlow.Access;
using CaseFlow.EventStore.Projections;
using CaseFlow.Kpis;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;
using Npgsql;

namespace CaseFlow.Server.Kpis;

/// <summary>How many cases a department sent back of those that another handed over to it.</summary>
/// <param name="AskedBy">The department that handed them over; null for the desk.</param>
/// <param name="Department">The department that was asked.</param>
/// <param name="HandedOver">How many.</param>
/// <param name="Bounced">How many of them came back.</param>
/// <param name="Rate">Per cent of them.</param>
public sealed record HandOverPair(string? AskedBy, string Department, long HandedOver, long Bounced, decimal? Rate);

/// <summary>The pairs of departments, the most bounces first. They add up to the KPI: hand-overs of the cases that count under the version that tells their month.</summary>
public sealed record HandOverPairs(KpiDefinition Definition, string From, string To, IReadOnlyList<HandOverPair> Pairs);

/// <summary>How good is the handling of cases: the KPIs that add up over them?</summary>
public sealed class KpiFigures(ReadModels models, DefinitionBook book, ReplayDesk desk)
{
    /// <summary>The projection's name.</summary>
    public const string Projection = "CaseMilestones";

    private const int UsualTopicLevel = 2;

    /// <summary>Under which version of the definition, as a route takes it.</summary>
    public static QueryParameter DefinitionParameter { get; } = new("definition", "The number of a version of the KPI's definition, under which all months are then told; each under the one that is valid for it when left out.");

    /// <summary>The version that a route is asked for; null for the one that is valid for each month.</summary>
    public static int? ReadVersion(QueryReader query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return (int?)query.Number("definition", 1, int.MaxValue);
    }

    /// <summary>The values of now, or of a replay.</summary>
    public async Task<ReadAnswer<KpiSeries>> AskAsync(CaseKpi kpi, AccessScope scope, KpiQuestion question, CancellationToken cancellation, ReplayStatus? replay = null)
    {
        ArgumentNullException.ThrowIfNull(kpi);
        ArgumentNullException.ThrowIfNull(question);
        var moves = await book.MovesAsync(question.Tree, cancellation);
        var told = KpiReplay.Read(replay?.Definition);
        return await models.AskAsync(scope, Projection, connection => SeriesAsync(kpi, connection, scope, question, moves, told, cancellation), cancellation, replay);
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
                    all.Add(await SeriesAsync(kpi, connection, scope, question, TopicMoves.None, new(null), cancellation));
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

    /// <summary>The values under one version of the definition, whichever tells the months, with the values in force beside them.</summary>
    /// <exception cref="ReplayUnavailableException">There is no such version; the replay is not there in time, failed, or there are too many.</exception>
    public async Task<ReadAnswer<KpiSeries>?> UnderAsync(CaseKpi kpi, Asker asker, KpiQuestion question, int version, ReplayPoint? point, long after, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(kpi);
        ArgumentNullException.ThrowIfNull(asker);
        var replay = await ReplayAsync(kpi, version, point, after, asker.Caller.Actor, cancellation);
        var under = await AskAsync(kpi, asker.Scope, question, cancellation, replay);
        var inForce = await AsOfAsync(kpi, asker, question, point, after, cancellation);
        return inForce is null ? under : new(under.Position, under.AsOf, under.Data with { Against = KpiAgainst.Of(kpi, under.Data, inForce) });
    }

    /// <summary>A replay in which one version tells all months.</summary>
    /// <exception cref="ReplayUnavailableException">There is no such version; the replay is not there in time, failed, or there are too many.</exception>
    public async Task<ReplayStatus?> ReplayAsync(CaseKpi kpi, int version, ReplayPoint? point, long after, string actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(kpi);
        var published = (await book.KpisAsync(cancellation)).Find(kpi.Definition.Id, version)
            ?? throw new ReplayUnavailableException(ProblemCodes.InvalidRequest, FormattableString.Invariant($"definition: {kpi.Definition.Id} has no version {version}.")) { Field = "definition" };
        return await desk.ReadyAsync(Projection, new KpiReplay(published).Text, point ?? ReplayPoint.Now, after, actor, cancellation);
    }

    /// <summary>Hand-overs by pairs of departments, in the months of the cases: of now or as known at a past point, each month under the version that is valid for it or all under one.</summary>
    /// <exception cref="ReplayUnavailableException">There is no such version; the replay is not there in time, failed, or there are too many.</exception>
    public async Task<ReadAnswer<HandOverPairs>> PairsAsync(Asker asker, KpiQuestion question, int? version, ReplayPoint? point, long after, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(asker);
        ArgumentNullException.ThrowIfNull(question);
        var scope = asker.Scope;
        var replay = version is { } number ? await ReplayAsync(CaseKpis.HandOverBounces, number, point, after, asker.Caller.Actor, cancellation)
            : point is null ? null : await desk.ReadyAsync(Projection, "", point, after, asker.Caller.Actor, cancellation);
        return await models.AskAsync(
            scope,
            Projection,
            async connection =>
            {
                var spans = await KpiDefinitionRow.SpansAsync(connection, CaseKpis.HandOverBounces, (question.From, question.To), KpiReplay.Read(replay?.Definition), cancellation);
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

                return new HandOverPairs(CaseKpis.HandOverBounces.Told(spans), Iso.Month(question.From), Iso.Month(question.To), pairs);
            },
            cancellation,
            replay);
    }

    /// <summary>The last month before another one in which customers complained; null when there is none.</summary>
    public async Task<DateOnly?> LastBeforeAsync(AccessScope scope, DateOnly month, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return (await models.AskAsync(scope, Projection, async connection =>
        {
            var where = new Conditions();
            scope.Narrow(where);
            where.Add($"kpi = '{CaseKpis.EscalationRate.Definition.Id}' and month < {where.Value(month)}");
            await using var command = where.Command(connection, $"select month from caseflow_kpi_counts {where} order by kpi desc, month desc limit 1");
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            return await reader.ReadAsync(cancellation) ? await reader.GetFieldValueAsync<DateOnly>(0, cancellation) : (DateOnly?)null;
        }, cancellation)).Data;
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
                [.. KpiQuestion.Parameters, DefinitionParameter, .. ReplayPoint.Parameters],
                query =>
                {
                    var question = KpiQuestion.Read(query, kpi.Definition, ReportingZone.Operator);
                    var (point, after) = (ReplayPoint.Read(query), query.Number("after", 0, long.MaxValue) ?? 0);
                    return ReadVersion(query) is { } version
                        ? (figures, asker, cancellation) => figures.UnderAsync(kpi, asker, question, version, point, after, cancellation)
                        : (figures, asker, cancellation) => figures.AsOfAsync(kpi, asker, question, point, after, cancellation);
                });
        }

        api.MapQuery<KpiFigures, HandOverPairs>(
            $"/kpis/{CaseKpis.HandOverBounces.Definition.Id}/pairs",
            Permission.ReadKpis,
            ("KPIs", "Hand-overs and bounces by the department that handed over and the one that was asked: of the cases that the KPI counts, now or as known on a past day."),
            [Projection],
            [.. KpiQuestion.Parameters.Take(2), DefinitionParameter, .. ReplayPoint.Parameters],
            query =>
            {
                var question = KpiQuestion.Of(CaseKpis.HandOverBounces.Definition, query.Month("from"), query.Month("to"), [], topicLevel: null, query.Errors, ReportingZone.Operator, query.Now);
                var (version, point, after) = (ReadVersion(query), ReplayPoint.Read(query), query.Number("after", 0, long.MaxValue) ?? 0);
                return async (figures, asker, cancellation) => await figures.PairsAsync(asker, question, version, point, after, cancellation);
            });
    }

    private static async Task<KpiSeries> SeriesAsync(
        CaseKpi kpi, NpgsqlConnection connection, AccessScope scope, KpiQuestion question, TopicMoves moves, KpiReplay replay, CancellationToken cancellation)
    {
        var cube = new KpiCube($"(select * from caseflow_kpi_counts where kpi = '{kpi.Definition.Id}') counts", ["numerator", "denominator"]);
        var level = question.TopicLevel ?? UsualTopicLevel;
        var sums = await cube.SumAsync(connection, scope, question, level, moves, cancellation);
        var spans = await KpiDefinitionRow.SpansAsync(connection, kpi, (question.From, question.To), replay, cancellation);
        List<KpiValue> rows = [.. sums.Select(sum => KpiValue.Of(kpi, sum.Key, sum.Sums, spans))];
        return new(
            moves.Say(kpi.Told(spans)),
            Iso.Month(question.From),
            Iso.Month(question.To),
            level,
            rows,
            KpiValue.Of(kpi, KpiKey.Total, cube.Total(sums.Select(sum => sum.Sums)), spans),
            question.By is [KpiDimension.Month] ? ControlChart.Of([.. rows.Select(row => row.Value)], least: 0, kpi.Greatest) : null)
        {
            Spans = spans,
        };
    }
}
