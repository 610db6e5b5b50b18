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

    /// <summary>The type of the column.</summary>
    public string Type { get; init; } = "timestamptz";

    /// <summary>A page of the rows.</summary>
    /// <param name="connection">Where to ask.</param>
    /// <param name="where">Which rows; conditions of the page are added.</param>
    /// <param name="page">Which page.</param>
    /// <param name="digest">The question's, to which its cursors are bound.</param>
    /// <param name="total">How many rows all pages have, where that is known; else they are counted.</param>
    /// <param name="cancellation">Cancels the question.</param>
    /// <exception cref="UnfitCursorException">The cursor is of another list.</exception>
    public async Task<Page<TRow>> PageAsync(NpgsqlConnection connection, Conditions where, PageRequest page, string digest, long? total, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(where);
        ArgumentNullException.ThrowIfNull(page);
        total ??= await CountAsync(connection, where, cancellation);
        if (Read(page.Cursor, digest) is var (key, id))
            where.Add($"({Column}, {Id}) {(Ascending ? ">" : "<")} ({where.Value(key)}::{Type}, {where.Value(id)})");
        var direction = Ascending ? "asc" : "desc";
        var sql = $"select {Table.ColumnList} from {Table.Name} {where} order by {Column} {direction}, {Id} {direction} limit {where.Value(page.Limit + 1)}";
        var rows = await Table.QueryAsync(connection, sql, where.Values, cancellation);
        return rows.Count <= page.Limit
            ? new(rows, total.Value, Next: null)
            : new([.. rows.Take(page.Limit)], total.Value, Cursor.Behind(digest, KeyOf(rows[page.Limit - 1]), IdOf(rows[page.Limit - 1]).ToString()));
    }

    private async Task<long> CountAsync(NpgsqlConnection connection, Conditions where, CancellationToken cancellation)
    {
        await using var count = where.Command(connection, $"select count(*) from {Table.Name} {where}");
        return (long)(await count.ExecuteScalarAsync(cancellation))!;
    }

    private (string Key, Guid Id)? Read(string? cursor, string digest)
    {
        if (Cursor.Read(cursor, digest, parts: 2) is not [var key, var text]) return null;
        var fits = Type == "timestamptz" ? key == Never || Iso.TryTime(key) is not null : long.TryParse(key, CultureInfo.InvariantCulture, out _);
        return fits && Guid.TryParse(text, out var id) ? (key, id) : throw UnfitCursorException.Malformed;
    }
}
