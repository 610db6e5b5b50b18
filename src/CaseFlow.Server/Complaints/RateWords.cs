using System.Globalization;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Complaints;

/// <summary>Repeat-complaint rates with their unit.</summary>
public static class RateWords
{
    private static readonly int[] Units = [100, 1000, 10_000, 1];

    /// <summary>Per how many cases a rate is told, as its counts give it away; null where there is nothing to tell it from.</summary>
    /// <remarks>What a meeting froze holds the value and its counts, and not the rule that made one of the other.</remarks>
    public static int? UnitOf(decimal? rate, long numerator, long denominator) => numerator == 0 || denominator == 0 ? null
        : Units.Where(unit => Math.Round((decimal)numerator * unit / denominator, 2, MidpointRounding.AwayFromZero) == rate).Select(unit => (int?)unit).FirstOrDefault();

    /// <summary>A rate to two decimals with its unit; a dash where there is none.</summary>
    public static string Rate(this Words words, decimal? rate, int? unit)
    {
        ArgumentNullException.ThrowIfNull(words);
        return rate?.ToString("0.00", CultureInfo.CurrentCulture) is not { } number ? "–"
            : unit switch { 100 => number + "%", null or 1 => number, { } per => words["Kpi.RatePer", number, per] };
    }

    /// <summary>A rate to two decimals with the unit that its counts tell.</summary>
    public static string Rate(this Words words, decimal? rate, long numerator, long denominator) => words.Rate(rate, UnitOf(rate, numerator, denominator));
}
