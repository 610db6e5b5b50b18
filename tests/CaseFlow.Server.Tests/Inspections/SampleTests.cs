using System.Text.Json.Nodes;
using CaseFlow.Access;
using CaseFlow.EventStore.Projections;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Server.Tests.Inspections;

/// <summary>Samples are drawn by a seed that is recorded, and come out again whatever happens to the cases.</summary>
public sealed class SampleTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly Inspecting inspecting = new(shared.Server);

    [Fact]
    public async Task The_same_seed_draws_the_same_sample_of_the_cases_as_they_stood_then()
    {
        var cases = await inspecting.CasesAsync("wuxi", 12);
        await inspecting.CasesAsync("wuxi", 6, "billing.charge.data", "1398");
        var drawing = Inspecting.Drawing("wuxi");
        drawing["perStratum"] = 4;
        var sample = await inspecting.DrawAsync(drawing);
        var drawn = await inspecting.ItemsAsync(sample);
        Assert.Equal([("billing", 6, 4), ("network", 12, 4)], Strata(await inspecting.DataAsync(sample)));
        Assert.Equal(drawn, await inspecting.ItemsAsync(await inspecting.DrawAsync(drawing)));
        Assert.NotEqual(drawn, await inspecting.ItemsAsync(await inspecting.DrawAsync(With(drawing, "seed", 8))));

        // Everything that the rule looks at, and more, is another afterwards.
        var desk = inspecting.Desk;
        await inspecting.CasesAsync("wuxi", 5, number: "1397");
        (await desk.DoAsync(cases[0], "reclassify", new { kind = "Fault", topic = "billing.charge.data", reason = "It is about money." })).MustBe(200);
        (await desk.DoAsync(cases[1], "withdraw", new { reason = "It works now." })).MustBe(200);
        (await desk.DoAsync(cases[2], "assign", new { handler = "li.na" })).MustBe(200);
        await inspecting.SettleAsync();
        Assert.Equal([("billing", 7, 4), ("network", 16, 4)], Strata(await inspecting.DataAsync(await inspecting.DrawAsync(drawing))));
        await AssertSameAsync(sample);
        await shared.Server.Services.GetRequiredService<ProjectionEngine>().RebuildAsync(["WorkList", "Inspections"], cancellation: TestContext.Current.CancellationToken);
        await AssertSameAsync(sample);
        Assert.Equal(drawn, await inspecting.ItemsAsync(sample));
    }

    [Fact]
    public async Task Only_what_the_rule_admits_is_drawn()
    {
        var cases = await inspecting.CasesAsync("suzhou", 3);
        var resolved = cases[0];
        (await inspecting.Desk.DoAsync(resolved, "withdraw", new { reason = "It works now." })).MustBe(200);
        Assert.Equal(3, (await inspecting.ItemsAsync(await inspecting.DrawAsync(Inspecting.Drawing("suzhou")))).Count);
        foreach (var (field, value) in new (string, JsonNode)[] { ("topic", "billing"), ("kinds", new JsonArray("Praise")), ("closedOnly", true), ("from", "2026-03-03"), ("to", "2026-03-01") })
            Assert.Equal("inspection-population-empty", (await inspecting.Desk.PostAsync("/api/inspections", With(Inspecting.Drawing("suzhou"), field, value))).MustBe(409).Code);
        Assert.Equal(2, (await inspecting.ItemsAsync(await inspecting.DrawAsync(Share(Inspecting.Drawing("suzhou"), 50)))).Count);
        // By chance, when no seed is given; it is recorded all the same.
        var drawing = Inspecting.Drawing("suzhou");
        drawing.Remove("seed");
        var (one, other) = (await inspecting.DataAsync(await inspecting.DrawAsync(drawing)), await inspecting.DataAsync(await inspecting.DrawAsync(drawing)));
        Assert.NotEqual((long)one["seed"]!, (long)other["seed"]!);
        Assert.False((bool)one["seedNamed"]!);
    }

    [Theory]
    [InlineData("region", "{\"province\":\"cn-js\",\"city\":\"atlantis\"}", "region.city unknown-term")]
    [InlineData("from", "null", "from required")]
    [InlineData("to", "\"9999-12-31\"", "from out-of-range")]
    [InlineData("topic", "\"gossip\"", "topic unknown-term")]
    [InlineData("card", "\"none\"", "card unknown-term")]
    [InlineData("card", "null", "card required")]
    [InlineData("raters", "null", "raters required")]
    [InlineData("raters", "[\"\"]", "raters[0] required")]
    public async Task A_wrong_field_is_named(string field, string value, string error) =>
        Assert.Contains(error, (await inspecting.Desk.PostAsync("/api/inspections", With(Inspecting.Drawing("wuxi"), field, JsonNode.Parse(value)))).MustBe(400).Errors);

    [Theory]
    [InlineData("seed", "-1", "inspection-seed-out-of-range")]
    [InlineData("perStratum", "0", "inspection-size-out-of-range")]
    [InlineData("percent", "10", "inspection-size-out-of-range")]
    [InlineData("raters", "[]", "inspection-raters-missing")]
    [InlineData("doublePercent", "101", "inspection-share-out-of-range")]
    [InlineData("doublePercent", "50", "inspection-raters-missing")]
    [InlineData("to", "\"2026-02-01\"", "inspection-period-empty")]
    public async Task What_the_rules_forbid_is_refused(string field, string value, string refusal) =>
        Assert.Equal(refusal, (await inspecting.Desk.PostAsync("/api/inspections", With(Inspecting.Drawing("wuxi"), field, JsonNode.Parse(value)))).MustBe(409).Code);

    [Fact]
    public async Task A_city_sees_its_own_cases_in_a_sample_of_its_province()
    {
        await inspecting.CasesAsync("yangzhou", 2);
        await inspecting.CasesAsync("taizhou", 3, number: "1395");
        var drawing = With(Inspecting.Drawing(null), "by", "City");
        var sample = await inspecting.DrawAsync(drawing);
        var whole = await inspecting.DataAsync(sample, region: "cn-js");
        Assert.Contains(("cn-js.taizhou", 3, 3), Strata(whole));
        Role[] lead = [Role.DeskLead];
        var part = await inspecting.DataAsync(sample, region: "cn-js.yangzhou", roles: lead);
        Assert.Equal((2, 2, null), ((int)part["cases"]!, (int)part["ratings"]!, part["strata"]));
        Assert.Equal(2, (await inspecting.ItemsAsync(sample, "cn-js.yangzhou")).Count);
        Assert.Contains(sample.Split('/')[^1], (await inspecting.AskAsync("/api/inspections", region: "cn-js.yangzhou")).MustBe(200).Text, StringComparison.Ordinal);
        Assert.Equal(404, (await inspecting.AskAsync($"{sample}/check", region: "cn-js.yangzhou")).Status);
        Assert.Equal(404, (await inspecting.AskAsync(sample, region: "cn-js.suqian")).Status);
        var ofTaizhou = (await inspecting.ItemsAsync(sample, "cn-js.taizhou"))[0];
        Assert.Equal(404, (await inspecting.AskAsync($"{sample}/items/{ofTaizhou}", region: "cn-js.yangzhou")).Status);
    }

    [Fact]
    public async Task Lists_are_given_out_page_by_page()
    {
        await inspecting.CasesAsync("zhenjiang", 5);
        var samples = new List<string>();
        for (var i = 0; i < 3; i++) samples.Insert(0, (await inspecting.DrawAsync(Inspecting.Drawing("zhenjiang"))).Split('/')[^1]);
        Assert.Equal(samples, await PagesAsync("/api/inspections", "id", 3));
        var items = await inspecting.ItemsAsync($"/api/inspections/{samples[0]}", "cn-js.zhenjiang");
        Assert.Equal(items, await PagesAsync($"/api/inspections/{samples[0]}/items", "complaint", 5));
        var cursor = (string)(await inspecting.DataAsync("/api/inspections?limit=1", region: "cn-js.zhenjiang"))["next"]!;
        Assert.Equal("cursor-mismatch", (await inspecting.AskAsync($"/api/inspections?limit=1&cursor={cursor}", region: "cn-js")).Code);

        async Task<List<string>> PagesAsync(string path, string id, int total)
        {
            var (found, next) = (new List<string>(), "");
            do
            {
                var page = await inspecting.DataAsync($"{path}?limit=2{next}", region: "cn-js.zhenjiang");
                Assert.Equal((total, false), ((int)page["total"]!, (bool)page["totalIsAtLeast"]!));
                found.AddRange(page["items"]!.AsArray().Select(item => (string)item![id]!));
                next = page["next"] is { } cursor ? $"&cursor={cursor}" : "";
            }
            while (next.Length > 0);

            return found;
        }
    }

    private async Task AssertSameAsync(string sample)
    {
        var check = await inspecting.DataAsync($"{sample}/check");
        Assert.True((bool)check["same"]!, check.ToJsonString());
        Assert.All(check["strata"]!.AsArray(), stratum => Assert.Equal(((int)stratum!["population"]!, (int)stratum["chosen"]!), ((int)stratum["populationAgain"]!, (int)stratum["chosenAgain"]!)));
    }

    private static IEnumerable<(string, int, int)> Strata(JsonNode sample) =>
        sample["strata"]!.AsArray().Select(stratum => ((string)stratum!["code"]!, (int)stratum["population"]!, (int)stratum["chosen"]!));

    private static JsonObject With(JsonObject drawing, string field, JsonNode? value)
    {
        var other = (JsonObject)drawing.DeepClone();
        other[field] = value;
        return other;
    }

    private static JsonObject Share(JsonObject drawing, int percent)
    {
        drawing.Remove("perStratum");
        drawing["percent"] = percent;
        return drawing;
    }
}
