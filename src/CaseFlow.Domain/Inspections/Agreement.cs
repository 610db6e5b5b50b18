using CaseFlow.Kpis;

namespace CaseFlow.Inspections;

/// <summary>How far two raters of the same cases agree beyond what chance would bring about.</summary>
public static class Agreement
{
    /// <summary>
    /// Cohen's kappa, <c>(p_o - p_e) / (1 - p_e)</c>: the share of agreement, and that which the raters' own frequencies would bring about by chance.
    /// J. Cohen, <i>A coefficient of agreement for nominal scales</i>, Educational and Psychological Measurement 20 (1960), 37-46.
    /// </summary>
    /// <param name="pairs">What each of the two answered, case by case.</param>
    /// <returns>Null where it cannot be computed: of no case, or where both gave one and the same answer throughout.</returns>
    public static double? Kappa<T>(IReadOnlyCollection<(T One, T Other)> pairs)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var others = pairs.CountBy(pair => pair.Other).ToDictionary();
        long n = pairs.Count;
        // All times n squared, so that nothing is rounded before the one division.
        var expected = pairs.CountBy(pair => pair.One).Sum(one => (long)one.Value * others.GetValueOrDefault(one.Key));
        var observed = n * pairs.Count(pair => pair.One.Equals(pair.Other));
        return n * n == expected ? null : (double)(observed - expected) / ((n * n) - expected);
    }

    /// <summary>
    /// Weighted kappa with quadratic weights, <c>1 - sum(w o) / sum(w e)</c> with <c>w = (i - j)^2 / (k - 1)^2</c>: far apart counts more than next to each other.
    /// J. Cohen, <i>Weighted kappa: nominal scale agreement with provision for scaled disagreement or partial credit</i>, Psychological Bulletin 70 (1968), 213-220;
    /// the weights are those of J. L. Fleiss and J. Cohen, Educational and Psychological Measurement 33 (1973), 613-619. The factor of the scale's length cancels out.
    /// </summary>
    /// <param name="pairs">What each of the two gave, case by case.</param>
    /// <returns>Null where it cannot be computed: of no case, or where both gave one and the same throughout.</returns>
    public static double? WeightedKappa(IReadOnlyCollection<(int One, int Other)> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var others = pairs.CountBy(pair => pair.Other).ToList();
        var expected = pairs.CountBy(pair => pair.One).Sum(one => others.Sum(other => Square(one.Key - other.Key) * one.Value * other.Value));
        var observed = pairs.Count * pairs.Sum(pair => Square(pair.One - pair.Other));
        return expected == 0 ? null : 1 - ((double)observed / expected);
    }

    private static long Square(long number) => number * number;
}

/// <summary>So many of so many.</summary>
/// <param name="Count">How many.</param>
/// <param name="Of">Of how many.</param>
public readonly record struct Proportion(int Count, int Of)
{
    /// <summary>The share; null of nothing.</summary>
    public double? Share => Of == 0 ? null : (double)Count / Of;

    /// <summary>The 95 per cent interval of the share; null of nothing.</summary>
    public (double Low, double High)? Interval => ShareInterval.Of(Count, Of) is { } interval ? ((double)interval.Low, (double)interval.High) : null;
}
