using System.Text.Json;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Demo;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Server.Tests.Tracing;

/// <summary>The roaming complaint of 2011 traced from its five contacts to the effect in August, over HTTP, on the cases of the demo; and the trace that the demo itself tells.</summary>
public sealed class TheRoamingTrace(SharedServer shared) : IClassFixture<SharedServer>
{
    private static readonly string Case = RoamingStory.First.Value.ToString();
    private static readonly string[] Contacts = [.. Enumerable.Range(1, 5).Select(number => RoamingStory.ContactOf(number).Value.ToString())];

    private Desk Desk => shared.Desk;

    [Fact]
    public async Task The_story_is_told_over_HTTP_and_the_demo_tells_the_same()
    {
        await shared.Server.Services.GetRequiredService<DemoLoader>().LoadAsync(TestContext.Current.CancellationToken);
        await shared.Server.Services.GetRequiredService<ProjectionEngine>().CatchUpAsync(TestContext.Current.CancellationToken);
        await DemoAsync();
        await GraphAsync();
        await WhatIfAsync(TracingStory.Trace.Value.ToString());
        await OverHttpAsync();
    }

    private async Task DemoAsync()
    {
        var trace = (await Desk.GetAsync($"/api/traces/{TracingStory.Trace.Value}?region=cn-js")).MustBe(200).Body.GetProperty("data");
        Assert.Equal("Closed", Text(trace, "stage"));
        Assert.Equal(["Confirmed", "Confirmed", "Confirmed", "Confirmed", "Excluded"], trace.GetProperty("causes").EnumerateArray().Select(cause => Text(cause, "standing")));
        Assert.Equal(["Wording", "System", "Capacity", "Rule", "Staff"], trace.GetProperty("causes").EnumerateArray().Select(cause => Text(cause.GetProperty("found"), "kind")));
        Assert.Equal(3, trace.GetProperty("improvements").EnumerateArray().Select(one => Text(one.GetProperty("planned"), "group")).Distinct().Count());
        Assert.Equal(5, trace.GetProperty("evidence").GetProperty("contacts").GetArrayLength());
        // What the demo says of July and August is what the server counts, and the first round stays as it was.
        var rates = (await Desk.GetAsync("/api/kpis/repeat-complaint-rate?region=cn-js&from=2011-07&to=2011-08&by=month")).MustBe(200).Body.GetProperty("data").GetProperty("rows").EnumerateArray().ToList();
        var effects = trace.GetProperty("evaluations").EnumerateArray().Select(one => one.GetProperty("effect")).ToList();
        Assert.Equal([false, true], effects.Select(effect => effect.GetProperty("reached").GetBoolean()));
        foreach (var (rate, effect) in rates.Zip(effects))
        {
            var measured = effect.GetProperty("measured");
            Assert.Equal(
                (rate.GetProperty("rate").GetDecimal(), rate.GetProperty("numerator").GetInt64(), rate.GetProperty("denominator").GetInt64()),
                (measured.GetProperty("value").GetDecimal(), measured.GetProperty("numerator").GetInt64(), measured.GetProperty("denominator").GetInt64()));
            Assert.True(measured.GetProperty("position").GetInt64() > 0);
        }

        Assert.Equal([1.07m, 0.94m], effects.Select(effect => effect.GetProperty("measured").GetProperty("value").GetDecimal()));
    }

    private async Task GraphAsync()
    {
        var forward = await WalkAsync($"complaint:{Case}");
        Assert.Equal(5, Count(forward, "Contact"));
        Assert.Equal(4, Count(forward, "Cause"));
        Assert.Equal(4, Count(forward, "Improvement"));
        // Four that the causes lie in, four that the improvements brought, and one effect for each round.
        Assert.Equal((8, 2), (Count(forward, "Version"), Count(forward, "Effect")));

        var backward = await WalkAsync("version:Rule/roaming-activation@1", "&direction=Backward");
        Assert.Equal([$"complaint:{Case}"], Nodes(backward).Where(node => Text(node, "kind") == "Complaint").Select(node => Text(node, "id")));
        Assert.Equal([$"contact:{Contacts[3]}"], Nodes(backward).Where(node => Text(node, "kind") == "Contact").Select(node => Text(node, "id")));
        Assert.Equal(1, Count(backward, "Cause"));
        Assert.Equal(1, Count(await WalkAsync($"version:Rule/roaming-activation@2", "&direction=Backward"), "Improvement"));

        Assert.Empty(Nodes(await WalkAsync($"complaint:{Case}", "&asOf=2020-01-01T00:00:00Z")));
        Assert.Equal(6, Nodes(await WalkAsync($"complaint:{Case}", "&limit=6")).Count);
        Assert.True((await WalkAsync($"complaint:{Case}", "&limit=6")).GetProperty("truncated").GetBoolean());
        Assert.Empty(Nodes((await Desk.GetAsync($"/api/traces/graph?region=cn-zj&from=complaint:{Case}")).MustBe(200).Body.GetProperty("data")));
    }

    private async Task WhatIfAsync(string trace)
    {
        var answer = (await Desk.GetAsync($"/api/traces/{trace}/what-if?region=cn-js")).MustBe(200).Body.GetProperty("data");
        Assert.Equal(["Wording", "Identification", "Lane", "Activation", ""], Because(answer.GetProperty("asItWas")));
        Assert.Equal([[5], [3, 4, 5], [2, 3, 4, 5], []], answer.GetProperty("rungs").EnumerateArray().Select(Avoided));
        var lane = answer.GetProperty("rungs").EnumerateArray().Last();
        Assert.Equal(["RoamingLane"], lane.GetProperty("changes").EnumerateArray().Select(change => change.GetString()));
        Assert.True(lane.GetProperty("touches")[2].GetProperty("reached").GetBoolean());
        Assert.False(answer.GetProperty("asItWas").GetProperty("touches")[2].GetProperty("reached").GetBoolean());

        var wording = (await Desk.GetAsync($"/api/traces/{trace}/what-if?region=cn-js&change=ClearWording")).MustBe(200).Body.GetProperty("data").GetProperty("rungs").EnumerateArray().Single();
        Assert.Equal([2, 3, 4, 5], Avoided(wording));
        Assert.Equal(["change out-of-range"], (await Desk.GetAsync($"/api/traces/{trace}/what-if?region=cn-js&change=Never")).MustBe(400).Errors);
    }

