using CaseFlow.EventStore.Projections;

namespace CaseFlow.EventStore.Tests.Projections;

public sealed class CheckingRebuilds(PostgresFixture postgres)
{
    private static readonly ProjectionTable<ThingCount> OtherTable = new(
        "caseflow_others", Counting.CreateSql.Replace("caseflow_counts", "caseflow_others", StringComparison.Ordinal), "thing");

    [Fact]
    public async Task Several_projections_are_rebuilt_in_one_pass()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendManyAsync(writers: 2, streams: 20);
        var reading = new ReadCounting(counting.Store);
        var engine = new ProjectionEngine(
            counting.Database, reading, [Counting.Counts(), Counting.Counts(name: "Others", table: OtherTable)], [], new() { RebuildPageSize = 11, RebuildMemory = 600 });
        await engine.CatchUpAsync();
        await counting.RunSqlAsync("update caseflow_counts set total = -1; update caseflow_others set total = -1");
        var before = reading.Events;
        var reports = new List<RebuildProgress>();

        await engine.RebuildAsync(["Others", "Counts"], new Reporting(reports.Add));

        Assert.Equal(120, reading.Events - before);
        Assert.Equal(new(120, 120), reports[^1]);
        Assert.Equal(await counting.FoldedAsync(), await counting.RowsAsync());
        await using var connection = await counting.Database.OpenConnectionAsync();
        Assert.Equal(await counting.RowsAsync(), await OtherTable.QueryAsync(connection, $"select {OtherTable.ColumnList} from caseflow_others order by thing", []));
        await Assert.ThrowsAsync<ArgumentException>(() => engine.RebuildAsync(["Counts", "Nothing"]));
    }

    [Fact]
    public async Task A_row_that_is_not_what_its_streams_come_to_keeps_the_old_rows_in_place_and_is_named()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendManyAsync(writers: 1, streams: 20);
        await counting.Engine(Counting.Counts()).CatchUpAsync();
        var before = await counting.RowsAsync();
        var seen = 0;
        var unsure = counting.Engine(Counting.Counts(amount: counted => counted.Thing == "pear3" && ++seen == 2 ? 1000 : counted.Amount));

        var refused = await Assert.ThrowsAsync<RebuildRefusedException>(() => unsure.RebuildAsync("Counts"));

        Assert.Equal("Counts", refused.Projection);
        Assert.Contains("the row pear3 of caseflow_counts is another one", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await counting.RowsAsync());
        Assert.Null((await counting.StatusAsync(unsure)).Error);
    }

    [Fact]
    public async Task A_row_that_is_missing_keeps_the_old_rows_in_place()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendManyAsync(writers: 1, streams: 20);
        await counting.Engine(Counting.Counts()).CatchUpAsync();
        var before = await counting.RowsAsync();
        var losing = new ProjectionTable<ThingCount>("caseflow_counts", $"""
            {Counting.CreateSql};
            create function lose() returns trigger language plpgsql as $$ begin return case when new.thing = 'plum0' then null else new end; end $$;
            create trigger lose before insert on caseflow_counts for each row execute function lose()
            """, "thing");

        var refused = await Assert.ThrowsAsync<RebuildRefusedException>(() => counting.Engine(Counting.Counts(table: losing)).RebuildAsync("Counts"));

        Assert.Contains("caseflow_counts has 6 rows, its events come to", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await counting.RowsAsync());
    }
}
