using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using CaseFlow.Access;
using CaseFlow.Testing;

namespace CaseFlow.Server.Tests.PersonalData;

/// <summary>A schedule says whose data has been kept long enough; people ask for the erasures and others decide, and nothing is destroyed by itself.</summary>
public sealed class RetentionTests(PostgresFixture postgres)
{
    private const string Due = "/api/personal-data/retention/due";
    private const string Requests = "/api/personal-data/retention/requests";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dry_run_names_who_is_due_and_why_and_two_people_carry_it_out()
    {
        await using var server = await ServerUnderTest.StartAsync(postgres);
        var desk = new Desk(server);
        var old = await EndedAsync(desk, "13900000001", "2019-03-02T10:00:00+08:00");
        var held = await EndedAsync(desk, "13900000002", "2019-03-02T10:00:00+08:00");
        var fresh = await EndedAsync(desk, "13900000003", occurredAt: null);
        var open = await desk.CaseAsync(Registration(desk, "13900000004", "2019-03-02T10:00:00+08:00"));
        var both = await EndedAsync(desk, "13900000005", "2019-03-02T10:00:00+08:00");
        (await desk.PostAsync("/api/contacts", new { customer = new { serviceNumber = "13900000005" }, channel = "hotline", direction = "Inbound", outcome = "Answered", region = new { province = "cn-js", city = "nanjing" } })).MustBe(201);
        await ErasureTests.CaughtUpAsync(server);
        (await desk.PostAsync($"/api/customers/{await OfAsync(desk, held)}/legal-holds", new { reference = "2026-017", cause = "Litigation" })).MustBe(200);
        await ErasureTests.CaughtUpAsync(server);
        using var officer = await server.As(Role.DataProtectionOfficer);

        // Without a schedule nothing is due and nothing can be asked.
        Assert.Equal(JsonValueKind.Null, (await AskAsync(officer, Due)).GetProperty("schedule").ValueKind);
        var customer = await OfAsync(desk, old);
        var unset = await BatchAsync(officer, customer);
        Assert.Equal(["retention-unset"], unset.GetProperty("refused").EnumerateArray().Select(one => one.GetProperty("code").GetString()));

        Assert.Equal("retention-incomplete", (await desk.PostAsync("/api/definitions/policies/retention", new { rules = Rules(24)[1..], reason = "First" })).MustBe(409).Code);
        Assert.Equal(
            ["rules[0].citation required", "rules[0].keepMonths required"],
            (await desk.PostAsync("/api/definitions/policies/retention", new { rules = new object[] { new { kind = "Fault" } }, reason = "First" })).MustBe(400).Errors.Order());
        (await desk.PostAsync("/api/definitions/policies/retention", new { rules = Rules(24), reason = "First" })).MustBe(200);

        var run = await AskAsync(officer, Due);
        Assert.Equal(1, run.GetProperty("schedule").GetInt32());
        Assert.Equal(5, run.GetProperty("looked").GetInt32());
        Assert.Equal("""{"Due":1,"KeptLonger":2,"CaseOpen":1,"Held":1}""", run.GetProperty("verdicts").GetRawText());
        var due = Assert.Single(run.GetProperty("due").EnumerateArray());
        Assert.Equal(customer, due.GetProperty("customer").GetString());
        var ground = Assert.Single(due.GetProperty("grounds").EnumerateArray());
        Assert.Equal(("Complaint", 1, 24, "Rule 7"), (ground.GetProperty("kind").GetString(), ground.GetProperty("count").GetInt32(), ground.GetProperty("keepMonths").GetInt32(), ground.GetProperty("citation").GetString()));

        // Each is judged again: who is not due is refused, whatever the list said.
        var batch = await BatchAsync(officer, customer, await OfAsync(desk, held), await OfAsync(desk, fresh), await OfAsync(desk, open), await OfAsync(desk, both), Guid.NewGuid().ToString());
        Assert.Equal(1, batch.GetProperty("requested").GetInt32());
        Assert.Equal(
            ["legal-hold-stands", "retention-not-ended", "cases-open", "retention-not-ended", "not-found"],
            batch.GetProperty("refused").EnumerateArray().Select(one => one.GetProperty("code").GetString()));
        await ErasureTests.CaughtUpAsync(server);
        Assert.Equal("""{"KeptLonger":2,"CaseOpen":1,"Held":1,"AlreadyAsked":1}""", (await AskAsync(officer, Due)).GetProperty("verdicts").GetRawText());

        var asked = Assert.Single((await AskAsync(officer, "/api/personal-data/erasures")).GetProperty("items").EnumerateArray());
        Assert.Equal((customer, "RetentionEnded", 1), (asked.GetProperty("customer").GetString(), asked.GetProperty("ground").GetString(), asked.GetProperty("schedule").GetInt32()));
        Assert.Equal("erasure-needs-another", (await Reply.ReadAsync(await officer.PostAsJsonAsync($"/api/customers/{customer}/erasure/approve", new { }, Cancel))).MustBe(409).Code);
        (await desk.PostAsync($"/api/customers/{customer}/erasure/approve", actor: "wang")).MustBe(200);
        await ErasureTests.CaughtUpAsync(server);
        var erased = Assert.Single((await AskAsync(officer, "/api/personal-data/erasures?status=Erased")).GetProperty("items").EnumerateArray());
        Assert.Equal(("wang", 2), (erased.GetProperty("decidedBy").GetString(), erased.GetProperty("certificate").GetProperty("events").GetInt32()));
        Assert.Empty((await AskAsync(officer, "/api/personal-data/erasures")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_city_runs_over_its_own_customers_and_asks_for_no_others()
    {
        await using var server = await ServerUnderTest.StartAsync(postgres);
        var desk = new Desk(server);
        (await desk.PostAsync("/api/definitions/policies/retention", new { rules = Rules(1), reason = "First" })).MustBe(200);
        var home = await EndedAsync(desk, "13900000001", "2019-03-02T10:00:00+08:00");
        var abroad = Registration(desk, "13900000002", "2019-03-02T10:00:00+08:00");
        abroad["region"] = new JsonObject { ["province"] = "cn-zj", ["city"] = "hangzhou" };
        var beyond = await desk.CaseAsync(abroad, ("withdraw", new { reason = "Done", occurredAt = "2019-03-03T10:00:00+08:00" }));
        // Of this customer the city knows an old case, and another city has one that is open.
        var shared = await EndedAsync(desk, "13900000003", "2019-03-02T10:00:00+08:00");
        var elsewhere = Registration(desk, "13900000003", "2019-04-02T10:00:00+08:00");
        elsewhere["region"] = new JsonObject { ["province"] = "cn-zj", ["city"] = "hangzhou" };
        await desk.CaseAsync(elsewhere);
        await ErasureTests.CaughtUpAsync(server);

        using var officer = await server.As(Role.DataProtectionOfficer, "cn-js.nanjing");
        var run = await AskAsync(officer, $"{Due}?region=cn-js.nanjing", withRegion: false);
        Assert.Equal(2, run.GetProperty("looked").GetInt32());
        Assert.Equal([await OfAsync(desk, home)], run.GetProperty("due").EnumerateArray().Select(one => one.GetProperty("customer").GetString()!));
        var batch = await BatchAsync(officer, await OfAsync(desk, beyond), await OfAsync(desk, shared));
        Assert.Equal(["not-found", "cases-open"], batch.GetProperty("refused").EnumerateArray().Select(one => one.GetProperty("code").GetString()));
    }

    private static object[] Rules(int months) =>
    [
        new { keepMonths = months, citation = "Rule 12" },
        .. new[] { "Complaint", "Consultation", "Suggestion", "Fault", "Praise" }.Select(kind => new { kind, keepMonths = months, citation = "Rule 7" }),
    ];

    private static JsonObject Registration(Desk desk, string number, string? occurredAt)
    {
        var registration = desk.Registration();
        registration["customer"] = new JsonObject { ["serviceNumber"] = number, ["name"] = "孙小姐" };
        registration["region"] = new JsonObject { ["province"] = "cn-js", ["city"] = "nanjing" };
        registration["occurredAt"] = occurredAt;
        return registration;
    }

    private static Task<string> EndedAsync(Desk desk, string number, string? occurredAt) => desk.CaseAsync(Registration(desk, number, occurredAt), ("withdraw", new { reason = "Done", occurredAt }));

    private static async Task<string> OfAsync(Desk desk, string complaint) =>
        (await desk.GetAsync($"/api/complaints/{complaint}?region=all")).MustBe(200).Body.GetProperty("data").GetProperty("customer").GetProperty("id").GetString()!;

    private static async Task<JsonElement> AskAsync(HttpClient client, string path, bool withRegion = true) =>
        (await Reply.ReadAsync(await client.GetAsync(withRegion ? $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}region=all" : path, Cancel))).MustBe(200).Body.GetProperty("data");

    private static async Task<JsonElement> BatchAsync(HttpClient client, params string[] customers) =>
        (await Reply.ReadAsync(await client.PostAsJsonAsync(Requests, new { customers }, Cancel))).MustBe(200).Body;
}
