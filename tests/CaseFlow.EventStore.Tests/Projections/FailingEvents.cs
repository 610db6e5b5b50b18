using CaseFlow.EventStore.Projections;

namespace CaseFlow.EventStore.Tests.Projections;

public sealed class FailingEvents(PostgresFixture postgres)
{
    private static readonly ProjectionTable<ThingCount> OtherTable = new(
        "caseflow_others", Counting.CreateSql.Replace("caseflow_counts", "caseflow_others", StringComparison.Ordinal), "thing");

    private static long NoThirteen(ThingCounted counted) =>
        counted.Amount == 13 ? throw new InvalidOperationException("Thirteen is unlucky.") : counted.Amount;

    [Fact]
    public async Task A_projection_stops_at_an_event_that_it_cannot_take_and_the_others_go_on()
    {
        var counting = await Counting.StartAsync(postgres);
        var engine = counting.Engine(Counting.Counts(amount: NoThirteen), Counting.Counts(name: "Others", table: OtherTable));
        await counting.AppendAsync(Sample.Counted(1), Sample.Counted(2), Sample.Counted(13), Sample.Counted(4));

        await engine.CatchUpAsync();

        var stopped = await counting.StatusAsync(engine);
        Assert.Equal((2, 2, 3), (stopped.Position, stopped.Lag, stopped.StoppedAt));
        Assert.Contains("Thirteen is unlucky.", stopped.Error, StringComparison.Ordinal);
        Assert.Equal([new("apple", 3, 2)], await counting.RowsAsync());
        var other = await counting.StatusAsync(engine, "Others");
        Assert.Equal((4, 0, null), (other.Position, other.Lag, other.Error));
        Assert.False(await engine.WaitForAsync("Counts", 4, Counting.Patience));
    }

    [Fact]
    public async Task A_mended_program_goes_on_where_the_projection_stopped()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendAsync(Sample.Counted(1), Sample.Counted(13), Sample.Counted(4));
        await counting.Engine(Counting.Counts(amount: NoThirteen)).CatchUpAsync();

        var mended = counting.Engine(Counting.Counts());
        await mended.CatchUpAsync();

        Assert.Equal([new("apple", 18, 3)], await counting.RowsAsync());
        Assert.Null((await counting.StatusAsync(mended)).Error);
    }

    [Fact]
    public async Task A_fault_that_passes_does_not_stop_a_projection()
    {
        var counting = await Counting.StartAsync(postgres);
        var faults = 2;
        var engine = counting.Engine(Counting.Counts(amount: counted =>
            counted.Amount == 13 && faults-- > 0 ? throw new InvalidOperationException("Not now.") : counted.Amount));
        await counting.AppendAsync(Sample.Counted(1), Sample.Counted(13), Sample.Counted(4));

        await engine.CatchUpAsync();

        Assert.Equal([new("apple", 18, 3)], await counting.RowsAsync());
        Assert.Null((await counting.StatusAsync(engine)).Error);
    }

    [Fact]
    public async Task An_unreadable_event_stops_everyone_before_it_and_says_which_it_is()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendAsync(Sample.Counts(4));
        await counting.RunSqlAsync("""
            insert into mt_events (seq_id, id, stream_id, version, data, type)
            select nextval('mt_events_sequence'), gen_random_uuid(), id, 5, '{"thing": "apple", "amount": "many"}', 'thing_counted' from mt_streams
            """);
        var engine = counting.Engine(Counting.Counts(), Counting.Counts(name: "Others", table: OtherTable));

        await engine.CatchUpAsync();

        Assert.All(await engine.StatusAsync(), status => Assert.Equal((4, 5), (status.Position, status.StoppedAt)));
        Assert.Contains("thing_counted at position 5", (await counting.StatusAsync(engine)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stopped_projection_tries_again_at_once_when_it_is_told_to()
    {
        var counting = await Counting.StartAsync(postgres);
        var mended = false;
        var engine = counting.Engine(
            Counting.Counts(amount: counted => mended ? counted.Amount : NoThirteen(counted)), Counting.Counts(name: "Others", table: OtherTable));
        await using var running = new RunningEngine(engine);
        var position = await counting.AppendAsync(Sample.Counted(1), Sample.Counted(13), Sample.Counted(4));
        while ((await counting.StatusAsync(engine)).Error is null)
            await Task.Yield();
        Assert.True(await engine.WaitForAsync("Others", position, Counting.Patience));

        mended = true;
        Assert.True(await counting.Engine(Counting.Counts()).RetryAsync("Counts"));

        Assert.True(await engine.WaitForAsync("Counts", position, Counting.Patience));
        Assert.Equal([new("apple", 18, 3)], await counting.RowsAsync());
        Assert.False(await engine.RetryAsync("Counts"));
        await Assert.ThrowsAsync<ArgumentException>(() => engine.RetryAsync("Nothing"));
    }
}
