using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace CaseFlow.Server.Platform.Web;

/// <summary>The languages of the pages. A reader gets the one they chose, else the browser's first that we have.</summary>
public static class Languages
{
    public const string English = "en";
    public const string Chinese = "zh-CN";

    /// <summary>The cookie that keeps the choice.</summary>
    public const string Cookie = "caseflow.language";

    /// <summary>All of them, the default first.</summary>
    public static IReadOnlyList<string> All { get; } = [English, Chinese];

    /// <summary>The language of the page that is being written.</summary>
    public static string Current => CultureInfo.CurrentUICulture.Name == Chinese ? Chinese : English;

    /// <summary>Chooses by cookie, then by what the browser says.</summary>
    public static void Choose(RequestLocalizationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.SetDefaultCulture(English).AddSupportedCultures([.. All]).AddSupportedUICultures([.. All]);
        options.RequestCultureProviders = [new CustomRequestCultureProvider(http => Task.FromResult<ProviderCultureResult?>(new(Of(http.Request))))];
    }

    /// <remarks>Any Chinese is answered in ours: a browser set to <c>zh</c> or <c>zh-Hans</c> must not get English.</remarks>
    private static string Of(HttpRequest request) =>
        All.FirstOrDefault(language => language == request.Cookies[Cookie])
        ?? request.GetTypedHeaders().AcceptLanguage.OrderByDescending(accepted => accepted.Quality ?? 1).Select(accepted => Known(accepted.Value.Value)).FirstOrDefault(known => known is not null)
        ?? English;

    private static string? Known(string? accepted) => accepted?.Split('-')[0].ToLowerInvariant() switch
    {
        "zh" => Chinese,
        "en" => English,
        _ => null,
    };
}
