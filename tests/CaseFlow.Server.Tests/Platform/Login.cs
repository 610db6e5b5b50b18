using System.Net;
using System.Text.RegularExpressions;
using CaseFlow.Access;
using CaseFlow.Server.Access;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Testing;

/// <summary>A user name and its password.</summary>
public sealed partial record Login(string UserName, string Password)
{
    private const string Usual = "kai-feng-longmen-42";

    /// <summary>Hashing takes a tenth of a second, and all tests may share it.</summary>
    private static readonly Lazy<string> UsualHash = new(() => Passwords.Hash(Usual));

    /// <summary>An account with roles, made when it is not there yet; every role everywhere when none is given.</summary>
    public static async Task<Login> OfAsync(ServerUnderTest server, string userName, params Grant[] grants)
    {
        if (grants.Length == 0) grants = [.. Enum.GetValues<Role>().Where(role => role != Role.SpecialistDepartment).Select(role => new Grant(role, Territories.All))];
        await server.Services.GetRequiredService<FirstAccounts>().CreateAsync(userName, userName, grants[0].Territory, grants, UsualHash.Value, mustBeReplaced: false, CancellationToken.None);
        return new(userName, Usual);
    }

    /// <summary>Signs in by the form, as a browser does.</summary>
    /// <returns>The session's cookie; null when it was refused.</returns>
    public async Task<string?> SignInAsync(string address)
    {
        var cookies = new CookieContainer();
        using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = new Uri(address) };
        var page = await client.GetStringAsync("/sign-in");
        using var form = new FormUrlEncodedContent([new("userName", UserName), new("password", Password), new("__RequestVerificationToken", FormToken(page))]);
        using var answer = await client.PostAsync("/session/sign-in", form);
        return cookies.GetCookies(client.BaseAddress)[Authentication.Cookie]?.Value;
    }

    /// <summary>What the forms of a page carry.</summary>
    public static string FormToken(string page) => TokenField.Match(page).Groups["token"].Value;

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"")]
    private static partial Regex TokenField { get; }
}
