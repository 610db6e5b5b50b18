using Npgsql;

namespace CaseFlow.EventStore.Projections;

/// <summary>A projection and the schema in which its rows are built.</summary>
internal sealed record ReplayTarget(IProjection Projection, string Schema);

/// <summary>
/// Builds the rows of projections from the first event, in schemas of their own beside the live tables. Each event is read once
/// for all of them, the next page while the one before is folded. It works on one session, which a later replay into the same
/// schema ends: a node that was paused meanwhile finds itself cut off and cannot disturb it.
/// </summary>
internal sealed class Replay : IAsyncDisposable
{
    private static readonly Task<IReadOnlyList<RecordedEvent>> Nothing = Task.FromResult<IReadOnlyList<RecordedEvent>>([]);

    private readonly IEventStore store;
    private readonly ProjectionOptions options;
    private readonly ScratchSchemas scratch;
    private readonly FoldedRows rows;
    private readonly List<(ReplayTarget Target, ProjectionBatch Batch)> folds;
    private int round;

    private Replay(IEventStore store, ScratchSchemas scratch, IReadOnlyList<ReplayTarget> targets, ProjectionOptions options)
    {
        (this.store, this.scratch, this.options) = (store, scratch, options);
        rows = new(scratch.Connection, options.RebuildMemory);
        folds = [.. targets.Select(target => (target, new ProjectionBatch(rows)))];
    }

    /// <summary>The position of the last event replayed.</summary>
    public long Position { get; private set; }

    /// <summary>The session; its search path leads to the new tables first.</summary>
    public NpgsqlConnection Connection => scratch.Connection;

    /// <summary>Where the live tables are.</summary>
    public string LiveSchema => scratch.LiveSchema;

    /// <summary>Starts afresh: whatever an earlier replay left in the schemas is dropped.</summary>
    public static async Task<Replay> BeginAsync(
        NpgsqlDataSource database, IEventStore store, IReadOnlyList<ReplayTarget> targets, ProjectionOptions options, CancellationToken cancellation) =>
        new(store, await ScratchSchemas.CreateAsync(database, targets, cancellation), targets, options);

    /// <summary>Replays what there is now, or up to the event at <paramref name="upTo"/>. What is done stays in memory in part until it is flushed.</summary>
    /// <param name="upTo">The position of the last event to replay; null for all events.</param>
    /// <param name="each">Told of every page after it was folded; answers whether to go on.</param>
    /// <param name="cancellation">Cancels the replay; it cannot be gone on with.</param>
    public async Task RunAsync(long? upTo, Func<IReadOnlyList<RecordedEvent>, Task<bool>>? each, CancellationToken cancellation)
    {
        using var ahead = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var next = ReadAsync(Position, upTo, ahead.Token);
        try
        {
            while (await next is { Count: > 0 } page)
            {
                // A page that is not full is the last one, however fast others append.
                next = page.Count < options.RebuildPageSize ? Nothing : ReadAsync(page[^1].Position, upTo, ahead.Token);
                foreach (var (target, batch) in folds)
                    await target.Projection.ProjectAsync(page, batch, cancellation);
                Position = page[^1].Position;
                await rows.TrimAsync(AllSets(), round++, cancellation);
                ProjectionInstruments.Replayed(page.Count);
                if (each is not null && !await each(page))
                    return;
            }
        }
        finally
        {
            await ahead.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Writes what is in memory.</summary>
    public Task FlushAsync(CancellationToken cancellation) => rows.FlushAsync(AllSets(), cancellation);

    /// <summary>Writes what is in memory and makes the indexes that are no constraint, which a load is faster without.</summary>
    public async Task FinishAsync(CancellationToken cancellation)
    {
        await FlushAsync(cancellation);
        await scratch.IndexAsync(cancellation);
    }

    /// <summary>How many rows the fold came to in each table of a projection.</summary>
    public IReadOnlyDictionary<IProjectionTable, long> Counts(IProjection projection) =>
        folds.Single(fold => fold.Target.Projection == projection).Batch.Sets.ToDictionary(set => set.Table, set => set.Count);

    /// <summary>Leaves a projection out from here on.</summary>
    public void Leave(IProjection projection) => folds.RemoveAll(fold => fold.Target.Projection == projection);

    public async ValueTask DisposeAsync()
    {
        await rows.DisposeAsync();
        await scratch.DisposeAsync();
    }

    private List<IRowSet> AllSets() => [.. folds.SelectMany(fold => fold.Batch.Sets)];

    private Task<IReadOnlyList<RecordedEvent>> ReadAsync(long after, long? upTo, CancellationToken cancellation) => Task.Run<IReadOnlyList<RecordedEvent>>(
        async () =>
        {
            var page = await store.ReadAllAsync(after, options.RebuildPageSize, cancellation);
            return page.Count > 0 && page[^1].Position > upTo ? [.. page.TakeWhile(e => e.Position <= upTo)] : page;
        },
        cancellation);
}
