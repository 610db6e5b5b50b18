using System.Text.Json;
using System.Text.RegularExpressions;
using CaseFlow.Testing;

namespace CaseFlow.Browser;

/// <summary>What every page keeps to, in both languages: accessible, narrow enough, in one language, without errors.</summary>
public sealed partial class PagesAreSound(Site site) : IClassFixture<Site>
{
    private static readonly string Axe = Path.Combine(AppContext.BaseDirectory, "../../../node_modules/axe-core/axe.min.js");

    private static readonly string[] Paths = ["/", "/?status=Closed", "/complaints/new", "/complaints/{case}", "/callbacks", "/customers/{customer}", "/kpis/repeat-complaint-rate", "/not-found"];

    public static TheoryData<string, string> Pages
    {
        get
        {
            var pages = new TheoryData<string, string>();
            foreach (var path in Paths)
            {
                pages.Add(path, "zh-CN");
                pages.Add(path, "en");
            }

            return pages;
        }
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task A_page_has_no_serious_barrier(string path, string language)
    {
        Assert.SkipUnless(File.Exists(Axe), "axe-core is not installed; scripts/test installs it where npm is.");
        await using var visitor = await OpenAsync(path, language);
        await visitor.Page.EvaluateAsync(await File.ReadAllTextAsync(Axe, TestContext.Current.CancellationToken));
        var found = await visitor.Page.EvaluateAsync<JsonElement>("async () => (await axe.run(document, { resultTypes: ['violations'] })).violations");
        var barriers = found.EnumerateArray()
            .Where(violation => violation.GetProperty("impact").GetString() is "serious" or "critical")
            .Select(violation => $"{violation.GetProperty("id").GetString()}: {violation.GetProperty("nodes")[0].GetProperty("html").GetString()}");
        Assert.Empty(barriers);
        Assert.Empty(visitor.Faults);
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task A_page_fits_a_telephone(string path, string language)
    {
        await using var visitor = await OpenAsync(path, language, width: 375);
        Assert.Equal(375, await visitor.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        Assert.Empty(visitor.Faults);
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task A_page_speaks_one_language(string path, string language)
    {
        await using var visitor = await OpenAsync(path, language);
        Assert.Equal(language, await visitor.Page.EvaluateAsync<string>("() => document.documentElement.lang"));
        var said = await visitor.Page.EvaluateAsync<string>("""
            () => {
              const page = document.body.cloneNode(true);
              page.querySelectorAll('script, .language, #components-reconnect-modal, #blazor-error-ui').forEach(element => element.remove());
              const named = [...page.querySelectorAll('[aria-label], [title], [placeholder]')].flatMap(element => ['aria-label', 'title', 'placeholder'].map(name => element.getAttribute(name) ?? ''));
              return [document.title, page.textContent, ...named, ...[...page.querySelectorAll('datalist option')].map(option => option.value)].join('\n');
            }
            """);
        if (language == "en")
        {
            Assert.Empty(Han.Matches(said).Select(match => match.Value));
            return;
        }

        // What customers and agents are called, keys of the keyboard and names of zones are the same in all languages.
        foreach (var known in new[] { "CaseFlow", "Li Na", "Zhang Wei", "wang.fang", "The phone does not work in Hong Kong.", "Roaming is active.", "Portal text.", "Tab", "Ctrl", "Enter", "Asia/Shanghai", "App" })
            said = said.Replace(known, "", StringComparison.Ordinal);
        Assert.Empty(Latin.Matches(CaseNumbers.Replace(said, "")).Select(match => match.Value));
    }

    [GeneratedRegex(@"[\u3400-\u9fff]+")]
    private static partial Regex Han { get; }

    [GeneratedRegex("[A-Za-z]{2,}")]
    private static partial Regex Latin { get; }

    [GeneratedRegex("[0-9A-F]{8}")]
    private static partial Regex CaseNumbers { get; }

    private async Task<Visitor> OpenAsync(string path, string language, int width = 1280)
    {
        var number = site.FreshNumber();
        await site.RegisterAsync(number);
        var complaint = await site.RegisterAsync(number);
        await site.PostAsync($"/api/complaints/{complaint}/claims", new { rank = "Primary", demand = "Roaming is active." });
        await site.PostAsync($"/api/complaints/{complaint}/verify", new { verdict = new { validity = "Valid", liability = "Liable", responsibilityClass = "notice" }, findings = "Portal text." });
        var resolved = await site.RegisterAsync(site.FreshNumber());
        await site.PostAsync($"/api/complaints/{resolved}/resolve", new { resolution = "Roaming is active." });
        var visitor = await site.VisitAsync(language, width: width);
        if (path.Contains("{customer}", StringComparison.Ordinal))
        {
            await visitor.GoAsync($"/complaints/{complaint}");
            path = (await visitor.Page.Locator("a.name").GetAttributeAsync("href"))!;
        }

        await visitor.GoAsync(path.Replace("{case}", complaint, StringComparison.Ordinal));
        return visitor;
    }
}
