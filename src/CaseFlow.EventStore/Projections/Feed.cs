using Microsoft.Extensions.Logging;

namespace CaseFlow.EventStore.Projections;

/// <summary>Takes a page for several consumers at once, all or none.</summary>
/// <returns>Where each of them is after that.</returns>
internal delegate Task<IReadOnlyList<long?>> TakeTogether(IReadOnlyList<IFeedConsumer> consumers, FeedPage page, CancellationToken cancellation);

/// <summary>Reads events in order, each once for all members that stand at the same place, and hands them round.</summary>
/// <param name="store">Where the events are.</param>
/// <param name="members">Who takes them.</param>
/// <param name="together">How several take a page at once; null when each takes it for itself.</param>
/// <param name="pageSize">How many events they take at once at most.</param>
/// <param name="log">Told of faults.</param>
internal sealed class Feed(IEventStore store, IReadOnlyList<FeedMember> members, TakeTogether? together, int pageSize, ILogger log)
{
    public IReadOnlyList<FeedMember> Members => members;

    public async Task LoadAsync(bool afresh, CancellationToken cancellation)
    {
        foreach (var member in members)
            await member.LoadAsync(afresh, cancellation);
    }

    /// <summary>Brings every member that goes on to the head.</summary>
    public async Task PumpAsync(CancellationToken cancellation)
    {
        foreach (var member in members.Where(member => !member.GoesOn))
            await member.LoadAsync(afresh: false, cancellation);
        while (await RoundAsync(cancellation))
        {
        }
    }

    /// <summary>Gives every member one page. Members far behind, as new ones are, do not hold up the others.</summary>
    /// <returns>Whether any of them moved.</returns>
    private async Task<bool> RoundAsync(CancellationToken cancellation)
    {
        var waiting = members.Where(member => member.GoesOn).OrderBy(member => member.Position).ToList();
        var before = waiting.Sum(member => member.Position);
        var all = waiting.ToList();
        while (waiting.Count > 0)
        {
            try
            {
                var page = await ReadAsync(waiting[0].Position, pageSize, cancellation);
                if (page.Events.Count == 0)
                    break;
                var last = page.Events[^1].Position;
                var due = waiting.TakeWhile(member => member.Position < last).ToList();
                await TakeAsync(page, due, cancellation);
                waiting.RemoveRange(0, due.Count);
            }
            catch (UnreadableEventException fault)
            {
                foreach (var member in waiting.TakeWhile(member => member.Position < fault.Position).ToList())
                {
                    await member.StopAsync(fault.Position, fault, cancellation);
                    waiting.Remove(member);
                }
            }
        }
        return all.Sum(member => member.Position) != before;
    }

    /// <summary>All at once; when that fails, each for itself, so that one that cannot take an event does not hold up the others.</summary>
    private async Task TakeAsync(FeedPage page, List<FeedMember> due, CancellationToken cancellation)
    {
        if (together is not null && due.Count > 1)
        {
            try
            {
                var reached = await together([.. due.Select(member => member.Consumer)], page, cancellation);
                for (var i = 0; i < due.Count; i++)
                    due[i].Reach(reached[i]);
                return;
            }
            catch (Exception fault) when (FeedMember.IsConsumers(fault, cancellation))
            {
                log.LogWarning(fault, "A page after {Position} failed; each goes on for itself", page.After);
            }
        }
        foreach (var member in due)
            await member.TakeAsync(page, cancellation);
    }

    /// <summary>A page; one that would hold an unreadable event ends before it.</summary>
    private async Task<FeedPage> ReadAsync(long after, int limit, CancellationToken cancellation)
    {
        try
        {
            return new(after, await store.ReadAllAsync(after, limit, cancellation));
        }
        catch (UnreadableEventException) when (limit > 1)
        {
            return await ReadAsync(after, limit / 2, cancellation);
        }
    }
}
