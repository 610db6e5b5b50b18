using CaseFlow.Access;
using CaseFlow.Complaints;
using CaseFlow.Kpis;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Kpis;

/// <summary>Which part of a number cases are asked for.</summary>
public enum KpiPart { Numerator, Denominator }

/// <summary>A case behind a number.</summary>
/// <param name="Id">The case; its timeline has the facts.</param>
/// <param name="OccurredAt">When the customer complained.</param>
/// <param name="Month">The month in which it counts.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Topic">Its topic.</param>
/// <param name="Region">Its region.</param>
/// <param name="Source">Its source.</param>
/// <param name="Numerator">What it counts for in the numerator.</param>
/// <param name="Denominator">What it counts for in the denominator.</param>
public sealed record KpiCase(Guid Id, DateTimeOffset OccurredAt, string Month, ComplaintKind Kind, string Topic, string Region, string Source, long Numerator, long Denominator);

/// <summary>Which cases of a number are asked for.</summary>
/// <param name="From">The first month.</param>
/// <param name="To">The last month.</param>
/// <param name="Part">Which part of the number.</param>
public sealed record KpiCaseFilter(DateOnly From, DateOnly To, KpiPart Part)
{
    /// <summary>A topic with all below it.</summary>
    public string? Topic { get; init; }
    public string? Source { get; init; }

    /// <summary>A province, or a city with its province, within the territory.</summary>
    public string? Place { get; init; }

    /// <summary>Under which tree a topic is looked for.</summary>
    public TopicTree Tree { get; init; }

    /// <summary>Under which version of the definition all of them count; null for the one that is valid for each month.</summary>
    public int? Definition { get; init; }
}

/// <summary>Which cases make up a number?</summary>
public sealed class KpiCases(ReadModels models, DefinitionBook book, ReplayDesk desk, KpiFigures figures, ReportingZone zone)
{
    private static readonly ListOrder<CaseMilestone> InOrder = new(CaseMilestone.Table, "registered_at", "complaint", Ascending: true, one => Iso.Time(one.RegisteredAt), one => one.Complaint);

    /// <summary>A page of the cases, in the order in which they were made: of now, or as they were known at a past point.</summary>
    /// <exception cref="UnfitCursorException">The cursor is of another list.</exception>
    /// <exception cref="ReplayUnavailableException">The replay is not there in time, failed, or there are too many.</exception>
    public async Task<ReadAnswer<Page<KpiCase>>> AskAsync(CaseKpi kpi, Asker asker, KpiCaseFilter filter, PageRequest page, ReplayPoint? point, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(kpi);
        ArgumentNullException.ThrowIfNull(asker);
        ArgumentNullException.ThrowIfNull(filter);
        var moves = await book.MovesAsync(filter.Tree, cancellation);
        var replay = filter.Definition is { } version ? await figures.ReplayAsync(kpi, version, point, after: 0, asker.Caller.Actor, cancellation)
            : point is null ? null : await desk.ReadyAsync(KpiFigures.Projection, "", point, after: 0, asker.Caller.Actor, cancellation);
        return await models.AskAsync(
            asker.Scope,
            KpiFigures.Projection,
            async connection =>
            {
                var spans = await KpiDefinitionRow.SpansAsync(connection, kpi, (filter.From, filter.To), KpiReplay.Read(replay?.Definition), cancellation);
                var rows = await InOrder.PageAsync(
                    connection, InOrder.Along(where => Lead(where, asker.Scope, filter)), where => Narrow(where, kpi, filter, moves, spans), page,
                    Cursor.DigestOf("kpi-cases", kpi.Definition.Id, asker.Scope.ToString(), filter, $"{replay?.Id} {moves.ListVersion} {kpi.Told(spans).Version}"), cancellation);
                var total = await InOrder.CountAsync(connection, where => Lead(where, asker.Scope, filter), where => Narrow(where, kpi, filter, moves, spans), cancellation);
                return new Page<KpiCase>([.. rows.Rows.Select(row => Shown(kpi, row, KpiSpan.At(spans, row.Month)?.Terms.Cases ?? kpi.Usual))], total.Count, total.IsAtLeast, rows.Next);
            },
            cancellation,
            replay);
    }

    /// <summary>The territory and the months as moments, because indexes know cases by the moment.</summary>
    private void Lead(Conditions where, AccessScope scope, KpiCaseFilter filter)
    {
        scope.Narrow(where);
        if (filter.Place is { } place && AccessScope.TryParse(place) is { } within) within.Narrow(where);
        where.Add($"registered_at >= {where.Value(zone.Begin(filter.From))} and registered_at < {where.Value(zone.Begin(filter.To.AddMonths(1)))}");
    }

