using System.Text.Json.Serialization;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Platform.Web;

/// <summary>Who sits at this browser and which territory they look at, as they said themselves until accounts sign in.</summary>
/// <param name="Agent">The name on everything that they do; null when they have not said it yet.</param>
/// <param name="SeesPersonalData">Whether names and numbers are shown in clear.</param>
/// <param name="Region">The code of the region, or <c>all</c>.</param>
public sealed record DeskSession(string? Agent, bool SeesPersonalData, string Region)
{
    public const string AgentCookie = "caseflow.agent";
    public const string RoleCookie = "caseflow.role";
    public const string RegionCookie = "caseflow.region";

    /// <summary>The role of those who may not see personal data.</summary>
    public const string Reader = "reader";

    /// <summary>The longest name of an agent.</summary>
    public const int LongestAgent = 60;

    /// <summary>What queries and commands are told of them.</summary>
    [JsonIgnore]
    public Caller Caller => new(Agent ?? throw new InvalidOperationException("Nobody has said who they are."), SeesPersonalData);

    /// <summary>The territory of every list.</summary>
    [JsonIgnore]
    public RegionScope Scope => RegionScope.TryParse(Region) ?? RegionScope.All;

    /// <summary>Reads the cookies.</summary>
    public static DeskSession Of(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var agent = Uri.UnescapeDataString(request.Cookies[AgentCookie] ?? "").Trim();
        var region = RegionScope.TryParse(request.Cookies[RegionCookie]) ?? RegionScope.All;
        return new(agent is { Length: > 0 and <= LongestAgent } ? agent : null, request.Cookies[RoleCookie] != Reader, region.ToString());
    }

    /// <summary>Maps <c>POST /session</c>, to which the forms of the header go; it sets what it is sent and leads back.</summary>
    public static void MapRoutes(IEndpointRouteBuilder routes) => routes.MapPost("/session", async (HttpContext http) =>
    {
        // A form of another site must not put a name into this browser; every browser that runs the pages sends this header.
        if (http.Request.Headers["Sec-Fetch-Site"].ToString() is not ("same-origin" or "")) return Results.StatusCode(StatusCodes.Status403Forbidden);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        Keep(AgentCookie, form["agent"].ToString().Trim() is { Length: <= LongestAgent } agent ? Uri.EscapeDataString(agent) : "");
        Keep(RoleCookie, form["role"] == Reader ? Reader : form["role"]);
        Keep(RegionCookie, RegionScope.TryParse(form["region"])?.ToString());
        Keep(Languages.Cookie, Languages.All.FirstOrDefault(language => language == form["language"]));
        var back = form["back"].ToString();
        return Results.LocalRedirect(back.StartsWith('/') && !back.StartsWith("//", StringComparison.Ordinal) && !back.StartsWith("/\\", StringComparison.Ordinal) ? back : "/");

        void Keep(string cookie, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                http.Response.Cookies.Append(cookie, value, new() { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, IsEssential = true });
        }
    }).ExcludeFromDescription().DisableAntiforgery();
}
