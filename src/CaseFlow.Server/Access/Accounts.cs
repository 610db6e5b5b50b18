using CaseFlow.Access;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Access;

/// <summary>An account as the list shows it.</summary>
public sealed record AccountRow
{
    public required Guid Account { get; init; }
    public required string UserName { get; init; }
    public required string DisplayName { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }

    /// <summary>Each as <c>role@territory</c>, with <c>#department</c> where it has one.</summary>
    public string[] Grants { get; init; } = [];
    public AccountStatus Status { get; init; } = AccountStatus.Active;
    public bool HasPassword { get; init; }
    public DateTimeOffset? LockedUntil { get; init; }
    public required long Version { get; init; }

    /// <summary>The table.</summary>
    public static readonly ProjectionTable<AccountRow> Table = RowSecurity.Table<AccountRow>("caseflow_accounts", RowsOf.Territory, "account");
}

/// <summary>An account and what it may be.</summary>
/// <param name="Id">The account.</param>
/// <param name="UserName">What they sign in with.</param>
/// <param name="DisplayName">What they are called.</param>
/// <param name="Territory">The territory that they belong to.</param>
/// <param name="Grants">Its roles.</param>
/// <param name="Status">Whether it may be used.</param>
/// <param name="HasPassword">Whether it has a password; an account of an identity provider has none.</param>
/// <param name="LockedUntil">Until when nobody signs in; past or null when it is open.</param>
/// <param name="Version">Its version.</param>
public sealed record AccountEntry(
    Guid Id, string UserName, string DisplayName, string Territory, IReadOnlyList<Grant> Grants, AccountStatus Status, bool HasPassword, DateTimeOffset? LockedUntil, long Version) : IVersioned;

/// <summary>Which accounts are there, and what may they be?</summary>
public sealed class Accounts(ReadModels models)
{
    /// <summary>The projection's name.</summary>
    public const string Projection = "Accounts";

    private static readonly string Select = $"select {AccountRow.Table.ColumnList} from {AccountRow.Table.Name}";

    /// <summary>The projection.</summary>
    public static IProjection Create() => new RowProjection<AccountRow>(Projection, version: 1, AccountRow.Table, e => e.Data is AccountEvent ? [new RowKey(e.Stream.Value)] : [], (row, e, _) => Fold(row, (AccountEvent)e.Data, e.Version));

    /// <summary>Accounts of a territory by user name.</summary>
    /// <param name="scope">The territory.</param>
    /// <param name="search">What the user name begins with; null for all.</param>
    /// <param name="page">Which page.</param>
    /// <param name="cancellation">Cancels the question.</param>
    public Task<ReadAnswer<Page<AccountEntry>>> AskAsync(AccessScope scope, string? search, PageRequest page, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(page);
        var digest = Cursor.DigestOf(scope.ToString(), search ?? "");
        var behind = Cursor.Read(page.Cursor, digest, parts: 1);
        return models.AskAsync(
            scope,
            Projection,
            async connection =>
            {
                var where = new Conditions();
                scope.Narrow(where);
                if (search is not null) where.Add($"starts_with(user_name, {where.Value(AccountBook.Normal(search))})");
                await using var count = where.Command(connection, $"select count(*) from {AccountRow.Table.Name} {where}");
                var total = (long)(await count.ExecuteScalarAsync(cancellation))!;
                if (behind is not null) where.Add($"user_name collate \"C\" > {where.Value(behind[0])}");
                var rows = await AccountRow.Table.QueryAsync(connection, $"{Select} {where} order by user_name collate \"C\" limit {where.Value(page.Limit + 1)}", where.Values, cancellation);
                var shown = rows.Take(page.Limit).ToList();
                return new Page<AccountEntry>([.. shown.Select(Entry)], total, TotalIsAtLeast: false, rows.Count > page.Limit ? Cursor.Behind(digest, shown[^1].UserName) : null);
            },
            cancellation);
    }

