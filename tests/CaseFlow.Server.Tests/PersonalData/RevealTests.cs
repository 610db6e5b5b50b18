using CaseFlow.Access;
using System.Text.Json.Nodes;
using CaseFlow.Testing;
using Npgsql;
using System.Net.Http.Json;
using System.Text.Json;

namespace CaseFlow.Server.Tests.PersonalData;

/// <summary>Who a customer is stays masked for everybody until they say what for, which is recorded; so is who reads a case.</summary>
public sealed class RevealTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Name = "赵先生机密";

    [Fact]
    public async Task What_is_masked_is_revealed_for_a_purpose_to_one_person_and_recorded()
    {
        var desk = shared.Desk;
        var registration = desk.Registration();
        registration["customer"]!["name"] = Name;
        var complaint = await desk.CaseAsync(registration);
        await ErasureTests.CaughtUpAsync(shared.Server);
        var customer = (await desk.GetAsync($"/api/complaints/{complaint}?region=all")).Body.GetProperty("data").GetProperty("customer").GetProperty("id").GetString()!;
        string[] pages = [$"/api/customers/{customer}?region=all", $"/api/complaints/{complaint}?region=all", $"/api/complaints/{complaint}/timeline?region=all"];
        foreach (var page in pages) Assert.DoesNotContain(Name, await ReadAsync(page, "auditor"), StringComparison.Ordinal);

        Assert.Equal(["purpose required"], (await desk.PostAsync($"/api/customers/{customer}/reveal", actor: "auditor")).MustBe(400).Errors);
        var card = (await desk.PostAsync($"/api/customers/{customer}/reveal", new { purpose = "QualityInspection", complaint }, actor: "auditor")).MustBe(200);
        Assert.Equal(Name, card.Body.GetProperty("name").GetString());
        (await desk.PostAsync($"/api/customers/{customer}/reveal", new { purpose = "QualityInspection", complaint }, actor: "auditor")).MustBe(200);

        foreach (var page in pages)
        {
            Assert.Contains(Name, await ReadAsync(page, "auditor"), StringComparison.Ordinal);
            Assert.DoesNotContain(Name, await ReadAsync(page, "another"), StringComparison.Ordinal);
        }

        var seen = Assert.Single((await desk.GetAsync($"/api/customers/{customer}/disclosures?region=all")).MustBe(200).Body.GetProperty("data").GetProperty("disclosures").EnumerateArray());
        Assert.Equal("auditor", seen.GetProperty("actor").GetString());
        Assert.Equal("QualityInspection", seen.GetProperty("details").GetProperty("purpose").GetString());
        Assert.Equal(complaint, seen.GetProperty("details").GetProperty("complaint").GetString());
        Assert.Equal(404, (await desk.GetAsync($"/api/customers/{customer}/disclosures?region=cn-gd")).Status);
    }

    [Fact]
    public async Task Who_a_customer_is_is_masked_for_every_role_in_every_view()
    {
        var (complaint, customer) = await RegisteredAsync(Name, "13951234567", "8613000042");
        foreach (var role in Enum.GetValues<Role>().Where(role => RoleRules.Allows(role, Permission.ReadCases) && role != Role.SpecialistDepartment))
        {
            using var client = await shared.Server.As(role);
            foreach (var page in (string[])[$"/api/customers/{customer}?region=all", $"/api/complaints/{complaint}?region=all", $"/api/complaints/{complaint}/timeline?region=all", $"/api/complaints?region=all&customer={customer}", $"/api/customers/{customer}/complaints?region=all"])
            {
                var text = (await Reply.ReadAsync(await client.GetAsync(page, TestContext.Current.CancellationToken))).MustBe(200).Text;
                Assert.Contains("赵****", text, StringComparison.Ordinal);
                Assert.Contains("139****4567", text, StringComparison.Ordinal);
                Assert.DoesNotContain(Name, text, StringComparison.Ordinal);
                Assert.DoesNotContain("13951234567", text, StringComparison.Ordinal);
                Assert.DoesNotContain("8613000042", text, StringComparison.Ordinal);
                Assert.DoesNotContain("幸福路", text, StringComparison.Ordinal);
                // What was said is for those who work on cases.
                Assert.Equal(RoleRules.Allows(role, Permission.ReadCaseTexts), text.Contains("abroad", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public async Task A_department_reveals_the_customer_of_its_case_and_of_no_other()
    {
        var (complaint, customer) = await RegisteredAsync(Name, "13951234568", "8613000043");
        var (other, _) = await RegisteredAsync(Name, "13951234569", "8613000044");
        (await shared.Desk.DoAsync(complaint, "hand-over", new { department = "network", reason = "Its matter." })).MustBe(200);
        await ErasureTests.CaughtUpAsync(shared.Server);
        using var department = await shared.Server.As(Role.SpecialistDepartment);
        Assert.Equal(404, (await RevealAsync(department, customer, new { purpose = "HandleComplaint" })).Status);
        Assert.Equal(["complaint unknown-term"], (await RevealAsync(department, customer, new { purpose = "HandleComplaint", complaint = other })).MustBe(400).Errors);
        var card = (await RevealAsync(department, customer, new { purpose = "HandleComplaint", complaint, remark = "Line test" })).MustBe(200).Body;
        Assert.Equal((Name, "13951234568"), (card.GetProperty("name").GetString(), card.GetProperty("serviceNumber").GetString()));
        Assert.Contains(Name, (await Reply.ReadAsync(await department.GetAsync($"/api/complaints/{complaint}?region=all", TestContext.Current.CancellationToken))).MustBe(200).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_a_case_is_recorded_once_a_quarter_of_an_hour_and_for_good()
    {
        var (complaint, customer) = await RegisteredAsync(Name, "13951234570", "8613000045");
        using var agent = await shared.Server.As(Role.DeskAgent);
        using var officer = await shared.Server.As(Role.DataProtectionOfficer);
        foreach (var client in (HttpClient[])[agent, agent, officer])
        {
            foreach (var page in (string[])[$"/api/complaints/{complaint}?region=all", $"/api/complaints/{complaint}/timeline?region=all", $"/api/customers/{customer}?region=all"])
                (await Reply.ReadAsync(await client.GetAsync(page, TestContext.Current.CancellationToken))).MustBe(200);
        }

        var looks = (await Reply.ReadAsync(await officer.GetAsync($"/api/customers/{customer}/looks?region=all", TestContext.Current.CancellationToken))).MustBe(200).Body.GetProperty("data").GetProperty("items").EnumerateArray().ToList();
        // One of the case and one of the customer's page, by who reads what was said; the officer saw masks. At the turn of a quarter there may be two of each.
        Assert.InRange(looks.Count, 2, 4);
        Assert.Single(looks.Select(look => look.GetProperty("actor").GetString()).Distinct());
        Assert.Equal([complaint, null], looks.Select(look => look.TryGetProperty("complaint", out var of) ? of.GetString() : null).Distinct().OrderByDescending(of => of));
        Assert.Empty((await Reply.ReadAsync(await officer.GetAsync($"/api/customers/{customer}/looks?region=cn-gd", TestContext.Current.CancellationToken))).MustBe(200).Body.GetProperty("data").GetProperty("items").EnumerateArray());

        await using var database = NpgsqlDataSource.Create(shared.Server.ConnectionString);
        await using var rewrite = database.CreateCommand("update caseflow_looks set actor = 'nobody'");
        Assert.Equal("CF003", (await Assert.ThrowsAsync<PostgresException>(() => rewrite.ExecuteNonQueryAsync(TestContext.Current.CancellationToken))).SqlState);
    }

    [Fact]
    public async Task Everything_held_is_given_out_in_clear_and_recorded()
    {
        var desk = shared.Desk;
        var registration = desk.Registration();
        registration["customer"]!["name"] = Name;
        var complaint = await desk.CaseAsync(registration, ("resolve", new { resolution = "Roaming was activated for Mr Zhao." }));
        await ErasureTests.CaughtUpAsync(shared.Server);
        var customer = (await desk.GetAsync($"/api/complaints/{complaint}?region=all")).Body.GetProperty("data").GetProperty("customer").GetProperty("id").GetString()!;

        var facts = JsonNode.Parse((await desk.PostAsync($"/api/customers/{customer}/export", actor: "officer")).MustBe(200).Text)!["facts"]!.AsArray();
        Assert.Equal(Name, (string?)facts[0]!["fields"]!["customer"]!["name"]);
        Assert.Contains(facts, fact => (string?)fact!["fields"]!["resolution"] == "Roaming was activated for Mr Zhao.");
        Assert.Contains("subject_access_exported", (await desk.GetAsync($"/api/customers/{customer}/disclosures?region=all")).MustBe(200).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_city_gives_out_what_it_holds_and_tells_of_nothing_beyond()
    {
        var desk = shared.Desk;
        var home = await desk.CaseAsync(In("cn-js", "nanjing", "The phone does not work in Seoul."), ("resolve", new { resolution = "It works." }));
        var beyond = await desk.CaseAsync(In("cn-zj", "hangzhou", "A matter of Hangzhou."));
        (await desk.DoAsync(home, "reopen", new { cause = "ProblemReturned", reason = "Again." })).MustBe(200);
        (await desk.DoAsync(home, "repeat-links/propose", new { earlier = beyond })).MustBe(200);
        await ErasureTests.CaughtUpAsync(shared.Server);
        var customer = (await desk.GetAsync($"/api/complaints/{home}?region=all")).MustBe(200).Body.GetProperty("data").GetProperty("customer").GetProperty("id").GetString()!;
        (await desk.PostAsync($"/api/customers/{customer}/reveal", new { purpose = "LegalRequest", complaint = beyond }, actor: "zhe.jiang")).MustBe(200);
        using var hangzhou = await shared.Server.As(Role.DataProtectionOfficer, "cn-zj.hangzhou");
        (await hangzhou.PostAsJsonAsync($"/api/customers/{customer}/legal-holds", new { reference = "ZJ-1", cause = "Litigation" }, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();

        using var nanjing = await shared.Server.As(Role.DataProtectionOfficer, "cn-js.nanjing");
        var own = (await Reply.ReadAsync(await nanjing.PostAsJsonAsync($"/api/customers/{customer}/export", new { }, TestContext.Current.CancellationToken))).MustBe(200);
        Assert.Equal("cn-js.nanjing", own.Body.GetProperty("territory").GetString());
        Assert.Contains("Seoul", own.Text, StringComparison.Ordinal);
        Assert.Single(own.Body.GetProperty("facts").EnumerateArray(), fact => fact.GetProperty("what").GetString() == "repeat_link_proposed" && fact.GetProperty("fields").ValueKind == JsonValueKind.Null);
        foreach (var foreign in (string[])[beyond, "Hangzhou", "hangzhou", "zhe.jiang", "ZJ-1"]) Assert.DoesNotContain(foreign, own.Text, StringComparison.Ordinal);
        var told = (await Reply.ReadAsync(await nanjing.GetAsync($"/api/customers/{customer}/disclosures?region=cn-js.nanjing", TestContext.Current.CancellationToken))).MustBe(200);
        foreach (var foreign in (string[])[beyond, "hangzhou", "zhe.jiang", "ZJ-1"]) Assert.DoesNotContain(foreign, told.Text, StringComparison.Ordinal);

        // Who sees the whole operator is given all of it.
        var all = (await desk.PostAsync($"/api/customers/{customer}/export", actor: "officer")).MustBe(200).Text;
        foreach (var everywhere in (string[])[home, beyond, "Hangzhou", "Seoul", "ZJ-1"]) Assert.Contains(everywhere, all, StringComparison.Ordinal);

        JsonObject In(string province, string city, string summary)
        {
            var registration = desk.Registration();
            registration["region"] = new JsonObject { ["province"] = province, ["city"] = city };
            registration["customer"] = new JsonObject { ["serviceNumber"] = "13951234599", ["name"] = Name };
            registration["summary"] = summary;
            return registration;
        }
    }

    private async Task<(string Complaint, string Customer)> RegisteredAsync(string name, string number, string account)
    {
        var registration = shared.Desk.Registration();
        registration["customer"] = new JsonObject { ["name"] = name, ["serviceNumber"] = number, ["account"] = account, ["address"] = "幸福路七号" };
        registration["summary"] = "The phone does not work abroad.";
        var complaint = await shared.Desk.CaseAsync(registration);
        await ErasureTests.CaughtUpAsync(shared.Server);
        var found = (await shared.Desk.PostAsync("/api/customers/find?region=all", new { account })).MustBe(200).Body.GetProperty("data")[0];
        return (complaint, found.GetProperty("id").GetString()!);
    }

    private static async Task<Reply> RevealAsync(HttpClient client, string customer, object body) =>
        await Reply.ReadAsync(await client.PostAsJsonAsync($"/api/customers/{customer}/reveal", body, TestContext.Current.CancellationToken));

    private async Task<string> ReadAsync(string path, string actor)
    {
        using var officers = await shared.Server.As([Role.DataProtectionOfficer], "all", speaksForOthers: true);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-CaseFlow-Actor", actor);
        return (await Reply.ReadAsync(await officers.SendAsync(request, TestContext.Current.CancellationToken))).MustBe(200).Text;
    }
}
