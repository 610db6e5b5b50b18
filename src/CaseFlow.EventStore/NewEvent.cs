namespace CaseFlow.EventStore;

/// <summary>An event to record.</summary>
/// <param name="Id">Unique across all streams; the same id is never recorded twice.</param>
/// <param name="Data">The fact, of a type that the store's <see cref="EventTypes"/> knows.</param>
/// <param name="Metadata">When it happened, who did it and why.</param>
public sealed record NewEvent(Guid Id, object Data, EventMetadata Metadata);

/// <summary>An event as it was recorded.</summary>
public sealed record RecordedEvent
{
    /// <summary>Its place in the order of all events, from 1; gaps may occur, going back may not.</summary>
    public required long Position { get; init; }

    /// <summary>Its stream.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>Its place in its stream: 1, 2, 3 ...</summary>
    public required long Version { get; init; }

    /// <summary>Its id, given by whoever appended it.</summary>
    public required Guid Id { get; init; }

    /// <summary>The stored name, snake case.</summary>
    public required string Type { get; init; }

    /// <summary>The fact; <see cref="UnknownEvent"/> when no type bears the stored name.</summary>
    public required object Data { get; init; }

    /// <summary>When it happened, who did it and why.</summary>
    public required EventMetadata Metadata { get; init; }

    /// <summary>When the store recorded it, by the database's clock.</summary>
    public required DateTimeOffset RecordedAt { get; init; }
}

/// <summary>An event whose stored name this program does not know, as another program may have written it.</summary>
/// <param name="Json">Its body as stored.</param>
public sealed record UnknownEvent(string Json);
