using CaseFlow.EventStore.Projections;
using Npgsql;

namespace CaseFlow.EventStore.Tests.Projections;

public sealed class TablesOfRows(PostgresFixture postgres)
{
    /// <summary>A row with every kind of column.</summary>
    public sealed record Everything(Guid Id, DateOnly Day, int Number, Colour Colour, string Text)
    {
        public required long Big { get; init; }

        public bool Flag { get; init; }

        public decimal Price { get; init; }

        public DateTimeOffset At { get; init; }

        public string[] Tags { get; init; } = [];

        public Guid? OtherId { get; init; }

        public DateOnly? OtherDay { get; init; }

        public int? OtherNumber { get; init; }

        public Colour? OtherColour { get; init; }

        public string? OtherText { get; init; }

        public long? OtherBig { get; init; }

        public bool? OtherFlag { get; init; }

        public decimal? OtherPrice { get; init; }

        public DateTimeOffset? OtherAt { get; init; }

        public string[]? OtherTags { get; init; }

        public string Computed => $"{Text}!";
    }

    /// <summary>A row that is nothing but its key.</summary>
    public sealed record Pair(string Left, long Right);

    private static readonly ProjectionTable<Everything> Table = new(
        "caseflow_everything",
        """
        create table caseflow_everything (
            id uuid, day date, number integer, colour text, text text, big bigint not null, flag boolean not null, price numeric not null,
            at timestamptz not null, tags text[] not null, other_id uuid, other_day date, other_number integer, other_colour text, other_text text,
            other_big bigint, other_flag boolean, other_price numeric, other_at timestamptz, other_tags text[],
            primary key (id, day, number, colour, text))
        """,
        "id", "day", "number", "colour", "text");

    private static readonly ProjectionTable<Pair> Pairs = new(
        "caseflow_pairs", "create table caseflow_pairs (\"left\" text, \"right\" bigint, primary key (\"left\", \"right\"))", "left", "right");

    private static readonly Everything Full = new(Guid.Parse("00000000-0000-0000-0000-000000000001"), new(2011, 3, 7), 5, Colour.Green, "a,\"b\" \\ {c}\n'd' 服务")
    {
        Big = long.MaxValue,
        Flag = true,
        Price = 12.345m,
        At = new(2011, 3, 7, 4, 0, 0, TimeSpan.Zero),
        Tags = ["", "null", "a,b", "\"q\"", "back\\slash", "{}", "new\nline", "服务"],
        OtherId = Guid.Parse("00000000-0000-0000-0000-000000000002"),
        OtherDay = new(2012, 2, 29),
        OtherNumber = -1,
        OtherColour = Colour.Red,
        OtherText = "",
        OtherBig = long.MinValue,
        OtherFlag = false,
        OtherPrice = -0.01m,
        OtherAt = DateTimeOffset.UnixEpoch,
        OtherTags = [],
    };

    private static readonly Everything Bare = new(Full.Id, Full.Day, 6, Colour.Red, "bare") { Big = 0 };

    private static RowKey KeyOf(Everything row) => new(row.Id, row.Day, (long)row.Number, row.Colour, row.Text);

    private sealed class Doing(Func<IReadOnlyList<RecordedEvent>, ProjectionBatch, Task> what) : IProjection
    {
        public string Name => "Doing";

        public int Version => 1;

        public IReadOnlyList<IProjectionTable> Tables => [Table, Pairs];

        public Task ProjectAsync(IReadOnlyList<RecordedEvent> events, ProjectionBatch batch, CancellationToken cancellation) => what(events, batch);
    }

    private static async Task<string?> DoAsync(Counting counting, Func<ProjectionBatch, Task> what)
    {
        var engine = counting.Engine(new Doing((_, batch) => what(batch)));
        await counting.AppendAsync(Sample.Counted());
        await engine.CatchUpAsync();
        return (await counting.StatusAsync(engine, "Doing")).Error;
    }

    private static async Task<IReadOnlyList<TRow>> RowsAsync<TRow>(Counting counting, ProjectionTable<TRow> table, string where = "true", params object?[] parameters)
        where TRow : class
    {
        await using var connection = await counting.Database.OpenConnectionAsync();
        return await table.QueryAsync(connection, $"select {table.ColumnList} from {table.Name} where {where} order by 3", parameters);
    }

