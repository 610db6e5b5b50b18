using static CaseFlow.Kpis.SeriesSamples;

namespace CaseFlow.Kpis;

public sealed class KeepingASeries
{
    private static readonly DefineSeries Define = new(Hotline);
    private static readonly PeriodValues JuneRow = new(Period("2011-06-30"), June.Values, null);
    private static readonly PeriodValues MayRow = new(Period("2011-05-31"), May.Values, null);
    private static readonly NoteClaim ThreeTimes = new(ClaimKind.Value, "ratio", Period("2011-06-30"), 3m, "Three times");
    private static readonly CiteValue Cite = new(Cited, Period("2011-06-30"));

    [Fact]
    public void A_series_is_defined_once()
    {
        A.MeasuredSeries.Given().When(MeasuredSeriesDecisions.Define, Define).Then(Hotline);
        A.MeasuredSeries.Given(Hotline).When(MeasuredSeriesDecisions.Define, Define).ThenNothing();
    }

    [Fact]
    public void Another_series_does_not_take_its_code() =>
        A.MeasuredSeries.Given(Hotline).When(MeasuredSeriesDecisions.Define, new DefineSeries(Hotline with { Source = "Another case" })).ThenRefused(MeasuredSeriesRefusals.CodeTaken);

    [Fact]
    public void A_series_needs_measures_that_can_be_told_apart()
    {
        A.MeasuredSeries.Given().When(MeasuredSeriesDecisions.Define, new DefineSeries(Hotline with { Measures = [] })).ThenRefused(MeasuredSeriesRefusals.NoMeasure);
        A.MeasuredSeries.Given().When(MeasuredSeriesDecisions.Define, new DefineSeries(Hotline with { Code = "Hot line" })).ThenRefused(MeasuredSeriesRefusals.CodeMalformed);
        A.MeasuredSeries.Given().When(MeasuredSeriesDecisions.Define, new DefineSeries(Hotline with { Measures = [Hotline.Measures[0], Hotline.Measures[0]] })).ThenRefused(MeasuredSeriesRefusals.MeasureTwice);
        A.MeasuredSeries.Given().When(MeasuredSeriesDecisions.Define, new DefineSeries(Hotline with { Measures = [Hotline.Measures[0], Hotline.Measures[0] with { Code = "calls" }] })).ThenRefused(MeasuredSeriesRefusals.RoleTwice);
    }

    [Fact]
    public void Values_of_several_periods_are_entered_together() =>
        A.MeasuredSeries.Given(Hotline).When(MeasuredSeriesDecisions.Record, new RecordValues([MayRow, JuneRow])).Then(May, June);

    [Fact]
    public void Values_that_are_there_are_passed_over() => A.MeasuredSeries.Given(Hotline, May)
        .When(MeasuredSeriesDecisions.Record, new RecordValues([MayRow, JuneRow])).Then(June)
        .When(MeasuredSeriesDecisions.Record, new RecordValues([MayRow, JuneRow])).ThenNothing();

    [Fact]
    public void A_value_is_not_put_in_the_place_of_another() => A.MeasuredSeries.Given(Hotline, June)
        .When(MeasuredSeriesDecisions.Record, new RecordValues([JuneRow with { Values = [new("ratio", 3m, ValueOrigin.Printed)] }])).ThenRefused(MeasuredSeriesRefusals.MeasuredAlready);

    [Fact]
    public void A_value_is_not_given_twice_in_one_sending() =>
        A.MeasuredSeries.Given(Hotline).When(MeasuredSeriesDecisions.Record, new RecordValues([JuneRow, JuneRow])).ThenRefused(MeasuredSeriesRefusals.MeasuredAlready);

