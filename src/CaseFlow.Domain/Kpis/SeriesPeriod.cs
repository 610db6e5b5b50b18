using System.Globalization;

namespace CaseFlow.Kpis;

/// <summary>How long the periods of a series are.</summary>
public enum SeriesGrain { Day, Month, Quarter }

/// <summary>A period of a series: a day (<c>2011-06-30</c>), a month (<c>2011-06</c>) or a quarter (<c>2011-Q2</c>).</summary>
/// <param name="Grain">How long it is.</param>
/// <param name="Begin">Its first day.</param>
public readonly record struct SeriesPeriod(SeriesGrain Grain, DateOnly Begin) : IComparable<SeriesPeriod>
{
    private const int FirstYear = 1900, LastYear = 2199;

    /// <summary>The period after it.</summary>
    public SeriesPeriod Next => Later(1);

    /// <summary>The same period a year before.</summary>
    public SeriesPeriod YearBefore => this with { Begin = Begin.AddYears(-1) };

    /// <summary>The first day of the month in which it begins.</summary>
    public DateOnly Month => new(Begin.Year, Begin.Month, 1);

    /// <summary>How many days the month has in which it begins.</summary>
    public int DaysOfMonth => DateTime.DaysInMonth(Begin.Year, Begin.Month);

    /// <summary>Reads a period of any length; null when it is none, or of a year before 1900 or after 2199.</summary>
    public static SeriesPeriod? TryParse(string? text)
    {
        var period = text?.Length switch
        {
            10 when Day(text, "yyyy-MM-dd") is { } day => new(SeriesGrain.Day, day),
            7 when text[5] == 'Q' => Quarter(text),
            7 when Day(text, "yyyy-MM") is { } month => new(SeriesGrain.Month, month),
            _ => (SeriesPeriod?)null,
        };
        return period is { Begin.Year: >= FirstYear and <= LastYear } ? period : null;
    }

    /// <summary>How many periods lie from this one to another of the same length: 1 when it is the next.</summary>
    public int To(SeriesPeriod other) => Grain switch
    {
        SeriesGrain.Day => other.Begin.DayNumber - Begin.DayNumber,
        SeriesGrain.Month => Months(other),
        SeriesGrain.Quarter => Months(other) / 3,
    };

    /// <summary>The period so many after it.</summary>
    public SeriesPeriod Later(int periods) => this with
    {
        Begin = Grain switch
        {
            SeriesGrain.Day => Begin.AddDays(periods),
            SeriesGrain.Month => Begin.AddMonths(periods),
            SeriesGrain.Quarter => Begin.AddMonths(3 * periods),
        },
    };

    /// <inheritdoc/>
    public int CompareTo(SeriesPeriod other) => Begin.CompareTo(other.Begin);

    /// <summary>As it is written in events: ISO 8601, quarters as <c>2011-Q2</c>.</summary>
    public override string ToString() => Grain switch
    {
        SeriesGrain.Day => Begin.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        SeriesGrain.Month => Begin.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        SeriesGrain.Quarter => string.Create(CultureInfo.InvariantCulture, $"{Begin:yyyy}-Q{((Begin.Month - 1) / 3) + 1}"),
    };

    public static bool operator <(SeriesPeriod one, SeriesPeriod other) => one.CompareTo(other) < 0;

    public static bool operator >(SeriesPeriod one, SeriesPeriod other) => one.CompareTo(other) > 0;

    public static bool operator <=(SeriesPeriod one, SeriesPeriod other) => one.CompareTo(other) <= 0;

    public static bool operator >=(SeriesPeriod one, SeriesPeriod other) => one.CompareTo(other) >= 0;

    private int Months(SeriesPeriod other) => ((other.Begin.Year - Begin.Year) * 12) + other.Begin.Month - Begin.Month;

    private static DateOnly? Day(string text, string format) => DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static SeriesPeriod? Quarter(string text) =>
        text[6] is >= '1' and <= '4' && Day(text[..4] + "-01", "yyyy-MM") is { } year && text[4] == '-' ? new(SeriesGrain.Quarter, year.AddMonths(3 * (text[6] - '1'))) : null;
}
