using Npgsql;

namespace CaseFlow.EventStore.Tests.Projections;

public sealed class SeveralNodes(PostgresFixture postgres)
{
    [Fact]
    public async Task Two_engines_share_the_work_without_applying_an_event_twice()
    {
        var counting = await Counting.StartAsync(postgres);
        var (one, other) = (counting.Engine(Counting.Counts()), counting.Engine(Counting.Counts()));
        await using var first = new RunningEngine(one);
        await using var second = new RunningEngine(other);

        await counting.AppendManyAsync(writers: 4, streams: 25);
        await other.CatchUpAsync();

        var head = await counting.Store.HeadAsync();
        Assert.True(await one.WaitForAsync("Counts", head, Counting.Patience));
        Assert.True(await other.WaitForAsync("Counts", head, Counting.Patience));
        Assert.Equal(await counting.FoldedAsync(), await counting.RowsAsync());
    }

    [Fact]
    public async Task Another_node_takes_over_when_one_stops()
    {
        var counting = await Counting.StartAsync(postgres);
        var (one, other) = (counting.Engine(Counting.Counts()), counting.Engine(Counting.Counts()));
        await using var second = await ShownByFirstAsync();
        var position = await counting.AppendAsync(Sample.Counted());

        Assert.True(await other.WaitForAsync("Counts", position, Counting.Patience));
        Assert.Equal([new("apple", 2, 2)], await counting.RowsAsync());

        async Task<RunningEngine> ShownByFirstAsync()
        {
            await using var first = new RunningEngine(one);
            Assert.True(await one.WaitForAsync("Counts", await counting.AppendAsync(Sample.Counted()), Counting.Patience));
            return new(other);
        }
    }

    [Fact]
    public async Task A_node_whose_connections_are_cut_comes_back_or_is_followed()
    {
        var counting = await Counting.StartAsync(postgres);
        var (one, other) = (counting.Engine(Counting.Counts()), counting.Engine(Counting.Counts()));
        await using var first = new RunningEngine(one);
        await using var second = new RunningEngine(other);
        Assert.True(await one.WaitForAsync("Counts", await counting.AppendAsync(Sample.Counted()), Counting.Patience));

        await counting.CutAsync();

        Assert.True(await other.WaitForAsync("Counts", await counting.AppendAsync(Sample.Counted()), Counting.Patience));
        Assert.Equal([new("apple", 2, 2)], await counting.RowsAsync());
    }

    /// <summary>Its turn, and the creation of a projection's tables.</summary>
    [Theory]
    [InlineData("(hashtext('projections')::bigint & 4294967295)::oid", "select pg_try_advisory_lock", "projections")]
    [InlineData("3", "select pg_advisory_xact_lock")]
    public async Task A_node_that_is_paused_as_soon_as_it_asked_for_a_lock_does_not_keep_it(string key, params string[] asked)
    {
        var counting = await Counting.StartAsync(postgres);
        using var wire = new SilentWire(counting.Database.ConnectionString, asked);
        await using var behind = NpgsqlDataSource.Create(wire.ConnectionString);
        await using var paused = new RunningEngine(new Counting(behind, new PostgresEventStore(behind, Sample.Types)).Engine(Counting.Counts()));
        await wire.FellSilent;
        await counting.SomebodyHoldsAsync(key);

        var other = counting.Engine(Counting.Counts());
        await using var second = new RunningEngine(other);
        Assert.True(await other.WaitForAsync("Counts", await counting.AppendAsync(Sample.Counted()), Counting.Patience));
        Assert.Equal([new("apple", 1, 1)], await counting.RowsAsync());
        wire.Dispose();
    }

    [Fact]
    public async Task A_node_that_loses_its_turn_in_the_middle_of_a_page_applies_nothing_twice()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendAsync(Sample.Counts(3));
        var gated = new Gated(Counting.Counts());
        var (slow, other) = (counting.Engine(gated), counting.Engine(Counting.Counts()));
        await using var first = new RunningEngine(slow);
        await gated.Entered;
        await counting.CutAsync();
        await using var second = new RunningEngine(other);
        await counting.SomebodyWaitsAsync();

        gated.Open();

        await other.CatchUpAsync();
        Assert.Equal([new("apple", 6, 3)], await counting.RowsAsync());
    }
}
