namespace CaseFlow.EventStore.Sealing;

/// <summary>How far a verification has come.</summary>
/// <param name="Position">The position of the last event that was looked at.</param>
/// <param name="Events">How many were looked at.</param>
/// <param name="Head">The last position that is expected.</param>
public sealed record ChainProgress(long Position, long Events, long Head);

/// <summary>Verifies a database, whether it is live or restored from a backup.</summary>
public static class ChainVerification
{
    /// <summary>How many events are looked at between two reports.</summary>
    internal const int ReportEvery = 5_000;

    /// <summary>Reads everything once and holds it against its checkpoints, in bounded memory. Nothing is locked and nothing written.</summary>
    /// <param name="tables">The database.</param>
    /// <param name="keys">The keys that are trusted.</param>
    /// <param name="anchors">Checkpoints that were kept outside; null when there are none.</param>
    /// <param name="progress">Told of each few thousand events.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<ChainReport> RunAsync(ChainTables tables, TrustedKeys keys, IReadOnlyDictionary<long, ChainCheckpoint>? anchors = null, IProgress<ChainProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(tables);
        var known = anchors ?? new Dictionary<long, ChainCheckpoint>();
        var verifier = new ChainVerifier(keys, known, ChainStart.Beginning);
        var last = await tables.LastAsync(cancellation);
        var head = Math.Max(last?.Last ?? 0, known.Count == 0 ? 0 : known.Values.Max(one => one.Last));
        await using var events = tables.EventsAsync(long.MinValue, limit: null, cancellation).GetAsyncEnumerator(cancellation);
        var more = await events.MoveNextAsync();
        var expected = 1L;
        await foreach (var stretch in tables.AllAsync(after: long.MinValue, cancellation))
        {
            // Sealed while we look: the events below were read before.
            if (last is null || stretch.Checkpoint.Number > last.Number)
                break;
            await TakeMissingAsync(stretch.Checkpoint.Number);
            verifier.Begin(stretch);
            expected = stretch.Checkpoint.Number + 1;
            await TakeUntilAsync(stretch.Checkpoint.Last);
        }
        await TakeMissingAsync(long.MaxValue);
        await TakeUntilAsync(long.MaxValue);
        return verifier.Complete();

        async Task TakeMissingAsync(long before)
        {
            if (before == expected)
                return;
            foreach (var gone in known.Where(one => one.Key >= expected && one.Key < before).OrderBy(one => one.Key).Select(one => one.Value))
            {
                verifier.BeginMissing(gone);
                await TakeUntilAsync(gone.Last);
            }
        }

        async Task TakeUntilAsync(long position)
        {
            for (; more && events.Current.Position <= position; more = await events.MoveNextAsync())
            {
                verifier.Take(events.Current);
                if (verifier.Events % ReportEvery == 0)
                    progress?.Report(new(events.Current.Position, verifier.Events, Math.Max(head, events.Current.Position)));
            }
        }
    }
}
