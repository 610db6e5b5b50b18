using System.Text.RegularExpressions;
using CaseFlow.Server.Definitions;
using CaseFlow.Testing;
using Microsoft.Playwright;

namespace CaseFlow.Browser;

/// <summary>What every page keeps to, in both languages: accessible, narrow enough, in one language, without errors.</summary>
[Takes(150)]
public sealed partial class PagesAreSound(Round round) : IClassFixture<Round>
{
    private static readonly string[] Paths =
    [
        "/", "/?status=Closed",
        "/complaints/new", "/complaints/{case}",
        "/callbacks",
        "/customers/{customer}",
        "/kpis", "/kpis/hand-over-bounces", "/kpis/time-to-resolve", "/kpis/no-such", "/kpis/repeat-complaint-rate", "/kpis/repeat-complaint-rate?asOf=2026-01-31", "/kpis/repeat-complaint-rate?windowDays=7", "/kpis/time-to-resolve?asOf=2026-01-31", "/kpis/escalation-rate/cases?part=Denominator", "/kpis/first-contact-resolution/difference", "/kpis/escalation-rate/difference?definition=1&asOf=2026-01-31,now", "/kpis/repeat-complaint-rate/comparison", "/kpis/repeat-complaint-rate/comparison?asOf=2026-01-31,%231&version=1&tree=Today", "/kpis/repeat-complaint-rate/cases?part=Denominator&tree=Today", "/kpis/connect-rate?from=2011-03&to=2011-08", "/kpis/trace-effectiveness?from=2011-03&to=2011-12", "/kpis/meeting-completion", "/kpis/clock-compliance?asOf=2026-01-31", "/kpis/contacts-per-case", "/kpis/contacts-per-case/difference?asOf=2026-01-31,now", "/kpis/clock-compliance/items?from=2025-01&to=2026-12", "/kpis/trace-effectiveness/difference?from=2025-01&asOf=2026-01-31,now", "/kpis/connect-rate/items?from=2011-03&to=2011-08", "/kpis/complaints-per-10k-customers?from=2011-03&to=2011-08",
        "/series", "/series/quality", "/series/{series}",
        "/accounts", "/accounts/{account}",
        "/tokens",
        "/audit/events", "/audit/events?sort=Occurred&actor=nobody", "/audit/events?policy=reply-wordings/roaming&policyVersion=1", "/audit/events/{event}", "/audit/complaints/{case}", "/audit/work-list", "/audit/work-list?asOf=2026-01-31",
        "/chain",
        "/sign-in", "/sign-in?refused=true",
        "/password", "/password?refused=length",
        "/not-found",
        "/audit/inspections", "/audit/inspections/{sample}", "/audit/inspections/{sample}/items/{case}", "/audit/scorecards/complaint-handling",
        "/definitions", "/definitions/scorecards/complaint-handling", "/definitions/calendars/desk", "/definitions/lists/topics", "/definitions/clock-policies/a-new-one", "/definitions/reply-wordings/roaming", "/definitions/handling-models/roaming", "/definitions/key-moment-standards/verify", "/definitions/kpi-definitions/first-contact-resolution", "/definitions/priority-matrix/priority-matrix", "/?sort=Priority&priority=P2",
        "/kpis/escalation-rate?by=Topic&tree=Today",
        "/traces", "/traces/{trace}",
        "/kpis/peak-end-curve?by=Topic", "/kpis/peak-end-curve?asOf=2026-01-31",
        "/personal-data", "/personal-data?status=Erased", "/personal-data/customers/{customer}", "/personal-data/customers/{customer}/certificate", "/personal-data/retention",
        "/clocks", "/clocks/rules",
        "/audit/exports",
        "/service-meetings", "/service-meetings/{meeting}", "/service-meetings/{meeting}/pack",
        "/warnings", "/warnings?status=Promoted", "/warnings/{warning}", "/warnings/rules", "/warnings/rules?rule=complaint-anomaly",
        "/support-requests",
        "/emergencies", "/emergencies?asOf=2026-01-31%2010:00", "/emergencies/{emergency}", "/emergencies/{emergency}/report",
        "/reminders", "/reminders?followed=true", "/reminders/figures",
        "/definitions/reminder-plans/account-opening",
    ];

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
    public async Task A_page_has_no_serious_barrier_fits_a_telephone_and_speaks_one_language(string path, string language)
    {
        var (page, faults) = await round.OpenAsync(path, language);
        Assert.Equal(language, await page.EvaluateAsync<string>("() => document.documentElement.lang"));
        if (Axe.IsInstalled) Assert.Empty(await Axe.BarriersAsync(page));
        await page.SetViewportSizeAsync(375, 800);
        Assert.Equal(375, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        Assert.Empty(ForeignWords(language, await SaidAsync(page)));
        Assert.Empty(faults());
        Axe.SkipUnlessInstalled();
    }

    /// <summary>All that a reader or a screen reader is told, without the switch to the other language, and without keys, hashes, ids, definitions to choose from (by their ids, where nobody named them), and what people wrote in whichever language.</summary>
    private static Task<string> SaidAsync(IPage page) => page.EvaluateAsync<string>("""
        () => {
          document.querySelectorAll('.language, .pem, .quoted, code, option[value*="/"]').forEach(element => element.remove());
          const named = [...document.querySelectorAll('[aria-label], [title], [placeholder]')].flatMap(element => ['aria-label', 'title', 'placeholder'].map(name => element.getAttribute(name) ?? ''));
          const offered = [...document.querySelectorAll('option')].map(option => option.textContent || option.value);
          return [document.title, document.body.innerText, ...named, ...offered].join('\n');
        }
        """);

    private static IEnumerable<string> ForeignWords(string language, string said)
    {
        if (language == "en") return Han.Matches(said).Select(match => match.Value);
        // What customers, agents and a planted rule are called, a text as the graph shortens it, what is typed as it stands, keys of the keyboard, names of zones and of forms of files, and the ids of KPIs are the same in all languages.
        foreach (var known in (string[])[ "CaseFlow", "li.na", "Zhang Wei", "wang.fang", "The phone does not work in Hong Kong.", "Roaming is active.", "Portal text.", "Portal te…", "api", "tests", "Tab", "Ctrl", "Enter", "Asia/Shanghai", "CSV", "Excel", "XES", "OCEL", "zhou.min", "planted", "now（现在）", "inForce（现行）", .. KpiCatalogue.All.Select(kpi => kpi.Id)])
            said = said.Replace(known, "", StringComparison.Ordinal);
        return Latin.Matches(CaseNumbers.Replace(said, "")).Select(match => match.Value);
    }

    [GeneratedRegex(@"[\u3400-\u9fff]+")]
    private static partial Regex Han { get; }

    [GeneratedRegex("[A-Za-z]{2,}")]
    private static partial Regex Latin { get; }

    [GeneratedRegex("(?<![0-9A-Za-z])[0-9A-F]{8}(?![0-9A-Za-z])")]
    private static partial Regex CaseNumbers { get; }
}
