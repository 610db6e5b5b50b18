using System.Text.Json.Nodes;
using CaseFlow.Definitions;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform;
using CaseFlow.Testing;
using Npgsql;

namespace CaseFlow.Server.Tests.Definitions;

/// <summary>Lists and policies: what an installation starts with, and how it moves on.</summary>
public sealed class DefinitionTests(PostgresFixture postgres, SharedServer shared) : IClassFixture<SharedServer>
{
    private Desk Desk => shared.Desk;

    [Fact]
    public async Task An_installation_starts_with_every_list_and_policy_and_starting_again_adds_nothing()
    {
        await using var server = await ServerUnderTest.StartAsync(postgres);
        var desk = new Desk(server);
        var lists = (await desk.GetAsync("/api/definitions/lists")).MustBe(200).Body.EnumerateArray().ToList();
        Assert.Equal(TermLists.All, lists.Select(list => list.GetProperty("name").GetString()));
        Assert.All(lists, list => Assert.Equal(1, list.GetProperty("version").GetInt32()));

        var policies = (await desk.GetAsync("/api/definitions/policies")).MustBe(200).Body;
        Assert.Equal("""{"version":1,"windowDays":30,"topicLevel":2,"kinds":["Complaint","Fault"],"unit":100}""", policies.GetProperty("repeatRule").GetRawText());
        Assert.Equal("Asia/Shanghai", policies.GetProperty("callback").GetProperty("zone").GetString());

        var before = await EventsAsync(server);
        await server.Services.PrepareDatabaseAsync(TestContext.Current.CancellationToken);
        Assert.Equal(before, await EventsAsync(server));
        Assert.Equal(["setup", Tokens.Issuer], before.Distinct());
    }

    [Theory]
    [InlineData(TermLists.ResponsibilityClasses, "names are ours")]
    [InlineData(TermLists.ClaimClasses, "names are ours")]
    public async Task Names_that_no_source_gives_are_said_to_be_ours(string list, string words) =>
        Assert.Contains(words, (await Desk.GetAsync($"/api/definitions/lists/{list}")).MustBe(200).Body.GetProperty("reason").GetString(), StringComparison.Ordinal);

    [Fact]
    public void The_first_lists_are_whole()
    {
        Assert.Equal(10, DefinitionSeeds.List(TermLists.ResponsibilityClasses).Entries.Count);
        var claims = DefinitionSeeds.List(TermLists.ClaimClasses).Entries.Select(entry => TermCodes.Parent(entry.Code)).ToList();
        Assert.Equal((3, 7), (claims.Count(parent => parent == "reasonable"), claims.Count(parent => parent == "unreasonable")));
        var regions = DefinitionSeeds.List(TermLists.Regions).Entries.Select(entry => entry.Code).ToList();
        Assert.Equal((31, 51, 13), (
            regions.Count(code => code.StartsWith("cn-", StringComparison.Ordinal) && TermCodes.Parent(code) is null),
            regions.Count(code => code.StartsWith("us-", StringComparison.Ordinal) && TermCodes.Parent(code) is null),
            regions.Count(code => TermCodes.Parent(code) == "cn-js")));
        Assert.Equal(3, DefinitionSeeds.List(TermLists.Topics).Entries.Max(entry => entry.Code.Split('.').Length));
        Assert.All(TermLists.All.SelectMany(name => DefinitionSeeds.List(name).Entries), entry => Assert.True(entry.Zh.Any(c => c > 0x2fff) && entry.En.All(c => c < 0x2fff), entry.Code));
    }

