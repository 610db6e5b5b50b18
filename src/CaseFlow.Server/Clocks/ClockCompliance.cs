using CaseFlow.Access;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Clocks;

/// <summary>The clock compliance and what that means.</summary>
/// <param name="Definition">The definition.</param>
/// <param name="From">The first month.</param>
/// <param name="To">The last month.</param>
/// <param name="Rows">The values.</param>
/// <param name="Total">The value of all of them together.</param>
public sealed record ClockComplianceRates(KpiDefinition Definition, string From, string To, IReadOnlyList<ClockComplianceRate> Rows, ClockComplianceRate Total);

/// <summary>One share and the counts that it comes from.</summary>
public sealed record ClockComplianceRate : KpiKey
{
    /// <summary>The share of what is counted together.</summary>
    /// <param name="of">What is counted together.</param>
    /// <param name="sums">Clocks that stopped in time, then clocks that stopped.</param>
    public ClockComplianceRate(KpiKey of, long[] sums)
        : base(of) => (Numerator, Denominator, Share) = (sums[0], sums[1], Quotient(sums[0], sums[1], unit: 100));

    /// <summary>Clocks that stopped in time.</summary>
    public long Numerator { get; }

    /// <summary>Clocks that stopped.</summary>
    public long Denominator { get; }

    /// <summary>In per cent; null when no clock stopped.</summary>
    public decimal? Share { get; }
}

/// <summary>How many of the clocks that stopped did in time?</summary>
public sealed class ClockCompliance(ReadModels models, DefinitionBook book, ReportingZone zone)
{
    /// <summary>The counters.</summary>
    internal const string Counts = "caseflow_clock_compliance";

    private const int TopicLevel = 2;
    private static readonly KpiCube Cube = new(Counts, ["in_time", "stopped"]);

    /// <summary>The shares.</summary>
    public async Task<ReadAnswer<ClockComplianceRates>> AskAsync(AccessScope scope, KpiQuestion question, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(question);
        var moves = await book.MovesAsync(question.Tree, cancellation);
        return await models.AskAsync(
            scope,
            RunningClocks.Projection,
            async connection =>
            {
                var sums = await Cube.SumAsync(connection, scope, question, question.TopicLevel ?? TopicLevel, moves, cancellation);
                return new ClockComplianceRates(
                    moves.Say((await book.TellAsync(KpiCatalogue.ClockCompliance, question.From, question.To, cancellation)).Under(rule: null, zone)),
                    Iso.Month(question.From),
                    Iso.Month(question.To),
                    [.. sums.Select(sum => new ClockComplianceRate(sum.Key, sum.Sums))],
                    new(KpiKey.Total, Cube.Total(sums.Select(sum => sum.Sums))));
            },
            cancellation);
    }

    public static void Map(IEndpointRouteBuilder api) => api.MapQuery<ClockCompliance, ClockComplianceRates>(
        $"/kpis/{KpiCatalogue.ClockCompliance.Id}",
        Permission.ReadKpis,
        ("KPIs", "The share of clocks that stopped in time, by month, region, topic, source and clock."),
        [RunningClocks.Projection],
        KpiQuestion.Parameters,
        query =>
        {
            var question = KpiQuestion.Read(query, KpiCatalogue.ClockCompliance, ReportingZone.Operator);
            return async (compliance, asker, cancellation) => await compliance.AskAsync(asker.Scope, question, cancellation);
        });
}
