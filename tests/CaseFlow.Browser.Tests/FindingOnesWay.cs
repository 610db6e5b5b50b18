using System.Text.RegularExpressions;
using CaseFlow.Access;
using CaseFlow.Testing;
using static Microsoft.Playwright.Assertions;

namespace CaseFlow.Browser;

/// <summary>The navigation: by kind of work, with the keyboard, in one row on a telephone, and never in the way of the page.</summary>
public sealed class FindingOnesWay(Site site) : IClassFixture<Site>
{
    private const string Open = "details.hung[open]";

    public static TheoryData<string> Languages => PageWords.Both;

    [Theory, MemberData(nameof(Languages))]
    public async Task A_group_opens_with_the_keyboard_over_the_page_and_leads_to_its_pages(string language)
    {
        await using var visitor = await site.VisitAsync(language);
        await visitor.GoAsync("/callbacks");
        var groups = visitor.Page.Locator(".groups > details > summary");
        await Expect(groups).ToHaveCountAsync(4);
        await Expect(visitor.Page.Locator(".groups summary.here")).ToHaveCountAsync(1);
        await Expect(visitor.Page.Locator(".groups [aria-current=page]")).ToHaveAttributeAsync("href", "/callbacks");
        var before = await PlaceOfTitleAsync(visitor);

        await groups.Nth(2).FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Page.Locator(Open)).ToHaveCountAsync(1);
        Assert.Equal(before, await PlaceOfTitleAsync(visitor));
        if (Axe.IsInstalled) Assert.Empty(await Axe.BarriersAsync(visitor.Page));
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Page.Locator(Open)).ToHaveCountAsync(0);
        await Expect(groups.Nth(2)).ToBeFocusedAsync();

        await visitor.Page.Keyboard.PressAsync("Enter");
        await groups.Nth(1).ClickAsync();
        await Expect(visitor.Page.Locator(Open)).ToHaveCountAsync(1);
        await visitor.Page.Keyboard.PressAsync("Tab");
        await Expect(visitor.Page.Locator($"{Open} a[href='/service-meetings']")).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.ArrivesAtAsync(new("/service-meetings$"));
        await Expect(visitor.Page.Locator(".groups [aria-current=page]")).ToHaveAttributeAsync("href", "/service-meetings");
        await Expect(visitor.Page.Locator(Open)).ToHaveCountAsync(0);
        Assert.Empty(visitor.Faults);
        Axe.SkipUnlessInstalled();
    }

    [Theory, MemberData(nameof(Languages))]
    public async Task A_telephone_has_one_row_that_says_where_one_is(string language)
    {
        await using var visitor = await site.VisitAsync(language, width: 375);
        await visitor.GoAsync("/clocks");
        var row = await visitor.Page.Locator("header.top").BoundingBoxAsync();
        Assert.InRange(row!.Height, 1, 64);
        var menu = visitor.Page.Locator("details.menu");
        await Expect(menu.Locator(".menu-here")).ToHaveTextAsync(language == "en" ? "Clocks" : "时限");
        var before = await PlaceOfTitleAsync(visitor);
        await menu.Locator("summary").ClickAsync();
        await Expect(menu.Locator("a[href='/tokens']")).ToBeVisibleAsync();
        Assert.Equal(before, await PlaceOfTitleAsync(visitor));
        Assert.Equal(375, await visitor.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        if (Axe.IsInstalled) Assert.Empty(await Axe.BarriersAsync(visitor.Page));
        await menu.Locator("a[href='/warnings']").ClickAsync();
        await visitor.ArrivesAtAsync(new("/warnings$"));
        await Expect(visitor.Page.Locator(Open)).ToHaveCountAsync(0);
        await Expect(menu.Locator(".menu-here")).ToHaveTextAsync(language == "en" ? "Warnings" : "预警");
        Assert.Empty(visitor.Faults);
        Axe.SkipUnlessInstalled();
    }

    [Fact]
    public async Task Each_sees_the_work_that_is_theirs()
    {
        await using var visitor = await site.VisitAsync("en", "ming.li", grants: new Grant(Role.Administrator, "all"));
        await visitor.GoAsync("/definitions");
        await Expect(visitor.Page.Locator(".groups > details > summary")).ToHaveTextAsync(new Regex[] { new("^\\s*Quality"), new("^\\s*Set-up") });
        await Expect(visitor.Page.Locator(".groups a[href='/callbacks']")).ToHaveCountAsync(0);
        Assert.Empty(visitor.Faults);
    }

    private static Task<int> PlaceOfTitleAsync(Visitor visitor) => visitor.Page.EvaluateAsync<int>("() => Math.round(document.querySelector('h1').getBoundingClientRect().top)");
}
