using CaseFlow.Complaints;

namespace CaseFlow.Server.Platform.Reading;

/// <summary>The territory that a reader looks at: the whole operator, a province or a city. Every query takes one.</summary>
public sealed record RegionScope
{
    private RegionScope(string? province, string? city) => (Province, City) = (province, city);

    /// <summary>The whole operator.</summary>
    public static readonly RegionScope All = new(null, null);

    /// <summary>The province in lower case, null for all.</summary>
    public string? Province { get; }

    /// <summary>The city within it in lower case, null for the province as a whole.</summary>
    public string? City { get; }

    /// <summary>Reads <c>all</c>, <c>cn-js</c> or <c>cn-js.nanjing</c>; null when it is none of these.</summary>
    public static RegionScope? TryParse(string? text) => text?.Split('.') switch
    {
        null => null,
        ["all"] => All,
        [var province] when IsCode(province) => new(Lower(province), null),
        [var province, var city] when IsCode(province) && IsCode(city) => new(Lower(province), Lower(city)),
        _ => null,
    };

    /// <summary>Whether the scope covers a region.</summary>
    public bool Covers(Region region)
    {
        ArgumentNullException.ThrowIfNull(region);
        return (Province is null || Province == ProvinceOf(region)) && (City is null || City == CityOf(region));
    }

    /// <summary>Narrows a question to the scope; the tables of all read models have the columns <c>province</c> and <c>city</c>.</summary>
    /// <param name="where">The question's conditions.</param>
    /// <param name="table">The table's alias with its dot, where the statement joins several.</param>
    public void Narrow(Conditions where, string table = "")
    {
        ArgumentNullException.ThrowIfNull(where);
        if (Province is not null) where.Add($"{table}province = {where.Value(Province)}");
        if (City is not null) where.Add($"{table}city = {where.Value(City)}");
    }

    /// <summary>A province as read models keep it. Scopes are typed by people, so letter case must not decide what they see.</summary>
    public static string ProvinceOf(Region region)
    {
        ArgumentNullException.ThrowIfNull(region);
        return Lower(region.Province);
    }

    /// <summary>A city as read models keep it; empty for the province as a whole, since keys have no nulls.</summary>
    public static string CityOf(Region region)
    {
        ArgumentNullException.ThrowIfNull(region);
        return Lower(region.City ?? "");
    }

    /// <summary>The code of a region as answers give it.</summary>
    public static string Code(string province, string city) => city.Length == 0 ? province : $"{province}.{city}";

    /// <inheritdoc/>
    public override string ToString() => Province is null ? "all" : Code(Province, City ?? "");

    private static bool IsCode(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static string Lower(string text) => text.ToLowerInvariant();
}
