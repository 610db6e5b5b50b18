namespace CaseFlow.Server.Platform.Reading;

/// <summary>What a question is answered, and how current the answer is.</summary>
/// <param name="Position">Up to which event the answer counts everything; a command's answer gives the position to compare with.</param>
/// <param name="AsOf">When that event was recorded; null when nothing has been yet.</param>
/// <param name="Data">The answer itself.</param>
public sealed record ReadAnswer<T>(long Position, DateTimeOffset? AsOf, T Data);

/// <summary>One page of a list that has no silent end.</summary>
/// <remarks>
/// A page looks at a bounded number of rows, however large the table. Where few of them fit the filter it is shorter than the limit,
/// or empty, and has a <paramref name="Next"/> all the same: only a page without one is the last.
/// </remarks>
/// <param name="Items">The page.</param>
/// <param name="Total">How many items all pages have.</param>
/// <param name="TotalIsAtLeast">Whether there may be more: counting goes no further than about a thousand rows, and says so.</param>
/// <param name="Next">Give it as <c>cursor</c> for the page after this one; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, long Total, bool TotalIsAtLeast, string? Next)
{
    /// <summary>The page with each item shown as something else.</summary>
    public Page<TShown> Show<TShown>(Func<T, TShown> show) => new([.. Items.Select(show)], Total, TotalIsAtLeast, Next);
}

/// <summary>The rows of a page, and where they end.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Next">The cursor behind them; null at the end.</param>
public sealed record Slice<TRow>(IReadOnlyList<TRow> Rows, string? Next);

/// <summary>A count that is not carried on when it becomes large.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="IsAtLeast">Whether there may be more.</param>
public readonly record struct BoundedCount(long Count, bool IsAtLeast)
{
    /// <summary>All of them together; an inexact sum says no more than <see cref="Cells.Budget"/>.</summary>
    public static BoundedCount Sum(IEnumerable<BoundedCount> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var (sum, atLeast) = counts.Aggregate((Sum: 0L, AtLeast: false), (so, count) => (so.Sum + count.Count, so.AtLeast || count.IsAtLeast));
        return new(atLeast ? Math.Min(sum, Cells.Budget) : sum, atLeast);
    }
}

/// <summary>Which page of a list.</summary>
/// <param name="Limit">How many items at most, 1 to <see cref="Largest"/>.</param>
/// <param name="Cursor">The <see cref="Page{T}.Next"/> of the page before; null for the first page.</param>
public sealed record PageRequest(int Limit = PageRequest.Usual, string? Cursor = null)
{
    /// <summary>The limit when none is asked for.</summary>
    public const int Usual = 50;

    /// <summary>The highest limit; more is asked for page by page.</summary>
    public const int Largest = 200;
}

/// <summary>An answer about one stream, whose version is the <c>ETag</c> that a command takes as <c>If-Match</c>.</summary>
public interface IVersioned
{
    /// <summary>The stream's version.</summary>
    long Version { get; }
}
