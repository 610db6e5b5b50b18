namespace CaseFlow.Kpis;

/// <summary>Why a value is no chance result of the process that the others come from.</summary>
public enum ControlSignal
{
    /// <summary>It lies beyond a natural process limit.</summary>
    BeyondLimit,

    /// <summary>It ends a run of eight or more on the same side of the mean.</summary>
    RunOnOneSide,
}

/// <summary>A value that stands out.</summary>
/// <param name="Index">Its place among the values, from 0.</param>
/// <param name="Signal">Why.</param>
public sealed record Standout(int Index, ControlSignal Signal);

/// <summary>
/// The control chart of individual values and moving ranges (XmR): what a process does by itself, and what of it asks for an explanation.
/// </summary>
/// <remarks>
/// After Shewhart, in Wheeler's form: natural process limits at the mean plus and minus 2.66 mean moving ranges (3 / 1.128, the
/// bias correction d2 of ranges of two). A gap breaks moving ranges and runs: joining its neighbours would invent a change.
/// </remarks>
/// <param name="Mean">The mean of the values.</param>
/// <param name="MeanRange">The mean of the absolute differences between neighbours.</param>
/// <param name="Lower">The lower natural process limit, not below the least possible value.</param>
/// <param name="Upper">The upper natural process limit, not above the greatest possible value.</param>
/// <param name="Standouts">What stands out, in order.</param>
public sealed record ControlChart(decimal Mean, decimal MeanRange, decimal Lower, decimal Upper, IReadOnlyList<Standout> Standouts)
{
    /// <summary>With fewer values limits say more about chance than about the process.</summary>
    public const int LeastValues = 6;

    private const decimal Factor = 2.66m;
    private const int Run = 8;

    /// <summary>The chart of some values in the order of time; null when there are fewer than <see cref="LeastValues"/>, or no two neighbours.</summary>
    /// <param name="values">The values; null for a gap.</param>
    /// <param name="least">The least that a value can be.</param>
    /// <param name="greatest">The greatest that a value can be; null when there is no such bound.</param>
    public static ControlChart? Of(IReadOnlyList<decimal?> values, decimal least = 0, decimal? greatest = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        var known = values.OfType<decimal>().ToList();
        var ranges = values.Zip(values.Skip(1), (one, next) => one is { } a && next is { } b ? Math.Abs(b - a) : (decimal?)null).OfType<decimal>().ToList();
        if (known.Count < LeastValues || ranges.Count == 0) return null;
        var (mean, range) = (known.Average(), ranges.Average());
        var (lower, upper) = (Math.Max(least, mean - (Factor * range)), Math.Min(greatest ?? decimal.MaxValue, mean + (Factor * range)));
        return new(mean, range, lower, upper, Standing(values, mean, lower, upper));
    }

    private static List<Standout> Standing(IReadOnlyList<decimal?> values, decimal mean, decimal lower, decimal upper)
    {
        var standouts = new List<Standout>();
        var (side, run) = (0, 0);
        for (var i = 0; i < values.Count; i++)
        {
            var now = values[i] is { } value ? Math.Sign(value - mean) : 0;
            run = now == 0 ? 0 : now == side ? run + 1 : 1;
            side = now;
            if (values[i] < lower || values[i] > upper) standouts.Add(new(i, ControlSignal.BeyondLimit));
            else if (run >= Run) standouts.Add(new(i, ControlSignal.RunOnOneSide));
        }

        return standouts;
    }
}
