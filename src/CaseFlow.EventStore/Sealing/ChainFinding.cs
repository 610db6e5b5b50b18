namespace CaseFlow.EventStore.Sealing;

/// <summary>What was done to the history.</summary>
public enum Tampering
{
    /// <summary>Something that is stored of an event differs from what was sealed.</summary>
    Altered,

    /// <summary>A sealed event is gone.</summary>
    Removed,

    /// <summary>An event stands among sealed ones that was not there.</summary>
    Inserted,

    /// <summary>A sealed event stands at another position.</summary>
    Reordered,

    /// <summary>All events from here on are gone, though they were sealed.</summary>
    Truncated,

    /// <summary>The database continued from an older state: other events were sealed in the place of those that are known outside.</summary>
    SetBack,

    /// <summary>A checkpoint is not signed by a trusted key, or does not follow the one before.</summary>
    CheckpointForged,

    /// <summary>A checkpoint that is known outside is gone, with its events still there.</summary>
    CheckpointRemoved,

    /// <summary>The seals of a checkpoint do not fit it, while its events do.</summary>
    SealsAltered,

    /// <summary>A stretch holds other events than were sealed; its seals were changed too, so that it is not known which.</summary>
    StretchAltered,
}

/// <summary>The first difference between what is stored and what was sealed.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="Position">Where: the event's position as it was sealed, or the first of the stretch.</param>
public sealed record ChainFinding(Tampering Kind, long Position)
{
    /// <summary>The last position of the stretch, when the event is not known more exactly.</summary>
    public long? LastPosition { get; init; }

    /// <summary>The event, when it is known.</summary>
    public Guid? Event { get; init; }

    /// <summary>Its stream.</summary>
    public Guid? Stream { get; init; }

    /// <summary>Its version there.</summary>
    public long? Version { get; init; }

    /// <summary>Where a reordered event stands now.</summary>
    public long? FoundAt { get; init; }

    /// <summary>The checkpoint that it offends against.</summary>
    public long? Checkpoint { get; init; }

    internal static ChainFinding Of(Tampering kind, Seal seal, long? checkpoint) => new(kind, seal.Position)
    {
        Event = seal.Id,
        Stream = seal.Stream,
        Version = seal.Version,
        Checkpoint = checkpoint,
    };

    internal static ChainFinding Of(Tampering kind, ChainCheckpoint checkpoint) => new(kind, checkpoint.First) { LastPosition = checkpoint.Last, Checkpoint = checkpoint.Number };
}

/// <summary>What a verification found.</summary>
/// <param name="First">The first difference; null when everything is as it was sealed.</param>
/// <param name="Differences">How many differences there are.</param>
/// <param name="Events">How many events were looked at.</param>
/// <param name="Unsealed">How many of them are not sealed yet, so that nothing vouches for them.</param>
/// <param name="Checkpoints">How many checkpoints were looked at.</param>
/// <param name="Anchored">How many of them are known outside as well.</param>
/// <param name="LastPosition">The position of the last event; null when there is none.</param>
/// <param name="Chain">The chain's value after the last event, in hexadecimal.</param>
public sealed record ChainReport(ChainFinding? First, long Differences, long Events, long Unsealed, long Checkpoints, long Anchored, long? LastPosition, string Chain)
{
    /// <summary>Whether everything is as it was sealed.</summary>
    public bool IsGenuine => First is null;
}
