using CaseFlow.Complaints;
using CaseFlow.Server.Definitions;

namespace CaseFlow.Server.Kpis;

/// <summary>The KPIs that cases can be listed for, those included that are counted elsewhere.</summary>
/// <remarks>Apart from <see cref="CaseKpis"/>, which the catalogue is made from: this is made from both.</remarks>
public static class ListedKpis
{
    /// <summary>Contacts for each case; the slice of the cases counts them, with those that failed.</summary>
    public static readonly CaseKpi Contacts = new(
        new() { Kinds = Enum.GetValues<ComplaintKind>(), Withdrawn = true, Merged = true },
        (_, chinese) => chinese ? TalliedKpiWords.Chinese(KpiCatalogue.ContactsPerCase) : KpiCatalogue.ContactsPerCase,
        factor: 1,
        isShare: false,
        (one, _) => (one.Contacts, 1),
        _ => ("contacts > 0", "true"));

    /// <summary>All whose cases can be listed.</summary>
    public static IReadOnlyList<CaseKpi> All { get; } = [.. CaseKpis.Counted, Contacts];

    /// <summary>All whose differences are told case by case.</summary>
    public static IReadOnlyList<CaseKpi> Explained { get; } = [.. CaseKpis.All, Contacts];
}
