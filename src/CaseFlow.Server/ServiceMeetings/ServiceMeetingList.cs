using CaseFlow.Access;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.ServiceMeetings;

namespace CaseFlow.Server.ServiceMeetings;

/// <summary>A meeting as the list keeps it. Its chair is sealed.</summary>
public sealed record ServiceMeetingRow
{
    /// <summary>The table.</summary>
    public static readonly ProjectionTable<ServiceMeetingRow> Table = RowSecurity.Table<ServiceMeetingRow>("caseflow_service_meetings", RowsOf.Shared, "meeting");

    public required Guid Meeting { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required MeetingLevel Level { get; init; }
    public required DateTimeOffset HeldOn { get; init; }
    public required string Chair { get; init; }
    public required string PeriodFrom { get; init; }
    public required string PeriodTo { get; init; }
    public required MeetingStatus Status { get; init; }
    public int Items { get; init; }

    /// <summary>What the province was asked for and has not answered.</summary>
    public int OpenRequests { get; init; }
    public string? CopiedTo { get; init; }
    public required long Version { get; init; }

    /// <summary>The row after an event of the meeting.</summary>
    internal static ServiceMeetingRow? After(ServiceMeetingRow? row, RecordedEvent recorded)
    {
        var after = (row, recorded.Data) switch
        {
            (_, ServiceMeetingConvened e) => new()
            {
                Meeting = e.Meeting.Value,
                Province = AccessScope.ProvinceOf(e.Region),
                City = AccessScope.CityOf(e.Region),
                Level = e.Level,
                HeldOn = e.HeldOn,
                Chair = e.Chair.Ciphertext,
                PeriodFrom = e.From,
                PeriodTo = e.To,
                Status = MeetingStatus.Convened,
                Version = recorded.Version,
            },
            (null, _) => null,
            (_, AgendaItemAdded) => row with { Items = row.Items + 1 },
            (_, AgendaItemDropped) => row with { Items = row.Items - 1 },
            (_, MeetingInputsFrozen) => row with { Status = MeetingStatus.Frozen },
            (_, ServiceMeetingHeld) => row with { Status = MeetingStatus.Held },
            (_, SupportRequested) => row with { OpenRequests = row.OpenRequests + 1 },
            (_, SupportAnswered) => row with { OpenRequests = row.OpenRequests - 1 },
            (_, MinutesPublished e) => row with { Status = MeetingStatus.Published, CopiedTo = e.CopiedTo },
            _ => row,
        };
        return after is null ? null : after with { Version = recorded.Version };
    }
}

/// <summary>A meeting of the list.</summary>
/// <param name="Id">The meeting.</param>
/// <param name="Level">Whose it is.</param>
/// <param name="Region">The city or the province.</param>
/// <param name="HeldOn">When it is or was to be held.</param>
/// <param name="Chair">Who chairs it.</param>
/// <param name="From">The first month that it looks at.</param>
/// <param name="To">The last month.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Items">How many items its agenda has.</param>
/// <param name="OpenRequests">What it asked the province for and was not answered.</param>
/// <param name="CopiedTo">The province that has a copy of its minutes.</param>
/// <param name="Version">Its version.</param>
public sealed record ServiceMeetingEntry(
    Guid Id, MeetingLevel Level, string Region, DateTimeOffset HeldOn, string? Chair, string From, string To, MeetingStatus Status, int Items, int OpenRequests, string? CopiedTo, long Version) : IVersioned;

/// <summary>A city that asked the province for something.</summary>
public sealed record AskingCity(string Region, long Requests);

/// <summary>Which meetings are there, and how far is each?</summary>
public sealed class ServiceMeetingList(ReadModels models, MeetingTexts texts)
{
    /// <summary>The projection's name.</summary>
    public const string Projection = "ServiceMeetings";

    /// <summary>More cities than a province has.</summary>
    private const int MostCities = 200;

    private static readonly ListOrder<ServiceMeetingRow> LatestFirst = new(ServiceMeetingRow.Table, "held_on", "meeting", Ascending: false, row => Iso.Time(row.HeldOn), row => row.Meeting);

    /// <summary>The projection.</summary>
    public static IProjection Create() => new RowProjection<ServiceMeetingRow>(
        Projection, version: 1, ServiceMeetingRow.Table, e => e.Data is ServiceMeetingEvent ? [new RowKey(e.Stream.Value)] : [], (row, e, _) => ServiceMeetingRow.After(row, e));

    /// <summary>A page of the meetings of a territory, the latest first.</summary>
    /// <exception cref="UnfitCursorException">The cursor is of another list.</exception>
    public async Task<ReadAnswer<Page<ServiceMeetingEntry>>> AskAsync(AccessScope scope, PageRequest page, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(page);
        var territory = scope.Of(department: null);
        var answer = await models.AskAsync(
            scope,
            Projection,
            async connection =>
            {
                var total = await LatestFirst.CountAsync(connection, where => territory.Narrow(where), _ => { }, cancellation);
                var rows = await LatestFirst.PageAsync(connection, LatestFirst.Along(where => territory.Narrow(where)), _ => { }, page, Cursor.DigestOf("service-meetings", territory.ToString()), cancellation);
                return new Page<ServiceMeetingRow>(rows.Rows, total.Count, total.IsAtLeast, rows.Next);
            },
            cancellation);
        var opener = await texts.OpenerAsync(answer.Data.Items.Select(row => row.Meeting), cancellation);
        return new(answer.Position, answer.AsOf, answer.Data.Show(row => new ServiceMeetingEntry(
            row.Meeting, row.Level, AccessScope.Code(row.Province, row.City), row.HeldOn, opener.Open(CustomerId.From(row.Meeting), row.Chair), row.PeriodFrom, row.PeriodTo, row.Status, row.Items, row.OpenRequests, row.CopiedTo, row.Version)));
    }

    /// <summary>The cities of a territory that wait for an answer of their province.</summary>
    public async Task<IReadOnlyList<AskingCity>> AskingAsync(AccessScope territory, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(territory);
        return (await models.AskAsync(territory, Projection, async connection =>
        {
            var where = new Conditions();
            territory.Narrow(where);
            where.Add("open_requests > 0");
            var cities = new List<AskingCity>();
            await using var command = where.Command(connection, $"select province, city, sum(open_requests)::bigint from {ServiceMeetingRow.Table.Name} {where} group by 1, 2 order by 3 desc, 1, 2 limit {where.Value(MostCities)}");
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
                cities.Add(new(AccessScope.Code(reader.GetString(0), reader.GetString(1)), reader.GetInt64(2)));
            return cities;
        }, cancellation)).Data;
    }

    public static void Map(IEndpointRouteBuilder api) => api.MapQuery<ServiceMeetingList, Page<ServiceMeetingEntry>>(
        "/service-meetings",
        Permission.ReadMeetings,
        (MeetingRoutes.Tag, "The service meetings of a territory, the latest first; those of a province's cities with the province's."),
        [Projection],
        QueryParameter.OfLists,
        query =>
        {
            var page = query.Page();
            return async (list, asker, cancellation) => await list.AskAsync(asker.Scope, page, cancellation);
        });
}
