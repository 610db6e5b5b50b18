using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing.Template;

namespace CaseFlow.Server.Platform.Web;

/// <summary>Answers what is below <c>/api</c> and nothing else takes; the pages' own catch-all would otherwise.</summary>
public static class UnknownRoutes
{
    /// <summary>Maps what is left of <c>/api</c>.</summary>
    public static void MapUnknown(this IEndpointRouteBuilder api) =>
        api.Map("/{**path}", (HttpContext http, EndpointDataSource endpoints) =>
        {
            var near = endpoints.Endpoints.OfType<RouteEndpoint>().Where(endpoint => IsAt(endpoint, http.Request.Path)).ToList();
            var here = near.Where(endpoint => Methods(endpoint).Contains(http.Request.Method)).ToList();
            if (here.Any(endpoint => endpoint.Metadata.GetMetadata<IAcceptsMetadata>() is not null) && !http.Request.HasJsonContentType())
                return ApiProblems.NotJson();
            if (near.Count == 0 || here.Count > 0)
                return Answers.Problem(ProblemCodes.NoSuchRoute, $"The API has no {http.Request.Path}; /api/docs lists what it has.");
            http.Response.Headers.Allow = string.Join(", ", near.SelectMany(Methods).Distinct().Order(StringComparer.Ordinal));
            return Answers.Problem(ProblemCodes.MethodNotAllowed, $"{http.Request.Path} takes {http.Response.Headers.Allow}.");
        }).IsOpen().ExcludeFromDescription();

    private static bool IsAt(RouteEndpoint endpoint, PathString path) =>
        endpoint.RoutePattern.RawText?.StartsWith("/api/", StringComparison.Ordinal) == true
        && Methods(endpoint).Count > 0
        && new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []).TryMatch(path, []);

    private static IReadOnlyList<string> Methods(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
}
