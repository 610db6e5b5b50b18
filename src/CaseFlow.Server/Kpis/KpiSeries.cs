using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CaseFlow.EventStore;
using CaseFlow.Kpis;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Kpis;

/// <summary>A KPI and what it means.</summary>
/// <param name="Definition">The definition.</param>
/// <param name="From">The first month.</param>
/// <param name="To">The last month.</param>
/// <param name="TopicLevel">To which level topics are told apart.</param>
/// <param name="Rows">The values.</param>
/// <param name="Total">The value of all of them together.</param>
/// <param name="Chart">The control chart of the months; null when it is told apart by anything else, or there are too few.</param>
public sealed record KpiSeries(KpiDefinition Definition, string From, string To, int TopicLevel, IReadOnlyList<KpiValue> Rows, KpiValue Total, ControlChart? Chart)
{
    /// <summary>The values in force, where one version was asked for; null where they are the rows.</summary>
    public KpiAgainst? Against { get; init; }

    /// <summary>The versions that tell the months.</summary>
    [JsonIgnore]
    public IReadOnlyList<KpiSpan> Spans { get; init; } = [];
}

/// <summary>One value and the counts that it comes from.</summary>
public sealed record KpiValue : KpiKey
{
    private KpiValue(CaseKpi kpi, KpiKey of, long[] sums)
        : base(of)
    {
        (Numerator, Denominator, Value) = (sums[0], sums[1], kpi.Value(sums[0], sums[1]));
        if (kpi.IsShare && ShareInterval.Of(Numerator, Denominator) is { } share) (Low, High) = (Percent(share.Low), Percent(share.High));
    }

    /// <summary>What the definition calls so.</summary>
    public long Numerator { get; }

    /// <summary>What the definition calls so: n.</summary>
    public long Denominator { get; }

    /// <summary>Null when the denominator is 0.</summary>
    public decimal? Value { get; }

    /// <summary>The lower bound of a share's 95 % interval; null for what is no share.</summary>
    public decimal? Low { get; }

    /// <summary>The upper bound.</summary>
    public decimal? High { get; }

    /// <summary>The version of the definition that tells it; null where several do, or none was published.</summary>
    public int? Version { get; private init; }

    /// <summary>What that version says is to be reached; null for nothing.</summary>
    public KpiTarget? Target { get; private init; }

    /// <summary>Whether the value reaches the target; null where there is no value or no target.</summary>
    public bool? MeetsTarget => Value is { } value ? Target?.IsMetBy(value) : null;

    /// <summary>The value of what is counted together.</summary>
    /// <param name="kpi">The KPI.</param>
    /// <param name="of">What is counted together.</param>
    /// <param name="sums">Numerator, then denominator.</param>
    /// <param name="spans">The versions that tell the months asked for.</param>
    public static KpiValue Of(CaseKpi kpi, KpiKey of, long[] sums, IReadOnlyList<KpiSpan> spans)
    {
        ArgumentNullException.ThrowIfNull(kpi);
        ArgumentNullException.ThrowIfNull(of);
        ArgumentNullException.ThrowIfNull(spans);
        var told = of.Month is { } month ? KpiSpan.At(spans, Iso.TryMonth(month)!.Value) : spans.Count == 1 ? spans[0].Definition : null;
        return new(kpi, of, sums) { Version = told?.Version, Target = told?.Terms.Target };
    }

    private static decimal Percent(decimal share) => decimal.Round(100 * share, 2, MidpointRounding.AwayFromZero);
}

/// <summary>The values in force beside those under one version.</summary>
/// <param name="Definition">The definition of the versions in force.</param>
/// <param name="Position">Up to which event they count.</param>
/// <param name="Rows">The values.</param>
/// <param name="Total">The value of all of them together.</param>
/// <param name="Compared">The last version in force that is another than the one that was asked for; null where no other tells these months.</param>
/// <param name="Differences">What the version that was asked for says otherwise than that.</param>
public sealed record KpiAgainst(KpiDefinition Definition, long Position, IReadOnlyList<KpiValue> Rows, KpiValue Total, int? Compared, IReadOnlyList<ChangedPart> Differences)
{
    /// <summary>The values in force, and what differs in the definitions.</summary>
    public static KpiAgainst Of(CaseKpi kpi, KpiSeries under, ReadAnswer<KpiSeries> inForce)
    {
        ArgumentNullException.ThrowIfNull(kpi);
        ArgumentNullException.ThrowIfNull(under);
        ArgumentNullException.ThrowIfNull(inForce);
        var asked = under.Spans[^1].Definition;
        var other = inForce.Data.Spans.LastOrDefault(span => span.Definition.Version != asked.Version)?.Definition;
        return new(
            inForce.Data.Definition, inForce.Position, inForce.Data.Rows, inForce.Data.Total, other?.Version,
            other is null ? [] : DefinitionDifference.Between(Said(other.Terms), Said(asked.Terms)));
    }

    /// <summary>What a version says, in the words in which it is published.</summary>
    internal static JsonNode? Said(KpiTerms? terms) => JsonSerializer.SerializeToNode(terms, EventTypes.Json);
}
