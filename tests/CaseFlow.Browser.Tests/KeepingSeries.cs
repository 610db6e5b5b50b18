using System.Text.RegularExpressions;
using CaseFlow.Access;
using CaseFlow.EventStore.Projections;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;
using static Microsoft.Playwright.Assertions;

namespace CaseFlow.Browser;

/// <summary>A secretary keeps a series from its definition to its citation; an agent ties a complaint to a reminder; a text of a plan is tried.</summary>
public sealed class KeepingSeries(Site site) : IClassFixture<Site>
{
    public static TheoryData<string> Languages => PageWords.Both;

    [Theory, MemberData(nameof(Languages))]
    public async Task A_series_is_defined_entered_corrected_cited_and_a_value_withdrawn(string language)
    {
        var complaint = await site.RegisterAsync(site.FreshNumber());
        await using var visitor = await site.VisitAsync(language, $"keeps.{language.ToLowerInvariant()}", grants: new Grant(Role.MeetingSecretary, "cn-js.nanjing"));
        var page = visitor.Page;
        await visitor.GoAsync("/series");
        await visitor.Button(language == "en" ? "Define a series" : "定义序列").ClickAsync();
        foreach (var (field, text) in new[] { ("code", $"hotline-{language.ToLowerInvariant()}"), ("zh", "热线"), ("en", "Hotline"), ("source", "Monthly report"), ("measures-0-code", "rate"), ("measures-0-zh", "接通率"), ("measures-0-en", "Connect rate") })
            await page.Locator($"#d-{field}").FillAsync(text);
        await page.Locator("#d-subject").SelectOptionAsync("HotlineCalls");
        await page.Locator("#d-grain").SelectOptionAsync("Month");
        await page.Locator("#d-measures-0-role").SelectOptionAsync("Rate");
        await page.Locator("form.command button.primary").ClickAsync();
        // What is missing is named where it is entered, and what was typed stays.
        await Expect(page.Locator("#d-measures-0-unit-error")).ToBeVisibleAsync();
        await page.Locator("#d-measures-0-unit").SelectOptionAsync("Percent");
        await page.Locator("form.command button.primary").ClickAsync();
        await visitor.ArrivesAtAsync(new Regex("/series/[0-9a-f-]{36}$"));
        await visitor.ReadyAsync();

        var commands = page.Locator("[aria-labelledby=about] button");
        await commands.Nth(0).ClickAsync();
        // Nothing, and a column that the series does not have: both are named beside the table.
        await page.Locator("form.command button.primary").ClickAsync();
        await Expect(page.Locator("#series-table-error li")).ToHaveCountAsync(1);
        await page.Locator("#series-table").FillAsync("period,ratio\n2011-05,51.33");
        await page.Locator("form.command button.primary").ClickAsync();
        await Expect(page.Locator("#series-table-error")).ToContainTextAsync("ratio");
        await page.Locator("#series-table").FillAsync("period,rate\n2011-05,51.33\n2011-06,44.67");
        await page.Locator("form.command button.primary").ClickAsync();
        var values = page.Locator("[aria-labelledby=values] table").First.Locator("tbody tr");
        await Expect(values).ToHaveCountAsync(2);

        await commands.Nth(1).ClickAsync();
        await FillAsync(("value", "44.76"), ("reason", "Two figures were swapped."));
        await Expect(values.Nth(1)).ToContainTextAsync("44.76");

        await commands.Nth(4).ClickAsync();
        await visitor.Field("complaint").FillAsync("C0D6749A");
        await visitor.Field("at").FillAsync("2011-06-30");
        await visitor.Field("atPrecision").SelectOptionAsync("Day");
        await FillAsync();
        // Not "required": something was typed, which is no address of a case.
        await Expect(page.Locator("#f-complaint-error")).ToHaveTextAsync(language == "en" ? "This cannot be read." : "无法识别。");
        await visitor.Field("complaint").FillAsync($"https://caseflow.example/complaints/{complaint}");
        await visitor.Field("at").FillAsync("2011-06-30 13:17");
        await visitor.Field("atPrecision").SelectOptionAsync("Minute");
        await FillAsync();
        // A month's figure does not stand for a minute without a word on why.
        await Expect(page.Locator("form.command .note.bad")).ToBeVisibleAsync();
        await visitor.Field("note").FillAsync("The month's figure; that of the hour was never printed.");
        await page.Locator("form.command button.primary").ClickAsync();
        // A secretary reads no cases: the number stands there and leads nowhere. The day is told, and no hour that nobody knows.
        await Expect(page.Locator("[aria-labelledby=said-of] li").Last).ToContainTextAsync(complaint[..8].ToUpperInvariant());
        await Expect(page.Locator("[aria-labelledby=said-of] a")).ToHaveCountAsync(0);

        await commands.Nth(2).ClickAsync();
        await FillAsync(("reason", "It is of another hotline."));
        await Expect(values).ToHaveCountAsync(1);
        Assert.Empty(visitor.Faults);

        async Task FillAsync(params (string Field, string Text)[] said)
        {
            await visitor.Field("period").FillAsync("2011-06");
            await visitor.Field("measure").SelectOptionAsync("rate");
            foreach (var (field, text) in said) await visitor.Field(field).FillAsync(text);
            await page.Locator("form.command button.primary").ClickAsync();
        }
    }

