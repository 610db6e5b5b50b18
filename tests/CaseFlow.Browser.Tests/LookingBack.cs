using CaseFlow.Testing;
using Microsoft.Playwright;
using Npgsql;
using static Microsoft.Playwright.Assertions;

namespace CaseFlow.Browser;

/// <summary>The repeat-complaint rate as it was known on a past day, and as it would be under another window.</summary>
public sealed class LookingBack(Site site) : IClassFixture<Site>
{
    public static TheoryData<string> Languages => PageWords.Both;

    [Theory, MemberData(nameof(Languages))]
    public async Task A_past_day_and_another_window_are_shown_with_what_differs(string language)
    {
        var words = new PageWords(language);
        var number = site.FreshNumber();
        // A month for each language, for they share the site.
        var month = language == "en" ? "2011-05" : "2011-03";
        var earlier = await site.RegisterAsync(number, occurredAt: $"{month}-01T10:00:00+08:00");
        await RecordedOnAsync("2026-01-15T03:00:00Z");
        var later = await site.RegisterAsync(number, occurredAt: $"{month}-11T10:00:00+08:00");
        await using var visitor = await site.VisitAsync(language);
        await visitor.GoAsync($"/kpis/repeat-complaint-rate?from={month}&to={month}");
        var months = visitor.Page.Locator("[aria-labelledby=by-month] tbody tr");
        var difference = visitor.Page.Locator("[aria-labelledby=difference]");
        await Expect(difference).ToHaveCountAsync(0);

        await visitor.Field("asOf").FillAsync("2026-01-31");
        await visitor.Button(words.ShowRates).ClickAsync();
        await Expect(visitor.Page.Locator("#difference")).ToHaveTextAsync(words.ChangedSince);
        await Expect(months).ToContainTextAsync(["0.00"]);
        var row = difference.Locator("tr", new() { HasText = Number(later) }).Last;
        await Expect(row).ToContainTextAsync(words.NotRecorded);
        await Expect(row.GetByRole(AriaRole.Link, new() { Name = Number(earlier) })).ToHaveAttributeAsync("href", $"/complaints/{earlier}");

        await visitor.Field("asOf").FillAsync("");
        await visitor.Field("windowDays").FillAsync("7");
        await visitor.Button(words.ShowRates).ClickAsync();
        await Expect(visitor.Page.Locator("#difference")).ToHaveTextAsync(words.ByOtherWindow);
        await Expect(difference.Locator("tr", new() { HasText = Number(later) }).Last).ToContainTextAsync(words.RuleAlone);
        await Expect(visitor.Page.Locator("[aria-labelledby=definition]")).ToContainTextAsync("7");

        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = words.PresentRates }).ClickAsync();
        await Expect(difference).ToHaveCountAsync(0);
        await Expect(visitor.Field("windowDays")).ToHaveValueAsync("");
        Assert.Empty(visitor.Faults);
    }

    [Fact]
    public async Task What_cannot_be_looked_back_to_is_told_at_its_field()
    {
        await using var visitor = await site.VisitAsync("en");
        await visitor.GoAsync("/kpis/repeat-complaint-rate");
        await visitor.Field("asOf").FillAsync("2999-01-01");
        await visitor.Field("windowDays").FillAsync("0");
        await visitor.Button(new PageWords("en").ShowRates).ClickAsync();

        await Expect(visitor.Page.Locator("#f-asOf-error")).ToHaveTextAsync("This lies in the future.");
        await Expect(visitor.Field("windowDays")).ToHaveAttributeAsync("aria-invalid", "true");
        Assert.Empty(visitor.Faults);
    }

    /// <summary>Moves the clock of the database, whose time is recorded with each event, for all that was recorded so far.</summary>
    private async Task RecordedOnAsync(string time)
    {
        await using var database = NpgsqlDataSource.Create(site.Server.ConnectionString);
        await using var move = database.CreateCommand($"alter table mt_events disable trigger user; update mt_events set timestamp = '{time}'; alter table mt_events enable trigger user");
        await move.ExecuteNonQueryAsync();
    }

    private static string Number(string complaint) => complaint[..8].ToUpperInvariant();
}
