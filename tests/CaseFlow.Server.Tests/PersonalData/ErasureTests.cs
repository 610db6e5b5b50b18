using System.Text.Json.Nodes;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CaseFlow.Server.Tests.PersonalData;

/// <summary>A customer is erased: nothing of them is readable anywhere, and no figure has moved.</summary>
public sealed class ErasureTests(PostgresFixture postgres)
{
    private const string Name = "孙小姐机密";
    private const string Number = "13951230987";
    private const string Summary = "The phone of Miss Sun does not work abroad.";
    internal static readonly string[] Said = [Name, Number, Summary];

    private const string Rates = "/api/kpis/repeat-complaint-rate?region=all&from=2026-03&to=2026-03&by=month";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Erasing_leaves_nothing_to_read_and_every_rate_as_it_was()
    {
        await using var server = await ServerUnderTest.StartAsync(postgres);
        await using var other = await server.AnotherAsync();
        var desk = new Desk(server);
        var (customer, complaint) = await EndedCaseAsync(server, desk);
        await desk.CaseAsync();
        await CaughtUpAsync(server);
        var view = $"/api/customers/{customer}?region=all";
        await RevealAsync(desk, customer);
        Assert.Contains(Name, (await desk.GetAsync(view)).MustBe(200).Text, StringComparison.Ordinal);
        Assert.Contains(Name, (await new Desk(other).GetAsync(view)).MustBe(200).Text, StringComparison.Ordinal);
        var rates = Figures((await desk.GetAsync(Rates)).MustBe(200).Text);
        Assert.True((long)JsonNode.Parse(rates)!["total"]!["denominator"]! > 0, rates);
        var keyBefore = await WrappedAsync(server, customer);

        await EraseAsync(desk, customer);
        await CaughtUpAsync(server);

        var erased = (await desk.GetAsync(view)).MustBe(200).Text;
        Assert.DoesNotContain(Name, erased, StringComparison.Ordinal);
        Assert.Contains("⌫", erased, StringComparison.Ordinal);
        foreach (var path in (string[])[$"/api/complaints/{complaint}?region=all", $"/api/complaints/{complaint}/timeline?region=all", "/api/complaints?region=all&status=Withdrawn", $"/api/customers/{customer}/disclosures?region=all"])
        {
            var text = (await desk.GetAsync(path)).MustBe(200).Text;
            Assert.DoesNotContain(Name, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Summary, text, StringComparison.Ordinal);
        }

        // By its number nobody is found, before and after a rebuild of everything.
        Assert.Empty(await FoundAsync(desk));
        await server.Services.GetRequiredService<ProjectionEngine>().RebuildAsync(["CustomerHistory", "WorkList"], cancellation: Cancel);
        Assert.Empty(await FoundAsync(desk));
        Assert.DoesNotContain(Name, (await desk.GetAsync(view)).MustBe(200).Text, StringComparison.Ordinal);
        Assert.Equal(rates, Figures((await desk.GetAsync(Rates)).Text));

        // Another server had the key in its memory; within the time that is promised it has not.
        await Task.Delay(PersonalDataVault.Freshness + TimeSpan.FromMilliseconds(100), Cancel);
        Assert.DoesNotContain(Name, (await new Desk(other).GetAsync(view)).MustBe(200).Text, StringComparison.Ordinal);

        // The history shows a certificate, and the key's row holds no key.
        var disclosures = (await desk.GetAsync($"/api/customers/{customer}/disclosures?region=all")).MustBe(200).Body.GetProperty("data");
        Assert.Equal("Erased", disclosures.GetProperty("erasure").GetString());
        var certificate = disclosures.GetProperty("disclosures")[0];
        Assert.Equal("personal_data_erased", certificate.GetProperty("what").GetString());
        Assert.Equal(2, certificate.GetProperty("details").GetProperty("events").GetInt64());
        Assert.NotNull(keyBefore);
        Assert.Null(await WrappedAsync(server, customer));
    }

    [Fact]
    public async Task Who_was_erased_cannot_be_spoken_of_and_comes_back_as_somebody_else()
    {
        await using var server = await ServerUnderTest.StartAsync(postgres);
        var desk = new Desk(server);
        var (customer, complaint) = await EndedCaseAsync(server, desk);
        await EraseAsync(desk, customer);
        await CaughtUpAsync(server);

        Assert.Equal("personal-data-erased", (await desk.DoAsync(complaint, "reopen", new { cause = "ProblemReturned", reason = "It is back." })).MustBe(409).Code);
        Assert.Equal("personal-data-erased", (await desk.PostAsync($"/api/customers/{customer}/reveal", new { purpose = "CallCustomer" })).MustBe(409).Code);
        Assert.Equal("personal-data-erased", (await desk.PostAsync($"/api/customers/{customer}/export")).MustBe(409).Code);
        var again = desk.Registration();
        again["customer"] = new JsonObject { ["customerId"] = customer };
        Assert.Equal("personal-data-erased", (await desk.PostAsync("/api/complaints", again)).MustBe(409).Code);

        var fresh = await desk.CaseAsync(Registration(desk));
        await CaughtUpAsync(server);
        await RevealAsync(desk, await CustomerOfAsync(desk, fresh));
        var now = (await desk.GetAsync($"/api/complaints/{fresh}?region=all")).MustBe(200).Body.GetProperty("data").GetProperty("customer");
        Assert.Equal(Name, now.GetProperty("name").GetString());
        Assert.NotEqual(customer, now.GetProperty("id").GetString());
        Assert.Equal([now.GetProperty("id").GetString()!], await FoundAsync(desk));
    }

