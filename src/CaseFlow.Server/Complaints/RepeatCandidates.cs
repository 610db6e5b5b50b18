using CaseFlow.Access;
using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;
using Npgsql;

namespace CaseFlow.Server.Complaints;

/// <summary>Which earlier case does a new one seem to repeat?</summary>
/// <remarks>It asks the rows that the repeat-complaint rate counts, so that what is proposed at the desk is what will be counted.</remarks>
public sealed class RepeatCandidates : IRepeatCandidates
{
    /// <summary>The latest first. One look into the index for each, however small the table was when this was planned.</summary>
    private static readonly string CasesSql = $"""
        select {RepeatCase.Table.ColumnList} from unnest($1, $2, $3) as asked (whose, since, until)
        cross join lateral (select * from {RepeatCase.Table.Name} where customer = whose and occurred_at between since and until offset 0) cases
        order by occurred_at desc, position desc
        """;

    private readonly ReadModels models;
    private readonly DefinitionBook definitions;
    private readonly Gathering<Span, IReadOnlyList<RepeatCase>> cases;

    /// <summary>Asks the rows of a database.</summary>
    public RepeatCandidates(NpgsqlDataSource database, ReadModels models, DefinitionBook definitions)
    {
        (this.models, this.definitions) = (models, definitions);
        // One statement, which sees whole tables without holding them first.
        cases = new(async asked =>
        {
            await using var connection = await database.OpenConnectionAsync();
            return await CasesAsync(connection, asked, CancellationToken.None);
        });
    }

    /// <summary>A customer's cases of some time.</summary>
    private readonly record struct Span(Guid Customer, DateTimeOffset Since, DateTimeOffset Until);

    /// <inheritdoc/>
    public async Task<RepeatCandidate?> FindAsync(CustomerId customer, string topic, DateTimeOffset at, AccessScope scope, CancellationToken cancellation)
    {
        if ((await definitions.PoliciesAsync(cancellation)).RepeatRule is not { } rule) return null;
        var earlier = await cases.AskAsync(Before(customer, at, rule), cancellation);
        return Latest(earlier ?? [], rule, await definitions.ListAsync(TermLists.Topics, cancellation), topic, at, scope);
    }

    /// <summary>The latest such case with the position that the answer counts up to.</summary>
    public async Task<ReadAnswer<RepeatCandidateAnswer>> AskAsync(CustomerId customer, string topic, DateTimeOffset at, AccessScope scope, CancellationToken cancellation)
    {
        var rule = (await definitions.PoliciesAsync(cancellation)).RepeatRule;
        var topics = await definitions.ListAsync(TermLists.Topics, cancellation);
        return await models.AskAsync(
            scope,
            RepeatComplaintRates.Projection,
            async connection =>
            {
                if (rule is null) return new RepeatCandidateAnswer(null);
                var span = Before(customer, at, rule);
                var found = await CasesAsync(connection, [span], cancellation);
                return new(Latest(found.GetValueOrDefault(span) ?? [], rule, topics, topic, at, scope));
            },
            cancellation);
    }

    public static void Map(IEndpointRouteBuilder api) => api.MapQuery<RepeatCandidates, RepeatCandidateAnswer>(
        "/complaints/repeat-candidates",
        Permission.ReadCases,
        ("Complaints", "The earlier case that a new one of this customer and topic would repeat under the rule in force."),
        [RepeatComplaintRates.Projection],
        [
            new("customer", "The customer's id.", Required: true),
            new("topic", "The new case's topic.", Required: true),
            new("at", "When the new complaint is made; now when left out."),
        ],
        query =>
        {
            var customer = CustomerId.From(query.Errors.Value("customer", query.Id("customer")));
            var topic = query.Errors.Text("topic", query.Text("topic"));
            var at = query.Time("at") ?? query.Now;
            return async (candidates, asker, cancellation) => await candidates.AskAsync(customer, topic, at, asker.Scope, cancellation);
        });

    private static Span Before(CustomerId customer, DateTimeOffset at, RepeatRule rule) =>
        new(customer.Value, at.AddDays(-rule.WindowDays).ToUniversalTime(), at.ToUniversalTime());

    private static async Task<IReadOnlyDictionary<Span, IReadOnlyList<RepeatCase>>> CasesAsync(NpgsqlConnection connection, IReadOnlyCollection<Span> asked, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        // To plan it costs more than to run it.
        batch.BatchCommands.Add(new("select set_config('plan_cache_mode', 'force_generic_plan', true)"));
        batch.BatchCommands.Add(new(CasesSql)
        {
            Parameters =
            {
                new() { Value = asked.Select(span => span.Customer).ToArray() },
                new() { Value = asked.Select(span => span.Since).ToArray() },
                new() { Value = asked.Select(span => span.Until).ToArray() },
            },
        });
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        var rows = new List<RepeatCase>();
        while (await reader.ReadAsync(cancellation))
            rows.Add(RepeatCase.Table.Read(reader));
        var found = rows.ToLookup(one => one.Customer);
        return asked.ToDictionary(
            span => span, IReadOnlyList<RepeatCase> (span) => [.. found[span.Customer].Where(one => one.OccurredAt >= span.Since && one.OccurredAt <= span.Until)]);
    }

    /// <remarks>Topics agree as today's tree tells them. A topic with fewer levels than the rule compares agrees with itself alone, not with what lies below it.</remarks>
    private static RepeatCandidate? Latest(IReadOnlyList<RepeatCase> earlier, RepeatRule rule, TermList topics, string topic, DateTimeOffset at, AccessScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var matter = TermCodes.AtLevel(topics.Today(topic), rule.TopicLevel);
        var found = earlier.FirstOrDefault(one =>
            rule.Kinds.Contains(one.Kind) && scope.Covers(new(one.Province, one.City)) && TermCodes.AtLevel(topics.Today(one.Topic), rule.TopicLevel) == matter);
        return found is null ? null : new(
            ComplaintId.From(found.Complaint), new RepeatGrounds(rule.Version, rule.WindowDays, rule.TopicLevel, (int)(at - found.OccurredAt).TotalDays));
    }
}

/// <summary>What was found.</summary>
/// <param name="Candidate">The earlier case and why; null when the case would be the first of its matter.</param>
public sealed record RepeatCandidateAnswer(RepeatCandidate? Candidate);
