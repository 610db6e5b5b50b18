using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Kpis.Items;

/// <summary>Which things make up a number of a KPI that is no KPI over cases?</summary>
public sealed class KpiItemLists(IEnumerable<IKpiItems> kpis)
{
    private readonly Dictionary<string, IKpiItems> kpis = kpis.ToDictionary(kpi => kpi.Definition.Id);

    /// <summary>What a KPI counts; null when it is none of them.</summary>
    public IKpiItems? Find(string? id) => kpis.GetValueOrDefault(id ?? "");

    /// <summary>A page of the things, in the order in which they came: of now, or as they were known at a past point.</summary>
    /// <exception cref="UnfitCursorException">The cursor is of another list.</exception>
    /// <exception cref="ReplayUnavailableException">The replay is not there in time, failed, or there are too many.</exception>
    public async Task<ReadAnswer<Page<KpiItem>>> AskAsync(string id, Asker asker, ItemsAsked asked, PageRequest page, ReplayPoint? point, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(asker);
        ArgumentNullException.ThrowIfNull(page);
        var kpi = kpis[id];
        var digest = Cursor.DigestOf("kpi-items", id, asker.Scope.ToString(), asked, $"{point}");
        var after = Cursor.Read(page.Cursor, digest, parts: 1)?[0];
        // The count is that of the list's beginning, which most often is all of it.
        var first = await kpi.ReadAsync(asker, asked, point, after: null, Cells.Budget, cancellation);
        var read = after is null ? first : await kpi.ReadAsync(asker, asked, point, after, page.Limit, cancellation);
        var items = read.Items.Take(page.Limit).ToList();
        var end = read.Items.Count > items.Count ? items[^1].Place : read.End;
        return new(read.Position, read.AsOf, new(items, first.Items.Count, TotalIsAtLeast: first.End is not null, end is null ? null : Cursor.Behind(digest, end)));
    }

    public static void Map(IEndpointRouteBuilder api, IReadOnlyList<IKpiItems> kpis)
    {
        ArgumentNullException.ThrowIfNull(kpis);
        foreach (var kpi in kpis)
        {
            api.MapQuery<KpiItemLists, Page<KpiItem>>(
                $"/kpis/{kpi.Definition.Id}/items",
                kpi.Permission,
                ("KPIs", $"{kpi.Definition.NameEn}: what a number is made of, now or as known on a past day, each with what it counts for."),
                kpi.Projections,
                [.. ItemsAsked.Parameters, new("part", "Numerator or Denominator; both when left out."), .. ReplayPoint.Parameters, .. QueryParameter.OfLists],
                query =>
                {
                    var asked = ItemsAsked.Read(query) with { Part = query.Choice<KpiPart>("part") };
                    var (page, point) = (query.Page(), ReplayPoint.Read(query));
                    return async (lists, asker, cancellation) => await lists.AskAsync(kpi.Definition.Id, asker, asked, page, point, cancellation);
                });
        }
    }
}