    [Theory, MemberData(nameof(Languages))]
    public async Task A_complaint_is_tied_to_the_reminder_that_it_is_about(string language)
    {
        var number = site.FreshNumber();
        var complaint = await site.RegisterAsync(number);
        await site.PostAsync("/api/reminders/triggers", new
        {
            triggerId = number, kind = "low-balance", customer = new { serviceNumber = number }, region = new { province = "cn-js", city = "nanjing" }, values = new[] { new { name = "BALANCE", value = "1.20" } },
        });
        var engine = site.Server.Services.GetRequiredService<ProjectionEngine>();
        await engine.CatchUpAsync(TestContext.Current.CancellationToken);
        await engine.CatchUpAsync(TestContext.Current.CancellationToken);
        await using var visitor = await site.VisitAsync(language, $"ties.{language.ToLowerInvariant()}", grants: new Grant(Role.DeskAgent, "cn-js.nanjing"));
        await visitor.GoAsync($"/complaints/{complaint}");
        var customer = (await visitor.Page.Locator("a.name").GetAttributeAsync("href"))!.Split('/')[^1];
        await visitor.GoAsync($"/reminders?customer={customer}");
        var card = visitor.Page.Locator("li.card").First;
        await card.GetByText(language == "en" ? "A complaint is about it" : "关联投诉").First.ClickAsync();
        await card.Locator("#f-complaint").SelectOptionAsync(complaint);
        await card.Locator("form button.primary").ClickAsync();
        await Expect(card.Locator($"a[href='/complaints/{complaint}']")).ToBeVisibleAsync();
        // There is no other case to tie.
        await card.GetByText(language == "en" ? "A complaint is about it" : "关联投诉").First.ClickAsync();
        await Expect(card.Locator("form button.primary")).ToBeDisabledAsync();
        Assert.Empty(visitor.Faults);
    }

    [Theory, MemberData(nameof(Languages))]
    public async Task A_text_of_a_plan_is_tried_with_its_samples_and_held_against_its_variables(string language)
    {
        await using var visitor = await site.VisitAsync(language, $"tries.texts.{language.ToLowerInvariant()}", grants: new Grant(Role.DeskLead, "cn-js"));
        await visitor.GoAsync("/definitions/reminder-plans/low-balance");
        var preview = visitor.Page.Locator("[aria-labelledby=preview]");
        await Expect(preview.Locator("ol > li")).Not.ToHaveCountAsync(0);
        await visitor.Page.Locator("#tried-text").FillAsync("余额 ${BALANCE} 元，${BALANC} 元");
        await Expect(preview.Locator("li.field-error")).ToHaveCountAsync(1);
        await Expect(preview.Locator("li.field-error")).ToContainTextAsync("BALANCE");
        await visitor.Page.Locator("#tried-text").FillAsync("余额 ${BALANCE} 元");
        await Expect(preview.Locator(".note.good")).ToBeVisibleAsync();
        await Expect(preview.Locator("li.field-error")).ToHaveCountAsync(0);
        Assert.Empty(visitor.Faults);
    }
}
