using CaseFlow.Server.Platform.Demo;
using CaseFlow.Testing;

namespace CaseFlow.Browser;

/// <summary>The pictures of the README, on the demo of a server that is already running; <c>scripts/screenshots</c> asks for them.</summary>
public sealed class Screenshots(Chromium chromium)
{
    private const string Auditor = "auditor";

    private const string Officer = "privacy";

    private const string RoamingCustomer = "13800000001";

    private static readonly (string Name, int Width)[] Sizes = [("wide", 1280), ("narrow", 390)];

    [Fact]
    public async Task Of_each_page_in_both_languages_wide_and_narrow()
    {
        var address = Environment.GetEnvironmentVariable("CASEFLOW_SCREENSHOTS_OF")?.TrimEnd('/') ?? throw new InvalidOperationException("CASEFLOW_SCREENSHOTS_OF is the address of a server with the demo.");
        var folder = Environment.GetEnvironmentVariable("CASEFLOW_SCREENSHOTS_TO") ?? throw new InvalidOperationException("CASEFLOW_SCREENSHOTS_TO is the folder for the pictures.");
        foreach (var language in new[] { "zh-CN", "en" })
        {
            foreach (var (size, width) in Sizes)
            {
                await using var lead = await Visitor.ComeAsync(chromium.Browser, address, language, new(DemoAccounts.Lead, DemoAccounts.Password), width);
                var paths = await PathsAsync(lead);
                foreach (var (name, path) in paths)
                {
                    await lead.GoAsync(path);
                    if (name == "new-complaint") await FillAsync(lead, language);
                    await TakeAsync(lead, Path.Combine(folder, $"{name}.{language}.{size}.png"));
                }

                await using var second = await Visitor.ComeAsync(chromium.Browser, address, language, new(DemoAccounts.SecondAuditor, DemoAccounts.Password), width);
                foreach (var (name, path) in await InspectionsAsync(second))
                {
                    await second.GoAsync(path);
                    await TakeAsync(second, Path.Combine(folder, $"{name}.{language}.{size}.png"));
                }

                await using var auditor = await Visitor.ComeAsync(chromium.Browser, address, language, new(Auditor, DemoAccounts.Password), width);
                foreach (var (name, path) in ((string, string)[])[("events", "/audit/events"), ("case-lanes", "/audit" + paths.First(page => page.Name == "case").Path), ("exports", "/audit/exports"), ("chain", "/chain")])
                {
                    await auditor.GoAsync(path);
                    await TakeAsync(auditor, Path.Combine(folder, $"{name}.{language}.{size}.png"));
                }

                await using var officer = await Visitor.ComeAsync(chromium.Browser, address, language, new(Officer, DemoAccounts.Password), width);
                foreach (var (name, path) in ((string, string)[])[("personal-data", "/personal-data"), ("personal-data-customer", "/personal-data" + paths.First(page => page.Name == "customer").Path), ("retention", "/personal-data/retention")])
                {
                    await officer.GoAsync(path);
                    if (name == "retention") await RunAsync(officer);
                    await TakeAsync(officer, Path.Combine(folder, $"{name}.{language}.{size}.png"));
                }

                await RevealAsync(lead, paths.First(page => page.Name == "case").Path, Path.Combine(folder, $"reveal.{language}.{size}.png"));
                await using var secretary = await Visitor.ComeAsync(chromium.Browser, address, language, new("secretary", DemoAccounts.Password), width);
                await secretary.GoAsync("/service-meetings");
                var meeting = (await secretary.Page.Locator("li.card a").First.GetAttributeAsync("href"))!;
                foreach (var (name, path) in ((string, string)[])[("service-meetings", "/service-meetings"), ("service-meeting", meeting), ("meeting-pack", $"{meeting}/pack")])
                {
                    await secretary.GoAsync(path);
                    await TakeAsync(secretary, Path.Combine(folder, $"{name}.{language}.{size}.png"));
                }

                Assert.Empty(lead.Faults.Concat(auditor.Faults).Concat(second.Faults).Concat(officer.Faults).Concat(secretary.Faults));
            }
        }
    }

