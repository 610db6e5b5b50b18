using CaseFlow.Clocks;

namespace CaseFlow.Warnings;

/// <summary>What is usual in some hours of a day.</summary>
/// <param name="Expected">How many are expected.</param>
/// <param name="Spread">How far counts usually stray from it: the square root of what is expected, as of things that come independently of each other; at least 1.</param>
/// <param name="Steps">How both came about.</param>
public sealed record Expectation(decimal Expected, decimal Spread, IReadOnlyList<WhyStep> Steps);

/// <summary>Tells from the weeks before what is usual: by weekday, and at a month's end, which is normally some three times any other day.</summary>
/// <remarks>
/// Medians, so that one day on which something happened does not become what is usual. A holiday is like days of rest and other holidays, a
/// day on which work is made up like working days, and neither is what is usual on its weekday.
/// </remarks>
public static class WarningBaseline
{
    /// <summary>From fewer days nothing is told.</summary>
    public const int LeastDays = 3;

    /// <summary>From fewer month-end days their factor is not learnt.</summary>
    public const int LeastMonthEnds = 2;

    /// <summary>What is expected; null where too few days are known.</summary>
    /// <param name="terms">How it is told.</param>
    /// <param name="day">The day that is looked at.</param>
    /// <param name="since">The first day of which everything is known.</param>
    /// <param name="counts">What was counted in the same hours of earlier days; of a day that is not there, nothing was.</param>
    /// <param name="kindOf">What kind of day the calendar of the place makes of one.</param>
    public static Expectation? Of(BaselineTerms terms, DateOnly day, DateOnly since, IReadOnlyDictionary<DateOnly, int> counts, Func<DateOnly, DayKind> kindOf)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(kindOf);
        var usual = DaysLike(terms, day, day, since, kindOf);
        if (usual.Count < LeastDays) return null;
        var level = Median([.. usual.Select(one => (decimal)Count(counts, one))]);
        var (kind, term) = kindOf(day) switch
        {
            DayKind.Holiday => (new WhyStep(WhyTerm.IsHoliday, usual.Count, day), WhyTerm.DayOff),
            DayKind.MadeUp => (new WhyStep(WhyTerm.IsMadeUp, usual.Count, day), WhyTerm.WorkingDay),
            DayKind.Working or DayKind.Rest => ((WhyStep?)null, WhyTerm.SameWeekday),
        };
        List<WhyStep> steps = [.. kind is null ? (WhyStep[])[] : [kind], .. usual.Select(one => new WhyStep(term, Count(counts, one), one)), new(WhyTerm.Median, level)];
        var expected = level;
        if (IsMonthEnd(terms, day))
        {
            var factor = Factor(terms, day, since, counts, kindOf, steps);
            expected = Math.Round(level * factor, 2);
        }

        var spread = Math.Max(1, Math.Round((decimal)Math.Sqrt((double)expected), 2));
        return new(expected, spread, [.. steps, new(WhyTerm.Expected, expected), new(WhyTerm.Spread, spread)]);
    }

    /// <summary>Whether a day is one of the last of its month.</summary>
    public static bool IsMonthEnd(BaselineTerms terms, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return DateTime.DaysInMonth(day.Year, day.Month) - day.Day < terms.MonthEndDays;
    }

    private static decimal Factor(BaselineTerms terms, DateOnly day, DateOnly since, IReadOnlyDictionary<DateOnly, int> counts, Func<DateOnly, DayKind> kindOf, List<WhyStep> steps)
    {
        var ratios = new List<decimal>();
        for (var ended = day.AddDays(-1); ended >= day.AddDays(-7 * terms.Weeks) && ended >= since; ended = ended.AddDays(-1))
        {
            if (!IsMonthEnd(terms, ended)) continue;
            var usual = DaysLike(terms, day, ended, since, kindOf);
            var level = usual.Count < LeastDays ? 0 : Median([.. usual.Select(one => (decimal)Count(counts, one))]);
            if (level == 0) continue;
            ratios.Add(Math.Round(Count(counts, ended) / level, 2));
            steps.Add(new(WhyTerm.MonthEnd, ratios[^1], ended));
        }

        var learnt = ratios.Count >= LeastMonthEnds;
        var factor = learnt ? Math.Max(1, Median(ratios)) : terms.MonthEndFactor;
        steps.Add(new(learnt ? WhyTerm.LearntFactor : WhyTerm.GivenFactor, factor));
        return factor;
    }

    /// <summary>The days before one that another is compared with, months' ends left out, the latest first.</summary>
    private static List<DateOnly> DaysLike(BaselineTerms terms, DateOnly before, DateOnly day, DateOnly since, Func<DateOnly, DayKind> kindOf)
    {
        var kind = kindOf(day);
        return [.. Enumerable.Range(1, 7 * terms.Weeks).Select(back => before.AddDays(-back)).Where(one => one >= since && !IsMonthEnd(terms, one) && IsLike(one))];

        bool IsLike(DateOnly one) => kind switch
        {
            DayKind.Holiday => kindOf(one) is DayKind.Rest or DayKind.Holiday,
            DayKind.MadeUp => kindOf(one) is DayKind.Working or DayKind.MadeUp,
            DayKind.Working or DayKind.Rest => one.DayOfWeek == day.DayOfWeek && kindOf(one) is DayKind.Working or DayKind.Rest,
        };
    }

    private static int Count(IReadOnlyDictionary<DateOnly, int> counts, DateOnly day) => counts.GetValueOrDefault(day);

    private static decimal Median(List<decimal> values)
    {
        values.Sort();
        var half = values.Count / 2;
        return values.Count % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }
}
