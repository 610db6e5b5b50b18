using System.Globalization;
using CaseFlow.Server.Platform.Commands;
using CsvHelper;

namespace CaseFlow.Server.Complaints.Import;

/// <summary>Writes the rows that were not imported beside their file: as they stood, with their line and the reason per field.</summary>
/// <remarks>
/// The file starts with a byte order mark, without which Excel takes Chinese for Latin. Corrected, it can be imported
/// itself: the two columns that are added here are passed over.
/// </remarks>
public sealed class RejectedRows(string importedFile, IReadOnlyList<string> columns, char delimiter) : IDisposable
{
    /// <summary>The columns that are added.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["caseflow:line", "caseflow:reason"];

    private CsvWriter? csv;

    /// <summary>The file; null as long as no row was rejected.</summary>
    public string? Path { get; private set; }

    /// <summary>How many rows were rejected.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a row.</summary>
    public void Add(FileRow row, IReadOnlyList<FieldError> errors)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(errors);
        csv ??= Start();
        for (var place = 0; place < Math.Max(columns.Count, row.Fields.Count); place++)
            csv.WriteField(place < row.Fields.Count ? row.Fields[place] : "");
        csv.WriteField(row.Line.ToString(CultureInfo.InvariantCulture));
        csv.WriteField(string.Join('\n', errors.Select(error => $"{error.Field}: {error.Code}. {error.Message}")));
        csv.EndRecord();
        Count++;
    }

    public void Dispose() => csv?.Dispose();

    private CsvWriter Start()
    {
        var writer = CsvWriter.Create(Create(), new CsvWriterOptions
        {
            Separator = delimiter,
            WriteByteOrderMark = true,
            // A damaged row keeps the fields that it has.
            ValidateFieldCount = false,
        });
        foreach (var column in columns.Concat(Columns))
            writer.WriteField(column);
        writer.EndRecord();
        return writer;
    }

    /// <summary>A new file under the first name that is free: what an earlier import rejected may be being corrected.</summary>
    private FileStream Create()
    {
        var stem = System.IO.Path.ChangeExtension(importedFile, null);
        for (var number = 1; ; number++)
        {
            var path = number == 1 ? $"{stem}.rejected.csv" : $"{stem}.rejected-{number}.csv";
            if (File.Exists(path)) continue;
            Path = path;
            return new(path, FileMode.CreateNew, FileAccess.Write);
        }
    }
}