    private static void Narrow(Conditions where, CaseKpi kpi, KpiCaseFilter filter, TopicMoves moves, IReadOnlyList<KpiSpan> spans)
    {
        where.Add(spans.Count < 2
            ? Counted(where, kpi, filter.Part, spans.Count == 0 ? kpi.Usual : spans[0].Definition.Terms.Cases ?? kpi.Usual)
            : $"({string.Join(" or ", spans.Select((span, i) => $"({Months(where, i == 0 ? null : span.From, i + 1 < spans.Count ? spans[i + 1].From : null)}{Counted(where, kpi, filter.Part, span.Definition.Terms.Cases ?? kpi.Usual)})"))})");
        moves.Narrow(where, filter.Topic);
        where.AddEqual("source", filter.Source);
    }

    /// <summary>The months that a version tells, of those that are asked for.</summary>
    private static string Months(Conditions where, DateOnly? from, DateOnly? until) =>
        (from is { } first ? $"month >= {where.Value(first)} and " : "") + (until is { } end ? $"month < {where.Value(end)} and " : "");

    /// <summary>The cases that count, and count for something.</summary>
    private static string Counted(Conditions where, CaseKpi kpi, KpiPart part, CountedCases cases)
    {
        var counted = new List<string> { part == KpiPart.Numerator ? kpi.Cases(cases).Numerator : kpi.Cases(cases).Denominator };
        if (Enum.GetValues<ComplaintKind>().Except(cases.Kinds).Any()) counted.Add($"kind = any({where.Value(cases.Kinds.Select(kind => kind.ToString()).ToArray())})");
        if (!cases.Withdrawn) counted.Add("not withdrawn");
        if (!cases.Merged) counted.Add("not merged");
        return string.Join(" and ", counted);
    }

    private static KpiCase Shown(CaseKpi kpi, CaseMilestone one, CountedCases cases)
    {
        var (numerator, denominator) = kpi.Counts(one, cases);
        return new(one.Complaint, one.RegisteredAt, Iso.Month(one.Month), one.Kind, one.Topic, AccessScope.Code(one.Province, one.City), one.Source, numerator, denominator);
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        foreach (var kpi in ListedKpis.All)
        {
            api.MapQuery<KpiCases, Page<KpiCase>>(
                $"/kpis/{kpi.Definition.Id}/cases",
                Permission.ReadKpis,
                ("KPIs", $"{kpi.Definition.NameEn}: the cases behind a number, now or as known on a past day, each with what it counts for."),
                [KpiFigures.Projection],
                [
                    new("from", "The first month, for example 2011-03.", Required: true),
                    new("to", "The last month; the first one when left out."),
                    new("part", "Numerator or Denominator; the numerator's cases when left out."),
                    new("place", "A province (cn-js) or a city (cn-js.nanjing) within the territory."),
                    new("topic", "A topic with all below it."),
                    new("source", "The source's code."),
                    KpiQuestion.TreeParameter,
                    .. CaseKpis.All.Contains(kpi) ? [KpiFigures.DefinitionParameter] : Array.Empty<QueryParameter>(),
                    .. ReplayPoint.Parameters,
                    .. QueryParameter.OfLists,
                ],
                query =>
                {
                    var from = query.Errors.Value("from", query.Month("from"));
                    var filter = new KpiCaseFilter(from, query.Month("to") ?? from, query.Choice<KpiPart>("part") ?? KpiPart.Numerator) { Topic = query.Text("topic"), Source = query.Text("source"), Place = query.Text("place"), Tree = KpiQuestion.ReadTree(query), Definition = CaseKpis.All.Contains(kpi) ? KpiFigures.ReadVersion(query) : null };
                    if (filter.From > filter.To) query.Errors.Add("from", FieldCodes.Reversed, "from is not later than to.");
                    if (filter.Place is not null && AccessScope.TryParse(filter.Place) is not { Province: not null }) query.Errors.Add("place", FieldCodes.Malformed, "place is a province (cn-js) or a city (cn-js.nanjing).");
                    var (page, point) = (query.Page(), ReplayPoint.Read(query));
                    return async (cases, asker, cancellation) => await cases.AskAsync(kpi, asker, filter, page, point, cancellation);
                });
        }
    }
}
