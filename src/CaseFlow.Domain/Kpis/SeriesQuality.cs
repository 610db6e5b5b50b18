namespace CaseFlow.Kpis;

/// <summary>By which rule something was found in a series.</summary>
public enum QualityRule
{
    /// <summary>The source does not say in what a measure is told.</summary>
    UnitUnstated,

    /// <summary>Periods between the first and the last have no value.</summary>
    Gap,

    /// <summary>A printed rate is not the quotient of the printed counts, rounding allowed for.</summary>
    RateOffCounts,

    /// <summary>The denominator is not printed; it follows from part and rate, as exactly as the rate was rounded.</summary>
    DenominatorImplied,

    /// <summary>The numerator is not printed; it follows from all and the rate.</summary>
    NumeratorImplied,

    /// <summary>A value that was worked out lies outside of what the printed ones allow.</summary>
    DerivedOffPrint,

    /// <summary>A printed ratio is not that of the printed figures.</summary>
    RatioOffFigures,

    /// <summary>The average that a day is compared with contains the day itself.</summary>
    AverageContainsDay,

    /// <summary>The text tells the printed value with fewer decimals.</summary>
    ClaimRounded,

    /// <summary>The text tells another value than the table.</summary>
    ClaimOffPrint,

    /// <summary>A period goes against the direction that the source states.</summary>
    AgainstTrend,

    /// <summary>On days of very different load the same number was served.</summary>
    CapacityCeiling,

    /// <summary>A figure of a longer time stands for a moment.</summary>
    CoarserThanEvent,

    /// <summary>A value was corrected after it was entered.</summary>
    Restated,
}

/// <summary>How much a finding matters: a contradiction is wrong somewhere, a doubt asks for care, a note is to be known, an insight is worth acting on.</summary>
public enum QualitySeverity { Contradiction, Doubt, Note, Insight }

/// <summary>What a finding most likely comes from.</summary>
public enum QualityCause { SourceSilent, NotPublished, PrintOrCountWrong, Rounding, WorkedOutWrongly, DayInAverage, TrendSmoothed, CapacityReached, MeasuredTooCoarsely, CorrectedLater }

/// <summary>What a measure whose unit is not stated would mean in one unit: between which bounds its denominator would lie.</summary>
public sealed record UnitReading(MeasureUnit Unit, decimal Low, decimal High);

/// <summary>Something that a series says which does not agree with itself, or needs to be known by who relies on it.</summary>
/// <param name="Rule">The rule that found it.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Cause">What it most likely comes from.</param>
/// <param name="Measure">The measure's code.</param>
public sealed record QualityFinding(QualityRule Rule, QualitySeverity Severity, QualityCause Cause, string Measure)
{
    /// <summary>The first period that it is about; none when it is about all.</summary>
    public string? From { get; init; }

    /// <summary>The last one.</summary>
    public string? To { get; init; }

    /// <summary>Over how many periods it goes.</summary>
    public int? Periods { get; init; }

    /// <summary>What is printed.</summary>
    public decimal? Printed { get; init; }

    /// <summary>The code of the measure that is printed, where the one that the finding is about follows from it.</summary>
    public string? PrintedMeasure { get; init; }

    /// <summary>What it comes to.</summary>
    public decimal? Computed { get; init; }

    /// <summary>The least that rounding allows.</summary>
    public decimal? Low { get; init; }

    /// <summary>The most that rounding allows.</summary>
    public decimal? High { get; init; }

    /// <summary>What it would mean in each unit.</summary>
    public IReadOnlyList<UnitReading> Readings { get; init; } = [];

    /// <summary>The words of the source, or of who noted something.</summary>
    public string? Words { get; init; }
}

/// <summary>Holds a series against itself. Each finding is worked out; none is known beforehand.</summary>
public static class SeriesQuality
{
    /// <summary>How far apart, as a share of the larger, numbers are taken to be the same in a capacity that is reached.</summary>
    public const decimal SameServed = 0.005m;

    /// <summary>How far apart, as a share of the larger, loads are at least for that to say something.</summary>
    public const decimal OtherLoad = 0.1m;

    /// <summary>What is found in a series: contradictions first, then in the order of rules and periods.</summary>
    public static IReadOnlyList<QualityFinding> Check(SeriesTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        IEnumerable<QualityFinding> found =
        [
            .. QuotientRules.Units(table), .. Gaps(table), .. QuotientRules.Rates(table), .. Ratios(table), .. Claims(table), .. Trends(table), .. Ceilings(table), .. Citations(table), .. Restated(table),
        ];
        return [.. found.OrderBy(finding => finding.Severity).ThenBy(finding => finding.Rule).ThenBy(finding => finding.From, StringComparer.Ordinal)];
    }

    /// <summary>Runs of missing periods of each measure; a measure that was never measured has no gap.</summary>
    private static IEnumerable<QualityFinding> Gaps(SeriesTable table) =>
        from measure in table.Definition.Measures
        let cells = table.Column(measure.Code)
        from pair in cells.Zip(cells.Skip(1))
        let missing = pair.First.Period.To(pair.Second.Period) - 1
        where missing > 0
        select new QualityFinding(QualityRule.Gap, QualitySeverity.Doubt, QualityCause.NotPublished, measure.Code)
        {
            From = $"{pair.First.Period.Next}", To = $"{pair.Second.Period.Later(-1)}", Periods = missing,
        };

    private static IEnumerable<QualityFinding> Ratios(SeriesTable table) => table.Periods.SelectMany(period =>
        table.Cell(period, MeasureRole.Denominator) is { } all && table.Cell(period, MeasureRole.MonthAverage) is { Value: > 0 } average ? Ratios(period, all, average, table.Cell(period, MeasureRole.RatioToAverage)) : []);

