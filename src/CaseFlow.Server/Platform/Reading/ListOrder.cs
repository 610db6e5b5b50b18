using System.Globalization;
using CaseFlow.EventStore.Projections;
using Npgsql;

namespace CaseFlow.Server.Platform.Reading;

/// <summary>The order of a list: by a column, then by an id, so that no two rows are equal and a page ends at a place.</summary>
/// <param name="Table">Where the rows are.</param>
/// <param name="Column">The column or expression, of times or whole numbers.</param>
/// <param name="Id">The column of the id.</param>
/// <param name="Ascending">Whether the lowest comes first.</param>
/// <param name="KeyOf">A row's value of the column: a time, <see cref="Never"/> or a whole number.</param>
/// <param name="IdOf">A row's id.</param>
public sealed record ListOrder<TRow>(ProjectionTable<TRow> Table, string Column, string Id, bool Ascending, Func<TRow, string> KeyOf, Func<TRow, Guid> IdOf)
    where TRow : class
{
    /// <summary>The time after all others.</summary>
    public const string Never = "infinity";

    /// <summary>How often a page looks when what it looked at does not fill it; the first time it does not look far.</summary>
    private const int Looks = 4;

    /// <summary>The type of the column.</summary>
    public string Type { get; init; } = "timestamptz";

    /// <summary>The order as it stands in a statement on the table.</summary>
    internal string OrderBy => $"order by {Column} {Direction}, {Id} {Direction}";

    private string Direction => Ascending ? "asc" : "desc";

    private string Comparison => Ascending ? ">" : "<";

    /// <summary>What a page looks at.</summary>
    /// <param name="values">The statement's values.</param>
    /// <param name="after">The condition that a row stands behind the place where the look begins.</param>
    /// <param name="limit">How many rows the page still has room for.</param>
    /// <param name="reach">How far to look.</param>
    /// <returns>
    /// The tables <c>looked</c>, with the columns and <c>list_key</c>, and <c>unknown</c>, with <c>list_key</c> and <c>list_id</c>: the first
    /// place at which, or behind which, there may be rows that were not looked at; empty when there is none.
    /// </returns>
    internal delegate string Look(Conditions values, string after, int limit, Reach reach);

    /// <summary>How far a look goes.</summary>
    internal enum Reach
    {
        /// <summary>Each row fits: as far as the page has room.</summary>
        Page,

        /// <summary>Rows are looked at for more conditions, most of which may fit: twice as far.</summary>
        Near,

        /// <summary>Few of them fit: as far as <see cref="Cells.Budget"/> allows.</summary>
        Far,
    }

    /// <summary>Looks along an index that holds the rows in this order.</summary>
    /// <param name="lead">Conditions that the index answers: of equality on columns before the order's, or of this column.</param>
    internal Look Along(Action<Conditions> lead) => (values, after, limit, reach) =>
    {
        var where = values.Beside();
        lead(where);
        where.Add(after);
        var most = values.Value(reach switch
        {
            Reach.Page => limit,
            Reach.Near => Math.Min(Cells.Budget, 2 * limit),
            Reach.Far => Cells.Budget,
        });
        return $"""
            looked as materialized (select {Table.ColumnList}, {Column} as list_key from {Table.Name} t {where} {OrderBy} limit {most} + 1),
            unknown as materialized (select list_key, {Id} as list_id from looked order by list_key {Direction}, {Id} {Direction} offset {most})
            """;
    };

    /// <summary>Looks along the parts of the table, each of which an index holds in this order.</summary>
    /// <remarks>
    /// Of each part so many rows are looked at as it may take; where the first part was not looked at any further, the unknown begins.
    /// Of many parts only those that begin first are looked at.
    /// </remarks>
    internal Look Through(Func<Conditions, Cells> cells, Action<Conditions> lead) => (values, after, limit, reach) =>
    {
        var all = cells(values);
        var where = values.Beside();
        lead(where);
        where.Add(after);
        var parts = values.Value(reach == Reach.Page ? Math.Min(limit + 1, Cells.MostParts) : Cells.MostParts);
        var take = reach switch
        {
            Reach.Page => values.Value(limit),
            Reach.Near => $"least(c.take, {values.Value(2 * limit)})",
            Reach.Far => "c.take",
        };
        return $"""
            begun as materialized (
                select c.*, head.* from {all.Rows(values)}
                cross join lateral (select {Column} as list_key, {Id} as list_id from {Table.Name} t where {all.Match} and {where.All} {OrderBy} limit 1) as head
                order by list_key {Direction}, list_id {Direction} limit {parts} + 1
            ),
            looked as materialized (
                select part.*, part.place > {take} as beyond
                from (select * from begun order by list_key {Direction}, list_id {Direction} limit {parts}) as c
                cross join lateral (
                    select {Table.ColumnList}, {Column} as list_key, row_number() over ({OrderBy}) as place
                    from {Table.Name} t where {all.Match} and {where.All} {OrderBy} limit {take} + 1
                ) as part
            ),
            unknown as materialized (
                select list_key, list_id
                from (
                    select list_key, {Id} as list_id from looked where beyond
                    union all
                    (select list_key, list_id from begun order by list_key {Direction}, list_id {Direction} offset {parts})
                ) as ends
                order by list_key {Direction}, list_id {Direction} limit 1
            )
            """;
    };

    /// <summary>Looks at all rows of parts that are known to be small, and puts them into this order.</summary>
    /// <param name="cells">The parts.</param>
    /// <param name="ordered">The order in which an index holds the rows of a part.</param>
    internal Look Over(Func<Conditions, Cells> cells, string ordered) => (values, after, _, _) =>
    {
        var parts = cells(values);
        return $"""
            looked as materialized (
                select * from (
                    select part.* from {parts.Rows(values)}
                    cross join lateral (select {Table.ColumnList}, {Column} as list_key from {Table.Name} t where {parts.Match} {ordered} limit c.take) as part
                ) as t where {after}
            ),
            unknown as (select null::{Type} as list_key, null::uuid as list_id where false)
            """;
    };

    /// <summary>A page.</summary>
    /// <param name="connection">Where to ask.</param>
    /// <param name="look">How rows are found.</param>
    /// <param name="filter">The conditions that each of them is looked at for.</param>
    /// <param name="page">Which page.</param>
    /// <param name="digest">The question's, to which its cursors are bound.</param>
    /// <param name="cancellation">Cancels the question.</param>
    /// <exception cref="UnfitCursorException">The cursor is of another list.</exception>
    internal async Task<Slice<TRow>> PageAsync(NpgsqlConnection connection, Look look, Action<Conditions> filter, PageRequest page, string digest, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(page);
        var (rows, begin) = (new List<TRow>(), Read(page.Cursor, digest));
        for (var looks = 1; ; looks++)
        {
            var end = await LookAsync(connection, look, filter, begin, page.Limit - rows.Count, looks == 1 ? Reach.Near : Reach.Far, rows, cancellation);
            if (rows.Count > page.Limit)
            {
                rows.RemoveAt(page.Limit);
                end = (KeyOf(rows[^1]), IdOf(rows[^1]));
            }

            if (end is not var (key, id)) return new(rows, Next: null);
            if (rows.Count == page.Limit || looks == Looks) return new(rows, Cursor.Behind(digest, key, id.ToString()));
            begin = end;
        }
    }

    /// <summary>How many rows there are along an index that holds them in this order.</summary>
    internal async Task<BoundedCount> CountAsync(NpgsqlConnection connection, Action<Conditions> lead, Action<Conditions> filter, CancellationToken cancellation)
    {
        var values = new Conditions();
        filter(values);
        var where = values.Beside();
        lead(where);
        await using var command = values.Command(connection, $"""
            select count(*) filter (where {values.All}), count(*) > {values.Value(Cells.Budget)}
            from (select {Table.ColumnList} from {Table.Name} t {where} {OrderBy} limit {values.Value(Cells.Budget + 1)}) as looked
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return BoundedCount.Sum([new(reader.GetInt64(0), reader.GetBoolean(1))]);
    }

    /// <summary>Adds the rows that one look finds, one more than there is room for if there are as many.</summary>
    /// <returns>Up to where all rows are known; null when that is to the end.</returns>
    private async Task<(string Key, Guid Id)?> LookAsync(
        NpgsqlConnection connection, Look look, Action<Conditions> filter, (string Key, Guid Id)? begin, int limit, Reach reach, List<TRow> rows, CancellationToken cancellation)
    {
        var values = new Conditions();
        filter(values);
        var after = begin is var (key, id) ? $"({Column}, {Id}) {Comparison} ({values.Value(key)}::{Type}, {values.Value(id)})" : "true";
        var (there, back) = (Direction, Ascending ? "desc" : "asc");
        await using var command = values.Command(connection, $"""
            with {look(values, after, limit, values.IsEmpty ? Reach.Page : reach)},
            known as materialized (select * from looked where not exists (select from unknown u where not (u.list_key, u.list_id) {Comparison} (looked.list_key, looked.{Id}))),
            fitting as (select * from known where {values.All} order by list_key {there}, {Id} {there} limit {values.Value(limit)} + 1),
            ending as (select list_key as end_key, {Id} as end_id from known order by list_key {back}, {Id} {back} limit 1)
            select {Table.ColumnList}, exists (select from unknown) as goes_on, end_key, end_id
            from (select) as always left join ending on true left join fitting on true
            order by list_key {there}, {Id} {there}
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        (string, Guid)? end = null;
        while (await reader.ReadAsync(cancellation))
        {
            var columns = Table.Columns.Count;
            if (!reader.IsDBNull(reader.GetOrdinal(Id))) rows.Add(Table.Read(reader));
            if (reader.GetBoolean(columns) && !reader.IsDBNull(columns + 1)) end = (KeyText(reader.GetValue(columns + 1)), reader.GetGuid(columns + 2));
        }

        return end;
    }

    private static string KeyText(object key) => key switch
    {
        DateTime at when at == DateTime.MaxValue => Never,
        DateTime at => Iso.Time(at),
        _ => Convert.ToString(key, CultureInfo.InvariantCulture)!,
    };

    private (string Key, Guid Id)? Read(string? cursor, string digest)
    {
        if (Cursor.Read(cursor, digest, parts: 2) is not [var key, var text]) return null;
        var fits = Type == "timestamptz" ? key == Never || Iso.TryTime(key) is not null : long.TryParse(key, CultureInfo.InvariantCulture, out _);
        return fits && Guid.TryParse(text, out var id) ? (key, id) : throw UnfitCursorException.Malformed;
    }
}
