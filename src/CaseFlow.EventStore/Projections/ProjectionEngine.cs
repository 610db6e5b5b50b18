using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CaseFlow.EventStore.Projections;

/// <summary>Keeps projections and subscriptions up with the events. Every node runs one; the database lets one at a time do the work.</summary>
public sealed class ProjectionEngine
{
    private readonly NpgsqlDataSource database;
    private readonly IEventStore store;
    private readonly ProjectionOptions options;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly ProgressBoard board = new();
    private readonly Checkpoints checkpoints;
    private readonly ProjectionTurn turn;
    private readonly IReadOnlyList<LiveProjection> projections;
    private readonly string[] names;
    private readonly FeedTurns projecting;
    private readonly FeedTurns subscribed;

    /// <summary>Puts an engine together; it does nothing until it is run.</summary>
    /// <param name="database">Where the rows and checkpoints are.</param>
    /// <param name="store">Where the events are.</param>
    /// <param name="projections">The projections.</param>
    /// <param name="subscriptions">The subscriptions; they have a feed of their own, so that slow ones do not hold up the rows.</param>
    /// <param name="options">How it goes about its work.</param>
    /// <param name="time">The clock of waits and retries.</param>
    /// <param name="log">Told of faults.</param>
    /// <exception cref="ArgumentException">Two of them bear one name.</exception>
    public ProjectionEngine(
        NpgsqlDataSource database,
        IEventStore store,
        IReadOnlyList<IProjection> projections,
        IReadOnlyList<ISubscription> subscriptions,
        ProjectionOptions? options = null,
        TimeProvider? time = null,
        ILogger<ProjectionEngine>? log = null)
    {
        this.database = database;
        this.store = store;
        this.options = options ?? new();
        this.time = time ?? TimeProvider.System;
        this.log = log ?? NullLogger<ProjectionEngine>.Instance;
        checkpoints = new(database);
        turn = new(database, board);
        this.projections = [.. projections.Select(projection => new LiveProjection(database, projection, turn))];
        var subscribers = subscriptions.Select(subscription => new LiveSubscription(database, subscription, checkpoints, board)).ToList();
        names = [.. this.projections.Select(projection => projection.Name), .. subscribers.Select(subscriber => subscriber.Name)];
        if (names.Distinct().Count() != names.Length)
            throw new ArgumentException("Each projection and subscription has a name of its own.", nameof(projections));
        projecting = Turns(
            "projections",
            this.projections,
            (consumers, page, cancellation) => turn.TakeAsync([.. consumers.Cast<LiveProjection>()], page, cancellation),
            new(PrepareAsync, RebuildOutdatedAsync, RebuildUntilCurrentAsync));
        subscribed = Turns("subscriptions", subscribers, together: null, FeedDuties.None);
    }

    /// <summary>Creates the tables of projections that the database does not know yet, so that queries find them. Running does it too.</summary>
    public async Task PrepareAsync(CancellationToken cancellation = default)
    {
        await using var known = database.CreateCommand("select name from caseflow_projections");
        var there = new HashSet<string>();
        await using (var reader = await known.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
                there.Add(reader.GetString(0));
        }
        foreach (var projection in projections.Where(projection => !there.Contains(projection.Name)))
            await projection.CreateAsync(cancellation);
    }