    [Fact]
    public void Values_fit_the_series()
    {
        A.MeasuredSeries.Given().When(MeasuredSeriesDecisions.Record, new RecordValues([JuneRow])).ThenRefused(MeasuredSeriesRefusals.Unknown);
        A.MeasuredSeries.Given(Hotline).When(MeasuredSeriesDecisions.Record, new RecordValues([JuneRow with { Period = Period("2011-06") }])).ThenRefused(MeasuredSeriesRefusals.AnotherGrain);
        A.MeasuredSeries.Given(Hotline).When(MeasuredSeriesDecisions.Record, new RecordValues([JuneRow with { Values = [new("lost", 1, ValueOrigin.Printed)] }])).ThenRefused(MeasuredSeriesRefusals.MeasureUnknown);
        A.MeasuredSeries.Given(Hotline).When(MeasuredSeriesDecisions.Record, new RecordValues([JuneRow with { Values = [new("offered", -1, ValueOrigin.Printed)] }])).ThenRefused(MeasuredSeriesRefusals.Negative);
    }

    [Fact]
    public void A_value_is_corrected_for_a_reason_once() => A.MeasuredSeries.Given(Hotline, June)
        .When(MeasuredSeriesDecisions.Correct, new CorrectValue(Period("2011-06-30"), "ratio", 3.13m, "Without the day itself")).Then(new MeasuredValueCorrected("2011-06-30", "ratio", 3.13m, "Without the day itself"))
        .When(MeasuredSeriesDecisions.Correct, new CorrectValue(Period("2011-06-30"), "ratio", 3.13m, "Again")).ThenNothing();

    [Fact]
    public void More_decimals_make_another_value() => A.MeasuredSeries.Given(Hotline, June)
        .When(MeasuredSeriesDecisions.Correct, new CorrectValue(Period("2011-06-30"), "ratio", 2.920m, "To three decimals")).Then(new MeasuredValueCorrected("2011-06-30", "ratio", 2.920m, "To three decimals"));

    [Fact]
    public void What_is_not_there_is_not_corrected()
    {
        A.MeasuredSeries.Given().When(MeasuredSeriesDecisions.Correct, new CorrectValue(Period("2011-06-30"), "ratio", 3m, "No")).ThenRefused(MeasuredSeriesRefusals.Unknown);
        A.MeasuredSeries.Given(Hotline).When(MeasuredSeriesDecisions.Correct, new CorrectValue(Period("2011-06-30"), "ratio", 3m, "No")).ThenRefused(MeasuredSeriesRefusals.NotMeasured);
        A.MeasuredSeries.Given(Hotline, June).When(MeasuredSeriesDecisions.Correct, new CorrectValue(Period("2011-06-30"), "ratio", -3m, "No")).ThenRefused(MeasuredSeriesRefusals.Negative);
    }

    [Fact]
    public void A_value_is_withdrawn_once_and_leaves_a_gap() => A.MeasuredSeries.Given(Hotline, June)
        .When(MeasuredSeriesDecisions.Withdraw, new WithdrawValue(Period("2011-06-30"), "ratio", "A misprint")).Then(new MeasuredValueWithdrawn("2011-06-30", "ratio", "A misprint"))
        .When(MeasuredSeriesDecisions.Withdraw, new WithdrawValue(Period("2011-06-30"), "ratio", "Again")).ThenNothing()
        .When(MeasuredSeriesDecisions.Correct, new CorrectValue(Period("2011-06-30"), "ratio", 3m, "No")).ThenRefused(MeasuredSeriesRefusals.NotMeasured);

    [Fact]
    public void A_corrected_value_is_withdrawn_like_any_other() => A.MeasuredSeries.Given(Hotline, June, new MeasuredValueCorrected("2011-06-30", "ratio", 3.13m, "Without the day itself"))
        .When(MeasuredSeriesDecisions.Withdraw, new WithdrawValue(Period("2011-06-30"), "ratio", "A misprint")).Then(new MeasuredValueWithdrawn("2011-06-30", "ratio", "A misprint"));

    [Fact]
    public void A_withdrawn_value_is_entered_anew() => A.MeasuredSeries.Given(Hotline, June, new MeasuredValueWithdrawn("2011-06-30", "ratio", "A misprint"))
        .When(MeasuredSeriesDecisions.Record, new RecordValues([JuneRow])).Then(new ValuesMeasured("2011-06-30", [new("ratio", 2.92m, ValueOrigin.Printed)], null));

