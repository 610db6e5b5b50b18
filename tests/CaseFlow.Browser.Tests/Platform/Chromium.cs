using CaseFlow.Testing;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace CaseFlow.Testing;

/// <summary>One Chromium for all tests of the assembly: the system's, because none is downloaded.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>It runs as root in containers, and must not call home: where nothing is reachable each try takes seconds.</summary>
    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    /// <summary>The one without windows draws the same pages at less cost.</summary>
    private static readonly string? Executable = new[] { "/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>The browser; the test is skipped, saying so, where there is none.</summary>
    public IBrowser Browser
    {
        get
        {
            Assert.SkipWhen(browser is null, "No Chromium is installed; scripts/test installs it where it may.");
            return browser;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (Executable is null) return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Args = Arguments });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }
}
