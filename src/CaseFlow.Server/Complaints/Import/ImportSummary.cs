using System.Globalization;

namespace CaseFlow.Server.Complaints.Import;

/// <summary>What became of a file: every row is counted once under imported, continued, unchanged or rejected.</summary>
public sealed class ImportSummary
{
    private readonly List<int> days = [];

    /// <summary>Rows read.</summary>
    public int Rows => Imported + Continued + Unchanged + Rejected;

    /// <summary>New cases.</summary>
    public int Imported { get; private set; }

    /// <summary>Cases known from an earlier file, of which this one tells more.</summary>
    public int Continued { get; private set; }

    /// <summary>Cases of which the file tells nothing new.</summary>
    public int Unchanged { get; private set; }

    /// <summary>Rows that were not imported.</summary>
    public int Rejected { get; set; }

    /// <summary>Where the rejected rows stand; null when there are none.</summary>
    public string? RejectedFile { get; set; }

    /// <summary>Cases by the month in which they were opened, in the file's zone.</summary>
    public SortedDictionary<string, int> Months { get; } = new(StringComparer.Ordinal);

    /// <summary>Cases by channel.</summary>
    public SortedDictionary<string, int> Channels { get; } = new(StringComparer.Ordinal);

    /// <summary>Cases by how far they got.</summary>
    public SortedDictionary<ImportedStatus, int> Statuses { get; } = [];

    /// <summary>Cases by what is not quite right with them.</summary>
    public SortedDictionary<string, int> Flags { get; } = new(StringComparer.Ordinal);

    /// <summary>How long the closed ones took.</summary>
    public DaysToClose DaysToClose => DaysToClose.Of(days);

    /// <summary>Counts a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="known">Whether the case was known before.</param>
    /// <param name="events">How many facts the record adds.</param>
    public void Count(ImportedRecord record, bool known, int events)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (!known) Imported++;
        else if (events > 0) Continued++;
        else Unchanged++;
        Add(Months, record.Opened.Day.ToString("yyyy-MM", CultureInfo.InvariantCulture));
        Add(Channels, record.Channel.Code);
        Add(Statuses, record.Status);
        foreach (var flag in record.Flags)
            Add(Flags, flag);
        if (record.DaysToClose is { } took) days.Add(took);
    }

    private static void Add<TKey>(SortedDictionary<TKey, int> counts, TKey key)
        where TKey : notnull => counts[key] = counts.GetValueOrDefault(key) + 1;
}
