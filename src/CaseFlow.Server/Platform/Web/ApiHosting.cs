using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CaseFlow.Server.Platform.Web;

/// <summary>The HTTP API: how it reads and writes, what it says of errors, and its description.</summary>
public static class ApiHosting
{
    /// <summary>The largest body that is read, in bytes: a list of terms is the longest that anyone sends.</summary>
    public const int LargestBody = 4 * 1024 * 1024;

    /// <summary>Adds what the API needs.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context => context.ProblemDetails.Extensions["traceId"] = Correlation.Of(context.HttpContext));
        services.Configure<KestrelServerOptions>(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = LargestBody;
        });
        RequestLimits.AddTo(services);
        // Unreadable requests come as exceptions, so that one place answers them.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(json =>
        {
            var options = json.SerializerOptions;
            options.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
            options.Converters.Add(new TimeWithOffset());
            options.NumberHandling = JsonNumberHandling.Strict;
            // Chinese stays readable; what means something to a browser is escaped, wherever an answer may end up.
            options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
            // A misspelt field would otherwise be dropped in silence.
            options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            options.AllowDuplicateProperties = false;
        });
        services.AddOpenApi("v1", ApiDescription.Configure);
        return services;
    }

    /// <summary>Answers problems below <c>/api</c>, and serves the description with its page.</summary>
    public static void UseApi(this WebApplication app)
    {
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal), api => api.UseMiddleware<ApiProblems>());
        app.MapOpenApi().IsOpen();
        app.UseSwaggerUI(options =>
        {
            options.RoutePrefix = "api/docs";
            options.SwaggerEndpoint("/openapi/v1.json", "CaseFlow v1");
        });
    }
}
