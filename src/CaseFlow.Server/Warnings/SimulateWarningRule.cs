using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Clocks;
using CaseFlow.Server.Clocks;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Warnings;
using Npgsql;

namespace CaseFlow.Server.Warnings;

/// <summary>Run a draft of a rule over a month that has passed.</summary>
public sealed record SimulateWarningRuleRequest
{
    /// <summary>The draft.</summary>
    [Required]
    public WarningTermsRequest? Terms { get; init; }

    /// <summary>The month, for example <c>2011-06</c>; the one before this when it is left out.</summary>
    public string? Month { get; init; }
}

/// <summary>A warning that a rule would have raised.</summary>
/// <param name="Region">Where.</param>
/// <param name="Topic">What about.</param>
/// <param name="Brand">Whose product.</param>
/// <param name="RaisedAt">The end of the hour in which it would have been raised.</param>
/// <param name="SubsidedAt">The end of the hour in which it would have subsided; null when it went on beyond the month.</param>
/// <param name="Grade">The highest grade that it reached.</param>
/// <param name="Observed">The most that was counted in its window.</param>
/// <param name="Expected">What was usual.</param>
/// <param name="Limit">From how many on the rule warned.</param>
public sealed record WouldBeWarning(
    string Region, string? Topic, string? Brand, DateTimeOffset RaisedAt, DateTimeOffset? SubsidedAt, WarningGrade Grade, int Observed, decimal? Expected, decimal Limit);

/// <summary>What a rule would have raised.</summary>
/// <param name="Version">The version in force; null of the draft.</param>
/// <param name="Total">How many warnings in all.</param>
/// <param name="ByGrade">How many of each grade.</param>
/// <param name="Warnings">The latest of them.</param>
public sealed record SimulatedRule(int? Version, int Total, IReadOnlyDictionary<WarningGrade, int> ByGrade, IReadOnlyList<WouldBeWarning> Warnings);

/// <summary>A draft beside the version in force, over the same month.</summary>
/// <param name="Month">The month.</param>
/// <param name="KnownSince">The first day of which everything is known; null when nothing was counted yet.</param>
/// <param name="CountsComplaints">Whether complaints stand in for customers: hours do not know whose complaints they count.</param>
/// <param name="Draft">The draft.</param>
/// <param name="Present">The version in force; null when there is none.</param>
public sealed record SimulationAnswer(string Month, DateOnly? KnownSince, bool CountsComplaints, SimulatedRule Draft, SimulatedRule? Present);

/// <summary>What would a rule have warned of last month? Told from the hours, as if at the end of each of them somebody had looked.</summary>
public sealed class WarningSimulations(ReadModels models, CommandShell shell, ClockRuleBook clocks, TimeProvider clock)
{
    /// <summary>How many warnings are shown of each rule.</summary>
    private const int MostShown = 200;

    /// <summary>How many hours of how many things are looked at; a rule that tells more apart is too fine to be simulated.</summary>
    private const int MostHours = 2_000_000;

    /// <summary>The month before this one.</summary>
    public DateOnly LastMonth => WarningCounts.Zone.MonthOf(clock.GetUtcNow()).AddMonths(-1);

    /// <summary>Runs a draft, and the version in force beside it.</summary>
    public async Task<ReadAnswer<SimulationAnswer>?> AskAsync(AccessScope scope, string name, WarningRuleTerms draft, DateOnly month, CancellationToken cancellation)
    {
        var present = (await shell.StateAsync(Streams.WarningRules, WarningEvaluation.RulesStream, cancellation)).Latest.GetValueOrDefault(name);
        var calendars = await clocks.RulesAsync(cancellation);
        return await models.AskAsync(
            scope,
            WarningCounts.Projection,
            async connection =>
            {
                var since = await WarningCounts.SinceAsync(connection, WarningCounts.MeasureOf(draft.Kind), cancellation);
                return new SimulationAnswer(
                    Iso.Month(month),
                    since,
                    draft.Kind == WarningKind.Cluster,
                    await RunAsync(connection, scope, calendars, draft, null, month, since, cancellation),
                    present is null ? null : await RunAsync(connection, scope, calendars, present.Terms, present.Version, month, since, cancellation));
            },
            cancellation);
    }

