using CaseFlow.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CaseFlow.Browser;

/// <summary>Two agents on one case, and lists worked with the keyboard.</summary>
public sealed class WorkingTogether(Site site) : IClassFixture<Site>
{
    public static TheoryData<string> Languages => PageWords.Both;

    [Theory, MemberData(nameof(Languages))]
    public async Task A_late_edit_is_told_what_the_other_did(string language)
    {
        var words = new PageWords(language);
        var complaint = await site.RegisterAsync(site.FreshNumber());
        await using var visitor = await site.VisitAsync(language);
        await visitor.GoAsync($"/complaints/{complaint}");
        await visitor.Button(words.Acknowledge).ClickAsync();
        await site.PostAsync($"/api/complaints/{complaint}/escalate", new { to = "City", origin = "Customer", reason = "Third call." });
        await visitor.Page.Locator("form.command button[type=submit]").ClickAsync();

        var alert = visitor.Page.Locator("form.command [role=alert]");
        await Expect(alert).ToContainTextAsync("wang.fang");
        await Expect(alert).ToContainTextAsync(words.Escalated);
        await visitor.Button(words.Reload).ClickAsync();
        await Expect(visitor.Page.Locator(".timeline")).ToContainTextAsync("Third call.");
        Assert.Empty(visitor.Faults);
    }

    [Fact]
    public async Task A_case_is_opened_from_the_list_without_the_mouse()
    {
        await site.RegisterAsync(site.FreshNumber());
        await using var visitor = await site.VisitAsync("en");
        await visitor.GoAsync("/");
        await visitor.Page.Locator("[data-row]").First.WaitForAsync();
        await visitor.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(visitor.Page.Locator("[data-row]").First).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Page.Locator("h1")).ToContainTextAsync("Case ");
        Assert.Empty(visitor.Faults);
    }

    [Fact]
    public async Task Filters_stand_in_the_address()
    {
        await site.RegisterAsync(site.FreshNumber(), "billing.charge.data");
        await using var visitor = await site.VisitAsync("en");
        await visitor.GoAsync("/");
        await visitor.Field("topic").FillAsync("Billing");
        await visitor.Page.WaitForURLAsync("**/?topic=billing");
        await Expect(visitor.Page.Locator("tbody tr").First).ToContainTextAsync("Disputed data charges");
        await visitor.GoAsync("/?topic=billing&status=Closed");
        await Expect(visitor.Page.Locator(".empty")).ToBeVisibleAsync();
        Assert.Empty(visitor.Faults);
    }

    [Fact]
    public async Task Nobody_works_without_saying_who_they_are()
    {
        await using var visitor = await site.VisitAsync("en", agent: null);
        await visitor.GoAsync("/callbacks");
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Who are you?");
        await visitor.Page.GetByLabel("Your name").FillAsync("Zhao Min");
        await visitor.Page.GetByLabel("What you may see").SelectOptionAsync("reader");
        await visitor.Button("Continue").ClickAsync();
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Callbacks");
        await visitor.GoAsync($"/complaints/{await site.RegisterAsync(site.FreshNumber())}");
        await Expect(visitor.Page.GetByText("Zhang Wei")).ToHaveCountAsync(0);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "中文" }).ClickAsync();
        await Expect(visitor.Page.Locator("h1")).ToContainTextAsync("案件");
        Assert.Empty(visitor.Faults);
    }
}
