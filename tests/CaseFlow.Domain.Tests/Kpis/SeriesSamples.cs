using static CaseFlow.Cast;

namespace CaseFlow.Kpis;

/// <summary>The province's tables of 2011, and the events of the slice with every field filled in.</summary>
public static class SeriesSamples
{
    public static readonly MeasuredSeriesId Series = new(new Guid("00000017-0000-0000-0000-000000000001"));

    public static readonly MeasuredSeriesDefined Hotline = new()
    {
        Series = Series,
        Code = "js-hotline-2011",
        Region = new("CN-JS", "nanjing"),
        Zh = "江苏 10086 月末话务",
        En = "Jiangsu hotline load",
        Subject = SeriesSubject.HotlineCalls,
        Grain = SeriesGrain.Day,
        Source = "Case of 2011, table of calls",
        Measures =
        [
            new("offered", "呼入话务量", "Offered calls", MeasureRole.Denominator, MeasureUnit.Number),
            new("average", "当月日均", "Average of the month", MeasureRole.MonthAverage, MeasureUnit.Number),
            new("ratio", "与日均之比", "Ratio to the average", MeasureRole.RatioToAverage, MeasureUnit.Times),
            new("connect-rate", "接通率", "Connect rate", MeasureRole.Rate, MeasureUnit.Percent),
            new("connected", "接通量", "Connected calls", MeasureRole.Numerator, MeasureUnit.Number),
        ],
    };

    public static readonly MeasuredSeriesDefined Repeats = Hotline with
    {
        Code = "js-repeat-2011",
        Subject = SeriesSubject.RepeatComplaints,
        Grain = SeriesGrain.Month,
        Measures =
        [
            new("repeats", "重复投诉量", "Repeat complaints", MeasureRole.Numerator, MeasureUnit.Number),
            new("rate", "重复投诉率", "Repeat-complaint rate", MeasureRole.Rate, MeasureUnit.Unstated),
            new("base", "基数", "Base", MeasureRole.Denominator, MeasureUnit.Number),
        ],
    };

    public static readonly MeasuredSeriesDefined Satisfaction = Hotline with
    {
        Code = "js-satisfaction",
        Subject = SeriesSubject.Satisfaction,
        Grain = SeriesGrain.Quarter,
        Measures = [new("score", "投诉满意度", "Complaint satisfaction", MeasureRole.Score, MeasureUnit.Unstated)],
    };

    public static readonly ValuesMeasured May = Day("2011-05-31", 1_130_152, 419_869, 2.69m, 51.33m);
    public static readonly ValuesMeasured June = Day("2011-06-30", 1_300_066, 445_423, 2.92m, 44.76m);

    public static readonly MeasuredValueCited Cited = new()
    {
        Period = "2011-06-30", Measure = "connect-rate", Complaint = Case, At = Jiangsu(30, 1, 0), Precision = CitedPrecision.Hour, Note = "Of the whole day",
    };

    public static IReadOnlyList<object> Events { get; } =
    [
        Hotline,
        June with { Note = "The month's end" },
        new MeasuredValueCorrected("2011-06-30", "ratio", 2.92m, "A slip of the hand"),
        new MeasuredValueWithdrawn("2011-06-30", "ratio", "Printed by mistake"),
        new SourceClaimNoted(ClaimKind.Value, "ratio", "2011-06-30", 3m, "Three times"),
        Cited,
    ];

    /// <summary>The months of 2011 with repeats, the printed rate and the base that the rate implies.</summary>
    public static IReadOnlyList<MeasuredSeriesEvent> RepeatsOf2011 { get; } =
    [
        Repeats,
        .. new (string Month, decimal Repeats, decimal Rate, decimal Base)[]
        {
            ("2011-03", 11_725, 2.19m, 535_388), ("2011-04", 8_457, 1.54m, 549_156), ("2011-05", 10_217, 1.82m, 561_374),
            ("2011-06", 6_868, 1.22m, 562_951), ("2011-07", 6_020, 1.07m, 562_617), ("2011-08", 5_319, 0.94m, 565_851),
        }.Select(row => new ValuesMeasured(
            row.Month, [new("repeats", row.Repeats, ValueOrigin.Printed), new("rate", row.Rate, ValueOrigin.Printed), new("base", row.Base, ValueOrigin.Derived)], null)),
    ];

    public static SeriesPeriod Period(string text) => SeriesPeriod.TryParse(text)!.Value;

    public static SeriesTable Table(params IReadOnlyList<MeasuredSeriesEvent> facts) => SeriesTable.Of(facts)!;

    private static ValuesMeasured Day(string day, decimal offered, decimal average, decimal ratio, decimal rate) => new(
        day,
        [new("offered", offered, ValueOrigin.Printed), new("average", average, ValueOrigin.Printed), new("ratio", ratio, ValueOrigin.Printed), new("connect-rate", rate, ValueOrigin.Printed)],
        null);
}
