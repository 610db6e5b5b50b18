using Npgsql;

namespace CaseFlow.Server.Platform;

/// <summary>How to serve.</summary>
/// <param name="Urls">The addresses to listen on, separated by semicolons.</param>
/// <param name="LoadDemo">Whether an empty database is filled with the demo.</param>
public sealed record ServeOptions(string Urls, bool LoadDemo);

/// <summary>Puts the web application together.</summary>
public static class CaseFlowHost
{
    /// <summary>The application, ready to start on the database of the connection string.</summary>
    public static WebApplication Build(ServeOptions options, string connectionString)
    {
        // Beside the binary, because verbs are called from any folder.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(options.Urls);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(connectionString));

        var app = builder.Build();
        app.MapGet("/health/live", () => "live");
        return app;
    }
}
