namespace CaseFlow.Server.Platform.Web;

/// <summary>What every answer tells the browser to leave alone; the names are those of OWASP's Secure Headers Project.</summary>
public static class SecurityHeaders
{
    /// <summary>Everything a page comes from is served by ourselves; styles inside elements are how the component library places things.</summary>
    private const string ContentSecurityPolicy =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

    /// <summary>No page of ours uses any of these.</summary>
    private const string PermissionsPolicy = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

    /// <summary>Sends them with every answer, problems and files included.</summary>
    public static void UseSecurityHeaders(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.Use((http, next) =>
        {
            http.Response.OnStarting(() =>
            {
                Send(http);
                return Task.CompletedTask;
            });
            return next(http);
        });
    }

    private static void Send(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = PermissionsPolicy;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (http.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000";
        // Files of the pages name their own lifetime; whatever else may hold a customer's data stays in no cache.
        if (headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
    }
}
