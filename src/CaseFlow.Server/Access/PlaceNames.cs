using CaseFlow.Access;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Access;

/// <summary>What territories are called.</summary>
public static class PlaceNames
{
    /// <summary>The name of a territory; its code when the list of regions does not have it.</summary>
    public static string Of(Words words, IReadOnlyList<TermOption> regions, string territory)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(regions);
        return territory == Territories.All ? words["Session.AllRegions"] : regions.FirstOrDefault(region => region.Code == territory)?.Name ?? territory;
    }

    /// <summary>The territories that lie within another one.</summary>
    public static IReadOnlyList<TermOption> Within(Words words, IReadOnlyList<TermOption> regions, string territory)
    {
        ArgumentNullException.ThrowIfNull(words);
        IEnumerable<TermOption> all = territory == Territories.All ? [new(Territories.All, words["Session.AllRegions"])] : [];
        return [.. all, .. regions.Where(region => Territories.Includes(territory, region.Code))];
    }
}
