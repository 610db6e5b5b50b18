using CaseFlow.EventStore.Projections;
using CaseFlow.Testing;
using Microsoft.Playwright;
using Microsoft.Extensions.DependencyInjection;
using static Microsoft.Playwright.Assertions;

namespace CaseFlow.Browser;

/// <summary>A service meeting from its convening to its printed pack.</summary>
public sealed class KeepingMeetings(PostgresFixture postgres, Chromium chromium)
{
    public static TheoryData<string> Languages => PageWords.Both;

    [Theory, MemberData(nameof(Languages))]
    public async Task A_meeting_is_called_held_and_minuted_and_its_pack_keeps_the_figures_that_it_saw(string language)
    {
        var words = new PageWords(language);
        // A site for each language: a meeting sees what the one before resolved, and the months before its own.
        await using var site = new Site(postgres, chromium);
        await site.InitializeAsync();
        const string month = "2011-05";
        await site.RegisterAsync(site.FreshNumber(), occurredAt: $"{month}-01T10:00:00+08:00");
        await using var visitor = await site.VisitAsync(language);
        await visitor.GoAsync("/service-meetings");
        await visitor.Button(words.Convene).ClickAsync();
        await visitor.Field("region").SelectOptionAsync("cn-js.nanjing");
        await visitor.Field("heldOn").FillAsync($"{month}-28 09:30");
        await visitor.Field("chair").FillAsync("Zhang Wei");
        await visitor.Field("from").FillAsync(month);
        await visitor.Field("to").FillAsync("2011-04");
        await visitor.Field("chair").PressAsync("Control+Enter");
        await Expect(visitor.Page.Locator("#f-from-error")).ToHaveTextAsync(words.Reversed);
        await Expect(visitor.Field("chair")).ToHaveValueAsync("Zhang Wei");
        await visitor.Field("to").FillAsync("");
        await visitor.Page.GetByLabel(words.Network, new() { Exact = true }).CheckAsync();
        await visitor.Field("chair").PressAsync("Control+Enter");
        // The room of the meeting that was called, which says so.
        await Expect(visitor.Page.Locator("[aria-labelledby=attendance]")).ToContainTextAsync(words.Network);
        await Expect(visitor.Page.Locator(".note.good")).ToContainTextAsync(words.Convene);

        var proposed = visitor.Page.Locator("[aria-labelledby=proposals] .proposal");
        await Expect(proposed.First).ToContainTextAsync("1");
        await proposed.First.GetByRole(AriaRole.Button).ClickAsync();
        var agenda = visitor.Page.Locator("[aria-labelledby=agenda] > ol > li");
        await Expect(agenda).ToHaveCountAsync(1);
        // Somebody else takes the agenda further meanwhile: what was typed stays, and is sent once that was seen.
        await visitor.Button(words.AddItem).First.ClickAsync();
        await visitor.Field("class").SelectOptionAsync("FocusIssue");
        await visitor.Field("title").FillAsync(words.Text);
        await site.PostAsync($"/api/service-meetings/{new Uri(visitor.Page.Url).Segments[^1]}/agenda", new { @class = "CrossDepartment", title = "Portal text." });
        await visitor.Field("title").PressAsync("Control+Enter");
        await visitor.Button(words.Reload).ClickAsync();
        await Expect(agenda).ToHaveCountAsync(2);
        await Expect(visitor.Field("title")).ToHaveValueAsync(words.Text);
        await visitor.Field("title").PressAsync("Control+Enter");
        await Expect(agenda).ToHaveCountAsync(3);
        while (await agenda.CountAsync() is > 1 and var left)
        {
            await agenda.Last.GetByRole(AriaRole.Button).Last.ClickAsync();
            await visitor.Field("reason").FillAsync(words.Text);
            await visitor.Field("reason").PressAsync("Control+Enter");
            await Expect(agenda).ToHaveCountAsync(left - 1);
        }

        await SayAsync(visitor, words.Freeze);
        await Expect(visitor.Page.Locator("[aria-labelledby=inputs] figure")).Not.ToHaveCountAsync(0);
        await visitor.Button(words.Hold).First.ClickAsync();
        await visitor.Field("network-person").FillAsync(new string('w', 201));
        await visitor.Page.Locator("form.command button.primary").ClickAsync();
        await Expect(visitor.Page.Locator("#f-network-person-error")).Not.ToBeEmptyAsync();
        await visitor.Field("network-person").FillAsync("Wang Gang");
        await visitor.Page.Locator("form.command button.primary").ClickAsync();
        await Expect(visitor.Page.Locator("[aria-labelledby=attendance]")).ToContainTextAsync("Wang Gang");
        await agenda.First.GetByRole(AriaRole.Button, new() { Name = words.Minute }).ClickAsync();
        await visitor.Field("minutes").FillAsync(words.Text);
        await visitor.Field("minutes").PressAsync("Control+Enter");
        await Expect(agenda.First).ToContainTextAsync(words.Text);
        await visitor.Button(words.Decide).First.ClickAsync();
        await visitor.Field("text").FillAsync(words.Text);
        await visitor.Field("owner").SelectOptionAsync("network");
        await visitor.Field("dueAt").FillAsync("2011-06-30");
        await visitor.Field("expectedEvidence").FillAsync(words.Text);
        await visitor.Field("text").PressAsync("Control+Enter");
        await Expect(visitor.Page.Locator("[aria-labelledby=resolutions] .resolution")).ToHaveCountAsync(1);
        await Expect(visitor.Field("text")).ToHaveCountAsync(0);
        await visitor.Button(words.Publish).First.ClickAsync();
        await visitor.Field("approvedBy").FillAsync("Zhang Wei");
        await visitor.Field("approvedBy").PressAsync("Control+Enter");
        await Expect(visitor.Page.Locator("[aria-labelledby=commands] button")).ToHaveCountAsync(1);
        await Expect(visitor.Field("approvedBy")).ToHaveCountAsync(0);

        // Entered late, it counts now and did not when the meeting was held.
        await site.RegisterAsync(site.FreshNumber(), occurredAt: $"{month}-02T10:00:00+08:00");
        await site.Server.Services.GetRequiredService<ProjectionEngine>().CatchUpAsync(TestContext.Current.CancellationToken);
        await visitor.Button(words.Restated).ClickAsync();
        await Expect(visitor.Page.Locator("[aria-labelledby=restated] tbody tr", new() { HasText = month }).First).ToContainTextAsync("(0 / 1)");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = words.Pack }).ClickAsync();
        var pack = visitor.Page.Locator("article.pack");
        await Expect(pack.Locator("[aria-labelledby=pack-decisions]")).ToContainTextAsync(words.Text);
        await Expect(pack.Locator("figure").First.Locator("tfoot")).ToContainTextAsync("1");
        // What was restated since may be printed with it; what the meeting saw stays as it was.
        await visitor.Button(words.PrintRestated).ClickAsync();
        await Expect(pack.Locator("[aria-labelledby=pack-restated] tbody tr", new() { HasText = month }).First).ToContainTextAsync("(0 / 1)");
        await Expect(pack.Locator("figure").First.Locator("tfoot")).ToContainTextAsync("1");
        await visitor.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(visitor.Page.Locator("header.top")).ToBeHiddenAsync();
        Assert.Empty(visitor.Faults);
    }

    /// <summary>Opens a form that is right as it stands, and sends it.</summary>
    private static async Task SayAsync(Visitor visitor, string command)
    {
        await visitor.Button(command).First.ClickAsync();
        await visitor.Page.Locator("form.command button.primary").ClickAsync();
        await visitor.Page.Locator("form.command").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }
}
