namespace CaseFlow.Server.Platform.Reading;

/// <summary>What a question is answered, and how current the answer is.</summary>
/// <param name="Position">Up to which event the answer counts everything; a command's answer gives the position to compare with.</param>
/// <param name="AsOf">When that event was recorded; null when nothing has been yet.</param>
/// <param name="Data">The answer itself.</param>
public sealed record ReadAnswer<T>(long Position, DateTimeOffset? AsOf, T Data);

/// <summary>One page of a list that has no silent end.</summary>
/// <param name="Items">The page.</param>
/// <param name="Total">How many items all pages have, counted for this answer.</param>
/// <param name="Next">Give it as <c>cursor</c> for the page after this one; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, long Total, string? Next)
{
    /// <summary>The page with each item shown as something else.</summary>
    public Page<TShown> Show<TShown>(Func<T, TShown> show) => new([.. Items.Select(show)], Total, Next);
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