    [Fact]
    public void What_was_never_there_is_not_withdrawn()
    {
        A.MeasuredSeries.Given().When(MeasuredSeriesDecisions.Withdraw, new WithdrawValue(Period("2011-06-30"), "ratio", "No")).ThenRefused(MeasuredSeriesRefusals.Unknown);
        A.MeasuredSeries.Given(Hotline).When(MeasuredSeriesDecisions.Withdraw, new WithdrawValue(Period("2011-06-30"), "ratio", "No")).ThenRefused(MeasuredSeriesRefusals.NotMeasured);
    }

    [Fact]
    public void What_the_source_says_is_noted_once() => A.MeasuredSeries.Given(Hotline)
        .When(MeasuredSeriesDecisions.Note, ThreeTimes).Then(new SourceClaimNoted(ClaimKind.Value, "ratio", "2011-06-30", 3m, "Three times"))
        .When(MeasuredSeriesDecisions.Note, ThreeTimes).ThenNothing();

    [Fact]
    public void A_claim_of_a_value_has_one_and_one_of_a_direction_has_none()
    {
        A.MeasuredSeries.Given(Hotline).When(MeasuredSeriesDecisions.Note, ThreeTimes with { Value = null }).ThenRefused(MeasuredSeriesRefusals.ClaimIncomplete);
        A.MeasuredSeries.Given(Hotline).When(MeasuredSeriesDecisions.Note, ThreeTimes with { Period = null }).ThenRefused(MeasuredSeriesRefusals.ClaimIncomplete);
        A.MeasuredSeries.Given(Hotline).When(MeasuredSeriesDecisions.Note, ThreeTimes with { Kind = ClaimKind.Falling }).ThenRefused(MeasuredSeriesRefusals.ClaimIncomplete);
    }

    [Fact]
    public void A_claim_fits_the_series()
    {
        A.MeasuredSeries.Given().When(MeasuredSeriesDecisions.Note, ThreeTimes).ThenRefused(MeasuredSeriesRefusals.Unknown);
        A.MeasuredSeries.Given(Hotline).When(MeasuredSeriesDecisions.Note, ThreeTimes with { Measure = "lost" }).ThenRefused(MeasuredSeriesRefusals.MeasureUnknown);
        A.MeasuredSeries.Given(Hotline).When(MeasuredSeriesDecisions.Note, ThreeTimes with { Period = Period("2011-06") }).ThenRefused(MeasuredSeriesRefusals.AnotherGrain);
    }

    [Fact]
    public void A_value_is_cited_once() => A.MeasuredSeries.Given(Hotline, June)
        .When(MeasuredSeriesDecisions.Cite, Cite).Then(Cited)
        .When(MeasuredSeriesDecisions.Cite, Cite).ThenNothing();

    [Fact]
    public void The_rate_of_a_day_does_not_stand_for_one_oclock_without_a_note()
    {
        A.MeasuredSeries.Given(Hotline, June).When(MeasuredSeriesDecisions.Cite, Cite with { Citation = Cited with { Note = null } }).ThenRefused(MeasuredSeriesRefusals.NoteMissing);
        A.MeasuredSeries.Given(Hotline, June).When(MeasuredSeriesDecisions.Cite, Cite with { Citation = Cited with { Note = null, Precision = CitedPrecision.Day } }).Then(Cited with { Note = null, Precision = CitedPrecision.Day });
    }

    [Fact]
    public void What_is_not_there_is_not_cited()
    {
        A.MeasuredSeries.Given().When(MeasuredSeriesDecisions.Cite, Cite).ThenRefused(MeasuredSeriesRefusals.Unknown);
        A.MeasuredSeries.Given(Hotline).When(MeasuredSeriesDecisions.Cite, Cite).ThenRefused(MeasuredSeriesRefusals.NotMeasured);
    }
}
