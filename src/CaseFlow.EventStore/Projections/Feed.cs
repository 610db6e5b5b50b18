namespace CaseFlow.EventStore.Projections;

/// <summary>Reads events in order, each once for all members that stand at the same place, and hands them round.</summary>
internal sealed class Feed(IEventStore store, IReadOnlyList<FeedMember> members, int pageSize)
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
                foreach (var member in waiting.TakeWhile(member => member.Position < last).ToList())
                {
                    await member.TakeAsync(page, cancellation);
                    waiting.Remove(member);
                }
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
