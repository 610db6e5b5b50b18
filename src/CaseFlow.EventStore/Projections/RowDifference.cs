using System.Text.Json;

namespace CaseFlow.EventStore.Projections;

/// <summary>A row that is not the same in two schemas.</summary>
/// <param name="Key">Its primary key, as a JSON array of texts.</param>
/// <param name="Against">The row that is compared with, as a JSON object by column; null where there is none.</param>
/// <param name="Replay">The replayed row; null where there is none.</param>
public sealed record RowDifference(string Key, string? Against, string? Replay)
{
    /// <summary>The events that were recorded between the two positions on the streams which the rows name, in order; the first ones only where there are many.</summary>
    public IReadOnlyList<EventReference> Events { get; init; } = [];

    /// <summary>How many such events there are.</summary>
    public long EventsTotal { get; init; }

    /// <summary>The ids in the rows' columns, any of which may be a stream.</summary>
    /// <param name="columns">The columns to look at; null for all.</param>
    internal IEnumerable<Guid> Ids(IReadOnlyCollection<string>? columns)
    {
        var ids = new HashSet<Guid>();
        foreach (var row in new[] { Against, Replay }.OfType<string>())
        {
            using var parsed = JsonDocument.Parse(row);
            foreach (var column in parsed.RootElement.EnumerateObject().Where(column => columns?.Contains(column.Name) != false))
                Collect(column.Value, ids);
        }
        return ids;
    }

    private static void Collect(JsonElement value, HashSet<Guid> ids)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
                Collect(item, ids);
        }
        else if (value.ValueKind == JsonValueKind.String && value.TryGetGuid(out var id))
        {
            ids.Add(id);
        }
    }
}

/// <summary>Names an event.</summary>
/// <param name="Position">Its position.</param>
/// <param name="Id">Its id.</param>
/// <param name="Type">Its stored name.</param>
/// <param name="Stream">Its stream.</param>
/// <param name="RecordedAt">When it was recorded.</param>
public sealed record EventReference(long Position, Guid Id, string Type, Guid Stream, DateTimeOffset RecordedAt);

/// <summary>One page of the rows that differ.</summary>
/// <param name="Rows">The page, in the order of keys.</param>
/// <param name="Total">How many rows of all pages differ.</param>
/// <param name="Next">Give it as <see cref="RowDifferenceQuestion.After"/> for the page behind this one; null at the end.</param>
public sealed record RowDifferencePage(IReadOnlyList<RowDifference> Rows, long Total, string? Next);

/// <summary>Which rows of a table are compared, in which schemas.</summary>
/// <param name="Table">The projection's table.</param>
/// <param name="Against">The schema that is compared with, of live rows or of another replay.</param>
/// <param name="Replay">The schema of the replay.</param>
public sealed record RowDifferenceQuestion(string Table, string Against, string Replay)
{
    /// <summary>A condition that narrows both sides, by columns that never change while a row lives; null for all rows.</summary>
    public string? Where { get; init; }

    /// <summary>The values of <c>$1</c>, <c>$2</c> ... in <see cref="Where"/>.</summary>
    public IReadOnlyList<object?> Values { get; init; } = [];

    /// <summary>A column of truth values: rows in which it holds on neither side are left out; null for all.</summary>
    public string? Counting { get; init; }

    /// <summary>The columns whose values are compared; null for all.</summary>
    public IReadOnlyList<string>? Comparing { get; init; }

    /// <summary>How many rows a page has at most.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>The key behind which the page begins; null for the first page.</summary>
    public string? After { get; init; }
}

/// <summary>Which events are named as what made rows differ.</summary>
/// <param name="After">Events behind this position.</param>
/// <param name="UpTo">Events up to this position.</param>
public sealed record EventStretch(long After, long UpTo)
{
    /// <summary>The stored names of the events that the projection takes; null for all.</summary>
    public IReadOnlyCollection<string>? Types { get; init; }

    /// <summary>The columns whose ids are streams; null for all columns.</summary>
    public IReadOnlyCollection<string>? Columns { get; init; }

    /// <summary>How many events a row names at most.</summary>
    public int PerRow { get; init; } = 10;
}
