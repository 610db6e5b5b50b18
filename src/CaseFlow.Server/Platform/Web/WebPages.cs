using CaseFlow.Server.Access;
using CaseFlow.Server.Platform.Web.Components;
using CaseFlow.Server.Platform.Web.Forms;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Radzen;

namespace CaseFlow.Server.Platform.Web;

/// <summary>Adds the pages to the host.</summary>
public static class WebPages
{
    /// <summary>Adds what the pages need.</summary>
    /// <param name="builder">Where to.</param>
    /// <param name="masterKeyFile">Beside it lie the keys of the browsers' connections to their pages, so that these outlive a restart.</param>
    public static void AddPages(this WebApplicationBuilder builder, string masterKeyFile)
    {
        ArgumentNullException.ThrowIfNull(builder);
        // Beside the binary of a build lies a list of where its assets are; only Development would read it by itself.
        builder.WebHost.UseStaticWebAssets();
        var keys = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(masterKeyFile))!, "web");
        // The folder is as well kept as the master key; a warning at each start that it is not encrypted helps nobody.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        var services = builder.Services;
        // A draft comes back from the browser in one message, larger than the usual limit.
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => hub.MaximumReceiveMessageSize = 256 * 1024);
        services.AddRadzenComponents();
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(Languages.Choose);
        services.AddDataProtection().SetApplicationName("CaseFlow").PersistKeysToFileSystem(new DirectoryInfo(keys));
        services.AddScoped<Words>();
        services.AddSingleton<CommandPermissions>();
        services.AddScoped<PageCommands>();
        services.AddScoped<SessionWatch>();
        services.AddScoped<CircuitHandler>(provider => provider.GetRequiredService<SessionWatch>());
    }

    /// <summary>Maps the pages and what they load.</summary>
    public static void MapPages(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseRequestLocalization();
        app.UseAntiforgery();
        app.MapStaticAssets().IsOpen();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        DeskSession.MapRoutes(app);
        SessionRoutes.Map(app);
    }
}
