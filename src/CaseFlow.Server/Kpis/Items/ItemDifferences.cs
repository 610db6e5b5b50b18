using CaseFlow.EventStore;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Kpis.Items;

/// <summary>Why is a KPI that is no KPI over cases another number than was known: which things count otherwise, and because of which event?</summary>
/// <remarks>Each side is read from its rows, live or replayed; the way between is told from events, by the fold of the same projection.</remarks>
public sealed class ItemDifferences(KpiItemLists lists)
{
    /// <summary>How many things are looked at on each side.</summary>
    public const int MostItems = 20_000;

    /// <summary>The difference.</summary>
    /// <exception cref="UnfitCursorException">The cursor is of another list.</exception>
    /// <exception cref="ReplayUnavailableException">The first moment is the later one; a replay is not there in time, failed, or there are too many.</exception>
    public async Task<ReadAnswer<ItemsDifference>> AskAsync(string id, Asker asker, ItemsAsked asked, IReadOnlyList<ComparedMoment> moments, PageRequest page, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(asker);
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(moments);
        ArgumentNullException.ThrowIfNull(page);
        var kpi = lists.Find(id)!;
        var digest = Cursor.DigestOf("kpi-items-difference", id, asker.Scope.ToString(), asked, moments.Select(moment => moment.Text ?? "").ToArray());
        var behind = Cursor.Read(page.Cursor, digest, parts: 1)?[0];
        var first = await SideAsync(moments[0]);
        var second = moments.Count == 1 ? first : await SideAsync(moments[^1]);
        if (first.Position > second.Position) throw new ReplayUnavailableException(ProblemCodes.InvalidRequest, "asOf: the first moment is no later than the second.") { Field = "asOf" };
        var isWhole = first.End is null && second.End is null;
        var (before, after) = (Seen(first), Seen(second));
        var pairs = before.Keys.Union(after.Keys).Select(key => (Before: before.GetValueOrDefault(key), After: after.GetValueOrDefault(key))).ToList();
        var differing = pairs.Where(pair => ItemCount.Of(pair.Before) != ItemCount.Of(pair.After)).OrderBy(pair => (pair.After ?? pair.Before)!.Place, StringComparer.Ordinal).ToList();
        var shown = differing.Where(pair => string.CompareOrdinal((pair.After ?? pair.Before)!.Place, behind) > 0).Take(page.Limit + 1).ToList();
        var next = shown.Count > page.Limit ? Cursor.Behind(digest, (shown[^2].After ?? shown[^2].Before)!.Place) : null;
        IReadOnlyList<Guid> series = [.. first.Items.Concat(second.Items).SelectMany(item => item.Series).Distinct().Order()];
        var items = await StepsAsync(kpi, asked, (first.Position, second.Position), [.. shown.Take(page.Limit)], series, cancellation);
        return new(second.Position, second.AsOf, new(
            id, Iso.Month(asked.From), Iso.Month(asked.To), Side(first, moments[0], before.Values), Side(second, moments[^1], after.Values), isWhole, pairs.Count,
            new(items, differing.Count, TotalIsAtLeast: !isWhole, next)));

        Task<ItemsRead> SideAsync(ComparedMoment moment) => kpi.ReadAsync(asker, asked, moment.Point == ReplayPoint.Now ? null : moment.Point, after: null, MostItems, cancellation);

        // Where a side goes on, only what both looked at can be compared.
        Dictionary<string, KpiItem> Seen(ItemsRead side) =>
            side.Items.Where(item => isWhole || ((first.End is null || first.Looked.Contains(item.Stream)) && (second.End is null || second.Looked.Contains(item.Stream)))).ToDictionary(item => item.Key);

        ItemsSide Side(ItemsRead side, ComparedMoment moment, IReadOnlyCollection<KpiItem> counted)
        {
            var (numerator, denominator) = (counted.Sum(item => item.Numerator), counted.Sum(item => item.Denominator));
            return new(moment.Text, side.Position, side.AsOf, numerator, denominator, kpi.Value(numerator, denominator, asked));
        }
    }

    private static async Task<IReadOnlyList<ItemDifference>> StepsAsync(
        IKpiItems kpi, ItemsAsked asked, (long First, long Second) positions, IReadOnlyList<(KpiItem? Before, KpiItem? After)> pairs, IReadOnlyList<Guid> series, CancellationToken cancellation)
    {
        var read = new Dictionary<Guid, IReadOnlyList<RecordedEvent>>();
        var told = new List<ItemDifference>();
        foreach (var (before, after) in pairs)
        {
            var item = (after ?? before)! with { Series = series };
            // Periods follow from the same series, whichever of them is told.
            var source = item.Kind == KpiItemKind.Period ? Guid.Empty : item.Stream;
            if (!read.TryGetValue(source, out var all)) read[source] = all = await kpi.EventsAsync(item, cancellation);
            var known = all.TakeWhile(e => e.Position <= positions.Second).ToList();
            var steps = new List<ItemStep>();
            var so = ItemCount.Of(Counted(known.FindLastIndex(e => e.Position <= positions.First) + 1));
            for (var i = 0; i < known.Count; i++)
            {
                if (known[i].Position <= positions.First) continue;
                var then = ItemCount.Of(Counted(i + 1));
                if (then != so) steps.Add(new((then?.Numerator ?? 0) - (so?.Numerator ?? 0), (then?.Denominator ?? 0) - (so?.Denominator ?? 0), KpiFact.Of(known[i])));
                so = then;
            }

            told.Add(new(item, ItemCount.Of(before), ItemCount.Of(after), [.. steps.Take(KpiCaseDifference.MostSteps)], steps.Count));

            KpiItem? Counted(int count) => kpi.Of(item, asked, known[..count]) is { } one && asked.Has(one) ? one : null;
        }

        return told;
    }

    public static void Map(IEndpointRouteBuilder api, IReadOnlyList<IKpiItems> kpis)
    {
        ArgumentNullException.ThrowIfNull(kpis);
        foreach (var kpi in kpis)
        {
            api.MapQuery<ItemDifferences, ItemsDifference>(
                $"/kpis/{kpi.Definition.Id}/difference",
                kpi.Permission,
                ("KPIs", $"{kpi.Definition.NameEn}: what counts otherwise than was known at another moment, and which event made it so."),
                kpi.Projections,
                [
                    .. ItemsAsked.Parameters,
                    new("asOf", "One or two moments, the earlier first, divided by a comma: days, which count to their end, times with their offset, positions of events as #4711, or now; now when left out."),
                    .. QueryParameter.OfLists,
                ],
                query =>
                {
                    var (asked, page) = (ItemsAsked.Read(query), query.Page());
                    var moments = KpiDifferenceQuestion.ReadMoments(query.Text("asOf"), query.Errors, query.Now);
                    return async (differences, asker, cancellation) => await differences.AskAsync(kpi.Definition.Id, asker, asked, moments, page, cancellation);
                });
        }
    }
}
