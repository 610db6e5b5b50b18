using System.Text.RegularExpressions;
using CaseFlow.Server.Access;
using Microsoft.Playwright;

namespace CaseFlow.Testing;

/// <summary>Somebody at a browser: what they see, and what went wrong in it.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private const int Patience = 15_000;

    private readonly IBrowserContext context;
    private readonly string address;
    private readonly List<string> faults = [];

    static Visitor() => Assertions.SetDefaultExpectTimeout(Patience);

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

    /// <summary>Opens a browser; nobody has signed in when there is no login.</summary>
    public static async Task<Visitor> ComeAsync(IBrowser browser, string address, string language, Login? login, int width)
    {
        var context = await browser.NewContextAsync(new() { Locale = language, ViewportSize = new() { Width = width, Height = 900 }, ReducedMotion = ReducedMotion.Reduce });
        context.SetDefaultTimeout(Patience);
        if (login is not null)
        {
            var session = await login.SignInAsync(address) ?? throw new InvalidOperationException($"{login.UserName} is not let in.");
            await context.AddCookiesAsync([new() { Name = Authentication.Cookie, Value = session, Url = address }]);
        }

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

    /// <summary>Waits until the address is this one, however soon it was.</summary>
    /// <remarks>Playwright's own wait for an address can miss a page that arrives while it begins to wait.</remarks>
    public Task ArrivesAtAsync(Regex address) => Assertions.Expect(Page).ToHaveURLAsync(address);

    /// <summary>A field by its path in the API.</summary>
    public ILocator Field(string path) => Page.Locator($"#f-{path.Replace('.', '-')}");

    /// <summary>A button by what stands on it.</summary>
    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
