using CaseFlow.EventStore.Projections;
using Npgsql;

namespace CaseFlow.EventStore.Tests.Projections;

/// <summary>A database, its events, and the engines that a test runs on them.</summary>
public sealed class Counting(NpgsqlDataSource database, IEventStore store)
{
    public const string CreateSql = ThingCounts.CreateSql;

    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static readonly ProjectionTable<ThingCount> Table = ThingCounts.Table;

    /// <summary>Small, so that few events make many pages, and a rebuild's rows do not fit in its memory.</summary>
    private static readonly ProjectionOptions Options = new() { PageSize = 7, RebuildPageSize = 11, RebuildMemory = 600, RetryDelay = TimeSpan.Zero };

    public NpgsqlDataSource Database => database;

    public IEventStore Store => store;

    public static async Task<Counting> StartAsync(PostgresFixture postgres)
    {
        var database = await postgres.FreshDatabaseAsync();
        return new(database, new PostgresEventStore(database, Sample.Types));
    }

    /// <inheritdoc cref="ThingCounts.Projection"/>
    public static RowProjection<ThingCount> Counts(int version = 1, Func<ThingCounted, long>? amount = null, ProjectionTable<ThingCount>? table = null, string name = "Counts") =>
        ThingCounts.Projection(version, amount, table, name);

    public ProjectionEngine Engine(params IProjection[] projections) => new(database, store, projections, [], Options);

    public ProjectionEngine Engine(ISubscription subscription) => new(database, store, [Counts()], [subscription], Options);

    public async Task<long> AppendAsync(params NewEvent[] events) =>
        Assert.IsType<Appended>(await store.AppendAsync(Sample.Stream(), default, events)).Position;

    /// <summary>Appends streams of three events from several writers at once.</summary>
    public Task AppendManyAsync(int writers, int streams) =>
        Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < streams; i++)
                await AppendAsync(Sample.Counted(1, "apple"), Sample.Counted(i, $"pear{i % 5}"), Sample.Counted(2, $"plum{writer}"));
        })));

    public async Task<IReadOnlyList<ThingCount>> RowsAsync()
    {
        await using var connection = await database.OpenConnectionAsync();
        return await Table.QueryAsync(connection, $"select {Table.ColumnList} from caseflow_counts order by thing", []);
    }

    /// <summary>The rows as a fold of all events makes them, without a database.</summary>
    public async Task<IReadOnlyList<ThingCount>> FoldedAsync(Func<ThingCounted, long>? amount = null) =>
        [.. (await store.ReadAllAsync(0, int.MaxValue))
            .Select(e => e.Data).OfType<ThingCounted>()
            .GroupBy(counted => counted.Thing)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new ThingCount(group.Key, group.Sum(amount ?? (counted => counted.Amount)), group.Count()))];

    public async Task<ProjectionStatus> StatusAsync(ProjectionEngine engine, string name = "Counts") =>
        (await engine.StatusAsync()).Single(status => status.Name == name);

    /// <summary>Returns once some session waits for another's lock.</summary>
    public async Task SomebodyWaitsAsync()
    {
        await using var command = database.CreateCommand("select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')");
        while (await command.ExecuteScalarAsync() is false)
            await Task.Yield();
    }

    /// <summary>Returns once some session has the library's lock of a key.</summary>
    public async Task SomebodyHoldsAsync(string key)
    {
        await using var command = database.CreateCommand($"select exists (select from pg_locks l join pg_database d on d.oid = l.database where l.locktype = 'advisory' and l.granted and l.classid = 1667330917 and l.objid = {key} and d.datname = current_database())");
        while (await command.ExecuteScalarAsync() is false)
            await Task.Yield();
    }

    /// <summary>Ends the sessions whose locks say whose turn it is.</summary>
    public Task CutAsync() => RunSqlAsync("""
        select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database
        where l.locktype = 'advisory' and d.datname = current_database()
        """);

    public async Task RunSqlAsync(string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>Stops in the middle of a page, holding what it holds then, until it is let go.</summary>
public sealed class Gated(IProjection inner) : IProjection
{
    private readonly TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name => inner.Name;

    public int Version => inner.Version;

    public IReadOnlyList<IProjectionTable> Tables => inner.Tables;

    public Task Entered => entered.Task;

    public void Open() => open.SetResult();

    public async Task ProjectAsync(IReadOnlyList<RecordedEvent> events, ProjectionBatch batch, CancellationToken cancellation)
    {
        entered.TrySetResult();
        await open.Task;
        await inner.ProjectAsync(events, batch, cancellation);
    }
}

/// <summary>An engine that runs until it is stopped.</summary>
public sealed class RunningEngine : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Task running;

    public RunningEngine(ProjectionEngine engine) => running = engine.RunAsync(stop.Token);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        stop.Dispose();
    }
}

/// <summary>Reports at once, on the thread that does the work.</summary>
public sealed class Reporting(Action<RebuildProgress> report) : IProgress<RebuildProgress>
{
    public void Report(RebuildProgress value) => report(value);
}

/// <summary>Counts the events that are read in order.</summary>
public sealed class ReadCounting(IEventStore inner) : IEventStore
{
    public int Events { get; private set; }

    public Task<AppendResult> AppendAsync(StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellation = default) =>
        inner.AppendAsync(stream, expected, events, cancellation);

    public Task<IReadOnlyList<AppendResult>> AppendManyAsync(IReadOnlyList<StreamAppend> appends, CancellationToken cancellation = default) =>
        inner.AppendManyAsync(appends, cancellation);

    public Task<IReadOnlyList<RecordedEvent>> ReadStreamAsync(Guid stream, long afterVersion = 0, CancellationToken cancellation = default) =>
        inner.ReadStreamAsync(stream, afterVersion, cancellation);

    public async Task<IReadOnlyList<RecordedEvent>> ReadAllAsync(long afterPosition, int limit, CancellationToken cancellation = default)
    {
        var page = await inner.ReadAllAsync(afterPosition, limit, cancellation);
        Events += page.Count;
        return page;
    }

    public Task<long> HeadAsync(CancellationToken cancellation = default) => inner.HeadAsync(cancellation);
}
