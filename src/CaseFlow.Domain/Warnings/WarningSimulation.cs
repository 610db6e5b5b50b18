using CaseFlow.Clocks;

namespace CaseFlow.Warnings;

/// <summary>A warning that a rule would have raised.</summary>
/// <param name="From">The first hour of the window in which it fired.</param>
/// <param name="Fired">The hour at whose end it would have been raised.</param>
/// <param name="Ended">The hour at whose end it would have subsided; null when it went on beyond what was looked at.</param>
/// <param name="Grade">The highest grade that it reached.</param>
/// <param name="Observed">The most that was counted in its window.</param>
/// <param name="Expected">What is usual, when it fired.</param>
/// <param name="Limit">From how many on the rule warned, when it fired.</param>
public sealed record SimulatedWarning(long From, long Fired, long? Ended, WarningGrade Grade, int Observed, decimal? Expected, decimal Limit);

/// <summary>Runs a rule over hours of the past, as if it had been in force.</summary>
/// <remarks>It looks at the end of each hour, so that windows are whole hours; a window that is shorter than one is taken to be one.</remarks>
public static class WarningSimulation
{
    /// <summary>The warnings about one thing.</summary>
    /// <param name="terms">The rule.</param>
    /// <param name="counts">What was counted about it, the weeks of the baseline included.</param>
    /// <param name="from">The first hour that is looked at.</param>
    /// <param name="until">The first hour that is not looked at any more.</param>
    /// <param name="since">The first day of which everything is known.</param>
    /// <param name="kindOf">What kind of day the calendar of the place makes of one.</param>
    public static IReadOnlyList<SimulatedWarning> Run(WarningRuleTerms terms, HourlyCounts counts, long from, long until, DateOnly since, Func<DateOnly, DayKind> kindOf)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(counts);
        var (raised, coolDown) = (new List<SimulatedWarning>(), Hours(terms.CoolDownMinutes));
        for (var hour = from; hour < until; hour++)
        {
            var begin = BeginOf(terms, hour + 1);
            var observed = counts.Between(begin, hour + 1);
            var usual = terms.Baseline is { } baseline && observed >= terms.Minimum ? counts.Usual(baseline, begin, hour + 1, since, kindOf) : null;
            var found = WarningReckoning.Of(terms, observed, usual);
            var goesOn = raised.Count > 0 && raised[^1].Ended is null;
            if (found is null)
            {
                if (goesOn) raised[^1] = raised[^1] with { Ended = hour };
            }
            else if (goesOn)
            {
                raised[^1] = raised[^1] with { Grade = Higher(raised[^1].Grade, found.Grade), Observed = Math.Max(raised[^1].Observed, observed) };
            }
            else if (raised.Count == 0 || hour - raised[^1].Ended >= coolDown)
            {
                raised.Add(new(begin, hour, null, found.Grade, observed, usual?.Expected, found.Limit));
            }
        }

        return raised;
    }

    /// <summary>The hours of a window.</summary>
    public static long HoursOf(WarningRuleTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return Hours(terms.WindowMinutes);
    }

    /// <summary>The first hour of the window that ends before an hour. That of a spike does not reach back over midnight: after a month's end its hours would be measured against those of another day.</summary>
    public static long BeginOf(WarningRuleTerms terms, long until)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var begin = until - HoursOf(terms);
        return terms.Kind == WarningKind.Spike ? Math.Max(begin, HourlyCounts.HourOf(HourlyCounts.DayOf(until - 1), 0)) : begin;
    }

    private static long Hours(int minutes) => (minutes + 59) / 60;

    private static WarningGrade Higher(WarningGrade one, WarningGrade other) => one > other ? one : other;
}
