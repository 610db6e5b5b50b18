using System.Collections.Concurrent;

namespace CaseFlow.EventStore.Projections;

/// <summary>What this node knows of everyone's progress, and a pulse whenever it learns more.</summary>
internal sealed class ProgressBoard
{
    private readonly ConcurrentDictionary<string, long> reached = [];
    private TaskCompletionSource pulse = NewPulse();

    public void Note(string name, long position)
    {
        reached.AddOrUpdate(name, position, (_, known) => Math.Max(known, position));
        Interlocked.Exchange(ref pulse, NewPulse()).SetResult();
    }

    /// <summary>Takes a notification's payload, <c>Name position</c>; anything else came from elsewhere.</summary>
    public void Note(string payload)
    {
        var gap = payload.LastIndexOf(' ');
        if (gap > 0 && long.TryParse(payload.AsSpan(gap + 1), out var position))
            Note(payload[..gap], position);
    }

    /// <summary>Drops what is known: a database that came back may have lost rows and their checkpoints.</summary>
    public void Forget() => reached.Clear();

    /// <summary>Waits for a piece of news.</summary>
    public async Task NewsAsync(TimeSpan within, TimeProvider time, CancellationToken cancellation) =>
        await Task.WhenAny(Volatile.Read(ref pulse).Task, Task.Delay(within, time, cancellation)).Unwrap();

    /// <summary>Waits until all of <paramref name="names"/> are known to be at <paramref name="position"/>.</summary>
    public async Task<bool> ReachAsync(IReadOnlyCollection<string> names, long position, TimeSpan within, TimeProvider time, CancellationToken cancellation)
    {
        var over = Task.Delay(within, time, cancellation);
        while (true)
        {
            var news = Volatile.Read(ref pulse).Task;
            if (names.All(name => reached.TryGetValue(name, out var at) && at >= position))
                return true;
            if (await Task.WhenAny(news, over) == over)
            {
                await over;
                return false;
            }
        }
    }

    private static TaskCompletionSource NewPulse() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
