using System.Globalization;
using System.Text.RegularExpressions;
using CaseFlow.Definitions;
using CaseFlow.EventStore;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Complaints.Import;

/// <summary>Reads the columns of one row as its profile says, and notes what is wrong with them.</summary>
public sealed class RowReader
{
    private readonly Dictionary<string, string> values;
    private readonly HashSet<string> personal;
    private readonly FieldErrors errors;
    private readonly SortedSet<string> flags = new(StringComparer.Ordinal);

    /// <summary>Of a row's values by column, in a file of the profile.</summary>
    public RowReader(ImportProfile profile, IReadOnlyDictionary<string, string> row, FieldErrors errors)
    {
        ArgumentNullException.ThrowIfNull(profile);
        values = row.ToDictionary(pair => pair.Key, pair => pair.Value.Trim(), StringComparer.Ordinal);
        personal = [.. profile.Personal];
        this.errors = errors;
        foreach (var check in profile.Checks)
            Apply(check);
        foreach (var column in profile.Required.Where(column => values[column].Length == 0))
            errors.Add(column, FieldCodes.Required, $"{column} is empty.");
    }

    /// <summary>What was found and kept as it was.</summary>
    public IReadOnlyCollection<string> Flags => flags;

    /// <summary>Notes what was found and kept as it was.</summary>
    public void Flag(string flag) => flags.Add(flag);

    /// <summary>A column's value, null when it is empty.</summary>
    public string? this[string column] => values[column] is { Length: > 0 } value ? value : null;

    /// <summary>A text; null when all of its columns are empty and nothing stands for that.</summary>
    public string? Text(TextSource? source, int longest = FieldErrors.LongText)
    {
        if (source is null) return null;
        var parts = source.Columns.Select(column => this[column]).OfType<string>().Concat(source.Marked.Where(column => this[column] is not null));
        var text = string.Join(source.Separator, parts);
        return errors.OptionalText(source.All.FirstOrDefault("text"), text.Length > 0 ? text : source.Otherwise, longest);
    }

    /// <summary>A term of a list, by a choice.</summary>
    public Term Term(string field, ChoiceSource source, TermList list)
    {
        var code = Choice(field, source);
        return code.Length > 0 ? errors.Term(field, code, list) : new("", 0);
    }

    /// <summary>A choice; empty when the row gives none, which is noted.</summary>
    public string Choice(string field, ChoiceSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Constant is { } constant) return constant;
        var text = source.Column is { } column ? this[column] : null;
        var choice = source switch
        {
            { Map: { } map } => text is null ? null : map.FirstOrDefault(pair => string.Equals(pair.Key, text, StringComparison.OrdinalIgnoreCase)).Value,
            { Keywords: { } keywords } => keywords.FirstOrDefault(rule => text is not null && rule.Any.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)))?.Gives,
            { Marks: { } marks } => marks.FirstOrDefault(mark => this[mark.Column] is not null)?.Gives,
            _ => text,
        };
        if (choice is not null) return choice;
        if (source.Otherwise is { } otherwise)
        {
            if (source.OtherwiseFlag is { } flag) Flag(flag);
            return otherwise;
        }

        var of = source.Column ?? field;
        if (text is null) errors.Add(of, FieldCodes.Required, $"{of} gives no {field}.");
        else errors.Add(of, FieldCodes.UnknownTerm, $"{of}: the profile maps {Shown(of, text)} to no {field}.");
        return "";
    }

    /// <summary>A time; null when its columns are empty, or hold no time, which is noted.</summary>
    public FileTime? Time(TimeSource source, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(source);
        var text = string.Join(' ', source.Columns.Select(column => this[column]).OfType<string>());
        if (text.Length == 0) return null;
        foreach (var format in source.Formats)
        {
            if (FileTime.TryParse(text, format, zone) is { } time)
                return source.Precision is { } precision ? time with { Precision = precision } : time;
        }

        var forms = string.Join(" or ", source.Formats);
        errors.Add(source.Columns[0], FieldCodes.Malformed, $"{string.Join(" and ", source.Columns)}: {Shown(source.Columns[0], text)} is no time of the form {forms}.");
        return null;
    }

    private void Apply(ColumnCheck check)
    {
        var value = values[check.Column];
        if (value.Length == 0 || Matches(check, value)) return;
        if (check.PadLeft is { } length && value.Length < length && Matches(check, value.PadLeft(length, '0')))
            values[check.Column] = value.PadLeft(length, '0');
        if (check.Flag is { } flag) Flag(flag);
        else errors.Add(check.Column, FieldCodes.Malformed, $"{check.Column}: {Shown(check.Column, value)} does not match {check.Pattern}.");
    }

    // A pattern is a user's: one that would search for ever is stopped.
    private static bool Matches(ColumnCheck check, string value) =>
        Regex.IsMatch(value, $"^(?:{check.Pattern})$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private string Shown(string column, string value) => personal.Contains(column) ? "its value" : $"'{value}'";
}

/// <summary>A time as a file gives it.</summary>
/// <param name="At">The moment.</param>
/// <param name="Precision">How exactly it is known.</param>
/// <param name="Day">The day in the file's zone.</param>
public sealed record FileTime(DateTimeOffset At, OccurrencePrecision Precision, DateOnly Day)
{
    /// <summary>The start of a day in a zone.</summary>
    public static FileTime Of(DateOnly day, TimeZoneInfo zone) => In(zone, day.ToDateTime(TimeOnly.MinValue), OccurrencePrecision.Day);

    /// <summary>Reads a text of the given form; null when it has another.</summary>
    public static FileTime? TryParse(string text, string format, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(format);
        var letters = Regex.Replace(format, @"'[^']*'|\\.", "");
        var precision = letters switch
        {
            _ when letters.Contains('s') => OccurrencePrecision.Second,
            _ when letters.Contains('m') => OccurrencePrecision.Minute,
            _ when letters.Contains('h') || letters.Contains('H') => OccurrencePrecision.Hour,
            _ => OccurrencePrecision.Day,
        };
        var parsed = letters.Contains('z') || letters.Contains('K')
            ? DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
                ? new FileTime(at, precision, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).Date))
                : null
            : DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? In(zone, local, precision) : null;
        return parsed;
    }

    /// <remarks>A time that the clocks skipped is read as one hour later, as a clock that nobody turned would show it.</remarks>
    private static FileTime In(TimeZoneInfo zone, DateTime local, OccurrencePrecision precision)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var exists = zone.IsInvalidTime(local) ? local.AddHours(1) : local;
        return new(new DateTimeOffset(exists, zone.GetUtcOffset(exists)), precision, DateOnly.FromDateTime(local));
    }
}
