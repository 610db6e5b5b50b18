using CaseFlow.Complaints;

namespace CaseFlow.Definitions;

/// <summary>A condition of a rule, and what of the case met it.</summary>
/// <param name="Input">Of what.</param>
/// <param name="Value">What the case has, as a code or a number.</param>
/// <param name="AnyOf">The codes that the rule asks for; empty where it asks for a number.</param>
/// <param name="AtLeast">The number that it asks for, of a level its place from 0; null where it asks for codes.</param>
public sealed record MetCondition(PriorityInput Input, string Value, IReadOnlyList<string> AnyOf, int? AtLeast);

/// <summary>What a case was given on an axis, and why.</summary>
/// <param name="Axis">The axis.</param>
/// <param name="Rule">The rule that counts; null when none fits.</param>
/// <param name="Zh">What the rule is for, in Chinese.</param>
/// <param name="En">The same in English.</param>
/// <param name="Points">The rule's points; 0 when none fits.</param>
/// <param name="Met">What of the case met it; empty for a rule that is for every case.</param>
public sealed record AxisPoints(PriorityAxis Axis, string? Rule, string? Zh, string? En, int Points, IReadOnlyList<MetCondition> Met);

/// <summary>How urgent a case is, and why.</summary>
/// <param name="Priority">How urgent.</param>
/// <param name="Version">The version of the matrix by which.</param>
/// <param name="Axes">What it was given on each axis, in the order of the matrix.</param>
/// <param name="Points">The sum.</param>
/// <param name="Thresholds">From how many points on a case has which priority.</param>
public sealed record GradedPriority(Priority Priority, int Version, IReadOnlyList<AxisPoints> Axes, int Points, PriorityThresholds Thresholds);

/// <summary>How urgent is a case, and under which version of the matrix?</summary>
public static class CasePriority
{
    /// <summary>Grades a case: on each axis the rule with the most points that fits counts, of equals the first; the sum says how urgent it is.</summary>
    public static GradedPriority Grade(PriorityMatrixPublished matrix, PriorityFacts facts)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var axes = Enum.GetValues<PriorityAxis>().Select(axis => On(axis, matrix.Terms.RulesOf(axis), facts)).ToList();
        var points = axes.Sum(axis => axis.Points);
        return new(matrix.Terms.Thresholds.Of(points), matrix.Version, axes, points, matrix.Terms.Thresholds);
    }

    /// <summary>Whether a case that this happens to is graded under the version in force from then on: it comes in, is opened again, or stands for itself again.</summary>
    public static bool Begins(ComplaintEvent @event) => @event is ComplaintRegistered or ComplaintReopened or ComplaintUnmerged;

    /// <summary>The version that a case goes on under when another is published.</summary>
    /// <param name="under">The version that it is graded under; null when none was in force when it began.</param>
    /// <param name="published">The new version.</param>
    /// <param name="waits">Whether the customer waits for an answer: what has ended keeps the priority that it ended with.</param>
    public static int? Under(int? under, PriorityMatrixPublished published, bool waits)
    {
        ArgumentNullException.ThrowIfNull(published);
        return waits && (under is null || published.OpenCases == OpenCases.GradedAnew) ? published.Version : under;
    }

    private static AxisPoints On(PriorityAxis axis, IReadOnlyList<PriorityRule> rules, PriorityFacts facts)
    {
        var (best, met) = ((PriorityRule?)null, (IReadOnlyList<MetCondition>)[]);
        foreach (var rule in rules)
        {
            if (rule.Points > (best?.Points ?? -1) && Met(rule, facts) is { } all) (best, met) = (rule, all);
        }

        return new(axis, best?.Id, best?.Zh, best?.En, best?.Points ?? 0, met);
    }

    /// <summary>What meets all conditions of a rule; null when one is not met.</summary>
    private static List<MetCondition>? Met(PriorityRule rule, PriorityFacts facts)
    {
        var met = new List<MetCondition>();
        foreach (var condition in rule.Conditions())
        {
            if (condition.MetBy(facts) is not { } value) return null;
            met.Add(new(condition.Input, value, condition.AnyOf, condition.AtLeast));
        }

        return met;
    }
}
