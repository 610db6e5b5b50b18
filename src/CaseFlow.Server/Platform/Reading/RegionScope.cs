using CaseFlow.Complaints;

namespace CaseFlow.Server.Platform.Reading;

/// <summary>The territory that a reader looks at: the whole operator, a province or a city. Every query takes one.</summary>
public sealed record RegionScope
{
    private RegionScope(string? province, string? city) => (Province, City) = (province, city);

    /// <summary>The whole operator.</summary>
    public static readonly RegionScope All = new(null, null);

    /// <summary>The province, null for all.</summary>
    public string? Province { get; }

    /// <summary>The city within it, null for the province as a whole.</summary>
    public string? City { get; }

    /// <summary>Reads <c>all</c>, <c>cn-js</c> or <c>cn-js.nanjing</c>; null when it is none of these.</summary>
    public static RegionScope? TryParse(string? text) => text?.Split('.') switch
    {
        null => null,
        ["all"] => All,
        [{ Length: > 0 } province] => new(province, null),
        [{ Length: > 0 } province, { Length: > 0 } city] => new(province, city),
        _ => null,
    };

    /// <summary>Whether the scope covers a region.</summary>
    public bool Covers(Region region)
    {
        ArgumentNullException.ThrowIfNull(region);
        return (Province is null || Province == region.Province) && (City is null || City == region.City);
    }

    /// <inheritdoc/>
    public override string ToString() => Province is null ? "all" : City is null ? Province : $"{Province}.{City}";
}