    private async Task OverHttpAsync()
    {
        var tracer = await new Tracer(Desk).OpenAsync(new { complaints = new[] { Case }, contacts = Contacts, figures = new[] { new { kpi = "repeat-complaint-rate", from = "2011-03", to = "2011-05" } } });
        (await tracer.DoAsync("close")).MustBe(409);
        (await tracer.DoAsync("analysis", new { department = "business-support" })).MustBe(200);
        var wording = await tracer.CauseAsync("Wording", "Material", "The portal never mentions roaming", new { contacts = Contacts[..1] }, Version("PortalText", "international-calls", 1));
        var locking = await tracer.CauseAsync("System", "Equipment", "The lock speaks of three tries and counts two numbers", new { contacts = Contacts[1..2] }, Version("Rule", "ivr-password-lock", 1));
        var capacity = await tracer.CauseAsync("Capacity", "Environment", "At month's end three times as many call", new { contacts = Contacts[2..3] }, Version("Process", "month-end-capacity", 1));
        var waiting = await tracer.CauseAsync("Rule", "Method", "Roaming works from six next morning", new { contacts = Contacts[3..4] }, Version("Rule", "roaming-activation", 1));
        Assert.Equal("catalogue-version-unknown", (await tracer.DoAsync("causes", new { kind = "Rule", branch = "Method", summary = "Another", whys = new[] { "So." }, explains = new { }, liesIn = Version("Rule", "roaming-activation", 9) })).MustBe(409).Code);

        await tracer.ImproveAsync("Texts of the portal", "Name roaming", wording, Version("PortalText", "international-calls", 2));
        Assert.Equal("evaluation-not-planned", (await tracer.DoAsync("evaluate")).MustBe(409).Code);
        (await tracer.PlanAsync("2011-07")).MustBe(200);
        Assert.Equal("evaluation-planned", (await tracer.PlanAsync("2011-07", target: 1.10m)).MustBe(409).Code);
        Assert.Equal("effect-not-proven", (await tracer.DoAsync("close")).MustBe(409).Code);
        (await tracer.DoAsync("evaluate")).MustBe(200);
        var missed = await tracer.ViewAsync();
        Assert.Equal(("Analysing", 2), (Text(missed, "stage"), missed.GetProperty("round").GetInt32()));
        Assert.Equal("effect-not-proven", (await tracer.DoAsync("close")).MustBe(409).Code);

        await tracer.ImproveAsync("Pre-processing", "A lane for calls from abroad", capacity, Version("Process", "month-end-capacity", 2));
        (await tracer.DoAsync("analysis", new { department = "marketing" })).MustBe(200);
        Assert.Equal("trace-not-analysed", (await tracer.DoAsync("improvements", new { group = "Late", measure = "More", causes = new[] { locking }, department = "marketing", owner = "li.na", dueAt = "2011-08-01T00:00:00+08:00" })).MustBe(409).Code);
        (await tracer.PlanAsync("2011-08")).MustBe(200);
        var evaluated = (await tracer.DoAsync("evaluate")).MustBe(200);
        var reached = await tracer.ViewAsync();
        var effect = reached.GetProperty("evaluations").EnumerateArray().Last().GetProperty("effect");
        Assert.Equal((0.94m, 5, 532, true), (effect.GetProperty("measured").GetProperty("value").GetDecimal(), effect.GetProperty("measured").GetProperty("numerator").GetInt32(), effect.GetProperty("measured").GetProperty("denominator").GetInt32(), effect.GetProperty("reached").GetBoolean()));
        Assert.Equal(1.86m, effect.GetProperty("baseline").GetProperty("value").GetDecimal());
        Assert.InRange(effect.GetProperty("measured").GetProperty("position").GetInt64(), 1, evaluated.Position);
        (await tracer.DoAsync("close")).MustBe(200);
        Assert.Equal("trace-closed", (await tracer.DoAsync("analysis", new { department = "network" })).MustBe(409).Code);
        Assert.NotEqual(locking, waiting);
        await WhatIfAsync(tracer.Trace);
    }

    private static object Version(string kind, string entry, int version) => new { kind, entry, version };

    private static string Text(JsonElement element, string property) => element.GetProperty(property).GetString() ?? "";

    private static int[] Avoided(JsonElement rung) => [.. rung.GetProperty("avoided").EnumerateArray().Select(number => number.GetInt32())];

    private static IEnumerable<string> Because(JsonElement rung) => rung.GetProperty("touches").EnumerateArray().Select(touch => touch.TryGetProperty("because", out var because) ? because.GetString() ?? "" : "");

    private async Task<JsonElement> WalkAsync(string from, string more = "") =>
        (await Desk.GetAsync($"/api/traces/graph?region=cn-js&from={from}{more}")).MustBe(200).Body.GetProperty("data");

    private static List<JsonElement> Nodes(JsonElement graph) => [.. graph.GetProperty("nodes").EnumerateArray().Select(walked => walked.GetProperty("node"))];

    private static int Count(JsonElement graph, string kind) => Nodes(graph).Count(node => Text(node, "kind") == kind);
}
