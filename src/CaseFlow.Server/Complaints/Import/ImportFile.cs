using System.Buffers;
using System.Text.Unicode;
using CaseFlow.Server.Platform;
using CsvHelper;

namespace CaseFlow.Server.Complaints.Import;

/// <summary>A record of a file as it stands there.</summary>
/// <param name="Line">The line on which it starts, from 1.</param>
/// <param name="Fields">Its fields, in the order of the file.</param>
/// <param name="Values">The same by column.</param>
public sealed record FileRow(int Line, IReadOnlyList<string> Fields, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>Why it cannot be read as a record; null when it can.</summary>
    public string? Damage { get; init; }
}

/// <summary>A CSV file: UTF-8 with or without a byte order mark, one header row, fields quoted where they need it.</summary>
public sealed class ImportFile : IDisposable
{
    private readonly FileStream stream;
    private readonly CsvReader csv;
    private readonly int[] places;
    private readonly int columns;
    private readonly Dictionary<long, CsvMalformedReason> damaged = [];

    private ImportFile(string path, char? delimiter)
    {
        stream = Open(path);
        csv = CsvReader.Create(stream, new CsvReaderOptions
        {
            Separator = delimiter,
            TrackLineNumbers = true,
            OnMalformedRecord = record => damaged[record.RecordNumber] = record.Reason,
        }, leaveOpen: true);
        var header = csv.Headers.ToArray();
        if (header.Length == 0) throw new ExplainedException($"{path} is empty; its first line names the columns.");
        columns = header.Length;
        places = [.. Enumerable.Range(0, columns).Where(place => !RejectedRows.Columns.Contains(header[place].Trim()))];
        Columns = [.. places.Select(place => header[place].Trim())];
    }

    /// <summary>The columns, without those that a file of rejected rows adds.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>What separates them.</summary>
    public char Delimiter => csv.Separator;

    /// <summary>How much there is to read, in bytes.</summary>
    public long Length => stream.Length;

    /// <summary>How much of it has been read.</summary>
    public long Position => stream.Position;

    /// <summary>Opens a file and checks its characters and its columns.</summary>
    /// <exception cref="ExplainedException">It cannot be imported with the profile, and why.</exception>
    public static ImportFile Open(string path, ImportProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        CheckUtf8(path);
        var file = new ImportFile(path, profile.Delimiter);
        try
        {
            ProfileColumns.Check(path, file.Columns, profile);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The records, in order.</summary>
    public IEnumerable<FileRow> Rows()
    {
        while (csv.Read())
        {
            var count = csv.FieldCount;
            // A row with too many fields keeps them all, for whoever corrects it.
            string[] fields = [.. places.Where(place => place < count).Concat(Enumerable.Range(columns, Math.Max(0, count - columns))).Select(csv.GetString)];
            yield return new FileRow((int)csv.LineNumber, fields, Columns.Zip(fields).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal))
            {
                // The header is a record of its own.
                Damage = damaged.TryGetValue(csv.RowNumber + 1, out var reason) ? Sentence(reason)
                    : count != columns ? $"it has {count} fields where the header has {columns}"
                    : null,
            };
        }
    }

    private static string Sentence(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.UnterminatedQuote => "a quotation mark is never closed, and what follows up to the end of the file belongs to it",
        CsvMalformedReason.StrayQuote => "a quotation mark stands inside a field that is not quoted; quote the field and double the mark",
        CsvMalformedReason.TextAfterClosingQuote => "text follows a closing quotation mark; inside a quoted field a mark is doubled",
        CsvMalformedReason.LineBreakInQuotes or CsvMalformedReason.FieldCountMismatch or CsvMalformedReason.TrailingEscape => reason.ToString(),
    };

    public void Dispose()
    {
        csv.Dispose();
        stream.Dispose();
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ExplainedException($"{path} cannot be read: {fault.Message}", fault);
        }
    }

    /// <summary>Reads the file once through, so that a wrong byte at its end is known before anything is imported.</summary>
    private static void CheckUtf8(string path)
    {
        using var file = Open(path);
        var bytes = new byte[1 << 16];
        var characters = new char[1 << 16];
        long offset = 0;
        var (line, kept) = (1, 0);
        for (var last = false; !last;)
        {
            var read = file.Read(bytes, kept, bytes.Length - kept);
            last = read == 0;
            var chunk = bytes.AsSpan(0, kept + read);
            var status = Utf8.ToUtf16(chunk, characters, out var good, out _, replaceInvalidSequences: false, isFinalBlock: last);
            line += chunk[..good].Count((byte)'\n');
            if (status == OperationStatus.InvalidData)
                throw new ExplainedException(NotUtf8(path, offset + good, line, chunk[good..]));
            offset += good;
            kept = chunk.Length - good;
            chunk[good..].CopyTo(bytes);
        }
    }

    private static string NotUtf8(string path, long offset, int line, ReadOnlySpan<byte> from) => offset == 0 && from is [0xff, 0xfe, ..] or [0xfe, 0xff, ..]
        ? $"{path} is UTF-16, not UTF-8. Save it as CSV UTF-8."
        : $"{path} is not UTF-8: byte 0x{from[0]:x2} at offset {offset}, on line {line}. Save it as CSV UTF-8; a Chinese Windows writes GBK, a Western one Windows-1252, unless told otherwise.";
}
