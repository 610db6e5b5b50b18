using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CaseFlow.EventStore.Projections;

/// <summary>
/// Projections as they were at a past position, or as they would be under another definition: replayed beside the live tables, into a
/// schema of their own that is dropped when nobody uses it any more. Every node may ask and work; a replay that a node left behind is
/// begun again by another.
/// </summary>
public sealed class Replays
{
    private readonly NpgsqlDataSource database;
    private readonly IEventStore store;
    private readonly IReadOnlyDictionary<string, Replayable> replayables;
    private readonly ReplayOptions options;
    private readonly ILogger log;
    private readonly ReplayRows rows;
    private readonly Channel<bool> news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Puts the service together; it does nothing until it is asked.</summary>
    /// <param name="database">Where the events and the scratch schemas are.</param>
    /// <param name="store">Reads the events.</param>
    /// <param name="replayables">What can be replayed.</param>
    /// <param name="options">How replays are kept.</param>
    /// <param name="log">Told of faults.</param>
    public Replays(NpgsqlDataSource database, IEventStore store, IEnumerable<Replayable> replayables, ReplayOptions? options = null, ILogger<Replays>? log = null)
    {
        (this.database, this.store, this.options) = (database, store, options ?? new());
        this.replayables = replayables.ToDictionary(replayable => replayable.Projection);
        this.log = log ?? NullLogger<Replays>.Instance;
        rows = new(database);
    }

    /// <summary>What can be replayed.</summary>
    public IEnumerable<string> Projections => replayables.Keys;

    /// <summary>How replays are kept.</summary>
    public ReplayOptions Options => options;

    /// <summary>The last event that was recorded by a time, that time included.</summary>
    public Task<RecordedPosition> PositionAtAsync(DateTimeOffset recordedAt, CancellationToken cancellation = default) => rows.PositionAtAsync(recordedAt, cancellation);

    /// <summary>The last event at or before a position.</summary>
    public Task<RecordedPosition> EventAtAsync(long position, CancellationToken cancellation = default) => rows.EventAtAsync(position, cancellation);

    /// <summary>Asks for a replay, which <see cref="WorkAsync"/> or <see cref="CompleteAsync"/> does. The same one asked for again is the same replay.</summary>
    /// <returns>The replay, and whether it is a new one.</returns>
    /// <exception cref="ArgumentException">There is no such projection, definition or position.</exception>
    /// <exception cref="ReplaysExhaustedException">There are as many as there may be, and all are in use.</exception>
    public async Task<(ReplayStatus Replay, bool Created)> AskAsync(ReplayRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var definition = Definition.Of(Projection(request.Projection, request.Definition));
        if (request.Position < 0 || request.Position > await store.HeadAsync(cancellation))
            throw new ArgumentOutOfRangeException(nameof(request), request.Position, "There is no event at this position.");
        var asked = await rows.AskAsync(request, definition, await rows.EventAtAsync(request.Position, cancellation), options, cancellation);
        news.Writer.TryWrite(true);
        return asked;
    }

    /// <summary>All replays in the order in which they were asked for; there are at most <see cref="ReplayOptions.Most"/>.</summary>
    public Task<IReadOnlyList<ReplayStatus>> ListAsync(CancellationToken cancellation = default) => rows.ListAsync(id: null, cancellation);

    /// <summary>A replay as it is now; null when there is none, any more.</summary>
    public async Task<ReplayStatus?> FindAsync(Guid id, CancellationToken cancellation = default) => (await rows.ListAsync(id, cancellation)).SingleOrDefault();

    /// <summary>Notes that a replay is used, from when on its lifetime counts; null when there is none, any more.</summary>
    public Task<ReplayStatus?> UseAsync(Guid id, CancellationToken cancellation = default) => rows.UseAsync(id, cancellation);

    /// <summary>Waits until a replay is done, whichever node does it.</summary>
    /// <returns>The replay, ready or failed, or as far as it came within the time; null when it was dropped.</returns>
    public async Task<ReplayStatus?> WaitAsync(Guid id, TimeSpan within, CancellationToken cancellation = default)
    {
        for (var (began, pause) = (TimeProvider.System.GetTimestamp(), 10); ; pause = Math.Min(2 * pause, 250))
        {
            var replay = await FindAsync(id, cancellation);
            if (replay is not { State: ReplayState.Waiting or ReplayState.Running } || TimeProvider.System.GetElapsedTime(began) >= within)
                return replay;
            await Task.Delay(pause, cancellation);
        }
    }

