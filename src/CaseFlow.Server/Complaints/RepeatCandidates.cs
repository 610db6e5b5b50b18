using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Complaints;

/// <summary>Which earlier case does a new one seem to repeat?</summary>
/// <remarks>It asks the rows that the repeat-complaint rate counts, so that what is proposed at the desk is what will be counted.</remarks>
public sealed class RepeatCandidates(ReadModels models, DefinitionBook definitions) : IRepeatCandidates
{
    /// <inheritdoc/>
    public async Task<RepeatCandidate?> FindAsync(CustomerId customer, string topic, DateTimeOffset at, RegionScope scope, CancellationToken cancellation) =>
        (await AskAsync(customer, topic, at, scope, cancellation)).Data.Candidate;

    /// <summary>The latest such case with the position that the answer counts up to.</summary>
    public async Task<ReadAnswer<RepeatCandidateAnswer>> AskAsync(CustomerId customer, string topic, DateTimeOffset at, RegionScope scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var rule = (await definitions.PoliciesAsync(cancellation)).RepeatRule;
        return await models.AskAsync(
            RepeatComplaintRates.Projection,
            async connection =>
            {
                if (rule is null) return new RepeatCandidateAnswer(null);
                var where = new Conditions();
                scope.Narrow(where);
                where.AddEqual("customer", (Guid?)customer.Value);
                where.AddAny("kind", rule.Kinds);
                where.AddBelow("topic", TermCodes.AtLevel(topic, rule.TopicLevel));
                where.Add($"occurred_at between {where.Value(at.AddDays(-rule.WindowDays).ToUniversalTime())} and {where.Value(at.ToUniversalTime())}");
                var sql = $"select {RepeatCase.Table.ColumnList} from {RepeatCase.Table.Name} {where} order by occurred_at desc, position desc";
                // A topic with fewer levels than the rule compares agrees with itself alone, not with what lies below it.
                var earlier = (await RepeatCase.Table.QueryAsync(connection, sql, where.Values, cancellation))
                    .FirstOrDefault(one => TermCodes.AtLevel(one.Topic, rule.TopicLevel) == TermCodes.AtLevel(topic, rule.TopicLevel));
                return new(earlier is null ? null : new RepeatCandidate(
                    ComplaintId.From(earlier.Complaint),
                    new RepeatGrounds(rule.Version, rule.WindowDays, rule.TopicLevel, (int)(at - earlier.OccurredAt).TotalDays)));
            },
            cancellation);
    }

    public static void Map(IEndpointRouteBuilder api) => api.MapQuery<RepeatCandidates, RepeatCandidateAnswer>(
        "/complaints/repeat-candidates",
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
}

/// <summary>What was found.</summary>
/// <param name="Candidate">The earlier case and why; null when the case would be the first of its matter.</param>
public sealed record RepeatCandidateAnswer(RepeatCandidate? Candidate);
