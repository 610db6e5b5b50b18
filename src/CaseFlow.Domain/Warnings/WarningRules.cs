using System.Collections.Immutable;
using System.Diagnostics;
using CaseFlow.Clocks;
using CaseFlow.Complaints;

namespace CaseFlow.Warnings;

/// <summary>A fact about the rules by which warnings are raised.</summary>
public abstract record WarningRuleEvent;

/// <summary>What is usual, as a rule learns it from the weeks before.</summary>
/// <param name="Weeks">How many weeks it looks back.</param>
/// <param name="MonthEndDays">How many days at the end of a month are unlike others.</param>
/// <param name="MonthEndFactor">How many times a usual day they count, as long as too few were seen to learn it.</param>
public sealed record BaselineTerms(int Weeks, int MonthEndDays, decimal MonthEndFactor);

/// <summary>What a rule counts, where, and from when on it warns.</summary>
public sealed record WarningRuleTerms
{
    /// <summary>Its name in Chinese.</summary>
    public required string Zh { get; init; }

    /// <summary>Its name in English.</summary>
    public required string En { get; init; }
    public required WarningKind Kind { get; init; }

    /// <summary>Whether each city is counted by itself, or the province as a whole.</summary>
    public required WarningLevel Level { get; init; }

    /// <summary>The topic that is looked at with all below it; all topics when absent.</summary>
    public string? Topic { get; init; }

    /// <summary>How many levels of the topic tell things apart; with 0 all topics are counted together.</summary>
    public required int TopicLevel { get; init; }

    /// <summary>Whether customers of different brands are counted apart; only of clusters.</summary>
    public bool ByBrand { get; init; }

    /// <summary>How long the window is; of a spike, whole hours of the day that runs.</summary>
    public required int WindowMinutes { get; init; }

    /// <summary>The grades and where each begins, the lowest first.</summary>
    public required IReadOnlyList<GradeThreshold> Grades { get; init; }

    /// <summary>Fewer than these warn nobody.</summary>
    public required int Minimum { get; init; }

    /// <summary>For how long after a warning has ended no other one is raised about the same.</summary>
    public required int CoolDownMinutes { get; init; }

    /// <summary>How long ago the last thing counted may lie: records of the past warn nobody.</summary>
    public required int FreshMinutes { get; init; }

    /// <summary>Through whom complaints came up; of a source alone, which names at least one.</summary>
    public IReadOnlyList<EscalationOrigin> Origins { get; init; } = [];

    /// <summary>Which clocks; of breaches alone, all when empty.</summary>
    public IReadOnlyList<Obligation> Obligations { get; init; } = [];

    /// <summary>Which scores are low: those below; of low scores alone.</summary>
    public decimal? BelowScore { get; init; }

    /// <summary>What is usual; of a spike alone.</summary>
    public BaselineTerms? Baseline { get; init; }

    /// <summary>Whether it warns. One that does not stands there to be read and taken up.</summary>
    public required bool Active { get; init; }

    /// <summary>How long the window is.</summary>
    public TimeSpan Window => TimeSpan.FromMinutes(WindowMinutes);
}

/// <summary>A rule for warnings came into force in a new version.</summary>
public sealed record WarningRulePublished : WarningRuleEvent
{
    /// <summary>For example <c>mass-complaint</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>From 1, without gaps, for each rule.</summary>
    public required int Version { get; init; }
    public required WarningRuleTerms Terms { get; init; }
    public required string Reason { get; init; }
}

/// <summary>The rules in force, each in its latest version.</summary>
public sealed record WarningRules(ImmutableSortedDictionary<string, WarningRulePublished> Latest)
{
    public static readonly WarningRules None = new(ImmutableSortedDictionary<string, WarningRulePublished>.Empty.WithComparers(StringComparer.Ordinal));

    public static WarningRules Evolve(WarningRules rules, WarningRuleEvent @event)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return @event switch
        {
            WarningRulePublished e => new(rules.Latest.SetItem(e.Rule, e)),
            _ => throw new UnreachableException(@event?.GetType().Name),
        };
    }
}

/// <summary>Publish a rule, or its next version, which is given by the decision.</summary>
public sealed record PublishWarningRule(string Rule, WarningRuleTerms Terms, string Reason);

/// <summary>What may be done with the rules for warnings.</summary>
public static class WarningRuleDecisions
{
    /// <summary>A quarter; what builds up over a longer time is for a meeting, not for a warning.</summary>
    public const int LongestWindow = 92 * 24 * 60;

