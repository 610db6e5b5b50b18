using CaseFlow.Access;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Kpis.Items;

/// <summary>Things that a KPI counts and that rows of one table tell, each from one stream.</summary>
/// <param name="table">The table; its rows have a month, a province and a city.</param>
/// <param name="order">The columns by which it is listed: a time or the month, then an id. A place begins with both.</param>
public abstract class RowItems<TRow>(ReadModels models, IEventStore store, ReplayDesk desk, ProjectionTable<TRow> table, string order) : IKpiItems
    where TRow : class
{
    /// <summary>How many rows one answer looks at.</summary>
    public const int MostRows = 20_000;

    /// <inheritdoc/>
    public abstract KpiDefinition Definition { get; }

    /// <inheritdoc/>
    public virtual Permission Permission => Permission.ReadKpis;

    /// <inheritdoc/>
    public IReadOnlyList<string> Projections => [Projection];

    /// <summary>The projection that keeps the table.</summary>
    protected abstract string Projection { get; }

    /// <inheritdoc/>
    public virtual decimal? Value(decimal numerator, decimal denominator, ItemsAsked asked) => KpiKey.Quotient(numerator, denominator, 100);

    /// <inheritdoc/>
    public async Task<ItemsRead> ReadAsync(Asker asker, ItemsAsked asked, ReplayPoint? point, string? after, int most, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(asker);
        ArgumentNullException.ThrowIfNull(asked);
        var replay = point is null ? null : await desk.ReadyAsync(Projection, "", point, after: 0, asker.Caller.Actor, cancellation);
        var where = new Conditions();
        // Departments see what they see of the territory; the table says who that is.
        asked.Narrow(where, asker.Scope.Of(department: null));
        where.Add($"month between {where.Value(asked.From)} and {where.Value(asked.To)}");
        if (Only is { } only) where.Add(only);
        if (after is not null) where.Add($"({order}) >= {Begin(where, after)}");
        var rows = await models.AskAsync(
            asker.Scope, Projection,
            connection => table.QueryAsync(connection, $"select {table.ColumnList} from {table.Name} {where} order by {order} limit {where.Value(MostRows)}", where.Values, cancellation), cancellation, replay);
        var all = rows.Data.SelectMany(Items).ToList();
        var read = ItemsRead.Of(rows, all, asked, after, most);
        // Behind all things of the last row: none of them begins like this.
        return rows.Data.Count < MostRows ? read : read with { End = read.End ?? $"{all[^1].Place}~", Looked = all.Select(item => item.Stream).ToHashSet() };
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<RecordedEvent>> EventsAsync(KpiItem item, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(item);
        return store.ReadStreamAsync(item.Stream, cancellation: cancellation);
    }

    /// <inheritdoc/>
    public abstract KpiItem? Of(KpiItem item, ItemsAsked asked, IReadOnlyList<RecordedEvent> events);

    /// <summary>A condition that all rows fulfil that tell something; null where all do.</summary>
    protected virtual string? Only => null;

    /// <summary>What a row tells.</summary>
    protected abstract IEnumerable<KpiItem> Items(TRow row);

    private static string Begin(Conditions where, string after)
    {
        if (after.Split('|') is not [var first, var second, ..] || !Guid.TryParse(second, out var id)) throw UnfitCursorException.Malformed;
        return Iso.TryMonth(first) is { } month ? $"({where.Value(month)}, {where.Value(id)})"
            : Iso.TryTime(first) is { } at ? $"({where.Value(at)}, {where.Value(id)})"
            : throw UnfitCursorException.Malformed;
    }
}
