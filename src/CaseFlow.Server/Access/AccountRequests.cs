using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Access;

/// <summary>Give somebody an account.</summary>
public sealed record CreateAccountRequest : CommandRequest
{
    /// <summary>What they sign in with: letters, digits, dots, hyphens and underscores; kept in lower case.</summary>
    [Required]
    public string? UserName { get; init; }

    /// <summary>What they are called.</summary>
    [Required]
    public string? DisplayName { get; init; }

    /// <summary>The territory that they belong to: all, a province (cn-js) or a city (cn-js.nanjing).</summary>
    [Required]
    public string? Territory { get; init; }
}

/// <summary>A role in a territory.</summary>
public abstract record GrantRequest : CommandRequest
{
    /// <summary>The role.</summary>
    [Required]
    public Role? Role { get; init; }

    /// <summary>Where: all, a province (cn-js) or a city (cn-js.nanjing).</summary>
    [Required]
    public string? Territory { get; init; }

    /// <summary>The department, of specialist departments only.</summary>
    public string? Department { get; init; }

    internal Grant Read(FieldErrors errors, TermList departments) =>
        new(errors.Choice("role", Role), AccountFields.Territory(errors, Territory), errors.OptionalTerm("department", Department, departments)?.Code);
}

/// <summary>Give an account a role.</summary>
public sealed record GrantRoleRequest : GrantRequest;

/// <summary>Take a role from an account.</summary>
public sealed record WithdrawRoleRequest : GrantRequest;

/// <summary>Let an account not be used any more.</summary>
public sealed record BlockAccountRequest : CommandRequest
{
    /// <summary>Why; it names no customer.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>Let a blocked account be used again.</summary>
public sealed record RestoreAccountRequest : CommandRequest;

/// <summary>Open the lock of an account before its time.</summary>
public sealed record UnlockAccountRequest : CommandRequest;

/// <summary>Give an account a one-time password, which the answer tells.</summary>
public sealed record ResetPasswordRequest : CommandRequest;

/// <summary>What the fields of accounts and tokens take.</summary>
public static class AccountFields
{
    /// <summary>The longest user name.</summary>
    public const int LongestUserName = 60;

    /// <summary>A user name, in the spelling that is kept.</summary>
    public static string UserName(FieldErrors errors, string? value)
    {
        ArgumentNullException.ThrowIfNull(errors);
        var name = errors.Text("userName", value, LongestUserName);
        if (name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_'))) errors.Add("userName", FieldCodes.Malformed, "userName is letters, digits, dots, hyphens and underscores.");
        return AccountBook.Normal(name);
    }

    /// <summary>The code of a territory.</summary>
    public static string Territory(FieldErrors errors, string? value)
    {
        ArgumentNullException.ThrowIfNull(errors);
        var text = errors.Text("territory", value, FieldErrors.ShortText);
        var scope = AccessScope.TryParse(text);
        if (scope is null && text.Length > 0) errors.Add("territory", FieldCodes.Malformed, "territory is all, a province (cn-js) or a city (cn-js.nanjing).");
        return (scope ?? AccessScope.All).ToString();
    }
}
