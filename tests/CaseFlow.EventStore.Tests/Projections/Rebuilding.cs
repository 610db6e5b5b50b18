using CaseFlow.EventStore.Projections;

namespace CaseFlow.EventStore.Tests.Projections;

public sealed class Rebuilding(PostgresFixture postgres)
{
    private static long Twice(ThingCounted counted) => counted.Amount * 2;

    [Fact]
    public async Task A_rebuild_makes_what_a_fold_of_all_events_makes()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendManyAsync(writers: 2, streams: 20);
        var engine = counting.Engine(Counting.Counts());
        await engine.CatchUpAsync();
        await counting.RunSqlAsync("update caseflow_counts set total = -1");
        var reports = new List<RebuildProgress>();

        await engine.RebuildAsync("Counts", new Reporting(reports.Add));

        Assert.Equal(await counting.FoldedAsync(), await counting.RowsAsync());
        Assert.Equal(new(120, 120), reports[^1]);
        Assert.True(reports.Count > 2);
        await Assert.ThrowsAsync<ArgumentException>(() => engine.RebuildAsync("Nothing"));
    }

    [Fact]
    public async Task The_live_rows_serve_until_the_new_ones_have_caught_up()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendManyAsync(writers: 1, streams: 10);
        var engine = counting.Engine(Counting.Counts());
        await engine.CatchUpAsync();
        await counting.RunSqlAsync("update caseflow_counts set total = -1");

        await engine.RebuildAsync("Counts", new Reporting(_ => Assert.All(counting.RowsAsync().GetAwaiter().GetResult(), row => Assert.Equal(-1, row.Total))));

        Assert.Equal(await counting.FoldedAsync(), await counting.RowsAsync());
    }

    [Fact]
    public async Task A_rebuild_that_the_database_gave_up_says_so_and_leaves_the_rows_as_they_were()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendManyAsync(writers: 1, streams: 10);
        var engine = new ProjectionEngine(counting.Database, counting.Store, [Counting.Counts()], [], new() { RebuildPageSize = 10, RebuildPatience = TimeSpan.FromSeconds(1) });
        await engine.CatchUpAsync();
        var before = await counting.RowsAsync();

        var given = await Assert.ThrowsAsync<RebuildInterruptedException>(() => engine.RebuildAsync("Counts", new Reporting(_ => GiveUp())));

        Assert.Contains("start it again", given.Message, StringComparison.Ordinal);
        Assert.Equal(before, await counting.RowsAsync());
        await engine.RebuildAsync("Counts");
        Assert.Equal(await counting.FoldedAsync(), await counting.RowsAsync());

        // As an administrator or a firewall ends sessions; the next sign of life finds it ended.
        void GiveUp()
        {
            counting.RunSqlAsync("""
                select pg_terminate_backend(l.pid) from pg_locks l join pg_stat_activity a on a.pid = l.pid
                where l.locktype = 'advisory' and l.classid = 1667330917 and l.objid > 5 and a.datname = current_database() and a.query = 'select'
                """).GetAwaiter().GetResult();
            Thread.Sleep(TimeSpan.FromMilliseconds(600));
        }
    }

    [Fact]
    public async Task A_rebuild_while_appends_and_projecting_go_on_misses_nothing()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendManyAsync(writers: 2, streams: 20);
        var engine = counting.Engine(Counting.Counts());
        await using var running = new RunningEngine(engine);
        var appending = counting.AppendManyAsync(writers: 3, streams: 40);

        for (var i = 0; i < 5; i++)
            await engine.RebuildAsync("Counts");
        await appending;

        await engine.CatchUpAsync();
        Assert.Equal(await counting.FoldedAsync(), await counting.RowsAsync());
    }

    [Fact]
    public async Task A_rebuild_waits_for_the_page_in_hand_and_the_live_rows_serve_meanwhile()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendAsync(Sample.Counted(1));
        var other = counting.Engine(Counting.Counts());
        await other.CatchUpAsync();
        await counting.AppendAsync(Sample.Counted(2));
        var gated = new Gated(Counting.Counts());
        await using var running = new RunningEngine(counting.Engine(gated));
        await gated.Entered;

        var rebuilding = other.RebuildAsync("Counts");
        await counting.SomebodyWaitsAsync();

        Assert.Equal([new("apple", 1, 1)], await counting.RowsAsync());
        gated.Open();
        await rebuilding;
        Assert.Equal([new("apple", 3, 2)], await counting.RowsAsync());
        Assert.Equal(2, (await counting.StatusAsync(other)).Position);
    }

    [Fact]
    public async Task A_higher_version_rebuilds()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendManyAsync(writers: 1, streams: 10);
        await counting.Engine(Counting.Counts()).CatchUpAsync();

        await counting.Engine(Counting.Counts(version: 2, amount: Twice)).CatchUpAsync();

        Assert.Equal(await counting.FoldedAsync(Twice), await counting.RowsAsync());
    }

    [Fact]
    public async Task A_running_engine_rebuilds_another_definition_of_a_table_and_its_indexes()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendManyAsync(writers: 1, streams: 10);
        await counting.Engine(Counting.Counts()).CatchUpAsync();
        var table = new ProjectionTable<ThingCount>("caseflow_counts", Counting.CreateSql + "; create index caseflow_counts_total on caseflow_counts (total)", "thing");
        var engine = counting.Engine(Counting.Counts(table: table, amount: Twice));
        await using var running = new RunningEngine(engine);

        await engine.CatchUpAsync();
        while ((await counting.RowsAsync())[0].Total != (await counting.FoldedAsync(Twice))[0].Total)
            await engine.WaitForAsync("Counts", await counting.AppendAsync(Sample.Counted()), Counting.Patience);

        await counting.AppendAsync(Sample.Counted());
        await engine.CatchUpAsync();
        Assert.Equal(await counting.FoldedAsync(Twice), await counting.RowsAsync());
        await using var index = counting.Database.CreateCommand("select schemaname from pg_indexes where indexname = 'caseflow_counts_total'");
        Assert.Equal("public", await index.ExecuteScalarAsync());
        await using var left = counting.Database.CreateCommand("select count(*) from pg_namespace where nspname like 'caseflow%'");
        Assert.Equal(0L, await left.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_rebuild_at_start_that_fails_shows_why_and_the_old_rows_serve()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendAsync(Sample.Counted(13));
        await counting.Engine(Counting.Counts()).CatchUpAsync();
        var engine = counting.Engine(Counting.Counts(version: 2, amount: _ => throw new InvalidOperationException("Thirteen is unlucky.")));
        await using var running = new RunningEngine(engine);

        while ((await counting.StatusAsync(engine)).Error is null)
            await Task.Yield();

        Assert.Equal("The rebuild failed. Thirteen is unlucky.", (await counting.StatusAsync(engine)).Error);
        Assert.Equal([new("apple", 13, 1)], await counting.RowsAsync());
    }

    [Fact]
    public async Task An_older_program_leaves_the_rows_of_a_newer_one_alone()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendAsync(Sample.Counted(1));
        await counting.Engine(Counting.Counts(version: 2, amount: Twice)).CatchUpAsync();
        await counting.AppendAsync(Sample.Counted(1));

        await counting.Engine(Counting.Counts()).CatchUpAsync();
        Assert.Equal([new("apple", 2, 1)], await counting.RowsAsync());

        await counting.Engine(Counting.Counts(version: 2, amount: Twice)).CatchUpAsync();
        Assert.Equal([new("apple", 4, 2)], await counting.RowsAsync());
    }

    [Fact]
    public async Task An_interrupted_rebuild_leaves_the_live_rows_and_starts_afresh()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendManyAsync(writers: 1, streams: 20);
        var engine = counting.Engine(Counting.Counts());
        await engine.CatchUpAsync();
        var before = await counting.RowsAsync();
        using var interrupted = new CancellationTokenSource();
        var inTheMiddle = new Reporting(progress => { if (progress.Position > 40) interrupted.Cancel(); });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.RebuildAsync("Counts", inTheMiddle, interrupted.Token));

        Assert.Equal(before, await counting.RowsAsync());
        await using (var left = counting.Database.CreateCommand("select count(*) from caseflow_rebuild_counts.caseflow_counts"))
            Assert.NotEqual(0L, await left.ExecuteScalarAsync());

        await engine.RebuildAsync("Counts");
        await counting.AppendAsync(Sample.Counted(5));
        await engine.CatchUpAsync();
        Assert.Equal(await counting.FoldedAsync(), await counting.RowsAsync());
    }

    [Fact]
    public async Task Two_rebuilds_of_one_projection_do_not_run_at_once()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendManyAsync(writers: 1, streams: 5);
        var held = new Gated(Counting.Counts());
        var engine = counting.Engine(held);

        var first = engine.RebuildAsync("Counts");
        await held.Entered;

        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.RebuildAsync("Counts"));
        held.Open();
        await first;
        Assert.Equal(await counting.FoldedAsync(), await counting.RowsAsync());
    }
}
