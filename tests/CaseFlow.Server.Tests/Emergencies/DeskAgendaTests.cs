using System.Text.Json;
using CaseFlow.EventStore;
using CaseFlow.Server.Tests.FollowUps;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Server.Tests.Emergencies;

/// <summary>The agenda on which an agent finds callbacks of cases and calls of emergencies in one order.</summary>
public sealed class DeskAgendaTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const int Callbacks = 5;

    private CommandPost post = null!;

    public async ValueTask InitializeAsync() => post = await CommandPost.StartAsync(postgres);

    public ValueTask DisposeAsync() => post.DisposeAsync();

    [Fact]
    public async Task Callbacks_and_calls_of_emergencies_stand_in_one_order_and_no_page_loses_or_repeats_one()
    {
        await ScheduleAsync();
        var (emergency, _) = await DeclaredAsync(calls: 11);
        var whole = await PageAsync("limit=100");
        Assert.Equal((Callbacks + 11, 11, false), (whole.GetProperty("total").GetInt32(), whole.GetProperty("emergencyCalls").GetInt32(), whole.GetProperty("totalIsAtLeast").GetBoolean()));
        var due = Items(whole).Select(one => one.GetProperty("dueAt").GetDateTimeOffset()).ToList();
        Assert.Equal(due.Order(), due);
        Assert.Contains(Items(whole).Take(Callbacks + 5), one => one.GetProperty("callback").ValueKind != JsonValueKind.Null);
        Assert.All(Items(whole).Select(one => one.GetProperty("emergencyCall")).Where(one => one.ValueKind != JsonValueKind.Null), one => Assert.Equal((emergency, "Roaming fails"), (one.GetProperty("emergency").GetString(), one.GetProperty("title").GetString())));

        foreach (var limit in new[] { 1, 2, 3, 7 })
        {
            var (walked, cursor) = (new List<string>(), "");
            do
            {
                var page = await PageAsync($"limit={limit}{cursor}");
                walked.AddRange(Items(page).Select(IdOf));
                cursor = page.GetProperty("next").GetString() is { } next ? $"&cursor={Uri.EscapeDataString(next)}" : "";
            }
            while (cursor.Length > 0);
            Assert.Equal(Items(whole).Select(IdOf), walked);
        }

        // The callbacks' own list is what it was.
        Assert.Equal(Callbacks, (await CommandPost.GetAsync(post.Agent, $"/api/callbacks?region={CommandPost.City}")).MustBe(200).Body.GetProperty("data").GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_call_is_scheduled_until_its_time_and_due_from_then_on_and_is_found_by_customer_and_case()
    {
        var (_, complaints) = await DeclaredAsync(calls: 4);
        var slots = Items(await PageAsync("")).Select(one => one.GetProperty("dueAt").GetDateTimeOffset()).ToList();
        post.Clock.Set(slots[1]);
        Assert.Equal((2, 2), (Count(await PageAsync(""), "Due"), Count(await PageAsync(""), "Scheduled")));
        Assert.Equal(slots[..2], Items(await PageAsync("status=Due")).Select(one => one.GetProperty("dueAt").GetDateTimeOffset()));
        Assert.Equal(slots[2..], Items(await PageAsync("status=Scheduled")).Select(one => one.GetProperty("dueAt").GetDateTimeOffset()));
        Assert.Empty(Items(await PageAsync("status=Taken")));
        Assert.Empty(Items(await PageAsync("agent=li.na")));
        Assert.Single(Items(await PageAsync($"customer={CommandPost.Customer(2).Value}")));
        Assert.Equal(complaints[3].Value.ToString(), Assert.Single(Items(await PageAsync($"complaint={complaints[3].Value}"))).GetProperty("emergencyCall").GetProperty("complaint").GetString());
        Assert.Single(Items(await PageAsync($"dueBefore={Uri.EscapeDataString(slots[1].ToString("O"))}")));
    }

    [Fact]
    public async Task Whoever_was_called_is_unlinked_or_belongs_to_what_is_over_or_a_drill_is_gone_at_once()
    {
        var (emergency, complaints) = await DeclaredAsync(calls: 4);
        post.Clock.Set(CommandPost.At("15:00"));
        var first = Items(await PageAsync(""))[0].GetProperty("emergencyCall");
        Assert.Equal((1, "139****0000"), (first.GetProperty("attempt").GetInt32(), first.GetProperty("serviceNumber").GetString()));
        (await CallAsync(emergency, 0, "NotReached")).MustBe(200);
        (await CallAsync(emergency, 1, "Informed")).MustBe(200);
        var after = Items(await PageAsync("")).Select(one => one.GetProperty("emergencyCall")).ToList();
        Assert.Equal((3, 2), (after.Count, after.Single(one => one.GetProperty("customer").GetString() == CommandPost.Customer(0).Value.ToString()).GetProperty("attempt").GetInt32()));
        (await post.DoAsync(emergency, "complaints/unlink", new { complaint = complaints[2].Value, reason = "About a bill." })).MustBe(200);
        Assert.Equal(2, Items(await PageAsync("")).Count);
        (await post.DoAsync(emergency, "stand-down", new { reason = "Enough." })).MustBe(200);
        Assert.Empty(Items(await PageAsync("")));

        var drill = await post.ProposeAsync(isDrill: true);
        (await post.DoAsync(drill, "declare", new { grounds = "A drill" })).MustBe(200);
        (await post.DoAsync(drill, "complaints", new { complaints = complaints.Select(one => one.Value) })).MustBe(200);
        await post.CatchUpAsync();
        Assert.Empty(Items(await PageAsync("")));
    }

    [Fact]
    public async Task Of_two_agents_who_reach_for_one_call_one_gets_it_and_the_other_hears_who_until_when()
    {
        var (emergency, _) = await DeclaredAsync(calls: 2);
        using var li = await post.AgentAsync("li.na");
        using var chen = await post.AgentAsync("chen.wei");
        var replies = await Task.WhenAll(TakeAsync(emergency, 0, li), TakeAsync(emergency, 0, chen));
        var (won, lost) = (Assert.Single(replies, reply => reply.Status == 200), Assert.Single(replies, reply => reply.Status == 409));
        Assert.Equal(("recorded", "emergency-call-taken"), (won.Outcome, lost.Code));
        var call = Assert.Single(Items(await PageAsync("status=Taken"))).GetProperty("emergencyCall");
        var (winner, until) = Held(call);
        Assert.Equal(CommandPost.At("10:15"), until);
        Assert.Equal((winner, until), Held(lost.Body));
        Assert.Single(Items(await PageAsync($"agent={Uri.EscapeDataString(winner)}")));
        Assert.Equal((1, 1), (Count(await PageAsync(""), "Taken"), Items(await PageAsync("")).Count(one => one.GetProperty("emergencyCall").GetProperty("heldBy").ValueKind == JsonValueKind.Null)));

        // The other can neither record it nor give it back; the winner gives it back, and it is the other's.
        var (mine, theirs) = ReferenceEquals(won, replies[0]) ? (li, chen) : (chen, li);
        Assert.Equal(ReferenceEquals(mine, li) ? "li.na" : "chen.wei", winner);
        Assert.Equal("emergency-call-taken", (await CallAsync(emergency, 0, "Informed", theirs)).MustBe(409).Code);
        Assert.Equal("emergency-call-taken", (await post.DoAsync(emergency, "callbacks/give-back", Whom(0), theirs)).MustBe(409).Code);
        Assert.Equal("unchanged", (await TakeAsync(emergency, 0, mine)).MustBe(200).Outcome);
        (await post.DoAsync(emergency, "callbacks/give-back", Whom(0), mine)).MustBe(200);
        Assert.Empty(Items(await PageAsync("status=Taken")));
        (await TakeAsync(emergency, 0, theirs)).MustBe(200);
        post.Clock.Set(CommandPost.At("10:15"));
        Assert.Empty(Items(await PageAsync("status=Taken")));
        (await CallAsync(emergency, 0, "Informed", mine)).MustBe(200);
        Assert.Equal("emergency-call-closed", (await TakeAsync(emergency, 0, theirs)).MustBe(409).Code);
    }

    [Fact]
    public async Task Agents_who_take_different_calls_at_once_all_get_them()
    {
        const int Agents = 12;
        var (emergency, _) = await DeclaredAsync(calls: Agents);
        var agents = await Task.WhenAll(Enumerable.Range(0, Agents).Select(n => post.AgentAsync($"agent.{n}")));
        try
        {
            var replies = await Task.WhenAll(agents.Select((agent, n) => TakeAsync(emergency, n, agent)));
            Assert.All(replies, reply => Assert.Equal("recorded", reply.MustBe(200).Outcome));
            var holders = Items(await PageAsync("status=Taken")).Select(one => Held(one.GetProperty("emergencyCall")).Who).ToList();
            Assert.Equal((Agents, Agents), (holders.Count, holders.Distinct().Count()));
        }
        finally
        {
            foreach (var agent in agents) agent.Dispose();
        }
    }

    [Fact]
    public async Task Of_a_drill_no_call_is_taken()
    {
        var complaints = await post.RegisterAsync([(0, CommandPost.At("09:00"), "network.roaming.activation", "nanjing")]);
        var drill = await post.ProposeAsync(isDrill: true);
        (await post.DoAsync(drill, "declare", new { grounds = "A drill" })).MustBe(200);
        (await post.DoAsync(drill, "complaints", new { complaints = complaints.Select(one => one.Value) })).MustBe(200);
        await post.CatchUpAsync();
        foreach (var verb in new[] { "take", "give-back" }) Assert.Equal("drill-touches-nobody", (await post.DoAsync(drill, $"callbacks/{verb}", Whom(0), post.Agent)).MustBe(409).Code);
        Assert.Equal(["customer required"], (await post.DoAsync(drill, "callbacks/take", new { }, post.Agent)).MustBe(400).Errors);
    }

    private static object Whom(int customer) => new { customer = CommandPost.Customer(customer).Value };

    private static (string Who, DateTimeOffset Until) Held(JsonElement of) => (of.GetProperty("heldBy").GetProperty("who").GetString()!, of.GetProperty("heldBy").GetProperty("until").GetDateTimeOffset());

    private Task<Reply> TakeAsync(string emergency, int customer, HttpClient by) => post.DoAsync(emergency, "callbacks/take", Whom(customer), by);

    private Task<Reply> CallAsync(string emergency, int customer, string result, HttpClient? by = null) => post.DoAsync(emergency, "callbacks", new { calls = new[] { new { customer = CommandPost.Customer(customer).Value, result } } }, by ?? post.Agent);

    private async Task<JsonElement> PageAsync(string query) => (await CommandPost.GetAsync(post.Agent, $"/api/agenda?region={CommandPost.City}&{query}")).MustBe(200).Body.GetProperty("data");

    private static List<JsonElement> Items(JsonElement page) => [.. page.GetProperty("items").EnumerateArray()];

    private static int Count(JsonElement page, string status) => page.GetProperty("counts").GetProperty(status).GetInt32();

    private static string IdOf(JsonElement one) => (one.GetProperty("callback") is { ValueKind: JsonValueKind.Object } callback ? callback : one.GetProperty("emergencyCall")).GetProperty("id").GetString()!;

    /// <summary>An emergency with so many calls, of one customer each.</summary>
    private async Task<(string Emergency, IReadOnlyList<ComplaintId> Complaints)> DeclaredAsync(int calls)
    {
        var complaints = await post.RegisterAsync([.. Enumerable.Range(0, calls).Select(n => (n, CommandPost.At("09:00").AddSeconds(n), "network.roaming.activation", "nanjing"))]);
        var emergency = await post.ProposeAsync();
        (await post.DoAsync(emergency, "declare", new { grounds = "Many complaints", occurredAt = CommandPost.At("09:10") })).MustBe(200);
        // Nobody is concerned yet: the calls are planned from when the complaints are linked, and not from the declaration.
        await post.CatchUpAsync();
        (await post.DoAsync(emergency, "complaints", new { complaints = complaints.Select(one => one.Value) })).MustBe(200);
        await post.CatchUpAsync();
        return (emergency, complaints);
    }

    /// <summary>Callbacks of cases, some minutes apart around the first calls of the emergency.</summary>
    private async Task ScheduleAsync()
    {
        var store = post.Server.Services.GetRequiredService<IEventStore>();
        for (var n = 0; n < Callbacks; n++)
        {
            var (id, at) = (Guid.NewGuid(), CommandPost.At("10:00").AddSeconds(47 * n));
            var scheduled = new CaseFlow.FollowUps.CallbackScheduled
            {
                Callback = CallbackId.From(id), Complaint = ComplaintId.From(Guid.NewGuid()), Customer = CommandPost.Customer(900 + n), Region = new("cn-js", "nanjing"), Episode = 1, DueAt = at, Terms = CallbackWorld.Terms with { PolicyVersion = 1 },
            };
            Assert.IsType<Appended>(await store.AppendAsync(new("callback", id), ExpectedVersion.NoStream, [new(Guid.NewGuid(), scheduled, new() { OccurredAt = CommandPost.At("09:00"), Actor = "test", CorrelationId = "test", CommandId = Guid.NewGuid() })], TestContext.Current.CancellationToken));
        }

        await post.CatchUpAsync();
    }
}
