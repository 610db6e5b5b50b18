using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.Server.Platform.Web;
using Npgsql;

namespace CaseFlow.Server.Complaints;

/// <summary>A customer as last known in the reader's territory.</summary>
public sealed record CustomerCard(
    Guid Id, string Region, DateTimeOffset LastSeenAt, string? Name, string? ServiceNumber, string? Account, string? Address, string? Tier, string? Brand, RoamingState Roaming)
{
    /// <summary>Shows a row.</summary>
    public static CustomerCard Of(CustomerRow row, PersonalView view)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(view);
        string? Show(string? data) => view.Show(CustomerId.From(row.Customer), data);
        return new(row.Customer, RegionScope.Code(row.Province, row.City), row.SeenAt, Show(row.Name), Show(row.ServiceNumber), Show(row.Account), Show(row.Address), row.Tier, row.Brand, row.Roaming);
    }
}

/// <summary>A contact in a customer's history.</summary>
public sealed record ContactEntry(
    Guid Id, string Region, string Channel, ContactDirection Direction, ContactOutcome Outcome, DateTimeOffset OccurredAt, OccurrencePrecision Precision, DateTimeOffset RecordedAt,
    Guid? Complaint, string? Place, string? CustomerSaid, string? OperatorDid);

/// <summary>A customer with the first page of cases and of contacts, the latest first.</summary>
/// <param name="Customer">Who it is.</param>
/// <param name="OpenCases">How many cases wait for an answer; of a thousand and more no more than the first thousand are counted.</param>
/// <param name="Cases">The cases, merged and withdrawn ones included; more under <c>/complaints</c>.</param>
/// <param name="Contacts">The contacts; more under <c>/contacts</c>.</param>
public sealed record CustomerView(CustomerCard Customer, long OpenCases, WorkListPage Cases, Page<ContactEntry> Contacts);

/// <summary>Who is this customer, and what was there before?</summary>
public sealed class CustomerHistory(ReadModels models, WorkList workList, CustomerIdentity identity, PersonalDataVault vault)
{
    /// <summary>The projection's name.</summary>
    public const string Projection = "CustomerHistory";

    private static readonly ListOrder<CustomerContact> LatestContacts =
        new(CustomerContact.Table, "occurred_at", "contact", Ascending: false, row => Iso.Time(row.OccurredAt), row => row.Contact);

    /// <summary>The history; null when the customer is not known in the territory.</summary>
    public async Task<ReadAnswer<CustomerView>?> AskAsync(RegionScope scope, CustomerId customer, Caller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var card = await models.AskAsync(Projection, connection => CardsAsync(connection, scope, [customer.Value], cancellation), cancellation);
        if (card.Data.Count == 0) return null;
        var cases = await CasesAsync(scope, customer, new(), caller, cancellation);
        var contacts = await ContactsAsync(scope, customer, new(), caller, cancellation);
        var view = await PersonalView.OfAsync(caller, vault, [customer], cancellation);
        var open = WorkListFilter.Waiting.Sum(status => cases.Data.Counts[status]);
        // Each part is read for itself; the answer counts what all of them count.
        return new(
            Math.Min(card.Position, cases.Position),
            card.Position < cases.Position ? card.AsOf : cases.AsOf,
            new(CustomerCard.Of(card.Data[0], view), open, cases.Data, contacts.Data));
    }

    /// <summary>The customer's cases, merged and withdrawn ones included.</summary>
    public Task<ReadAnswer<WorkListPage>> CasesAsync(RegionScope scope, CustomerId customer, PageRequest page, Caller caller, CancellationToken cancellation)
    {
        var filter = new WorkListFilter { Customer = customer.Value, Statuses = [.. Enum.GetValues<ComplaintStatus>()] };
        return workList.AskAsync(scope, filter, WorkListSort.Newest, page, caller, cancellation);
    }

    /// <summary>The customer's contacts.</summary>
    public async Task<ReadAnswer<Page<ContactEntry>>> ContactsAsync(RegionScope scope, CustomerId customer, PageRequest page, Caller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var answer = await models.AskAsync(
            Projection,
            async connection =>
            {
                void Lead(Conditions where) => where.AddEqual("customer", (Guid?)customer.Value);
                void Territory(Conditions where) => scope.Narrow(where);
                var total = await LatestContacts.CountAsync(connection, Lead, Territory, cancellation);
                var rows = await LatestContacts.PageAsync(connection, LatestContacts.Along(Lead), Territory, page, Cursor.DigestOf("contacts", scope.ToString(), customer), cancellation);
                return new Page<CustomerContact>(rows.Rows, total.Count, total.IsAtLeast, rows.Next);
            },
            cancellation);
        var view = await PersonalView.OfAsync(caller, vault, [customer], cancellation);
        return new(answer.Position, answer.AsOf, answer.Data.Show(row => Entry(row, view)));
    }

    /// <summary>Who bears or bore a number, or has an account; the one seen last first.</summary>
    /// <param name="scope">The territory.</param>
    /// <param name="serviceNumber">A number in its normal form.</param>
    /// <param name="account">An account.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellation">Cancels the question.</param>
    public async Task<ReadAnswer<IReadOnlyList<CustomerCard>>> FindAsync(RegionScope scope, string? serviceNumber, string? account, Caller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var byAccount = account is null ? (Guid?)null : (await identity.OfAccountAsync(account, cancellation)).Value;
        var hash = serviceNumber is null ? null : await identity.HashAsync(serviceNumber, cancellation);
        var answer = await models.AskAsync(
            Projection,
            async connection => await CardsAsync(connection, scope, byAccount is { } id ? [id] : await BearersAsync(connection, scope, hash, cancellation), cancellation),
            cancellation);
        var view = await PersonalView.OfAsync(caller, vault, answer.Data.Select(row => CustomerId.From(row.Customer)), cancellation);
        return new(answer.Position, answer.AsOf, [.. answer.Data.Select(row => CustomerCard.Of(row, view))]);
    }

    private static async Task<Guid[]> BearersAsync(NpgsqlConnection connection, RegionScope scope, string? hash, CancellationToken cancellation)
    {
        var where = new Conditions();
        scope.Narrow(where);
        where.AddEqual("number_hash", hash ?? "");
        var bearers = await CustomerNumber.Table.QueryAsync(connection, $"select {CustomerNumber.Table.ColumnList} from {CustomerNumber.Table.Name} {where}", where.Values, cancellation);
        return [.. bearers.Select(row => row.Customer).Distinct()];
    }

    /// <summary>The latest row of each customer in the territory, the one seen last first.</summary>
    private static async Task<IReadOnlyList<CustomerRow>> CardsAsync(NpgsqlConnection connection, RegionScope scope, Guid[] customers, CancellationToken cancellation)
    {
        var where = new Conditions();
        scope.Narrow(where);
        where.Add($"customer = any({where.Value(customers)})");
        var rows = await CustomerRow.Table.QueryAsync(
            connection, $"select {CustomerRow.Table.ColumnList} from {CustomerRow.Table.Name} {where} order by seen_at desc, province, city", where.Values, cancellation);
        return [.. rows.DistinctBy(row => row.Customer)];
    }

    private static ContactEntry Entry(CustomerContact row, PersonalView view)
    {
        string? Show(string? data) => view.Show(CustomerId.From(row.Customer), data);
        return new(
            row.Contact, RegionScope.Code(row.Province, row.City), row.Channel, row.Direction, row.Outcome, row.OccurredAt, row.Precision, row.RecordedAt,
            row.Complaint, Show(row.Place), Show(row.CustomerSaid), Show(row.OperatorDid));
    }
}
