using System.Globalization;
using CaseFlow.Kpis;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Kpis;

/// <summary>A point of a line: what it is of, and its value; null for a gap.</summary>
public sealed record LinePoint(string Label, decimal? Value, int? Version = null, KpiTarget? Target = null);

/// <summary>Measured series in the reader's language.</summary>
public static class SeriesWords
{
    private const int MostPoints = 400;

    private static bool InChinese => Languages.Current == Languages.Chinese;

    /// <summary>What a series is called.</summary>
    public static string Name(this SeriesEntry series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return InChinese ? series.Zh : series.En;
    }

    /// <summary>What a measure is called; its code when the series has none of it.</summary>
    public static string Measure(this SeriesEntry series, string code)
    {
        ArgumentNullException.ThrowIfNull(series);
        return series.Measures.FirstOrDefault(measure => measure.Code == code) is { } measure ? InChinese ? measure.Zh : measure.En : code;
    }

    /// <summary>A figure with the decimals that it has.</summary>
    public static string Figure(decimal value) => value.ToString($"N{value.Scale}", CultureInfo.CurrentCulture);

    /// <summary>A figure; a dash for none.</summary>
    public static string Figure(decimal? value) => value is { } figure ? Figure(figure) : "–";

    /// <summary>A figure with the unit of its measure, where that is one that stands beside figures; a dash for none.</summary>
    public static string Figure(this SeriesEntry series, string measure, decimal? value, Words words)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(words);
        return (value, series.Measures.FirstOrDefault(one => one.Code == measure)?.Unit) switch
        {
            ({ } figure, MeasureUnit.Percent) => $"{Figure(figure)}%",
            ({ } figure, MeasureUnit.Times) => words["Series.TimesOf", Figure(figure)],
            _ => Figure(value),
        };
    }

    /// <summary>One period, or from which to which.</summary>
    public static string Span(string? from, string? to) => from == to ? from ?? "" : $"{from} – {to}";

    /// <summary>A tone for how much a finding matters; the words say the same.</summary>
    public static string Tone(QualitySeverity severity) => severity switch
    {
        QualitySeverity.Contradiction => "bad",
        QualitySeverity.Doubt => "warn",
        QualitySeverity.Note => "",
        QualitySeverity.Insight => "info",
    };

    /// <summary>A measure's values with a point for each period, so that gaps are seen; those that have a value alone, where there are too many periods between.</summary>
    public static IReadOnlyList<LinePoint> Points(this SeriesView view, string measure)
    {
        ArgumentNullException.ThrowIfNull(view);
        var values = view.Rows.SelectMany(row => row.Values.Where(value => value.Measure == measure).Select(value => (Period: SeriesPeriod.TryParse(row.Period)!.Value, value.Value))).ToDictionary(one => one.Period, one => one.Value);
        if (values.Count == 0) return [];
        var (first, last) = (values.Keys.Min(), values.Keys.Max());
        var periods = first.To(last) < MostPoints ? Enumerable.Range(0, first.To(last) + 1).Select(first.Later) : values.Keys.Order();
        return [.. periods.Select(period => new LinePoint($"{period}", values.TryGetValue(period, out var value) ? value : null))];
    }
}
