using CaseFlow.Access;
using CaseFlow.Server.Clocks;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.ServiceMeetings;
using CaseFlow.Server.Tracing;

namespace CaseFlow.Server.Kpis;

/// <summary>A KPI that another slice counts by month and place.</summary>
/// <param name="Definition">What it means.</param>
/// <param name="Projection">Whose rows it is told from.</param>
/// <param name="Counts">The table of its counters.</param>
/// <param name="Numerator">The column of the numerator.</param>
/// <param name="Denominator">The column of the denominator.</param>
/// <param name="Beside">Columns of what is told beside it.</param>
public sealed record TalliedKpi(KpiDefinition Definition, string Projection, string Counts, string Numerator, string Denominator, IReadOnlyList<string> Beside)
{
    /// <summary>Whether the numerator is a part of the denominator, so that the value is per cent and has an interval.</summary>
    public bool IsShare { get; init; } = true;

    /// <summary>Who may ask.</summary>
    public Permission Permission { get; init; } = Permission.ReadKpis;

    /// <summary>The page of what is counted.</summary>
    public required string Page { get; init; }

    /// <summary>The definition in Chinese.</summary>
    public KpiDefinition Chinese => TalliedKpiWords.Chinese(Definition);

    /// <summary>The value of counts, to two decimals, half away from zero; null where the denominator is 0.</summary>
    public decimal? Value(long numerator, long denominator) =>
        denominator == 0 ? null : decimal.Round((decimal)numerator * (IsShare ? 100 : 1) / denominator, 2, MidpointRounding.AwayFromZero);
}

/// <summary>The KPIs that other slices count.</summary>
public static class TalliedKpis
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<TalliedKpi> All { get; } =
    [
        new(KpiCatalogue.ContactsPerCase, ContactsPerCase.Projection, "caseflow_contact_counts", "contacts", "cases", ["failed"]) { IsShare = false, Page = "/" },
        new(KpiCatalogue.ClockCompliance, RunningClocks.Projection, ClockCompliance.Counts, "in_time", "stopped", []) { Page = "/clocks" },
        new(KpiCatalogue.MeetingCompletion, Resolutions.Projection, ResolutionCount.TableName, "in_time", "decided", ["open", "carried"]) { Permission = Permission.ReadMeetings, Page = "/service-meetings#resolutions" },
        new(KpiCatalogue.TraceEffectiveness, TraceBoard.Projection, TraceCount.TableName, "reached", "evaluated", ["opened", "closed"]) { Page = "/traces" },
    ];

    /// <summary>The KPI of an id; null when it is none of them.</summary>
    public static TalliedKpi? Find(string? id) => All.FirstOrDefault(kpi => kpi.Definition.Id == id);
}
