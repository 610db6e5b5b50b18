using CaseFlow.Clocks;
using static CaseFlow.Warnings.WarningSamples;

namespace CaseFlow.Warnings;

public sealed class SimulatingARule
{
    private static readonly DateOnly First = new(2011, 3, 1);
    private static readonly WarningRuleTerms Daily = Unusual with { WindowMinutes = 1_440, Minimum = 1, CoolDownMinutes = 0 };

    [Fact]
    public void Any_stretch_of_hours_is_what_its_hours_add_up_to()
    {
        var hours = new (long, long)[] { (100, 2), (101, 3), (104, 5), (100, 1) };
        var counts = new HourlyCounts(hours);
        for (var from = 95; from < 110; from++)
        {
            for (var before = from; before < 110; before++)
                Assert.Equal(hours.Where(one => one.Item1 >= from && one.Item1 < before).Sum(one => one.Item2), counts.Between(from, before));
        }

        Assert.Equal(0, new HourlyCounts([]).Between(0, 1_000));
    }

    [Fact]
    public void A_months_end_is_quiet_and_the_same_count_on_a_tuesday_is_not()
    {
        // Twenty a day at ten in the morning, three times as many on the last of each month; on Tuesday 14 June as well.
        var counts = Days(130, day => day.AddDays(1).Day == 1 || day == new DateOnly(2011, 6, 14) ? 60 : 20);
        var raised = WarningSimulation.Run(Daily, counts, Hour(new(2011, 6, 1)), Hour(new(2011, 7, 1)), First, Ordinary);
        var warning = Assert.Single(raised);
        Assert.Equal(HourlyCounts.HourOf(new(2011, 6, 14), 10), warning.Fired);
        Assert.Equal((WarningGrade.Orange, 60, 20m), (warning.Grade, warning.Observed, warning.Expected));
    }

    [Fact]
    public void The_night_after_a_months_end_is_not_measured_by_what_came_in_before_midnight()
    {
        // The last day of June counts sixty at ten; until ten on the first of July a day's window would still hold them.
        var counts = Days(130, day => day.AddDays(1).Day == 1 ? 60 : 20);
        Assert.Empty(WarningSimulation.Run(Daily, counts, Hour(new(2011, 6, 1)), Hour(new(2011, 7, 3)), First, Ordinary));
    }

    [Fact]
    public void One_warning_stands_for_what_goes_on_and_rises_with_it()
    {
        var counts = new HourlyCounts([(1_000, 12), (1_001, 30), (1_002, 60), (1_003, 12), (1_004, 1)]);
        Assert.Equal([new SimulatedWarning(1_000, 1_000, 1_004, WarningGrade.Red, 60, null, 10)], WarningSimulation.Run(Mass, counts, 990, 1_010, First, Ordinary));
    }

    [Fact]
    public void The_rule_cools_down_between_two()
    {
        var counts = new HourlyCounts([(1_000, 12), (1_003, 12), (1_006, 12)]);
        // The first ended at the end of hour 1001; after four hours the rule may warn again.
        Assert.Equal([1_000, 1_006], WarningSimulation.Run(Mass, counts, 990, 1_010, First, Ordinary).Select(one => one.Fired));
        Assert.Equal([1_000, 1_003, 1_006], WarningSimulation.Run(Mass with { CoolDownMinutes = 60 }, counts, 990, 1_010, First, Ordinary).Select(one => one.Fired));
    }

    [Fact]
    public void What_goes_on_beyond_the_end_has_no_end() =>
        Assert.Null(Assert.Single(WarningSimulation.Run(Mass, new([(1_000, 12)]), 990, 1_001, First, Ordinary)).Ended);

    private static HourlyCounts Days(int days, Func<DateOnly, int> count) =>
        new([.. Enumerable.Range(0, days).Select(First.AddDays).Select(day => (HourlyCounts.HourOf(day, 10), (long)count(day)))]);

    private static DayKind Ordinary(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? DayKind.Rest : DayKind.Working;

    private static long Hour(DateOnly day) => HourlyCounts.HourOf(day, 0);
}
