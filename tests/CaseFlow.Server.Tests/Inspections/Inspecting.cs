using System.Text.Json.Nodes;
using CaseFlow.Access;
using CaseFlow.Server.Definitions;
using CaseFlow.Testing;

namespace CaseFlow.Server.Tests.Inspections;

/// <summary>Inspects cases over HTTP, in few words.</summary>
public sealed class Inspecting(ServerUnderTest server)
{
    public const string Qian = "qian.yu";
    public const string Zhou = "zhou.min";

    public Desk Desk { get; } = new(server);

    /// <summary>Cases of a city, each of a customer of its own.</summary>
    public async Task<List<string>> CasesAsync(string city, int count, string topic = "network.roaming.activation", string number = "1399")
    {
        var cases = new List<string>();
        for (var i = 0; i < count; i++)
            cases.Add((await Desk.PostAsync("/api/complaints", Registration(city, topic, $"{number}{i:0000000}"))).MustBe(201).Created);
        await SettleAsync();
        return cases;
    }

    public JsonObject Registration(string city, string topic, string serviceNumber)
    {
        var registration = Desk.Registration();
        registration["region"] = new JsonObject { ["province"] = "cn-js", ["city"] = city };
        registration["topic"] = topic;
        registration["customer"] = new JsonObject { ["serviceNumber"] = serviceNumber };
        return registration;
    }

    public Task SettleAsync() => PersonalData.ErasureTests.CaughtUpAsync(server);

    /// <summary>What is asked for when a sample of a city is drawn.</summary>
    public static JsonObject Drawing(string? city, string seed = "7") => new()
    {
        ["region"] = new JsonObject { ["province"] = "cn-js", ["city"] = city },
        ["from"] = "2026-03-01",
        ["to"] = "2026-03-31",
        ["by"] = "Topic",
        ["perStratum"] = 10,
        ["seed"] = JsonNode.Parse(seed),
        ["card"] = "complaint-handling",
        ["raters"] = new JsonArray(Qian),
    };

    public static JsonObject ByTwo(JsonObject drawing)
    {
        (drawing["raters"], drawing["doublePercent"]) = (new JsonArray(Qian, Zhou), 100);
        return drawing;
    }

    /// <summary>Draws, and answers the sample's path.</summary>
    public async Task<string> DrawAsync(JsonObject drawing)
    {
        var sample = (await Desk.PostAsync("/api/inspections", drawing, actor: "planner")).MustBe(201).Created;
        await SettleAsync();
        return $"/api/inspections/{sample}";
    }

    /// <summary>Answers to all criteria: full points, but for those named.</summary>
    public static object[] Answers(params (string Criterion, int? Points)[] but) =>
        [.. DefinitionSeeds.Scorecard().Content.AllCriteria().Select(criterion => new { criterion = criterion.Code, points = but.Any(one => one.Criterion == criterion.Code) ? but.First(one => one.Criterion == criterion.Code).Points : criterion.Top })];

    public Task<Reply> SubmitAsync(string sample, string complaint, string rater, params (string Criterion, int? Points)[] but) =>
        Desk.PostAsync($"{sample}/items/{complaint}/submit", new { answers = Answers(but) }, actor: rater);

    /// <summary>What a path answers somebody; seen once everything is.</summary>
    public async Task<Reply> AskAsync(string path, string actor = "planner", string region = "all", Role[]? roles = null)
    {
        await SettleAsync();
        using var client = await server.As(roles ?? [Role.QualityAuditor], "all", speaksForOthers: true);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}region={region}");
        request.Headers.Add("X-CaseFlow-Actor", actor);
        return await Reply.ReadAsync(await client.SendAsync(request, TestContext.Current.CancellationToken));
    }

    /// <summary>The answer's data.</summary>
    public async Task<JsonNode> DataAsync(string path, string actor = "planner", string region = "all", Role[]? roles = null) =>
        JsonNode.Parse((await AskAsync(path, actor, region, roles)).MustBe(200).Text)!["data"]!;

    /// <summary>The cases of a sample, in the order of the draw.</summary>
    public async Task<List<string>> ItemsAsync(string sample, string region = "all") => [.. (await DataAsync($"{sample}/items?limit=200", region: region))["items"]!.AsArray().Select(item => (string)item!["complaint"]!)];
}
