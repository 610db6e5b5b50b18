using CaseFlow.Access;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;

namespace CaseFlow.Server.Access;

/// <summary>What a caller is told of themselves.</summary>
/// <param name="Name">The name on everything that they do.</param>
/// <param name="DisplayName">What they are called.</param>
/// <param name="Roles">The roles that they may choose among with X-CaseFlow-Role.</param>
/// <param name="Permissions">What they may do under the one that is chosen.</param>
/// <param name="Territory">Where.</param>
/// <param name="Department">For which department's cases; null for all.</param>
public sealed record Myself(string Name, string DisplayName, IReadOnlyList<string> Roles, IReadOnlyList<Permission> Permissions, string Territory, string? Department);

/// <summary>Signing in and out, and one's own password. The forms carry an antiforgery token, so that no page of another site sends them.</summary>
public static class SessionRoutes
{
    /// <summary>Maps what lies outside the API.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/session/sign-in", SignInAsync).IsOpen().ExcludeFromDescription().DisableAntiforgery();
        routes.MapPost("/session/sign-out", SignOutAsync).IsOpen().ExcludeFromDescription().DisableAntiforgery();
        routes.MapPost("/session/password", ReplacePasswordAsync).IsOpen().ExcludeFromDescription().DisableAntiforgery();
        // Pages call it while somebody works on them; the cookie handler prolongs the session.
        routes.MapGet("/session/alive", () => Results.NoContent()).IsOpen().ExcludeFromDescription();
    }

    /// <summary>Maps <c>GET /api/me</c>.</summary>
    public static void MapMyself(IEndpointRouteBuilder api) => api.MapGet("/me", (HttpContext http) =>
        {
            var (who, caller) = (SignedIn.Of(http.User)!, Caller.Of(http));
            return new Myself(caller.Actor, who.DisplayName, [.. who.Hats.SelectMany(hat => hat.Roles.Select(role => $"{role}@{hat.Territory}"))], [.. caller.Permissions.Order()], caller.Scope.Territory, caller.Department);
        })
        .Requires(Permission.ReadDefinitions)
        .WithTags("Accounts")
        .WithSummary("Who the caller is to the server, and what they may do.");

    private static async Task<IResult> SignInAsync(HttpContext http, IAntiforgery antiforgery, SignIn signIn)
    {
        if (!await antiforgery.IsRequestValidAsync(http)) return Results.LocalRedirect($"{AccessControl.SignInPage}?stale=true");
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (userName, back) = (form["userName"].ToString().Trim(), DeskSession.Back(form["back"]));
        var account = userName.Length is > 0 and <= AccountFields.LongestUserName
            ? await signIn.TryAsync(userName, form["password"].ToString(), Correlation.Of(http), http.RequestAborted)
            : null;
        if (account is null) return Results.LocalRedirect($"{AccessControl.SignInPage}?refused=true&back={Uri.EscapeDataString(back)}");
        await Authentication.BeginSessionAsync(http, account);
        return Results.LocalRedirect(account.MustReplacePassword ? AccessControl.PasswordPage : back);
    }

    private static async Task<IResult> SignOutAsync(HttpContext http, IAntiforgery antiforgery, AccountBook book)
    {
        if (!await antiforgery.IsRequestValidAsync(http)) return Results.LocalRedirect("/");
        if (Authentication.SessionOf(http.User) is var (session, account, _, _)) await book.EndSessionAsync(account, session, http.RequestAborted);
        await http.SignOutAsync(Authentication.Session);
        return Results.LocalRedirect($"{AccessControl.SignInPage}?left=true");
    }

    private static async Task<IResult> ReplacePasswordAsync(HttpContext http, IAntiforgery antiforgery, AccountDesk desk, AccountBook book, Passwords passwords, SignIn signIn, TimeProvider clock)
    {
        if (Authentication.SessionOf(http.User) is not var (_, id, _, _) || !await antiforgery.IsRequestValidAsync(http)) return Results.LocalRedirect(AccessControl.PasswordPage);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (password, userName) = (form["password"].ToString(), SignedIn.Of(http.User)!.Name);
        if (PasswordRules.Wrong(password, userName) is { } wrong) return Refused(wrong);
        if (password != form["again"]) return Refused("different");
        if (password == form["present"]) return Refused("same");
        // The present one is asked for, so that an unattended browser does not give the account away.
        if (await signIn.TryAsync(userName, form["present"].ToString(), Correlation.Of(http), http.RequestAborted) is null) return Refused("wrong");
        var context = new CommandContext { CommandId = Guid.NewGuid(), Actor = userName, Scope = AccessScope.All, CorrelationId = Correlation.Of(http), OccurredAt = clock.GetUtcNow() };
        if (await KeepingAccounts.SetPasswordAsync(desk, passwords, id, password, mustBeReplaced: false, context, http.RequestAborted) is not CommandRecorded) return Refused("wrong");
        await Authentication.BeginSessionAsync(http, await book.NowAsync(id, http.RequestAborted));
        return Results.LocalRedirect("/");

        static IResult Refused(string why) => Results.LocalRedirect($"{AccessControl.PasswordPage}?refused={why}");
    }
}
