using System.Text.Json;
using System.Text.RegularExpressions;
using CaseFlow.Server.Access;
using CaseFlow.Server.Definitions;
using CaseFlow.Testing;

namespace CaseFlow.Browser;

/// <summary>What every page keeps to, in both languages: accessible, narrow enough, in one language, without errors.</summary>
public sealed partial class PagesAreSound(Site site) : IClassFixture<Site>
{
    private static readonly string Axe = Path.Combine(AppContext.BaseDirectory, "../../../node_modules/axe-core/axe.min.js");

    private static readonly string[] Paths = ["/", "/?status=Closed", "/complaints/new", "/complaints/{case}", "/callbacks", "/customers/{customer}", "/kpis", "/kpis/hand-over-bounces", "/kpis/time-to-resolve", "/kpis/no-such", "/kpis/repeat-complaint-rate", "/kpis/repeat-complaint-rate?asOf=2026-01-31", "/kpis/repeat-complaint-rate?windowDays=7", "/accounts", "/accounts/{account}", "/tokens", "/audit/events", "/audit/events?sort=Occurred&actor=nobody", "/audit/events/{event}", "/audit/complaints/{case}", "/audit/work-list", "/audit/work-list?asOf=2026-01-31", "/chain", "/sign-in", "/sign-in?refused=true", "/password", "/password?refused=length", "/not-found", "/audit/inspections", "/audit/inspections/{sample}", "/audit/inspections/{sample}/items/{case}", "/audit/scorecards/complaint-handling", "/definitions", "/definitions/scorecards/complaint-handling", "/definitions/calendars/desk", "/definitions/lists/topics", "/definitions/clock-policies/a-new-one", "/traces", "/traces/{trace}", "/kpis/peak-end-curve?by=Topic", "/personal-data", "/personal-data?status=Erased", "/personal-data/customers/{customer}", "/personal-data/customers/{customer}/certificate", "/personal-data/retention", "/clocks", "/clocks/rules", "/audit/exports", "/service-meetings", "/service-meetings/{meeting}", "/service-meetings/{meeting}/pack", "/warnings", "/warnings?status=Promoted", "/warnings/{warning}", "/warnings/rules", "/warnings/rules?rule=complaint-anomaly", "/support-requests", "/emergencies", "/emergencies?asOf=2026-01-31%2010:00", "/emergencies/{emergency}", "/emergencies/{emergency}/report", "/reminders", "/reminders?followed=true", "/reminders/figures", "/definitions/reminder-plans/account-opening"];

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
    public async Task A_page_speaks_one_language_and_fits_a_telephone(string path, string language)
    {
        await using var visitor = await OpenAsync(path, language);
        Assert.Equal(language, await visitor.Page.EvaluateAsync<string>("() => document.documentElement.lang"));
        Assert.Empty(ForeignWords(language, await SaidAsync(visitor)));
        await visitor.Page.SetViewportSizeAsync(375, 800);
        Assert.Equal(375, await visitor.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        Assert.Empty(visitor.Faults);
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task A_page_has_no_serious_barrier(string path, string language)
    {
        Assert.SkipUnless(File.Exists(Axe), "axe-core is not installed; scripts/test installs it where npm is.");
        await using var visitor = await OpenAsync(path, language);
        await visitor.Page.EvaluateAsync(await File.ReadAllTextAsync(Axe, TestContext.Current.CancellationToken));
        var found = await visitor.Page.EvaluateAsync<JsonElement>("async () => (await axe.run(document, { resultTypes: ['violations'] })).violations");
        Assert.Empty(found.EnumerateArray()
            .Where(violation => violation.GetProperty("impact").GetString() is "serious" or "critical")
            .Select(violation => $"{violation.GetProperty("id").GetString()}: {violation.GetProperty("nodes")[0].GetProperty("html").GetString()}"));
        Assert.Empty(visitor.Faults);
    }

    /// <summary>All that a reader or a screen reader is told, without the switch to the other language, and without keys, hashes, ids, and what people wrote in whichever language.</summary>
    private static Task<string> SaidAsync(Visitor visitor) => visitor.Page.EvaluateAsync<string>("""
        () => {
          document.querySelectorAll('.language, .pem, .quoted, code').forEach(element => element.remove());
          const named = [...document.querySelectorAll('[aria-label], [title], [placeholder]')].flatMap(element => ['aria-label', 'title', 'placeholder'].map(name => element.getAttribute(name) ?? ''));
          const offered = [...document.querySelectorAll('option')].map(option => option.textContent || option.value);
          return [document.title, document.body.innerText, ...named, ...offered].join('\n');
        }
        """);

    private static IEnumerable<string> ForeignWords(string language, string said)
    {
        if (language == "en") return Han.Matches(said).Select(match => match.Value);
        // What customers and agents are called, keys of the keyboard, names of zones and of forms of files, and the ids of KPIs are the same in all languages.
        foreach (var known in (string[])[ "CaseFlow", "li.na", "Zhang Wei", "wang.fang", "The phone does not work in Hong Kong.", "Roaming is active.", "Portal text.", "api", "tests", "Tab", "Ctrl", "Enter", "Asia/Shanghai", "CSV", "Excel", "XES", "OCEL", "zhou.min", .. KpiCatalogue.All.Select(kpi => kpi.Id)])
            said = said.Replace(known, "", StringComparison.Ordinal);
        return Latin.Matches(CaseNumbers.Replace(said, "")).Select(match => match.Value);
    }

    [GeneratedRegex(@"[\u3400-\u9fff]+")]
    private static partial Regex Han { get; }

    [GeneratedRegex("[A-Za-z]{2,}")]
    private static partial Regex Latin { get; }

    [GeneratedRegex("(?<![0-9A-Za-z])[0-9A-F]{8}(?![0-9A-Za-z])")]
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
            path = path.Replace("/customers/{customer}", await visitor.Page.Locator("a.name").GetAttributeAsync("href"), StringComparison.Ordinal);
        }

        if (path.Contains("{trace}", StringComparison.Ordinal)) path = path.Replace("{trace}", await site.TraceAsync(complaint), StringComparison.Ordinal);
        if (path.Contains("peak-end", StringComparison.Ordinal)) await site.PostAsync($"/api/complaints/{complaint}/score", new { stage = "Verify", score = 4.55 });
        if (path.Contains("{event}", StringComparison.Ordinal)) path = path.Replace("{event}", await site.LastEventAsync(complaint), StringComparison.Ordinal);
        if (path.Contains("{sample}", StringComparison.Ordinal)) path = path.Replace("{sample}", await site.InspectAsync(complaint, "li.na", "zhou.min"), StringComparison.Ordinal);
        if (path.StartsWith("/warnings", StringComparison.Ordinal)) path = path.Replace("{warning}", await site.WarningAsync(complaint), StringComparison.Ordinal);
        if (path == "/support-requests") await site.AskProvinceAsync();
        if (path.StartsWith("/reminders", StringComparison.Ordinal)) await site.RemindAsync();
        if (path.Contains("/emergencies", StringComparison.Ordinal)) path = path.Replace("{emergency}", await site.EmergencyAsync(complaint), StringComparison.Ordinal);
        if (path.Contains("{meeting}", StringComparison.Ordinal)) path = path.Replace("{meeting}", await site.MeetingAsync(), StringComparison.Ordinal);
        await visitor.GoAsync(path.Replace("{case}", complaint, StringComparison.Ordinal).Replace("{account}", AccountBook.IdOf("li.na").Value.ToString(), StringComparison.Ordinal));
        return visitor;
    }
}
