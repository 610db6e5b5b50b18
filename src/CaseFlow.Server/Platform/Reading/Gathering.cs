using System.Runtime.InteropServices;

namespace CaseFlow.Server.Platform.Reading;

/// <summary>Lets concurrent questions share a round trip: what is asked while one is under way makes up the next.</summary>
/// <remarks>Nobody waits for company: a lone question is sent at once. Each is sent after it was asked, so that its answer is never older.</remarks>
/// <param name="ask">Answers many questions at once. A fault is everybody's, so it must not fail for what one of them asked.</param>
public sealed class Gathering<TKey, TAnswer>(Func<IReadOnlyCollection<TKey>, Task<IReadOnlyDictionary<TKey, TAnswer>>> ask)
    where TKey : notnull
    where TAnswer : class
{
    private readonly Lock gate = new();
    private Dictionary<TKey, TaskCompletionSource<TAnswer?>?> waiting = [];
    private bool asking;

    /// <summary>The answer; null when there is none. Cancelling ends this wait alone.</summary>
    public Task<TAnswer?> AskAsync(TKey key, CancellationToken cancellation)
    {
        Task<TAnswer?> answer;
        bool first;
        lock (gate)
        {
            ref var asked = ref CollectionsMarshal.GetValueRefOrAddDefault(waiting, key, out _);
            answer = (asked ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            first = !asking;
            asking = true;
        }

        // Not in the context of who happens to be first, which may be a page's: a round has many askers.
        if (first) ThreadPool.UnsafeQueueUserWorkItem(static gathering => _ = gathering.AskUntilNobodyWaitsAsync(), this, preferLocal: true);
        return answer.WaitAsync(cancellation);
    }

    private async Task AskUntilNobodyWaitsAsync()
    {
        while (TakeRound() is { } round)
        {
            try
            {
                var answers = await ask(round.Keys);
                foreach (var (key, asked) in round)
                    asked!.SetResult(answers.GetValueOrDefault(key));
            }
            catch (Exception fault)
            {
                foreach (var asked in round.Values)
                    asked!.TrySetException(fault);
            }
        }
    }

    private Dictionary<TKey, TaskCompletionSource<TAnswer?>?>? TakeRound()
    {
        lock (gate)
        {
            asking = waiting.Count > 0;
            if (!asking) return null;
            var round = waiting;
            waiting = [];
            return round;
        }
    }
}
