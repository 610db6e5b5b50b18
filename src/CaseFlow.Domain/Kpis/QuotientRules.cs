namespace CaseFlow.Kpis;

/// <summary>The rules about rates and what they are the quotients of.</summary>
internal static class QuotientRules
{
    private static readonly MeasureUnit[] Readings = [MeasureUnit.Percent, MeasureUnit.PerTenThousand];

    /// <summary>Measures whose unit is not stated. Of a rate it is told what each usual unit would make of its denominator.</summary>
    public static IEnumerable<QualityFinding> Units(SeriesTable table) =>
        from measure in table.Definition.Measures
        where measure.Unit == MeasureUnit.Unstated
        select new QualityFinding(QualityRule.UnitUnstated, QualitySeverity.Doubt, QualityCause.SourceSilent, measure.Code)
        {
            From = table.Column(measure.Code) is [var first, ..] ? $"{first.Period}" : null,
            To = table.Column(measure.Code) is [.., var last] ? $"{last.Period}" : null,
            Readings = measure.Role == MeasureRole.Rate ? [.. Readings.Select(unit => Reading(table, unit)).OfType<UnitReading>()] : [],
        };

    /// <summary>Of each period: whether rate and counts agree, or what the one that is not printed must be.</summary>
    public static IEnumerable<QualityFinding> Rates(SeriesTable table) => table.Periods.SelectMany(period => Of(table, period));

    /// <summary>How many were served in a period: counted, or as the rate says.</summary>
    public static decimal? Served(SeriesTable table, SeriesPeriod period) =>
        table.Cell(period, MeasureRole.Numerator)?.Value
        ?? (table.Cell(period, MeasureRole.Denominator) is { } all && table.Cell(period, MeasureRole.Rate) is { } rate ? ImpliedFigure.Numerator(all, rate, ImpliedFigure.FactorOf(rate.Measure.Unit)).Value : null);

    private static IEnumerable<QualityFinding> Of(SeriesTable table, SeriesPeriod period)
    {
        if (table.Cell(period, MeasureRole.Rate) is not { } rate) return [];
        var factor = ImpliedFigure.FactorOf(rate.Measure.Unit);
        return (table.Cell(period, MeasureRole.Numerator), table.Cell(period, MeasureRole.Denominator)) switch
        {
            ({ Origin: ValueOrigin.Printed } part, { Origin: ValueOrigin.Printed } all) => Counted(part, all, rate),
            ({ Origin: ValueOrigin.Printed } part, var all) => ImpliedFigure.Denominator(part, rate, factor) is { } implied
                ? Implied(QualityRule.DenominatorImplied, table.Measure(MeasureRole.Denominator), rate, all, implied)
                : [],
            (var part, { Origin: ValueOrigin.Printed } all) => Implied(QualityRule.NumeratorImplied, table.Measure(MeasureRole.Numerator), rate, part, ImpliedFigure.Numerator(all, rate, factor)),
            _ => [],
        };
    }

    private static IEnumerable<QualityFinding> Counted(SeriesCell part, SeriesCell all, SeriesCell rate)
    {
        if (all.Value == 0) return [];
        IReadOnlyList<decimal> computed = [.. (rate.Measure.Unit == MeasureUnit.Unstated ? Readings : [rate.Measure.Unit]).Select(unit => SeriesQuality.Rounded(part.Value / all.Value * ImpliedFigure.FactorOf(unit), rate.Value))];
        return computed.Contains(rate.Value) ? [] : [SeriesQuality.Of(QualityRule.RateOffCounts, QualitySeverity.Contradiction, QualityCause.PrintOrCountWrong, rate, computed[0])];
    }

    private static IEnumerable<QualityFinding> Implied(QualityRule rule, SeriesMeasure? measure, SeriesCell rate, SeriesCell? entered, ImpliedFigure implied)
    {
        var follows = new QualityFinding(rule, QualitySeverity.Note, QualityCause.NotPublished, measure?.Code ?? rate.Measure.Code)
        {
            From = $"{rate.Period}", To = $"{rate.Period}", Printed = rate.Value, PrintedMeasure = rate.Measure.Code, Computed = implied.Value, Low = implied.Low, High = implied.High,
        };
        return entered is null || implied.Holds(entered.Value)
            ? [follows]
            : [follows, SeriesQuality.Of(QualityRule.DerivedOffPrint, QualitySeverity.Contradiction, QualityCause.WorkedOutWrongly, entered, implied.Value) with { Low = implied.Low, High = implied.High }];
    }

    private static UnitReading? Reading(SeriesTable table, MeasureUnit unit)
    {
        var implied = table.Periods.Select(period => table.Cell(period, MeasureRole.Numerator) is { } part && table.Cell(period, MeasureRole.Rate) is { } rate ? ImpliedFigure.Denominator(part, rate, ImpliedFigure.FactorOf(unit)) : null).OfType<ImpliedFigure>().ToList();
        return implied.Count == 0 ? null : new(unit, implied.Min(one => one.Value), implied.Max(one => one.Value));
    }
}
