namespace CaseFlow.EventStore.Sealing;

/// <summary>Keeps the first difference, and learns from what comes after it what it was: an event that is missing here may stand elsewhere.</summary>
internal sealed class FirstDifference
{
    private ChainFinding? first;

    /// <summary>The event that would make it a reordering, were it found elsewhere.</summary>
    private Guid? sought;

    private bool soughtAmongSeals;

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    public void Note(ChainFinding finding)
    {
        Count++;
        first ??= finding;
    }

    /// <summary>A sealed event that is not at its position.</summary>
    public void NoteMissing(Tampering kind, Seal seal, long checkpoint)
    {
        if (first is null)
            sought = seal.Id;
        Note(ChainFinding.Of(kind, seal, checkpoint));
    }

    /// <summary>An event that nothing seals at its position.</summary>
    public void NoteInserted(Seal stored, long checkpoint)
    {
        if (first is null)
            (sought, soughtAmongSeals) = (stored.Id, true);
        Note(ChainFinding.Of(Tampering.Inserted, stored, checkpoint));
    }

    /// <summary>Something that matters only when the events themselves are right.</summary>
    public void NoteUnlessFound(ChainFinding finding, bool matters)
    {
        if (matters)
            Note(finding);
    }

    /// <summary>A stretch that ends too early, at the end of all events.</summary>
    public void NoteCut(ChainCheckpoint checkpoint, long position) =>
        Note(new(Tampering.Truncated, position) { LastPosition = checkpoint.Last, Checkpoint = checkpoint.Number });

    /// <summary>An event came by, after what was noted.</summary>
    public void Saw(Seal stored)
    {
        if (sought == stored.Id && !soughtAmongSeals)
            (first, sought) = (first! with { Kind = Tampering.Reordered, FoundAt = stored.Position }, null);
    }

    /// <summary>The seal of an event came by, after what was noted: an event that seemed inserted was moved here from there.</summary>
    public void SawSealed(Seal seal)
    {
        if (sought == seal.Id && soughtAmongSeals)
            (first, sought) = (ChainFinding.Of(Tampering.Reordered, seal, first!.Checkpoint) with { FoundAt = first.Position }, null);
    }

    /// <param name="lastPosition">The last event that there was.</param>
    public ChainFinding? Found(long? lastPosition) =>
        first is { Kind: Tampering.Removed } && (lastPosition ?? long.MinValue) < first.Position ? first with { Kind = Tampering.Truncated } : first;
}