    [Fact]
    public async Task Every_kind_of_column_comes_back_as_it_was_written()
    {
        var counting = await Counting.StartAsync(postgres);
        Assert.Null(await DoAsync(counting, async batch =>
        {
            var rows = await batch.RowsAsync(Table, [KeyOf(Full), KeyOf(Bare)], default);
            Assert.Null(rows[KeyOf(Full)]);
            rows[KeyOf(Full)] = Full with { At = Full.At.ToOffset(TimeSpan.FromHours(8)) };
            rows[KeyOf(Bare)] = Bare;
        }));

        Assert.Equivalent(new[] { Full, Bare }, await RowsAsync(counting, Table), strict: true);
        Assert.Equal("bare", Assert.Single(await RowsAsync(counting, Table, "other_id is not distinct from $1 and colour = $2", new NpgsqlParameter<Guid?> { TypedValue = null }, "Red")).Text);
        Assert.Equal(["id", "day", "number", "colour", "text", "big"], Table.Columns.Take(6));
        Assert.DoesNotContain("computed", Table.Columns);
    }

    [Fact]
    public async Task Rows_are_loaded_changed_and_removed_by_key()
    {
        var counting = await Counting.StartAsync(postgres);
        Assert.Null(await DoAsync(counting, async batch =>
        {
            var rows = await batch.RowsAsync(Table, [], default);
            rows[KeyOf(Full)] = Full;
            rows[KeyOf(Bare)] = Bare;
        }));

        Assert.Null(await DoAsync(counting, async batch =>
        {
            var rows = await batch.RowsAsync(Table, [KeyOf(Full)], default);
            Assert.Equivalent(Full, rows[KeyOf(Full)], strict: true);
            rows[KeyOf(Full)] = null;
            var more = await batch.RowsAsync(Table, [KeyOf(Full), KeyOf(Bare)], default);
            Assert.Same(rows, more);
            Assert.Null(rows[KeyOf(Full)]);
            rows[KeyOf(Bare)] = rows[KeyOf(Bare)]! with { Big = 7 };
        }));

        Assert.Equivalent(new[] { Bare with { Big = 7 } }, await RowsAsync(counting, Table), strict: true);
    }

    [Fact]
    public async Task A_table_may_be_nothing_but_its_key()
    {
        var counting = await Counting.StartAsync(postgres);
        for (var i = 0; i < 2; i++)
        {
            Assert.Null(await DoAsync(counting, async batch =>
            {
                var rows = await batch.RowsAsync(Pairs, [], default);
                rows[new("a", 1)] = new("a", 1);
            }));
        }

        await using var connection = await counting.Database.OpenConnectionAsync();
        Assert.Equal([new("a", 1)], await Pairs.QueryAsync(connection, $"select {Pairs.ColumnList} from caseflow_pairs", []));
    }

    [Fact]
    public async Task A_key_that_was_not_asked_for_or_is_not_the_rows_is_a_fault()
    {
        var counting = await Counting.StartAsync(postgres);
        Assert.Contains("was not loaded", await DoAsync(counting, async batch => _ = (await batch.RowsAsync(Pairs, [], default))[new("a", 1)]), StringComparison.Ordinal);
        Assert.Contains("bears the key", await DoAsync(counting, async batch => (await batch.RowsAsync(Pairs, [], default))[new("a", 1)] = new("b", 1)), StringComparison.Ordinal);
        Assert.Contains("2 parts", await DoAsync(counting, async batch => (await batch.RowsAsync(Pairs, [], default))[new("a")] = new("a", 1)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_cannot_be_a_row_is_a_fault_at_once()
    {
        Assert.Throws<ArgumentException>(() => new ProjectionTable<Pair>("caseflow_pairs", "", "middle"));
        Assert.Throws<ArgumentException>(() => new ProjectionTable<Pair>("caseflow_pairs", ""));
        Assert.Throws<NotSupportedException>(() => new ProjectionTable<RecordedEvent>("caseflow_events", "", "id"));
    }
}