    [Fact]
    public async Task It_takes_two_people_ended_cases_and_no_hold()
    {
        await using var server = await ServerUnderTest.StartAsync(postgres);
        var desk = new Desk(server);
        var complaint = await desk.CaseAsync(Registration(desk));
        await CaughtUpAsync(server);
        var customer = await CustomerOfAsync(desk, complaint);
        var at = $"/api/customers/{customer}";
        Assert.Equal(["ground required"], (await desk.PostAsync($"{at}/erasure")).MustBe(400).Errors);
        Assert.Equal("erasure-not-requested", (await desk.PostAsync($"{at}/erasure/approve", actor: "wang")).MustBe(409).Code);
        (await desk.PostAsync($"{at}/erasure", new { ground = "SubjectRequest", note = "Asked by letter" }, actor: "li")).MustBe(200);
        Assert.Equal("erasure-needs-another", (await desk.PostAsync($"{at}/erasure/approve", actor: "li")).MustBe(409).Code);
        Assert.Equal("cases-open", (await desk.PostAsync($"{at}/erasure/approve", actor: "wang")).MustBe(409).Code);
        (await desk.DoAsync(complaint, "withdraw", new { reason = "Done" })).MustBe(200);
        await CaughtUpAsync(server);
        (await desk.PostAsync($"{at}/legal-holds", new { reference = "2026-017", cause = "Litigation" })).MustBe(200);
        Assert.Equal("legal-hold-stands", (await desk.PostAsync($"{at}/erasure/approve", actor: "wang")).MustBe(409).Code);
        (await desk.PostAsync($"{at}/legal-holds/lift", new { reference = "2026-017" })).MustBe(200);
        (await desk.PostAsync($"{at}/erasure/approve", actor: "wang")).MustBe(200);
        Assert.Equal("not-found", (await desk.PostAsync($"/api/customers/{Guid.NewGuid()}/erasure", new { ground = "SubjectRequest" })).MustBe(404).Code);
    }

    [Fact]
    public async Task A_restored_backup_does_not_bring_the_key_back()
    {
        await using var server = await ServerUnderTest.StartAsync(postgres);
        var desk = new Desk(server);
        var (customer, _) = await EndedCaseAsync(server, desk);
        await using var database = NpgsqlDataSource.Create(server.ConnectionString);
        var key = await WrappedAsync(server, customer);
        await EraseAsync(desk, customer);
        await CaughtUpAsync(server);

        // What a restore does to the table of keys.
        await using (var restore = database.CreateCommand("update caseflow_keys set wrapped = $2, erased = null where subject = $1"))
        {
            restore.Parameters.Add(new() { Value = Guid.Parse(customer) });
            restore.Parameters.Add(new() { Value = key! });
            Assert.Equal(1, await restore.ExecuteNonQueryAsync(Cancel));
        }

        await using var restarted = await server.AnotherAsync();
        await restarted.Services.PrepareDatabaseAsync(Cancel);
        Assert.Null(await WrappedAsync(restarted, customer));
        Assert.DoesNotContain(Name, (await new Desk(restarted).GetAsync($"/api/customers/{customer}?region=all")).MustBe(200).Text, StringComparison.Ordinal);
    }

    /// <summary>Sees a customer in clear, so that what is not seen afterwards is not only masked.</summary>
    internal static async Task RevealAsync(Desk desk, string customer) =>
        (await desk.PostAsync($"/api/customers/{customer}/reveal", new { purpose = "SubjectRequest" })).MustBe(200);

    internal static async Task EraseAsync(Desk desk, string customer)
    {
        (await desk.PostAsync($"/api/customers/{customer}/erasure", new { ground = "SubjectRequest" }, actor: "li")).MustBe(200);
        (await desk.PostAsync($"/api/customers/{customer}/erasure/approve", actor: "wang")).MustBe(200);
    }

    internal static async Task<(string Customer, string Complaint)> EndedCaseAsync(ServerUnderTest server, Desk desk)
    {
        var complaint = await desk.CaseAsync(Registration(desk), ("withdraw", new { reason = "Done" }));
        await CaughtUpAsync(server);
        return (await CustomerOfAsync(desk, complaint), complaint);
    }

    internal static Task CaughtUpAsync(ServerUnderTest server) => server.Services.GetRequiredService<ProjectionEngine>().CatchUpAsync(Cancel);

    private static JsonObject Registration(Desk desk)
    {
        var registration = desk.Registration();
        registration["customer"] = new JsonObject { ["name"] = Name, ["serviceNumber"] = Number };
        registration["summary"] = Summary;
        return registration;
    }

    private static async Task<string> CustomerOfAsync(Desk desk, string complaint) =>
        (await desk.GetAsync($"/api/complaints/{complaint}?region=all")).MustBe(200).Body.GetProperty("data").GetProperty("customer").GetProperty("id").GetString()!;

    private static async Task<IReadOnlyList<string>> FoundAsync(Desk desk) =>
        [.. (await desk.PostAsync("/api/customers/find?region=all", new { serviceNumber = Number })).MustBe(200).Body.GetProperty("data").EnumerateArray().Select(card => card.GetProperty("id").GetString()!)];

    /// <summary>The figures of an answer, without its position and time.</summary>
    private static string Figures(string answer) => JsonNode.Parse(answer)!["data"]!.ToJsonString();

    private static async Task<byte[]?> WrappedAsync(ServerUnderTest server, string customer)
    {
        await using var database = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = database.CreateCommand("select wrapped from caseflow_keys where subject = $1");
        command.Parameters.Add(new() { Value = Guid.Parse(customer) });
        return await command.ExecuteScalarAsync(Cancel) as byte[];
    }
}
