namespace CaseFlow.Access;

/// <summary>Give somebody an account.</summary>
/// <param name="Account">Its id.</param>
/// <param name="UserName">What they sign in with.</param>
/// <param name="DisplayName">What they are called.</param>
/// <param name="Home">The territory that they belong to.</param>
/// <param name="Within">The territory of whoever gives it.</param>
public sealed record CreateAccount(AccountId Account, string UserName, string DisplayName, string Home, string Within);

/// <summary>Give an account a role.</summary>
/// <param name="Grant">Which, and where.</param>
/// <param name="Within">The territory of whoever gives it.</param>
public sealed record GrantRole(Grant Grant, string Within);

/// <summary>Take a role from an account.</summary>
/// <param name="Grant">Which, and where.</param>
/// <param name="Within">The territory of whoever takes it.</param>
/// <param name="IsLastAdministrator">Whether no other account administers the whole operator.</param>
public sealed record WithdrawRole(Grant Grant, string Within, bool IsLastAdministrator);

/// <summary>Give an account another password.</summary>
/// <param name="Password">Which one.</param>
/// <param name="MustBeReplaced">Whether somebody else knows it.</param>
/// <param name="Within">The territory of whoever sets it; <c>all</c> for one's own.</param>
public sealed record SetPassword(PasswordId Password, bool MustBeReplaced, string Within);

/// <summary>Let nobody sign in for a while.</summary>
public sealed record LockAccount(DateTimeOffset Until);

/// <summary>Open the lock before its time.</summary>
/// <param name="Within">The territory of whoever opens it.</param>
public sealed record UnlockAccount(string Within);

/// <summary>Let an account not be used any more.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Within">The territory of whoever blocks it.</param>
/// <param name="IsLastAdministrator">Whether no other account administers the whole operator.</param>
public sealed record BlockAccount(string Reason, string Within, bool IsLastAdministrator);

/// <summary>Let a blocked account be used again.</summary>
/// <param name="Within">The territory of whoever restores it.</param>
public sealed record RestoreAccount(string Within);

/// <summary>What may be done with an account.</summary>
public static class AccountDecisions
{
    public static Decision<AccountEvent> Create(Account account, CreateAccount command) => account switch
    {
        _ when !Territories.Includes(command.Within, command.Home) => AccountRefusals.BeyondTerritory,
        { Status: AccountStatus.Missing } => new AccountCreated(command.Account, command.UserName, command.DisplayName, command.Home),
        _ when account.UserName == command.UserName && account.DisplayName == command.DisplayName && account.Home == command.Home => Decision.Nothing,
        _ => AccountRefusals.UserNameTaken,
    };

    public static Decision<AccountEvent> Grant(Account account, GrantRole command) => account switch
    {
        { Status: AccountStatus.Missing } => AccountRefusals.Unknown,
        _ when !account.IsWithin(command.Within) || !Territories.Includes(command.Within, command.Grant.Territory) => AccountRefusals.BeyondTerritory,
        _ when command.Grant.Role == Role.SpecialistDepartment != command.Grant.Department is not null => AccountRefusals.DepartmentMismatch,
        _ when account.Grants.Contains(command.Grant) => Decision.Nothing,
        _ => new RoleGranted(command.Grant),
    };

    public static Decision<AccountEvent> Withdraw(Account account, WithdrawRole command) => account switch
    {
        { Status: AccountStatus.Missing } => AccountRefusals.Unknown,
        _ when !account.IsWithin(command.Within) => AccountRefusals.BeyondTerritory,
        _ when !account.Grants.Contains(command.Grant) => Decision.Nothing,
        { Administers: true } when command.IsLastAdministrator && command.Grant is { Role: Role.Administrator, Territory: Territories.All } => AccountRefusals.LastAdministrator,
        _ => new RoleWithdrawn(command.Grant),
    };

    public static Decision<AccountEvent> SetPassword(Account account, SetPassword command) => account switch
    {
        { Status: AccountStatus.Missing } => AccountRefusals.Unknown,
        _ when !account.IsWithin(command.Within) => AccountRefusals.BeyondTerritory,
        _ when account.Password == command.Password => Decision.Nothing,
        _ => new PasswordSet(command.Password, command.MustBeReplaced),
    };

    public static Decision<AccountEvent> Lock(Account account, LockAccount command) => account switch
    {
        { Status: AccountStatus.Missing } => AccountRefusals.Unknown,
        _ when account.LockedUntil >= command.Until => Decision.Nothing,
        _ => new AccountLocked(command.Until),
    };

    public static Decision<AccountEvent> Unlock(Account account, UnlockAccount command) => account switch
    {
        { Status: AccountStatus.Missing } => AccountRefusals.Unknown,
        _ when !account.IsWithin(command.Within) => AccountRefusals.BeyondTerritory,
        { LockedUntil: null } => Decision.Nothing,
        _ => new AccountUnlocked(),
    };

    public static Decision<AccountEvent> Block(Account account, BlockAccount command) => account switch
    {
        { Status: AccountStatus.Missing } => AccountRefusals.Unknown,
        _ when !account.IsWithin(command.Within) => AccountRefusals.BeyondTerritory,
        { Status: AccountStatus.Blocked } => Decision.Nothing,
        { Administers: true } when command.IsLastAdministrator => AccountRefusals.LastAdministrator,
        _ => new AccountBlocked(command.Reason),
    };

    public static Decision<AccountEvent> Restore(Account account, RestoreAccount command) => account switch
    {
        { Status: AccountStatus.Missing } => AccountRefusals.Unknown,
        _ when !account.IsWithin(command.Within) => AccountRefusals.BeyondTerritory,
        { Status: AccountStatus.Active } => Decision.Nothing,
        _ => new AccountRestored(),
    };
}

/// <summary>Why something is not done with an account.</summary>
public static class AccountRefusals
{
    public static readonly Refusal Unknown = new("account-unknown", "There is no such account.");
    public static readonly Refusal UserNameTaken = new("user-name-taken", "Somebody else has this user name.");
    public static readonly Refusal BeyondTerritory = new("grant-beyond-territory", "The account, or what it would be given, reaches beyond your own territory.");
    public static readonly Refusal DepartmentMismatch = new("department-mismatch", "A specialist department names its department, and no other role has one.");
    public static readonly Refusal LastAdministrator = new("last-administrator", "This is the last administrator of the whole operator; make another one first.");
}