    [Fact]
    public async Task A_list_moves_on_in_versions_and_old_ones_stay_readable()
    {
        await using var server = await ServerUnderTest.StartAsync(postgres);
        var desk = new Desk(server);
        var list = (await desk.GetAsync("/api/definitions/lists/tiers")).MustBe(200);
        var entries = JsonNode.Parse(list.Body.GetProperty("entries").GetRawText())!.AsArray();
        entries.Single(entry => (string?)entry!["code"] == "silver")!["retired"] = true;
        entries.Add(new JsonObject { ["code"] = "platinum", ["zh"] = "白金卡", ["en"] = "Platinum" });
        var next = new JsonObject { ["entries"] = entries, ["reason"] = "Silver became platinum." };

        var published = (await desk.PostAsync("/api/definitions/lists/tiers", next, key: "tiers 2", seen: list.ETag)).MustBe(200);
        Assert.Equal(("recorded", 2), (published.Outcome, published.Version));
        Assert.Equal("repeated", (await desk.PostAsync("/api/definitions/lists/tiers", next, key: "tiers 2", seen: list.ETag)).Outcome);
        Assert.Equal("unchanged", (await desk.PostAsync("/api/definitions/lists/tiers", next)).Outcome);
        next["reason"] = "Another.";
        Assert.Equal("idempotency-key-reused", (await desk.PostAsync("/api/definitions/lists/tiers", next, key: "tiers 2")).Code);
        Assert.Equal("version-conflict", (await desk.PostAsync("/api/definitions/lists/tiers", next, seen: list.ETag)).Code);

        Assert.Equal(5, (await desk.GetAsync("/api/definitions/lists/tiers?version=1")).Body.GetProperty("entries").GetArrayLength());
        Assert.Equal(2, (await desk.GetAsync("/api/definitions/lists/tiers")).Body.GetProperty("version").GetInt32());

        var registration = desk.Registration();
        registration["customer"]!["tier"] = "platinum";
        await desk.CaseAsync(registration);
        registration["customer"]!["tier"] = "silver";
        Assert.Equal(["customer.tier unknown-term"], (await desk.PostAsync("/api/complaints", registration)).Errors);
    }

    [Fact]
    public async Task Policies_move_on_in_versions()
    {
        await using var server = await ServerUnderTest.StartAsync(postgres);
        var desk = new Desk(server);
        var rule = new { windowDays = 15, topicLevel = 1, kinds = new[] { "Complaint" }, unit = 10_000, reason = "Per ten thousand." };
        Assert.Equal("recorded", (await desk.PostAsync("/api/definitions/policies/repeat-rule", rule, key: "rule")).MustBe(200).Outcome);
        Assert.Equal("repeated", (await desk.PostAsync("/api/definitions/policies/repeat-rule", rule, key: "rule")).Outcome);
        Assert.Equal("recorded", (await desk.PostAsync("/api/definitions/policies/callback", Callback(), key: "callback")).MustBe(200).Outcome);
        Assert.Equal("unchanged", (await desk.PostAsync("/api/definitions/policies/callback", Callback())).Outcome);
        var policies = (await desk.GetAsync("/api/definitions/policies")).Body;
        Assert.Equal((2, 2), (policies.GetProperty("repeatRule").GetProperty("version").GetInt32(), policies.GetProperty("callback").GetProperty("policyVersion").GetInt32()));

        // With no kind owed a callback, a resolved case closes at once.
        var id = await desk.CaseAsync(null, ("resolve", new { resolution = "Done." }));
        Assert.Equal("recorded", (await desk.DoAsync(id, "close")).MustBe(200).Outcome);
    }

