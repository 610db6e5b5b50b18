using System.Collections.Immutable;
using CaseFlow.Access;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Platform.Web;

/// <summary>Who asks, what they may do and where, and which customers were revealed to them.</summary>
/// <param name="Actor">The account.</param>
public sealed record Caller(string Actor)
{
    /// <summary>What they may do.</summary>
    public required IReadOnlySet<Permission> Permissions { get; init; }

    /// <summary>The part of the operator in which they may do it.</summary>
    public required AccessScope Scope { get; init; }

    /// <summary>The department whose cases they see; null for all.</summary>
    public string? Department => Scope.Department;

    /// <summary>The customers whom they see in clear, for a purpose that was recorded, and until when. Of all others they see masks.</summary>
    public ImmutableDictionary<CustomerId, DateTimeOffset> Revealed { get; init; } = ImmutableDictionary<CustomerId, DateTimeOffset>.Empty;

    /// <summary>The machine that speaks for them: the name of its token.</summary>
    public string? Via { get; init; }

    /// <summary>The header in which a machine that may speak for others names the person.</summary>
    public const string ActorHeader = "X-CaseFlow-Actor";

    /// <summary>The header that chooses among the roles that the caller has: a role, or role@territory.</summary>
    public const string RoleHeader = "X-CaseFlow-Role";

    /// <summary>What stands in the place of data that the caller may not see.</summary>
    public const string Masked = "•••";

    /// <summary>Who sent the request, as access control found.</summary>
    public static Caller Of(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return http.Features.Get<Caller>() ?? throw new InvalidOperationException($"{http.Request.Path} is open to everybody and asks who calls.");
    }

    /// <summary>Whether they may do something.</summary>
    public bool May(Permission permission) => Permissions.Contains(permission);

    /// <summary>Somebody who may do everything everywhere.</summary>
    public static Caller Unrestricted(string actor) =>
        new(actor) { Permissions = new HashSet<Permission>(Enum.GetValues<Permission>()), Scope = AccessScope.All };
}