    /// <summary>Runs until cancelled: works while it is this node's turn and stands by otherwise. Outlives restarts of the database.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            await Task.WhenAll(projecting.RunAsync(cancellation), subscribed.RunAsync(cancellation));
        }
        finally
        {
            await turn.RestAsync();
        }
    }

    /// <summary>Returns once everything that can go on has taken all events, also those that subscriptions appended meanwhile. For tests and one-off verbs.</summary>
    public async Task CatchUpAsync(CancellationToken cancellation = default)
    {
        long head;
        do
        {
            head = await store.HeadAsync(cancellation);
            await projecting.CatchUpAsync(head, cancellation);
            await turn.RestAsync();
            await subscribed.CatchUpAsync(head, cancellation);
        }
        while (await store.HeadAsync(cancellation) > head);
    }

    /// <summary>Waits until a projection shows the event at <paramref name="position"/>, whichever node projects it.</summary>
    /// <returns>False when the time is over or the projection is stopped before that event.</returns>
    public Task<bool> WaitForAsync(string name, long position, TimeSpan timeout, CancellationToken cancellation = default) =>
        WaitForAsync([name], position, timeout, cancellation);

    /// <summary>Waits until several projections show the event at <paramref name="position"/>, whichever node projects them.</summary>
    /// <returns>False when the time is over or one of them is stopped before that event.</returns>
    /// <exception cref="ArgumentException">There is no projection or subscription of a name.</exception>
    public async Task<bool> WaitForAsync(IReadOnlyCollection<string> among, long position, TimeSpan timeout, CancellationToken cancellation = default)
    {
        if (among.Except(names).FirstOrDefault() is { } unknown)
            throw new ArgumentException($"There is no projection {unknown}.", nameof(among));
        var start = time.GetTimestamp();
        var look = options.PollInterval / 20;
        while (true)
        {
            var statuses = await checkpoints.StatusAsync(among, position, cancellation);
            if (statuses.All(status => status.Lag == 0))
                return true;
            var left = timeout - time.GetElapsedTime(start);
            if (left <= TimeSpan.Zero || statuses.Any(status => status.Lag > 0 && status.Error is not null))
                return false;
            if (await board.ReachAsync(among, position, left < look ? left : look, time, cancellation))
                return true;
        }
    }

    /// <summary>How far each projection and subscription has come, by the database, whichever node does the work.</summary>
    public async Task<IReadOnlyList<ProjectionStatus>> StatusAsync(CancellationToken cancellation = default)
    {
        var statuses = await checkpoints.StatusAsync(names, await store.HeadAsync(cancellation), cancellation);
        foreach (var status in statuses)
            ProjectionInstruments.Behind(status);
        return statuses;
    }

    /// <summary>Has a projection or subscription that stopped before an event try it again at once, on whichever node does the work, as after a fix.</summary>
    /// <returns>Whether it was stopped.</returns>
    /// <exception cref="ArgumentException">There is no projection or subscription of that name.</exception>
    public Task<bool> RetryAsync(string name, CancellationToken cancellation = default) => names.Contains(name)
        ? checkpoints.RetryAsync(name, cancellation)
        : throw new ArgumentException($"There is no projection {name}.", nameof(name));

    /// <summary>Builds a projection's rows anew beside the live ones, which serve until they are replaced. An interrupted rebuild starts afresh.</summary>
    /// <exception cref="ArgumentException">There is no projection of that name.</exception>
    /// <exception cref="InvalidOperationException">It is being rebuilt already.</exception>
    public Task RebuildAsync(string name, IProgress<RebuildProgress>? progress = null, CancellationToken cancellation = default) =>
        RebuildAsync([name], progress, cancellation);

    /// <summary>
    /// Builds the rows of several projections anew in one pass over the events, beside the live ones, which serve until they are
    /// replaced, one projection after the other. An interrupted rebuild leaves those that were not replaced as they were, and starts afresh.
    /// </summary>
    /// <param name="among">The names, each once.</param>
    /// <param name="progress">Told of each page of events that was replayed.</param>
    /// <param name="cancellation">Ends the rebuild.</param>
    /// <exception cref="ArgumentException">There is no projection of a name.</exception>
    /// <exception cref="InvalidOperationException">One of them is being rebuilt already.</exception>
    /// <exception cref="RebuildInterruptedException">The database gave it up.</exception>
    public async Task RebuildAsync(IReadOnlyCollection<string> among, IProgress<RebuildProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(among);
        if (among.Except(projections.Select(projection => projection.Name)).FirstOrDefault() is { } unknown)
            throw new ArgumentException($"There is no projection {unknown}.", nameof(among));
        List<LiveProjection> wanted = [.. projections.Where(projection => among.Contains(projection.Name))];
        foreach (var live in wanted)
            await live.CreateAsync(cancellation);
        if (!await TryRebuildAsync(wanted, progress, cancellation))
            throw new InvalidOperationException($"{string.Join(", ", among)}: one is being rebuilt already.");
    }

    private Task<bool> TryRebuildAsync(IReadOnlyList<LiveProjection> wanted, IProgress<RebuildProgress>? progress, CancellationToken cancellation) =>
        new Rebuild(database, store, [.. wanted.Select(live => live.Projection)], options)
            .TryRunAsync(progress, (projection, position) => board.Note(projection.Name, position), cancellation);

    /// <summary>Rebuilds what this program defines otherwise than the database's rows were made.</summary>
    private async Task RebuildOutdatedAsync(CancellationToken cancellation)
    {
        if (await OutdatedAsync(cancellation) is { Count: > 0 } outdated)
            await RebuildAsync([.. outdated.Select(projection => projection.Name)], progress: null, cancellation);
    }

    /// <summary>The same beside a running feed: all in one pass, and when that fails each for itself, so that one does not hold up the others.</summary>
    private async Task RebuildUntilCurrentAsync(CancellationToken cancellation)
    {
        var outdated = await OutdatedAsync(cancellation);
        if (outdated.Count > 1)
            await IsRebuiltAsync(outdated, cancellation);
        while ((outdated = await OutdatedAsync(cancellation)).Count > 0)
        {
            var done = true;
            foreach (var projection in outdated)
                done &= await IsRebuiltAsync([projection], cancellation);
            if (!done)
                await RestAsync(outdated, cancellation);
        }
    }

    /// <summary>Until the rest is over, or somebody has one of them try again.</summary>
    private async Task RestAsync(List<LiveProjection> failed, CancellationToken cancellation)
    {
        var since = time.GetTimestamp();
        while (time.GetElapsedTime(since) < options.ParkedRetry)
        {
            await Task.Delay(options.PollInterval, time, cancellation);
            foreach (var projection in failed)
            {
                if (!await checkpoints.IsParkedAsync(projection.Name, cancellation))
                    return;
            }
        }
    }

    private async Task<List<LiveProjection>> OutdatedAsync(CancellationToken cancellation)
    {
        var outdated = new List<LiveProjection>();
        foreach (var projection in projections)
        {
            if (await projection.IsOutdatedAsync(cancellation))
                outdated.Add(projection);
        }
        return outdated;
    }

    /// <summary>A rebuild that fails shows why at each of its projections that was not replaced.</summary>
    private async Task<bool> IsRebuiltAsync(List<LiveProjection> outdated, CancellationToken cancellation)
    {
        try
        {
            return await TryRebuildAsync(outdated, progress: null, cancellation);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            log.LogError(fault, "The rebuild of {Projections} failed", string.Join(", ", outdated.Select(projection => projection.Name)));
            if (outdated.Count == 1)
                await checkpoints.ParkAsync(outdated[0].Name, position: 0, new InvalidOperationException("The rebuild failed.", fault), cancellation);
            return false;
        }
    }

    private FeedTurns Turns(string feed, IEnumerable<IFeedConsumer> consumers, TakeTogether? together, FeedDuties duties)
    {
        var members = consumers.Select(consumer => new FeedMember(consumer, checkpoints, options, time, log)).ToList();
        return new(feed, new(store, members, together, options.PageSize, log), duties, database, board, options, time, log);
    }
}
