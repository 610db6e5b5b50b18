using CaseFlow.Access;
using CaseFlow.EventStore.Projections;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;
using static Microsoft.Playwright.Assertions;

namespace CaseFlow.Browser;

/// <summary>Who a customer is shows for a purpose and a while; erasing takes two people; a dry run changes nothing.</summary>
public sealed class GuardingPersonalData(Site site) : IClassFixture<Site>
{
    public static TheoryData<string> Languages => PageWords.Both;

    [Theory, MemberData(nameof(Languages))]
    public async Task A_customer_is_shown_for_a_purpose_and_to_nobody_else(string language)
    {
        var chinese = language == "zh-CN";
        var complaint = await site.RegisterAsync(site.FreshNumber());
        await using var visitor = await site.VisitAsync(language, "mei.lan");
        await visitor.GoAsync($"/complaints/{complaint}");
        var name = visitor.Page.Locator("a.name");
        await Expect(name).ToHaveTextAsync("Z*** W***");
        var reveal = visitor.Page.Locator($"#reveal-{Guid.Parse(complaint):N}");
        await reveal.PressAsync("Enter");
        await Expect(visitor.Page.Locator("dialog[open]")).ToContainTextAsync(chinese ? "查看客户明文信息的用途" : "What do you need to see the customer for?");
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(reveal).ToBeFocusedAsync();
        await reveal.ClickAsync();
        await visitor.Field("purpose").SelectOptionAsync("CallCustomer");
        await visitor.Field("remark").FillAsync(chinese ? "回电核实" : "To ask once more");
        await visitor.Page.Locator("dialog[open] button[type=submit]").ClickAsync();
        await Expect(name).ToHaveTextAsync("Zhang Wei");
        await Expect(visitor.Page.Locator(".reveal-left")).ToContainTextAsync("15");
        await visitor.GoAsync((await name.GetAttributeAsync("href"))!);
        await Expect(visitor.Page.Locator("h1")).ToContainTextAsync("Zhang Wei");
        Assert.Empty(visitor.Faults);

        await using var other = await site.VisitAsync(language, "wu.di");
        await other.GoAsync($"/complaints/{complaint}");
        await Expect(other.Page.Locator("a.name")).ToHaveTextAsync("Z*** W***");
        Assert.DoesNotContain("Zhang Wei", await other.Page.ContentAsync(), StringComparison.Ordinal);
        await other.GoAsync("/personal-data" + await other.Page.Locator("a.name").GetAttributeAsync("href"));
        await Expect(other.Page.Locator("section[aria-labelledby=disclosures] tbody tr")).ToContainTextAsync("mei.lan");
        await Expect(other.Page.Locator("section[aria-labelledby=disclosures] tbody tr")).ToContainTextAsync(chinese ? "联系客户" : "Call the customer");
        await Expect(other.Page.Locator("section[aria-labelledby=looks] tbody")).ToContainTextAsync("mei.lan");
        Assert.Empty(other.Faults);
    }

    [Fact]
    public async Task Taking_a_callback_shows_whom_to_call()
    {
        var complaint = await site.RegisterAsync(site.FreshNumber());
        await site.PostAsync($"/api/complaints/{complaint}/resolve", new { resolution = "Roaming is active." });
        await site.Server.Services.GetRequiredService<ProjectionEngine>().CatchUpAsync(TestContext.Current.CancellationToken);
        await using var visitor = await site.VisitAsync("en", "mei.lan");
        await visitor.GoAsync("/callbacks");
        var line = visitor.Page.Locator("li.card", new() { HasText = complaint[..8].ToUpperInvariant() });
        await Expect(line).ToContainTextAsync("Z*** W***");
        await line.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Take" }).First.ClickAsync();
        await Expect(line).ToContainTextAsync("Zhang Wei");
        await Expect(line.Locator(".reveal-left")).ToBeVisibleAsync();
        Assert.Empty(visitor.Faults);
    }

