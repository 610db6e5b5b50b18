using System.Text.RegularExpressions;
using CaseFlow.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CaseFlow.Browser;

/// <summary>A complaint from the new-complaint form to its closed callback, as an agent handles it.</summary>
public sealed class WalkingAComplaint(Site site) : IClassFixture<Site>
{
    public static TheoryData<string> Languages => PageWords.Both;

    [Theory, MemberData(nameof(Languages))]
    public async Task From_the_form_to_the_closed_callback(string language)
    {
        var words = new PageWords(language);
        await using var visitor = await site.VisitAsync(language);
        await visitor.GoAsync("/complaints/new");
        await visitor.Field("customer.serviceNumber").FillAsync(site.FreshNumber());
        await visitor.Field("topic").FillAsync(words.Topic);
        await visitor.Field("region").FillAsync(words.Region);
        await visitor.Field("summary").FillAsync(words.Text);
        await visitor.Button(words.Register).ClickAsync();
        await visitor.ArrivesAtAsync(new Regex("/complaints/[0-9a-f-]{36}$"));
        await visitor.ReadyAsync();
        var complaint = visitor.Page.Url[^36..];

        await SayAsync(visitor, words.Acknowledge);
        await SayAsync(visitor, words.Take);
        await SayAsync(visitor, words.Verify, ("verdict.validity", "Valid"), ("verdict.liability", "Liable"), ("verdict.responsibilityClass", "rule-design"));
        await SayAsync(visitor, words.Clarify, ("explanation", words.Text));
        await SayAsync(visitor, words.AddClaim, ("rank", "Primary"), ("demand", words.Text));
        await SayAsync(visitor, $"{words.Assess} {words.Text}", words.Assess, ("reasonableness", "Reasonable"), ("class", "reasonable.restore"), ("rank", "Primary"), ("satisfiable", "true"));
        await SayAsync(visitor, $"{words.Settle} {words.Text}", words.Settle, ("outcome", "Granted"));
        await SayAsync(visitor, words.Escalate, ("to", "City"), ("origin", "Customer"), ("reason", words.Text));
        await SayAsync(visitor, words.Resolve, ("resolution", words.Text));

        // Unreachable is not satisfied, and not called is neither: the refusal is said in words.
        await visitor.Button(words.Close).First.ClickAsync();
        await visitor.Page.Locator("form.command button[type=submit]").ClickAsync();
        await Expect(visitor.Page.Locator("form.command [role=alert]")).ToContainTextAsync(words.CallbackOutstanding);

        await visitor.GoAsync("/callbacks");
        var card = visitor.Page.Locator("li.card", new() { HasText = complaint[..8].ToUpperInvariant() });
        await card.GetByRole(AriaRole.Button, new() { NameRegex = new($"^{words.TakeCallback} ") }).ClickAsync();
        await visitor.Field("outcome").SelectOptionAsync("Satisfied");
        await visitor.Button(words.Save).ClickAsync();
        await visitor.Button(words.CloseNow).ClickAsync();
        await Expect(visitor.Button(words.CloseNow)).ToHaveCountAsync(0);

        await visitor.GoAsync($"/complaints/{complaint}");
        await Expect(visitor.Page.Locator(".page-top .mark").First).ToHaveTextAsync(words.Closed);
        Assert.Empty(visitor.Faults);
    }

    private static Task SayAsync(Visitor visitor, string command, params (string Field, string Value)[] fields) => SayAsync(visitor, command, command, fields);

    private static async Task SayAsync(Visitor visitor, string button, string title, params (string Field, string Value)[] fields)
    {
        await visitor.Button(button).First.ClickAsync();
        await Expect(visitor.Page.Locator("#command-title")).ToHaveTextAsync(title);
        foreach (var (field, value) in fields)
        {
            var input = visitor.Field(field);
            if (await input.EvaluateAsync<string>("element => element.tagName") == "SELECT") await input.SelectOptionAsync(value);
            else await input.FillAsync(value);
        }

        await visitor.Page.Locator("form.command button[type=submit]").ClickAsync();
        await Expect(visitor.Page.Locator("form.command")).ToHaveCountAsync(0);
        await Expect(visitor.Page.Locator(".note.good[role=status]")).ToContainTextAsync(title);
    }
}