    private static List<QualityFinding> Ratios(SeriesPeriod period, SeriesCell all, SeriesCell average, SeriesCell? ratio)
    {
        var found = new List<QualityFinding>();
        if (ratio is not null && Rounded(all.Value / average.Value, ratio.Value) != ratio.Value)
            found.Add(Of(QualityRule.RatioOffFigures, QualitySeverity.Contradiction, QualityCause.PrintOrCountWrong, ratio, Rounded(all.Value / average.Value, ratio.Value)));
        if (period.Grain != SeriesGrain.Day || period.DaysOfMonth * average.Value <= all.Value) return found;
        var others = ((period.DaysOfMonth * average.Value) - all.Value) / (period.DaysOfMonth - 1);
        found.Add(Of(QualityRule.AverageContainsDay, QualitySeverity.Doubt, QualityCause.DayInAverage, average, Rounded(others, average.Value)));
        if (ratio is not null) found.Add(Of(QualityRule.AverageContainsDay, QualitySeverity.Doubt, QualityCause.DayInAverage, ratio, Rounded(all.Value / others, ratio.Value)));
        return found;
    }

    private static IEnumerable<QualityFinding> Claims(SeriesTable table) =>
        from claim in table.Claims
        where claim.Kind == ClaimKind.Value
        let said = claim.Value!.Value
        let printed = table.Cell(SeriesPeriod.TryParse(claim.Period)!.Value, claim.Measure)?.Value
        where printed != said
        let agrees = printed is { } exact && said.Scale < exact.Scale && Rounded(exact, said) == said
        select new QualityFinding(
            agrees ? QualityRule.ClaimRounded : QualityRule.ClaimOffPrint, agrees ? QualitySeverity.Note : QualitySeverity.Contradiction, agrees ? QualityCause.Rounding : QualityCause.PrintOrCountWrong, claim.Measure)
        {
            From = claim.Period, To = claim.Period, Printed = said, Computed = printed, Words = claim.Words,
        };

    /// <summary>Neighbours alone are compared: across a gap nobody knows which way it went.</summary>
    private static IEnumerable<QualityFinding> Trends(SeriesTable table) =>
        from claim in table.Claims
        where claim.Kind != ClaimKind.Value
        let cells = table.Column(claim.Measure)
        from pair in cells.Zip(cells.Skip(1))
        where pair.First.Period.Next == pair.Second.Period
        where claim.Kind == ClaimKind.Falling ? pair.Second.Value > pair.First.Value : pair.Second.Value < pair.First.Value
        select Of(QualityRule.AgainstTrend, QualitySeverity.Contradiction, QualityCause.TrendSmoothed, pair.Second, pair.First.Value) with { Words = claim.Words };

    private static List<QualityFinding> Ceilings(SeriesTable table)
    {
        var found = new List<QualityFinding>();
        if (table.Definition is not { Subject: SeriesSubject.HotlineCalls, Grain: SeriesGrain.Day } || table.Measure(MeasureRole.Denominator) is not { } offered) return found;
        var days = table.Periods.Select(period => (Period: period, All: table.Cell(period, MeasureRole.Denominator), Served: QuotientRules.Served(table, period)))
            .Where(day => day is { All: not null, Served: > 0 }).OrderByDescending(day => day.Served).ToList();
        while (days.Count > 1)
        {
            var same = days.TakeWhile(day => (days[0].Served - day.Served) <= SameServed * days[0].Served).ToList();
            days.RemoveRange(0, same.Count);
            var (least, most) = (same.Min(day => day.All!.Value), same.Max(day => day.All!.Value));
            if (same.Count < 2 || most - least < OtherLoad * most) continue;
            found.Add(new(QualityRule.CapacityCeiling, QualitySeverity.Insight, QualityCause.CapacityReached, offered.Code)
            {
                From = $"{same.Min(day => day.Period)}",
                To = $"{same.Max(day => day.Period)}",
                Periods = same.Count,
                Computed = decimal.Round(same.Average(day => day.Served!.Value), 0, MidpointRounding.AwayFromZero),
                Low = same.Min(day => day.Served),
                High = same.Max(day => day.Served),
            });
        }

        return found;
    }

    private static IEnumerable<QualityFinding> Citations(SeriesTable table) =>
        from cited in table.Citations
        where MeasuredSeriesDecisions.IsFiner(cited.Precision, table.Definition.Grain)
        select new QualityFinding(QualityRule.CoarserThanEvent, QualitySeverity.Note, QualityCause.MeasuredTooCoarsely, cited.Measure)
        {
            From = cited.Period, To = cited.Period, Printed = table.Cell(SeriesPeriod.TryParse(cited.Period)!.Value, cited.Measure)?.Value, Words = cited.Note,
        };

    private static IEnumerable<QualityFinding> Restated(SeriesTable table) =>
        from cell in table.Cells
        where cell.Before is not null
        select Of(QualityRule.Restated, QualitySeverity.Note, QualityCause.CorrectedLater, cell, cell.Value) with { Printed = cell.Before, Words = cell.Note };

    /// <summary>A finding about a printed value.</summary>
    internal static QualityFinding Of(QualityRule rule, QualitySeverity severity, QualityCause cause, SeriesCell cell, decimal computed) =>
        new(rule, severity, cause, cell.Measure.Code) { From = $"{cell.Period}", To = $"{cell.Period}", Printed = cell.Value, Computed = computed };

    /// <summary>A figure with as many decimals as another, half away from zero.</summary>
    internal static decimal Rounded(decimal value, decimal like) => decimal.Round(value, like.Scale, MidpointRounding.AwayFromZero);
}
