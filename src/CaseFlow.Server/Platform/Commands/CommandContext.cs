using CaseFlow.EventStore;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Platform.Commands;

/// <summary>What surrounds a command: who says it, when it happened, and under which ids.</summary>
public sealed record CommandContext
{
    /// <summary>The same for the same command, however often it is sent.</summary>
    public required Guid CommandId { get; init; }

    /// <summary>Who says it.</summary>
    public required string Actor { get; init; }

    /// <summary>The machine that says it for them, when one does: the name of its token.</summary>
    public string? Via { get; init; }

    /// <summary>Which part of the operator they may act on.</summary>
    public required AccessScope Scope { get; init; }

    /// <summary>One id from the click to the last consequence.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>The event that this command follows from, when an automation says it.</summary>
    public string? CausationId { get; init; }

    /// <summary>When it happened; may lie back.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>How exactly that is known.</summary>
    public OccurrencePrecision Precision { get; init; } = OccurrencePrecision.Second;

    /// <summary>A keyed digest of the content, to tell a repetition from another command under the same key.</summary>
    public string? Digest { get; init; }

    /// <summary>The version that whoever says it has seen (<c>If-Match</c>); null when any will do.</summary>
    public long? SeenVersion { get; init; }

    /// <summary>The metadata of the events that follow from the command.</summary>
    public EventMetadata Metadata => new()
    {
        OccurredAt = OccurredAt,
        Precision = Precision,
        Actor = Actor,
        CorrelationId = CorrelationId,
        CausationId = CausationId,
        CommandId = CommandId,
        CommandDigest = Digest,
        Via = Via,
    };
}
