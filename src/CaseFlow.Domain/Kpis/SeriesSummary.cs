namespace CaseFlow.Kpis;

/// <summary>A period compared with the same one a year before.</summary>
/// <param name="Period">The later one.</param>
/// <param name="Points">By how much it is above the one before; below zero when it fell.</param>
public sealed record YearOnYear(string Period, decimal Points);

/// <summary>What one measure comes to over all of its periods.</summary>
/// <param name="Measure">The measure's code.</param>
/// <param name="Count">How many periods have a value.</param>
/// <param name="Sum">Its sum; none of what does not add up, such as rates.</param>
/// <param name="From">The first period.</param>
/// <param name="To">The last period.</param>
/// <param name="Points">The last value less the first.</param>
/// <param name="Percent">The same in per cent of the first, to one decimal; none where that is zero.</param>
/// <param name="YearsOnYear">Each period that has one a year before.</param>
public sealed record MeasureSummary(string Measure, int Count, decimal? Sum, string From, string To, decimal Points, decimal? Percent, IReadOnlyList<YearOnYear> YearsOnYear);

/// <summary>What a series comes to.</summary>
public static class SeriesSummary
{
    /// <summary>A line for each measure that has values.</summary>
    public static IReadOnlyList<MeasureSummary> Of(SeriesTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return [.. table.Definition.Measures.Select(measure => (measure, Cells: table.Column(measure.Code))).Where(one => one.Cells.Count > 0).Select(one => Of(table, one.measure, one.Cells))];
    }

    private static MeasureSummary Of(SeriesTable table, SeriesMeasure measure, IReadOnlyList<SeriesCell> cells)
    {
        var (first, last) = (cells[0], cells[^1]);
        var points = last.Value - first.Value;
        return new(
            measure.Code,
            cells.Count,
            measure.Role is MeasureRole.Numerator or MeasureRole.Denominator && table.Definition.Subject != SeriesSubject.Customers ? cells.Sum(cell => cell.Value) : null,
            $"{first.Period}",
            $"{last.Period}",
            points,
            first.Value == 0 ? null : decimal.Round(100 * points / first.Value, 1, MidpointRounding.AwayFromZero),
            [.. cells.Where(cell => table.Cell(cell.Period.YearBefore, measure.Code) is not null).Select(cell => new YearOnYear($"{cell.Period}", cell.Value - table.Cell(cell.Period.YearBefore, measure.Code)!.Value))]);
    }
}
