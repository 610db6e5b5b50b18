using CaseFlow.Access;
using CaseFlow.EventStore.Projections;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;
using static Microsoft.Playwright.Assertions;

namespace CaseFlow.Browser;

/// <summary>An administrator tries and publishes a definition of a KPI, and a reader sees in the chart which version tells which month.</summary>
public sealed class DefiningKpis(Site site) : IClassFixture<Site>
{
    public static TheoryData<string> Languages => PageWords.Both;

    [Theory, MemberData(nameof(Languages))]
    public async Task A_definition_is_tried_published_and_told_in_its_months(string language)
    {
        Axe.SkipUnlessInstalled();
        var kpi = language == "en" ? "escalation-rate" : "reopening-rate";
        await site.RegisterAsync(site.FreshNumber());
        await site.Server.Services.GetRequiredService<ProjectionEngine>().CatchUpAsync(TestContext.Current.CancellationToken);
        var thisMonth = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(new DeskClock().GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")).DateTime);
        var month = $"{thisMonth:yyyy-MM}";
        await using var visitor = await site.VisitAsync(language, $"kpis.{language.ToLowerInvariant()}", grants: new Grant(Role.Administrator, "all"));
        var page = visitor.Page;
        await visitor.GoAsync($"/definitions/kpi-definitions/{kpi}");
        await Expect(page.Locator("[aria-labelledby=telling] tbody tr")).ToHaveCountAsync(1);

        await page.Locator("#d-target-value").FillAsync("2.5");
        await page.Locator("#d-target-side").SelectOptionAsync("AtMost");
        await page.Locator("#d-cases-withdrawn").SelectOptionAsync("false");
        await page.Locator("#d-reason").FillAsync(language == "en" ? "Withdrawn cases say nothing" : "撤诉案件不反映处理质量");
        await page.Locator("form.spaced button.primary").ClickAsync();
        // The first version tells all months, so that the next one says from when on.
        await Expect(page.Locator("#d-validFrom-error")).ToBeVisibleAsync();
        await page.Locator("#d-validFrom").FillAsync(month);
        await page.Locator("#d-month").FillAsync(month);
        await page.Locator("#d-month + button").ClickAsync();
        await Expect(page.Locator(".wide-table[aria-labelledby=simulation] tbody tr")).ToHaveCountAsync(4);
        await Expect(page.Locator("section[aria-labelledby=simulation]")).ToContainTextAsync(language == "en" ? "Withdrawn cases count" : "计入撤诉案件");
        Assert.Empty(await Axe.BarriersAsync(page));
        await page.Locator("form.spaced button.primary").ClickAsync();
        await Expect(page.Locator("[aria-labelledby=telling] tbody tr")).ToHaveCountAsync(2);
        await site.Server.Services.GetRequiredService<ProjectionEngine>().CatchUpAsync(TestContext.Current.CancellationToken);

        await page.Locator("[aria-labelledby=telling] a").ClickAsync();
        await Expect(page.Locator("[aria-labelledby=by-month] figcaption")).ToContainTextAsync(month);
        await Expect(page.Locator("[aria-labelledby=by-month] figcaption")).ToContainTextAsync("1, 2");
        await Expect(page.Locator("[aria-labelledby=by-month] svg .edge")).ToHaveCountAsync(1);
        await Expect(page.Locator("[aria-labelledby=by-month] svg .target")).ToHaveCountAsync(1);
        // Nothing was resolved, and what has no value meets no target.
        await Expect(page.Locator("[aria-labelledby=by-month] tbody .mark.good")).ToHaveCountAsync(language == "en" ? 1 : 0);
        Assert.Empty(await Axe.BarriersAsync(page));

        await page.Locator("#f-definition").FillAsync("2");
        await page.Locator("form.rates button.primary").ClickAsync();
        await Expect(page.Locator("[aria-labelledby=against] tfoot tr")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        Assert.Empty(await Axe.BarriersAsync(page));
        Assert.Empty(visitor.Faults);
    }

    [Theory, MemberData(nameof(Languages))]
    public async Task Numbers_that_count_no_cases_show_their_targets_too(string language)
    {
        await site.RegisterAsync(site.FreshNumber());
        await site.Server.Services.GetRequiredService<ProjectionEngine>().CatchUpAsync(TestContext.Current.CancellationToken);
        foreach (var kpi in new[] { "repeat-complaint-rate", "connect-rate" })
        {
            await site.PostAsync($"/api/definitions/kpi-definitions/{kpi}", new
            {
                nameZh = "指标", nameEn = "A number", ownerZh = "客户服务部", ownerEn = "Customer care", target = new { value = 20.5, side = "AtMost" }, validFrom = "2020-01", reason = "例会议定",
            });
        }

        await using var visitor = await site.VisitAsync(language, $"targets.{language.ToLowerInvariant()}", grants: new Grant(Role.Administrator, "all"));
        await visitor.GoAsync("/kpis/repeat-complaint-rate");
        await Expect(visitor.Page.Locator("[aria-labelledby=by-month] figcaption")).ToContainTextAsync("20.5");
        await Expect(visitor.Page.Locator("[aria-labelledby=by-month] figcaption")).ToContainTextAsync(language == "en" ? "version 2" : "版本 2");
        await Expect(visitor.Page.Locator("[aria-labelledby=definition]")).ToContainTextAsync("20.5");
        await visitor.GoAsync("/kpis/connect-rate");
        await Expect(visitor.Page.Locator("[aria-labelledby=by-month] figcaption")).ToContainTextAsync("20.5");
        await Expect(visitor.Page.Locator("[aria-labelledby=by-month] svg .target")).ToHaveCountAsync(12);
        await Expect(visitor.Page.Locator("h1")).ToContainTextAsync(language == "en" ? "A number" : "指标");
        Assert.Empty(visitor.Faults);
    }
}
