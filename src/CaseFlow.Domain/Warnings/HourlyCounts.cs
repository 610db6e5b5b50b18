using CaseFlow.Clocks;

namespace CaseFlow.Warnings;

/// <summary>What was counted in each hour, by the clocks of the operator. An hour is numbered by the hours since the first day of the calendar.</summary>
public sealed class HourlyCounts
{
    private readonly long first;
    private readonly long[] before;

    /// <summary>Lays hours out, so that any stretch of them is one subtraction; an hour may be given in parts.</summary>
    public HourlyCounts(IReadOnlyCollection<(long Hour, long Count)> hours)
    {
        ArgumentNullException.ThrowIfNull(hours);
        first = hours.Count == 0 ? 0 : hours.Min(one => one.Hour);
        before = new long[hours.Count == 0 ? 1 : hours.Max(one => one.Hour) - first + 2];
        foreach (var (hour, count) in hours) before[hour - first + 1] += count;
        for (var i = 1; i < before.Length; i++) before[i] += before[i - 1];
    }

    /// <summary>What was counted from one hour on and before another.</summary>
    public int Between(long from, long before) => (int)(Before(before) - Before(from));

    /// <summary>What is usual in some hours; null where too little is known.</summary>
    /// <param name="terms">How it is told.</param>
    /// <param name="from">The first hour.</param>
    /// <param name="until">The first hour after them; it and the first lie a day apart at most.</param>
    /// <param name="since">The first day of which everything is known.</param>
    /// <param name="kindOf">What kind of day the calendar of the place makes of one.</param>
    public Expectation? Usual(BaselineTerms terms, long from, long until, DateOnly since, Func<DateOnly, DayKind> kindOf)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var day = DayOf(until - 1);
        // A baseline looks back a whole number of weeks for each weekday, and at every day at a month's end in between.
        var counts = Enumerable.Range(1, 7 * terms.Weeks).ToDictionary(back => day.AddDays(-back), back => Between(from - (24 * back), until - (24 * back)));
        return WarningBaseline.Of(terms, day, since, counts, kindOf);
    }

    /// <summary>The number of an hour of a day.</summary>
    public static long HourOf(DateOnly day, int hour) => (day.DayNumber * 24L) + hour;

    /// <summary>The day of an hour.</summary>
    public static DateOnly DayOf(long hour) => DateOnly.FromDayNumber((int)(hour / 24));

    private long Before(long hour) => before[Math.Clamp(hour - first, 0, before.Length - 1)];
}
