using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Embedded;
using CaseFlow.Testing;
using static Microsoft.Playwright.Assertions;

namespace CaseFlow.Browser;

/// <summary>Pages while the database is away, and afterwards; on a database of their own.</summary>
public sealed class DatabaseAwayPages(Chromium chromium)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_say_so_in_the_readers_language_and_work_again_afterwards()
    {
        await using var database = await EmbeddedDatabase.StartAsync(EmbeddedOptions.InTemporaryFolder() with { Settings = new Dictionary<string, string> { ["fsync"] = "off" } }, Cancel);
        await using var server = await ServerUnderTest.StartAsync(database);
        using var registered = await server.PostAsync("/api/complaints", new
        {
            kind = "Complaint",
            channel = "hotline",
            source = "customer",
            topic = "network.roaming.activation",
            region = new { province = "cn-js", city = "nanjing" },
            customer = new { serviceNumber = "13900000001" },
            summary = "The phone does not work in Hong Kong.",
        });
        var complaint = registered.Headers.Location!.OriginalString.Split('/')[^1];
        await using var reader = await Visitor.ComeAsync(chromium.Browser, server.Address, "zh-CN", await Login.OfAsync(server, "li.na"), 1280);
        await using var agent = await Visitor.ComeAsync(chromium.Browser, server.Address, "en", await Login.OfAsync(server, "wang.fang"), 1280);
        await agent.GoAsync($"/complaints/{complaint}");
        await agent.Button(new PageWords("en").Acknowledge).ClickAsync();
        var send = agent.Page.Locator("form.command button[type=submit]");
        await send.WaitForAsync();

        await database.KillAsync();
        // What is remembered of the lists is asked for anew by then.
        await Task.Delay(DefinitionBook.Freshness, Cancel);
        await reader.GoAsync("/");
        await Expect(reader.Page.Locator("h1")).ToHaveTextAsync("数据库暂时无法访问");
        await send.ClickAsync();
        await Expect(agent.Page.Locator("form.command [role=alert]")).ToContainTextAsync("The database did not answer in time.");

        await database.RestartAsync(Cancel);
        await send.ClickAsync();
        await Expect(agent.Page.Locator(".timeline")).ToContainTextAsync("wang.fang");
        await reader.GoAsync("/");
        await Expect(reader.Page.Locator("[data-row]")).ToHaveCountAsync(1);
    }
}