    /// <summary>Sees a replay through: does it, unless somebody else does, and then waits for them. For verbs, which run without a worker.</summary>
    /// <returns>The replay, ready or failed; null when it was dropped.</returns>
    public async Task<ReplayStatus?> CompleteAsync(Guid id, IProgress<RebuildProgress>? progress = null, CancellationToken cancellation = default)
    {
        while (true)
        {
            var worked = await TryRunAsync(id, progress, cancellation);
            var replay = await FindAsync(id, cancellation);
            if (replay is not { State: ReplayState.Waiting or ReplayState.Running })
                return replay;
            progress?.Report(new(replay.Reached, replay.Position));
            if (!worked)
                await Task.Delay(options.PollInterval / 4, cancellation);
        }
    }

    /// <summary>Works until cancelled: does what is asked for, here or on other nodes, and sweeps. Outlives restarts of the database.</summary>
    public async Task WorkAsync(CancellationToken cancellation)
    {
        var swept = TimeProvider.System.GetTimestamp();
        var first = true;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                if (first || TimeProvider.System.GetElapsedTime(swept) >= options.SweepInterval)
                {
                    await SweepAsync(cancellation);
                    (first, swept) = (false, TimeProvider.System.GetTimestamp());
                }
                foreach (var owed in await rows.OwedAsync(cancellation))
                    await TryRunAsync(owed, progress: null, cancellation);
            }
            catch (Exception fault) when (!cancellation.IsCancellationRequested)
            {
                log.LogError(fault, "Replays were interrupted; they go on in {Delay}", options.PollInterval);
            }
            catch (Exception) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            await NewsAsync(cancellation);
        }
    }

    /// <summary>Drops replays whose lifetime is over, and whatever crashes left behind.</summary>
    /// <returns>The schemas that were dropped.</returns>
    public async Task<IReadOnlyList<string>> SweepAsync(CancellationToken cancellation = default)
    {
        await rows.DropAsync(id: null, cancellation);
        return await SweepSchemasAsync(cancellation);
    }

    /// <summary>Drops a replay before its time.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> DropAsync(Guid id, CancellationToken cancellation = default)
    {
        var dropped = await rows.DropAsync(id, cancellation) > 0;
        await SweepSchemasAsync(cancellation);
        return dropped;
    }

    private IProjection Projection(string name, string definition) => replayables.TryGetValue(name, out var replayable)
        ? replayable.Under(definition)
        : throw new ArgumentException($"There is no projection {name} to replay.", nameof(name));

    /// <returns>Whether nobody else was at it.</returns>
    private async Task<bool> TryRunAsync(Guid id, IProgress<RebuildProgress>? progress, CancellationToken cancellation)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        try
        {
            if (!await DatabaseLock.TryHoldAsync(connection, ReplayStatus.LockOf(id), cancellation))
                return false;
            if (await ReplayRows.BeginAsync(connection, id, cancellation) is { } replay)
                await new ReplayRun(database, store, connection, replay, options, log).RunAsync(Projection, progress, cancellation);
            return true;
        }
        finally
        {
            await PooledSession.EndAsync(connection);
        }
    }

    private async Task<IReadOnlyList<string>> SweepSchemasAsync(CancellationToken cancellation)
    {
        var dropped = new List<string>();
        var connection = await database.OpenConnectionAsync(cancellation);
        try
        {
            foreach (var schema in await ReplayRows.LeftOverAsync(connection, cancellation))
            {
                if (await ReplayRun.TryDropAsync(connection, schema, cancellation))
                    dropped.Add(schema);
            }
        }
        finally
        {
            await PooledSession.EndAsync(connection);
        }
        return dropped;
    }

    private async Task NewsAsync(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(options.PollInterval);
        await ((Task)news.Reader.ReadAsync(patience.Token).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
