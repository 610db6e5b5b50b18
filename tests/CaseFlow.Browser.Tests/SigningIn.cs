using CaseFlow.Access;
using CaseFlow.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CaseFlow.Browser;

/// <summary>Signing in, and what one then sees.</summary>
public sealed class SigningIn(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Nobody_works_without_signing_in_and_goes_on_where_they_were_going()
    {
        var login = await Login.OfAsync(site.Server, "zhao.min");
        await using var visitor = await site.VisitSignedOutAsync("en");
        await visitor.Page.GotoAsync(site.Server.Address + "/callbacks");
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Sign in");
        await visitor.Page.GetByLabel("User name").FillAsync("Zhao.Min");
        await visitor.Page.GetByLabel("Password").FillAsync("not the password");
        await visitor.Button("Sign in").ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not right");
        await visitor.Page.GetByLabel("User name").FillAsync("Zhao.Min");
        await visitor.Page.GetByLabel("Password").FillAsync(login.Password);
        await visitor.Button("Sign in").ClickAsync();
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Callbacks");

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "中文" }).ClickAsync();
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("回访");
        await visitor.Page.Locator("details.who > summary").ClickAsync();
        await visitor.Button("退出登录").ClickAsync();
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("登录");
        await visitor.Page.GotoAsync(site.Server.Address + "/");
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("登录");
        Assert.Empty(visitor.Faults);
    }

    [Fact]
    public async Task An_auditor_reads_masked_and_is_offered_nothing_to_write()
    {
        var complaint = await site.RegisterAsync(site.FreshNumber());
        await using var visitor = await site.VisitAsync("en", "jian.cha", grants: new Grant(Role.QualityAuditor, "cn-js"));
        await visitor.GoAsync($"/complaints/{complaint}");
        await Expect(visitor.Page.Locator("h1")).ToContainTextAsync("Case ");
        await Expect(visitor.Page.GetByText("Zhang Wei")).ToHaveCountAsync(0);
        await Expect(visitor.Button("Acknowledge")).ToHaveCountAsync(0);
        await Expect(visitor.Page.Locator("nav a[href='/complaints/new']")).ToHaveCountAsync(0);
        Assert.Empty(visitor.Faults);
        await visitor.Page.GotoAsync(site.Server.Address + "/complaints/new");
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Not for your role");
    }

    [Fact]
    public async Task A_session_ends_in_a_page_that_is_open_when_the_account_is_blocked()
    {
        await using var visitor = await site.VisitAsync("en", "qian.yi", grants: new Grant(Role.DeskAgent, "cn-js"));
        await visitor.GoAsync("/");
        await site.PostAsync($"/api/accounts/{CaseFlow.Server.Access.AccountBook.IdOf("qian.yi").Value}/block", new { reason = "Left the company." });
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Sign in", new() { Timeout = 15_000 });
    }
}
