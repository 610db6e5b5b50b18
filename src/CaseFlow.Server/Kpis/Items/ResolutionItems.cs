using CaseFlow.Access;
using CaseFlow.EventStore;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.ServiceMeetings;

namespace CaseFlow.Server.Kpis.Items;

/// <summary>The resolutions behind the completion of service meetings.</summary>
public sealed class ResolutionItems(ReadModels models, IEventStore store, ReplayDesk desk, ReportingZone zone) : IKpiItems
{
    /// <inheritdoc/>
    public KpiDefinition Definition => KpiCatalogue.MeetingCompletion;

    /// <inheritdoc/>
    public Permission Permission => Permission.ReadMeetings;

    /// <inheritdoc/>
    public IReadOnlyList<string> Projections { get; } = [Resolutions.Projection];

    /// <inheritdoc/>
    public decimal? Value(decimal numerator, decimal denominator, ItemsAsked asked) => KpiKey.Quotient(numerator, denominator, 100);

    /// <inheritdoc/>
    public async Task<ItemsRead> ReadAsync(Asker asker, ItemsAsked asked, ReplayPoint? point, string? after, int most, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(asker);
        ArgumentNullException.ThrowIfNull(asked);
        var replay = point is null ? null : await desk.ReadyAsync(Resolutions.Projection, "", point, after: 0, asker.Caller.Actor, cancellation);
        // A department sees what its territory resolved, as on the list of resolutions.
        var where = new Conditions();
        asked.Narrow(where, asker.Scope.Of(department: null));
        where.Add($"month between {where.Value(asked.From)} and {where.Value(asked.To)}");
        var rows = await models.AskAsync(
            asker.Scope, Resolutions.Projection, connection => ResolutionRow.Table.QueryAsync(connection, $"select {ResolutionRow.Table.ColumnList} from {ResolutionRow.Table.Name} {where}", where.Values, cancellation), cancellation, replay);
        return ItemsRead.Of(rows, rows.Data.Select(Item).OfType<KpiItem>(), asked, after, most);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<RecordedEvent>> EventsAsync(KpiItem item, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(item);
        return store.ReadStreamAsync(item.Stream, cancellation: cancellation);
    }

    /// <inheritdoc/>
    public KpiItem? Of(KpiItem item, ItemsAsked asked, IReadOnlyList<RecordedEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        return Item(events.Aggregate((ResolutionRow?)null, (row, e) => ResolutionRow.After(row, e, zone)));
    }

    private static KpiItem? Item(ResolutionRow? row) => row is null || ResolutionCount.Of(row) is not { } count ? null : new()
    {
        Key = row.Resolution.ToString(),
        Kind = KpiItemKind.Resolution,
        Stream = row.Resolution,
        Name = row.Department,
        At = row.DueAt,
        Month = Iso.Month(row.Month),
        Region = AccessScope.Code(row.Province, row.City),
        Meeting = row.LatestMeeting,
        Numerator = count.InTime,
        Denominator = count.Decided,
        Place = $"{Iso.Time(row.DueAt.ToUniversalTime())}|{row.Resolution}",
    };
}
