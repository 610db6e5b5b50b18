using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.Server.PersonalData;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.Server.Platform.Web;
using Npgsql;

namespace CaseFlow.Server.Complaints;

/// <summary>A customer as last known in the reader's territory; who it is is masked, unless it was revealed.</summary>
public sealed record CustomerCard(
    Guid Id, string Region, DateTimeOffset LastSeenAt, string? Name, string? ServiceNumber, string? Account, string? Address, string? Tier, string? Brand, RoamingState Roaming, DateTimeOffset? RevealedUntil)
{
    /// <summary>Shows a row.</summary>
    public static CustomerCard Of(CustomerRow row, PersonalView view)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(view);
        var of = CustomerId.From(row.Customer);
        return new(
            row.Customer, AccessScope.Code(row.Province, row.City), row.SeenAt, view.ShowName(of, row.Name), view.ShowNumber(of, row.ServiceNumber), view.ShowAccount(of, row.Account),
            view.ShowAddress(of, row.Address), row.Tier, row.Brand, row.Roaming, view.RevealedUntil(of));
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
public sealed class CustomerHistory(ReadModels models, WorkList workList, CustomerIdentity identity, PersonalDataVault vault, RevealGrants grants, CustomerLooks looks)
{
    /// <summary>The projection's name.</summary>
    public const string Projection = "CustomerHistory";

    private static readonly ListOrder<CustomerContact> LatestContacts =
        new(CustomerContact.Table, "occurred_at", "contact", Ascending: false, row => Iso.Time(row.OccurredAt), row => row.Contact);

    /// <summary>The history; null when the customer is not known in the territory.</summary>
    public async Task<ReadAnswer<CustomerView>?> AskAsync(AccessScope scope, CustomerId customer, Caller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var card = await models.AskAsync(scope, Projection, connection => CardsAsync(connection, scope, [customer.Value], cancellation), cancellation);
        if (card.Data.Count == 0) return null;
        await looks.RecordAsync(caller, customer, complaint: null, card.Data[0].Province, card.Data[0].City, cancellation);
        caller = await grants.LookingAtAsync(customer, caller, cancellation);
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
    public async Task<ReadAnswer<WorkListPage>> CasesAsync(AccessScope scope, CustomerId customer, PageRequest page, Caller caller, CancellationToken cancellation)
    {
        var filter = new WorkListFilter { Customer = customer.Value, Statuses = [.. Enum.GetValues<ComplaintStatus>()] };
        return await workList.AskAsync(scope, filter, WorkListSort.Newest, page, await grants.LookingAtAsync(customer, caller, cancellation), cancellation);
    }

    /// <summary>The customer's contacts.</summary>
    public async Task<ReadAnswer<Page<ContactEntry>>> ContactsAsync(AccessScope scope, CustomerId customer, PageRequest page, Caller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var answer = await models.AskAsync(
            scope,
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
        if (answer.Data.Items is [var latest, ..]) await looks.RecordAsync(caller, customer, complaint: null, latest.Province, latest.City, cancellation);
        var view = await PersonalView.OfAsync(await grants.LookingAtAsync(customer, caller, cancellation), vault, [customer], cancellation);
        return new(answer.Position, answer.AsOf, answer.Data.Show(row => Entry(row, view)));
    }

    /// <summary>Who bears or bore a number, or has an account; the one seen last first.</summary>
    /// <param name="scope">The territory.</param>
    /// <param name="serviceNumber">A number in its normal form.</param>
    /// <param name="account">An account.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellation">Cancels the question.</param>
    public async Task<ReadAnswer<IReadOnlyList<CustomerCard>>> FindAsync(AccessScope scope, string? serviceNumber, string? account, Caller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var byAccount = account is null ? (Guid?)null : (await identity.OfAccountAsync(account, cancellation)).Value;
        var hash = serviceNumber is null ? null : await identity.HashAsync(serviceNumber, cancellation);
        var answer = await models.AskAsync(
            scope,
            Projection,
            async connection => await CardsAsync(connection, scope, byAccount is { } id ? [id] : await BearersAsync(connection, scope, hash, cancellation), cancellation),
            cancellation);
        // Who was erased is found by no number any more, though rows and events keep its keyed hash.
        var found = new List<CustomerRow>();
        foreach (var row in answer.Data)
        {
            if (!await vault.IsErasedAsync(CustomerId.From(row.Customer), cancellation)) found.Add(row);
        }

        var view = await PersonalView.OfAsync(caller, vault, found.Select(row => CustomerId.From(row.Customer)), cancellation);
        return new(answer.Position, answer.AsOf, [.. found.Select(row => CustomerCard.Of(row, view))]);
    }

    /// <summary>Where a customer was last seen within a territory; null when not at all.</summary>
    public async Task<Region?> RegionAsync(AccessScope scope, CustomerId customer, CancellationToken cancellation) =>
        (await models.AskAsync(scope, Projection, connection => CardsAsync(connection, scope, [customer.Value], cancellation), cancellation)).Data is [var row, ..]
            ? new(row.Province, row.City.Length == 0 ? null : row.City)
            : null;

    /// <summary>The customer as last known in a territory; null when not known there.</summary>
    public async Task<CustomerCard?> CardAsync(AccessScope scope, CustomerId customer, Caller caller, CancellationToken cancellation)
    {
        var rows = (await models.AskAsync(scope, Projection, connection => CardsAsync(connection, scope, [customer.Value], cancellation), cancellation)).Data;
        return rows.Count == 0 ? null : CustomerCard.Of(rows[0], await PersonalView.OfAsync(caller, vault, [customer], cancellation));
    }

    /// <summary>Customers as last known in a territory, by their ids.</summary>
    public async Task<IReadOnlyDictionary<Guid, CustomerCard>> CardsAsync(AccessScope scope, IReadOnlyCollection<CustomerId> customers, Caller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(customers);
        var ids = customers.Select(customer => customer.Value).Distinct().ToArray();
        var rows = (await models.AskAsync(scope, Projection, connection => CardsAsync(connection, scope, ids, cancellation), cancellation)).Data;
        var view = await PersonalView.OfAsync(caller, vault, customers, cancellation);
        return rows.ToDictionary(row => row.Customer, row => CustomerCard.Of(row, view));
    }

    /// <summary>What a customer is called, to be sealed again and not to be shown; null when nobody has said it in the territory.</summary>
    public async Task<string?> NameToSealAsync(AccessScope scope, CustomerId customer, CancellationToken cancellation)
    {
        var rows = (await models.AskAsync(scope, Projection, connection => CardsAsync(connection, scope, [customer.Value], cancellation), cancellation)).Data;
        return rows.Count == 0 || await vault.IsErasedAsync(customer, cancellation) ? null : (await vault.OpenerAsync([customer], cancellation)).Open(customer, rows[0].Name);
    }

    private static async Task<Guid[]> BearersAsync(NpgsqlConnection connection, AccessScope scope, string? hash, CancellationToken cancellation)
    {
        var where = new Conditions();
        scope.Narrow(where);
        where.AddEqual("number_hash", hash ?? "");
        var bearers = await CustomerNumber.Table.QueryAsync(connection, $"select {CustomerNumber.Table.ColumnList} from {CustomerNumber.Table.Name} {where}", where.Values, cancellation);
        return [.. bearers.Select(row => row.Customer).Distinct()];
    }

    /// <summary>The latest row of each customer in the territory, the one seen last first.</summary>
    private static async Task<IReadOnlyList<CustomerRow>> CardsAsync(NpgsqlConnection connection, AccessScope scope, Guid[] customers, CancellationToken cancellation)
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
            row.Contact, AccessScope.Code(row.Province, row.City), row.Channel, row.Direction, row.Outcome, row.OccurredAt, row.Precision, row.RecordedAt,
            row.Complaint, Show(row.Place), Show(row.CustomerSaid), Show(row.OperatorDid));
    }
}
