using System.Globalization;

namespace CaseFlow.Server.Platform.Reading;

/// <summary>How many rows a place has in a status, as a counter knows it.</summary>
public sealed record CellSize<TStatus>(string Province, string City, TStatus Status, long Rows)
    where TStatus : struct, Enum;

/// <summary>Parts of a table, each of which an index holds together: a city's cases of one status, a handler's cases of one status.</summary>
public sealed class Cells
{
    /// <summary>How many rows of a status, or for a page, are looked at before the answer is given with what was found.</summary>
    public const int Budget = 1_000;

    /// <summary>How many parts a page is put together from at most; the others begin behind it.</summary>
    internal const int MostParts = 100;

    private readonly IReadOnlyList<(string Province, string City, string Status, int Take)> parts;

    private Cells(string match, IEnumerable<(string, string, string, int)> parts) => (Match, this.parts) = (match, [.. parts]);

    /// <summary>What ties a row <c>t</c> to a part <c>c</c>: conditions on the first columns of an index.</summary>
    internal string Match { get; }

    /// <summary>Parts by place and status. The larger one is, the more of it may be looked at, <see cref="Budget"/> in all.</summary>
    public static Cells OfPage<TStatus>(IReadOnlyCollection<CellSize<TStatus>> sizes)
        where TStatus : struct, Enum => new(ByPlace, Shared(sizes));

    /// <summary>The same with <see cref="Budget"/> for each status.</summary>
    public static Cells OfCounts<TStatus>(IReadOnlyCollection<CellSize<TStatus>> sizes)
        where TStatus : struct, Enum => new(ByPlace, sizes.GroupBy(size => size.Status).SelectMany(group => Shared([.. group])));

    /// <summary>Parts by place and status, of the rows that a condition picks out.</summary>
    /// <param name="sizes">The parts.</param>
    /// <param name="condition">On the column that follows place and status in an index.</param>
    public static Cells ByPlaceAnd<TStatus>(IEnumerable<CellSize<TStatus>> sizes, string condition)
        where TStatus : struct, Enum => new($"{ByPlace} and {condition}", sizes.Select(size => (size.Province, size.City, size.Status.ToString(), Budget)));

    /// <summary>A part for each status, of the rows that a condition picks out.</summary>
    /// <param name="statuses">The statuses.</param>
    /// <param name="condition">On the columns that stand beside the status in an index.</param>
    public static Cells ByStatusAnd<TStatus>(IEnumerable<TStatus> statuses, string condition)
        where TStatus : struct, Enum => new($"t.status = c.status and {condition}", statuses.Select(status => ("", "", status.ToString(), Budget)));

    /// <summary>Those of some statuses.</summary>
    public Cells Of<TStatus>(IEnumerable<TStatus> statuses)
        where TStatus : struct, Enum
    {
        var names = statuses.Select(status => status.ToString()).ToHashSet();
        return new(Match, parts.Where(part => names.Contains(part.Status)));
    }

    /// <summary>The parts as a table <c>c</c>.</summary>
    internal string Rows(Conditions values) => string.Create(
        CultureInfo.InvariantCulture,
        $"unnest({values.Value(Column(part => part.Province))}, {values.Value(Column(part => part.City))}, {values.Value(Column(part => part.Status))}, {values.Value(Column(part => part.Take))}) as c (province, city, status, take)");

    private const string ByPlace = "t.province = c.province and t.city = c.city and t.status = c.status";

    private static IEnumerable<(string, string, string, int)> Shared<TStatus>(IReadOnlyCollection<CellSize<TStatus>> sizes)
        where TStatus : struct, Enum
    {
        var (all, least) = (Math.Max(1, sizes.Sum(size => size.Rows)), 1 + (Budget / Math.Clamp(sizes.Count, 1, MostParts)));
        return sizes.Select(size => (size.Province, size.City, size.Status.ToString(), Math.Max(least, (int)(Budget * size.Rows / all))));
    }

    private T[] Column<T>(Func<(string Province, string City, string Status, int Take), T> value) => [.. parts.Select(value)];
}
