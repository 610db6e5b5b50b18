using CaseFlow.Access;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Complaints;

/// <summary>Which repeat-complaint rates are asked for: those of now under the rules in force, of the past, or under other rules.</summary>
public sealed record RepeatRatesWish
{
    /// <summary>The rates of now under the rules in force.</summary>
    public static RepeatRatesWish Live { get; } = new();

    /// <summary>Up to where they count; null for the live ones, unless the rules are changed.</summary>
    public ReplayPoint? Point { get; init; }

    /// <summary>What if the rules were others?</summary>
    public RepeatRuleChange Change { get; init; } = RepeatRuleChange.None;

    /// <summary>A replay that was asked for before; it says all the rest.</summary>
    public Guid? Replay { get; init; }

    /// <summary>The position that the answer must count; only for all there is now.</summary>
    public long After { get; init; }

    /// <summary>Whether the live rows answer it.</summary>
    public bool IsLive => Point is null && Change.IsNone && Replay is null;

    /// <summary>What a route takes.</summary>
    public static IReadOnlyList<QueryParameter> Parameters { get; } =
    [
        .. ReplayPoint.Parameters,
        new("windowDays", "What if a complaint repeated an earlier one within this many days, 1 to 3660? The rule's when left out."),
        new("replay", "A replay that was asked for before at /api/replays, with any change of the rule; instead of asOf, position and windowDays."),
    ];

    /// <summary>Reads what a route takes.</summary>
    public static RepeatRatesWish Read(QueryReader query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var wish = new RepeatRatesWish
        {
            Point = ReplayPoint.Read(query),
            Change = new() { WindowDays = (int?)query.Number("windowDays", 1, 3660) },
            Replay = query.Id("replay"),
            After = query.Number("after", 0, long.MaxValue) ?? 0,
        };
        if (wish.Replay is not null && (wish.Point is not null || !wish.Change.IsNone)) query.Errors.Add("replay", FieldCodes.OutOfRange, "replay is given alone; it says by itself as of when and under which rule.");
        return wish;
    }
}

/// <summary>How many complaints repeated an earlier one, as known then, or as it would be under another rule?</summary>
public sealed class RepeatRatesAsOf(RepeatComplaintRates rates, ReplayDesk desk, DefinitionBook book)
{
    /// <summary>The rates; null when there is no such replay.</summary>
    /// <exception cref="ReplayUnavailableException">The replay is not there in time, failed, or there are too many.</exception>
    public async Task<ReadAnswer<RepeatRates>?> AskAsync(AccessScope scope, KpiQuestion question, RepeatRatesWish wish, string actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(wish);
        if (wish.IsLive) return await rates.AskAsync(scope, question, cancellation);
        return await ReadyAsync(wish, question.Tree, actor, cancellation) is { } replay ? await rates.AskAsync(scope, question, cancellation, replay) : null;
    }

    /// <summary>The replay behind a wish that the live rows do not answer; null when there is no such replay.</summary>
    private async Task<ReplayStatus?> ReadyAsync(RepeatRatesWish wish, TopicTree tree, string actor, CancellationToken cancellation)
    {
        if (wish.Replay is not { } id)
            return await desk.ReadyAsync(RepeatComplaintRates.Projection, (await RepeatReplay.UnderAsync(book, tree, wish.Change, cancellation)).Text, wish.Point ?? ReplayPoint.Now, wish.After, actor, cancellation);
        return await desk.ReadyAsync(id, cancellation) is { Projection: RepeatComplaintRates.Projection } replay ? replay : null;
    }

    public static void Map(IEndpointRouteBuilder api) => api.MapQuery<RepeatRatesAsOf, RepeatRates>(
        $"/kpis/{KpiCatalogue.RepeatComplaintRate.Id}",
        Permission.ReadKpis,
        ("KPIs", "Repeat-complaint rates by month, region, topic and source: now under the rule in force, as known on a past day, or as they would be under another rule."),
        [RepeatComplaintRates.Projection],
        [.. KpiQuestion.Parameters, .. RepeatRatesWish.Parameters],
        query =>
        {
            var question = KpiQuestion.Read(query, KpiCatalogue.RepeatComplaintRate, ReportingZone.Operator);
            var wish = RepeatRatesWish.Read(query);
            return async (service, asker, cancellation) => await service.AskAsync(asker.Scope, question, wish, asker.Caller.Actor, cancellation);
        });
}
