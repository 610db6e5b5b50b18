using CaseFlow.Complaints;

namespace CaseFlow.Server.Platform.Reading;

/// <summary>
/// A part of the operator: all of it, a province or a city, and of its cases all or those of one department. Every query takes one, and every
/// caller has one beyond which nothing is there for them.
/// </summary>
public sealed record AccessScope
{
    private AccessScope(string? province, string? city, string? department = null) => (Province, City, Department) = (province, city, department);

    /// <summary>The whole operator.</summary>
    public static readonly AccessScope All = new(null, null);

    /// <summary>The province in lower case, null for all.</summary>
    public string? Province { get; }

    /// <summary>The city within it in lower case, null for the province as a whole.</summary>
    public string? City { get; }

    /// <summary>The department that deals with the cases or was asked to; null for all cases. What is no case is not there for a department.</summary>
    public string? Department { get; }

    /// <summary>The territory alone: <c>all</c>, <c>cn-js</c> or <c>cn-js.nanjing</c>.</summary>
    public string Territory => Province is null ? "all" : Code(Province, City ?? "");

    /// <summary>The same territory, and of its cases those of a department; all when it is null.</summary>
    public AccessScope Of(string? department) => new(Province, City, department);

    /// <summary>Reads <c>all</c>, <c>cn-js</c> or <c>cn-js.nanjing</c>; null when it is none of these.</summary>
    public static AccessScope? TryParse(string? text) => text?.Split('.') switch
    {
        null => null,
        ["all"] => All,
        [var province] when IsCode(province) => new(Lower(province), null),
        [var province, var city] when IsCode(province) && IsCode(city) => new(Lower(province), Lower(city)),
        _ => null,
    };

    /// <summary>Whether the scope covers a region and all that is in it; that of a department does not.</summary>
    public bool Covers(Region region) => Covers(region, []);

    /// <summary>Whether the scope covers a case of a region, with which these departments deal now.</summary>
    public bool Covers(Region region, params ReadOnlySpan<string?> departments)
    {
        ArgumentNullException.ThrowIfNull(region);
        return (Province is null || Province == ProvinceOf(region)) && (City is null || City == CityOf(region)) && (Department is null || departments.Contains(Department));
    }

    /// <summary>Whether all of another scope lies within this one.</summary>
    public bool Includes(AccessScope other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return (Province is null || Province == other.Province) && (City is null || City == other.City) && (Department is null || Department == other.Department);
    }

    /// <summary>Narrows a question to the scope; the tables that are asked have the columns <c>province</c> and <c>city</c>. Row-level security holds behind it.</summary>
    /// <param name="where">The question's conditions.</param>
    /// <param name="ofCases">Whether the table's rows are cases, with the departments that deal with them; of others a department sees none.</param>
    public void Narrow(Conditions where, bool ofCases = false)
    {
        ArgumentNullException.ThrowIfNull(where);
        if (Province is not null) where.Add($"province = {where.Value(Province)}");
        if (City is not null) where.Add($"city = {where.Value(City)}");
        if (Department is not null) where.Add(ofCases ? $"{where.Value(Department)} in (department, asked_department)" : "false");
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
    public override string ToString() => Department is null ? Territory : $"{Territory}#{Department}";

    private static bool IsCode(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static string Lower(string text) => text.ToLowerInvariant();
}
