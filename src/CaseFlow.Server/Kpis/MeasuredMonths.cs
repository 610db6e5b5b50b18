using CaseFlow.Kpis;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Kpis;

/// <summary>A period of one place that counts in a KPI of measured series.</summary>
/// <param name="Row">The value of its denominator.</param>
/// <param name="Value">What it counts for.</param>
internal sealed record MeasuredPeriod(MeasuredValueRow Row, MeasuredKpiValue Value);

/// <summary>Adds measured values up by month.</summary>
internal static class MeasuredMonths
{
    /// <summary>Offered and answered calls of the months of which both are known, of all places together.</summary>
    public static IReadOnlyDictionary<DateOnly, MeasuredKpiValue> OfCalls(IReadOnlyList<MeasuredValueRow> values) =>
        PeriodsOfCalls(values).GroupBy(period => period.Row.Month).ToDictionary(month => month.Key, month => Sum(
        [
            .. month.GroupBy(period => period.Row.Province).Select(place => Sum([.. place.Select(period => period.Value)]) with
            {
                Periods = place.First().Row.Grain == SeriesGrain.Month ? 1 : DateTime.DaysInMonth(month.Key.Year, month.Key.Month),
            }),
        ]));

    /// <summary>Customers of each month, with the complaints of it.</summary>
    public static IReadOnlyDictionary<DateOnly, MeasuredKpiValue> OfCustomers(IReadOnlyList<MeasuredValueRow> values, IReadOnlyDictionary<string, long> complaints)
    {
        var customers = PeriodsOfCustomers(values).GroupBy(period => period.Row.Month).ToDictionary(month => month.Key, month => Sum([.. month.Select(period => period.Value)]));
        return complaints.ToDictionary(month => Iso.TryMonth(month.Key)!.Value, month => (customers.GetValueOrDefault(Iso.TryMonth(month.Key)!.Value) ?? new() { Periods = 1 }) with { Numerator = month.Value });
    }

    /// <summary>The periods of calls that count: days, or where a series by month has one, the month in their place.</summary>
    public static IReadOnlyList<MeasuredPeriod> PeriodsOfCalls(IReadOnlyList<MeasuredValueRow> values) => Together(values, rows =>
    {
        var grain = rows.Any(row => row.Grain == SeriesGrain.Month) ? SeriesGrain.Month : SeriesGrain.Day;
        return rows.Where(row => row.Grain == grain).GroupBy(row => row.Period).Select(period => Calls([.. period])).OfType<MeasuredPeriod>();
    });

    /// <summary>The months of customers that count.</summary>
    public static IReadOnlyList<MeasuredPeriod> PeriodsOfCustomers(IReadOnlyList<MeasuredValueRow> values) => Together(values, rows =>
        Latest(rows.Where(row => row.Grain == SeriesGrain.Month), MeasureRole.Denominator) is { } all ? [new(all, new() { Denominator = all.Value, Measured = 1, Periods = 1 })] : []);

    /// <summary>A month of several provinces has a value when each of them has one, of those that were ever measured in the months asked for.</summary>
    private static List<MeasuredPeriod> Together(IReadOnlyList<MeasuredValueRow> values, Func<IReadOnlyList<MeasuredValueRow>, IEnumerable<MeasuredPeriod>> ofOnePlace)
    {
        var places = values.Select(row => row.Province).Distinct().Count();
        return
        [
            .. values.GroupBy(row => row.Month)
                .Select(month => month.GroupBy(row => row.Province).Select(place => ofOnePlace([.. place]).ToList()).Where(periods => periods.Count > 0).ToList())
                .Where(month => month.Count == places).SelectMany(month => month.SelectMany(periods => periods)),
        ];
    }

    private static MeasuredPeriod? Calls(IReadOnlyList<MeasuredValueRow> rows)
    {
        if (Latest(rows, MeasureRole.Denominator) is not { } offered) return null;
        if (Latest(rows, MeasureRole.Numerator) is { } answered) return new(offered, new() { Numerator = answered.Value, Denominator = offered.Value, Measured = 1, Periods = 1 });
        if (Latest(rows, MeasureRole.Rate) is not { } rate) return null;
        var implied = ImpliedFigure.Numerator(Cell(offered), Cell(rate), ImpliedFigure.FactorOf(rate.Unit));
        return new(offered, new() { Numerator = implied.Value, Denominator = offered.Value, Low = implied.Low, High = implied.High, Measured = 1, Periods = 1 });
    }

    private static MeasuredValueRow? Latest(IEnumerable<MeasuredValueRow> rows, MeasureRole role) => rows.Where(row => row.Role == role).MaxBy(row => row.Position);

    private static SeriesCell Cell(MeasuredValueRow row) => new(SeriesPeriod.TryParse(row.Period)!.Value, new(row.Measure, "", "", row.Role, row.Unit), row.Value, row.Origin, null, null);

    private static MeasuredKpiValue Sum(IReadOnlyList<MeasuredKpiValue> all) => new()
    {
        Numerator = all.Sum(one => one.Numerator),
        Denominator = all.Sum(one => one.Denominator),
        Low = all.Any(one => one.Low is not null) ? all.Sum(one => one.Low ?? one.Numerator) : null,
        High = all.Any(one => one.High is not null) ? all.Sum(one => one.High ?? one.Numerator) : null,
        Measured = all.Sum(one => one.Measured),
        Periods = all.Sum(one => one.Periods),
    };
}
