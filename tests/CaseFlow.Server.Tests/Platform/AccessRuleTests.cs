using CaseFlow.Server.Platform.Web;
using CaseFlow.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Server.Tests.Platform;

/// <summary>Every route says who may use it.</summary>
public sealed class AccessRuleTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public void A_route_of_the_api_or_of_health_has_a_rule()
    {
        var routes = shared.Server.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(route => IsOurs(route.RoutePattern.RawText!)).ToList();
        Assert.True(routes.Count > 50, $"Only {routes.Count} routes.");
        Assert.Empty(routes.Where(route => route.Metadata.GetMetadata<AccessRule>() is null).Select(route => route.DisplayName));
    }

    private static bool IsOurs(string pattern) => pattern.StartsWith("/api/", StringComparison.Ordinal) || pattern.StartsWith("/health/", StringComparison.Ordinal) || pattern.StartsWith("/session", StringComparison.Ordinal);
}
