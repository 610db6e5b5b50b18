using System.Text.Json;
using CaseFlow.FollowUps;
using CaseFlow.Testing;

namespace CaseFlow.Server.Tests.Definitions;

/// <summary>Reply wordings, handling models and standards of key moments: published in versions, relied on by cases, and what became of it.</summary>
public sealed class CaseDefinitionTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Wordings = "/api/definitions/reply-wordings", Models = "/api/definitions/handling-models", Standards = "/api/definitions/key-moment-standards";

    private Desk Desk => shared.Desk;

    [Fact]
    public async Task A_withdrawn_wording_lists_the_cases_whose_customers_were_told_it_and_who_was_told_better_since()
    {
        var name = Fresh("wording");
        (await Desk.PostAsync($"{Wordings}/{name}", Wording("Effective at six next morning."))).MustBe(200);
        var (first, second) = (await Desk.CaseAsync(), await Desk.CaseAsync());
        (await GiveAsync(first, name, 1)).MustBe(200);
        Assert.Equal("unchanged", (await GiveAsync(first, name, 1)).MustBe(200).Outcome);
        (await GiveAsync(second, name, 1)).MustBe(200);
        Assert.Equal("recorded", (await Desk.PostAsync($"{Wordings}/{name}/withdraw", new { version = 1, reason = "It promised too much." })).MustBe(200).Outcome);
        Assert.Equal("unchanged", (await Desk.PostAsync($"{Wordings}/{name}/withdraw", new { version = 1, reason = "Again." })).MustBe(200).Outcome);
        Assert.Equal("definition-withdrawn", (await GiveAsync(await Desk.CaseAsync(), name, 1)).MustBe(409).Code);
        (await Desk.PostAsync($"{Wordings}/{name}", Wording("Effective within an hour."))).MustBe(200);
        var position = (await GiveAsync(first, name, 2)).MustBe(200).Position;

        var told = await DataAsync($"{Wordings}/{name}/told?region=all&version=1&after={position}");
        Assert.Equal((2, 2), (told.GetProperty("total").GetInt32(), told.GetProperty("items").GetArrayLength()));
        Assert.Equal([(first, true), (second, false)], told.GetProperty("items").EnumerateArray().Select(one => (one.GetProperty("complaint").GetString()!, one.GetProperty("toldAgain").GetBoolean())));
        Assert.All(told.GetProperty("items").EnumerateArray(), one => Assert.Equal("cn-js.nanjing", one.GetProperty("region").GetString()));
        var page = await DataAsync($"{Wordings}/{name}/told?region=cn-js&version=1&limit=1");
        Assert.Equal(second, (await DataAsync($"{Wordings}/{name}/told?region=cn-js&version=1&limit=1&cursor={page.GetProperty("next").GetString()}")).GetProperty("items")[0].GetProperty("complaint").GetString());
        Assert.Equal(0, (await DataAsync($"{Wordings}/{name}/told?region=cn-gd&version=1")).GetProperty("total").GetInt32());
        Assert.Equal(["version required"], (await Desk.GetAsync($"{Wordings}/{name}/told?region=all")).MustBe(400).Errors);

        var timeline = await DataAsync($"/api/complaints/{first}/timeline?region=all&after={position}");
        Assert.Equal([1, 2], timeline.GetProperty("entries").EnumerateArray().Where(entry => entry.GetProperty("type").GetString() == "reply_wording_given").Select(entry => entry.GetProperty("fields").GetProperty("version").GetInt32()));
    }

    [Fact]
    public async Task What_was_told_before_the_withdrawal_may_be_recorded_after_it()
    {
        var name = Fresh("wording");
        (await Desk.PostAsync($"{Wordings}/{name}", Wording("Effective at six.", occurredAt: "2026-03-02T09:00:00+08:00"))).MustBe(200);
        var complaint = await Desk.CaseAsync();
        (await Desk.PostAsync($"{Wordings}/{name}/withdraw", new { version = 1, reason = "Wrong.", occurredAt = "2026-03-03T09:00:00+08:00" })).MustBe(200);
        Assert.Equal("definition-withdrawn", (await GiveAsync(complaint, name, 1, "2026-03-03T10:00:00+08:00")).Code);
        Assert.Equal("definition-unknown", (await GiveAsync(complaint, name, 1, "2026-03-01T10:00:00+08:00")).Code);
        Assert.Equal("recorded", (await GiveAsync(complaint, name, 1, "2026-03-02T18:00:00+08:00")).MustBe(200).Outcome);
    }

    [Fact]
    public async Task A_wording_is_for_its_topics_places_and_days()
    {
        var complaint = await Desk.CaseAsync();
        foreach (var (topics, places, until, code) in new[]
        {
            (new[] { "billing" }, Array.Empty<string>(), (string?)null, "definition-of-other-cases"),
            (["network.roaming"], ["cn-gd"], null, "definition-of-other-cases"),
            (["network.roaming"], ["cn-js"], "2026-01-31", "definition-not-valid"),
        })
        {
            var name = Fresh("wording");
            (await Desk.PostAsync($"{Wordings}/{name}", Wording("Words.", topics, places, until))).MustBe(200);
            Assert.Equal(code, (await GiveAsync(complaint, name, 1)).MustBe(409).Code);
        }

        Assert.Equal("definition-unknown", (await GiveAsync(complaint, "no-such", 1)).MustBe(409).Code);
        Assert.Equal("definition-days-reversed", (await Desk.PostAsync($"{Wordings}/{Fresh("wording")}", Wording("Words.", until: "2025-01-01"))).MustBe(409).Code);
        Assert.Equal("definition-version-unknown", (await Desk.PostAsync($"{Wordings}/no-such/withdraw", new { version = 1, reason = "r" })).MustBe(409).Code);
        Assert.Equal(["approvedBy required", "en required", "name malformed", "reason required", "topics[0] unknown-term", "validFrom required", "words names-a-customer"],
            (await Desk.PostAsync($"{Wordings}/No Such", new { zh = "口径", words = "Call 13951770001 at once.", topics = new[] { "nothing" } })).MustBe(400).Errors.Order());
    }

    [Fact]
    public async Task A_handling_model_is_applied_in_a_version_and_tells_what_came_of_each()
    {
        var name = Fresh("model");
        (await Desk.PostAsync($"{Models}/{name}", Model("Ask."))).MustBe(200);
        var satisfied = await Desk.CaseAsync(null, ("handling-models", new { model = name, version = 1 }), ("resolve", new { resolution = "Done." }));
        await Desk.CallBackAsync(satisfied, CallbackOutcome.Satisfied);
        var again = await Desk.CaseAsync(null, ("handling-models", new { model = name, version = 1 }), ("resolve", new { resolution = "Done." }), ("reopen", new { cause = "ProblemReturned", reason = "It failed." }));
        Assert.Equal("unchanged", (await Desk.DoAsync(again, "handling-models", new { model = name, version = 1 })).MustBe(200).Outcome);
        (await Desk.PostAsync($"{Models}/{name}", Model("Listen."))).MustBe(200);
        var other = await Desk.CaseAsync();
        Assert.Equal("definition-withdrawn", (await Desk.DoAsync(other, "handling-models", new { model = name, version = 1 })).MustBe(409).Code);
        (await Desk.DoAsync(other, "handling-models", new { model = name, version = 2 })).MustBe(200);
        var position = (await Desk.DoAsync(other, "acknowledge", new { })).MustBe(200).Position;

        var effect = await DataAsync($"{Models}/{name}/effect?region=all&after={position}");
        Assert.Equal(["2: 1 0 0 0 0/0", "1: 2 2 1 1 1/1"], effect.EnumerateArray().Select(one =>
            $"{Int(one, "version")}: {Int(one, "cases")} {Int(one, "resolved")} {Int(one, "firstTime")} {Int(one, "reopened")} {Int(one, "satisfied")}/{Int(one, "calledBack")}"));
        Assert.Equal(0, (await DataAsync($"{Models}/{name}/effect?region=cn-gd")).GetArrayLength());

        (await Desk.PostAsync($"{Models}/{name}/retire", new { reason = "Another process." })).MustBe(200);
        Assert.Equal("unchanged", (await Desk.PostAsync($"{Models}/{name}/retire", new { reason = "Again." })).MustBe(200).Outcome);
        Assert.Equal("definition-withdrawn", (await Desk.DoAsync(await Desk.CaseAsync(), "handling-models", new { model = name, version = 2 })).MustBe(409).Code);
        Assert.Equal("definition-version-unknown", (await Desk.PostAsync($"{Models}/no-such/retire", new { reason = "r" })).MustBe(409).Code);
        Assert.Equal("model-steps-missing", (await Desk.PostAsync($"{Models}/{Fresh("model")}", Model())).MustBe(409).Code);
        Assert.Equal(["steps required", "topics required"], (await Desk.PostAsync($"{Models}/x", new { zh = "模型", en = "Model", owner = "qian.yu", validFrom = "2026-01-01", reason = "r" })).MustBe(400).Errors.Order());
    }

    [Fact]
    public async Task A_score_names_the_standard_in_force_and_the_first_ones_are_the_sources()
    {
        var versions = (await Desk.GetAsync($"/api/definitions/key-moment-standards/negotiate/versions")).MustBe(200).Body.GetProperty("versions");
        Assert.Contains("sincere", versions[0].GetProperty("content").GetProperty("en").GetString(), StringComparison.Ordinal);
        var complaint = await Desk.CaseAsync(null, ("score", new { stage = "Negotiate", score = 4.5 }), ("score", new { stage = "Transact", score = 3 }));
        (await Desk.PostAsync($"{Standards}/negotiate", Standard(4.25m))).MustBe(200);
        var position = (await Desk.DoAsync(complaint, "score", new { stage = "Negotiate", score = 4 })).MustBe(200).Position;
        var scores = (await DataAsync($"/api/complaints/{complaint}/timeline?region=all&after={position}")).GetProperty("entries").EnumerateArray().Where(entry => entry.GetProperty("type").GetString() == "key_moment_scored")
            .Select(entry => entry.GetProperty("fields").TryGetProperty("standardVersion", out var version) ? version.GetInt32() : (int?)null);
        Assert.Equal([versions.GetArrayLength(), null, versions.GetArrayLength() + 1], scores);

        Assert.Equal("standard-threshold-out-of-range", (await Desk.PostAsync($"{Standards}/verify", Standard(5.5m))).MustBe(409).Code);
        Assert.Equal("standard-scale-unfit", (await Desk.PostAsync($"{Standards}/verify", Standard(4, scores: 4))).MustBe(409).Code);
        Assert.Equal(["name out-of-range"], (await Desk.PostAsync($"{Standards}/transact", Standard(4))).MustBe(400).Errors);
        Assert.Equal(["checklistEn required", "checklistZh required", "en required", "reason required", "scale required", "threshold required", "zh required"], (await Desk.PostAsync($"{Standards}/verify", new { })).MustBe(400).Errors.Order());
    }

    [Fact]
    public async Task A_case_says_beside_a_score_which_standard_counted_then_and_whether_it_was_met()
    {
        (await Desk.PostAsync($"{Standards}/give-care", Standard(4.5m))).MustBe(200);
        var version = (await Desk.GetAsync("/api/definitions/key-moment-standards/give-care/versions")).MustBe(200).Body.GetProperty("versions").GetArrayLength();
        var complaint = await Desk.CaseAsync(null, ("score", new { stage = "GiveCare", score = 4.5 }), ("score", new { stage = "Contact", score = 2 }));
        Assert.Equal((version, 4.5m, true), await StandardAsync("GiveCare"));
        // A later version counts for later scores alone.
        (await Desk.PostAsync($"{Standards}/give-care", Standard(4.75m))).MustBe(200);
        Assert.Equal((version, 4.5m, true), await StandardAsync("GiveCare"));
        var position = (await Desk.DoAsync(complaint, "score", new { stage = "GiveCare", score = 4.6 })).MustBe(200).Position;
        Assert.Equal((version + 1, 4.75m, false), await StandardAsync("GiveCare", $"&after={position}"));
        Assert.Null(await StandardAsync("Contact"));
        Assert.Null(await StandardAsync("Verify"));

        async Task<(int Version, decimal Threshold, bool Met)?> StandardAsync(string stage, string more = "")
        {
            var told = (await DataAsync($"/api/complaints/{complaint}?region=all{more}")).GetProperty("blueprint").GetProperty("stages").EnumerateArray().Single(one => one.GetProperty("stage").GetString() == stage).GetProperty("standard");
            return told.ValueKind == JsonValueKind.Null ? null : (Int(told, "version"), told.GetProperty("threshold").GetDecimal(), told.GetProperty("met").GetBoolean());
        }
    }

    private Task<Reply> GiveAsync(string complaint, string wording, int version, string? occurredAt = null) => Desk.DoAsync(complaint, "reply-wordings", new { wording, version, occurredAt });

    private async Task<JsonElement> DataAsync(string path) => (await Desk.GetAsync(path)).MustBe(200).Body.GetProperty("data");

    private static int Int(JsonElement of, string name) => of.GetProperty(name).GetInt32();

    private static string Fresh(string kind) => $"{kind}-{Guid.NewGuid():N}";

    private static object Wording(string words, string[]? topics = null, string[]? places = null, string? until = null, string? occurredAt = null) => new
    {
        zh = "漫游开通",
        en = "Activation of roaming",
        words,
        topics = topics ?? ["network.roaming"],
        places = places ?? ["cn-js"],
        validFrom = "2026-01-01",
        validUntil = until,
        approvedBy = "qian.yu",
        reason = "A test.",
        occurredAt,
    };

    private static object Model(params string[] steps) => new { zh = "漫游", en = "Roaming", owner = "qian.yu", topics = new[] { "network" }, validFrom = "2026-01-01", personalities = new[] { "Driving" }, steps, alternatives = new[] { "By identity card." }, reason = "A test." };

    private static object Standard(decimal threshold, int scores = 5) => new
    {
        zh = "协商",
        en = "Negotiate",
        checklistZh = new[] { "倾听" },
        checklistEn = new[] { "Listen" },
        scale = Enumerable.Range(1, scores).Select(score => new { score, zh = "分", en = "Points" }).ToArray(),
        threshold,
        reason = "A test.",
    };
}
