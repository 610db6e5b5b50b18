using System.Diagnostics;

namespace CaseFlow.EventStore.Appending;

/// <summary>An append that waits for its batch, or in it for its answer.</summary>
internal sealed class PendingAppend(StreamId stream, ExpectedVersion expected, AppendRow[] rows)
{
    private const int Waiting = 0, Begun = 1, Withdrawn = 2;

    private readonly TaskCompletionSource<AppendResult> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
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
        answer.TrySetCanceled(cancellation);
    }

    public void Is(AppendResult result) => answer.TrySetResult(result);

    public void Fails(Exception fault) => answer.TrySetException(fault);
}
