using CaseFlow.EventStore;
using CaseFlow.EventStore.Sealing;

namespace CaseFlow.Server.Audit;

/// <summary>How far the history is sealed, and what it can be verified with.</summary>
/// <param name="SealedTo">The position of the last sealed event; 0 before the first.</param>
/// <param name="Head">The position of the last event.</param>
/// <param name="Sealed">How many events are sealed.</param>
/// <param name="Unsealed">How many are not yet, counted to 100,000.</param>
/// <param name="UnsealedSince">When the first of them was recorded.</param>
/// <param name="Last">The last checkpoint; null before the first.</param>
/// <param name="KeyId">Names the key of this server.</param>
/// <param name="PublicKey">Its public part, as PEM.</param>
/// <param name="File">How far checkpoints have come to the file outside.</param>
/// <param name="Webhook">How far they have come to the address outside; null when none is configured.</param>
/// <param name="Fault">Why this server cannot seal; null when it can, or another does.</param>
public sealed record ChainView(
    long SealedTo, long Head, long Sealed, long Unsealed, DateTimeOffset? UnsealedSince, ChainCheckpoint? Last, string KeyId, string PublicKey, AnchorState File, AnchorState? Webhook, string? Fault);

/// <summary>Tells how it is with the chain.</summary>
public sealed class ChainStatus(Sealer sealer, SigningKey key, ChainAnchors anchors, IEventStore store)
{
    /// <summary>How it is now.</summary>
    public async Task<ChainView> AskAsync(CancellationToken cancellation)
    {
        var last = await sealer.Tables.LastAsync(cancellation);
        var (unsealed, since) = await sealer.Tables.UnsealedAsync(cancellation);
        return new(last?.Last ?? 0, await store.HeadAsync(cancellation), last?.Total ?? 0, unsealed, since, last, key.Id, key.PublicPem, anchors.File, anchors.Webhook, sealer.Fault);
    }
}
