using CaseFlow.Server.Access;
using Microsoft.Playwright;

namespace CaseFlow.Testing;

/// <summary>A round of all pages on one server, in one window for each language: opening windows is most of what a look at a page costs.</summary>
public sealed class Round(PostgresFixture postgres, Chromium chromium) : IAsyncLifetime
{
    private readonly Site site = new(postgres, chromium);
    private readonly Dictionary<string, Visitor> visitors = [];
    private readonly Dictionary<string, string> places = [];

    public async ValueTask InitializeAsync()
    {
        await site.InitializeAsync();
        var number = site.FreshNumber();
        await site.RegisterAsync(number);
        var complaint = await site.RegisterAsync(number);
        await site.PostAsync($"/api/complaints/{complaint}/claims", new { rank = "Primary", demand = "Roaming is active." });
        await site.PostAsync($"/api/complaints/{complaint}/verify", new { verdict = new { validity = "Valid", liability = "Liable", responsibilityClass = "notice" }, findings = "Portal text." });
        await site.PostAsync($"/api/complaints/{complaint}/score", new { stage = "Verify", score = 4.55 });
        var resolved = await site.RegisterAsync(site.FreshNumber());
        await site.PostAsync($"/api/complaints/{resolved}/resolve", new { resolution = "Roaming is active." });
        await site.AskProvinceAsync();
        await site.RelyOnDefinitionsAsync(complaint);
        await site.RemindAsync();
        foreach (var language in new[] { "zh-CN", "en" }) visitors[language] = await site.VisitAsync(language);
        var visitor = visitors["en"];
        await visitor.GoAsync($"/complaints/{complaint}");
        places["/customers/{customer}"] = (await visitor.Page.Locator("a.name").GetAttributeAsync("href"))!;
        places["{case}"] = complaint;
        places["{account}"] = AccountBook.IdOf("li.na").Value.ToString();
        places["{trace}"] = await site.TraceAsync(complaint);
        places["{event}"] = await site.LastEventAsync(complaint);
        places["{sample}"] = await site.InspectAsync(complaint, "li.na", "zhou.min");
        places["{warning}"] = await site.WarningAsync(complaint);
        places["{emergency}"] = await site.EmergencyAsync(complaint);
        places["{series}"] = await site.SeriesAsync();
        places["{meeting}"] = await site.MeetingAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var visitor in visitors.Values) await visitor.DisposeAsync();
        await site.DisposeAsync();
    }

    /// <summary>Opens a page, what stands in braces being something that is there; the faults are those since.</summary>
    public async Task<(IPage Page, Func<IEnumerable<string>> Faults)> OpenAsync(string path, string language)
    {
        var visitor = visitors[language];
        await visitor.Page.SetViewportSizeAsync(1280, 900);
        var before = visitor.Faults.Count;
        await visitor.GoAsync(places.Aggregate(path, (known, place) => known.Replace(place.Key, place.Value, StringComparison.Ordinal)));
        return (visitor.Page, () => visitor.Faults.Skip(before));
    }
}
