namespace CaseFlow.Warnings;

/// <summary>What a count comes to under a rule.</summary>
/// <param name="Grade">The highest grade that is reached.</param>
/// <param name="Limit">From how many on it is.</param>
/// <param name="Why">The arithmetic, step by step.</param>
public sealed record WarningFinding(WarningGrade Grade, decimal Limit, IReadOnlyList<WhyStep> Why);

/// <summary>Tells whether a count is one to warn of.</summary>
public static class WarningReckoning
{
    /// <summary>What a count comes to; null when it is nothing to warn of.</summary>
    /// <param name="terms">The rule.</param>
    /// <param name="observed">What was counted in the window.</param>
    /// <param name="usual">What is usual; of a spike, which does not warn while that is not known.</param>
    public static WarningFinding? Of(WarningRuleTerms terms, int observed, Expectation? usual)
    {
        ArgumentNullException.ThrowIfNull(terms);
        if (observed < terms.Minimum || (terms.Kind == WarningKind.Spike && usual is null)) return null;
        return terms.Grades.Reverse().Where(grade => observed >= LimitOf(grade, usual)).Select(grade => Found(terms, observed, usual, grade)).FirstOrDefault();
    }

    /// <summary>The fewest that the rule warns of.</summary>
    public static decimal LowestLimit(WarningRuleTerms terms, Expectation? usual)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return Math.Max(terms.Minimum, LimitOf(terms.Grades[0], usual));
    }

    private static decimal LimitOf(GradeThreshold grade, Expectation? usual) => usual is null ? grade.From : usual.Expected + (grade.From * usual.Spread);

    private static WarningFinding Found(WarningRuleTerms terms, int observed, Expectation? usual, GradeThreshold grade)
    {
        var limit = LimitOf(grade, usual);
        return new(grade.Grade, limit,
        [
            new(WhyTerm.Counted, observed),
            new(WhyTerm.Minimum, terms.Minimum),
            .. usual?.Steps ?? [],
            .. usual is null ? (WhyStep[])[] : [new(WhyTerm.Multiple, grade.From)],
            new(WhyTerm.Limit, limit),
        ]);
    }
}