    [Fact]
    public async Task Erasing_takes_two_people_and_leaves_a_certificate()
    {
        var complaint = await site.RegisterAsync(site.FreshNumber());
        await site.PostAsync($"/api/complaints/{complaint}/withdraw", new { reason = "Done." });
        await using var lead = await site.VisitAsync("en", "sun.li", grants: [new Grant(Role.DeskLead, "all")]);
        await lead.GoAsync($"/complaints/{complaint}");
        var subject = "/personal-data" + await lead.Page.Locator("a.name").GetAttributeAsync("href");
        await lead.GoAsync(subject);
        await lead.Field("ground").SelectOptionAsync("SubjectRequest");
        await lead.Page.Locator("form[aria-labelledby=ask] button[type=submit]").ClickAsync();
        await Expect(lead.Page.Locator("section[aria-labelledby=erasure]")).ToContainTextAsync("Asked by sun.li");
        await Expect(lead.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Approve" })).ToHaveCountAsync(0);

        await using var officer = await site.VisitAsync("en", "officer", grants: [new Grant(Role.DataProtectionOfficer, "all")]);
        await officer.GoAsync("/personal-data");
        var card = officer.Page.Locator("li.card", new() { HasText = "sun.li" }).First;
        await card.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Approve…" }).ClickAsync();
        await card.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Erase for good" }).ClickAsync();
        await Expect(officer.Page.Locator("li.card", new() { HasText = "sun.li" })).ToHaveCountAsync(0);
        await site.Server.Services.GetRequiredService<ProjectionEngine>().CatchUpAsync(TestContext.Current.CancellationToken);
        await officer.GoAsync($"{subject}/certificate");
        await Expect(officer.Page.Locator("article")).ToContainTextAsync("the key of this customer was destroyed");
        await Expect(officer.Page.Locator("article")).ToContainTextAsync("sun.li");
        Assert.Empty(lead.Faults.Concat(officer.Faults));
    }

    [Fact]
    public async Task A_hold_is_placed_the_data_given_out_and_a_schedule_run_dry()
    {
        var complaint = await site.RegisterAsync(site.FreshNumber(), occurredAt: "2019-03-02T10:00:00+08:00");
        await site.PostAsync($"/api/complaints/{complaint}/withdraw", new { reason = "Done.", occurredAt = "2019-03-02T10:00:00+08:00" });
        await using var officer = await site.VisitAsync("en", "officer", grants: [new Grant(Role.DataProtectionOfficer, "all")]);
        await officer.GoAsync($"/complaints/{complaint}");
        await officer.GoAsync("/personal-data" + await officer.Page.Locator("a.name").GetAttributeAsync("href"));
        var download = await officer.Page.RunAndWaitForDownloadAsync(() => officer.Button("Download").ClickAsync());
        Assert.Contains("Zhang Wei", await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await officer.Field("reference").FillAsync("docket-7");
        await officer.Field("cause").SelectOptionAsync("Litigation");
        await officer.Page.Locator("form[aria-labelledby=hold] button[type=submit]").ClickAsync();
        await Expect(officer.Page.Locator("section[aria-labelledby=holds]")).ToContainTextAsync("docket-7");

        await officer.GoAsync("/personal-data/retention");
        foreach (var row in await officer.Page.Locator("form[aria-labelledby=schedule] tbody tr").AllAsync())
        {
            await row.Locator("input").Nth(0).FillAsync("36");
            await row.Locator("input").Nth(1).FillAsync("Rule 7");
        }

        await officer.Field("reason").FillAsync("First schedule");
        await officer.Button("Publish schedule").ClickAsync();
        await Expect(officer.Page.Locator("#schedule")).ToHaveTextAsync("Retention schedule 1");
        await officer.Button("Run").ClickAsync();
        var verdicts = officer.Page.Locator("section[aria-labelledby=run] tbody");
        await Expect(verdicts).ToContainTextAsync("Under legal hold");

        await officer.GoAsync("/personal-data");
        await officer.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Lift docket-7" }).ClickAsync();
        await Expect(officer.Page.Locator("section[aria-labelledby=holds]")).ToContainTextAsync("No legal hold stands.");
        await officer.GoAsync("/personal-data/retention");
        await officer.Button("Run").ClickAsync();
        await officer.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Ask for the erasure of all" }).ClickAsync();
        await Expect(officer.Page.Locator(".note.good")).ToContainTextAsync("1 erasures are asked for");
        Assert.Empty(officer.Faults);
    }
}
