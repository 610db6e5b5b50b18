using System.Text.Json.Serialization;
using CaseFlow.Access;
using CaseFlow.Server.Access;
using CaseFlow.Server.Platform.Reading;
using Microsoft.AspNetCore.Antiforgery;

namespace CaseFlow.Server.Platform.Web;

/// <summary>Who has signed in at this browser, under which hat, and which territory they look at.</summary>
public sealed record DeskSession
{
    public const string HatCookie = "caseflow.hat";
    public const string RegionCookie = "caseflow.region";

    /// <summary>The account's user name.</summary>
    public required string Agent { get; init; }

    /// <summary>What they are called.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Which session.</summary>
    public required Guid Session { get; init; }

    /// <summary>The account.</summary>
    public required Guid Account { get; init; }

    /// <summary>The account's stamp when the session began.</summary>
    public required int Stamp { get; init; }

    /// <summary>When the session began.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>What shows that a form was sent from a page of this session.</summary>
    public string FormToken { get; init; } = "";

    /// <summary>The names of the hats among which they may choose.</summary>
    public required IReadOnlyList<string> Hats { get; init; }

    /// <summary>The hat that they wear; null when they have none. What may be null is not required, because the page leaves nulls out on its way.</summary>
    public string? Hat { get; init; }

    /// <summary>What they may do under it.</summary>
    public required IReadOnlyList<Permission> Permissions { get; init; }

    /// <summary>The territory of the hat.</summary>
    public required string Territory { get; init; }

    /// <summary>The department of the hat.</summary>
    public string? Department { get; init; }

    /// <summary>The territory that they look at, within the hat's.</summary>
    public required string Region { get; init; }

    /// <summary>What queries and commands are told of them.</summary>
    [JsonIgnore]
    public Caller Caller => new(Agent) { Permissions = Permissions.ToHashSet(), Scope = AccessScope.TryParse(Territory)!.Of(Department) };

    /// <summary>The territory of every list.</summary>
    [JsonIgnore]
    public AccessScope Scope => AccessScope.TryParse(Region)!.Of(Department);

    /// <summary>Whether they may do something.</summary>
    public bool May(Permission permission) => Permissions.Contains(permission);

    /// <summary>The territory that an address names, as far as it lies within the hat's; the one that they look at else.</summary>
    public AccessScope Look(string? region) => AccessScope.TryParse(region) is { } named && AccessScope.TryParse(Territory)!.Includes(named) ? named.Of(Department) : Scope;

    /// <summary>The session of a request; null when nobody signed in.</summary>
    public static DeskSession? Of(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (SignedIn.Of(http.User) is not { } who || http.Features.Get<Caller>() is not { } caller || Authentication.SessionOf(http.User) is not var (session, account, stamp, since)) return null;
        var looked = AccessScope.TryParse(http.Request.Cookies[RegionCookie]);
        return new()
        {
            Agent = who.Name,
            DisplayName = who.DisplayName,
            Session = session,
            Account = account.Value,
            Stamp = stamp,
            Since = since,
            Hats = [.. who.Hats.Select(hat => hat.ToString())],
            Hat = who.Hats.FirstOrDefault(hat => hat.Territory == caller.Scope.Territory && hat.Department == caller.Department)?.ToString(),
            Permissions = [.. caller.Permissions],
            Territory = caller.Scope.Territory,
            Department = caller.Department,
            Region = (looked is not null && caller.Scope.Includes(looked.Of(caller.Department)) ? looked : caller.Scope).Territory,
        };
    }

    /// <summary>Maps <c>POST /session</c>, to which the forms of the header go; it sets what it is sent and leads back.</summary>
    public static void MapRoutes(IEndpointRouteBuilder routes) => routes.MapPost("/session", async (HttpContext http, IAntiforgery antiforgery) =>
    {
        if (!await antiforgery.IsRequestValidAsync(http)) return Results.StatusCode(StatusCodes.Status400BadRequest);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        Keep(HatCookie, form["hat"].ToString() is { Length: > 0 and <= 100 } hat ? hat : null);
        Keep(RegionCookie, AccessScope.TryParse(form["region"])?.ToString());
        Keep(Languages.Cookie, Languages.All.FirstOrDefault(language => language == form["language"]));
        return Results.LocalRedirect(Back(form["back"]));

        void Keep(string cookie, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                http.Response.Cookies.Append(cookie, value, new() { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, Secure = http.Request.IsHttps, IsEssential = true });
        }
    }).IsOpen().ExcludeFromDescription().DisableAntiforgery();

    /// <summary>A place of ours to go on at; the first page when it is none.</summary>
    public static string Back(string? back) =>
        back is { Length: > 0 and < 2_000 } && back[0] == '/' && !back.StartsWith("//", StringComparison.Ordinal) && !back.StartsWith("/\\", StringComparison.Ordinal) && !back.Any(char.IsControl) ? back : "/";
}
