using CaseFlow.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CaseFlow.Browser;

/// <summary>An emergency's calls on the desk's agenda and in its room, who was told, and what is not of it; and pages that look again by themselves.</summary>
public sealed class CallingInEmergencies(Site site) : IClassFixture<Site>
{
    private const int LooksAgain = 45_000;

    public static TheoryData<string> Languages => PageWords.Both;

    [Theory, MemberData(nameof(Languages))]
    public async Task The_agenda_leads_to_the_form_of_a_call_and_shows_the_number_to_whoever_says_what_for(string language)
    {
        var emergency = await site.EmergencyAsync(await site.RegisterAsync(site.FreshNumber()));
        // Each language has an agent of its own: to one who has said what for, the number shows for a quarter of an hour.
        await using var visitor = await site.VisitAsync(language, language == "en" ? "wu.di" : "mei.lan");
        await visitor.GoAsync("/callbacks");
        var lines = visitor.Page.Locator("li.card", new() { Has = visitor.Page.Locator($"a[href='/emergencies/{emergency}']") });
        await Expect(lines).ToHaveCountAsync(2);
        var silent = lines.Filter(new() { HasNot = visitor.Page.Locator("a[href^='/complaints/']") });
        await Expect(silent).ToContainTextAsync("139****0077");
        await silent.Locator("button.quiet").ClickAsync();
        await Expect(visitor.Field("purpose")).ToHaveValueAsync("CallCustomer");
        await visitor.Page.Locator("dialog[open] button[type=submit]").ClickAsync();
        await Expect(silent).ToContainTextAsync("13951770077");

        await silent.Locator("a.button").ClickAsync();
        var form = visitor.Page.Locator("form.command");
        await Expect(visitor.Page.Locator(".callee")).ToContainTextAsync("13951770077");
        await visitor.Field("result").SelectOptionAsync("Informed");
        await form.Locator("button.primary").ClickAsync();
        await Expect(form).ToHaveCountAsync(0);
        await Expect(visitor.Page.Locator("[aria-labelledby=calls] tbody tr")).ToHaveCountAsync(1);
        await visitor.GoAsync("/callbacks");
        await Expect(lines).ToHaveCountAsync(1);
        Assert.Empty(visitor.Faults);
    }

    [Fact]
    public async Task Who_takes_a_call_sees_whom_to_ring_and_others_see_who_has_it()
    {
        var emergency = await site.EmergencyAsync(await site.RegisterAsync(site.FreshNumber()));
        await using var visitor = await site.VisitAsync("en", "gao.jun");
        await using var other = await site.VisitAsync("en", "xu.min");
        await visitor.GoAsync("/callbacks");
        await other.GoAsync("/callbacks");
        var (mine, theirs) = (Silent(visitor), Silent(other));
        await mine.GetByRole(AriaRole.Button, new() { Name = "Take" }).ClickAsync();
        await Expect(mine).ToContainTextAsync("Taken by gao.jun until");
        await Expect(mine).ToContainTextAsync("13951770077");

        // The other's page is older: what it offers is refused, and says who was faster.
        await theirs.GetByRole(AriaRole.Button, new() { Name = "Take" }).ClickAsync();
        await Expect(other.Page.Locator(".note.bad")).ToContainTextAsync("Taken by gao.jun until");
        await Expect(theirs).ToContainTextAsync("Taken by gao.jun until");
        await Expect(theirs.GetByRole(AriaRole.Button, new() { Name = "Take" })).ToHaveCountAsync(0);
        await Expect(theirs.Locator("a.button")).ToHaveCountAsync(0);

        await mine.GetByRole(AriaRole.Button, new() { Name = "Give back" }).ClickAsync();
        await Expect(mine).Not.ToContainTextAsync("Taken by");
        await other.GoAsync($"/emergencies/{emergency}");
        var row = other.Page.Locator("[aria-labelledby=calls] tbody tr").Filter(new() { HasNot = other.Page.Locator("a[href^='/complaints/']") });
        await row.GetByRole(AriaRole.Button, new() { Name = "Take" }).ClickAsync();
        await Expect(row).ToContainTextAsync("Taken by xu.min until");
        await row.GetByRole(AriaRole.Button, new() { Name = "Record the call" }).ClickAsync();
        await other.Field("result").SelectOptionAsync("Informed");
        await other.Page.Locator("form.command button.primary").ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
        Assert.Empty(visitor.Faults);
        Assert.Empty(other.Faults);

        ILocator Silent(Visitor by) => by.Page.Locator("li.card", new() { Has = by.Page.Locator($"a[href='/emergencies/{emergency}']") }).Filter(new() { HasNot = by.Page.Locator("a[href^='/complaints/']") });
    }

