using CaseFlow.Access;
using Microsoft.AspNetCore.Mvc;

namespace CaseFlow.Server.Platform.Web;

/// <summary>What a route asks of whoever uses it. A route without a rule is refused by a test.</summary>
/// <param name="Permission">The permission; null when the route is open to everybody.</param>
public sealed record AccessRule(Permission? Permission)
{
    /// <summary>Open to everybody, signed in or not.</summary>
    public static readonly AccessRule Open = new(Permission: null);
}

/// <summary>Gives routes their rule.</summary>
public static class AccessRules
{
    private static readonly ProducesResponseTypeMetadata Unauthenticated = new(StatusCodes.Status401Unauthorized, typeof(ProblemDetails), ["application/problem+json"]);
    private static readonly ProducesResponseTypeMetadata Forbidden = new(StatusCodes.Status403Forbidden, typeof(ProblemDetails), ["application/problem+json"]);

    /// <summary>Only who has the permission may use the route.</summary>
    public static TRoute Requires<TRoute>(this TRoute route, Permission permission)
        where TRoute : IEndpointConventionBuilder => route.WithMetadata(new AccessRule(permission), Unauthenticated, Forbidden);

    /// <summary>Everybody may use the route, signed in or not.</summary>
    public static TRoute IsOpen<TRoute>(this TRoute route)
        where TRoute : IEndpointConventionBuilder => route.WithMetadata(AccessRule.Open);
}

/// <summary>What a page asks of whoever opens it. Every page has one of the three below, which a test sees to.</summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class PageRuleAttribute : Attribute;

/// <summary>Only who has the permission may open the page.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsAttribute(Permission permission) : PageRuleAttribute
{
    /// <summary>The permission.</summary>
    public Permission Permission => permission;
}

/// <summary>Whoever has signed in may open the page.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ForAllSignedInAttribute : PageRuleAttribute;

/// <summary>Everybody may open the page; it is how one signs in.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ForEverybodyAttribute : PageRuleAttribute;
