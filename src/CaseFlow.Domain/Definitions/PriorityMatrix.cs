using System.Diagnostics;
using CaseFlow.Complaints;

namespace CaseFlow.Definitions;

/// <summary>A fact about the priority matrix.</summary>
public abstract record PriorityMatrixEvent;

/// <summary>What becomes of the cases whose customers wait for an answer when a matrix is published.</summary>
public enum OpenCases
{
    /// <summary>They go on under the version that they are graded under.</summary>
    KeepTheirs,

    /// <summary>They are graded under the new version.</summary>
    GradedAnew,
}

/// <summary>From how many points on a case has a priority; below the last it is P4.</summary>
/// <param name="P1">Points of the most urgent.</param>
/// <param name="P2">Fewer than those of P1.</param>
/// <param name="P3">Fewer than those of P2, at least 1.</param>
public sealed record PriorityThresholds(int P1, int P2, int P3)
{
    /// <summary>The priority of so many points.</summary>
    public Priority Of(int points) => points >= P1 ? Priority.P1 : points >= P2 ? Priority.P2 : points >= P3 ? Priority.P3 : Priority.P4;

    /// <summary>From how many points on a case has it.</summary>
    public int From(Priority priority) => priority switch
    {
        Priority.P1 => P1,
        Priority.P2 => P2,
        Priority.P3 => P3,
        Priority.P4 => 0,
    };
}

/// <summary>How many points a case is given, and how urgent they make it. On each axis the rule with the most points that fits counts; the four add up.</summary>
public sealed record PriorityTerms
{
    /// <summary>The most points of a rule.</summary>
    public const int MostPoints = 100;

    public required IReadOnlyList<SeverityRule> Severity { get; init; }
    public required IReadOnlyList<ImpactRule> Impact { get; init; }
    public required IReadOnlyList<TierRule> Tiers { get; init; }
    public required IReadOnlyList<EscalationRiskRule> EscalationRisk { get; init; }
    public required PriorityThresholds Thresholds { get; init; }

    /// <summary>The rules of an axis.</summary>
    public IReadOnlyList<PriorityRule> RulesOf(PriorityAxis axis) => axis switch
    {
        PriorityAxis.Severity => Severity,
        PriorityAxis.Impact => Impact,
        PriorityAxis.Tier => Tiers,
        PriorityAxis.EscalationRisk => EscalationRisk,
    };

    /// <summary>Whether two say the same.</summary>
    public bool IsSameAs(PriorityTerms other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Thresholds == other.Thresholds && Enum.GetValues<PriorityAxis>().All(axis =>
            RulesOf(axis) is var own && other.RulesOf(axis) is var others && own.Count == others.Count && own.Zip(others).All(pair => pair.First.IsSameAs(pair.Second)));
    }
}

/// <summary>A matrix of priorities came into force; cases that come in from then on are graded under it.</summary>
/// <param name="Version">From 1, without gaps.</param>
/// <param name="Terms">What it says.</param>
/// <param name="OpenCases">What becomes of the cases that wait for an answer.</param>
/// <param name="Reason">Why it was published.</param>
public sealed record PriorityMatrixPublished(int Version, PriorityTerms Terms, OpenCases OpenCases, string Reason) : PriorityMatrixEvent;

/// <summary>The priority matrix in force; null before the first.</summary>
public sealed record PriorityMatrix(PriorityMatrixPublished? InForce)
{
    public static readonly PriorityMatrix None = new((PriorityMatrixPublished?)null);

    public static PriorityMatrix Evolve(PriorityMatrix matrix, PriorityMatrixEvent @event)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return @event switch
        {
            PriorityMatrixPublished e => new(e),
            _ => throw new UnreachableException(@event?.GetType().Name),
        };
    }
}

/// <summary>Publish the next version of the matrix; its number is given by the decision.</summary>
public sealed record PublishPriorityMatrix(PriorityTerms Terms, OpenCases OpenCases, string Reason);

/// <summary>What is wrong with a matrix, and where.</summary>
/// <param name="Field">The place, as the API names it, for example <c>impact[2]</c>.</param>
/// <param name="Refusal">What.</param>
public sealed record PriorityFlaw(string Field, Refusal Refusal);

/// <summary>What may be done with the priority matrix.</summary>
public static class PriorityMatrixDecisions
{
    public static Decision<PriorityMatrixEvent> Publish(PriorityMatrix matrix, PublishPriorityMatrix command) => matrix.InForce switch
    {
        _ when FlawsOf(command.Terms) is [var flaw, ..] => flaw.Refusal.At(flaw.Field),
        { } latest when latest.Terms.IsSameAs(command.Terms) && (command.OpenCases == OpenCases.KeepTheirs || latest.OpenCases == OpenCases.GradedAnew) => Decision.Nothing,
        var latest => new PriorityMatrixPublished((latest?.Version ?? 0) + 1, command.Terms, command.OpenCases, command.Reason),
    };

