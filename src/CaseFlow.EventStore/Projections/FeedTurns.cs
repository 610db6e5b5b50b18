using Microsoft.Extensions.Logging;
using Npgsql;

namespace CaseFlow.EventStore.Projections;

/// <summary>What belongs to running a feed besides the events.</summary>
/// <param name="OnStart">Once, on every node.</param>
/// <param name="BeforeCatchUp">Before a feed is run to the head once.</param>
/// <param name="DuringTurn">Beside the feed while it is this node's turn.</param>
internal sealed record FeedDuties(
    Func<CancellationToken, Task> OnStart, Func<CancellationToken, Task> BeforeCatchUp, Func<CancellationToken, Task> DuringTurn)
{
    public static readonly FeedDuties None = new(_ => Task.CompletedTask, _ => Task.CompletedTask, _ => Task.CompletedTask);
}

/// <summary>Lets one node at a time run a feed, by a lock that lives as long as the node's connection; another takes over when it ends.</summary>
/// <param name="name">The feed, the same on every node.</param>
/// <param name="feed">This node's end of it.</param>
/// <param name="duties">What is to be done around it.</param>
/// <param name="database">Where events and locks are.</param>
/// <param name="board">Learns of the progress of other nodes.</param>
/// <param name="options">How long to wait at most.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Told of faults.</param>
internal sealed class FeedTurns(
    string name, Feed feed, FeedDuties duties, NpgsqlDataSource database, ProgressBoard board, ProjectionOptions options, TimeProvider time, ILogger log)
{
    /// <summary>Runs until cancelled, through lost connections and restarts of the database.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(cancellation);
            }
            catch (Exception) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                board.Forget();
                log.LogError(fault, "The feed of {Feed} was interrupted; it goes on in {Delay}", name, options.PollInterval);
                await Task.Delay(options.PollInterval, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Runs the feed to the head, or waits until the node whose turn it is has done so.</summary>
    public async Task CatchUpAsync(long head, CancellationToken cancellation)
    {
        while (true)
        {
            await using (var turn = await LivingLock.TryTakeAsync(database, [name], options.NodePatience, cancellation))
            {
                if (turn is not null)
                {
                    using var ours = CancellationTokenSource.CreateLinkedTokenSource(cancellation, turn.Lost);
                    await duties.BeforeCatchUp(ours.Token);
                    await feed.LoadAsync(afresh: true, ours.Token);
                    await feed.PumpAsync(ours.Token);
                    return;
                }
            }
            if (await IsThereAsync(head, cancellation))
                return;
            await board.NewsAsync(options.PollInterval / 20, time, cancellation);
        }
    }

    private async Task ListenAsync(CancellationToken cancellation)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        try
        {
            await ListenAsync(connection, cancellation);
        }
        finally
        {
            await PooledSession.EndAsync(connection);
        }
    }

    private async Task ListenAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var news = new News();
        connection.Notification += (_, notification) =>
        {
            news.HaveCome |= notification.Channel == "caseflow_events";
            board.Note(notification.Payload);
        };
        await using (var listen = new NpgsqlCommand("listen caseflow_events; listen caseflow_projected", connection))
            await listen.ExecuteNonQueryAsync(cancellation);
        await duties.OnStart(cancellation);
        while (true)
        {
            await using (var turn = await LivingLock.TryTakeAsync(database, [name], options.NodePatience, cancellation))
            {
                if (turn is not null)
                    await WorkAsync(connection, news, turn, cancellation);
            }
            // A node that stands by only waits for its turn, however much happens.
            await WaitAsync(connection, () => false, cancellation);
        }
    }

    /// <summary>Runs the feed until the turn is lost or the node is told to stop.</summary>
    private async Task WorkAsync(NpgsqlConnection connection, News news, LivingLock turn, CancellationToken cancellation)
    {
        using var ours = CancellationTokenSource.CreateLinkedTokenSource(cancellation, turn.Lost);
        var beside = Task.CompletedTask;
        try
        {
            await feed.LoadAsync(afresh: true, ours.Token);
            beside = duties.DuringTurn(ours.Token);
            while (true)
            {
                news.HaveCome = false;
                await feed.PumpAsync(ours.Token);
                await WaitAsync(connection, () => news.HaveCome, ours.Token);
            }
        }
        finally
        {
            await ours.CancelAsync();
            // Its faults are the database's, which this loop has met as well.
            await beside.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Waits for news, or until it is time to look without any.</summary>
    private async Task WaitAsync(NpgsqlConnection connection, Func<bool> haveCome, CancellationToken cancellation)
    {
        var since = time.GetTimestamp();
        while (!haveCome() && options.PollInterval - time.GetElapsedTime(since) is { Ticks: > 0 } left)
            await connection.WaitAsync((int)Math.Ceiling(left.TotalMilliseconds), cancellation); // 0 would wait for ever
    }

    private async Task<bool> IsThereAsync(long head, CancellationToken cancellation)
    {
        var names = feed.Members.Select(member => member.Name).ToList();
        var statuses = await new Checkpoints(database).StatusAsync(names, head, cancellation);
        return statuses.All(status => status.Position >= head || status.Error is not null);
    }

    /// <summary>Whether events were appended since the feed looked last.</summary>
    private sealed class News
    {
        public bool HaveCome { get; set; }
    }
}
