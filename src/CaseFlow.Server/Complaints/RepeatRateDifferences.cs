using CaseFlow.Access;
using System.Text.Json;
using System.Text.Json.Serialization;
using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Complaints;

/// <summary>What changed in the repeat-complaint rates since then, or under another rule, and which events did it?</summary>
public sealed class RepeatRateDifferences(ReadModels models, RepeatComplaintRates rates, ReplayDesk desk)
{
    /// <summary>The events that the rates follow from, beside the rules.</summary>
    private static readonly string[] Facts = [.. new[] { typeof(ComplaintRegistered), typeof(ComplaintReclassified), typeof(RepeatLinkRejected) }.Select(EventTypes.NameOf)];

    private static readonly JsonSerializerOptions Rows = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Converters = { new JsonStringEnumConverter() } };

    /// <summary>The difference; null when one of the replays is not there.</summary>
    /// <param name="scope">The territory.</param>
    /// <param name="question">Which months, told apart by what.</param>
    /// <param name="replay">The replay.</param>
    /// <param name="against">The replay that it is compared with; the live rates when null.</param>
    /// <param name="page">Which page of the cases.</param>
    /// <param name="cancellation">Cancels the question.</param>
    /// <exception cref="ReplayUnavailableException">A replay is not ready in time, or failed.</exception>
    /// <exception cref="UnfitCursorException">The cursor is of another list.</exception>
    public async Task<ReadAnswer<RepeatRateDifference>?> AskAsync(AccessScope scope, KpiQuestion question, Guid replay, Guid? against, PageRequest page, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(page);
        var digest = Cursor.DigestOf("repeat-rate-difference", $"{scope}", $"{replay}", $"{against}", Iso.Month(question.From), Iso.Month(question.To), $"{question.Tree}");
        var behind = Cursor.Read(page.Cursor, digest, parts: 1)?[0];
        if (await FindAsync(replay, cancellation) is not { } here) return null;
        var there = against is { } id ? await FindAsync(id, cancellation) : null;
        if (against is not null && there is null) return null;
        return await models.CompareAsync(scope, RepeatComplaintRates.Projection, here, there, async snapshot =>
        {
            var sides = new List<(RatesSide Side, RepeatRates Rates)>();
            foreach (var side in snapshot.Sides)
            {
                var told = (await snapshot.AskAsync(side, connection => rates.RatesAsync(connection, scope, question, RepeatReplay.Read(side.Replay?.Definition ?? ""), cancellation), cancellation)).Data;
                sides.Add((RatesSide.Of(side, told), told));
            }

            var stretch = new EventStretch(sides.Min(one => one.Side.Position), sides.Max(one => one.Side.Position));
            var differing = RateDifference.Between(sides[0].Rates, sides[1].Rates);
            var rules = await RulesAsync(snapshot, stretch, cancellation);
            var cases = await CasesAsync(snapshot, scope, question, stretch, page.Limit, behind, cancellation);
            IReadOnlyList<(RowDifference Row, RepeatCase? Replay, RepeatCase? Against)> pairs = [.. cases.Rows.Select(row => (row, Case(row.Replay)?.Under(question.Tree), Case(row.Against)?.Under(question.Tree)))];
            var earlier = pairs.SelectMany(pair => new[] { pair.Replay?.RepeatOf, pair.Against?.RepeatOf }).ToList();
            var visible = new HashSet<Guid>();
            foreach (var side in snapshot.Sides)
                visible.UnionWith(await OtherCases.VisibleAsync(snapshot.Connection, scope, RepeatCase.Table, earlier, cancellation, side.Schema));
            var difference = new RepeatRateDifference(
                sides[0].Side,
                sides[1].Side,
                Iso.Month(question.From),
                Iso.Month(question.To),
                new(KpiKey.Total, sides[0].Rates.Total, sides[1].Rates.Total),
                [.. differing.Take(RepeatRateDifference.MostRates)],
                differing.Count,
                rules.Events,
                rules.EventsTotal,
                new([.. pairs.Select(pair => Shown(pair.Row, Judged(pair.Replay, visible), Judged(pair.Against, visible)))], cases.Total, TotalIsAtLeast: false, cases.Next is null ? null : Cursor.Behind(digest, cases.Next)));
            return new ReadAnswer<RepeatRateDifference>(snapshot.Sides[0].Position, snapshot.Sides[0].AsOf, difference);
        }, cancellation);
    }

    private async Task<ReplayStatus?> FindAsync(Guid id, CancellationToken cancellation) =>
        await desk.ReadyAsync(id, cancellation) is { Projection: RepeatComplaintRates.Projection } replay ? replay : null;

    private static async Task<RowDifferencePage> CasesAsync(
        ReadSnapshot snapshot, AccessScope scope, KpiQuestion question, EventStretch stretch, int limit, string? behind, CancellationToken cancellation)
    {
        var where = new Conditions();
        scope.Narrow(where);
        where.Add($"month between {where.Value(question.From)} and {where.Value(question.To)}");
        try
        {
            var page = await RowDifferences.PageAsync(snapshot.Connection, new(RepeatCase.Table.Name, snapshot.Sides[1].Schema, snapshot.Sides[0].Schema)
            {
                Where = where.ToString()["where ".Length..],
                Values = where.Values,
                Counting = "counted",
                Comparing = RepeatCase.ColumnsUnder(question.Tree),
                Limit = limit,
                After = behind,
            }, cancellation);
            return page with { Rows = await RowDifferences.WithEventsAsync(snapshot.Connection, page.Rows, stretch with { Types = Facts, Columns = scope == AccessScope.All ? ["complaint", RepeatCase.Repeats(question.Tree)] : ["complaint"] }, cancellation) };
        }
        catch (ArgumentException) when (behind is not null)
        {
            throw UnfitCursorException.Malformed;
        }
    }

    /// <summary>The rules that were published in between: no row names their stream, and they may change every row.</summary>
    private static async Task<RowDifference> RulesAsync(ReadSnapshot snapshot, EventStretch stretch, CancellationToken cancellation)
    {
        var policies = new RowDifference("[]", JsonSerializer.Serialize(new { stream = DefinitionBook.PoliciesStream }), null);
        var published = stretch with { Types = [EventTypes.NameOf(typeof(RepeatRulePublished))], PerRow = RepeatRateDifference.MostRules };
        return (await RowDifferences.WithEventsAsync(snapshot.Connection, [policies], published, cancellation))[0];
    }

    private static RepeatCase? Judged(RepeatCase? one, IReadOnlySet<Guid> visible) => one is null ? null : one with { RepeatOf = visible.Shown(one.RepeatOf) };

    private static CaseDifference Shown(RowDifference row, RepeatCase? replay, RepeatCase? against)
    {
        var one = (replay ?? against)!;
        return new(
            one.Complaint, one.Customer, one.OccurredAt, Iso.Month(one.Month), AccessScope.Code(one.Province, one.City),
            CaseJudgement.Of(replay), CaseJudgement.Of(against), row.Events, row.EventsTotal);
    }

    private static RepeatCase? Case(string? row) => row is null ? null : JsonSerializer.Deserialize<RepeatCase>(row, Rows);

    public static void Map(IEndpointRouteBuilder api) => api.MapQuery<RepeatRateDifferences, RepeatRateDifference>(
        "/replays/{id:guid}/difference",
        Permission.ReadKpis,
        (ReplayRoutes.Tag, "What differs between a replay of the repeat-complaint rates and the live ones, or another replay: the rates, the cases behind them, and which events did it."),
        [RepeatComplaintRates.Projection],
        [.. KpiQuestion.Parameters, new("against", "The replay to compare with; the live rates when left out."), .. QueryParameter.OfLists],
        query =>
        {
            var id = query.PathId("id");
            var question = KpiQuestion.Read(query, KpiCatalogue.RepeatComplaintRate, ReportingZone.Operator);
            var (against, page) = (query.Id("against"), query.Page());
            return async (service, asker, cancellation) => await service.AskAsync(asker.Scope, question, id, against, page, cancellation);
        });
}
