using System.Collections.Frozen;
using CaseFlow.Access;
using Microsoft.AspNetCore.Http.Metadata;

namespace CaseFlow.Server.Platform.Web;

/// <summary>Names the command of a route that takes no body.</summary>
/// <param name="Request">The command.</param>
public sealed record Speaks(Type Request);

/// <summary>What each command asks of whoever says it, read from the routes: a page must not be able to do what the API forbids.</summary>
public sealed class CommandPermissions(EndpointDataSource endpoints)
{
    private readonly Lazy<FrozenDictionary<Type, Permission>> byRequest = new(() => Of(endpoints));

    /// <summary>The permission of the route that takes the request.</summary>
    public Permission Of<TRequest>() => byRequest.Value.TryGetValue(typeof(TRequest), out var permission)
        ? permission
        : throw new InvalidOperationException($"No route takes {typeof(TRequest).Name}, so that nothing says who may send it.");

    private static FrozenDictionary<Type, Permission> Of(EndpointDataSource endpoints) => endpoints.Endpoints
        .Select(endpoint => (RequestType: endpoint.Metadata.GetMetadata<Speaks>()?.Request ?? endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType, endpoint.Metadata.GetMetadata<AccessRule>()?.Permission))
        .Where(route => route is { RequestType: not null, Permission: not null })
        .GroupBy(route => route.RequestType!, route => route.Permission!.Value)
        .ToFrozenDictionary(group => group.Key, group => group.Distinct().Single());
}
