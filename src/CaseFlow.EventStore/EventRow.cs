using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CaseFlow.EventStore;

/// <summary>An event as it is stored: the columns of <c>mt_events</c> that this library writes and reads.</summary>
internal sealed record EventRow
{
    public const string UnknownActor = "unknown";

    public required Guid Id { get; init; }
    public required string Type { get; init; }
    public required string Body { get; init; }

    /// <summary>The type's full name and assembly, for Marten; written, never read.</summary>
    public string? DotNetType { get; init; }
    public string? Headers { get; init; }
    public string? Actor { get; init; }
    public string? CorrelationId { get; init; }
    public string? CausationId { get; init; }

    /// <summary>What has no column of its own in Marten's tables.</summary>
    private sealed record HeaderFields(
        DateTimeOffset OccurredAt,
        OccurrencePrecision Precision,
        Guid CommandId,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? CommandDigest);

    /// <summary>The rows of an append, checked.</summary>
    /// <exception cref="ArgumentException">There is no event, an id twice, or an event of an unregistered type.</exception>
    public static EventRow[] Write(EventTypes types, StreamId stream, IReadOnlyList<NewEvent> events)
    {
        ArgumentException.ThrowIfNullOrEmpty(stream.Type, nameof(stream));
        if (events.Count == 0)
            throw new ArgumentException("An append has at least one event.", nameof(events));
        if (events.DistinctBy(e => e.Id).Count() != events.Count)
            throw new ArgumentException("Each event of an append has an id of its own.", nameof(events));
        return [.. events.Select(e => Write(types, e))];
    }

    private static EventRow Write(EventTypes types, NewEvent e)
    {
        var metadata = e.Metadata;
        var headers = new HeaderFields(metadata.OccurredAt, metadata.Precision, metadata.CommandId, metadata.CommandDigest);
        var type = types.NameFor(e.Data);
        var body = EventTypes.Write(e.Data);
        if (HoldsNul(body) || $"{metadata.Actor}{metadata.CorrelationId}{metadata.CausationId}{metadata.CommandDigest}".Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException($"A text of the {type} holds the character U+0000, which PostgreSQL cannot store.", nameof(e));
        return new()
        {
            Id = e.Id,
            Type = type,
            Body = body,
            DotNetType = $"{e.Data.GetType().FullName}, {e.Data.GetType().Assembly.GetName().Name}",
            Headers = JsonSerializer.Serialize(headers, EventTypes.Json),
            Actor = metadata.Actor,
            CorrelationId = metadata.CorrelationId,
            CausationId = metadata.CausationId,
        };
    }

    /// <summary>Whether a JSON text holds the escape of U+0000, rather than the words for it behind an escaped backslash.</summary>
    private static bool HoldsNul(string json)
    {
        for (var at = json.IndexOf("\\u0000", StringComparison.Ordinal); at >= 0; at = json.IndexOf("\\u0000", at + 1, StringComparison.Ordinal))
        {
            var backslashes = at - json.AsSpan(0, at).TrimEnd('\\').Length;
            if (backslashes % 2 == 0)
                return true;
        }
        return false;
    }

    /// <summary>The event; what another program did not write falls back to what can be said without it.</summary>
    /// <exception cref="UnreadableEventException">The body does not fit the type.</exception>
    public RecordedEvent Read(EventTypes types, StreamId stream, long version, long position, DateTimeOffset recordedAt)
    {
        object data;
        try
        {
            data = types.Read(Type, Encoding.UTF8.GetBytes(Body));
        }
        catch (Exception fault) // whatever the type's constructor or an upcaster throws
        {
            throw new UnreadableEventException(Type, stream, version, position, fault);
        }
        return new()
        {
            Position = position,
            Stream = stream,
            Version = version,
            Id = Id,
            Type = Type,
            Data = data,
            Metadata = ReadMetadata(recordedAt),
            RecordedAt = recordedAt,
        };
    }

    private EventMetadata ReadMetadata(DateTimeOffset recordedAt)
    {
        using var document = Headers is null ? null : JsonDocument.Parse(Headers);
        JsonElement? Header(string name) =>
            document?.RootElement is { ValueKind: JsonValueKind.Object } headers && headers.TryGetProperty(name, out var value)
                && value.ValueKind == JsonValueKind.String ? value : null;
        return new()
        {
            OccurredAt = Header("occurredAt") is { } at && at.TryGetDateTimeOffset(out var occurredAt) ? occurredAt : recordedAt,
            Precision = Enum.TryParse<OccurrencePrecision>(Header("precision")?.GetString(), out var precision) ? precision : OccurrencePrecision.Second,
            CommandId = Header("commandId") is { } id && id.TryGetGuid(out var commandId) ? commandId : Guid.Empty,
            CommandDigest = Header("commandDigest")?.GetString(),
            Actor = Actor ?? UnknownActor,
            CorrelationId = CorrelationId ?? "",
            CausationId = CausationId,
        };
    }
}
