using System.Text.Json;
using Microsoft.Playwright;

namespace CaseFlow.Testing;

/// <summary>The rules of accessibility that a program can check.</summary>
public static class Axe
{
    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "../../../node_modules/axe-core/axe.min.js");

    /// <summary>Whether the rules are there.</summary>
    public static bool IsInstalled { get; } = File.Exists(Script);

    /// <summary>Says that a test without them is not a whole one.</summary>
    public static void SkipUnlessInstalled() => Assert.SkipUnless(IsInstalled, "axe-core is not installed; scripts/test installs it where npm is.");

    /// <summary>What bars the way to a part of the page as it stands: rules of serious and critical impact that it breaks, each with an element that does.</summary>
    public static async Task<IEnumerable<string>> BarriersAsync(IPage page)
    {
        await page.EvaluateAsync(await File.ReadAllTextAsync(Script, TestContext.Current.CancellationToken));
        // A rule has one impact, whatever it finds: those that cannot bar the way need not run.
        var found = await page.EvaluateAsync<JsonElement>("""
            async () => {
              const light = axe._audit.rules.filter(rule => rule.impact === 'minor' || rule.impact === 'moderate');
              const rules = Object.fromEntries(light.map(rule => [rule.id, { enabled: false }]));
              return (await axe.run(document, { resultTypes: ['violations'], rules })).violations;
            }
            """);
        return found.EnumerateArray()
            .Where(violation => violation.GetProperty("impact").GetString() is "serious" or "critical")
            .Select(violation => $"{violation.GetProperty("id").GetString()}: {violation.GetProperty("nodes")[0].GetProperty("html").GetString()}");
    }
}
