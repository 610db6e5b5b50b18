using System.Diagnostics;

namespace CaseFlow.Access;

/// <summary>A fact about one token of a machine.</summary>
public abstract record TokenEvent;

/// <summary>A machine was given a token. Its secret stands nowhere, and the secret's hash not here.</summary>
public sealed record TokenIssued : TokenEvent
{
    /// <summary>Which one.</summary>
    public required TokenId Token { get; init; }

    /// <summary>What the machine is called; the name on everything that it does for itself.</summary>
    public required string Name { get; init; }

    /// <summary>What it may do.</summary>
    public required IReadOnlyList<Role> Roles { get; init; }

    /// <summary>Where it may do it.</summary>
    public required string Territory { get; init; }

    /// <summary>The department whose cases it sees; of specialist departments only.</summary>
    public string? Department { get; init; }

    /// <summary>Until when it is good.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Whether it may name the person that it speaks for.</summary>
    public required bool SpeaksForOthers { get; init; }
}

/// <summary>A token is good no more.</summary>
public sealed record TokenRevoked : TokenEvent;

/// <summary>A token of a machine.</summary>
public sealed record Token(TokenIssued? Issued, bool Revoked)
{
    public static readonly Token Missing = new(Issued: null, Revoked: false);

    public static Token Evolve(Token token, TokenEvent @event)
    {
        ArgumentNullException.ThrowIfNull(token);
        return @event switch
        {
            TokenIssued e => token with { Issued = e },
            TokenRevoked => token with { Revoked = true },
            _ => throw new UnreachableException(@event?.GetType().Name),
        };
    }
}

/// <summary>Give a machine a token.</summary>
/// <param name="Token">What it is given.</param>
/// <param name="IssuedAt">The present.</param>
/// <param name="Within">The territory of whoever gives it.</param>
public sealed record IssueToken(TokenIssued Token, DateTimeOffset IssuedAt, string Within);

/// <summary>Let a token be good no more.</summary>
/// <param name="Within">The territory of whoever revokes it.</param>
public sealed record RevokeToken(string Within);

/// <summary>What may be done with a token.</summary>
public static class TokenDecisions
{
    /// <summary>The longest life of a token.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromDays(366);

    public static Decision<TokenEvent> Issue(Token token, IssueToken command) => token switch
    {
        { Issued: not null } => Decision.Nothing,
        _ when !Territories.Includes(command.Within, command.Token.Territory) => TokenRefusals.BeyondTerritory,
        _ when command.Token.Roles.Contains(Role.SpecialistDepartment) != command.Token.Department is not null => TokenRefusals.DepartmentMismatch,
        _ when command.Token.ExpiresAt <= command.IssuedAt || command.Token.ExpiresAt > command.IssuedAt + LongestLife => TokenRefusals.LifeOutOfRange,
        _ => command.Token,
    };

    public static Decision<TokenEvent> Revoke(Token token, RevokeToken command) => token switch
    {
        { Issued: null } => TokenRefusals.Unknown,
        _ when !Territories.Includes(command.Within, token.Issued.Territory) => TokenRefusals.BeyondTerritory,
        { Revoked: true } => Decision.Nothing,
        _ => new TokenRevoked(),
    };
}

/// <summary>Why something is not done with a token.</summary>
public static class TokenRefusals
{
    public static readonly Refusal Unknown = new("token-unknown", "There is no such token.");
    public static readonly Refusal BeyondTerritory = new("token-beyond-territory", "The token reaches beyond your own territory.");
    public static readonly Refusal DepartmentMismatch = new("token-department-mismatch", "A token of a specialist department names the department, and no other has one.");
    public static readonly Refusal LifeOutOfRange = new("token-life-out-of-range", "A token is good for a year at most, and from now on.");
}
