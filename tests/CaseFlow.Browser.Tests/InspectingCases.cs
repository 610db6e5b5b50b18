using CaseFlow.Access;
using CaseFlow.Testing;
using static Microsoft.Playwright.Assertions;

namespace CaseFlow.Browser;

/// <summary>The quality department draws a sample, rates its cases and compares; the desk's lead appeals.</summary>
public sealed class InspectingCases(Site site) : IClassFixture<Site>
{
    public static TheoryData<string> Languages => PageWords.Both;

    [Theory, MemberData(nameof(Languages))]
    public async Task A_sample_is_drawn_checked_rated_appealed_and_corrected(string language)
    {
        var words = new PageWords(language);
        var day = new DeskClock().GetUtcNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await site.RegisterAsync(site.FreshNumber());
        await site.RegisterAsync(site.FreshNumber());
        var (qian, zhou) = ($"qian.{language.ToLowerInvariant()}", $"zhou.{language.ToLowerInvariant()}");
        Grant auditor = new(Role.QualityAuditor, "all"), lead = new(Role.DeskLead, "cn-js");

        // The planner rates, too.
        await using var rater = await site.VisitAsync(language, qian, grants: auditor);
        await rater.GoAsync("/audit/inspections");
        await rater.Page.Locator("summary", new() { HasText = words.DrawSample }).ClickAsync();
        await rater.Field("region").FillAsync(words.Region);
        await rater.Field("firstDay").FillAsync(day);
        await rater.Field("lastDay").FillAsync(day);
        await rater.Field("raters").FillAsync($"{qian}, {zhou}");
        await rater.Field("doublePercent").FillAsync("100");
        await rater.Button(words.Draw).ClickAsync();
        await Expect(rater.Field("perStratum")).ToBeVisibleAsync();
        // Neither a number nor a share was given.
        await Expect(rater.Page.Locator("p.note.bad")).ToBeVisibleAsync();
        await rater.Field("perStratum").FillAsync("200");
        await rater.Button(words.Draw).ClickAsync();
        await rater.Page.Locator("#draw").WaitForAsync();
        var sample = new Uri(rater.Page.Url).AbsolutePath;
        await rater.Button(words.CheckSample).ClickAsync();
        await Expect(rater.Page.Locator("[aria-labelledby=draw] .note.good")).ToBeVisibleAsync();

        var item = (await rater.Page.Locator("[aria-labelledby=items] tbody a").First.GetAttributeAsync("href"))!;
        await RateAsync(rater, item, words, lacking: "verify-validity");
        await using var other = await site.VisitAsync(language, zhou, grants: auditor);
        await other.GoAsync(item);
        await Expect(other.Page.Locator("[aria-labelledby^=finding-]")).ToHaveCountAsync(0);
        await RateAsync(other, item, words, lacking: "record-topic");
        await Expect(other.Page.Locator("[aria-labelledby^=finding-]")).ToHaveCountAsync(2);
        await other.GoAsync(sample);
        await Expect(other.Page.Locator("[aria-labelledby=comparison] tbody tr")).ToHaveCountAsync(17);

        await using var leader = await site.VisitAsync(language, $"lead.{language.ToLowerInvariant()}", grants: lead);
        await leader.GoAsync(item);
        var finding = leader.Page.Locator($"[aria-labelledby='finding-{qian}']");
        await finding.Locator("summary", new() { HasText = words.AppealFinding }).ClickAsync();
        await finding.Locator("select").SelectOptionAsync("EvidenceOverlooked");
        await finding.Locator("textarea").FillAsync(words.Text);
        await finding.Locator("form button").ClickAsync();
        await Expect(finding.Locator("form")).ToHaveCountAsync(0);

        await other.GoAsync(item);
        var appealed = other.Page.Locator($"[aria-labelledby='finding-{qian}']");
        await appealed.Locator("summary", new() { HasText = words.DecideAppeal }).ClickAsync();
        await appealed.Locator("select").SelectOptionAsync("EvidenceAdded");
        await appealed.Locator("input[name=correct-verify-validity][value='1']").CheckAsync();
        await appealed.Locator("button.primary").ClickAsync();
        await Expect(appealed.Locator("> .row .mark.warn")).ToHaveTextAsync(words.Corrected);
        Assert.Empty(rater.Faults.Concat(other.Faults).Concat(leader.Faults));
    }

    /// <summary>Fills the card in with the keyboard alone: the highest points everywhere but once.</summary>
    private static async Task RateAsync(Visitor visitor, string item, PageWords words, string lacking)
    {
        await visitor.GoAsync(item);
        var names = await visitor.Page.EvaluateAsync<string[]>("() => [...new Set([...document.querySelectorAll('input[type=radio]')].map(input => input.name))]");
        Assert.Equal(17, names.Length);
        foreach (var name in names)
        {
            var first = visitor.Page.Locator($"input[name={name}]").First;
            await first.FocusAsync();
            await first.PressAsync("Space");
            if (name.EndsWith(lacking, StringComparison.Ordinal)) await first.PressAsync("ArrowDown");
        }

        await visitor.Field("comment").FillAsync(words.Text);
        await Expect(visitor.Button(words.SubmitFinding)).ToBeVisibleAsync();
        await visitor.Field("comment").PressAsync("Control+Enter");
        await Expect(visitor.Page.Locator("[aria-labelledby^=finding-]").First).ToBeVisibleAsync();
    }
}
