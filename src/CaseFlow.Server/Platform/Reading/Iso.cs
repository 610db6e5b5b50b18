using System.Globalization;

namespace CaseFlow.Server.Platform.Reading;

/// <summary>Times and months as texts: ISO 8601, in no language.</summary>
public static class Iso
{
    /// <summary>A month as <c>2011-03</c>.</summary>
    public static string Month(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>The first day of <c>2011-03</c>; null when it is no month.</summary>
    public static DateOnly? TryMonth(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) && month.Year is >= FirstYear and <= LastYear ? month : null;

    /// <summary>Months in these years are asked for; at the ends of the calendar a window around them would leave it.</summary>
    private const int FirstYear = 1900, LastYear = 2199;

    /// <summary>A day as <c>2011-03-07</c>; null when it is none.</summary>
    public static DateOnly? TryDay(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>A whole number, without separators.</summary>
    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A moment to its last digit.</summary>
    public static string Time(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>A moment with its offset; null when it is none, or has no offset and so could be several.</summary>
    public static DateTimeOffset? TryTime(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var hasOffset = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');
        return hasOffset && DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at : null;
    }

    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];
}
