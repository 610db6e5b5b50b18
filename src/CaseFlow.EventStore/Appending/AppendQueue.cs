using Npgsql;

namespace CaseFlow.EventStore.Appending;

/// <summary>Gathers the concurrent appends of a node, so that one transaction and one wait for the disk serve many of them.</summary>
/// <remarks>
/// A lone append is sent at once, and what comes while it is under way is the next batch. There is one batch at a time:
/// a second one would only wait for the lock that orders all appends, and both would be smaller.
/// </remarks>
internal sealed class AppendQueue(NpgsqlDataSource database, AppendOptions options) : IDisposable
{
    private readonly Lock gate = new();
    private readonly LinkedList<PendingAppend> waiting = [];
    private readonly HashSet<Guid> streams = [];
    private readonly SemaphoreSlim room = new(options.Capacity);
    private readonly AppendLane lane = new(database, options.Patience);
    private bool busy;

    /// <summary>Waits for a place, a batch and its answer. What was not begun when the caller goes never happens.</summary>
    public async Task<AppendResult> AppendAsync(PendingAppend append, CancellationToken cancellation)
    {
        await room.WaitAsync(cancellation);
        bool idle;
        lock (gate)
        {
            waiting.AddLast(append);
            idle = !busy;
            busy = true;
        }
        if (idle)
            Start();
        await using var leaving = cancellation.UnsafeRegister(static (left, token) => ((PendingAppend)left!).Leave(token), append);
        return await append.Answer;
    }

    /// <summary>Gives the connection back once nothing waits.</summary>
    public void Dispose() => lane.Dispose();

    /// <summary>On the caller's thread until the batch is sent, but not in its context: a batch has many callers.</summary>
    private void Start()
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            _ = WorkAsync();
            return;
        }
        using (ExecutionContext.SuppressFlow())
            _ = WorkAsync();
    }

    private async Task WorkAsync()
    {
        for (var batch = Take(); batch.Count > 0; )
        {
            await lane.WriteAsync(batch);
            if (batch is [var lone])
            {
                batch = Take();
                // Nothing waits: the thread may be the caller's.
                lone.Release(here: batch.Count == 0);
                continue;
            }
            foreach (var append in batch)
                append.Release(here: false);
            // Callers that were answered together often come again together: they shall find the next batch open.
            await Task.Yield();
            batch = Take();
        }
    }

    /// <summary>The next batch: at most one append of a stream, in the order in which they came. None: the lane rests.</summary>
    private List<PendingAppend> Take()
    {
        var batch = new List<PendingAppend>();
        var (events, taken) = (0, 0);
        lock (gate)
        {
            streams.Clear();
            for (var node = waiting.First; node is not null && batch.Count < options.MostAppends; )
            {
                var (append, next) = (node.Value, node.Next);
                if (events > 0 && events + append.Rows.Length > options.MostEvents)
                    break;
                if (!streams.Contains(append.Stream.Value))
                {
                    waiting.Remove(node);
                    taken++;
                    if (append.TryBegin())
                    {
                        streams.Add(append.Stream.Value);
                        batch.Add(append);
                        events += append.Rows.Length;
                    }
                }
                node = next;
            }
            busy = batch.Count > 0;
            if (!busy)
                lane.Rest();
        }
        if (taken > 0)
            room.Release(taken);
        AppendInstruments.Batch(batch, events);
        return batch;
    }
}
