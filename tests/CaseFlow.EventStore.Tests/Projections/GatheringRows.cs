using System.Collections.Concurrent;
using CaseFlow.EventStore.Projections;

namespace CaseFlow.EventStore.Tests.Projections;

public sealed class GatheringRows(PostgresFixture postgres)
{
    private static readonly ProjectionTable<ThingCount>[] Tables = [Counting.Table, Other("caseflow_others"), Other("caseflow_thirds")];

    [Fact]
    public async Task What_all_projections_ask_for_is_fetched_before_any_of_them_goes_on()
    {
        var counting = await Counting.StartAsync(postgres);
        var told = new ConcurrentQueue<string>();
        await counting.AppendAsync(Sample.Counted(1, "apple"), Sample.Counted(2, "pear"));

        await counting.Engine(new Asking("A", Tables[0], told, "apple", "pear"), new Asking("B", Tables[1], told, "pear")).CatchUpAsync();

        Assert.Equal(["A asks for apple", "B asks for pear", "A goes on", "A asks for pear", "B goes on", "A goes on"], told);
    }

    [Fact]
    public async Task A_projection_that_sweeps_its_table_or_waits_for_something_else_disturbs_none_beside_it()
    {
        var counting = await Counting.StartAsync(postgres);
        await counting.AppendManyAsync(writers: 3, streams: 4);

        await counting.Engine(
            Counting.Counts(),
            new Counter("Elsewhere", Tables[1], () => Task.Run(() => Task.Delay(1))),
            new Counter("Sweeping", Tables[2], () => Task.CompletedTask, sweeps: true)).CatchUpAsync();

        var expected = await counting.FoldedAsync();
        foreach (var table in Tables)
        {
            await using var connection = await counting.Database.OpenConnectionAsync();
            Assert.Equal(expected, await table.QueryAsync(connection, $"select {table.ColumnList} from {table.Name} order by thing", []));
        }
    }

    private static ProjectionTable<ThingCount> Other(string name) =>
        new(name, Counting.CreateSql.Replace("caseflow_counts", name, StringComparison.Ordinal), "thing");

    /// <summary>Asks for one row after the other and tells when.</summary>
    private sealed class Asking(string name, ProjectionTable<ThingCount> table, ConcurrentQueue<string> told, params string[] things) : IProjection
    {
        public string Name => name;

        public int Version => 1;

        public IReadOnlyList<IProjectionTable> Tables => [table];

        public async Task ProjectAsync(IReadOnlyList<RecordedEvent> events, ProjectionBatch batch, CancellationToken cancellation)
        {
            foreach (var thing in things)
            {
                told.Enqueue($"{name} asks for {thing}");
                var rows = await batch.RowsAsync(table, [new(thing)], cancellation);
                Assert.Null(rows[new(thing)]);
                told.Enqueue($"{name} goes on");
            }
        }
    }

    /// <summary>Counts one event after the other, and in between waits or sweeps.</summary>
    private sealed class Counter(string name, ProjectionTable<ThingCount> table, Func<Task> between, bool sweeps = false) : IProjection
    {
        public string Name => name;

        public int Version => 1;

        public IReadOnlyList<IProjectionTable> Tables => [table];

        public async Task ProjectAsync(IReadOnlyList<RecordedEvent> events, ProjectionBatch batch, CancellationToken cancellation)
        {
            foreach (var counted in events.Select(e => e.Data).OfType<ThingCounted>())
            {
                var key = new RowKey(counted.Thing);
                var rows = await batch.RowsAsync(table, [key], cancellation);
                rows[key] = new(counted.Thing, (rows[key]?.Total ?? 0) + counted.Amount, (rows[key]?.Events ?? 0) + 1);
                await between();
                if (sweeps)
                    await batch.SweepAsync(table, 3, _ => Task.CompletedTask, cancellation);
            }
        }
    }
}
