using System.Diagnostics;

namespace CaseFlow.Server.Platform.Web;

/// <summary>The one id of an exchange: in its events, its problems and the log. A caller's <c>traceparent</c> is taken over.</summary>
public static class Correlation
{
    public static string Of(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier;
    }
}
