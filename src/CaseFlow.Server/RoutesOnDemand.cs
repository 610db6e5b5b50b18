using Microsoft.Extensions.Options;

// In the namespace around all slices, so that their MapGet, MapPost and MapDelete are these.
namespace CaseFlow.Server;

/// <summary>Routes whose handlers are compiled by the first request for them, and not all at the start.</summary>
/// <remarks>
/// The framework compiles the binding of every route's parameters before it serves the first one; with some three hundred routes that is a
/// noticeable part of a start, and most of them are not asked for soon. What a route says of itself in the API's document is the same.
/// </remarks>
public static class RoutesOnDemand
{
    /// <summary>Maps <c>GET</c>.</summary>
    public static RouteHandlerBuilder MapGet(this IEndpointRouteBuilder routes, string pattern, Delegate handler) => Map(routes, HttpMethods.Get, pattern, handler);

    /// <summary>Maps <c>POST</c>.</summary>
    public static RouteHandlerBuilder MapPost(this IEndpointRouteBuilder routes, string pattern, Delegate handler) => Map(routes, HttpMethods.Post, pattern, handler);

    /// <summary>Maps <c>DELETE</c>.</summary>
    public static RouteHandlerBuilder MapDelete(this IEndpointRouteBuilder routes, string pattern, Delegate handler) => Map(routes, HttpMethods.Delete, pattern, handler);

    private static RouteHandlerBuilder Map(IEndpointRouteBuilder routes, string method, string pattern, Delegate handler)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var compiled = new Lazy<RequestDelegate>(() => throw new InvalidOperationException($"{pattern} is not described yet."));
        var route = routes.MapMethods(pattern, [method], http => compiled.Value(http));
        route.Add(endpoint =>
        {
            foreach (var attribute in handler.Method.GetCustomAttributes(inherit: false)) endpoint.Metadata.Add(attribute);
            endpoint.Metadata.Add(handler.Method);
            var options = new RequestDelegateFactoryOptions
            {
                ServiceProvider = routes.ServiceProvider,
                ThrowOnBadRequest = routes.ServiceProvider.GetRequiredService<IOptions<RouteHandlerOptions>>().Value.ThrowOnBadRequest,
                RouteParameterNames = ((RouteEndpointBuilder)endpoint).RoutePattern.Parameters.Select(parameter => parameter.Name),
                DisableInferBodyFromParameters = method != HttpMethods.Post,
                EndpointBuilder = endpoint,
            };
            var described = RequestDelegateFactory.InferMetadata(handler.Method, options);
            compiled = new(() => RequestDelegateFactory.Create(handler, options, described).RequestDelegate);
        });
        return new([route]);
    }
}
