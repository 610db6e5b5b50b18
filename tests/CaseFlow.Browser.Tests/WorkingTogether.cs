using System.Text.RegularExpressions;
using CaseFlow.Testing;
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
        await visitor.ArrivesAtAsync(new Regex(@"/\?topic=billing$"));
        await Expect(visitor.Page.Locator("tbody tr").First).ToContainTextAsync("Disputed data charges");
        await visitor.GoAsync("/?topic=billing&status=Closed");
        await Expect(visitor.Page.Locator(".empty")).ToBeVisibleAsync();
        Assert.Empty(visitor.Faults);
    }
}
