using CaseFlow.EventStore.Projections;

namespace CaseFlow.EventStore.Tests.Projections;

public sealed class Sweeping(PostgresFixture postgres)
{
    [Fact]
    public async Task A_sweep_visits_every_row_once_with_what_the_batch_changed_before_and_writes_what_it_changes()
    {
        var counting = await Counting.StartAsync(postgres);
        var pages = new List<int>();
        await counting.AppendAsync([.. Enumerable.Range(1, 23).Select(n => Sample.Counted(n, $"thing {n}"))]);
        var engine = counting.Engine(new Doubling(pages, sweepAt: 12));

        await engine.CatchUpAsync();

        var rows = await counting.RowsAsync();
        Assert.Equal(Enumerable.Range(1, 23).Select(n => ($"thing {n}", n <= 12 ? 2L * n : n)).Order(), rows.Select(row => (row.Thing, row.Total)).Order());
        Assert.Equal([5, 5, 2], pages);

        await engine.RebuildAsync("Doubling");
        Assert.Equal(rows, await counting.RowsAsync());
    }

    /// <summary>Counts, and at one event doubles all that was counted so far.</summary>
    private sealed class Doubling(List<int> pages, int sweepAt) : IProjection
    {
        private const int PageSize = 5;

        public string Name => "Doubling";

        public int Version => 1;

        public IReadOnlyList<IProjectionTable> Tables => [Counting.Table];

        public async Task ProjectAsync(IReadOnlyList<RecordedEvent> events, ProjectionBatch batch, CancellationToken cancellation)
        {
            foreach (var e in events)
            {
                var counted = (ThingCounted)e.Data;
                var rows = await batch.RowsAsync(Counting.Table, [new(counted.Thing)], cancellation);
                rows[new(counted.Thing)] = new(counted.Thing, counted.Amount, Events: 1);
                if (counted.Amount == sweepAt)
                    await batch.SweepAsync(Counting.Table, PageSize, page => DoubleAsync(page, batch, cancellation), cancellation);
            }
        }

        private async Task DoubleAsync(IReadOnlyList<ThingCount> page, ProjectionBatch batch, CancellationToken cancellation)
        {
            pages.Add(page.Count);
            var rows = await batch.RowsAsync(Counting.Table, page.Select(row => new RowKey(row.Thing)), cancellation);
            foreach (var row in page)
                rows[new(row.Thing)] = row with { Total = row.Total * 2 };
        }
    }
}
