using Microsoft.Extensions.Logging;
using Npgsql;

namespace CaseFlow.EventStore.Projections;

/// <summary>A consumer's place in the feed: where it is, and what becomes of an event that it cannot take.</summary>
internal sealed class FeedMember(IFeedConsumer consumer, Checkpoints checkpoints, ProjectionOptions options, TimeProvider time, ILogger log)
{
    private long? position;
    private DateTimeOffset restsUntil;

    public string Name => consumer.Name;

    public IFeedConsumer Consumer => consumer;

    /// <summary>Its checkpoint; meaningful while it goes on.</summary>
    public long Position => position ?? 0;

    /// <summary>Whether it takes events now: its rows are of its definition, and it is not resting before an event that it cannot take.</summary>
    public bool GoesOn => position is not null && time.GetUtcNow() >= restsUntil;

    /// <summary>
    /// Finds its checkpoint anew; <paramref name="afresh"/> ends a rest, as does a checkpoint that was moved elsewhere, by a rebuild,
    /// and somebody who had it try again.
    /// </summary>
    public async Task LoadAsync(bool afresh, CancellationToken cancellation)
    {
        var found = await consumer.LoadAsync(cancellation);
        if (afresh || found != position || (restsUntil > time.GetUtcNow() && !await checkpoints.IsParkedAsync(Name, cancellation)))
            restsUntil = default;
        position = found;
    }

    /// <summary>It has come to a checkpoint; null when its rows belong to another definition.</summary>
    public void Reach(long? checkpoint) => position = checkpoint;

    /// <summary>Takes a page; when that fails, event by event, each tried a few times, up to the one that it cannot take.</summary>
    public async Task TakeAsync(FeedPage page, CancellationToken cancellation)
    {
        try
        {
            position = await consumer.TakeAsync(page, cancellation);
            return;
        }
        catch (Exception fault) when (IsConsumers(fault, cancellation))
        {
            log.LogWarning(fault, "{Name} failed after {Position}; it goes on event by event", Name, position);
        }
        position = await consumer.LoadAsync(cancellation);
        foreach (var single in page.Singly())
        {
            if (GoesOn && single.Following(Position).Count > 0)
                await TryAsync(single, cancellation);
        }
    }

    /// <summary>Stops before an event until a rest is over, with the reason for all to see.</summary>
    public async Task StopAsync(long at, Exception fault, CancellationToken cancellation)
    {
        log.LogError(fault, "{Name} stopped at the event at position {Position}", Name, at);
        restsUntil = time.GetUtcNow() + options.ParkedRetry;
        await checkpoints.ParkAsync(Name, at, fault, cancellation);
    }

    private async Task TryAsync(FeedPage single, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                position = await consumer.TakeAsync(single, cancellation);
                return;
            }
            catch (Exception fault) when (IsConsumers(fault, cancellation))
            {
                if (attempt >= options.Attempts)
                {
                    await StopAsync(single.Events[0].Position, fault, cancellation);
                    return;
                }
            }
            await Task.Delay(options.RetryDelay * Math.Pow(2, attempt - 1), time, cancellation);
        }
    }

    /// <summary>Whether a fault is for the consumer to answer for; a lost database or a stopping node is not.</summary>
    public static bool IsConsumers(Exception fault, CancellationToken cancellation) => fault switch
    {
        OperationCanceledException => !cancellation.IsCancellationRequested,
        // 25P03: the node was paused in the middle of a transaction.
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or "25P03" } => false,
        NpgsqlException { InnerException: TimeoutException } => true,
        NpgsqlException { IsTransient: true } => false,
        _ => true,
    };
}
