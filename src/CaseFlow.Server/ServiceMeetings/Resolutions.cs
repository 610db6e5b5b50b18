using CaseFlow.Access;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.ServiceMeetings;

namespace CaseFlow.Server.ServiceMeetings;

/// <summary>A resolution of the list.</summary>
/// <param name="Id">The resolution.</param>
/// <param name="Meeting">The meeting that decided it.</param>
/// <param name="LatestMeeting">The meeting that dealt with it last.</param>
/// <param name="Region">The meeting's city or province.</param>
/// <param name="Text">What is to be done.</param>
/// <param name="Department">The department that is to do it.</param>
/// <param name="DueAt">By when.</param>
/// <param name="Overdue">Whether it is open after that.</param>
/// <param name="CarriedOver">How often it was carried over.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="DecidedAt">When it was decided.</param>
/// <param name="EndedAt">When it was done or dropped.</param>
/// <param name="Version">Its version.</param>
public sealed record ResolutionEntry(
    Guid Id, Guid Meeting, Guid LatestMeeting, string Region, string? Text, string Department, DateTimeOffset DueAt, bool Overdue, int CarriedOver, ResolutionStatus Status, DateTimeOffset DecidedAt, DateTimeOffset? EndedAt, long Version) : IVersioned;

/// <summary>Which resolutions are to be carried out, by whom and by when?</summary>
public sealed class Resolutions(ReadModels models, MeetingTexts texts, TimeProvider clock)
{
    /// <summary>The projection's name.</summary>
    public const string Projection = "Resolutions";

    /// <summary>How many open ones a meeting looks at; more than any had.</summary>
    public const int MostOpen = 200;

    private static readonly string Select = $"select {ResolutionRow.Table.ColumnList} from {ResolutionRow.Table.Name}";

    private static readonly ListOrder<ResolutionRow> DueFirst = new(ResolutionRow.Table, "due_at", "resolution", Ascending: true, row => Iso.Time(row.DueAt), row => row.Resolution);

    /// <summary>A page of the resolutions that stand so, the earliest due first.</summary>
    /// <exception cref="UnfitCursorException">The cursor is of another list.</exception>
    public async Task<ReadAnswer<Page<ResolutionEntry>>> AskAsync(AccessScope scope, ResolutionStatus status, string? department, PageRequest page, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var territory = scope.Of(department: null);
        void Lead(Conditions where)
        {
            territory.Narrow(where);
            where.AddEqual("status", status.ToString());
        }

        void Filter(Conditions where) => where.AddEqual("department", department);
        var answer = await models.AskAsync(
            scope,
            Projection,
            async connection =>
            {
                var total = await DueFirst.CountAsync(connection, Lead, Filter, cancellation);
                var rows = await DueFirst.PageAsync(connection, DueFirst.Along(Lead), Filter, page, Cursor.DigestOf("resolutions", territory.ToString(), $"{status} {department}"), cancellation);
                return new Page<ResolutionRow>(rows.Rows, total.Count, total.IsAtLeast, rows.Next);
            },
            cancellation);
        var show = await ShowAsync(answer.Data.Items, cancellation);
        return new(answer.Position, answer.AsOf, answer.Data.Show(show));
    }

    /// <summary>The open resolutions of a territory, the earliest due first.</summary>
    public async Task<IReadOnlyList<ResolutionRow>> OpenAsync(AccessScope territory, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(territory);
        var where = new Conditions();
        territory.Narrow(where);
        where.AddEqual("status", nameof(ResolutionStatus.Open));
        var sql = $"{Select} {where} order by due_at, resolution limit {where.Value(MostOpen)}";
        return (await models.AskAsync(territory, Projection, connection => ResolutionRow.Table.QueryAsync(connection, sql, where.Values, cancellation), cancellation)).Data;
    }

    /// <summary>The resolutions of a meeting: those that it decided, those that were last carried over to it, and those named.</summary>
    public async Task<IReadOnlyList<ResolutionEntry>> OfMeetingAsync(AccessScope scope, ServiceMeetingId meeting, IEnumerable<ResolutionId> named, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var where = new Conditions();
        scope.Of(department: null).Narrow(where);
        var id = where.Value(meeting.Value);
        where.Add($"(meeting = {id} or latest_meeting = {id} or resolution = any({where.Value(named.Select(one => one.Value).ToArray())}))");
        var sql = $"{Select} {where} order by due_at, resolution";
        var rows = (await models.AskAsync(scope, Projection, connection => ResolutionRow.Table.QueryAsync(connection, sql, where.Values, cancellation), cancellation)).Data;
        var show = await ShowAsync(rows, cancellation);
        return [.. rows.Select(show)];
    }

    private async Task<Func<ResolutionRow, ResolutionEntry>> ShowAsync(IEnumerable<ResolutionRow> rows, CancellationToken cancellation)
    {
        var (opener, now) = (await texts.OpenerAsync(rows.Select(row => row.Resolution), cancellation), clock.GetUtcNow());
        return row => new(
            row.Resolution, row.Meeting, row.LatestMeeting, AccessScope.Code(row.Province, row.City), opener.Open(CustomerId.From(row.Resolution), row.Text), row.Department, row.DueAt,
            row.Status == ResolutionStatus.Open && row.DueAt < now, row.CarriedOver, row.Status, row.DecidedAt, row.EndedAt, row.Version);
    }

    public static void Map(IEndpointRouteBuilder api) => api.MapQuery<Resolutions, Page<ResolutionEntry>>(
        "/resolutions",
        Permission.ReadMeetings,
        (MeetingRoutes.Tag, "The resolutions of a territory's meetings that stand so, the earliest due first."),
        [Projection],
        [new("status", "Open, Done or Dropped; Open when left out."), new("department", "The department that is to carry them out."), .. QueryParameter.OfLists],
        query =>
        {
            var (status, department, page) = (query.Choice<ResolutionStatus>("status") ?? ResolutionStatus.Open, query.Text("department"), query.Page());
            return async (resolutions, asker, cancellation) => await resolutions.AskAsync(asker.Scope, status, department, page, cancellation);
        });
}
