namespace CaseFlow.Kpis;

/// <summary>Between which bounds the share of a whole lies of which some were seen, with 95 % confidence.</summary>
/// <remarks>
/// Wilson's score interval (E. B. Wilson, 1927): unlike the usual one it stays within 0 and 100 %, and holds for few
/// cases and for shares near either end.
/// </remarks>
/// <param name="Low">From 0 to 1, to six decimals.</param>
/// <param name="High">From 0 to 1.</param>
public sealed record ShareInterval(decimal Low, decimal High)
{
    /// <summary>The quantile of the normal distribution for 95 %.</summary>
    private const double Z = 1.959964;

    /// <summary>The interval of a share; null when nothing was seen.</summary>
    /// <param name="part">How many have it.</param>
    /// <param name="all">Of how many.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are more that have it than there are.</exception>
    public static ShareInterval? Of(long part, long all)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(part);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(part, all);
        if (all == 0) return null;
        var (share, n) = ((double)part / all, (double)all);
        var middle = share + (Z * Z / (2 * n));
        var reach = Z * Math.Sqrt(((share * (1 - share)) + (Z * Z / (4 * n))) / n);
        var whole = 1 + (Z * Z / n);
        return new(Bound((middle - reach) / whole), Bound((middle + reach) / whole));
    }

    private static decimal Bound(double share) => decimal.Round((decimal)Math.Clamp(share, 0, 1), 6);
}
