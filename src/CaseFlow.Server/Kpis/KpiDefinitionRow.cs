using System.Text.Json;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Kpis;
using CaseFlow.Server.Platform.Reading;
using Npgsql;

namespace CaseFlow.Server.Kpis;

/// <summary>The versions of a KPI that tell some month, kept beside the counters that follow them.</summary>
/// <param name="Kpi">Its id.</param>
/// <param name="Published">The versions, in the order of their numbers.</param>
public sealed record KpiDefinitionRow(string Kpi, string Published)
{
    /// <summary>The table.</summary>
    public static readonly ProjectionTable<KpiDefinitionRow> Table = RowSecurity.Table<KpiDefinitionRow>("caseflow_kpi_definitions", RowsOf.Definitions, "kpi");

    /// <summary>The row with one more version, without those that tell no month any more.</summary>
    public static KpiDefinitionRow With(KpiDefinitionRow? row, KpiDefinitionPublished published)
    {
        ArgumentNullException.ThrowIfNull(published);
        var told = KpiSpan.Of([.. row?.Spans().Select(span => span.Definition) ?? [], published with { Reason = "" }]);
        return new(published.Kpi, JsonSerializer.Serialize(told.Select(span => span.Definition), EventTypes.Json));
    }

    /// <summary>Which version tells which months.</summary>
    public IReadOnlyList<KpiSpan> Spans() => KpiSpan.Of(JsonSerializer.Deserialize<IReadOnlyList<KpiDefinitionPublished>>(Published, EventTypes.Json)!);

    /// <summary>Which versions of a KPI tell some months, as far as the connection's tables know them; where a replay has one in the place of all, that one.</summary>
    public static async Task<IReadOnlyList<KpiSpan>> SpansAsync(NpgsqlConnection connection, CaseKpi kpi, (DateOnly From, DateOnly To) months, KpiReplay? replay, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(kpi);
        if (replay?.Definition is { } one && one.Kpi == kpi.Definition.Id) return [new(null, one)];
        var rows = await Table.QueryAsync(connection, $"select {Table.ColumnList} from {Table.Name} where kpi = $1", [kpi.Definition.Id], cancellation);
        return rows.Count == 0 ? [] : KpiSpan.Within(rows[0].Spans(), months.From, months.To);
    }
}

/// <summary>Which cases count in which KPI and month.</summary>
/// <param name="rows">The versions that tell some month.</param>
/// <param name="replay">The version that a replay has in the place of all others of its KPI; null where it has none.</param>
public sealed class KpiCounting(IEnumerable<KpiDefinitionRow> rows, KpiReplay? replay)
{
    private readonly Dictionary<string, IReadOnlyList<KpiSpan>> spans = rows.ToDictionary(row => row.Kpi, row => row.Spans());

    /// <summary>The cases that count in a month.</summary>
    /// <param name="kpi">In which KPI.</param>
    /// <param name="month">The month, by its first day.</param>
    public CountedCases CasesOf(CaseKpi kpi, DateOnly month)
    {
        ArgumentNullException.ThrowIfNull(kpi);
        if (replay?.Definition is { } one && one.Kpi == kpi.Definition.Id) return one.Terms.Cases ?? kpi.Usual;
        return spans.TryGetValue(kpi.Definition.Id, out var known) ? KpiSpan.At(known, month)?.Terms.Cases ?? kpi.Usual : kpi.Usual;
    }

    /// <summary>Whether each case counts for the same in a KPI as it did, from a month on.</summary>
    /// <param name="before">As it did.</param>
    /// <param name="kpi">In which KPI.</param>
    /// <param name="from">The month, by its first day; null for all months.</param>
    public bool CountsAlike(KpiCounting before, CaseKpi kpi, DateOnly? from)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(kpi);
        var first = from ?? DateOnly.MinValue;
        return Edges(kpi).Concat(before.Edges(kpi)).Where(month => month > first).Append(first).All(month => CasesOf(kpi, month).IsSameAs(before.CasesOf(kpi, month)));
    }

    /// <summary>The months with which another version begins.</summary>
    private IEnumerable<DateOnly> Edges(CaseKpi kpi) => spans.GetValueOrDefault(kpi.Definition.Id)?.Select(span => span.From).OfType<DateOnly>() ?? [];
}

/// <summary>A replay in which one version tells all months of its KPI.</summary>
/// <param name="Definition">The version; null in a replay of the versions as they were published.</param>
public sealed record KpiReplay(KpiDefinitionPublished? Definition)
{
    /// <summary>As a replay keeps it: equal versions have equal texts.</summary>
    public string Text => Definition is null ? "" : JsonSerializer.Serialize(Definition with { Reason = "", ValidFrom = null }, EventTypes.Json);

    /// <summary>Reads what <see cref="Text"/> wrote.</summary>
    /// <exception cref="ArgumentException">It is no such text.</exception>
    public static KpiReplay Read(string? text)
    {
        try
        {
            return new(string.IsNullOrEmpty(text) ? null : JsonSerializer.Deserialize<KpiDefinitionPublished>(text, EventTypes.Json));
        }
        catch (JsonException fault)
        {
            throw new ArgumentException("This says of no replay of the KPIs over cases how it counts.", nameof(text), fault);
        }
    }
}
