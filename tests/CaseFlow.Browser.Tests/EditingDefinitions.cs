using System.Globalization;
using CaseFlow.Access;
using CaseFlow.EventStore.Projections;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;
using static Microsoft.Playwright.Assertions;

namespace CaseFlow.Browser;

/// <summary>An administrator publishes a scorecard of their own and its next version, and looks at what changed.</summary>
public sealed class EditingDefinitions(Site site) : IClassFixture<Site>
{
    public static TheoryData<string> Languages => PageWords.Both;

    [Theory, MemberData(nameof(Languages))]
    public async Task A_scorecard_is_published_mended_and_compared(string language)
    {
        var card = $"hotline-{language.ToLowerInvariant()}";
        await using var visitor = await site.VisitAsync(language, $"defines.{language.ToLowerInvariant()}", grants: new Grant(Role.Administrator, "all"));
        await visitor.GoAsync("/definitions");
        await visitor.Page.Locator("#new-scorecards").FillAsync(card);
        await visitor.Page.Locator("#new-scorecards").PressAsync("Enter");
        var page = visitor.Page;
        await page.Locator("#d-zh").FillAsync("热线质检");
        await page.Locator("#d-en").FillAsync("Hotline quality");
        await page.Locator("#d-passPercent").FillAsync("eighty");
        await page.Locator("fieldset.draft > .row > button").First.ClickAsync();
        await page.Locator("#d-sections-0-code").FillAsync("record");
        await page.Locator("#d-sections-0-zh").FillAsync("记录");
        await page.Locator("#d-sections-0-en").FillAsync("Record");
        await page.Locator("fieldset.draft fieldset.draft > .row > button").First.ClickAsync();
        await page.Locator("#d-sections-0-criteria-0-code").FillAsync("topic");
        await page.Locator("#d-sections-0-criteria-0-zh").FillAsync("主题正确");
        await page.Locator("#d-sections-0-criteria-0-en").FillAsync("The topic is right");
        await page.Locator("#d-sections-0-criteria-0-kind").SelectOptionAsync("YesNo");
        await page.Locator("#d-sections-0-criteria-0-weight").FillAsync("3");
        await page.Locator("#d-reason").FillAsync(language == "en" ? "A card for the hotline" : "热线专用");
        await page.Locator("form.spaced button.primary").ClickAsync();
        // What was typed stays, and what is wrong with it stands beside it.
        await Expect(page.Locator("#d-passPercent-error")).ToBeVisibleAsync();
        await page.Locator("#d-passPercent").FillAsync("80");
        await page.Locator("form.spaced button.primary").ClickAsync();
        await Expect(page.Locator("form.spaced .note.good")).ToBeFocusedAsync();
        await Expect(page.Locator("[aria-labelledby=versions] tbody tr")).ToHaveCountAsync(1);

        await page.Locator("#d-passPercent").FillAsync("85");
        await page.Locator("#d-reason").FillAsync(language == "en" ? "Stricter" : "从严");
        await page.Locator("form.spaced button.primary").ClickAsync();
        await Expect(page.Locator("[aria-labelledby=versions] tbody tr")).ToHaveCountAsync(2);
        var changed = page.Locator("[aria-labelledby=changed] tbody tr");
        await Expect(changed).ToHaveCountAsync(1);
        await Expect(changed).ToContainTextAsync("85");
        Assert.Empty(visitor.Faults);
    }

    [Theory, MemberData(nameof(Languages))]
    public async Task A_draft_of_a_clock_policy_is_tried_on_a_month_and_leads_to_its_cases(string language)
    {
        var complaint = await site.RegisterAsync(site.FreshNumber());
        await site.Server.Services.GetRequiredService<ProjectionEngine>().CatchUpAsync(TestContext.Current.CancellationToken);
        await using var visitor = await site.VisitAsync(language, $"tries.{language.ToLowerInvariant()}", grants: new Grant(Role.DeskLead, "cn-js"));
        await visitor.GoAsync("/definitions/clock-policies/resolve");
        var page = visitor.Page;
        await Expect(page.Locator("form.spaced button[type=submit]")).ToHaveCountAsync(0);
        await page.Locator("#d-limit").FillAsync("5");
        await page.Locator("#d-month").FillAsync("soon");
        await page.Locator("#d-month + button").ClickAsync();
        await Expect(page.Locator("form.spaced .field-error")).ToHaveCountAsync(1);
        await page.Locator("#d-month").FillAsync(TimeZoneInfo.ConvertTime(new DeskClock().GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")).ToString("yyyy-MM", CultureInfo.InvariantCulture));
        await page.Locator("#d-month + button").ClickAsync();
        await Expect(page.Locator($"[aria-labelledby=simulation] a[href='/complaints/{complaint}']").First).ToBeVisibleAsync();
        await page.Locator("#d-limit").FillAsync("0");
        await page.Locator("#d-month + button").ClickAsync();
        await Expect(page.Locator("form.spaced .note.bad")).ToBeVisibleAsync();
        await Expect(page.Locator("#d-limit-error")).ToBeVisibleAsync();
        await Expect(page.Locator("#d-limit")).ToBeFocusedAsync();
        // An item that nobody filled in ended the page.
        await page.Locator("#d-limit").FillAsync("5");
        await page.Locator("fieldset.draft:has(#d-warnAt-0) > .row > button").ClickAsync();
        await page.Locator("#d-month + button").ClickAsync();
        await Expect(page.Locator("#d-warnAt-2-error")).ToBeVisibleAsync();
        Assert.Empty(visitor.Faults);
    }
}
