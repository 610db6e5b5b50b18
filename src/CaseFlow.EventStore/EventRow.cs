using System.Text;
using System.Text.Json;

namespace CaseFlow.EventStore;

/// <summary>An event as it is stored: the columns of <c>mt_events</c> that this library writes and reads.</summary>
internal sealed record EventRow
{
    public const string UnknownActor = "unknown";

    public required Guid Id { get; init; }
    public required string Type { get; init; }
    public required string Body { get; init; }

    public string? Headers { get; init; }
    public string? Actor { get; init; }
    public string? CorrelationId { get; init; }
    public string? CausationId { get; init; }

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
