namespace CaseFlow.Server.Platform.Web.Components;

/// <summary>The marks of an axis that begins at zero.</summary>
public static class ChartScale
{
    private static readonly int[] Steps = [1, 2, 5, 10];

    /// <summary>Steps of 1, 2 or 5 times a power of ten, and room above the highest value, but not above the greatest that there can be.</summary>
    public static (double Rise, double Top) For(double highest, double? greatest = null)
    {
        if (highest <= 0) return (0.25, 1);
        var power = Math.Pow(10, Math.Floor(Math.Log10(highest / 4)));
        var rise = power * Steps.First(times => power * times * 4 >= highest);
        var top = rise * (Math.Floor(highest / rise) + 1);
        return greatest is { } bound && top > bound && highest <= bound ? (bound / 5, bound) : (rise, top);
    }
}