    private static async Task TakeAsync(Visitor visitor, string file)
    {
        // Fonts and the chart settle after the text.
        await visitor.Page.EvaluateAsync("async () => { await document.fonts.ready; await new Promise(done => setTimeout(done, 400)); document.activeElement?.blur?.(); }");
        await visitor.Page.ScreenshotAsync(new() { Path = file });
    }

    /// <summary>A dry run, and its end.</summary>
    private static async Task RunAsync(Visitor visitor)
    {
        await visitor.Page.Locator("section[aria-labelledby=run] button.primary").ClickAsync();
        await visitor.Page.Locator("section[aria-labelledby=run] h3").WaitForAsync();
    }

    /// <summary>The question that stands before a customer is shown.</summary>
    private static async Task RevealAsync(Visitor visitor, string path, string file)
    {
        await visitor.GoAsync(path);
        await visitor.Page.Locator("button[id^=reveal-]").ClickAsync();
        await visitor.Page.Locator("dialog[open]").WaitForAsync();
        await TakeAsync(visitor, file);
    }

    /// <summary>The pages; the case and the customer are those of the roaming story that the demo tells.</summary>
    private static async Task<IReadOnlyList<(string Name, string Path)>> PathsAsync(Visitor visitor)
    {
        await visitor.GoAsync("/complaints/new");
        await visitor.Field("customer.serviceNumber").FillAsync(RoamingCustomer);
        var complaint = (await visitor.Page.Locator("aside a[href^='/complaints/']").First.GetAttributeAsync("href"))!;
        var customer = (await visitor.Page.Locator("aside a[href^='/customers/']").First.GetAttributeAsync("href"))!;
        return
        [
            ("work-list", "/"), ("new-complaint", "/complaints/new"), ("case", complaint), ("customer", customer), ("callbacks", "/callbacks"), ("clocks", "/clocks"), ("clock-rules", "/clocks/rules"),
            ("kpis", "/kpis?from=2011-02&to=2011-09"), ("kpi", "/kpis/escalation-rate?from=2011-02&to=2011-09&by=Topic"),
            ("traces", "/traces"), ("trace", $"/traces/{TracingStory.Trace.Value}"), ("peak-end-curve", "/kpis/peak-end-curve?from=2011-03&to=2011-08"),
            ("repeat-complaint-rate", "/kpis/repeat-complaint-rate?from=2011-02&to=2011-09&by=City"),
            ("repeat-complaint-rate-what-if", "/kpis/repeat-complaint-rate?from=2011-02&to=2011-09&by=City&windowDays=7"),
        ];
    }

    /// <summary>The samples, the one of the demo, and the case in it whose finding was corrected.</summary>
    private static async Task<IReadOnlyList<(string Name, string Path)>> InspectionsAsync(Visitor visitor)
    {
        await visitor.GoAsync("/audit/inspections");
        var sample = (await visitor.Page.Locator("tbody a[href^='/audit/inspections/']").First.GetAttributeAsync("href"))!;
        await visitor.GoAsync(sample);
        var item = (await visitor.Page.Locator("[aria-labelledby=items] tbody a").Nth(2).GetAttributeAsync("href"))!;
        return [("inspections", "/audit/inspections"), ("inspection", sample), ("inspection-case", item), ("scorecard", "/audit/scorecards/complaint-handling")];
    }

    /// <summary>With a number that the demo knows, so that the recognised customer shows.</summary>
    private static async Task FillAsync(Visitor visitor, string language)
    {
        var words = new PageWords(language);
        await visitor.Field("customer.serviceNumber").FillAsync(RoamingCustomer);
        await visitor.Field("topic").FillAsync(words.Topic);
        await visitor.Field("region").FillAsync(words.Region);
        await visitor.Page.Locator("aside li").First.WaitForAsync();
    }
}
