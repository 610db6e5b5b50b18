using CaseFlow.Kpis;

namespace CaseFlow.Domain.Tests.Kpis;

/// <summary>The figures behind charts, against values that were worked out by hand or printed elsewhere.</summary>
public sealed class Statistics
{
    [Fact]
    public void Limits_lie_two_point_six_six_mean_moving_ranges_from_the_mean()
    {
        // Ranges 2, 4, 3, 1, 2: mean 2.4; values 10, 12, 8, 11, 10, 12: mean 10.5.
        var chart = ControlChart.Of([10, 12, 8, 11, 10, 12])!;
        Assert.Equal((10.5m, 2.4m, 10.5m - 6.384m, 10.5m + 6.384m), (chart.Mean, chart.MeanRange, chart.Lower, chart.Upper));
        Assert.Empty(chart.Standouts);
    }

    [Fact]
    public void A_value_beyond_the_limits_stands_out()
    {
        var chart = ControlChart.Of([5, 5.2m, 4.9m, 5.1m, 5, 5.1m, 4.9m, 5, 5.2m, 9])!;
        Assert.Equal(new(9, ControlSignal.BeyondLimit), chart.Standouts[^1]);
    }

    [Fact]
    public void Eight_in_a_row_on_one_side_stand_out()
    {
        var chart = ControlChart.Of([8, 12, 8, 12, 8, 7, 11, 12, 11, 12, 11, 12, 11, 12])!;
        Assert.All(chart.Standouts, standout => Assert.Equal(ControlSignal.RunOnOneSide, standout.Signal));
        Assert.Equal([13], chart.Standouts.Select(standout => standout.Index));
    }

    [Fact]
    public void A_gap_breaks_ranges_and_runs()
    {
        var chart = ControlChart.Of([8, 8, 8, null, 12, 12, 12])!;
        Assert.Equal(0, chart.MeanRange);
        Assert.Equal([0, 1, 2, 4, 5, 6], chart.Standouts.Select(standout => standout.Index));
    }

    [Fact]
    public void Few_values_have_no_limits() => Assert.Null(ControlChart.Of([1, 2, 3, 4, null, 5]));

    [Fact]
    public void Values_that_never_follow_each_other_have_no_limits() => Assert.Null(ControlChart.Of([1, null, 2, null, 3, null, 4, null, 5, null, 6]));

    [Fact]
    public void Limits_stay_where_values_can_be()
    {
        var chart = ControlChart.Of([1, 90, 2, 95, 1, 99], least: 0, greatest: 100)!;
        Assert.Equal((0m, 100m), (chart.Lower, chart.Upper));
    }

    /// <summary>The Xi'an pilot: 58, 68 and 48 per cent of 50, 25 and 25, as the fixtures print their intervals.</summary>
    [Theory]
    [InlineData(29, 50, 44, 71)]
    [InlineData(17, 25, 48, 83)]
    [InlineData(12, 25, 30, 67)]
    public void The_interval_of_a_share_is_that_of_Wilson(long part, long all, int low, int high)
    {
        var interval = ShareInterval.Of(part, all)!;
        Assert.Equal((low, high), ((int)decimal.Round(100 * interval.Low), (int)decimal.Round(100 * interval.High)));
    }

    [Fact]
    public void The_interval_of_none_or_all_stays_within_its_bounds()
    {
        Assert.Equal(0, ShareInterval.Of(0, 10)!.Low);
        Assert.Equal(1, ShareInterval.Of(10, 10)!.High);
        Assert.Null(ShareInterval.Of(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ShareInterval.Of(2, 1));
    }

    [Fact]
    public void The_vital_few_come_first_with_what_they_make_together()
    {
        var bars = Pareto.Of([("coverage", 10L), ("billing", 60L), ("none", 0L), ("roaming", 30L)]);
        Assert.Equal([("billing", 60, 0.6m), ("roaming", 30, 0.9m), ("coverage", 10, 1m)], bars.Select(bar => (bar.Of, (int)bar.Count, bar.Cumulative)));
    }
}
