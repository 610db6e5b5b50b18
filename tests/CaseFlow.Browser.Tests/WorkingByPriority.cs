using System.Globalization;
using CaseFlow.Access;
using CaseFlow.EventStore.Projections;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;
using static Microsoft.Playwright.Assertions;

namespace CaseFlow.Browser;

/// <summary>A desk lead takes up the most urgent case, asks why it is that urgent, and tries another threshold.</summary>
public sealed class WorkingByPriority(Site site) : IClassFixture<Site>
{
    public static TheoryData<string> Languages => PageWords.Both;

    [Theory, MemberData(nameof(Languages))]
    public async Task The_most_urgent_case_is_found_explained_and_would_be_less_urgent_under_a_draft(string language)
    {
        var (plain, urgent) = (await site.RegisterAsync(site.FreshNumber(), "service.attitude"), await site.RegisterAsync(site.FreshNumber(), "line.hazard"));
        await site.Server.Services.GetRequiredService<ProjectionEngine>().CatchUpAsync(TestContext.Current.CancellationToken);
        await using var visitor = await site.VisitAsync(language, $"ranks.{language.ToLowerInvariant()}", grants: new Grant(Role.DeskLead, "cn-js"));
        var page = visitor.Page;
        await visitor.GoAsync("/");
        await Expect(page.Locator($"tr:has(a[href='/complaints/{plain}']) .mark.info", new() { HasText = "P3" })).ToHaveCountAsync(1);
        await page.Locator("#f-priority").SelectOptionAsync("P1");
        await Expect(page.Locator($"tr:has(a[href='/complaints/{plain}'])")).ToHaveCountAsync(0);
        var mark = page.Locator($"tr:has(a[href='/complaints/{urgent}']) .mark.bad", new() { HasText = "P1" });
        await Expect(mark).ToContainTextAsync(language == "en" ? "Priority" : "优先级");
        await page.Locator("#f-sort").SelectOptionAsync("Priority");
        await Expect(mark).ToHaveCountAsync(1);
        await page.Locator($"a[href='/complaints/{urgent}'][data-row]").ClickAsync();

        var panel = page.Locator("section[aria-labelledby=priority]");
        await Expect(panel.Locator("h2")).ToHaveTextAsync(language == "en" ? "Why P1?" : "为什么是 P1？");
        await Expect(panel.Locator("tbody tr")).ToHaveCountAsync(5);
        await Expect(panel.Locator("tbody tr").Nth(0)).ToContainTextAsync(language == "en" ? "Danger to people or property" : "危及人身或财物");
        await Expect(panel.Locator("tbody tr").Nth(2)).ToContainTextAsync("15");
        await Expect(panel.Locator("tbody tr").Last).ToContainTextAsync("55");
        if (Axe.IsInstalled) Assert.Empty(await Axe.BarriersAsync(page));
        await panel.Locator("a[href^='/definitions/priority-matrix/']").ClickAsync();

        await page.Locator("#d-thresholds-p1").FillAsync("60");
        await page.Locator("#d-month").FillAsync(TimeZoneInfo.ConvertTime(new DeskClock().GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")).ToString("yyyy-MM", CultureInfo.InvariantCulture));
        await page.Locator("#d-month + button").ClickAsync();
        var moved = page.Locator("[aria-labelledby=simulation]");
        await Expect(moved.Locator($"tr:has(a[href='/complaints/{urgent}']) .mark")).ToHaveTextAsync(language == "en" ? ["Priority P1", "Priority P2"] : ["优先级 P1", "优先级 P2"]);
        await Expect(moved.Locator($"a[href='/complaints/{plain}']")).ToHaveCountAsync(0);
        await page.Locator("#d-thresholds-p1").FillAsync("30");
        await page.Locator("#d-month + button").ClickAsync();
        await Expect(page.Locator("form.spaced .note.bad")).ToBeVisibleAsync();
        Assert.Empty(visitor.Faults);
    }
}