    /// <summary>Everything that keeps a matrix from being published, each with its place.</summary>
    public static IReadOnlyList<PriorityFlaw> Flaws(PriorityTerms terms) => FlawsOf(terms);

    private static List<PriorityFlaw> FlawsOf(PriorityTerms terms)
    {
        var rules = Enum.GetValues<PriorityAxis>().SelectMany(axis => terms.RulesOf(axis).Select((rule, at) => (Axis: axis, At: at, Rule: rule))).ToList();
        List<PriorityFlaw> flaws =
        [
            .. Enum.GetValues<PriorityAxis>().Where(axis => terms.RulesOf(axis).Count == 0).Select(axis => new PriorityFlaw(FieldOf(axis), PriorityRefusals.RulesMissing)),
            .. rules.Where(one => one.Rule.Points is < 0 or > PriorityTerms.MostPoints).Select(one => new PriorityFlaw($"{Place(one.Axis, one.At)}.points", PriorityRefusals.PointsOutOfRange)),
            .. rules.GroupBy(one => one.Rule.Id).SelectMany(same => same.Skip(1)).Select(one => new PriorityFlaw($"{Place(one.Axis, one.At)}.id", PriorityRefusals.RuleTwice)),
            .. terms.Thresholds is { P3: >= 1 } falling && falling.P2 > falling.P3 && falling.P1 > falling.P2 ? (PriorityFlaw[])[] : [new("thresholds", PriorityRefusals.ThresholdsUnfit)],
        ];
        // What can never count is asked of rules whose points are points, and of thresholds that fall.
        return flaws.Count > 0 ? flaws :
        [
            .. rules.Where(one => rules.Any(other => other.Axis == one.Axis && Outdoes((other.Rule, other.At), (one.Rule, one.At)))).Select(one => new PriorityFlaw(Place(one.Axis, one.At), PriorityRefusals.RuleNeverCounts)),
            .. Enum.GetValues<Priority>().Except(Sums(terms).Select(terms.Thresholds.Of)).Select(unreached => new PriorityFlaw(FieldOf(unreached), PriorityRefusals.PriorityUnreachable)),
        ];
    }

    /// <summary>Whether a rule counts wherever another would: for all its cases, with more points, or as many and named earlier.</summary>
    private static bool Outdoes((PriorityRule Rule, int At) one, (PriorityRule Rule, int At) other) =>
        (one.Rule.Points > other.Rule.Points || (one.Rule.Points == other.Rule.Points && one.At < other.At)) && one.Rule.Covers(other.Rule);

    /// <summary>The sums that cases can come to.</summary>
    private static HashSet<int> Sums(PriorityTerms terms) => Enum.GetValues<PriorityAxis>().Aggregate(
        new HashSet<int> { 0 }, (sums, axis) => [.. from sum in sums from points in Attainable(terms.RulesOf(axis)) select sum + points]);

    private static IEnumerable<int> Attainable(IReadOnlyList<PriorityRule> rules)
    {
        var least = rules.Where(rule => rule.Conditions().Count == 0).Select(rule => rule.Points).DefaultIfEmpty().Max();
        return rules.Select(rule => rule.Points).Append(least).Where(points => points >= least).Distinct();
    }

    private static string Place(PriorityAxis axis, int at) => FormattableString.Invariant($"{FieldOf(axis)}[{at}]");

    private static string FieldOf(PriorityAxis axis) => axis switch
    {
        PriorityAxis.Severity => "severity",
        PriorityAxis.Impact => "impact",
        PriorityAxis.Tier => "tiers",
        PriorityAxis.EscalationRisk => "escalationRisk",
    };

    private static string FieldOf(Priority unreached) => unreached switch
    {
        Priority.P1 => "thresholds.p1",
        Priority.P2 => "thresholds.p2",
        Priority.P3 or Priority.P4 => "thresholds.p3",
    };
}

/// <summary>Why a priority matrix is not published.</summary>
public static class PriorityRefusals
{
    public static readonly Refusal RulesMissing = new("priority-rules-missing", "Each of severity, impact, tiers and escalationRisk needs at least one rule.");
    public static readonly Refusal PointsOutOfRange = new("priority-points-out-of-range", "A rule gives 0 to 100 points.");
    public static readonly Refusal RuleTwice = new("priority-rule-twice", "Each rule of a matrix has an id of its own, so that an explanation names one rule.");
    public static readonly Refusal ThresholdsUnfit = new("priority-thresholds-unfit", "The thresholds fall: P1 needs more points than P2, P2 more than P3, and P3 at least one.");
    public static readonly Refusal RuleNeverCounts = new("priority-rule-never-counts", "Another rule of the axis fits all cases of this one and gives as many points or more; give this one more points or take it out.");
    public static readonly Refusal PriorityUnreachable = new("priority-unreachable", "No sum of points comes to one of the priorities; move its threshold or the points.");
}
