using System.Text.Json;
using CaseFlow.EventStore.Projections;

namespace CaseFlow.EventStore.Tests.Projections;

/// <summary>How much was counted on a stream.</summary>
public sealed record StreamCount(Guid Stream, long Total, bool Large);

/// <summary>What differs between a replay and the rows of today, and which events did it.</summary>
public sealed class Differing(PostgresFixture postgres)
{
    private static readonly ProjectionTable<StreamCount> Table = new(
        "caseflow_streams", "create table caseflow_streams (stream uuid primary key, total bigint not null, large boolean not null)", "stream");

    private static readonly RowProjection<StreamCount> Streams = new(
        "Streams", version: 1, Table, e => [new(e.Stream.Value)], (row, e, key) =>
        {
            var total = (row?.Total ?? 0) + ((ThingCounted)e.Data).Amount;
            return total == 0 ? null : new(e.Stream.Value, total, total > 5);
        });

    private static Guid Id(int n) => new(n, 0, 0, new byte[8]);

    [Fact]
    public async Task A_row_that_came_changed_or_went_is_shown_with_the_events_that_did_it()
    {
        var (counting, replay) = await SinceAsync(before: [(1, 1), (2, 2), (3, 3)], after: [(2, 7), (3, -3), (4, 4), (2, 1)]);

        var page = await PageAsync(counting, new("caseflow_streams", "public", replay.Schema), new(replay.Position, 7));

        Assert.Equal(3, page.Total);
        Assert.Equal(
            [(Id(2), 10L, 2L), (Id(3), null, 3L), (Id(4), 4L, null)],
            page.Rows.Select(row => (JsonSerializer.Deserialize<Guid[]>(row.Key)![0], Total(row.Against), Total(row.Replay))));
        Assert.Equal([[4L, 7L], [5L], [6L]], page.Rows.Select(row => row.Events.Select(e => e.Position)));
        Assert.Equal([2L, 1L, 1L], page.Rows.Select(row => row.EventsTotal));
        var recorded = (await counting.Store.ReadAllAsync(3, 1)).Single();
        Assert.Equal(new(4, recorded.Id, "thing_counted", Id(2), recorded.RecordedAt), page.Rows[0].Events[0]);
    }

    [Fact]
    public async Task Pages_show_every_row_once_and_say_how_many_there_are()
    {
        var (counting, replay) = await SinceAsync(before: [(1, 1)], after: [.. Enumerable.Range(1, 10).Select(n => (n, 2))]);
        var question = new RowDifferenceQuestion("caseflow_streams", "public", replay.Schema) { Limit = 4 };
        var keys = new List<string>();

        do
        {
            var page = await PageAsync(counting, question, new(replay.Position, 11));
            Assert.Equal(10, page.Total);
            keys.AddRange(page.Rows.Select(row => row.Key));
            question = question with { After = page.Next };
        }
        while (question.After is not null);

        Assert.Equal(Enumerable.Range(1, 10).Select(n => JsonSerializer.Serialize(new[] { Id(n) })), keys);
    }

    [Fact]
    public async Task Rows_and_events_that_nobody_asks_for_are_left_out_and_counted_where_they_are_only_not_shown()
    {
        var (counting, replay) = await SinceAsync(before: [(1, 9), (2, 1), (3, 6)], after: [(1, -5), (2, 1), (3, 1), (3, 1), (3, 1)]);
        var question = new RowDifferenceQuestion("caseflow_streams", "public", replay.Schema) { Counting = "large", Where = "stream <> $1", Values = [Id(1)] };

        var some = await PageAsync(counting, question, new(replay.Position, 8) { PerRow = 2 });
        var none = await PageAsync(counting, question with { Where = null, Values = [] }, new(replay.Position, 8) { Types = ["thing_painted"] });
        var elsewhere = await PageAsync(counting, question, new(replay.Position, 8) { Columns = ["total"] });

        Assert.Equal((1, 3), (some.Total, some.Rows.Single().EventsTotal));
        Assert.Equal([6L, 7L], some.Rows.Single().Events.Select(e => e.Position));
        Assert.Equal(2, none.Total);
        Assert.All(none.Rows.Concat(elsewhere.Rows), row => Assert.Empty(row.Events));
    }

    [Fact]
    public async Task Nothing_differs_from_itself()
    {
        var (counting, replay) = await SinceAsync(before: [(1, 1), (2, 2)], after: []);

        var page = await PageAsync(counting, new("caseflow_streams", "public", replay.Schema), new(replay.Position, 2));

        Assert.Equal((0, null), (page.Total, page.Next));
        Assert.Empty(page.Rows);
        await Assert.ThrowsAsync<ArgumentException>(() => PageAsync(counting, new("caseflow_other", "public", replay.Schema), new(0, 2)));
        await Assert.ThrowsAsync<ArgumentException>(() => PageAsync(counting, new("caseflow_streams", "public", replay.Schema) { After = "[]" }, new(0, 2)));
        await Assert.ThrowsAsync<ArgumentException>(() => PageAsync(counting, new("caseflow_streams", "public", replay.Schema) { After = "x" }, new(0, 2)));
    }

    private static async Task<RowDifferencePage> PageAsync(Counting counting, RowDifferenceQuestion question, EventStretch stretch)
    {
        await using var connection = await counting.Database.OpenConnectionAsync();
        var page = await RowDifferences.PageAsync(connection, question);
        return page with { Rows = await RowDifferences.WithEventsAsync(connection, page.Rows, stretch) };
    }

    /// <summary>A replay of what was counted before, and live rows of that and what was counted after.</summary>
    private async Task<(Counting Counting, ReplayStatus Replay)> SinceAsync((int Stream, int Amount)[] before, (int Stream, int Amount)[] after)
    {
        var counting = await Counting.StartAsync(postgres);
        foreach (var (stream, amount) in before.Concat(after))
            await counting.Store.AppendAsync(new("thing", Id(stream)), ExpectedVersion.Any, [Sample.Counted(amount)]);
        await counting.Engine(Streams).CatchUpAsync();
        var replays = new Replays(counting.Database, counting.Store, [Replayable.AsIs(Streams)]);
        var (replay, _) = await replays.AskAsync(new("Streams", "", before.Length, "test"));
        return (counting, (await replays.CompleteAsync(replay.Id))!);
    }

    private static long? Total(string? row)
    {
        using var parsed = JsonDocument.Parse(row ?? "{}");
        return parsed.RootElement.TryGetProperty("total", out var total) ? total.GetInt64() : null;
    }
}
