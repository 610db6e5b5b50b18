using System.Text.Json;

namespace CaseFlow.EventStore;

/// <summary>A row of <c>mt_events</c> as it is read: bytes where bytes will do.</summary>
internal readonly record struct StoredEvent
{
    public const string UnknownActor = "unknown";

    public required long Position { get; init; }
    public required Guid Stream { get; init; }
    public required long Version { get; init; }
    public required Guid Id { get; init; }
    public required string Type { get; init; }

    /// <summary>The body, UTF-8.</summary>
    public required byte[] Body { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public required string? Actor { get; init; }
    public required string? CorrelationId { get; init; }
    public required string? CausationId { get; init; }

    /// <summary>What has no column of its own in Marten's tables, UTF-8.</summary>
    public required byte[]? Headers { get; init; }

    /// <summary>What takes time to read, and can be read before the stream's type is known. A body that does not fit its type is a fault of this row only.</summary>
    public (object? Data, EventMetadata Metadata, Exception? Fault) Deserialise(EventTypes types)
    {
        try
        {
            return (types.Read(Type, Body), ReadMetadata(), null);
        }
        catch (Exception fault) // whatever the type's constructor or an upcaster throws
        {
            return (null, ReadMetadata(), fault);
        }
    }

    /// <summary>The event; what another program did not write falls back to what can be said without it.</summary>
    /// <exception cref="UnreadableEventException">The body does not fit the type.</exception>
    public RecordedEvent With(string streamType, (object? Data, EventMetadata Metadata, Exception? Fault) read)
    {
        var stream = new StreamId(streamType, Stream);
        return new()
        {
            Position = Position,
            Stream = stream,
            Version = Version,
            Id = Id,
            Type = Type,
            Data = read.Data ?? throw new UnreadableEventException(Type, stream, Version, Position, read.Fault!),
            Metadata = read.Metadata,
            RecordedAt = RecordedAt,
        };
    }

    private EventMetadata ReadMetadata()
    {
        var (occurredAt, precision, commandId, commandDigest) = (RecordedAt, OccurrencePrecision.Second, Guid.Empty, (string?)null);
        var via = (string?)null;
        var headers = new Utf8JsonReader(Headers);
        if (Headers is not null && headers.Read() && headers.TokenType == JsonTokenType.StartObject)
        {
            while (headers.Read() && headers.TokenType == JsonTokenType.PropertyName)
            {
                if (headers.ValueTextEquals("occurredAt"u8))
                    occurredAt = IsText(ref headers) && headers.TryGetDateTimeOffset(out var at) ? at : occurredAt;
                else if (headers.ValueTextEquals("precision"u8))
                    precision = IsText(ref headers) ? Precision(ref headers) : precision;
                else if (headers.ValueTextEquals("commandId"u8))
                    commandId = IsText(ref headers) && headers.TryGetGuid(out var id) ? id : commandId;
                else if (headers.ValueTextEquals("commandDigest"u8))
                    commandDigest = IsText(ref headers) ? headers.GetString() : commandDigest;
                else if (headers.ValueTextEquals("via"u8))
                    via = IsText(ref headers) ? headers.GetString() : via;
                else
                    headers.Skip();
            }
        }

        return new()
        {
            OccurredAt = occurredAt,
            Precision = precision,
            CommandId = commandId,
            CommandDigest = commandDigest,
            Via = via,
            Actor = Actor ?? UnknownActor,
            CorrelationId = CorrelationId ?? "",
            CausationId = CausationId,
        };
    }

    /// <summary>Moves to a property's value and tells whether it is a text; whatever else it is, is passed over.</summary>
    private static bool IsText(ref Utf8JsonReader headers)
    {
        headers.Read();
        if (headers.TokenType == JsonTokenType.String)
            return true;
        headers.Skip();
        return false;
    }

    private static OccurrencePrecision Precision(ref Utf8JsonReader headers) =>
        headers.ValueTextEquals("Second"u8) || !Enum.TryParse<OccurrencePrecision>(headers.GetString(), out var precision) ? OccurrencePrecision.Second : precision;
}
