using CaseFlow.Server.Access;
using CaseFlow.Server.Platform.Metrics;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Platform;

/// <summary>How to serve.</summary>
/// <param name="Urls">The addresses to listen on, separated by semicolons.</param>
/// <param name="MasterKeyFile">The file of the key that wraps all others.</param>
/// <param name="LoadDemo">Whether an empty database is filled with the demo.</param>
public sealed record ServeOptions(string Urls, string MasterKeyFile, bool LoadDemo)
{
    /// <summary>The operator's identity provider, when it has one.</summary>
    public OpenIdConnect? Provider { get; init; }
}

/// <summary>Puts the web application together.</summary>
public static class CaseFlowHost
{
    /// <summary>The application, ready to start on the database of the connection string.</summary>
    /// <param name="options">How to serve.</param>
    /// <param name="connectionString">The database.</param>
    /// <param name="replace">Takes the place of services, for tests that set the clock.</param>
    public static WebApplication Build(ServeOptions options, string connectionString, Action<IServiceCollection>? replace = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        // Beside the binary, because verbs are called from any folder.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = typeof(CaseFlowHost).Assembly.GetName().Name });
        builder.WebHost.UseUrls(options.Urls);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddCaseFlow(connectionString, options.MasterKeyFile);
        builder.AddPages(options.MasterKeyFile);
        builder.Services.AddHostedService<ProjectionService>();
        builder.Services.AddSingleton<MetricsExport>();
        builder.Services.AddHostedService(services => services.GetRequiredService<MetricsExport>());
        builder.Services.AddHostedService<ReplayService>();
        builder.Services.AddApi();
        Authentication.AddTo(builder.Services, options.Provider);
        replace?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseSecurityHeaders();
        app.UseApi();
        app.Use(DatabaseFaults.SayInPagesAsync);
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseMiddleware<AccessControl>();
        Health.Map(app);
        var api = app.MapGroup("/api");
        foreach (var slice in Slices.All)
            slice.MapRoutes(api);
        api.MapUnknown();
        app.MapPages();
        return app;
    }
}
