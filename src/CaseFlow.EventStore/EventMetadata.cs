namespace CaseFlow.EventStore;

/// <summary>How exactly the time of an event is known.</summary>
public enum OccurrencePrecision
{
    /// <summary>Only the day is known.</summary>
    Day,

    /// <summary>The hour is known.</summary>
    Hour,

    /// <summary>The minute is known.</summary>
    Minute,

    /// <summary>The second (or better) is known.</summary>
    Second,
}

/// <summary>What surrounds a fact. Stored in Marten's metadata columns and <c>headers</c>.</summary>
public sealed record EventMetadata
{
    /// <summary>When it happened in the world; not when it was recorded.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>How exactly <see cref="OccurredAt"/> is known.</summary>
    public OccurrencePrecision Precision { get; init; } = OccurrencePrecision.Second;

    /// <summary>Who did it: a desk agent's account, or an automation's name. Column <c>user_name</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>One id from the click to the last consequence. Column <c>correlation_id</c>.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>The event or command that this one follows from, when there is one. Column <c>causation_id</c>.</summary>
    public string? CausationId { get; init; }

    /// <summary>The command that recorded it; a command carried out twice bears the same id.</summary>
    public required Guid CommandId { get; init; }

    /// <summary>A keyed digest of the command's content, to tell a repetition from another command under the same id.</summary>
    public string? CommandDigest { get; init; }

    /// <summary>The machine that said it for the actor, when one did: the name of its token.</summary>
    public string? Via { get; init; }
}
