using System.Diagnostics;

namespace CaseFlow.EventStore.Appending;

/// <summary>An append that waits for its batch, or in it for its answer.</summary>
internal sealed class PendingAppend(StreamId stream, ExpectedVersion expected, AppendRow[] rows)
{
    private const int Waiting = 0, Begun = 1, Withdrawn = 2;

    private readonly TaskCompletionSource<AppendResult> answer = new();
    private AppendResult? result;
    private Exception? fault;
    private int state = Waiting;

    public StreamId Stream => stream;

    public ExpectedVersion Expected => expected;

    public AppendRow[] Rows => rows;

    /// <summary>When it began to wait, in ticks of <see cref="Stopwatch"/>.</summary>
    public long Since { get; } = Stopwatch.GetTimestamp();

    /// <summary>The answer; the wait for it may be cancelled at any time.</summary>
    public Task<AppendResult> Answer => answer.Task;

    /// <summary>Takes it into a batch, unless its caller has gone.</summary>
    public bool TryBegin() => Interlocked.CompareExchange(ref state, Begun, Waiting) == Waiting;

    /// <summary>The caller goes: what has not begun never will.</summary>
    public void Leave(CancellationToken cancellation)
    {
        Interlocked.CompareExchange(ref state, Withdrawn, Waiting);
        ThreadPool.UnsafeQueueUserWorkItem(_ => answer.TrySetCanceled(cancellation), null);
    }

    public void Is(AppendResult answered) => result = answered;

    /// <summary>An append that is recorded stays so, whatever then becomes of others in its batch.</summary>
    public void Fails(Exception because) => fault = result is null ? because : null;

    /// <summary>Lets the caller go on with what became of the append.</summary>
    /// <param name="here">Whether on this thread, which then comes back only when the caller waits for something else.</param>
    public void Release(bool here)
    {
        if (here)
            Release();
        else
            ThreadPool.UnsafeQueueUserWorkItem(static append => append.Release(), this, preferLocal: true);
    }

    private void Release()
    {
        if (fault is not null)
            answer.TrySetException(fault);
        else
            answer.TrySetResult(result!);
    }
}
