using System.Globalization;
using CaseFlow.Kpis;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Tracing;
using CsvHelper;

namespace CaseFlow.Server.Kpis;

/// <summary>Values of a series as a table: pasted from a sheet, or from a file. Nothing of it is dropped: an empty cell is a gap, all else is read or named.</summary>
public static class SeriesCsv
{
    /// <summary>The column of periods.</summary>
    public const string Period = "period";

    /// <summary>The column of notes, which may be missing.</summary>
    public const string Note = "note";

    /// <summary>The longest table, in characters: a page sends no more at a time.</summary>
    public const int Longest = 24_000;

    /// <summary>Reads a table; what is wrong with it is noted under <c>csv.{line}.{column}</c>, with lines as an editor counts them.</summary>
    public static IReadOnlyList<PeriodValues> Read(string text, ValueOrigin origin, FieldErrors fields)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(fields);
        if (text.Length > Longest) fields.Add("csv", FieldCodes.TooLong, FormattableString.Invariant($"csv takes at most {Longest} characters and has {text.Length}; send it in parts."));
        if (text.Contains('\0', StringComparison.Ordinal)) fields.Add("csv", FieldCodes.Malformed, "csv contains a null character.");
        if (fields.Any) return [];
        var damaged = new HashSet<long>();
        using var csv = CsvReader.FromText(text, new CsvReaderOptions { Separator = SeparatorOf(text), TrackLineNumbers = true, OnMalformedRecord = record => damaged.Add(record.RecordNumber) });
        var heading = HeadingOf(csv);
        if (!heading.Contains(Period)) fields.Add(At(1, Period), FieldCodes.Required, $"The first line names the columns; one of them is {Period}.");
        foreach (var (i, name) in heading.Index().Where(column => column.Item.Length == 0 || Array.IndexOf(heading, column.Item) != column.Index))
            fields.Add(At(1, name.Length == 0 ? FormattableString.Invariant($"{i + 1}") : name), FieldCodes.Malformed, "Each column bears a name of its own.");
        var rows = new List<PeriodValues>();
        while (csv.Read())
        {
            var line = (int)csv.LineNumber;
            // The heading is a record of its own.
            if (damaged.Contains(csv.RowNumber + 1) || csv.FieldCount != heading.Length)
            {
                fields.Add(At(line, Period), FieldCodes.Malformed, FormattableString.Invariant($"The line has {csv.FieldCount} cells, the heading has {heading.Length}; or a quotation mark stands where none belongs."));
                continue;
            }

            rows.Add(Row(line, heading, [.. Enumerable.Range(0, heading.Length).Select(i => csv.GetString(i).Trim())], origin, fields));
            if (rows.Count <= EnteringValues.MostRows) continue;
            fields.Add("csv", FieldCodes.TooLong, FormattableString.Invariant($"csv has at most {EnteringValues.MostRows} lines; send it in parts."));
            break;
        }

        if (rows.Count == 0 && !fields.Any) fields.Add("csv", FieldCodes.Required, "csv has no line below its heading.");
        return rows;
    }

    /// <summary>The columns that a table names in its first line.</summary>
    public static IReadOnlyList<string> Columns(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        using var csv = CsvReader.FromText(text, new CsvReaderOptions { Separator = SeparatorOf(text) });
        return HeadingOf(csv);
    }

    private static string[] HeadingOf(CsvReader csv) => [.. csv.Headers.ToArray().Select(name => name.Trim('\ufeff', ' ').ToLowerInvariant())];

    private static PeriodValues Row(int line, string[] heading, string[] record, ValueOrigin origin, FieldErrors fields)
    {
        var values = new List<MeasuredValue>();
        var (period, note) = (default(SeriesPeriod), (string?)null);
        foreach (var (name, cell) in heading.Zip(record))
        {
            if (name == Period) period = SeriesDesk.Period(fields, At(line, name), cell);
            else if (name == Note) note = fields.OptionalClearText(At(line, name), cell);
            else if (cell.Length > 0) values.Add(new(name, Number(line, name, cell, fields), origin));
        }

        return new(period, values, note);
    }

    private static decimal Number(int line, string name, string cell, FieldErrors fields)
    {
        if (decimal.TryParse(cell, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)) return SeriesDesk.Value(fields, At(line, name), value);
        fields.Add(At(line, name), FieldCodes.Malformed, "A value is digits with a point before its decimals, without unit and without signs between thousands.");
        return 0;
    }

    private static char SeparatorOf(string text)
    {
        var heading = text.AsSpan(0, text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? end : text.Length);
        return heading.Contains('\t') ? '\t' : heading.Contains(';') ? ';' : ',';
    }

    private static string At(int line, string column) => string.Create(CultureInfo.InvariantCulture, $"csv.{line}.{column}");
}
