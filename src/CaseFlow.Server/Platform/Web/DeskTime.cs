using System.Globalization;
using CaseFlow.EventStore;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Platform.Web;

/// <summary>Times as the desk reads and writes them: in the zone of the business, no more exact than they are known.</summary>
public static class DeskTime
{
    private static readonly (string Format, OccurrencePrecision Precision)[] Formats =
    [
        ("yyyy-MM-dd", OccurrencePrecision.Day), ("yyyy-MM-dd HH", OccurrencePrecision.Hour),
        ("yyyy-MM-dd HH:mm", OccurrencePrecision.Minute), ("yyyy-MM-dd HH:mm:ss", OccurrencePrecision.Second),
    ];

    /// <summary>The zone in which the desk works and months end.</summary>
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById(ReportingZone.Operator.Id);

    /// <summary>Reads what was typed; how much of it was typed says how exactly it is known.</summary>
    public static (DateTimeOffset At, OccurrencePrecision Precision)? TryRead(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var (format, precision) in Formats)
        {
            if (DateTime.TryParseExact(text.Trim(), format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && !Zone.IsInvalidTime(local))
                return (new(local, Zone.GetUtcOffset(local)), precision);
        }

        return null;
    }

    /// <summary>A moment to the minute.</summary>
    public static string Minute(DateTimeOffset at) => Local(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A day.</summary>
    public static string Day(DateTimeOffset at) => Local(at).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A moment without what is not known of it.</summary>
    public static string Exact(DateTimeOffset at, OccurrencePrecision precision) => precision switch
    {
        OccurrencePrecision.Day => Day(at),
        OccurrencePrecision.Hour or OccurrencePrecision.Minute => Minute(at),
        OccurrencePrecision.Second => Local(at).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
    };

    /// <summary>The beginning of the day some days on.</summary>
    public static DateTimeOffset Midnight(DateTimeOffset now, int daysOn)
    {
        var day = Local(now).Date.AddDays(daysOn);
        return new(day, Zone.GetUtcOffset(day));
    }

    private static DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);
}
