using System.Net;
using CaseFlow.Access;
using CaseFlow.Server.Access;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Server.Tests.Access;

/// <summary>A time that stands still until it is set.</summary>
public sealed class SetTime(DateTimeOffset now) : TimeProvider
{
    /// <summary>What it is.</summary>
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>A server whose time only the tests move, and only forwards.</summary>
public sealed class SessionServer(PostgresFixture postgres) : IAsyncLifetime
{
    /// <summary>Its time.</summary>
    public SetTime Clock { get; } = new(new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero));

    /// <summary>The server.</summary>
    public ServerUnderTest Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await ServerUnderTest.StartAsync(postgres, Clock);

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

/// <summary>Sessions of browsers: begun by a password, ended by time, by the account's fate, or by whoever has them. Each test has an account of its own.</summary>
public sealed class SessionTests(SessionServer shared) : IClassFixture<SessionServer>
{
    private const string Question = "/api/complaints?region=cn-js";

    private readonly SetTime clock = shared.Clock;
    private readonly ServerUnderTest server = shared.Server;

    [Fact]
    public async Task A_session_lasts_while_it_is_used_and_twelve_hours_at_most()
    {
        using var browser = await SignedInAsync("li.na");
        for (var minutes = 0; minutes < 11 * 60; minutes += 20)
        {
            clock.Now += TimeSpan.FromMinutes(20);
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(Question)).StatusCode);
        }

