using CaseFlow.Testing;

namespace CaseFlow.Browser;

/// <summary>The pictures of the README, on the demo of a server that is already running; <c>scripts/screenshots</c> asks for them.</summary>
public sealed class Screenshots(Chromium chromium)
{
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
                await using var visitor = await Visitor.ComeAsync(chromium.Browser, address, language, language == "en" ? "Li Na" : "李娜", width);
                foreach (var (name, path) in await PathsAsync(visitor))
                {
                    await visitor.GoAsync(path);
                    if (name == "new-complaint") await FillAsync(visitor, language);
                    // Fonts and the chart settle after the text.
                    await visitor.Page.EvaluateAsync("async () => { await document.fonts.ready; await new Promise(done => setTimeout(done, 400)); document.activeElement?.blur?.(); }");
                    await visitor.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.{language}.{size}.png") });
                }

                Assert.Empty(visitor.Faults);
            }
        }
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
            ("work-list", "/"), ("new-complaint", "/complaints/new"), ("case", complaint), ("customer", customer), ("callbacks", "/callbacks"),
            ("repeat-complaint-rate", "/kpis/repeat-complaint-rate?from=2011-02&to=2011-09&by=City"),
            ("repeat-complaint-rate-what-if", "/kpis/repeat-complaint-rate?from=2011-02&to=2011-09&by=City&windowDays=7"),
        ];
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
