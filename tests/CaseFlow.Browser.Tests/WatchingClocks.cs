using CaseFlow.Testing;
using static Microsoft.Playwright.Assertions;

namespace CaseFlow.Browser;

/// <summary>What is due next, and why: the board of clocks, the clocks of a case, and a pause.</summary>
public sealed class WatchingClocks(Site site) : IClassFixture<Site>
{
    public static TheoryData<string> Languages => PageWords.Both;

    [Theory, MemberData(nameof(Languages))]
    public async Task The_board_leads_to_the_case_whose_clock_says_why_it_is_due_then(string language)
    {
        var complaint = await site.RegisterAsync(site.FreshNumber());
        await using var visitor = await site.VisitAsync(language);
        await visitor.GoAsync("/clocks?obligation=RegulatoryReply&region=cn-js.nanjing");
        var line = visitor.Page.Locator($"table.list a[href='/complaints/{complaint}']");
        await Expect(line).ToBeVisibleAsync();
        await line.ClickAsync();

        var panel = visitor.Page.Locator("[aria-labelledby=clocks]");
        await Expect(panel.Locator("li.clock")).ToHaveCountAsync(4);
        await Expect(panel.Locator("svg.clock-bar")).ToHaveCountAsync(4);
        var button = panel.Locator("li.clock button").First;
        await button.FocusAsync();
        await button.PressAsync("Enter");
        await Expect(button).ToHaveAttributeAsync("aria-expanded", "true");
        await Expect(panel.Locator(".why tr.due-step")).ToHaveCountAsync(1);
        await Expect(panel.Locator(".why dd")).ToHaveCountAsync(2);
        await button.PressAsync("Enter");
        await Expect(panel.Locator(".why")).ToHaveCountAsync(0);
        Assert.Empty(visitor.Faults);
    }

    [Theory, MemberData(nameof(Languages))]
    public async Task A_handler_waits_for_the_customer_and_goes_on(string language)
    {
        var words = new PageWords(language);
        var complaint = await site.RegisterAsync(site.FreshNumber());
        await using var visitor = await site.VisitAsync(language);
        await visitor.GoAsync($"/complaints/{complaint}");
        await visitor.Button(words.Await).ClickAsync();
        await visitor.Field("awaiting").SelectOptionAsync("Customer");
        await visitor.Field("reason").FillAsync("A picture of the phone.");
        await visitor.Page.Locator("form.command button[type=submit]").ClickAsync();
        var halted = visitor.Page.Locator("[aria-labelledby=clocks] .mark").Filter(new() { HasText = words.StandsStill });
        await Expect(halted).ToHaveCountAsync(2);
        await visitor.Button(words.Resume).ClickAsync();
        await visitor.Page.Locator("form.command button[type=submit]").ClickAsync();
        await Expect(halted).ToHaveCountAsync(0);
        Assert.Empty(visitor.Faults);
    }
}
