using CaseFlow.Access;
using CaseFlow.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Tracing;

/// <summary>By what curves are told apart.</summary>
public enum CurveDimension
{
    /// <summary>The topic, to its second level.</summary>
    Topic,

    /// <summary>The channel.</summary>
    Channel,

    /// <summary>The branch: a city.</summary>
    City,
}

/// <summary>Which cases' scores make the curves.</summary>
/// <param name="From">The first month.</param>
/// <param name="To">The last month.</param>
/// <param name="By">What they are told apart by; null for one curve of all.</param>
public sealed record CurveQuestion(DateOnly From, DateOnly To, CurveDimension? By)
{
    /// <summary>A topic with all below it.</summary>
    public string? Topic { get; init; }
    public string? Channel { get; init; }
}

/// <summary>How a step was lived.</summary>
/// <param name="Stage">The step.</param>
/// <param name="Mean">The mean score, to two decimals.</param>
/// <param name="Cases">How many cases were scored there.</param>
public sealed record CurvePoint(BlueprintStage Stage, decimal Mean, long Cases);

/// <summary>A curve.</summary>
/// <param name="Of">The topic, channel or city; null of all.</param>
/// <param name="Points">The steps that were scored, in the order in which customers live them.</param>
/// <param name="Remembered">The highest and lowest mean before the end, and the end.</param>
public sealed record PeakEndCurve(string? Of, IReadOnlyList<CurvePoint> Points, PeakEnd Remembered);

/// <summary>Curves and what they mean.</summary>
public sealed record PeakEndAnswer(KpiDefinition Definition, string From, string To, CurveDimension? By, IReadOnlyList<PeakEndCurve> Curves);

/// <summary>How do customers live a complaint, step by step, and what will they remember?</summary>
public sealed class PeakEndCurves(ReadModels models, DefinitionBook book, ReplayDesk desk, ReportingZone zone)
{
    /// <summary>The projection's name.</summary>
    public const string Projection = "PeakEndCurves";

    /// <summary>The sums.</summary>
    internal const string Scores = "caseflow_stage_scores";

    /// <summary>More curves than this are no picture; the ones with the most scores are told.</summary>
    public const int MostCurves = 50;

    private static readonly QueryParameter[] Parameters =
    [
        KpiQuestion.Parameters[0],
        KpiQuestion.Parameters[1],
        new("by", "topic, channel or city; one curve of all when left out."),
        new("topic", "A topic with all below it."),
        new("channel", "A channel."),
        .. ReplayPoint.Parameters,
    ];

    /// <summary>The curves of now, or as they were known at a past point.</summary>
    /// <exception cref="ReplayUnavailableException">The replay is not there in time, failed, or there are too many.</exception>
    public async Task<ReadAnswer<PeakEndAnswer>> AskAsync(Asker asker, CurveQuestion question, ReplayPoint? point, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(asker);
        ArgumentNullException.ThrowIfNull(question);
        var replay = point is null ? null : await desk.ReadyAsync(Projection, "", point, after: 0, asker.Caller.Actor, cancellation);
        return await models.AskAsync(
            asker.Scope,
            Projection,
            async connection =>
            {
                var where = new Conditions();
                asker.Scope.Narrow(where);
                where.Add($"month between {where.Value(question.From)} and {where.Value(question.To)}");
                where.AddBelow("topic", question.Topic);
                where.AddEqual("channel", question.Channel);
                await using var command = where.Command(connection, $"select {Part(question.By)}, stage, sum(scored)::bigint, sum(hundredths)::bigint from {Scores} {where} group by 1, 2");
                await using var reader = await command.ExecuteReaderAsync(cancellation);
                var found = new List<(string? Of, CurvePoint Point)>();
                while (await reader.ReadAsync(cancellation))
                {
                    var (cases, sum) = (reader.GetInt64(2), reader.GetInt64(3));
                    found.Add((reader.IsDBNull(0) ? null : reader.GetString(0), new(Enum.Parse<BlueprintStage>(reader.GetString(1)), Mean(sum, cases), cases)));
                }

                return new PeakEndAnswer(
                    (await book.TellAsync(KpiCatalogue.PeakEndCurve, question.From, question.To, cancellation)).Under(rule: null, zone),
                    Iso.Month(question.From),
                    Iso.Month(question.To),
                    question.By,
                    [.. found.GroupBy(one => one.Of).OrderByDescending(group => group.Sum(one => one.Point.Cases)).ThenBy(group => group.Key, StringComparer.Ordinal).Take(MostCurves).Select(group => Curve(group.Key, group.Select(one => one.Point)))]);
            },
            cancellation,
            replay);
    }

    private static PeakEndCurve Curve(string? of, IEnumerable<CurvePoint> points)
    {
        IReadOnlyList<CurvePoint> ordered = [.. points.OrderBy(point => point.Stage)];
        return new(of, ordered, Blueprint.Remembered(ordered.ToDictionary(point => point.Stage, point => point.Mean)));
    }

    private static decimal Mean(long hundredths, long cases) => decimal.Round(hundredths / 100m / cases, 2, MidpointRounding.AwayFromZero);

    private static string Part(CurveDimension? by) => by is not { } dimension ? "null::text" : dimension switch
    {
        CurveDimension.Topic => "array_to_string((string_to_array(topic, '.'))[1:2], '.')",
        CurveDimension.Channel => "channel",
        CurveDimension.City => "case when city = '' then province else province || '.' || city end",
    };

    public static void Map(IEndpointRouteBuilder api) => api.MapQuery<PeakEndCurves, PeakEndAnswer>(
        $"/kpis/{KpiCatalogue.PeakEndCurve.Id}",
        Permission.ReadKpis,
        ("KPIs", "How customers lived the steps of the service blueprint: the mean score of each, with its peak and its end; now, or as known on a past day."),
        [Projection],
        Parameters,
        query =>
        {
            var months = KpiQuestion.Of(KpiCatalogue.PeakEndCurve, query.Month("from"), query.Month("to"), [], topicLevel: null, query.Errors, ReportingZone.Operator, query.Now);
            var question = new CurveQuestion(months.From, months.To, query.Choice<CurveDimension>("by")) { Topic = query.Text("topic"), Channel = query.Text("channel") };
            var point = ReplayPoint.Read(query);
            return async (curves, asker, cancellation) => await curves.AskAsync(asker, question, point, cancellation);
        });
}
