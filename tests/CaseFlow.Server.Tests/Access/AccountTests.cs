using CaseFlow.Access;
using CaseFlow.EventStore;
using CaseFlow.Server.Access;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Server.Tests.Access;

/// <summary>Accounts over HTTP: created, given roles, blocked; each within the territory of whoever does it.</summary>
public sealed class AccountTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private Desk Desk => shared.Desk;

    [Fact]
    public async Task An_account_is_created_given_a_role_and_a_password_and_signs_in()
    {
        var created = (await Desk.PostAsync("/api/accounts", new { userName = "Li.Na", displayName = "李娜", territory = "CN-JS.Nanjing" })).MustBe(201);
        var granted = (await Desk.PostAsync($"/api/accounts/{created.Created}/grant", new { role = "DeskAgent", territory = "cn-js.nanjing" })).MustBe(200);
        var reset = (await Desk.PostAsync($"/api/accounts/{created.Created}/reset-password")).MustBe(200).Body;
        var entry = (await Desk.GetAsync($"/api/accounts/{created.Created}?region=cn-js&after={reset.GetProperty("position").GetInt64()}")).MustBe(200).Body.GetProperty("data");
        Assert.Equal(("li.na", "cn-js.nanjing", "DeskAgent"), (entry.GetProperty("userName").GetString(), entry.GetProperty("territory").GetString(), entry.GetProperty("grants")[0].GetProperty("role").GetString()));
        Assert.True(granted.Position > 0);

        var session = await new Login("LI.NA", reset.GetProperty("password").GetString()!).SignInAsync(shared.Server.Address);
        Assert.NotNull(session);
        // Somebody else knows that password.
        using var browser = shared.Server.With(token: null);
        browser.DefaultRequestHeaders.Add("Cookie", $"{Authentication.Cookie}={session}");
        Assert.Equal("password-must-be-replaced", (await Reply.ReadAsync(await browser.GetAsync("/api/complaints?region=cn-js.nanjing"))).Code);
        using var page = await browser.GetAsync("/");
        Assert.Equal("/password", page.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_password_is_told_once()
    {
        var account = await CreateAsync("tell.once");
        var first = (await Desk.PostAsync($"/api/accounts/{account}/reset-password", key: "tell-once")).MustBe(200).Body;
        var again = (await Desk.PostAsync($"/api/accounts/{account}/reset-password", key: "tell-once")).MustBe(200).Body;
        Assert.NotNull(first.GetProperty("password").GetString());
        Assert.Null(again.TryGetProperty("password", out var told) ? told.GetString() : null);
        Assert.NotNull(await new Login("tell.once", first.GetProperty("password").GetString()!).SignInAsync(shared.Server.Address));
    }

    [Fact]
    public async Task No_event_row_or_log_holds_a_password()
    {
        var account = await CreateAsync("kept.apart");
        var password = (await Desk.PostAsync($"/api/accounts/{account}/reset-password")).MustBe(200).Body.GetProperty("password").GetString()!;
        await new Login("kept.apart", password).SignInAsync(shared.Server.Address);
        var events = await shared.Server.Services.GetRequiredService<IEventStore>().ReadStreamAsync(Guid.Parse(account), cancellation: TestContext.Current.CancellationToken);
        Assert.DoesNotContain(events, e => EventTypes.Write(e.Data).Contains(password, StringComparison.Ordinal) || EventTypes.Write(e.Data).Contains("AQAAAA", StringComparison.Ordinal));
        Assert.DoesNotContain(shared.Server.Log.Lines, line => line.Contains(password, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_keeps_accounts_of_a_province_keeps_none_beyond_it()
    {
        using var province = await shared.Server.As(Role.Administrator, "cn-js");
        var inside = await CreateAsync("inside.one", "cn-js.nanjing");
        var outside = await CreateAsync("outside.one", "cn-zj");
        Assert.Equal((409, "grant-beyond-territory"), await PostAsync(province, $"/api/accounts/{outside}/grant", new { role = "DeskAgent", territory = "cn-js" }));
        Assert.Equal((409, "grant-beyond-territory"), await PostAsync(province, $"/api/accounts/{inside}/grant", new { role = "DeskAgent", territory = "all" }));
        Assert.Equal((200, null), await PostAsync(province, $"/api/accounts/{inside}/grant", new { role = "DeskAgent", territory = "cn-js" }));
        Assert.Equal((409, "grant-beyond-territory"), await PostAsync(province, $"/api/accounts/{outside}/reset-password", new { }));
        Assert.Equal((403, "outside-territory"), Of(await Reply.ReadAsync(await province.GetAsync("/api/accounts?region=all"))));
        Assert.Equal((404, "not-found"), Of(await Reply.ReadAsync(await province.GetAsync($"/api/accounts/{outside}?region=cn-js"))));
    }

    [Fact]
    public async Task Wrong_fields_are_named()
    {
        Assert.Equal(["userName malformed", "displayName required", "territory malformed"], (await Desk.PostAsync("/api/accounts", new { userName = "li na", displayName = " ", territory = "cn js" })).MustBe(400).Errors);
        Assert.Equal(["role required", "territory required", "department unknown-term"], (await Desk.PostAsync($"/api/accounts/{Guid.NewGuid()}/grant", new { department = "nowhere" })).MustBe(400).Errors);
        Assert.Equal("account-unknown", (await Desk.PostAsync($"/api/accounts/{Guid.NewGuid()}/unlock")).MustBe(404).Code);
    }

    [Fact]
    public async Task Accounts_are_listed_page_by_page()
    {
        foreach (var name in (string[])["page.a", "page.b", "page.c"])
            await CreateAsync(name, "cn-gd");
        var head = (await Desk.PostAsync("/api/accounts", new { userName = "page.d", displayName = "D", territory = "cn-gd" })).MustBe(201).Position;
        var first = (await Desk.GetAsync($"/api/accounts?region=cn-gd&search=PAGE.&limit=3&after={head}")).MustBe(200).Body.GetProperty("data");
        var next = (await Desk.GetAsync($"/api/accounts?region=cn-gd&search=PAGE.&limit=3&cursor={first.GetProperty("next").GetString()}")).MustBe(200).Body.GetProperty("data");
        Assert.Equal(["page.a", "page.b", "page.c", "page.d"], first.GetProperty("items").EnumerateArray().Concat(next.GetProperty("items").EnumerateArray()).Select(item => item.GetProperty("userName").GetString()));
        Assert.Equal(4, first.GetProperty("total").GetInt64());
    }

    private async Task<string> CreateAsync(string userName, string territory = "cn-js") => (await Desk.PostAsync("/api/accounts", new { userName, displayName = userName, territory })).MustBe(201).Created;

    private static async Task<(int Status, string? Code)> PostAsync(HttpClient client, string path, object body) => Of(await Reply.ReadAsync(await client.PostAsync(path, System.Net.Http.Json.JsonContent.Create(body))));

    private static (int Status, string? Code) Of(Reply reply) => (reply.Status, reply.Code);
}

/// <summary>The last administrator, on a server of their own.</summary>
public sealed class LastAdministratorTests(PostgresFixture postgres)
{
    [Fact]
    public async Task The_last_administrator_of_the_operator_is_neither_blocked_nor_loses_the_role()
    {
        await using var server = await ServerUnderTest.StartAsync(postgres);
        var desk = new Desk(server);
        var accounts = server.Services.GetRequiredService<FirstAccounts>();
        var password = await accounts.CreateAdministratorAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(await new Login(FirstAccounts.Administrator, password!).SignInAsync(server.Address));
        Assert.Null(await accounts.CreateAdministratorAsync(TestContext.Current.CancellationToken));
        var admin = AccountBook.IdOf(FirstAccounts.Administrator).Value;
        Assert.Equal("last-administrator", (await desk.PostAsync($"/api/accounts/{admin}/block", new { reason = "Left" })).MustBe(409).Code);
        Assert.Equal("last-administrator", (await desk.PostAsync($"/api/accounts/{admin}/withdraw", new { role = "Administrator", territory = "all" })).MustBe(409).Code);

        await Login.OfAsync(server, "second", new Grant(Role.Administrator, Territories.All));
        var second = AccountBook.IdOf("second").Value;
        var both = await Task.WhenAll(new[] { admin, second }.Select(account => desk.PostAsync($"/api/accounts/{account}/block", new { reason = "Left" })));
        Assert.Equal([200, 409], both.Select(reply => reply.Status).Order());
    }
}
