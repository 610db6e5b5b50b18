using CaseFlow.Access;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.PersonalData;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.PersonalData;

/// <summary>A legal hold on a customer's data.</summary>
public sealed record LegalHoldRow
{
    public required Guid Customer { get; init; }
    public required string Reference { get; init; }

    /// <summary>Names customer and reference in one, for the order of lists.</summary>
    public required Guid Hold { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required HoldCause Cause { get; init; }
    public required string PlacedBy { get; init; }
    public required DateTimeOffset PlacedAt { get; init; }
    public required bool Stands { get; init; }
    public string? LiftedBy { get; init; }
    public DateTimeOffset? LiftedAt { get; init; }

    /// <summary>The table.</summary>
    public static readonly ProjectionTable<LegalHoldRow> Table = RowSecurity.Table<LegalHoldRow>("caseflow_legal_holds", RowsOf.Territory, "customer", "reference");

    /// <summary>The row after an event.</summary>
    public static LegalHoldRow? Fold(LegalHoldRow? row, RecordedEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e.Data switch
        {
            LegalHoldPlaced placed => new()
            {
                Customer = placed.Customer.Value,
                Reference = placed.Reference,
                Hold = DeterministicId.From("hold", placed.Customer.Value, placed.Reference),
                Province = AccessScope.ProvinceOf(placed.Region),
                City = AccessScope.CityOf(placed.Region),
                Cause = placed.Cause,
                PlacedBy = placed.By,
                PlacedAt = e.Metadata.OccurredAt,
                Stands = true,
            },
            LegalHoldLifted lifted => row is null ? null : row with { Stands = false, LiftedBy = lifted.By, LiftedAt = e.Metadata.OccurredAt },
            _ => row,
        };
    }

    /// <summary>Which hold an event is of.</summary>
    public static IEnumerable<RowKey> Keys(RecordedEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e.Data switch
        {
            LegalHoldPlaced one => [new(one.Customer.Value, one.Reference)],
            LegalHoldLifted one => [new(one.Customer.Value, one.Reference)],
            _ => [],
        };
    }
}

/// <summary>A legal hold as its reader may see it.</summary>
public sealed record LegalHoldEntry(
    Guid Customer, string? Name, string Region, string Reference, HoldCause Cause, string PlacedBy, DateTimeOffset PlacedAt, bool Stands, string? LiftedBy, DateTimeOffset? LiftedAt);

/// <summary>Which customers' data must be kept whatever is asked, and why?</summary>
public sealed class LegalHolds(ReadModels models, CustomerHistory history)
{
    /// <summary>The projection's name.</summary>
    public const string Projection = "LegalHolds";

    private static readonly ListOrder<LegalHoldRow> Latest =
        new(LegalHoldRow.Table, "placed_at", "hold", Ascending: false, row => Iso.Time(row.PlacedAt), row => row.Hold);

    private static readonly QueryParameter[] Parameters = [new("stands", "false for those that were lifted; true when left out."), new("customer", "The customer's id."), .. QueryParameter.OfLists];

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapQuery<LegalHolds, Page<LegalHoldEntry>>(
            "/personal-data/legal-holds",
            Permission.ReadDisclosures,
            (DataSubjectRoutes.Tag, "The legal holds, the latest first."),
            [Projection],
            Parameters,
            query =>
            {
                var (stands, customer, page) = (query.Flag("stands") ?? true, query.Id("customer"), query.Page());
                return async (holds, asker, cancellation) => await holds.AskAsync(asker.Scope, stands, customer, page, asker.Caller, cancellation);
            });

    /// <summary>A page of the holds.</summary>
    public async Task<ReadAnswer<Page<LegalHoldEntry>>> AskAsync(AccessScope scope, bool stands, Guid? customer, PageRequest page, Caller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var answer = await models.AskAsync(
            scope,
            Projection,
            async connection =>
            {
                void Lead(Conditions where)
                {
                    where.AddEqual<bool>("stands", stands);
                    where.AddEqual("customer", customer);
                }

                void Territory(Conditions where) => scope.Narrow(where);
                var total = await Latest.CountAsync(connection, Lead, Territory, cancellation);
                var rows = await Latest.PageAsync(connection, Latest.Along(Lead), Territory, page, Cursor.DigestOf("holds", scope.ToString(), stands, $"{customer}"), cancellation);
                return new Page<LegalHoldRow>(rows.Rows, total.Count, total.IsAtLeast, rows.Next);
            },
            cancellation);
        var cards = await history.CardsAsync(scope, [.. answer.Data.Items.Select(row => CustomerId.From(row.Customer))], caller, cancellation);
        return new(answer.Position, answer.AsOf, answer.Data.Show(row => new LegalHoldEntry(
            row.Customer, cards.GetValueOrDefault(row.Customer)?.Name, AccessScope.Code(row.Province, row.City), row.Reference, row.Cause, row.PlacedBy, row.PlacedAt, row.Stands, row.LiftedBy, row.LiftedAt)));
    }
}
