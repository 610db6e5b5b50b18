using Microsoft.Playwright;

namespace CaseFlow.Testing;

/// <summary>Somebody at a browser: what they see, and what went wrong in it.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly string address;
    private readonly List<string> faults = [];

    private Visitor(IBrowserContext context, IPage page, string address)
    {
        (this.context, Page, this.address) = (context, page, address);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") faults.Add($"{message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => faults.Add(error);
        page.RequestFailed += (_, request) => faults.Add($"{request.Url}: {request.Failure}");
        page.Request += (_, request) =>
        {
            // Whatever a page loads comes from its own server.
            if (!request.Url.StartsWith(address, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)) faults.Add($"foreign: {request.Url}");
        };
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>Errors and warnings of the browser's console, failed requests, requests to other hosts.</summary>
    public IReadOnlyList<string> Faults => faults;

    /// <summary>Opens a browser; the agent has said who they are unless it is null.</summary>
    public static async Task<Visitor> ComeAsync(IBrowser browser, string address, string language, string? agent, int width)
    {
        var context = await browser.NewContextAsync(new() { Locale = language, ViewportSize = new() { Width = width, Height = 900 }, ReducedMotion = ReducedMotion.Reduce });
        context.SetDefaultTimeout(15_000);
        if (agent is not null)
            await context.AddCookiesAsync([new() { Name = "caseflow.agent", Value = Uri.EscapeDataString(agent), Url = address }]);
        return new(context, await context.NewPageAsync(), address);
    }

    /// <summary>Opens a page and waits until it shows what it asked for.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(address + path);
        await ReadyAsync();
    }

    /// <summary>Waits until the page is connected and has loaded.</summary>
    public async Task ReadyAsync()
    {
        await Page.Locator("h1").WaitForAsync();
        await Page.Locator("[aria-live=polite]", new() { HasTextRegex = new("^(Loading …|正在加载……)$") }).WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    /// <summary>A field by its path in the API.</summary>
    public ILocator Field(string path) => Page.Locator($"#f-{path.Replace('.', '-')}");

    /// <summary>A button by what stands on it.</summary>
    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