    /// <summary>One account; null when it is not there, or not in the territory.</summary>
    public async Task<ReadAnswer<AccountEntry>?> FindAsync(AccessScope scope, AccountId account, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var answer = await models.AskAsync(
            scope,
            Projection,
            async connection =>
            {
                var where = new Conditions();
                scope.Narrow(where);
                where.Add($"account = {where.Value(account.Value)}");
                return (await AccountRow.Table.QueryAsync(connection, $"{Select} {where}", where.Values, cancellation)).Select(Entry).SingleOrDefault();
            },
            cancellation);
        return answer.Data is { } entry ? new(answer.Position, answer.AsOf, entry) : null;
    }

    private static AccountRow? Fold(AccountRow? row, AccountEvent @event, long version) => (row, @event) switch
    {
        (_, AccountCreated e) => new()
        {
            Account = e.Account.Value,
            UserName = e.UserName,
            DisplayName = e.DisplayName,
            Province = ProvinceOf(e.Home),
            City = CityOf(e.Home),
            Version = version,
        },
        (null, _) => null,
        (_, RoleGranted e) => row with { Grants = [.. row.Grants, Text(e.Grant)], Version = version },
        (_, RoleWithdrawn e) => row with { Grants = [.. row.Grants.Where(grant => grant != Text(e.Grant))], Version = version },
        (_, PasswordSet) => row with { HasPassword = true, LockedUntil = null, Version = version },
        (_, AccountLocked e) => row with { LockedUntil = e.Until, Version = version },
        (_, AccountUnlocked) => row with { LockedUntil = null, Version = version },
        (_, AccountBlocked) => row with { Status = AccountStatus.Blocked, Version = version },
        (_, AccountRestored) => row with { Status = AccountStatus.Active, Version = version },
        _ => throw new System.Diagnostics.UnreachableException(@event.GetType().Name),
    };

    /// <summary>The province of a territory; empty for the whole operator.</summary>
    internal static string ProvinceOf(string territory) => AccessScope.TryParse(territory)?.Province ?? "";

    /// <summary>The city of a territory; empty for a province as a whole.</summary>
    internal static string CityOf(string territory) => AccessScope.TryParse(territory)?.City ?? "";

    /// <summary>The territory of a row.</summary>
    internal static string TerritoryOf(string province, string city) => province.Length == 0 ? Territories.All : AccessScope.Code(province, city);

    private static AccountEntry Entry(AccountRow row) =>
        new(row.Account, row.UserName, row.DisplayName, TerritoryOf(row.Province, row.City), [.. row.Grants.Select(Read)], row.Status, row.HasPassword, row.LockedUntil, row.Version);

    private static string Text(Grant grant) => $"{grant.Role}@{grant.Territory}{(grant.Department is null ? "" : $"#{grant.Department}")}";

    private static Grant Read(string text)
    {
        var (place, department) = text.Split('#') is [var first, var second] ? (first, second) : (text, null);
        return place.Split('@') is [var role, var territory] ? new(Enum.Parse<Role>(role), territory, department) : throw new FormatException($"{text} is no grant.");
    }
}

/// <summary>The questions about accounts over HTTP.</summary>
public static class AccountRoutes
{
    private static readonly QueryParameter[] OfList = [new("search", "What the user name begins with."), .. QueryParameter.OfLists];

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapQuery<Accounts, Page<AccountEntry>>(
            "/accounts",
            Permission.ManageAccounts,
            (KeepingAccounts.Tag, "Accounts whose home lies in a territory, by user name."),
            [Accounts.Projection],
            OfList,
            query =>
            {
                var (search, page) = (query.Text("search"), query.Page());
                return async (accounts, asker, cancellation) => await accounts.AskAsync(asker.Scope, search, page, cancellation);
            });
        api.MapQuery<Accounts, AccountEntry>(
            "/accounts/{id:guid}",
            Permission.ManageAccounts,
            (KeepingAccounts.Tag, "One account with its roles."),
            [Accounts.Projection],
            [],
            query =>
            {
                var id = AccountId.From(query.PathId("id"));
                return (accounts, asker, cancellation) => accounts.FindAsync(asker.Scope, id, cancellation);
            });
    }
}
