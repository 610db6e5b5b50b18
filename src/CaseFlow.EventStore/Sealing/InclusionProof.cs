namespace CaseFlow.EventStore.Sealing;

/// <summary>Proves, to somebody who has the public key alone, that an event was sealed as it is.</summary>
/// <param name="Event">Where the event is, and the hash of all that was stored of it.</param>
/// <param name="Index">Its place in the checkpoint's tree.</param>
/// <param name="Path">The way to the root: hashes in hexadecimal, the nearest first.</param>
/// <param name="Checkpoint">The signed statement with the root.</param>
public sealed record InclusionProof(Seal Event, int Index, IReadOnlyList<string> Path, ChainCheckpoint Checkpoint)
{
    /// <summary>Whether the path leads from the event to the signed root.</summary>
    public bool Holds(TrustedKeys keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return keys.Believe(Checkpoint)
            && MerkleTree.RootOf(Event.Leaf(), Index, Checkpoint.Count, [.. Path.Select(Convert.FromHexString)]) is { } root
            && Convert.ToHexStringLower(root) == Checkpoint.Root;
    }

    internal static InclusionProof? Of(ChainCheckpoint checkpoint, IReadOnlyList<Seal> seals, Guid id)
    {
        var index = seals.Select(seal => seal.Id).ToList().IndexOf(id);
        return index < 0 ? null : new(seals[index], index, [.. MerkleTree.Path([.. seals.Select(seal => seal.Leaf())], index).Select(Convert.ToHexStringLower)], checkpoint);
    }
}
