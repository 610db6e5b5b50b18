using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
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

    [Fact]
    public async Task A_rule_whose_topic_has_gone_takes_on_what_took_its_place()
    {
        await site.PostAsync("/api/definitions/warning-rules/indoors", new
        {
            terms = new { zh = "室内覆盖", en = "Coverage indoors", kind = "Volume", level = "City", topic = "network.coverage.indoor", topicLevel = 2, windowMinutes = 60, minimum = 3, coolDownMinutes = 60, freshMinutes = 60, active = true, grades = new[] { new { grade = "Blue", from = 3 } } }, reason = "Coverage.",
        });
        var entries = (await site.Server.Http.GetFromJsonAsync<JsonNode>("/api/definitions/lists/topics", TestContext.Current.CancellationToken))!["entries"]!.DeepClone().AsArray();
        entries.Single(entry => (string?)entry!["code"] == "network.coverage.indoor")!["retired"] = true;
        await site.PostAsync("/api/definitions/lists/topics", new { entries, moves = new[] { new { code = "network.coverage.indoor", fate = "Mapped", to = "network.coverage.outdoor" } }, reason = "Reorganised." });
        await using var visitor = await site.VisitAsync("en");
        await visitor.GoAsync("/warnings/rules?rule=indoors");
        var note = visitor.Page.Locator("form .note.bad[role=note]");
        await Expect(note).ToContainTextAsync("Coverage outdoors");
        await visitor.Page.Locator("form").GetByRole(AriaRole.Button, new() { Name = "Put today's topics in their place" }).ClickAsync();
        await Expect(visitor.Field("terms.topic")).ToHaveValueAsync(new Regex("Coverage outdoors$"));
        await Expect(note).ToHaveCountAsync(1);
        await visitor.Field("reason").FillAsync("Reorganised.");
        await visitor.Page.Locator("form[aria-labelledby=editor] button[type=submit]").ClickAsync();
        await Expect(note).ToHaveCountAsync(0);
        Assert.DoesNotContain("network.coverage.indoor", await site.Server.Http.GetStringAsync("/api/definitions/gone-topics", TestContext.Current.CancellationToken), StringComparison.Ordinal);
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
