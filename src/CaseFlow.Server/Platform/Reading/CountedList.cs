using Npgsql;

namespace CaseFlow.Server.Platform.Reading;

/// <summary>A few rows of a list, which one condition of its filter picks out by an index.</summary>
/// <param name="Cells">The rows by status.</param>
/// <param name="Ordered">
/// The order in which the index holds the rows of a part. Without one, PostgreSQL may collect all of a part before it gives out the first.
/// </param>
/// <param name="InOrder">Whether that is the list's own order, so that a page of many rows is read from the same index.</param>
public sealed record Narrow(Func<Conditions, Cells> Cells, string Ordered, bool InOrder = false);

/// <summary>A question to a list whose rows are counted by status.</summary>
public sealed record ListQuestion<TStatus>
    where TStatus : struct, Enum
{
    /// <summary>The places and statuses that have rows, and how many.</summary>
    public required IReadOnlyList<CellSize<TStatus>> Sizes { get; init; }

    /// <summary>The statuses that are listed.</summary>
    public required IReadOnlyList<TStatus> Listed { get; init; }

    /// <summary>The statuses that are counted.</summary>
    public required IReadOnlyList<TStatus> Counted { get; init; }

    /// <summary>Whether <see cref="Sizes"/> are the counts, so that nothing need be looked at for them.</summary>
    public required bool IsCounted { get; init; }

    /// <summary>The territory.</summary>
    public required AccessScope Scope { get; init; }

    /// <summary>What of the filter the index of the order answers.</summary>
    public Action<Conditions> Lead { get; init; } = _ => { };

    /// <summary>The filter, but for territory and statuses.</summary>
    public required Action<Conditions> Filter { get; init; }

    /// <summary>What may pick out a few rows, the likeliest first.</summary>
    public IReadOnlyList<Narrow> Narrows { get; init; } = [];
}

/// <summary>A list whose rows are counted by status: pages and counts cost the same however many rows there are.</summary>
/// <remarks>
/// Unfiltered, counters know the counts, and a page reads its own rows alone. A filter that picks out a few rows reads those. Any other
/// one looks at so many rows and says that there may be more.
/// </remarks>
/// <param name="Order">The order of the list.</param>
/// <param name="StatusOf">A row's status.</param>
public sealed record CountedList<TRow, TStatus>(ListOrder<TRow> Order, Func<TRow, TStatus> StatusOf)
    where TRow : class
    where TStatus : struct, Enum
{
    /// <summary>A page and the counts by status.</summary>
    /// <exception cref="UnfitCursorException">The cursor is of another list.</exception>
    public async Task<(Slice<TRow> Rows, SortedDictionary<TStatus, BoundedCount> Counts)> AskAsync(
        NpgsqlConnection connection, ListQuestion<TStatus> question, PageRequest page, string digest, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(question);
        void Everywhere(Conditions where)
        {
            question.Scope.Of(department: null).Narrow(where);
            question.Filter(where);
        }

        TStatus[] others = [.. question.Counted.Except(question.Listed)];
        var listed = question.Sizes.Where(size => question.Listed.Contains(size.Status)).ToList();
        var counts = question.IsCounted ? Exact(question) : null;
        foreach (var narrow in question.Narrows)
        {
            // What is counted and lies in order is read page by page, however little it is.
            var isSmall = question.IsCounted && !narrow.InOrder && listed.Sum(size => size.Rows) <= Cells.Budget;
            if (!question.IsCounted)
            {
                counts = await CountAsync(connection, values => narrow.Cells(values).Of(question.Listed), narrow.Ordered, Everywhere, question.Listed, cancellation);
                isSmall = !counts.Values.Any(count => count.IsAtLeast);
                // Each for itself, so that many closed cases do not keep the few that are listed from being counted.
                foreach (var (status, count) in await CountAsync(connection, values => narrow.Cells(values).Of(others), narrow.Ordered, Everywhere, others, cancellation))
                    counts[status] = count;
            }

            if (isSmall)
                return (await Order.PageAsync(connection, Order.Over(values => narrow.Cells(values).Of(question.Listed), narrow.Ordered), Everywhere, page, digest, cancellation), counts!);
        }

        counts ??= await CountAsync(connection, _ => Cells.OfCounts(question.Sizes), Order.OrderBy, question.Filter, question.Counted, cancellation);
        // The rows that a condition picks out, where an index holds them in this order; else all rows, with the filter.
        var rows = question.Narrows.FirstOrDefault(narrow => narrow.InOrder) is { } ordered
            ? await Order.PageAsync(connection, Order.Through(values => ordered.Cells(values).Of(question.Listed), _ => { }), Everywhere, page, digest, cancellation)
            : await Order.PageAsync(connection, Order.Through(_ => Cells.OfPage(listed), question.Lead), question.Filter, page, digest, cancellation);
        // A list that ends on its first page has been counted by that.
        if (!question.IsCounted && page.Cursor is null && rows.Next is null)
        {
            foreach (var status in question.Listed.Where(counts.ContainsKey))
                counts[status] = new(rows.Rows.LongCount(row => EqualityComparer<TStatus>.Default.Equals(StatusOf(row), status)), IsAtLeast: false);
        }

        return (rows, counts);
    }

    private static SortedDictionary<TStatus, BoundedCount> Exact(ListQuestion<TStatus> question) => new(question.Counted.ToDictionary(
        status => status, status => new BoundedCount(question.Sizes.Where(size => EqualityComparer<TStatus>.Default.Equals(size.Status, status)).Sum(size => size.Rows), IsAtLeast: false)));

    private async Task<SortedDictionary<TStatus, BoundedCount>> CountAsync(
        NpgsqlConnection connection, Func<Conditions, Cells> cells, string ordered, Action<Conditions> filter, IReadOnlyList<TStatus> counted, CancellationToken cancellation)
    {
        var counts = new SortedDictionary<TStatus, BoundedCount>(counted.ToDictionary(status => status, _ => default(BoundedCount)));
        var values = new Conditions();
        filter(values);
        var parts = cells(values);
        var most = (Cells.Budget + 1) * Enum.GetValues<TStatus>().Length;
        await using var command = values.Command(connection, $"""
            select status, count(*) filter (where {values.All}), bool_or(beyond), sum(count(*)) over ()
            from (
                select part.*, part.place > c.take as beyond from {parts.Rows(values)}
                cross join lateral (
                    select {Order.Table.ColumnList}, row_number() over ({ordered}) as place from {Order.Table.Name} t where {parts.Match} {ordered} limit c.take + 1
                ) as part
                limit {values.Value(most)}
            ) as looked
            group by status
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var stopped = false;
        while (await reader.ReadAsync(cancellation))
        {
            stopped = reader.GetDecimal(3) >= most;
            var status = Enum.Parse<TStatus>(reader.GetString(0));
            if (counts.ContainsKey(status)) counts[status] = BoundedCount.Sum([new(reader.GetInt64(1), reader.GetBoolean(2))]);
        }

        foreach (var status in counted.Where(_ => stopped))
            counts[status] = counts[status] with { IsAtLeast = true };
        return counts;
    }
}
