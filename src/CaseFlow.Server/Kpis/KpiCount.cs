using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Kpis;

/// <summary>What cases count for in one KPI, together.</summary>
public sealed record KpiCount : ICell<KpiCount>
{
    public required string Kpi { get; init; }
    public required DateOnly Month { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required string Topic { get; init; }
    public required string Source { get; init; }
    public required long Numerator { get; init; }
    public required long Denominator { get; init; }

    /// <inheritdoc/>
    public RowKey Key => new(Kpi, Month, Province, City, Topic, Source);

    /// <inheritdoc/>
    public bool IsZero => Numerator == 0 && Denominator == 0;

    /// <inheritdoc/>
    public KpiCount Plus(KpiCount other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with { Numerator = Numerator + other.Numerator, Denominator = Denominator + other.Denominator };
    }

    /// <inheritdoc/>
    public KpiCount Negated() => this with { Numerator = -Numerator, Denominator = -Denominator };

    /// <summary>What a case counts for in each KPI, under the version that tells its month.</summary>
    public static IEnumerable<KpiCount> Of(CaseMilestone? one, KpiCounting counting) =>
        one is null ? [] : CaseKpis.Counted.Select(kpi => Of(one, kpi, counting)).OfType<KpiCount>();

    /// <summary>What a case counts for in one KPI; null for nothing.</summary>
    public static KpiCount? Of(CaseMilestone one, CaseKpi kpi, KpiCounting counting)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(kpi);
        ArgumentNullException.ThrowIfNull(counting);
        var (numerator, denominator) = kpi.Counts(one, counting.CasesOf(kpi, one.Month));
        return numerator == 0 && denominator == 0 ? null : new()
        {
            Kpi = kpi.Definition.Id,
            Month = one.Month,
            Province = one.Province,
            City = one.City,
            Topic = one.Topic,
            Source = one.Source,
            Numerator = numerator,
            Denominator = denominator,
        };
    }
}