    public static TheoryData<string, string, string> Refused => new()
    {
        { "lists/tiers", """{"reason": "r", "entries": []}""", "term-list-empty" },
        { "lists/tiers", """{"reason": "r", "entries": [{"code": "a", "zh": "甲", "en": "A"}, {"code": "a", "zh": "乙", "en": "B"}]}""", "term-code-twice" },
        { "lists/tiers", """{"reason": "r", "entries": [{"code": "Gold Card", "zh": "金", "en": "Gold"}]}""", "term-code-malformed" },
        { "lists/tiers", """{"reason": "r", "entries": [{"code": "gold.plus", "zh": "金", "en": "Gold plus"}]}""", "term-parent-missing" },
        { "lists/tiers", """{"reason": "r", "entries": [{"code": "gold", "zh": "金", "en": "Gold"}]}""", "term-code-dropped" },
        { "lists/tiers", """{"reason": "r", "entries": [{"code": "gold", "zh": "金", "en": "Gold"}, {"code": "silver", "zh": "银", "en": "Silver"}, {"code": "diamond", "zh": "钻", "en": "Diamond"}, {"code": "distinguished", "zh": "贵", "en": "Distinguished"}, {"code": "standard", "zh": "标", "en": "Standard"}], "moves": [{"code": "gold", "fate": "Ended"}]}""", "term-moves-of-topics" },
        { "lists/topics", Topics("""[{"code": "network.roaming.signal", "fate": "Mapped", "to": "nothing"}]"""), "term-move-unfit" },
        { "lists/topics", Topics("[]"), "term-move-missing" },
        { "policies/repeat-rule", """{"windowDays": 0, "topicLevel": 2, "kinds": ["Fault"], "unit": 100, "reason": "r"}""", "window-out-of-range" },
        { "policies/repeat-rule", """{"windowDays": 1, "topicLevel": 10, "kinds": ["Fault"], "unit": 100, "reason": "r"}""", "topic-level-out-of-range" },
        { "policies/repeat-rule", """{"windowDays": 1, "topicLevel": 1, "kinds": [], "unit": 100, "reason": "r"}""", "base-missing" },
        { "policies/callback", Callback("firstAfterMinutes", "-1"), "wait-out-of-range" },
        { "policies/callback", Callback("until", "\"08:00:00\""), "hours-empty" },
        { "policies/retention", """{"rules": [{"keepMonths": 0, "citation": "Rule 7"}], "reason": "r"}""", "retention-out-of-range" },
        { "policies/retention", """{"rules": [{"keepMonths": 12, "citation": "Rule 7"}], "reason": "r"}""", "retention-incomplete" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Is_refused_with_its_code(string definition, string body, string code) =>
        Assert.Equal((409, code), await StatusAndCodeAsync(definition, body));

    [Fact]
    public void Every_refusal_of_definitions_is_reached() => Assert.Equal(
        new[] { typeof(TermListRefusals), typeof(PolicyRefusals) }.SelectMany(type => type.GetFields()).Select(field => ((Refusal)field.GetValue(null)!).Code).Order(StringComparer.Ordinal),
        Refused.Select(row => row.Data.Item3).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("lists/nothing", """{"reason": "r", "entries": []}""", "name out-of-range")]
    [InlineData("lists/tiers", """{"reason": "r"}""", "entries required")]
    [InlineData("lists/tiers", """{"reason": "r", "entries": [{"code": "a", "zh": "甲"}]}""", "entries[0].en required")]
    [InlineData("lists/tiers", """{"reason": "r", "entries": [{"code": "a", "zh": "甲", "en": "A", "ja": "A"}]}""", "entries[0].ja unknown-field")]
    [InlineData("policies/repeat-rule", """{"topicLevel": 2, "kinds": ["Fault"], "unit": 100, "reason": "r"}""", "windowDays required")]
    [InlineData("policies/repeat-rule", """{"windowDays": 1.5}""", "windowDays malformed")]
    [InlineData("policies/repeat-rule", """{"kinds": ["Fault", "Grievance"]}""", "kinds[1] malformed")]
    public async Task Fields_are_checked(string definition, string body, string error) =>
        Assert.Equal([error], (await Desk.PostAsync($"/api/definitions/{definition}", JsonNode.Parse(body))).MustBe(400).Errors);

    [Theory]
    [InlineData("zone", "\"Mars/Olympus\"", "zone out-of-range")]
    [InlineData("zone", "\"China Standard Time\"", "zone out-of-range")]
    [InlineData("from", "\"nine\"", "from malformed")]
    [InlineData("retryAfterMinutes", null, "retryAfterMinutes required")]
    [InlineData("kinds", null, "kinds required")]
    public async Task Fields_of_the_callback_policy_are_checked(string field, string? value, string error) =>
        Assert.Equal([error], (await Desk.PostAsync("/api/definitions/policies/callback", JsonNode.Parse(Callback(field, value)))).MustBe(400).Errors);

    private async Task<(int, string?)> StatusAndCodeAsync(string definition, string body)
    {
        var reply = await Desk.PostAsync($"/api/definitions/{definition}", JsonNode.Parse(body));
        return (reply.Status, reply.Code);
    }

    /// <summary>The first topics, one of which goes.</summary>
    private static string Topics(string moves) => new JsonObject
    {
        ["entries"] = new JsonArray([.. DefinitionSeeds.List(TermLists.Topics).Entries.Select(entry => new JsonObject { ["code"] = entry.Code, ["zh"] = entry.Zh, ["en"] = entry.En, ["retired"] = entry.Code == "network.roaming.signal" })]),
        ["moves"] = JsonNode.Parse(moves),
        ["reason"] = "r",
    }.ToJsonString();

    private static string Callback(string field, string? value)
    {
        var policy = Callback();
        policy[field] = value is null ? null : JsonNode.Parse(value);
        return policy.ToJsonString();
    }

    private static JsonObject Callback() => JsonNode.Parse("""
        {"zone": "Asia/Shanghai", "from": "10:00:00", "until": "20:00:00", "firstAfterMinutes": 0, "retryAfterMinutes": [], "takeWithinMinutes": 60, "kinds": [], "reason": "r"}
        """)!.AsObject();

    private static async Task<List<string>> EventsAsync(ServerUnderTest server)
    {
        await using var database = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = database.CreateCommand("select user_name from mt_events order by seq_id");
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var actors = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            actors.Add(reader.GetString(0));
        return actors;
    }
}
