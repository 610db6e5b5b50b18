using System.Text.RegularExpressions;
using CaseFlow.EventStore.Projections;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;
using static Microsoft.Playwright.Assertions;

namespace CaseFlow.Browser;

/// <summary>Exports with a button, under the session's cookie.</summary>
public sealed class TakingDataOut(Site site) : IClassFixture<Site>
{
    [Theory, InlineData("en", "Download", "Complaint registered"), InlineData("zh-CN", "下载", "投诉受理")]
    public async Task What_is_chosen_comes_as_a_file_in_the_words_of_the_reader(string language, string button, string activity)
    {
        var complaint = await site.RegisterAsync(site.FreshNumber());
        await site.Server.Services.GetRequiredService<ProjectionEngine>().CatchUpAsync(TestContext.Current.CancellationToken);
        await using var visitor = await site.VisitAsync(language);
        await visitor.GoAsync("/audit/exports");
        await visitor.Field("exportForm").SelectOptionAsync("Xes");
        var download = visitor.Page.Locator("a.primary");
        await Expect(download).ToHaveTextAsync(button);
        await Expect(download).ToHaveAttributeAsync("href", new Regex("/log\\.xes\\?"));

        var file = await visitor.Page.RunAndWaitForDownloadAsync(() => download.ClickAsync());
        Assert.EndsWith("-log.xes", file.SuggestedFilename, StringComparison.Ordinal);
        var text = await File.ReadAllTextAsync((await file.PathAsync())!, TestContext.Current.CancellationToken);
        Assert.Contains(complaint, text, StringComparison.Ordinal);
        Assert.Contains(activity, text, StringComparison.Ordinal);
        Assert.EndsWith("</log>", text.TrimEnd(), StringComparison.Ordinal);

        await visitor.Field("occurredFrom").FillAsync("soon");
        await Expect(visitor.Button(button)).ToBeDisabledAsync();
        // A browser tells of a navigation that became a download as one that failed.
        Assert.DoesNotContain(visitor.Faults, fault => !fault.Contains("/api/exports/log.xes", StringComparison.Ordinal));
    }
}