    [Theory, MemberData(nameof(Languages))]
    public async Task A_case_is_linked_by_its_page_told_the_wording_and_unlinked_again(string language)
    {
        var words = new PageWords(language);
        var (complaint, other) = (await site.RegisterAsync(site.FreshNumber()), await site.RegisterAsync(site.FreshNumber()));
        var emergency = await site.EmergencyAsync(complaint);
        await using var visitor = await site.VisitAsync(language);
        await visitor.GoAsync($"/emergencies/{emergency}");
        var rows = visitor.Page.Locator("[aria-labelledby=calls] tbody tr");
        await Expect(rows).ToHaveCountAsync(2);
        await visitor.Button(words.LinkByCase).ClickAsync();
        await visitor.Field("complaints").FillAsync("case 7");
        await SendAsync();
        await Expect(visitor.Page.Locator("form.command [role=alert], form.command .field-error").First).ToBeVisibleAsync();
        await visitor.Field("complaints").FillAsync($"https://desk.example/complaints/{other}");
        await SendAsync();
        await Expect(visitor.Page.Locator("form.command")).ToHaveCountAsync(0);
        await Expect(rows).ToHaveCountAsync(3);

        var row = rows.Filter(new() { Has = visitor.Page.Locator($"a[href='/complaints/{other}']") });
        // Once its call is planned, it can be taken as well.
        await Expect(row.Locator("button")).ToHaveCountAsync(4);
        await row.Locator("button").Nth(2).ClickAsync();
        await Expect(visitor.Field("version")).ToHaveValueAsync("1");
        await SendAsync();
        await Expect(visitor.Page.Locator("form.command")).ToHaveCountAsync(0);
        await row.Locator("button").Nth(3).ClickAsync();
        await Expect(visitor.Field("complaint")).ToHaveValueAsync(other);
        await visitor.Field("reason").FillAsync(words.Text);
        await SendAsync();
        await Expect(rows).ToHaveCountAsync(2);
        await Expect(visitor.Page.Locator("[aria-labelledby=reply-lines]")).ToContainTextAsync("1");
        Assert.Empty(visitor.Faults);

        Task SendAsync() => visitor.Page.Locator("form.command button.primary").ClickAsync();
    }

    [Fact]
    public async Task The_agenda_looks_again_and_keeps_what_is_being_typed()
    {
        var resolved = await site.RegisterAsync(site.FreshNumber());
        await site.PostAsync($"/api/complaints/{resolved}/resolve", new { resolution = "Roaming is active." });
        var emergency = await site.EmergencyAsync(await site.RegisterAsync(site.FreshNumber()));
        await using var visitor = await site.VisitAsync("en", "mei.lan");
        await visitor.GoAsync("/callbacks");
        await visitor.Page.Locator("li.card", new() { HasText = resolved[..8].ToUpperInvariant() }).GetByRole(AriaRole.Button, new() { Name = "Take" }).First.ClickAsync();
        await visitor.Field("note").FillAsync("They were at work, and");
        await visitor.Field("note").FocusAsync();
        var lines = visitor.Page.Locator("li.card", new() { Has = visitor.Page.Locator($"a[href='/emergencies/{emergency}']") });
        await Expect(lines).ToHaveCountAsync(2);
        await site.PostAsync($"/api/emergencies/{emergency}/stand-down", new { reason = "Enough." });
        await Expect(lines).ToHaveCountAsync(0, new() { Timeout = LooksAgain });
        await Expect(visitor.Field("note")).ToHaveValueAsync("They were at work, and");
        await Expect(visitor.Field("note")).ToBeFocusedAsync();
        Assert.Empty(visitor.Faults);
    }

    [Fact]
    public async Task The_work_list_looks_again_and_keeps_the_filter_that_is_being_typed_and_the_focus()
    {
        await using var visitor = await site.VisitAsync("en");
        await visitor.GoAsync("/");
        await visitor.Field("topic").FillAsync("Activ");
        await visitor.Field("topic").FocusAsync();
        var complaint = await site.RegisterAsync(site.FreshNumber());
        await Expect(visitor.Page.Locator($"a[href='/complaints/{complaint}']").First).ToBeVisibleAsync(new() { Timeout = LooksAgain });
        await Expect(visitor.Field("topic")).ToHaveValueAsync("Activ");
        await Expect(visitor.Field("topic")).ToBeFocusedAsync();
        Assert.Empty(visitor.Faults);
    }
}
