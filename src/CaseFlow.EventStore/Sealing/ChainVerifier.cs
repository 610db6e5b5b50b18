namespace CaseFlow.EventStore.Sealing;

/// <summary>
/// Holds events against their checkpoints, each as it comes, in bounded memory: a checkpoint is told before its events, and the events
/// in the order of their positions. Knows no database, so that an exported file is verified as a database is.
/// </summary>
/// <param name="keys">The keys that are trusted.</param>
/// <param name="anchors">Checkpoints that were kept outside, by number.</param>
/// <param name="start">Where the chain is when a part of the events is verified: the value before the first checkpoint, and its place.</param>
public sealed class ChainVerifier(TrustedKeys keys, IReadOnlyDictionary<long, ChainCheckpoint> anchors, ChainStart start)
{
    private readonly FirstDifference first = new();
    private ChainCheckpoint? previous;
    private StretchVerifier? stretch;
    private byte[] chain = Convert.FromHexString(start.Chain);
    private byte[] tail = [];
    private Seal? firstUnsealed;
    private long events;
    private long unsealed;
    private long checkpoints;
    private long anchored;
    private long? lastPosition;

    /// <summary>How many events were looked at so far.</summary>
    public long Events => events;

    /// <summary>How many differences there are so far.</summary>
    public long Differences => first.Count;

    /// <summary>Begins the next checkpoint's stretch.</summary>
    /// <param name="sealedAs">The checkpoint, with its seals.</param>
    public void Begin(SealedStretch sealedAs)
    {
        ArgumentNullException.ThrowIfNull(sealedAs);
        var found = sealedAs.Checkpoint;
        EndStretch();
        if (firstUnsealed is { } between)
            first.NoteInserted(between, found.Number);
        firstUnsealed = null;
        checkpoints++;
        var known = anchors.GetValueOrDefault(found.Number);
        anchored += known is null ? 0 : 1;
        var believed = keys.Believe(found) && (previous is null ? IsFirst(found) : found.Follows(previous));
        if (known is not null && known.Hash != found.Hash && keys.Believe(known))
        {
            first.Note(ChainFinding.Of(keys.Believe(found) ? Tampering.SetBack : Tampering.CheckpointForged, known));
            (found, sealedAs) = (known, sealedAs with { Checkpoint = known });
        }
        else if (!believed || (known is not null && known.Hash != found.Hash))
        {
            first.Note(ChainFinding.Of(Tampering.CheckpointForged, found));
        }
        BeginStretch(sealedAs);
    }

    /// <summary>Begins the stretch of a checkpoint that is known outside and is not among those that are verified.</summary>
    public void BeginMissing(ChainCheckpoint known)
    {
        ArgumentNullException.ThrowIfNull(known);
        EndStretch();
        anchored++;
        if (!keys.Believe(known))
            first.Note(ChainFinding.Of(Tampering.CheckpointForged, known));
        BeginStretch(new(known, null));
        stretch!.CheckpointIsGone = true;
    }

    /// <summary>Takes the next event.</summary>
    /// <returns>Its seal, as it is stored.</returns>
    public Seal Take(EventRecord stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        events++;
        lastPosition = stored.Position;
        var seal = stored.Seal();
        first.Saw(seal);
        if (stretch is not null && stored.Position <= stretch.Last)
        {
            stretch.Take(seal);
            return seal;
        }
        EndStretch();
        unsealed++;
        tail = Seal.Chain(firstUnsealed is null ? chain : tail, seal.Leaf());
        firstUnsealed ??= seal;
        return seal;
    }

    /// <summary>Notes what the caller found by himself.</summary>
    public void Note(ChainFinding finding) => first.Note(finding);

    /// <summary>Tells what was found, when there is no more.</summary>
    public ChainReport Complete()
    {
        EndStretch();
        return new(first.Found(lastPosition), first.Count, events, unsealed, checkpoints, anchored, lastPosition, Convert.ToHexStringLower(firstUnsealed is null ? chain : tail));
    }

    private bool IsFirst(ChainCheckpoint found) => start.Number == 0 ? found.Follows(null) : found.Number == start.Number + 1;

    private void BeginStretch(SealedStretch sealedAs)
    {
        previous = sealedAs.Checkpoint;
        stretch = new(sealedAs, chain, start, first);
    }

    private void EndStretch()
    {
        if (stretch is null)
            return;
        stretch.Complete(lastPosition);
        chain = stretch.After;
        stretch = null;
    }
}

/// <summary>Where verifying begins.</summary>
/// <param name="Number">The number of the checkpoint before; 0 at the beginning of all.</param>
/// <param name="Chain">The chain's value there, in hexadecimal.</param>
/// <param name="From">The first position that is told of the events; those before it are missing for a reason.</param>
/// <param name="To">The last position that is told.</param>
public sealed record ChainStart(long Number, string Chain, long From, long To)
{
    /// <summary>The beginning of all.</summary>
    public static readonly ChainStart Beginning = new(0, ChainCheckpoint.Nothing, long.MinValue, long.MaxValue);
}
