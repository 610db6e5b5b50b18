using CaseFlow.Clocks;
using CaseFlow.EventStore;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Clocks;

/// <summary>Records the warnings and breaches that a case's clocks have come to. However often and from wherever it is called, each is recorded once.</summary>
public sealed class OwedClocks(IEventStore store, CommandShell shell, ClockRuleBook book, TimeProvider clock)
{
    /// <summary>The actor of what is recorded here.</summary>
    public const string Actor = "case-clock";

    /// <summary>Records what was reached by now.</summary>
    /// <returns>When the next moment comes; null when none will.</returns>
    public async Task<DateTimeOffset?> CarryOutAsync(ComplaintId complaint, CancellationToken cancellation)
    {
        var (clocked, owed) = await OwedAsync(complaint, cancellation);
        var now = clock.GetUtcNow();
        foreach (var moment in owed.TakeWhile(moment => moment.ReachedAt <= now))
        {
            var context = new CommandContext
            {
                CommandId = DeterministicId.From(Actor, complaint.Value, moment.Key()),
                Actor = Actor,
                Scope = AccessScope.All,
                CorrelationId = clocked!.Last.Metadata.CorrelationId,
                CausationId = clocked.Last.Id.ToString(),
                OccurredAt = moment.ReachedAt,
            };
            await shell.DecideAsync(Streams.ClockLog, ClockedCase.LogOf(complaint), context, log => ClockDecisions.Raise(log, new(moment, now)), cancellation);
        }

        return owed.FirstOrDefault(moment => moment.ReachedAt > now)?.ReachedAt;
    }

    /// <summary>When the next moment comes that is not recorded; may have passed. Null when none will come.</summary>
    public async Task<DateTimeOffset?> NextAsync(ComplaintId complaint, CancellationToken cancellation) =>
        (await OwedAsync(complaint, cancellation)).Owed is [var next, ..] ? next.ReachedAt : null;

    private async Task<(ClockedCase? Clocked, IReadOnlyList<ClockMoment> Owed)> OwedAsync(ComplaintId complaint, CancellationToken cancellation)
    {
        if (await ClockedCase.ReadAsync(store, complaint, AccessScope.All, cancellation) is not { } clocked) return (null, []);
        var clocks = CaseClocks.Of(clocked.Facts, await book.RulesAsync(cancellation));
        if (clocks.Count == 0) return (clocked, []);
        var log = await shell.StateAsync(Streams.ClockLog, ClockedCase.LogOf(complaint), cancellation);
        return (clocked, ClockMoments.Owed(complaint, clocked.Registered.Region, clocks, log.Raised.Contains));
    }
}
