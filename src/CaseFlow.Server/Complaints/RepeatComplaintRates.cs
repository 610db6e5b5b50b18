using CaseFlow.Definitions;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;
using Npgsql;

namespace CaseFlow.Server.Complaints;

/// <summary>Repeat-complaint rates and what they mean.</summary>
/// <param name="Definition">The definition, with the numbers of the rule in force.</param>
/// <param name="Rule">The rule in force; null when none was published, and then nothing counts.</param>
/// <param name="From">The first month.</param>
/// <param name="To">The last month.</param>
/// <param name="TopicLevel">To which level topics are told apart.</param>
/// <param name="Rows">The values.</param>
/// <param name="Total">The value of all of them together.</param>
public sealed record RepeatRates(KpiDefinition Definition, RepeatRule? Rule, string From, string To, int TopicLevel, IReadOnlyList<RepeatRate> Rows, RepeatRate Total);

/// <summary>One rate and the counts that it comes from.</summary>
public sealed record RepeatRate : KpiKey
{
    /// <summary>The rate of what is counted together.</summary>
    /// <param name="of">What is counted together.</param>
    /// <param name="sums">Repeats, then cases.</param>
    /// <param name="unit">Per how many cases.</param>
    public RepeatRate(KpiKey of, long[] sums, int unit)
        : base(of) => (Numerator, Denominator, Rate) = (sums[0], sums[1], Quotient(sums[0], sums[1], unit));

    /// <summary>Cases that repeat an earlier one.</summary>
    public long Numerator { get; }

    /// <summary>Cases that count.</summary>
    public long Denominator { get; }

    /// <summary>Null when no case counts.</summary>
    public decimal? Rate { get; }
}

/// <summary>How many complaints repeat an earlier one?</summary>
public sealed class RepeatComplaintRates(ReadModels models, DefinitionBook book, ReportingZone zone)
{
    /// <summary>The projection's name.</summary>
    public const string Projection = "RepeatComplaintRates";

    /// <summary>The counters.</summary>
    internal const string Counts = "caseflow_repeat_counts";

    private static readonly KpiCube Recorded = new(Counts, ["repeats", "cases"]);

    /// <summary>Whether a case repeats another is judged under the tree too: two topics that are one today make one matter.</summary>
    private static readonly KpiCube Today = new(Counts, ["repeats_today", "cases"]);

    /// <summary>The rates under the rule in force, or those of a replay.</summary>
    public Task<ReadAnswer<RepeatRates>> AskAsync(AccessScope scope, KpiQuestion question, CancellationToken cancellation, ReplayStatus? replay = null) =>
        models.AskAsync(scope, Projection, connection => RatesAsync(connection, scope, question, RepeatReplay.Read(replay?.Definition ?? ""), cancellation), cancellation, replay);

    /// <summary>The rates of the tables that the connection finds first.</summary>
    /// <param name="connection">Where to ask.</param>
    /// <param name="scope">The territory.</param>
    /// <param name="question">Which months, told apart by what.</param>
    /// <param name="replay">How these tables count.</param>
    /// <param name="cancellation">Cancels the question.</param>
    public async Task<RepeatRates> RatesAsync(NpgsqlConnection connection, AccessScope scope, KpiQuestion question, RepeatReplay replay, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(replay);
        var change = replay.Change;
        var rule = await RuleAsync(connection, cancellation);
        var level = question.TopicLevel ?? rule?.TopicLevel ?? 1;
        var moves = question.Tree == TopicTree.Today && replay.Topics is { } topics ? TopicMoves.Of(topics) : await book.MovesAsync(question.Tree, cancellation);
        var cube = question.Tree switch { TopicTree.AsRecorded => Recorded, TopicTree.Today => Today };
        var sums = await cube.SumAsync(connection, scope, question, level, moves, cancellation);
        var unit = rule?.Unit ?? 1;
        var definition = moves.Say((await book.TellAsync(KpiCatalogue.RepeatComplaintRate, question.From, question.To, cancellation)).Under(rule, zone));
        return new(
            change.IsNone ? definition : definition with { Version = $"{definition.Version}, if {change}" },
            rule,
            Iso.Month(question.From),
            Iso.Month(question.To),
            level,
            [.. sums.Select(sum => new RepeatRate(sum.Key, sum.Sums, unit))],
            new(KpiKey.Total, cube.Total(sums.Select(sum => sum.Sums)), unit));
    }

    private static async Task<RepeatRule?> RuleAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        (await RepeatRuleRow.Table.QueryAsync(connection, $"select {RepeatRuleRow.Table.ColumnList} from {RepeatRuleRow.Table.Name}", [], cancellation)).SingleOrDefault()?.Rule;
}
