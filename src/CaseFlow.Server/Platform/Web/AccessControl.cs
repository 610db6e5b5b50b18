using System.Globalization;
using CaseFlow.Access;
using CaseFlow.Server.Access;
using CaseFlow.Server.Platform.Reading;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CaseFlow.Server.Platform.Web;

/// <summary>Lets a request through to the route that it is for, or answers why not. Every request passes here, and nothing else decides on routes.</summary>
public sealed class AccessControl(RequestDelegate next)
{
    /// <summary>Where one signs in.</summary>
    public const string SignInPage = "/sign-in";

    /// <summary>Where one replaces a password that somebody else knows.</summary>
    public const string PasswordPage = "/password";

    /// <summary>The header that no form of another site can send.</summary>
    private const string ClientHeader = "X-CaseFlow-Client";

    private const string PlaceOfNobody = "nowhere";

    public async Task InvokeAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var endpoint = http.GetEndpoint();
        var rule = endpoint?.Metadata.GetMetadata<AccessRule>();
        if (endpoint is null || rule is { Permission: null } || endpoint.Metadata.GetMetadata<ForEverybodyAttribute>() is not null)
        {
            await next(http);
            return;
        }

        var isApi = rule is not null;
        var who = SignedIn.Of(http.User);
        if (who is null)
        {
            await (isApi ? Unauthenticated(http).ExecuteAsync(http) : ToSignIn(http));
            return;
        }

        var (caller, refusal) = CallerOf(http, who);
        refusal ??= isApi && who.BySession && IsForged(http) ? Answers.Problem(ProblemCodes.CrossSite, $"A session's cookie alone changes nothing: send {ClientHeader}, or the request from a page of this server.") : null;
        refusal ??= rule?.Permission is { } needed && !caller.May(needed) ? Forbidden(needed, caller) : null;
        refusal ??= isApi && who.MustReplacePassword ? Answers.Problem(ProblemCodes.PasswordMustBeReplaced, $"Sign in at {SignInPage} and replace the password first.") : null;
        if (refusal is not null)
        {
            await refusal.ExecuteAsync(http);
            return;
        }

        if (who.MustReplacePassword && http.Request.Path != PasswordPage)
        {
            http.Response.Redirect(PasswordPage);
            return;
        }

        if (http.Request.Path == "/" && PageDirectory.FirstFor(caller) is { } first && first != "/")
        {
            http.Response.Redirect(first);
            return;
        }

        http.Features.Set(caller);
        if (endpoint.Metadata.GetMetadata<NeedsAttribute>() is { } page && !caller.May(page.Permission)) http.Response.StatusCode = StatusCodes.Status403Forbidden;
        await next(http);
    }

    /// <summary>The refusal of who lacks a permission.</summary>
    public static ProblemHttpResult Forbidden(Permission needed, Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return Answers.Problem(StatusCodes.Status403Forbidden, ProblemCodes.Forbidden, $"This asks for the permission {needed}, which {caller.Actor} does not have here.", problem => problem.Extensions["permission"] = needed.ToString());
    }

    private static ProblemHttpResult Unauthenticated(HttpContext http)
    {
        http.Response.Headers.WWWAuthenticate = Authentication.Bearer(http.Request) is null ? "Bearer" : "Bearer error=\"invalid_token\"";
        return Answers.Problem(ProblemCodes.Unauthenticated, "Sign in, or send a token that is good: Authorization: Bearer ...");
    }

    private static Task ToSignIn(HttpContext http)
    {
        if (HttpMethods.IsGet(http.Request.Method) && http.GetEndpoint()!.Metadata.GetMetadata<PageRuleAttribute>() is not null)
            http.Response.Redirect($"{SignInPage}?back={Uri.EscapeDataString(http.Request.Path + http.Request.QueryString)}");
        else
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    /// <summary>Under which hat they come, and whom they speak for.</summary>
    private static (Caller Caller, ProblemHttpResult? Refusal) CallerOf(HttpContext http, SignedIn who)
    {
        var asked = http.Request.Headers[Caller.RoleHeader].ToString();
        var chosen = asked.Length > 0 ? asked : who.BySession ? http.Request.Cookies[DeskSession.HatCookie] ?? "" : "";
        var hat = who.Hats.FirstOrDefault(one => chosen.Length > 0 && one.IsNamed(chosen));
        var nobody = new Caller(who.Name) { Permissions = new HashSet<Permission>(), Scope = AccessScope.TryParse(PlaceOfNobody)! };
        if (hat is null && asked.Length > 0) return (nobody, Answers.Problem(ProblemCodes.RoleNotHeld, $"{Caller.RoleHeader} names no role that {who.Name} has."));
        hat ??= who.Hats.Count > 0 ? who.Hats[0] : null;
        var caller = hat is null ? nobody : who.Under(hat);
        var named = http.Request.Headers[Caller.ActorHeader].ToString().Trim();
        if (named.Length == 0 || named == who.Name) return (caller, null);
        return who.SpeaksForOthers
            ? (caller with { Actor = named, Via = who.Name }, null)
            : (caller, Answers.Problem(ProblemCodes.MayNotSpeakForOthers, string.Create(CultureInfo.InvariantCulture, $"{Caller.ActorHeader} names somebody else, for whom {who.Name} may not speak.")));
    }

    /// <summary>Whether a page of another site may have had the browser send this.</summary>
    private static bool IsForged(HttpContext http) =>
        !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method)
        && http.Request.Headers[ClientHeader].Count == 0 && http.Request.Headers["Sec-Fetch-Site"] != "same-origin";
}