    public static Decision<WarningRuleEvent> Publish(WarningRules rules, PublishWarningRule command)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(command);
        var (terms, latest) = (command.Terms, rules.Latest.GetValueOrDefault(command.Rule));
        return terms switch
        {
            { Kind: WarningKind.Spike, WindowMinutes: < 60 or > 1_440 } or { WindowMinutes: < 1 or > LongestWindow } => WarningRuleRefusals.WindowOutOfRange,
            { Kind: WarningKind.Spike } when terms.WindowMinutes % 60 != 0 => WarningRuleRefusals.WindowOutOfRange,
            _ when Unfit(terms.Grades) is { } grade => WarningRuleRefusals.GradesUnfit.At(grade),
            { Minimum: < 1 } => WarningRuleRefusals.NumbersOutOfRange.At("terms.minimum"),
            { CoolDownMinutes: < 0 or > LongestWindow } => WarningRuleRefusals.NumbersOutOfRange.At("terms.coolDownMinutes"),
            { FreshMinutes: < 1 or > 10_080 } => WarningRuleRefusals.NumbersOutOfRange.At("terms.freshMinutes"),
            { TopicLevel: < 0 or > 9 } => WarningRuleRefusals.NumbersOutOfRange.At("terms.topicLevel"),
            _ when terms.ByBrand && terms.Kind != WarningKind.Cluster => WarningRuleRefusals.BrandUnfit,
            _ when terms.Kind == WarningKind.Source != terms.Origins.Count > 0 => WarningRuleRefusals.OriginsUnfit,
            _ when terms.Kind != WarningKind.Breaches && terms.Obligations.Count > 0 => WarningRuleRefusals.ObligationsUnfit,
            _ when terms.Kind == WarningKind.LowScores != terms.BelowScore is > 1 and <= 5 || (terms.Kind != WarningKind.LowScores && terms.BelowScore is not null) => WarningRuleRefusals.ScoreUnfit,
            _ when terms.Kind == WarningKind.Spike != terms.Baseline is not null => WarningRuleRefusals.BaselineUnfit.At("terms.baseline"),
            { Baseline.Weeks: < 3 or > 26 } => WarningRuleRefusals.BaselineUnfit.At("terms.baseline.weeks"),
            { Baseline.MonthEndDays: < 0 or > 7 } => WarningRuleRefusals.BaselineUnfit.At("terms.baseline.monthEndDays"),
            { Baseline.MonthEndFactor: < 1 or > 20 } => WarningRuleRefusals.BaselineUnfit.At("terms.baseline.monthEndFactor"),
            _ when latest is not null && latest.Terms.Kind != terms.Kind => WarningRuleRefusals.KindFixed,
            _ when latest is not null && Same(latest.Terms, terms) => Decision.Nothing,
            _ => new WarningRulePublished { Rule = command.Rule, Version = (latest?.Version ?? 0) + 1, Terms = terms, Reason = command.Reason },
        };
    }

    /// <summary>The first grade that does not begin above the one before, or all of them when there is none; null when they are fit.</summary>
    private static string? Unfit(IReadOnlyList<GradeThreshold> grades)
    {
        for (var i = 0; i < grades.Count; i++)
        {
            if (i > 0 && grades[i].Grade <= grades[i - 1].Grade) return $"terms.grades[{i}].grade";
            if (grades[i].From <= (i == 0 ? 0 : grades[i - 1].From)) return $"terms.grades[{i}].from";
        }

        return grades.Count == 0 ? "terms.grades" : null;
    }

    private static bool Same(WarningRuleTerms one, WarningRuleTerms other) =>
        Bare(one) == Bare(other) && one.Grades.SequenceEqual(other.Grades) && one.Origins.SequenceEqual(other.Origins) && one.Obligations.SequenceEqual(other.Obligations);

    /// <summary>The terms without their lists, which are not equal for having the same members.</summary>
    private static WarningRuleTerms Bare(WarningRuleTerms terms) => terms with { Grades = [], Origins = [], Obligations = [] };
}

/// <summary>Why a rule for warnings is not published.</summary>
public static class WarningRuleRefusals
{
    public static readonly Refusal WindowOutOfRange = new("warning-window-out-of-range", "A window is a minute to 92 days; of a spike, whole hours up to a day.") { Field = "terms.windowMinutes" };
    public static readonly Refusal GradesUnfit = new("warning-grades-unfit", "A rule has at least one grade; each begins above 0 and above the grade before.");
    public static readonly Refusal NumbersOutOfRange = new("warning-numbers-out-of-range", "At least 1 is asked for, the cool-down is at most 92 days, freshness a minute to a week, and topics are told apart by 0 to 9 levels.");
    public static readonly Refusal BrandUnfit = new("warning-brand-unfit", "Brands are told apart by rules for mass complaints alone.") { Field = "terms.byBrand" };
    public static readonly Refusal OriginsUnfit = new("warning-origins-unfit", "A rule for sources names at least one origin, and no other rule names any.") { Field = "terms.origins" };
    public static readonly Refusal ObligationsUnfit = new("warning-obligations-unfit", "Only a rule for breaches names clocks.") { Field = "terms.obligations" };
    public static readonly Refusal ScoreUnfit = new("warning-score-unfit", "A rule for low scores says below which score, above 1 and up to 5, and no other rule does.") { Field = "terms.belowScore" };
    public static readonly Refusal BaselineUnfit = new("warning-baseline-unfit", "A rule for spikes says what is usual: 3 to 26 weeks, up to 7 days at a month's end, and a factor of 1 to 20; no other rule does.");
    public static readonly Refusal KindFixed = new("warning-kind-fixed", "A rule looks for the same in all its versions; publish another rule.") { Field = "terms.kind" };
}
