using System.Diagnostics;
using System.Text.RegularExpressions;
using CaseFlow.Testing;
using static Microsoft.Playwright.Assertions;

namespace CaseFlow.Browser;

/// <summary>The new-complaint form, at the speed of a telephone call.</summary>
public sealed partial class TakingAComplaintOn(Site site) : IClassFixture<Site>
{
    [GeneratedRegex("/complaints/[0-9a-f-]{36}$")]
    private static partial Regex Case { get; }

    [Fact]
    public async Task A_complaint_is_entered_with_the_keyboard_alone()
    {
        await using var visitor = await site.VisitAsync("en");
        await visitor.GoAsync("/complaints/new");
        await Expect(visitor.Field("customer.serviceNumber")).ToBeFocusedAsync();
        var watch = Stopwatch.StartNew();
        foreach (var text in new[] { site.FreshNumber(), "Zhang Wei", "Activation of international roaming", "Jiangsu › Nanjing" })
        {
            await visitor.Page.Keyboard.TypeAsync(text);
            await visitor.Page.Keyboard.PressAsync("Tab");
        }

        await visitor.Page.Keyboard.TypeAsync("The phone does not work in Hong Kong.");
        await visitor.Page.Keyboard.PressAsync("Control+Enter");
        await visitor.ArrivesAtAsync(Case);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"It took {watch.Elapsed}.");
        await visitor.ReadyAsync();
        await Expect(visitor.Page.Locator(".said")).ToHaveTextAsync("The phone does not work in Hong Kong.");
        Assert.Empty(visitor.Faults);
    }

    [Fact]
    public async Task A_known_customer_is_recognised_and_the_repeat_confirmed()
    {
        var number = site.FreshNumber();
        var earlier = await site.RegisterAsync(number);
        await using var visitor = await site.VisitAsync("en");
        await visitor.GoAsync("/complaints/new");
        await visitor.Field("customer.serviceNumber").FillAsync(number);
        await Expect(visitor.Page.Locator("aside")).ToContainTextAsync("Z*** W***");
        await Expect(visitor.Field("customer.name")).ToHaveValueAsync("");
        await visitor.Field("topic").FillAsync("No signal while roaming");
        await Expect(visitor.Page.Locator(".repeat")).ToContainTextAsync(earlier[..8].ToUpperInvariant());
        await visitor.Page.GetByLabel("The same matter: link them").CheckAsync();
        await visitor.Field("region").FillAsync("Jiangsu › Nanjing");
        await visitor.Field("summary").FillAsync("It still does not work.");
        await visitor.Button("Register").ClickAsync();
        await visitor.ArrivesAtAsync(Case);
        await Expect(visitor.Page.Locator("[aria-labelledby=links]")).ToContainTextAsync("Confirmed");
        // The case bears the known name though nobody typed it and the form never showed it.
        await Expect(visitor.Page.Locator("a.name")).ToHaveTextAsync("Z*** W***");
        Assert.Empty(visitor.Faults);
    }

    [Fact]
    public async Task A_draft_survives_a_refresh()
    {
        var number = site.FreshNumber();
        await using var visitor = await site.VisitAsync("zh-CN");
        await visitor.GoAsync("/complaints/new");
        await visitor.Field("customer.serviceNumber").FillAsync(number);
        await visitor.Field("summary").FillAsync("客户在香港无法使用手机。");
        await Expect(visitor.Page.Locator("aside")).ToContainTextAsync("无历史案件的客户");
        await visitor.Page.WaitForFunctionAsync("() => sessionStorage.getItem('caseflow.new-complaint')?.includes('无法使用手机。')");
        await visitor.Page.ReloadAsync();
        await visitor.ReadyAsync();
        await Expect(visitor.Field("customer.serviceNumber")).ToHaveValueAsync(number);
        await Expect(visitor.Field("summary")).ToHaveValueAsync("客户在香港无法使用手机。");
        await Expect(visitor.Page.Locator("form [role=status]")).ToHaveTextAsync("已恢复草稿。");
        Assert.Empty(visitor.Faults);
    }

    [Fact]
    public async Task Saving_twice_registers_once()
    {
        var number = site.FreshNumber();
        await using var visitor = await site.VisitAsync("en");
        await visitor.GoAsync("/complaints/new");
        await visitor.Field("customer.serviceNumber").FillAsync(number);
        await visitor.Field("topic").FillAsync("Activation of international roaming");
        await visitor.Field("region").FillAsync("Jiangsu › Nanjing");
        await visitor.Field("summary").FillAsync("The phone does not work in Hong Kong.");
        await visitor.Page.EvaluateAsync("() => { const button = document.querySelector('button[type=submit]'); button.click(); button.click(); }");
        await visitor.ArrivesAtAsync(Case);
        await visitor.ReadyAsync();
        await visitor.Page.Locator("a.name").ClickAsync();
        await Expect(visitor.Page.Locator("#cases")).ToHaveTextAsync("Cases (1)");
        Assert.Empty(visitor.Faults);
    }

    [Fact]
    public async Task What_is_wrong_stands_at_its_field()
    {
        await using var visitor = await site.VisitAsync("zh-CN");
        await visitor.GoAsync("/complaints/new");
        await visitor.Field("customer.serviceNumber").FillAsync("not a number");
        await visitor.Field("topic").FillAsync("没有这个主题");
        await visitor.Field("region").FillAsync("江苏 › 南京");
        await visitor.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(visitor.Page.Locator("#f-topic-error")).ToHaveTextAsync("列表中没有此项。");
        await Expect(visitor.Page.Locator("#f-summary-error")).ToHaveTextAsync("此项必填。");
        await Expect(visitor.Field("topic")).ToBeFocusedAsync();
        await visitor.Field("topic").FillAsync("国际漫游开通");
        await visitor.Field("summary").FillAsync("手机无法使用。");
        await visitor.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(visitor.Page.Locator("#f-customer-serviceNumber-error")).ToHaveTextAsync("无法识别。");
        Assert.Empty(visitor.Faults);
    }
}
