using System.Text.Json;
using CaseFlow.Access;
using CaseFlow.PersonalData;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Emergencies;
using CaseFlow.Server.PersonalData;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CaseFlow.Server.Tests.Emergencies;

/// <summary>An emergency of the whole province as the agents of one of its cities see it, and whom they call and reveal in it.</summary>
public sealed class ProvinceEmergencyTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Here = "13951771234";
    private const string There = "13951775678";

    private CommandPost post = null!;
    private HttpClient province = null!;
    private IReadOnlyList<ComplaintId> complaints = [];

    public async ValueTask InitializeAsync()
    {
        post = await CommandPost.StartAsync(postgres);
        province = await post.Server.As(Role.EmergencyCommander, "cn-js");
        complaints = await post.RegisterAsync([(1, CommandPost.At("09:00"), "network.roaming.activation", "nanjing"), (2, CommandPost.At("09:01"), "network.roaming.activation", "suzhou"), (3, CommandPost.At("09:02"), "network.roaming.activation", "suzhou")]);
    }

    public async ValueTask DisposeAsync()
    {
        province.Dispose();
        await post.DisposeAsync();
    }

    [Fact]
    public async Task A_city_sees_the_room_from_the_declaration_on_with_its_own_customers_and_calls_alone()
    {
        var emergency = await ProposeAsync();
        Assert.Equal(404, (await ViewAsync(post.Agent, emergency)).Status);
        Assert.Equal(0, Board(await CommandPost.GetAsync(post.Agent, $"/api/emergencies?region={CommandPost.City}")));
        await ConcernAsync(emergency);

        var room = (await ViewAsync(post.Agent, emergency)).MustBe(200);
        var data = room.Body.GetProperty("data");
        Assert.Equal((CommandPost.City, 1, 1, 2, 2), (data.GetProperty("city").GetString(), Figure(data, "complaints"), Figure(data, "affected"), Figure(data, "owed"), data.GetProperty("calls").GetProperty("planned").GetInt32()));
        Assert.Equal("It works at noon.", data.GetProperty("replyLines")[0].GetProperty("words").GetString());
        Assert.Equal(6, data.GetProperty("clocks").GetArrayLength());
        var calls = (await CommandPost.GetAsync(post.Agent, $"/api/emergencies/{emergency}/callbacks?region={CommandPost.City}")).MustBe(200);
        Assert.Equal(2, calls.Body.GetProperty("data").GetProperty("total").GetInt32());
        var told = (await CommandPost.GetAsync(post.Agent, $"/api/emergencies/{emergency}/reply-lines/1/told?region={CommandPost.City}")).MustBe(200);
        var agenda = (await CommandPost.GetAsync(post.Agent, $"/api/agenda?region={CommandPost.City}")).MustBe(200);
        Assert.Equal(2, agenda.Body.GetProperty("data").GetProperty("emergencyCalls").GetInt32());
        var board = (await CommandPost.GetAsync(post.Agent, $"/api/emergencies?region={CommandPost.City}&status=Declared")).MustBe(200);
        Assert.Equal((1, CommandPost.City), (Board(board), board.Body.GetProperty("data").GetProperty("items")[0].GetProperty("city").GetString()));
        foreach (var answer in new[] { room, calls, told, agenda, board })
        {
            foreach (var foreign in new[] { complaints[1].Value, complaints[2].Value, CommandPost.Customer(2).Value, CommandPost.Customer(3).Value, await CustomerOfAsync(There) })
                Assert.DoesNotContain(foreign.ToString(), answer.Text, StringComparison.OrdinalIgnoreCase);
        }

        // The province sees all of it, and whoever looks at the city from there what is the city's.
        var whole = (await ViewAsync(province, emergency, "cn-js")).MustBe(200).Body.GetProperty("data");
        Assert.Equal((JsonValueKind.Null, 5), (whole.GetProperty("city").ValueKind, Figure(whole, "owed")));
        Assert.Equal(2, Figure((await ViewAsync(province, emergency)).MustBe(200).Body.GetProperty("data"), "owed"));
        using var elsewhere = await post.Server.As(Role.DeskAgent, "cn-zj.hangzhou");
        Assert.Equal(404, (await ViewAsync(elsewhere, emergency, "cn-zj.hangzhou")).Status);
    }

    [Fact]
    public async Task A_city_records_calls_and_wordings_to_its_own_customers_and_commands_nothing()
    {
        var emergency = await ProposeAsync();
        await ConcernAsync(emergency);
        Assert.Equal("emergency-call-not-planned", (await CallAsync(emergency, CommandPost.Customer(2).Value)).MustBe(409).Code);
        Assert.Equal("recorded", (await CallAsync(emergency, CommandPost.Customer(1).Value)).MustBe(200).Outcome);
        Assert.Equal(1, Figure((await ViewAsync(post.Agent, emergency)).MustBe(200).Body.GetProperty("data"), "closed"));
        Assert.Equal("emergency-customer-elsewhere", (await post.DoAsync(emergency, "reply-lines/given", new { version = 1, told = new[] { new { customer = CommandPost.Customer(2).Value } } }, post.Agent)).MustBe(409).Code);
        Assert.Equal(["told[0].complaint not-there"], (await post.DoAsync(emergency, "reply-lines/given", new { version = 1, told = new[] { new { complaint = complaints[1].Value } } }, post.Agent)).MustBe(400).Errors);
        Assert.Equal("recorded", (await post.DoAsync(emergency, "reply-lines/given", new { version = 1, told = new[] { new { complaint = complaints[0].Value } } }, post.Agent)).MustBe(200).Outcome);
        // The commander of the city commands what is the city's.
        Assert.Equal("emergency-unknown", (await post.DoAsync(emergency, "situations", new { words = "It works." })).MustBe(404).Code);
        Assert.Equal("emergency-unknown", (await post.DoAsync(emergency, "complaints/unlink", new { complaint = complaints[0].Value, reason = "About a bill." })).MustBe(404).Code);
    }

    [Fact]
    public async Task Whoever_was_overtaken_in_a_city_is_told_what_concerns_it_and_not_who_called_whom_in_the_rest_of_the_province()
    {
        var emergency = await ProposeAsync();
        await ConcernAsync(emergency);
        var seen = (await ViewAsync(post.Agent, emergency)).MustBe(200).Body.GetProperty("data").GetProperty("version").GetInt64();
        using var elsewhere = await post.Server.As(Role.DeskAgent, "cn-js.suzhou");
        using var colleague = await post.Server.As(Role.DeskAgent, CommandPost.City);
        (await CallAsync(emergency, CommandPost.Customer(2).Value, elsewhere)).MustBe(200);
        (await CallAsync(emergency, CommandPost.Customer(1).Value, colleague)).MustBe(200);
        (await post.DoAsync(emergency, "situations", new { words = "It works again." }, province)).MustBe(200);

        foreach (var (verb, body) in ((string, object)[])
            [
                ("callbacks", new { calls = new[] { new { customer = CommandPost.Customer(1).Value, result = "Informed" } } }),
                ("reply-lines/given", new { version = 1, told = new[] { new { complaint = complaints[0].Value } } }),
            ])
        {
            var stale = (await CommandPost.PostAsync(post.Agent, $"/api/emergencies/{emergency}/{verb}", body, seen: seen)).MustBe(412);
            var since = stale.Body.GetProperty("since").EnumerateArray().ToList();
            Assert.Equal([(seen + 2, "emergency_callback_closed"), (seen + 3, "situation_reported")], since.Select(e => (e.GetProperty("version").GetInt64(), e.GetProperty("type").GetString()!)));
            Assert.Equal(seen + 3, stale.Body.GetProperty("version").GetInt64());
        }

        // The province is told all of it.
        using var agents = await post.Server.As(Role.DeskAgent, "cn-js");
        var whole = await CommandPost.PostAsync(agents, $"/api/emergencies/{emergency}/callbacks", new { calls = new[] { new { customer = CommandPost.Customer(3).Value, result = "Informed" } } }, seen: seen);
        Assert.Equal(3, whole.MustBe(412).Body.GetProperty("since").GetArrayLength());
    }

    [Fact]
    public async Task A_city_takes_calls_to_its_own_customers_and_sees_who_has_them()
    {
        var emergency = await ProposeAsync();
        await ConcernAsync(emergency);
        using var elsewhere = await post.AgentAsync("wang.fang", "cn-js.suzhou");
        using var agents = await post.AgentAsync("chen.wei", "cn-js");
        Assert.Equal("emergency-call-not-planned", (await TakeAsync(CommandPost.Customer(2).Value, post.Agent)).MustBe(409).Code);
        (await TakeAsync(CommandPost.Customer(2).Value, elsewhere)).MustBe(200);
        (await TakeAsync(CommandPost.Customer(1).Value, agents)).MustBe(200);
        // Who is of the province has the call, and the city hears it; of a customer of another city it hears nothing.
        var refused = (await TakeAsync(CommandPost.Customer(1).Value, post.Agent)).MustBe(409);
        Assert.Equal(("emergency-call-taken", "chen.wei"), (refused.Code, refused.Body.GetProperty("heldBy").GetProperty("who").GetString()));
        var calls = (await CommandPost.GetAsync(post.Agent, $"/api/emergencies/{emergency}/callbacks?region={CommandPost.City}")).MustBe(200).Body.GetProperty("data").GetProperty("items").EnumerateArray().ToList();
        var held = Assert.Single(calls, call => call.GetProperty("heldBy").ValueKind == JsonValueKind.Object);
        Assert.Equal((CommandPost.Customer(1).Value, "chen.wei"), (held.GetProperty("customer").GetGuid(), held.GetProperty("heldBy").GetProperty("who").GetString()));

        // Who is known from no case but from a list alone is revealed to who takes the call.
        Assert.DoesNotContain(Here, (await CommandPost.GetAsync(post.Agent, $"/api/agenda?region={CommandPost.City}")).MustBe(200).Text, StringComparison.Ordinal);
        (await TakeAsync(await CustomerOfAsync(Here), post.Agent)).MustBe(200);
        Assert.Contains(Here, (await CommandPost.GetAsync(post.Agent, $"/api/agenda?region={CommandPost.City}&status=Taken")).MustBe(200).Text, StringComparison.Ordinal);
        var history = await post.Server.Services.GetRequiredService<CommandShell>().HistoryAsync(DataSubjectDesk.StreamOf(CustomerId.From(await CustomerOfAsync(Here))), TestContext.Current.CancellationToken);
        var revealed = (PersonalDataRevealed)Assert.Single(history).Data;
        Assert.Equal((RevealPurpose.CallCustomer, Guid.Parse(emergency), "nanjing"), (revealed.Purpose, revealed.Emergency!.Value.Value, revealed.Region.City));

        Task<Reply> TakeAsync(Guid customer, HttpClient by) => post.DoAsync(emergency, "callbacks/take", new { customer }, by);
    }

    [Fact]
    public async Task The_database_shows_a_city_what_was_declared_for_its_province_and_nothing_else_of_it()
    {
        var (proposed, declared) = (await ProposeAsync(), await ProposeAsync());
        await ConcernAsync(declared);
        var models = post.Server.Services.GetRequiredService<ReadModels>();
        Assert.Equal([Guid.Parse(declared)], await SeenAsync("cn-js.nanjing"));
        Assert.Equal([], await SeenAsync("cn-zj.hangzhou"));
        Assert.Equal([], await SeenAsync("cn-zj"));
        Assert.Equal(new[] { proposed, declared }.Select(Guid.Parse).Order(), (await SeenAsync("cn-js")).Order());

        async Task<List<Guid>> SeenAsync(string scope) => (await models.AskAsync(AccessScope.TryParse(scope)!, EmergencyBoard.Projection, async connection =>
        {
            var seen = new List<Guid>();
            await using var command = new NpgsqlCommand("select emergency from caseflow_emergencies", connection);
            await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            while (await reader.ReadAsync(TestContext.Current.CancellationToken)) seen.Add(reader.GetGuid(0));
            return seen;
        }, TestContext.Current.CancellationToken)).Data;
    }

    [Fact]
    public async Task Who_must_call_a_customer_that_no_case_knows_reveals_the_number_for_a_quarter_of_an_hour_and_that_is_recorded()
    {
        var emergency = await ProposeAsync();
        await ConcernAsync(emergency);
        var (here, there) = (await CustomerOfAsync(Here), await CustomerOfAsync(There));
        Assert.Equal("not-found", (await RevealAsync(here, null)).MustBe(404).Code);
        Assert.Equal(["emergency unknown-term"], (await RevealAsync(there, emergency)).MustBe(400).Errors);
        Assert.DoesNotContain(Here, await NumbersAsync(), StringComparison.Ordinal);
        var card = (await RevealAsync(here, emergency)).MustBe(200);
        Assert.Equal((Here, CommandPost.City), (card.Body.GetProperty("serviceNumber").GetString(), card.Body.GetProperty("region").GetString()));
        Assert.Contains(Here, await NumbersAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(There, await NumbersAsync(), StringComparison.Ordinal);

        var history = await post.Server.Services.GetRequiredService<CommandShell>().HistoryAsync(DataSubjectDesk.StreamOf(CustomerId.From(here)), TestContext.Current.CancellationToken);
        var revealed = (PersonalDataRevealed)Assert.Single(history).Data;
        Assert.Equal((RevealPurpose.CallCustomer, Guid.Parse(emergency), "nanjing"), (revealed.Purpose, revealed.Emergency!.Value.Value, revealed.Region.City));
        using var lead = await post.Server.As(Role.DeskLead, CommandPost.City);
        var told = (await CommandPost.GetAsync(lead, $"/api/customers/{here}/disclosures?region={CommandPost.City}")).MustBe(200).Body.GetProperty("data").GetProperty("disclosures");
        Assert.Equal(emergency, told[0].GetProperty("details").GetProperty("emergency").GetString());

        post.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.DoesNotContain(Here, await NumbersAsync(), StringComparison.Ordinal);
        (await CallAsync(emergency, here)).MustBe(200);
        Assert.Equal(["emergency unknown-term"], (await RevealAsync(here, emergency)).MustBe(400).Errors);

        async Task<string> NumbersAsync() =>
            (await CommandPost.GetAsync(post.Agent, $"/api/emergencies/{emergency}/callbacks?region={CommandPost.City}")).MustBe(200).Text + (await CommandPost.GetAsync(post.Agent, $"/api/agenda?region={CommandPost.City}")).MustBe(200).Text;

        Task<Reply> RevealAsync(Guid customer, string? of) => CommandPost.PostAsync(post.Agent, $"/api/customers/{customer}/reveal", of is null ? new { purpose = "CallCustomer" } : new { purpose = "CallCustomer", emergency = of });
    }

    private async Task<string> ProposeAsync() => (await CommandPost.PostAsync(province, "/api/emergencies", new
    {
        title = "Roaming fails", account = "Everywhere.", region = new { province = "cn-js" }, topics = new[] { "network.roaming" }, beganAt = CommandPost.At("08:55"), occurredAt = CommandPost.At("09:00"),
    })).MustBe(201).Created;

    /// <summary>Declares it, links complaints of two cities, lists a customer of each, publishes a wording and says to whom of each city it was told.</summary>
    private async Task ConcernAsync(string emergency)
    {
        foreach (var (verb, body) in ((string, object)[])
            [
                ("declare", new { grounds = "All cities", occurredAt = CommandPost.At("09:10") }),
                ("complaints/by-query", new { words = "Roaming", from = CommandPost.At("08:00"), until = CommandPost.At("10:00") }),
                ("affected", new { words = "On the gateway of Nanjing", serviceNumbers = new[] { Here }, city = CommandPost.City }),
                ("affected", new { words = "On the gateway of Suzhou", serviceNumbers = new[] { There }, city = "cn-js.suzhou" }),
                ("reply-lines", new { words = "It works at noon.", channels = new[] { "hotline" }, approvedBy = "zhao.gang" }),
            ])
            (await post.DoAsync(emergency, verb, body, province)).MustBe(200);
        Assert.Equal(["city out-of-range"], (await post.DoAsync(emergency, "affected", new { words = "Elsewhere", serviceNumbers = new[] { Here }, city = "cn-zj.hangzhou" }, province)).MustBe(400).Errors);
        using var agents = await post.Server.As(Role.DeskAgent, "cn-js");
        (await post.DoAsync(emergency, "reply-lines/given", new { version = 1, told = complaints.Skip(1).Select(one => new { complaint = one.Value }) }, agents)).MustBe(200);
        await post.CatchUpAsync();
    }

    private Task<Reply> CallAsync(string emergency, Guid customer, HttpClient? by = null) => post.DoAsync(emergency, "callbacks", new { calls = new[] { new { customer, result = "Informed" } } }, by ?? post.Agent);

    private async Task<Guid> CustomerOfAsync(string number) => (await post.Server.Services.GetRequiredService<CustomerIdentity>().OfServiceNumberAsync(number, TestContext.Current.CancellationToken)).Value;

    private static Task<Reply> ViewAsync(HttpClient client, string emergency, string region = CommandPost.City) => CommandPost.GetAsync(client, $"/api/emergencies/{emergency}?region={region}");

    private static int Figure(JsonElement room, string name) => room.GetProperty("figures").GetProperty(name).GetInt32();

    private static int Board(Reply board) => board.MustBe(200).Body.GetProperty("data").GetProperty("items").GetArrayLength();
}
