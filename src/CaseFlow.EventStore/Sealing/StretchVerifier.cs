namespace CaseFlow.EventStore.Sealing;

/// <summary>Holds the events of one stretch against its seals; where these are not what was signed, against the signed root.</summary>
internal sealed class StretchVerifier
{
    private readonly ChainCheckpoint checkpoint;
    private readonly byte[] before;
    private readonly ChainStart range;
    private readonly FirstDifference first;

    /// <summary>The genuine seals; null when there are none to trust.</summary>
    private readonly IReadOnlyList<Seal>? seals;

    /// <summary>What is there, while it is held against the root alone.</summary>
    private readonly List<Seal> found = [];

    private readonly bool sealsGiven;
    private int next;

    public StretchVerifier(SealedStretch sealedAs, byte[] before, ChainStart range, FirstDifference first)
    {
        (checkpoint, this.before, this.range, this.first) = (sealedAs.Checkpoint, before, range, first);
        sealsGiven = sealedAs.Seals is not null;
        seals = sealedAs.Seals is { } given && IsGenuine(given) ? given : null;
        foreach (var seal in seals ?? [])
            first.SawSealed(seal);
    }

    /// <summary>The last position of the stretch.</summary>
    public long Last => checkpoint.Last;

    /// <summary>The chain's value at its end, as it was signed.</summary>
    public byte[] After
    {
        get
        {
            var value = new byte[32];
            return Convert.FromHexString(checkpoint.Chain, value, out _, out var length) == System.Buffers.OperationStatus.Done && length == value.Length ? value : before;
        }
    }

    /// <summary>Whether the checkpoint is known from outside only.</summary>
    public bool CheckpointIsGone { get; set; }

    public void Take(Seal stored)
    {
        if (seals is null)
        {
            found.Add(stored);
            return;
        }
        MissUntil(stored.Position);
        if (next == seals.Count || seals[next].Position > stored.Position)
            NoteStranger(stored);
        else if (seals[next++] is var seal && seal.Id != stored.Id)
            first.NoteMissing(Tampering.Altered, seal, checkpoint.Number);
        else if (seal != stored)
            first.Note(ChainFinding.Of(Tampering.Altered, seal, checkpoint.Number));
    }

    /// <param name="lastPosition">The last event that there was.</param>
    public void Complete(long? lastPosition)
    {
        if (seals is not null)
        {
            MissUntil(long.MaxValue);
            return;
        }
        var isWhole = range.From <= checkpoint.First && range.To >= checkpoint.Last;
        if (isWhole && IsGenuine(found))
            first.NoteUnlessFound(ChainFinding.Of(CheckpointIsGone ? Tampering.CheckpointRemoved : Tampering.SealsAltered, checkpoint), sealsGiven || CheckpointIsGone);
        else if (found.Count < checkpoint.Count && (lastPosition ?? long.MinValue) < checkpoint.Last && IsPrefix())
            first.NoteCut(checkpoint, found.Count == 0 ? checkpoint.First : found[^1].Position + 1);
        else
            first.Note(ChainFinding.Of(Tampering.StretchAltered, checkpoint));
    }

    private void NoteStranger(Seal stored)
    {
        if (seals!.FirstOrDefault(seal => seal.Id == stored.Id) is { Content: not null } moved)
            first.Note(ChainFinding.Of(Tampering.Reordered, moved, checkpoint.Number) with { FoundAt = stored.Position });
        else
            first.NoteInserted(stored, checkpoint.Number);
    }

    /// <summary>Without seals, what is left of a stretch at the end of all events counts as its beginning.</summary>
    private bool IsPrefix() => !sealsGiven;

    private void MissUntil(long position)
    {
        for (; next < seals!.Count && seals[next].Position < position; next++)
        {
            if (seals[next].Position >= range.From && seals[next].Position <= range.To)
                first.NoteMissing(Tampering.Removed, seals[next], checkpoint.Number);
        }
    }

    private bool IsGenuine(IReadOnlyList<Seal> given)
    {
        if (given.Count == 0 || given.Count != checkpoint.Count || given[0].Position != checkpoint.First || given[^1].Position != checkpoint.Last)
            return false;
        byte[][] leaves = [.. given.Select(seal => seal.Leaf())];
        return Convert.ToHexStringLower(MerkleTree.Root(leaves)) == checkpoint.Root
            && Convert.ToHexStringLower(leaves.Aggregate(before, Seal.Chain)) == checkpoint.Chain;
    }
}
