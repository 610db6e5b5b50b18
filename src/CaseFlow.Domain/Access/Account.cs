using System.Collections.Immutable;
using System.Diagnostics;

namespace CaseFlow.Access;

/// <summary>Whether an account is there and may be used.</summary>
public enum AccountStatus
{
    /// <summary>There is none.</summary>
    Missing,

    /// <summary>It may be used.</summary>
    Active,

    /// <summary>It was blocked.</summary>
    Blocked,
}

/// <summary>An account, as far as signing in and keeping it need to know.</summary>
public sealed record Account(AccountStatus Status, string UserName, string DisplayName, string Home)
{
    public static readonly Account Missing = new(AccountStatus.Missing, "", "", "");

    /// <summary>The roles, the oldest first.</summary>
    public ImmutableList<Grant> Grants { get; init; } = [];

    /// <summary>The password in force; null when there never was one.</summary>
    public PasswordId? Password { get; init; }

    /// <summary>Whether the password must be replaced before anything else is done.</summary>
    public bool MustReplacePassword { get; init; }

    /// <summary>Until when nobody signs in; null when that is open.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>Counts what ends sessions: one with another stamp is over.</summary>
    public int Stamp { get; init; }

    /// <summary>Whether the account keeps accounts of the whole operator.</summary>
    public bool Administers => Status == AccountStatus.Active && Grants.Any(grant => grant is { Role: Role.Administrator, Territory: Territories.All });

    /// <summary>Whether the account and all its roles lie within a territory, so that whoever keeps accounts there may keep this one.</summary>
    public bool IsWithin(string territory) => Territories.Includes(territory, Home) && Grants.All(grant => Territories.Includes(territory, grant.Territory));

    public static Account Evolve(Account account, AccountEvent @event)
    {
        ArgumentNullException.ThrowIfNull(account);
        return @event switch
        {
            AccountCreated e => account with { Status = AccountStatus.Active, UserName = e.UserName, DisplayName = e.DisplayName, Home = e.Home },
            RoleGranted e => account with { Grants = account.Grants.Add(e.Grant), Stamp = account.Stamp + 1 },
            RoleWithdrawn e => account with { Grants = account.Grants.Remove(e.Grant), Stamp = account.Stamp + 1 },
            PasswordSet e => account with { Password = e.Password, MustReplacePassword = e.MustBeReplaced, LockedUntil = null, Stamp = account.Stamp + 1 },
            AccountLocked e => account with { LockedUntil = e.Until },
            AccountUnlocked => account with { LockedUntil = null },
            AccountBlocked => account with { Status = AccountStatus.Blocked, Stamp = account.Stamp + 1 },
            AccountRestored => account with { Status = AccountStatus.Active },
            _ => throw new UnreachableException(@event?.GetType().Name),
        };
    }
}

/// <summary>Parts of the operator, by their code: <c>all</c>, a province or a city of it.</summary>
public static class Territories
{
    /// <summary>The whole operator.</summary>
    public const string All = "all";

    /// <summary>Whether all of one territory lies within another.</summary>
    public static bool Includes(string outer, string inner)
    {
        ArgumentNullException.ThrowIfNull(outer);
        ArgumentNullException.ThrowIfNull(inner);
        return outer == All || inner == outer || inner.StartsWith(outer + ".", StringComparison.Ordinal);
    }
}
