using System.Text.RegularExpressions;
using CaseFlow.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CaseFlow.Browser;

/// <summary>A complaint traced on the pages, from the case to an improvement whose effect is to be told.</summary>
public sealed class TracingComplaints(Site site) : IClassFixture<Site>
{
    public static TheoryData<string> Languages => PageWords.Both;

    [Theory, MemberData(nameof(Languages))]
    public async Task From_the_case_to_an_improvement(string language)
    {
        var chinese = language == "zh-CN";
        var complaint = await site.RegisterAsync(site.FreshNumber());
        await using var visitor = await site.VisitAsync(language);
        await visitor.GoAsync($"/complaints/{complaint}");
        await visitor.Page.Locator($"a[href='/traces?complaint={complaint}']").ClickAsync();
        await visitor.Field("trigger").SelectOptionAsync("Escalation");
        await visitor.Field("region").FillAsync(new PageWords(language).Region);
        await visitor.Field("title").FillAsync("13912345678");
        var open = visitor.Button(chinese ? "发起溯源" : "Open a trace");
        await open.ClickAsync();
        await Expect(visitor.Page.Locator("#f-title-error")).ToContainTextAsync(chinese ? "疑似含客户号码" : "looks like a customer's number");
        await visitor.Field("title").FillAsync("Portal text.");
        await open.ClickAsync();
        await visitor.ArrivesAtAsync(new Regex("/traces/[0-9a-f-]{36}$"));
        await visitor.ReadyAsync();

        await SayAsync(visitor, chinese ? "转专业部门分析" : "Give to a department", ("department", "network"));
        await SayAsync(visitor, chinese ? "记录原因" : "Record a cause", ("kind", "Wording"), ("branch", "Material"), ("summary", "Portal text."), ("whys", "Portal text."), ("explains", "all"));
        await SayAsync(visitor, $"{(chinese ? "确认为末端因素" : "Confirm as an end cause")}: Portal text.");
        await SayAsync(visitor, chinese ? "制定改进措施" : "Plan an improvement", ("group", "Portal text."), ("measure", "Portal text."), ("department", "digital-channels"), ("owner", "wang.fang"), ("dueAt", "2026-01-31"));
        await SayAsync(visitor, $"{(chinese ? "落实完成" : "Made")}: Portal text.", ("evidence", "Portal text."));
        await Expect(visitor.Page.Locator(".stages [aria-current=step]")).ToHaveTextAsync(chinese ? "评估" : "Evaluate");
        await Expect(visitor.Page.Locator("svg.graph rect")).ToHaveCountAsync(3);
        Assert.Empty(visitor.Faults);
    }

    [Fact]
    public async Task What_an_auditor_may_only_read_is_offered_without_forms()
    {
        var trace = await site.TraceAsync(await site.RegisterAsync(site.FreshNumber()));
        await using var visitor = await site.VisitAsync("en", "auditor.of.traces", 1280, new Access.Grant(Access.Role.QualityAuditor, "all"));
        await visitor.GoAsync($"/traces/{trace}");
        await Expect(visitor.Page.Locator("main button")).ToHaveCountAsync(0);
        await Expect(visitor.Page.Locator(".what-if tbody tr")).ToHaveCountAsync(5);
        Assert.Empty(visitor.Faults);
    }

    private static async Task SayAsync(Visitor visitor, string command, params (string Field, string Value)[] values)
    {
        await visitor.Button(command).First.ClickAsync();
        var form = visitor.Page.Locator("form.command");
        await form.WaitForAsync();
        foreach (var (field, value) in values)
        {
            var input = visitor.Field(field);
            if (await input.EvaluateAsync<string>("element => element.tagName") == "SELECT") await input.SelectOptionAsync(value);
            else await input.FillAsync(value);
        }

        await form.Locator("button[type=submit]").ClickAsync();
        await form.WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }
}
