using CaseFlow.Access;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.PersonalData;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.PersonalData;

/// <summary>The last request to erase a customer, and what came of it.</summary>
public sealed record ErasureRequestRow
{
    public required Guid Customer { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required ErasureStatus Status { get; init; }
    public required ErasureGround Ground { get; init; }
    public required string RequestedBy { get; init; }
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>What was said about it, sealed.</summary>
    public string? Note { get; init; }
    public int? Schedule { get; init; }
    public string? DecidedBy { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    public ErasureObstacle? Obstacle { get; init; }
    public DateTimeOffset? ErasedAt { get; init; }
    public long? Events { get; init; }
    public string? MasterKey { get; init; }

    /// <summary>The table.</summary>
    public static readonly ProjectionTable<ErasureRequestRow> Table = RowSecurity.Table<ErasureRequestRow>("caseflow_erasure_requests", RowsOf.Territory, "customer");

    /// <summary>The row after an event.</summary>
    public static ErasureRequestRow? Fold(ErasureRequestRow? row, RecordedEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        var at = e.Metadata.OccurredAt;
        return e.Data switch
        {
            ErasureRequested asked => new()
            {
                Customer = asked.Customer.Value,
                Province = AccessScope.ProvinceOf(asked.Region),
                City = AccessScope.CityOf(asked.Region),
                Status = ErasureStatus.Requested,
                Ground = asked.Ground,
                RequestedBy = asked.By,
                RequestedAt = at,
                Note = asked.Note?.Ciphertext,
                Schedule = asked.Schedule,
            },
            _ when row is null => null,
            ErasureApproved approved => row with { Status = ErasureStatus.Approved, DecidedBy = approved.By, DecidedAt = at },
            ErasureRejected rejected => row with { Status = ErasureStatus.Rejected, DecidedBy = rejected.By, DecidedAt = at, Obstacle = rejected.Obstacle },
            ErasureWithdrawn withdrawn => row with { Status = ErasureStatus.Withdrawn, DecidedBy = withdrawn.By, DecidedAt = at },
            PersonalDataErased erased => row with { Status = ErasureStatus.Erased, ErasedAt = erased.DestroyedAt, Events = erased.Events, MasterKey = erased.MasterKey },
            _ => row,
        };
    }

    /// <summary>Whose request an event is of.</summary>
    public static IEnumerable<RowKey> Keys(RecordedEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e.Data switch
        {
            ErasureRequested one => [new(one.Customer.Value)],
            ErasureApproved one => [new(one.Customer.Value)],
            ErasureRejected one => [new(one.Customer.Value)],
            ErasureWithdrawn one => [new(one.Customer.Value)],
            PersonalDataErased one => [new(one.Customer.Value)],
            _ => [],
        };
    }
}

/// <summary>A request to erase as its reader may see it.</summary>
/// <param name="Customer">Who is to be erased.</param>
/// <param name="Name">What they are called, masked.</param>
/// <param name="Region">Where they were last seen by who asked.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Ground">Why it was asked.</param>
/// <param name="RequestedBy">Who asked; another person decides.</param>
/// <param name="RequestedAt">When.</param>
/// <param name="Note">What was said about it.</param>
/// <param name="Schedule">The version of the retention schedule that it relies on.</param>
/// <param name="DecidedBy">Who decided, or took it back.</param>
/// <param name="DecidedAt">When.</param>
/// <param name="Obstacle">Why the data is kept.</param>
/// <param name="Certificate">That the key is destroyed.</param>
public sealed record ErasureRequestEntry(
    Guid Customer, string? Name, string Region, ErasureStatus Status, ErasureGround Ground, string RequestedBy, DateTimeOffset RequestedAt, string? Note, int? Schedule,
    string? DecidedBy, DateTimeOffset? DecidedAt, ErasureObstacle? Obstacle, ErasureCertificate? Certificate);

/// <summary>What certifies an erasure.</summary>
/// <param name="ErasedAt">When the key was destroyed.</param>
/// <param name="Events">How many events can no longer be read in clear.</param>
/// <param name="MasterKey">Names the master key that had wrapped the destroyed key.</param>
public sealed record ErasureCertificate(DateTimeOffset ErasedAt, long Events, string MasterKey);

/// <summary>Whose erasure was asked for, and what came of it?</summary>
public sealed class ErasureRequests(ReadModels models, CustomerHistory history, DataSubjectDesk desk, RevealGrants grants)
{
    /// <summary>The projection's name.</summary>
    public const string Projection = "ErasureRequests";

    private static readonly ListOrder<ErasureRequestRow> Latest =
        new(ErasureRequestRow.Table, "requested_at", "customer", Ascending: false, row => Iso.Time(row.RequestedAt), row => row.Customer);

    private static readonly QueryParameter[] Parameters = [new("status", "Requested, Approved, Erased, Rejected or Withdrawn; Requested when left out."), .. QueryParameter.OfLists];

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapQuery<ErasureRequests, Page<ErasureRequestEntry>>(
            "/personal-data/erasures",
            Permission.ReadDisclosures,
            (DataSubjectRoutes.Tag, "The requests to erase customers, the latest first, and what came of them."),
            [Projection],
            Parameters,
            query =>
            {
                var (status, page) = (query.Choice<ErasureStatus>("status") ?? ErasureStatus.Requested, query.Page());
                return async (requests, asker, cancellation) => await requests.AskAsync(asker.Scope, status, page, asker.Caller, cancellation);
            });

    /// <summary>A page of the requests that stand so.</summary>
    public async Task<ReadAnswer<Page<ErasureRequestEntry>>> AskAsync(AccessScope scope, ErasureStatus status, PageRequest page, Caller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var answer = await models.AskAsync(
            scope,
            Projection,
            async connection =>
            {
                void Lead(Conditions where) => where.AddEqual("status", status.ToString());
                void Territory(Conditions where) => scope.Narrow(where);
                var total = await Latest.CountAsync(connection, Lead, Territory, cancellation);
                var rows = await Latest.PageAsync(connection, Latest.Along(Lead), Territory, page, Cursor.DigestOf("erasures", scope.ToString(), status), cancellation);
                return new Page<ErasureRequestRow>(rows.Rows, total.Count, total.IsAtLeast, rows.Next);
            },
            cancellation);
        var shown = await EntriesAsync(scope, answer.Data.Items, caller, cancellation);
        return new(answer.Position, answer.AsOf, new(shown, answer.Data.Total, answer.Data.TotalIsAtLeast, answer.Data.Next));
    }

    /// <summary>The last request of one customer; null when there is none in the territory.</summary>
    public async Task<ReadAnswer<ErasureRequestEntry>?> FindAsync(AccessScope scope, CustomerId customer, Caller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var where = new Conditions();
        scope.Narrow(where);
        where.AddEqual<Guid>("customer", customer.Value);
        var sql = $"select {ErasureRequestRow.Table.ColumnList} from {ErasureRequestRow.Table.Name} {where}";
        var answer = await models.AskAsync(scope, Projection, connection => ErasureRequestRow.Table.QueryAsync(connection, sql, where.Values, cancellation), cancellation);
        return answer.Data.Count == 0 ? null : new(answer.Position, answer.AsOf, (await EntriesAsync(scope, answer.Data, caller, cancellation))[0]);
    }

    private async Task<IReadOnlyList<ErasureRequestEntry>> EntriesAsync(AccessScope scope, IReadOnlyList<ErasureRequestRow> rows, Caller caller, CancellationToken cancellation)
    {
        var customers = rows.Select(row => CustomerId.From(row.Customer)).ToList();
        caller = await grants.LookingAtAsync(customers, caller, cancellation);
        var view = await PersonalView.OfAsync(caller, desk.Vault, customers, cancellation);
        var cards = await history.CardsAsync(scope, customers, caller, cancellation);
        return [.. rows.Select(row => new ErasureRequestEntry(
            row.Customer, cards.GetValueOrDefault(row.Customer)?.Name, AccessScope.Code(row.Province, row.City), row.Status, row.Ground, row.RequestedBy, row.RequestedAt,
            view.Show(CustomerId.From(row.Customer), row.Note), row.Schedule, row.DecidedBy, row.DecidedAt, row.Obstacle,
            row is { ErasedAt: { } at, Events: { } events, MasterKey: { } key } ? new(at, events, key) : null))];
    }
}
