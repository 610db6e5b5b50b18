using System.Security.Claims;
using CaseFlow.Access;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Access;

/// <summary>Roles that somebody has in one territory and department. One acts under one hat at a time.</summary>
/// <param name="Roles">The roles; what each may do, the hat may.</param>
/// <param name="Territory">Where.</param>
/// <param name="Department">The department whose cases they see; null for all.</param>
public sealed record Hat(IReadOnlyList<Role> Roles, string Territory, string? Department)
{
    /// <summary>The hats that grants come to, in the order in which they were given.</summary>
    public static IReadOnlyList<Hat> Of(IEnumerable<Grant> grants) =>
        [.. grants.GroupBy(grant => (grant.Territory, grant.Department)).Select(group => new Hat([.. group.Select(grant => grant.Role)], group.Key.Territory, group.Key.Department))];

    /// <summary>Names the hat: a role, its territory, and the department where it has one.</summary>
    public override string ToString() => $"{Roles[0]}@{Territory}{(Department is null ? "" : $"#{Department}")}";

    /// <summary>Whether a name means this hat: one of its roles, or one at its territory.</summary>
    public bool IsNamed(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name == ToString()) return true;
        var (role, territory) = name.Split('@') is [var first, var second] ? (first, second) : (name, Territory);
        return territory == Territory && Roles.Any(one => string.Equals(one.ToString(), role, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The caller under this hat.</summary>
    public Caller Caller(string actor)
    {
        var permissions = Roles.SelectMany(RoleRules.Of).ToHashSet();
        return new(actor)
        {
            Permissions = permissions,
            Scope = AccessScope.TryParse(Territory)?.Of(Department) ?? throw new InvalidOperationException($"{Territory} is no territory."),
        };
    }
}

/// <summary>Who is at the other end: an account, a machine's token, or somebody whom the operator's identity provider names.</summary>
/// <param name="Name">The name on everything that they do.</param>
/// <param name="DisplayName">What they are called.</param>
/// <param name="Hats">What they may be; none when they have no role.</param>
public sealed record SignedIn(string Name, string DisplayName, IReadOnlyList<Hat> Hats)
{
    private IReadOnlyList<Caller>? callers;

    /// <summary>Whether they may name the person that they speak for.</summary>
    public bool SpeaksForOthers { get; init; }

    /// <summary>Whether their password must be replaced before anything else is done.</summary>
    public bool MustReplacePassword { get; init; }

    /// <summary>Whether they came by a session cookie, which a browser sends for whoever makes it.</summary>
    public bool BySession { get; init; }

    /// <summary>The caller under a hat.</summary>
    public Caller Under(Hat hat)
    {
        // The same for every request of the same answer of the cache.
        callers ??= [.. Hats.Select(one => one.Caller(Name))];
        return callers[Hats.ToList().IndexOf(hat)];
    }

    /// <summary>As the request's user.</summary>
    public ClaimsPrincipal Principal(string scheme, params IEnumerable<Claim> claims) => new(new SignedInIdentity(this, scheme, [new Claim(ClaimTypes.Name, Name), .. claims]));

    /// <summary>Who sent the request; null when nobody signed in.</summary>
    public static SignedIn? Of(ClaimsPrincipal? user) => (user?.Identity as SignedInIdentity)?.Who;
}

/// <summary>The user of a request who signed in.</summary>
public sealed class SignedInIdentity(SignedIn who, string scheme, IEnumerable<Claim> claims) : ClaimsIdentity(claims, scheme)
{
    /// <summary>Who.</summary>
    public SignedIn Who => who;
}
