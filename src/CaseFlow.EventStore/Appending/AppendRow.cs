using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CaseFlow.EventStore.Appending;

/// <summary>An event as it is sent to the database: the columns of <c>mt_events</c> that do not follow from the append.</summary>
internal sealed record AppendRow
{
    private static readonly ConcurrentDictionary<Type, string> DotNetTypes = [];

    public required Guid Id { get; init; }
    public required string Type { get; init; }

    /// <summary>The type's full name and assembly, for Marten; written, never read.</summary>
    public required string DotNetType { get; init; }
    public required byte[] Body { get; init; }
    public required byte[] Headers { get; init; }
    public required string Actor { get; init; }
    public required string CorrelationId { get; init; }
    public string? CausationId { get; init; }

    /// <summary>What has no column of its own in Marten's tables.</summary>
    private sealed record HeaderFields(
        DateTimeOffset OccurredAt,
        OccurrencePrecision Precision,
        Guid CommandId,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? CommandDigest,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Via);

    /// <summary>The rows of an append, checked.</summary>
    /// <exception cref="ArgumentException">There is no event, an id twice, an event of an unregistered type, or a text that holds U+0000.</exception>
    public static AppendRow[] Write(EventTypes types, StreamId stream, IReadOnlyList<NewEvent> events)
    {
        ArgumentException.ThrowIfNullOrEmpty(stream.Type, nameof(stream));
        if (events.Count == 0)
            throw new ArgumentException("An append has at least one event.", nameof(events));
        if (events.Count > 1 && events.DistinctBy(e => e.Id).Count() != events.Count)
            throw new ArgumentException("Each event of an append has an id of its own.", nameof(events));
        var rows = new AppendRow[events.Count];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = Write(types, events[i]);
        return rows;
    }

    private static AppendRow Write(EventTypes types, NewEvent e)
    {
        var metadata = e.Metadata;
        var headers = new HeaderFields(metadata.OccurredAt, metadata.Precision, metadata.CommandId, metadata.CommandDigest, metadata.Via);
        var type = types.NameFor(e.Data);
        var row = new AppendRow
        {
            Id = e.Id,
            Type = type,
            DotNetType = DotNetTypes.GetOrAdd(e.Data.GetType(), clr => $"{clr.FullName}, {clr.Assembly.GetName().Name}"),
            Body = JsonSerializer.SerializeToUtf8Bytes(e.Data, e.Data.GetType(), EventTypes.Json),
            Headers = JsonSerializer.SerializeToUtf8Bytes(headers, EventTypes.Json),
            Actor = metadata.Actor,
            CorrelationId = metadata.CorrelationId,
            CausationId = metadata.CausationId,
        };
        if (row.HoldsNul)
            throw new ArgumentException($"A text of the {type} holds the character U+0000, which PostgreSQL cannot store.", nameof(e));
        return row;
    }

    private bool HoldsNul =>
        HoldsNulEscape(Body) || HoldsNulEscape(Headers)
        || Actor.Contains('\0', StringComparison.Ordinal) || CorrelationId.Contains('\0', StringComparison.Ordinal) || CausationId?.Contains('\0', StringComparison.Ordinal) == true;

    /// <summary>Whether a JSON text holds the escape of U+0000, rather than the words for it behind an escaped backslash.</summary>
    private static bool HoldsNulEscape(ReadOnlySpan<byte> json)
    {
        var escape = "\\u0000"u8;
        for (int start = 0, found; (found = json[start..].IndexOf(escape)) >= 0; start += found + 1)
        {
            var before = json[..(start + found)];
            if ((before.Length - before.TrimEnd((byte)'\\').Length) % 2 == 0)
                return true;
        }
        return false;
    }
}
