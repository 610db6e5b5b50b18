using CaseFlow.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CaseFlow.Browser;

/// <summary>A warning from the board to a trace, a rule that is tried out, and a city that asks its province.</summary>
public sealed class HeedingWarnings(Site site) : IClassFixture<Site>
{
    public static TheoryData<string> Languages => PageWords.Both;

    [Theory, MemberData(nameof(Languages))]
    public async Task A_warning_says_why_it_fired_and_is_handed_on_to_a_trace(string language)
    {
        var words = new PageWords(language);
        var warning = await site.WarningAsync(await site.RegisterAsync(site.FreshNumber()));
        await using var visitor = await site.VisitAsync(language);
        await visitor.GoAsync("/warnings");
        var card = visitor.Page.Locator("li.warning-card", new() { Has = visitor.Page.Locator($"a[href='/warnings/{warning}']") });
        // The grade is told by words, whatever its colour.
        await Expect(card.Locator(".grade")).ToContainTextAsync(words.GraveWarning);
        await card.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(visitor.Page.Locator(".why tr.due-step")).ToContainTextAsync("60");
        await visitor.Button(words.LookInto).ClickAsync();
        await visitor.Page.Locator("form.command button[type=submit]").ClickAsync();
        await Expect(visitor.Page.Locator("[aria-labelledby=steps] li")).ToHaveCountAsync(2);
        await visitor.Button(words.TraceCause).ClickAsync();
        await visitor.Field("title").FillAsync(words.Text);
        await visitor.Field("title").PressAsync("Control+Enter");
        await Expect(visitor.Page.Locator("[aria-labelledby=facts] a[href^='/traces/']")).ToHaveCountAsync(1);
        await Expect(visitor.Button(words.Dismiss)).ToHaveCountAsync(0);
        await visitor.Page.Locator("[aria-labelledby=facts] a[href^='/traces/']").ClickAsync();
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync(words.Text);
        Assert.Empty(visitor.Faults);
    }

    [Theory, MemberData(nameof(Languages))]
    public async Task A_draft_of_a_rule_is_run_over_last_month_beside_the_version_in_force(string language)
    {
        var words = new PageWords(language);
        var month = DateTimeOffset.UtcNow.AddHours(8).AddMonths(-1);
        for (var i = 0; i < 3; i++) await site.RegisterAsync(site.FreshNumber(), occurredAt: $"{month:yyyy-MM}-05T10:0{i}:00+08:00");
        await using var visitor = await site.VisitAsync(language);
        await visitor.GoAsync("/warnings/rules?rule=mass-complaint");
        await visitor.Field("terms.minimum").FillAsync("2");
        await visitor.Field("terms.grades.Blue").FillAsync("2");
        await visitor.Button(words.Simulate).ClickAsync();
        var sides = visitor.Page.Locator("[aria-labelledby=simulation] .split > div");
        await Expect(sides).ToHaveCountAsync(2);
        await Expect(sides.First.Locator("tbody tr")).Not.ToHaveCountAsync(0);
        await Expect(sides.Last.Locator("tbody tr")).ToHaveCountAsync(0);
        Assert.Empty(visitor.Faults);
    }

    [Theory, MemberData(nameof(Languages))]
    public async Task A_city_asks_and_the_province_takes_up_and_answers(string language)
    {
        var words = new PageWords(language);
        var need = $"{words.Text} {language}";
        await using var visitor = await site.VisitAsync(language);
        await visitor.GoAsync("/support-requests");
        await visitor.Button(words.AskProvince).ClickAsync();
        await visitor.Field("region").FillAsync(words.Region);
        await visitor.Field("need").FillAsync(need);
        await visitor.Field("wantedBy").FillAsync("2198-12-31");
        await visitor.Field("need").PressAsync("Control+Enter");
        var card = visitor.Page.Locator("li.card", new() { HasText = need });
        await Expect(card.Locator("dl.facts .mark")).ToHaveCountAsync(2);
        await card.GetByRole(AriaRole.Button, new() { Name = words.TakeUpRequest }).ClickAsync();
        await visitor.Page.Locator("form.command button[type=submit]").ClickAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = words.AnswerRequest }).ClickAsync();
        await visitor.Field("answer").FillAsync(words.Text);
        await visitor.Field("answer").PressAsync("Control+Enter");
        await Expect(card.Locator("dl.facts .mark.good")).ToHaveCountAsync(2);
        Assert.Empty(visitor.Faults);
    }
}
