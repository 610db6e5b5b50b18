using static CaseFlow.Kpis.SeriesSamples;

namespace CaseFlow.Kpis;

/// <summary>What the sources of 2011 do not agree on, against the figures that were worked out by hand.</summary>
public sealed class HoldingASeriesAgainstItself
{
    private static readonly SeriesTable Repeated = Table([.. RepeatsOf2011, new SourceClaimNoted(ClaimKind.Falling, "repeats", null, null, "Falls month by month"), new SourceClaimNoted(ClaimKind.Falling, "rate", null, null, "Falls month by month")]);
    private static readonly SeriesTable Calls = Table(Hotline, May, June);

    /// <remarks>10,217 / 0.01825 is 559,835.6: the sheet of figures, which rounds all others, has cut that one to 559,835.</remarks>
    [Fact]
    public void The_base_of_each_month_follows_from_count_and_rate_as_exactly_as_the_rate_was_rounded() => Assert.Equal(
        [
            ("2011-03", 535_388m, 534_169m, 536_613m), ("2011-04", 549_156m, 547_379m, 550_945m), ("2011-05", 561_374m, 559_836m, 562_920m),
            ("2011-06", 562_951m, 560_653m, 565_267m), ("2011-07", 562_617m, 560_000m, 565_258m), ("2011-08", 565_851m, 562_857m, 568_877m),
        ],
        Found(Repeated, QualityRule.DenominatorImplied).Select(finding => (finding.From!, finding.Computed!.Value, finding.Low!.Value, finding.High!.Value)));

    [Fact]
    public void The_entered_base_makes_the_printed_rates_to_two_decimals() => Assert.All(
        Repeated.Periods,
        period => Assert.Equal(Repeated.Cell(period, "rate")!.Value, decimal.Round(100 * Repeated.Cell(period, "repeats")!.Value / Repeated.Cell(period, "base")!.Value, 2, MidpointRounding.AwayFromZero)));

    [Fact]
    public void A_base_that_the_rate_does_not_allow_is_named()
    {
        var table = Table([.. RepeatsOf2011, new MeasuredValueCorrected("2011-03", "base", 500_000, "A guess")]);
        var finding = Assert.Single(Found(table, QualityRule.DerivedOffPrint));
        Assert.Equal(("2011-03", 500_000m, 535_388m, QualitySeverity.Contradiction), (finding.From, finding.Printed, finding.Computed, finding.Severity));
        Assert.Empty(Found(Repeated, QualityRule.DerivedOffPrint));
        Assert.Equal(535_388m, Assert.Single(Found(table, QualityRule.Restated)).Printed);
    }

    [Fact]
    public void An_unstated_unit_is_told_with_what_each_unit_would_mean()
    {
        var finding = Assert.Single(Found(Repeated, QualityRule.UnitUnstated));
        Assert.Equal(
            [(MeasureUnit.Percent, 535_388m, 565_851m), (MeasureUnit.PerTenThousand, 53_538_813m, 56_585_106m)],
            finding.Readings.Select(reading => (reading.Unit, reading.Low, reading.High)));
        Assert.Empty(Found(Calls, QualityRule.UnitUnstated));
    }

    [Fact]
    public void May_goes_against_the_fall_that_the_source_tells() => Assert.Equal(
        [("rate", "2011-05", 1.82m, 1.54m), ("repeats", "2011-05", 10_217m, 8_457m)],
        Found(Repeated, QualityRule.AgainstTrend).Select(finding => (finding.Measure, finding.From!, finding.Printed!.Value, finding.Computed!.Value)).Order());

    [Fact]
    public void Six_months_come_to_what_was_added_up_by_hand()
    {
        var (repeats, rate) = (SeriesSummary.Of(Repeated)[0], SeriesSummary.Of(Repeated)[1]);
        Assert.Equal((48_606m, -54.6m), (repeats.Sum!.Value, repeats.Percent!.Value));
        Assert.Equal((null, -1.25m), (rate.Sum, rate.Points));
    }

    [Fact]
    public void Two_quarters_that_nobody_published_are_a_gap_and_years_are_compared_across_it()
    {
        var table = Table(Satisfaction, Score("2010-Q1", 46.98m), Score("2010-Q2", 49.92m), Score("2011-Q1", 55.40m), Score("2011-Q2", 57.76m));
        var gap = Assert.Single(Found(table, QualityRule.Gap));
        Assert.Equal(("2010-Q3", "2010-Q4", 2), (gap.From, gap.To, gap.Periods!.Value));
        Assert.Equal([new("2011-Q1", 8.42m), new("2011-Q2", 7.84m)], SeriesSummary.Of(table).Single().YearsOnYear);
        Assert.Single(Found(table, QualityRule.UnitUnstated));
        Assert.Empty(Found(table, QualityRule.AgainstTrend));

        static ValuesMeasured Score(string quarter, decimal score) => new(quarter, [new("score", score, ValueOrigin.Printed)], null);
    }

    [Fact]
    public void Connected_calls_follow_from_offered_ones_and_the_rate() => Assert.Equal(
        [("2011-05-31", 580_107m, 580_051m, 580_164m), ("2011-06-30", 581_910m, 581_845m, 581_975m)],
        Found(Calls, QualityRule.NumeratorImplied).Select(finding => (finding.From!, finding.Computed!.Value, finding.Low!.Value, finding.High!.Value)));

