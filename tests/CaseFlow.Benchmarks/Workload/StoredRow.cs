using System.Text.Json;
using CaseFlow.EventStore;

namespace CaseFlow.Benchmarks.Workload;

/// <summary>An event as the raw side writes it: the columns that the store fills, made beforehand, so that the raw side pays for nothing but the database.</summary>
public sealed record StoredRow
{
    public required string Type { get; init; }
    public required string Body { get; init; }
    public required string DotNetType { get; init; }
    public required string CorrelationId { get; init; }
    public required string Headers { get; init; }
    public required string Actor { get; init; }

    /// <summary>When it was recorded, by the rows that are copied in.</summary>
    public required DateTime RecordedAt { get; init; }

    /// <summary>The rows of a stream.</summary>
    public static StoredRow[] OfStream(long number) => [.. EventMix.Stream(number).Select((data, index) => Of(data, EventMix.Metadata(number, index + 1)))];

    private static StoredRow Of(object data, EventMetadata metadata) => new()
    {
        Type = EventMix.Types.NameFor(data),
        Body = EventTypes.Write(data),
        DotNetType = $"{data.GetType().FullName}, {data.GetType().Assembly.GetName().Name}",
        CorrelationId = metadata.CorrelationId,
        Headers = JsonSerializer.Serialize(new { metadata.OccurredAt, metadata.Precision, metadata.CommandId, metadata.CommandDigest }, EventTypes.Json),
        Actor = metadata.Actor,
        RecordedAt = metadata.OccurredAt.UtcDateTime,
    };
}