        clock.Now += TimeSpan.FromMinutes(29);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(Question)).StatusCode);
        clock.Now += TimeSpan.FromMinutes(29);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(Question)).StatusCode);
        clock.Now += TimeSpan.FromMinutes(29);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync(Question)).StatusCode);
    }

    [Fact]
    public async Task A_session_that_nobody_uses_ends()
    {
        using var browser = await SignedInAsync("wang.fang");
        clock.Now += TimeSpan.FromMinutes(31);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync(Question)).StatusCode);
    }

    [Theory]
    [InlineData("block", """{"reason":"Left"}""")]
    [InlineData("withdraw", """{"role":"DeskAgent","territory":"cn-js"}""")]
    [InlineData("reset-password", "{}")]
    public async Task What_happens_to_the_account_ends_its_sessions(string verb, string body)
    {
        var name = $"ends.by.{verb}";
        using var browser = await SignedInAsync(name);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(Question)).StatusCode);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        (await Reply.ReadAsync(await server.Http.PostAsync($"/api/accounts/{AccountBook.IdOf(name).Value}/{verb}", content))).MustBe(200);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync(Question)).StatusCode);
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_for_a_quarter_of_an_hour()
    {
        var login = await Login.OfAsync(server, "chen.wei", new Grant(Role.DeskAgent, "cn-js"));
        for (var failure = 0; failure < SignIn.MostFailures; failure++)
            Assert.Null(await (login with { Password = "not this one either" }).SignInAsync(server.Address));
        Assert.Null(await login.SignInAsync(server.Address));
        clock.Now += TimeSpan.FromMinutes(14);
        Assert.Null(await login.SignInAsync(server.Address));
        clock.Now += TimeSpan.FromMinutes(2);
        Assert.NotNull(await login.SignInAsync(server.Address));
        var account = await server.Services.GetRequiredService<AccountBook>().NowAsync(AccountBook.IdOf("chen.wei"), TestContext.Current.CancellationToken);
        Assert.NotNull(account.LockedUntil);
    }

    [Fact]
    public async Task A_lock_is_opened_before_its_time()
    {
        var login = await Login.OfAsync(server, "zhou.jian", new Grant(Role.DeskAgent, "cn-js"));
        for (var failure = 0; failure < SignIn.MostFailures; failure++)
            await (login with { Password = "not this one either" }).SignInAsync(server.Address);
        (await new Desk(server).PostAsync($"/api/accounts/{AccountBook.IdOf("zhou.jian").Value}/unlock")).MustBe(200);
        Assert.NotNull(await login.SignInAsync(server.Address));
    }

    [Fact]
    public async Task An_unknown_name_takes_as_long_as_a_wrong_password()
    {
        var login = await Login.OfAsync(server, "sun.li", new Grant(Role.DeskAgent, "cn-js"));
        var signIn = server.Services.GetRequiredService<SignIn>();
        // The fastest of many tells what the work takes; one without it would be a hundred times as fast.
        var (known, unknown) = (double.MaxValue, double.MaxValue);
        for (var time = 0; time < 6; time++)
            (known, unknown) = (Math.Min(known, await TakesAsync(login.UserName)), Math.Min(unknown, await TakesAsync("nobody.at.all")));
        Assert.InRange(unknown / known, 0.2, 5);

        async Task<double> TakesAsync(string name)
        {
            var begin = System.Diagnostics.Stopwatch.GetTimestamp();
            Assert.Null(await signIn.TryAsync(name, "wrong password", "test", TestContext.Current.CancellationToken));
            return System.Diagnostics.Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        }
    }

    [Fact]
    public async Task Whoever_signs_out_takes_copies_of_the_cookie_along()
    {
        using var browser = await SignedInAsync("leaves.now");
        using var copy = await SignedInAsync("leaves.now");
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(Question)).StatusCode);
        using var thief = server.With(token: null);
        var login = await Login.OfAsync(server, "leaves.now");
        var cookie = await login.SignInAsync(server.Address);
        thief.DefaultRequestHeaders.Add("Cookie", $"{Authentication.Cookie}={cookie}");
        Assert.Equal(HttpStatusCode.OK, (await thief.GetAsync(Question)).StatusCode);

        var cookies = new CookieContainer();
        using var owner = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = new Uri(server.Address) };
        cookies.Add(owner.BaseAddress, new Cookie(Authentication.Cookie, cookie));
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", Login.FormToken(await owner.GetStringAsync("/password")))]);
        Assert.Equal("/sign-in?left=true", (await owner.PostAsync("/session/sign-out", form)).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Unauthorized, (await thief.GetAsync(Question)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await copy.GetAsync(Question)).StatusCode);
    }

    [Fact]
    public async Task A_cookie_alone_changes_nothing()
    {
        using var browser = await SignedInAsync("wu.hao");
        Assert.Equal("cross-site", (await Reply.ReadAsync(await browser.PostAsync("/api/complaints", Body()))).MustBe(403).Code);
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        Assert.Equal("cross-site", (await Reply.ReadAsync(await browser.PostAsync("/api/complaints", Body()))).MustBe(403).Code);
        browser.DefaultRequestHeaders.Add("X-CaseFlow-Client", "test");
        (await Reply.ReadAsync(await browser.PostAsync("/api/complaints", Body()))).MustBe(201);

        StringContent Body() => new(new Desk(server).Registration().ToJsonString(), System.Text.Encoding.UTF8, "application/json");
    }

    [Theory]
    [InlineData("/session/sign-in")]
    [InlineData("/session/sign-out")]
    [InlineData("/session/password")]
    [InlineData("/session")]
    public async Task A_form_of_another_site_does_nothing(string path)
    {
        using var browser = await SignedInAsync($"forged{path.Replace('/', '.')}");
        using var form = new FormUrlEncodedContent([new("userName", "li.na"), new("password", "x"), new("language", "zh-CN")]);
        using var answer = await browser.PostAsync(path, form);
        Assert.False(answer.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(cookie => !cookie.StartsWith(".AspNetCore.Antiforgery", StringComparison.Ordinal)), string.Join("; ", cookies ?? []));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(Question)).StatusCode);
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_other_sites()
    {
        var login = await Login.OfAsync(server, "cookie.jar", new Grant(Role.DeskAgent, "cn-js"));
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(server.Address) };
        var token = Login.FormToken(await client.GetStringAsync("/sign-in"));
        using var form = new FormUrlEncodedContent([new("userName", login.UserName), new("password", login.Password), new("__RequestVerificationToken", token), new("back", "//evil.example/")]);
        using var answer = await client.PostAsync("/session/sign-in", form);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(one => one.StartsWith(Authentication.Cookie, StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("/", answer.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("short", "length")]
    [InlineData("password1234", "common")]
    [InlineData("aaaaaaaaaaaaaaaa", "common")]
    [InlineData("replacer-2026", "common")]
    [InlineData("a sentence of my own", null)]
    public async Task A_password_is_replaced_by_one_that_is_hard_to_guess(string fresh, string? refused)
    {
        // Whose password is replaced is another one: the server is that of all tests here.
        var login = await Login.OfAsync(server, refused is null ? "replaced" : "replacer", new Grant(Role.DeskAgent, "cn-js"));
        var cookies = new CookieContainer();
        using var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = new Uri(server.Address) };
        cookies.Add(browser.BaseAddress, new Cookie(Authentication.Cookie, await login.SignInAsync(server.Address)));
        var token = Login.FormToken(await browser.GetStringAsync("/password"));
        using var form = new FormUrlEncodedContent([new("present", login.Password), new("password", fresh), new("again", fresh), new("__RequestVerificationToken", token)]);
        using var answer = await browser.PostAsync("/session/password", form);
        Assert.Equal(refused is null ? "/" : $"/password?refused={refused}", answer.Headers.Location!.OriginalString);
        Assert.Equal(refused is null, await (login with { Password = fresh }).SignInAsync(server.Address) is not null);
    }

    [Fact]
    public async Task One_acts_under_one_hat_at_a_time()
    {
        var login = await Login.OfAsync(server, "two.hats", new Grant(Role.DeskAgent, "cn-js.nanjing"), new Grant(Role.QualityAuditor, "all"));
        using var browser = server.With(token: null);
        browser.DefaultRequestHeaders.Add("Cookie", $"{Authentication.Cookie}={await login.SignInAsync(server.Address)}");
        Assert.Equal(("cn-js.nanjing", true), await MyselfAsync(null));
        Assert.Equal(("all", false), await MyselfAsync("QualityAuditor"));
        Assert.Equal(("all", false), await MyselfAsync("qualityauditor@all"));
        browser.DefaultRequestHeaders.Add("X-CaseFlow-Role", "Administrator");
        Assert.Equal("role-not-held", (await Reply.ReadAsync(await browser.GetAsync("/api/me"))).MustBe(403).Code);

        async Task<(string? Territory, bool Writes)> MyselfAsync(string? hat)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/me");
            if (hat is not null) request.Headers.Add("X-CaseFlow-Role", hat);
            var me = (await Reply.ReadAsync(await browser.SendAsync(request))).MustBe(200).Body;
            return (me.GetProperty("territory").GetString(), me.GetProperty("permissions").EnumerateArray().Any(permission => permission.GetString() == "WorkCases"));
        }
    }

    private async Task<HttpClient> SignedInAsync(string name)
    {
        var login = await Login.OfAsync(server, name, new Grant(Role.DeskAgent, "cn-js"));
        var cookies = new CookieContainer();
        var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = new Uri(server.Address) };
        cookies.Add(browser.BaseAddress, new Cookie(Authentication.Cookie, await login.SignInAsync(server.Address)));
        return browser;
    }
}
