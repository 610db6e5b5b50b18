using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using System.ComponentModel.DataAnnotations;

namespace CaseFlow.Server.Complaints;

/// <summary>Where in the operator's territory.</summary>
public sealed record RegionRequest
{
    /// <summary>A code of the first level of the list <c>regions</c>, for example <c>cn-js</c>.</summary>
    [Required]
    public string? Province { get; init; }

    /// <summary>The own part of a code of the second level, for example <c>nanjing</c> of <c>cn-js.nanjing</c>; left out for the province as a whole.</summary>
    public string? City { get; init; }

    /// <summary>Names a region that is known, as a request does.</summary>
    public static RegionRequest Of(Region region) => new() { Province = AccessScope.ProvinceOf(region), City = AccessScope.CityOf(region) is { Length: > 0 } city ? city : null };

    /// <summary>The region that a request names; errors are noted.</summary>
    public static Region Read(RegionRequest? request, FieldErrors errors, TermList regions)
    {
        ArgumentNullException.ThrowIfNull(errors);
        var province = errors.Term("region.province", request?.Province, regions).Code;
        if (TermCodes.Parent(province) is not null)
            errors.Add("region.province", FieldCodes.UnknownTerm, "region.province is a code of the first level; the city goes into region.city.");
        var city = errors.OptionalText("region.city", request?.City, FieldErrors.ShortText);
        if (city is not null && regions.Find($"{province}.{city}") is null)
            errors.Add("region.city", FieldCodes.UnknownTerm, $"region.city: the list {regions.Name} (version {regions.Version}) has no term {province}.{city} in use.");
        return new(province, city);
    }
}
