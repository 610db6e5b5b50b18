using CaseFlow.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CaseFlow.Browser;

/// <summary>The room of an emergency: six clocks, evidence that stops one, calls, and the printed report.</summary>
public sealed class CommandingEmergencies(Site site) : IClassFixture<Site>
{
    public static TheoryData<string> Languages => PageWords.Both;

    [Theory, MemberData(nameof(Languages))]
    public async Task The_clocks_run_until_somebody_records_what_stops_them(string language)
    {
        var words = new PageWords(language);
        var emergency = await site.EmergencyAsync(await site.RegisterAsync(site.FreshNumber()));
        await using var visitor = await site.VisitAsync(language);
        await visitor.GoAsync("/emergencies");
        await visitor.Page.Locator($"a[href='/emergencies/{emergency}']").ClickAsync();
        var clocks = visitor.Page.Locator(".six > li");
        await Expect(clocks).ToHaveCountAsync(6);

        // The public's clock started with the media report, at this moment of a desk whose time stands still.
        await Expect(clocks.Nth(3).Locator(".left")).ToContainTextAsync("2:00:00");
        await clocks.Nth(3).GetByRole(AriaRole.Button).ClickAsync();
        await visitor.Field("evidence").FillAsync(words.Text);
        await visitor.Page.Locator("form.command button.primary").ClickAsync();
        await Expect(clocks.Nth(3)).ToContainTextAsync(words.InTime);
        await Expect(clocks.Nth(3)).ToContainTextAsync(words.Text);
        await Expect(clocks.Nth(3).GetByRole(AriaRole.Button)).ToHaveCountAsync(0);

        // Another records something; the page shows it by itself.
        await site.PostAsync($"/api/emergencies/{emergency}/fault-cleared", new { evidence = "Portal text." });
        await Expect(clocks.Nth(4).Locator(".left")).Not.ToHaveTextAsync("–", new() { Timeout = 15_000 });
        await Expect(visitor.Page.Locator("[aria-labelledby=calls] tbody tr")).ToHaveCountAsync(2);

        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = words.SituationReport }).ClickAsync();
        var report = visitor.Page.Locator("article.pack");
        await Expect(report.Locator("[aria-labelledby=report-six] tbody tr")).ToHaveCountAsync(6);
        await visitor.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(visitor.Page.Locator("header.top")).ToBeHiddenAsync();
        Assert.Empty(visitor.Faults);
    }
}
