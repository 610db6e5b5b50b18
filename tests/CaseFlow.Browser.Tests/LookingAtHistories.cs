using CaseFlow.Testing;
using static Microsoft.Playwright.Assertions;

namespace CaseFlow.Browser;

/// <summary>The quality department looks at what happened: a case at any past moment, two moments compared, and single events with their causes.</summary>
public sealed class LookingAtHistories(Site site) : IClassFixture<Site>
{
    public static TheoryData<string> Languages => PageWords.Both;

    [Theory, MemberData(nameof(Languages))]
    public async Task A_case_is_looked_at_moment_by_moment_with_the_keyboard_and_compared(string language)
    {
        var words = new PageWords(language);
        var complaint = await site.RegisterAsync(site.FreshNumber());
        await site.PostAsync($"/api/complaints/{complaint}/acknowledge", new { });
        await site.PostAsync($"/api/complaints/{complaint}/resolve", new { resolution = "Roaming is active." });
        await using var visitor = await site.VisitAsync(language);
        await visitor.GoAsync($"/complaints/{complaint}");
        await visitor.Page.Locator($"a[href='/audit/complaints/{complaint}']").ClickAsync();
        var (status, slider) = (visitor.Page.Locator("[aria-labelledby=moment] dl .mark"), visitor.Page.Locator("#time"));
        await Expect(status).ToHaveTextAsync(words.Resolved);
        await Expect(visitor.Page.Locator(".lane svg")).ToHaveCountAsync(4);

        await slider.FocusAsync();
        await slider.PressAsync("Home");
        await Expect(status).ToHaveTextAsync(words.Received);
        await Expect(visitor.Page.Locator("[aria-labelledby=facts] li")).ToHaveCountAsync(1);

        await visitor.Page.Locator("[aria-labelledby=compare] button").ClickAsync();
        var row = visitor.Page.Locator("[aria-labelledby=compare] tbody tr").Filter(new() { HasText = words.Resolved });
        await Expect(row.First).ToContainTextAsync(words.Received);
        await row.First.Locator("a[href^='/audit/events/']").Last.ClickAsync();
        await Expect(visitor.Page.Locator("#effects")).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator("[aria-labelledby=said]")).ToContainTextAsync("Roaming is active.");
        Assert.Empty(visitor.Faults);
    }

    [Theory, MemberData(nameof(Languages))]
    public async Task Events_are_filtered_and_a_past_list_is_compared_with_now(string language)
    {
        var words = new PageWords(language);
        var complaint = await site.RegisterAsync(site.FreshNumber());
        await site.PostAsync($"/api/complaints/{complaint}/acknowledge", new { });
        await using var visitor = await site.VisitAsync(language);
        await visitor.GoAsync($"/audit/events?complaint={complaint}");
        await Expect(visitor.Page.Locator("table.list tbody tr")).ToHaveCountAsync(2);
        await visitor.Field("eventType").SelectOptionAsync("complaint_acknowledged");
        await visitor.Button(words.ShowRates).ClickAsync();
        await Expect(visitor.Page.Locator("table.list tbody tr")).ToHaveCountAsync(1);

        await visitor.GoAsync("/audit/work-list");
        await visitor.Field("asOf").FillAsync("2026-01-01");
        await visitor.Button(words.ShowRates).ClickAsync();
        await Expect(visitor.Page.Locator("[aria-labelledby=since] a[href^='/audit/complaints/']").First).ToBeVisibleAsync();
        await visitor.Field("asOf").FillAsync("2999-01-01");
        await visitor.Button(words.ShowRates).ClickAsync();
        await Expect(visitor.Field("asOf")).ToHaveAttributeAsync("aria-invalid", "true");
        Assert.Empty(visitor.Faults);
    }
}
