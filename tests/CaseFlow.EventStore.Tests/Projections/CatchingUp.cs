using CaseFlow.EventStore.Projections;

namespace CaseFlow.EventStore.Tests.Projections;

public sealed class CatchingUp(PostgresFixture postgres)
{
    [Fact]
    public async Task Every_event_is_projected_once()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendManyAsync(writers: 2, streams: 20);
        var engine = counting.Engine(Counting.Counts());

        await engine.CatchUpAsync();
        await engine.CatchUpAsync();

        Assert.Equal(await counting.FoldedAsync(), await counting.RowsAsync());
        var status = await counting.StatusAsync(engine);
        Assert.Equal((120, 0, null), (status.Position, status.Lag, status.Error));
    }

    [Fact]
    public async Task A_checkpoint_that_cannot_be_written_takes_its_rows_with_it()
    {
        var counting = await Counting.StartAsync(postgres);
        var engine = counting.Engine(Counting.Counts());
        await engine.CatchUpAsync();
        await counting.AppendAsync(Sample.Counts(3));
        await counting.RunSqlAsync("""
            create function refuse() returns trigger language plpgsql as $$ begin raise 'between rows and checkpoint'; end $$;
            create trigger refuse before update on mt_event_progression for each row execute function refuse()
            """);

        await engine.CatchUpAsync();

        Assert.Empty(await counting.RowsAsync());
        Assert.Contains("between rows and checkpoint", (await counting.StatusAsync(engine)).Error, StringComparison.Ordinal);

        await counting.RunSqlAsync("drop trigger refuse on mt_event_progression");
        await engine.CatchUpAsync();

        Assert.Equal([new("apple", 6, 3)], await counting.RowsAsync());
        Assert.Null((await counting.StatusAsync(engine)).Error);
    }

    [Fact]
    public async Task A_running_engine_shows_an_append_to_whoever_waits_for_it()
    {
        var counting = await Counting.StartAsync(postgres);
        var engine = counting.Engine(Counting.Counts());
        await using var running = new RunningEngine(engine);

        for (var i = 1; i <= 5; i++)
        {
            var position = await counting.AppendAsync(Sample.Counted());
            Assert.True(await engine.WaitForAsync("Counts", position, Counting.Patience));
            Assert.Equal(i, Assert.Single(await counting.RowsAsync()).Total);
        }
    }

    /// <summary>An interval of less than a millisecond is what is left of a longer one towards its end.</summary>
    [Theory]
    [InlineData(1000)]
    [InlineData(0.4)]
    public async Task Events_of_another_program_are_found_without_a_notification(double pollMilliseconds)
    {
        var counting = await Counting.StartAsync(postgres);
        var options = new ProjectionOptions { PollInterval = TimeSpan.FromMilliseconds(pollMilliseconds) };
        var engine = new ProjectionEngine(counting.Database, counting.Store, [Counting.Counts()], [], options);
        await using var running = new RunningEngine(engine);
        var position = await counting.AppendAsync(Sample.Counted());
        Assert.True(await engine.WaitForAsync("Counts", position, Counting.Patience));

        await counting.RunSqlAsync("""
            insert into mt_events (seq_id, id, stream_id, version, data, type)
            select nextval('mt_events_sequence'), gen_random_uuid(), id, 2, '{"thing": "apple", "amount": 41}', 'thing_counted' from mt_streams
            """);

        Assert.True(await engine.WaitForAsync("Counts", position + 1, Counting.Patience));
        Assert.Equal([new("apple", 42, 2)], await counting.RowsAsync());
    }

    [Fact]
    public async Task Waiting_ends_when_the_time_is_over()
    {
        var counting = await Counting.StartAsync(postgres);
        var engine = counting.Engine(Counting.Counts());
        var position = await counting.AppendAsync(Sample.Counted());

        Assert.False(await engine.WaitForAsync("Counts", position, TimeSpan.Zero));
        await Assert.ThrowsAsync<ArgumentException>(() => engine.WaitForAsync("Nothing", position, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_new_projection_catches_up_beside_one_that_is_ahead()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendManyAsync(writers: 1, streams: 20);
        await counting.Engine(Counting.Counts()).CatchUpAsync();
        await counting.AppendManyAsync(writers: 1, streams: 2);
        var table = new ProjectionTable<ThingCount>("caseflow_counts_too", Counting.CreateSql.Replace("caseflow_counts", "caseflow_counts_too", StringComparison.Ordinal), "thing");
        var engine = counting.Engine(Counting.Counts(), Counting.Counts(name: "CountsToo", table: table));

        await engine.CatchUpAsync();

        Assert.All(await engine.StatusAsync(), status => Assert.Equal(0, status.Lag));
        await using var connection = await counting.Database.OpenConnectionAsync();
        Assert.Equal(
            await counting.RowsAsync(),
            await table.QueryAsync(connection, $"select {table.ColumnList} from caseflow_counts_too order by thing", []));
    }

    [Fact]
    public async Task All_projections_at_one_place_take_a_page_in_one_transaction_from_one_reading()
    {
        var counting = await Counting.StartAsync(postgres);
        var table = new ProjectionTable<ThingCount>("caseflow_counts_too", Counting.CreateSql.Replace("caseflow_counts", "caseflow_counts_too", StringComparison.Ordinal), "thing");
        await counting.AppendAsync(Sample.Counts(5));
        var reading = new ReadCounting(counting.Store);

        await new ProjectionEngine(counting.Database, reading, [Counting.Counts(), Counting.Counts(name: "CountsToo", table: table)], []).CatchUpAsync();

        Assert.Equal(5, reading.Events);
        await using var transactions = counting.Database.CreateCommand("""
            select count(distinct xmin::text) from (
                select xmin from caseflow_counts union all select xmin from caseflow_counts_too union all select xmin from mt_event_progression) t
            """);
        Assert.Equal(1L, await transactions.ExecuteScalarAsync());
    }
}
