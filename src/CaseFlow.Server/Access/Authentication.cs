using System.Globalization;
using System.Security.Claims;
using CaseFlow.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace CaseFlow.Server.Access;

/// <summary>The ways to say who one is: a session's cookie, a machine's token, or a token of the operator's identity provider.</summary>
public static class Authentication
{
    /// <summary>Sessions of browsers.</summary>
    public const string Session = "Session";

    /// <summary>Tokens of machines.</summary>
    public const string Token = "Token";

    /// <summary>Tokens of the operator's identity provider.</summary>
    public const string OpenId = "OpenId";

    /// <summary>The cookie of a session.</summary>
    public const string Cookie = "caseflow.session";

    /// <summary>A session that nobody uses ends after this.</summary>
    public static readonly TimeSpan LongestIdle = TimeSpan.FromMinutes(30);

    /// <summary>A session ends after this, however much it is used.</summary>
    public static readonly TimeSpan LongestSession = TimeSpan.FromHours(12);

    private const string AccountClaim = "account";
    private const string StampClaim = "stamp";
    private const string SinceClaim = "since";
    private const string SessionClaim = "session";
    private const string Choice = "CaseFlow";

    /// <summary>Adds them.</summary>
    public static void AddTo(IServiceCollection services, OpenIdConnect? provider)
    {
        var schemes = services.AddAuthentication(Choice).AddPolicyScheme(Choice, displayName: null, options => options.ForwardDefaultSelector = http => Bearer(http.Request) switch
        {
            null => Session,
            { } token when token.StartsWith(TokenBook.Prefix, StringComparison.Ordinal) || provider is null => Token,
            _ => OpenId,
        });
        schemes.AddCookie(Session, options =>
        {
            options.Cookie.Name = Cookie;
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.Cookie.IsEssential = true;
            options.ExpireTimeSpan = LongestIdle;
            options.SlidingExpiration = true;
            options.Events.OnValidatePrincipal = ValidateAsync;
        });
        schemes.AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(Token, displayName: null, configureOptions: null);
        provider?.AddTo(schemes);
    }

    /// <summary>Begins a session.</summary>
    public static async Task BeginSessionAsync(HttpContext http, Account account)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(account);
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var session = Guid.NewGuid();
        var user = new ClaimsIdentity(
            [new(ClaimTypes.Name, account.UserName), new(AccountClaim, AccountBook.IdOf(account.UserName).Value.ToString()), new(StampClaim, account.Stamp.ToString(CultureInfo.InvariantCulture)), new(SinceClaim, now.ToString("O", CultureInfo.InvariantCulture)), new(SessionClaim, session.ToString())],
            Session);
        await http.SignInAsync(Session, new(user));
        // Known from now on, should the database be away at the next request.
        await http.RequestServices.GetRequiredService<AccountBook>().SessionAsync(AccountBook.IdOf(account.UserName), account.Stamp, session);
    }

    /// <summary>What a session's cookie says; null when the user is not one of a session.</summary>
    public static SessionTicket? SessionOf(ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return Guid.TryParse(user.FindFirstValue(AccountClaim), out var account) && int.TryParse(user.FindFirstValue(StampClaim), NumberStyles.None, CultureInfo.InvariantCulture, out var stamp)
            && DateTimeOffset.TryParse(user.FindFirstValue(SinceClaim), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var since)
            && Guid.TryParse(user.FindFirstValue(SessionClaim), out var session)
            ? new(session, AccountId.From(account), stamp, since)
            : null;
    }

    /// <summary>The token of a request; null when it brings none.</summary>
    internal static string? Bearer(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : null;

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var who = SessionOf(context.Principal!) is var (session, account, stamp, since) && now - since < LongestSession ? await http.RequestServices.GetRequiredService<AccountBook>().SessionAsync(account, stamp, session) : null;
        if (who is null) context.RejectPrincipal();
        else context.ReplacePrincipal(who.Principal(Session, context.Principal!.Claims.Where(claim => claim.Type != ClaimTypes.Name)));
    }
}

/// <summary>What a session's cookie says.</summary>
/// <param name="Session">Which session.</param>
/// <param name="Account">Whose.</param>
/// <param name="Stamp">The account's stamp when it began.</param>
/// <param name="Since">When it began.</param>
public sealed record SessionTicket(Guid Session, AccountId Account, int Stamp, DateTimeOffset Since);