    [Fact]
    public void The_average_that_a_day_is_compared_with_contains_the_day()
    {
        var june = Found(Calls, QualityRule.AverageContainsDay).Where(finding => finding.From == "2011-06-30").ToDictionary(finding => finding.Measure);
        Assert.Equal((445_423m, 415_953m), (june["average"].Printed, june["average"].Computed));
        Assert.Equal((2.92m, 3.13m), (june["ratio"].Printed, june["ratio"].Computed));
        Assert.Empty(Found(Calls, QualityRule.RatioOffFigures));
    }

    [Fact]
    public void A_ratio_that_is_not_that_of_the_figures_is_named()
    {
        var finding = Assert.Single(Found(Table(Hotline, May, June, new MeasuredValueCorrected("2011-06-30", "ratio", 3.02m, "As reprinted")), QualityRule.RatioOffFigures));
        Assert.Equal((3.02m, 2.92m), (finding.Printed, finding.Computed));
    }

    [Fact]
    public void What_the_text_says_is_rounded_or_something_else()
    {
        var table = Table(Hotline, May, June, Claim("ratio", "2011-06-30", 3m), Claim("connect-rate", "2011-06-30", 44.8m), Claim("connect-rate", "2011-05-31", 52m), Claim("ratio", "2011-05-31", 2.69m));
        Assert.Equal([("connect-rate", 44.8m, 44.76m), ("ratio", 3m, 2.92m)], Found(table, QualityRule.ClaimRounded).Select(finding => (finding.Measure, finding.Printed!.Value, finding.Computed!.Value)).Order());
        var off = Assert.Single(Found(table, QualityRule.ClaimOffPrint));
        Assert.Equal(("connect-rate", 52m, 51.33m, QualitySeverity.Contradiction), (off.Measure, off.Printed, off.Computed, off.Severity));

        static SourceClaimNoted Claim(string measure, string period, decimal value) => new(ClaimKind.Value, measure, period, value, "It is said");
    }

    [Fact]
    public void As_many_are_connected_on_both_days_whatever_is_offered()
    {
        var ceiling = Assert.Single(Found(Calls, QualityRule.CapacityCeiling));
        Assert.Equal((581_009m, 580_107m, 581_910m, "2011-05-31", "2011-06-30"), (ceiling.Computed!.Value, ceiling.Low!.Value, ceiling.High!.Value, ceiling.From, ceiling.To));
        Assert.Empty(Found(Table(Hotline, May, June with { Values = [.. June.Values.Select(value => value.Measure == "connect-rate" ? value with { Value = 50.00m } : value)] }), QualityRule.CapacityCeiling));
    }

    [Fact]
    public void A_figure_of_a_day_that_is_cited_for_an_hour_carries_its_note()
    {
        var finding = Assert.Single(Found(Table(Hotline, June, Cited), QualityRule.CoarserThanEvent));
        Assert.Equal((44.76m, "Of the whole day"), (finding.Printed, finding.Words));
        Assert.Empty(Found(Table(Hotline, June, Cited with { Precision = CitedPrecision.Day }), QualityRule.CoarserThanEvent));
    }

    [Fact]
    public void A_printed_rate_that_is_not_that_of_the_printed_counts_is_named()
    {
        // The pilot of 2010: 17 of 25 and 12 of 25 are 68 and 48, where 67 and 47 are printed.
        var pilot = Repeats with { Measures = [.. Repeats.Measures.Select(measure => measure.Role == MeasureRole.Rate ? measure with { Unit = MeasureUnit.Percent } : measure)] };
        var table = Table(pilot, Row("2010-06", 29, 50, 58), Row("2010-07", 17, 25, 67), Row("2010-08", 12, 25, 47));
        Assert.Equal([("2010-07", 67m, 68m), ("2010-08", 47m, 48m)], Found(table, QualityRule.RateOffCounts).Select(finding => (finding.From!, finding.Printed!.Value, finding.Computed!.Value)));

        static ValuesMeasured Row(string month, decimal part, decimal all, decimal rate) =>
            new(month, [new("repeats", part, ValueOrigin.Printed), new("base", all, ValueOrigin.Printed), new("rate", rate, ValueOrigin.Printed)], null);
    }

    [Theory]
    [InlineData("2011-06-30", "2011-07-01")]
    [InlineData("2011-12", "2012-01")]
    [InlineData("2011-Q4", "2012-Q1")]
    public void A_period_is_read_as_it_is_written_and_has_a_next_one(string period, string next)
    {
        Assert.Equal(period, $"{SeriesSamples.Period(period)}");
        Assert.Equal(next, $"{SeriesSamples.Period(period).Next}");
        Assert.Equal(1, SeriesSamples.Period(period).To(SeriesSamples.Period(next)));
    }

    [Theory]
    [InlineData("2011-Q5")]
    [InlineData("2011-13")]
    [InlineData("2011-02-29")]
    [InlineData("1899-12")]
    [InlineData("20111Q2")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_period_is_not_read_as_one(string? text) => Assert.Null(SeriesPeriod.TryParse(text));

    private static IEnumerable<QualityFinding> Found(SeriesTable table, QualityRule rule) => SeriesQuality.Check(table).Where(finding => finding.Rule == rule);
}
