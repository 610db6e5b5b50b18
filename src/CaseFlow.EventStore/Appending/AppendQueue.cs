using Npgsql;

namespace CaseFlow.EventStore.Appending;

/// <summary>Gathers the concurrent appends of a node, so that one transaction and one wait for the disk serve many of them.</summary>
/// <remarks>Nobody waits for company: a lone append is sent at once, and what comes while it is under way is the next batch.</remarks>
internal sealed class AppendQueue : IDisposable
{
    private readonly AppendOptions options;
    private readonly Lock gate = new();
    private readonly LinkedList<PendingAppend> waiting = [];

    /// <summary>The streams of the batches under way: a stream's appends keep the order in which they came.</summary>
    private readonly HashSet<Guid> streams = [];
    private readonly Stack<AppendLane> idle;
    private readonly SemaphoreSlim room;

    public AppendQueue(NpgsqlDataSource database, AppendOptions options)
    {
        this.options = options;
        idle = new(Enumerable.Range(0, options.Lanes).Select(_ => new AppendLane(database, options.Patience)));
        room = new(options.Capacity);
    }

    /// <summary>Waits for a place, a batch and its answer. What was not begun when the caller goes never happens.</summary>
    public async Task<AppendResult> AppendAsync(PendingAppend append, CancellationToken cancellation)
    {
        await room.WaitAsync(cancellation);
        AppendLane? lane;
        lock (gate)
        {
            waiting.AddLast(append);
            lane = FreeLane();
        }
        if (lane is not null)
            Start(lane);
        await using var leaving = cancellation.UnsafeRegister(static (left, token) => ((PendingAppend)left!).Leave(token), append);
        return await append.Answer;
    }

    /// <summary>Gives connections back; what is under way is finished.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            foreach (var lane in idle)
                lane.Dispose();
        }
    }

    /// <summary>The first lane takes whatever waits; a further one only what is worth it.</summary>
    private AppendLane? FreeLane() =>
        idle.Count == options.Lanes || waiting.Count >= options.LaneThreshold ? idle.TryPop(out var lane) ? lane : null : null;

    /// <summary>On the caller's thread until the batch is sent, but not in its context: a batch has many callers.</summary>
    private void Start(AppendLane lane)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            _ = WorkAsync(lane);
            return;
        }
        using (ExecutionContext.SuppressFlow())
            _ = WorkAsync(lane);
    }

    private async Task WorkAsync(AppendLane lane)
    {
        List<PendingAppend> batch = [];
        while ((batch = Take(lane, batch)).Count > 0)
            await lane.WriteAsync(batch);
    }

    /// <summary>The next batch: at most one append of a stream, in the order in which they came. None: the lane rests.</summary>
    private List<PendingAppend> Take(AppendLane lane, List<PendingAppend> done)
    {
        var batch = new List<PendingAppend>();
        var events = 0;
        var taken = 0;
        lock (gate)
        {
            foreach (var append in done)
                streams.Remove(append.Stream.Value);
            for (var node = waiting.First; node is not null && batch.Count < options.MostAppends; )
            {
                var (append, next) = (node.Value, node.Next);
                if (events > 0 && events + append.Rows.Length > options.MostEvents)
                    break;
                if (streams.Add(append.Stream.Value))
                {
                    waiting.Remove(node);
                    taken++;
                    if (append.TryBegin())
                    {
                        batch.Add(append);
                        events += append.Rows.Length;
                    }
                    else
                        streams.Remove(append.Stream.Value);
                }
                node = next;
            }
            if (batch.Count == 0)
            {
                lane.Rest();
                idle.Push(lane);
            }
        }
        if (taken > 0)
            room.Release(taken);
        AppendInstruments.Batch(batch, events);
        return batch;
    }
}