    private static async Task<SimulatedRule> RunAsync(NpgsqlConnection connection, AccessScope scope, ClockRules calendars, WarningRuleTerms terms, int? version, DateOnly month, DateOnly? since, CancellationToken cancellation)
    {
        var (from, until) = (HourlyCounts.HourOf(month, 0), HourlyCounts.HourOf(month.AddMonths(1), 0));
        var raised = new List<(WarningSubject Subject, SimulatedWarning Warning)>();
        foreach (var about in await HoursAsync(connection, scope, terms, from, until, cancellation))
        {
            var counts = new HourlyCounts([.. about]);
            raised.AddRange(WarningSimulation.Run(terms, counts, from, until, since ?? month, WarningCounts.KindsOf(calendars, about.Key.Region)).Select(one => (about.Key, one)));
        }

        return new(
            version,
            raised.Count,
            raised.GroupBy(one => one.Warning.Grade).OrderBy(group => group.Key).ToDictionary(group => group.Key, group => group.Count()),
            [.. raised.OrderByDescending(one => one.Warning.Fired).Take(MostShown).Select(one => Shown(one.Subject, one.Warning))]);
    }

    private static WouldBeWarning Shown(WarningSubject subject, SimulatedWarning one) => new(
        AccessScope.Code(AccessScope.ProvinceOf(subject.Region), AccessScope.CityOf(subject.Region)),
        subject.Topic,
        subject.Brand,
        WarningCounts.Zone.Begin(one.Fired + 1),
        one.Ended is { } ended ? WarningCounts.Zone.Begin(ended + 1) : null,
        one.Grade,
        one.Observed,
        one.Expected,
        one.Limit);

    private static async Task<ILookup<WarningSubject, (long Hour, long Count)>> HoursAsync(
        NpgsqlConnection connection, AccessScope scope, WarningRuleTerms terms, long from, long until, CancellationToken cancellation)
    {
        var where = new Conditions();
        scope.Narrow(where);
        WarningCounts.Narrow(where, terms);
        var reach = Math.Max(WarningSimulation.HoursOf(terms), 24L * 7 * ((terms.Baseline?.Weeks ?? 0) + 1));
        var (begin, first, end) = (where.Value(from - reach), where.Value(from), where.Value(until));
        var least = where.Value(terms.Minimum);
        var sql = $"""
            with hours as (select {WarningCounts.KeysOf(terms)}, hour, signs from {WarningBucket.Name} {where} and hour >= {begin} and hour < {end}),
            busy as (select province, city, topic, brand from hours group by province, city, topic, brand having max(hour) >= {first} and sum(signs) >= {least})
            select h.province, h.city, h.topic, h.brand, h.hour, sum(h.signs)::bigint from hours h join busy using (province, city, topic, brand)
            group by h.province, h.city, h.topic, h.brand, h.hour limit {where.Value(MostHours)}
            """;
        await using var command = where.Command(connection, sql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var hours = new List<(WarningSubject Subject, (long, long) Hour)>();
        while (await reader.ReadAsync(cancellation))
            hours.Add((WarningCounts.SubjectOf(terms, reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3)), (reader.GetInt64(4), reader.GetInt64(5))));
        return hours.ToLookup(one => one.Subject, one => one.Hour);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/definitions/warning-rules/{name}/simulate", async (string name, SimulateWarningRuleRequest request, HttpContext http, ReadYourWrites writes, WarningSimulations simulations, DefinitionBook book, CancellationToken cancellation) =>
            {
                var topics = await book.ListAsync(TermLists.Topics, cancellation);
                return await QueryRoutes.AnswerAsync<WarningSimulations, SimulationAnswer>(http, writes, simulations, [WarningCounts.Projection], [], query => Read(query, name, request, topics, simulations.LastMonth), cancellation);
            })
            .Describe<SimulationAnswer>(Permission.ReadKpis, (WarningRoutes.Tag, "Runs a draft of a rule for warnings over a month that has passed, beside the version in force."), []);

    private static Question<WarningSimulations, SimulationAnswer> Read(QueryReader query, string name, SimulateWarningRuleRequest request, CaseFlow.Definitions.TermList topics, DateOnly last)
    {
        var fields = query.Errors;
        var terms = WarningTermsRequest.Of(request.Terms, fields, topics);
        var month = request.Month is { } given ? Iso.TryMonth(given) : last;
        if (month is null) fields.Add("month", FieldCodes.Malformed, "month is a month, for example 2011-03.");
        // What a rule could not be published with, it is not run with either.
        if (!fields.Any && WarningRuleDecisions.Publish(WarningRules.None, new("draft", terms, "")).Refusal is { } unfit) fields.Add("terms", FieldCodes.OutOfRange, unfit.Reason);
        return async (simulations, asker, cancellation) => await simulations.AskAsync(asker.Scope, name, terms, month!.Value, cancellation);
    }
}
