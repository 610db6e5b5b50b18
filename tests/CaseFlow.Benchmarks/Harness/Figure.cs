using System.Globalization;

namespace CaseFlow.Benchmarks.Harness;

/// <summary>What one measurement came to, as it is shown.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Raw">The limit that it is measured against; a dash when there is none.</param>
/// <param name="Ours">What CaseFlow did.</param>
/// <param name="Result">What is compared with the bar: a ratio or a figure with its unit.</param>
/// <param name="Spread">The lowest and the highest result of a round.</param>
/// <param name="Bar">What it must come to.</param>
/// <param name="Met">Whether it does; null for a figure without a bar.</param>
public sealed record Figure(string What, string Raw, string Ours, string Result, string Spread, string Bar, bool? Met)
{
    /// <summary>How many times the raw limit is reached; the higher the better.</summary>
    public static Figure AtLeast(string what, string unit, Rounds rounds, double bar)
    {
        ArgumentNullException.ThrowIfNull(rounds);
        return new(what, Number(rounds.Raw, unit), Number(rounds.Ours, unit), Times(rounds.Ratio), $"{Times(rounds.LowestRatio)} to {Times(rounds.HighestRatio)}", $"at least {Times(bar)}", rounds.Ratio >= bar);
    }

    /// <summary>How many times as much as the raw limit is needed; the lower the better.</summary>
    public static Figure AtMost(string what, string unit, Rounds rounds, double bar)
    {
        ArgumentNullException.ThrowIfNull(rounds);
        return new(what, Number(rounds.Raw, unit), Number(rounds.Ours, unit), Times(rounds.Ratio), $"{Times(rounds.LowestRatio)} to {Times(rounds.HighestRatio)}", $"at most {Times(bar)}", rounds.Ratio <= bar);
    }

    /// <summary>A figure that stands for itself; the lower the better. The median of the rounds counts.</summary>
    public static Figure Below(string what, string unit, IReadOnlyList<double> rounds, double bar)
    {
        var value = Rounds.Median(rounds);
        return new(what, "–", Number(value, unit), Number(value, unit), $"{Number(rounds.Min(), unit)} to {Number(rounds.Max(), unit)}", $"at most {Number(bar, unit)}", value <= bar);
    }

    /// <summary>How many times the raw limit is reached, where nobody has set a bar.</summary>
    public static Figure Compared(string what, string unit, Rounds rounds)
    {
        ArgumentNullException.ThrowIfNull(rounds);
        return AtLeast(what, unit, rounds, bar: 0) with { Bar = "–", Met = null };
    }

    /// <summary>A figure to know beside the others.</summary>
    public static Figure Noted(string what, string value) => new(what, "–", value, "–", "–", "–", null);

    private static string Times(double ratio) => ratio.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Number(double value, string unit) =>
        $"{value.ToString(Math.Abs(value) >= 100 ? "#,0" : "0.0", CultureInfo.InvariantCulture)} {unit}".TrimEnd();
}
