namespace CaseFlow.Access;

/// <summary>A fact about one account.</summary>
public abstract record AccountEvent;

/// <summary>What somebody is, and where.</summary>
/// <param name="Role">The role.</param>
/// <param name="Territory"><c>all</c>, a province (<c>cn-js</c>) or a city (<c>cn-js.nanjing</c>).</param>
/// <param name="Department">The department whose cases they see; of specialist departments only.</param>
public sealed record Grant(Role Role, string Territory, string? Department = null);

/// <summary>Somebody was given an account, as yet without a role.</summary>
/// <param name="Account">Which one; follows from the user name.</param>
/// <param name="UserName">What they sign in with, and the name on everything that they do.</param>
/// <param name="DisplayName">What they are called.</param>
/// <param name="Home">The territory that they belong to; whoever keeps accounts there keeps this one.</param>
public sealed record AccountCreated(AccountId Account, string UserName, string DisplayName, string Home) : AccountEvent;

/// <summary>The account has a role from now on.</summary>
/// <param name="Grant">Which, and where.</param>
public sealed record RoleGranted(Grant Grant) : AccountEvent;

/// <summary>The account has a role no more; sessions that it had end.</summary>
/// <param name="Grant">Which, and where.</param>
public sealed record RoleWithdrawn(Grant Grant) : AccountEvent;

/// <summary>The account has another password from now on; sessions that it had end. The password itself stands nowhere, and its hash not here.</summary>
/// <param name="Password">Which one, so that its hash is found.</param>
/// <param name="MustBeReplaced">Whether somebody else knows it, so that it must be replaced at the next sign-in.</param>
public sealed record PasswordSet(PasswordId Password, bool MustBeReplaced) : AccountEvent;

/// <summary>Too many wrong passwords were tried; nobody signs in for a while.</summary>
/// <param name="Until">When the lock opens by itself.</param>
public sealed record AccountLocked(DateTimeOffset Until) : AccountEvent;

/// <summary>The lock was opened before its time.</summary>
public sealed record AccountUnlocked : AccountEvent;

/// <summary>The account may not be used any more; its sessions end.</summary>
/// <param name="Reason">Why; it names no customer.</param>
public sealed record AccountBlocked(string Reason) : AccountEvent;

/// <summary>A blocked account may be used again.</summary>
public sealed record AccountRestored : AccountEvent;
