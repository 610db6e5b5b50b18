using System.Text.Json.Nodes;
using CaseFlow.FollowUps;
using CaseFlow.PersonalData;
using CaseFlow.Server.FollowUps;
using CaseFlow.Server.PersonalData;
using CaseFlow.Testing;

namespace CaseFlow.Server.Tests.FollowUps;

public sealed class CallbackAgendaTests(PostgresFixture postgres) : IAsyncLifetime
{
    private CallbackWorld world = null!;

    public async ValueTask InitializeAsync() => world = await CallbackWorld.StartAsync(postgres);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    private async Task<JsonNode> ListAsync(string query) => (await world.AskAsync($"/api/callbacks?region=all&{query}"))["data"]!;

    private async Task<string[]> IdsAsync(string query) => [.. (await ListAsync(query))["items"]!.AsArray().Select(item => (string)item!["id"]!)];

    [Fact]
    public async Task A_callback_shows_whom_to_call_when_and_about_what()
    {
        var callback = await world.ScheduledAsync();
        var entry = await world.EntryAsync(callback);

        Assert.Equal((await world.StateAsync(callback)).Complaint.Value, (Guid)entry["complaint"]!);
        Assert.Equal(("张*", "139****0001"), ((string?)entry["customerName"], (string?)entry["serviceNumber"]));
        Assert.Equal(("cn-js.nanjing", "Asia/Shanghai"), ((string?)entry["region"], (string?)entry["zone"]));
        Assert.Equal(("Scheduled", 1, CallbackWorld.Monday.AddHours(1)), ((string?)entry["status"], (int)entry["attempt"]!, (DateTimeOffset)entry["dueAt"]!));
    }

    [Fact]
    public async Task Who_works_on_no_case_recognises_whom_it_is_about_and_no_more()
    {
        var entry = await world.EntryAsync(await world.ScheduledAsync(), role: CaseFlow.Access.Role.DataProtectionOfficer);

        Assert.Equal(("张*", "139****0001"), ((string?)entry["customerName"], (string?)entry["serviceNumber"]));
    }

    [Fact]
    public async Task Taking_a_callback_reveals_the_customer_to_who_took_it_for_a_quarter_of_an_hour()
    {
        var callback = await world.DueAsync();
        await world.DoAsync($"/api/callbacks/{callback.Value}/take", new { }, actor: "wang.wei");
        await world.SettleAsync();

        Assert.Equal(("张伟", "13951770001"), await SeenAsync("wang.wei"));
        Assert.Equal(("张*", "139****0001"), await SeenAsync("li.na"));
        var state = await world.StateAsync(callback);
        var revealed = (PersonalDataRevealed)Assert.Single(await world.Store.ReadStreamAsync(DataSubjectDesk.StreamOf(state.Customer)), e => e.Metadata.Actor == "wang.wei").Data;
        Assert.Equal((RevealPurpose.CallCustomer, state.Complaint), (revealed.Purpose, revealed.Complaint));
        world.Clock.Set(revealed.Until);
        Assert.Equal(("张*", "139****0001"), await SeenAsync("wang.wei"));

        async Task<(string?, string?)> SeenAsync(string actor)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/callbacks?region=all&complaint={(await world.StateAsync(callback)).Complaint.Value}");
            request.Headers.Add("X-CaseFlow-Actor", actor);
            var answer = JsonNode.Parse(await (await world.Server.Http.SendAsync(request)).Content.ReadAsStringAsync())!;
            var entry = answer["data"]!["items"]![0]!;
            return ((string?)entry["customerName"], (string?)entry["serviceNumber"]);
        }
    }

    [Fact]
    public async Task A_callback_goes_through_the_statuses()
    {
        var callback = await world.DueAsync();
        Assert.Equal("Due", (string?)(await world.EntryAsync(callback))["status"]);

        await world.FallDueAsync(callback);
        Assert.Equal("Raised", (string?)(await world.EntryAsync(callback))["status"]);

        await world.DoAsync($"/api/callbacks/{callback.Value}/take", new { }, actor: "chen.jie");
        var taken = await world.EntryAsync(callback);
        Assert.Equal(("Taken", "chen.jie", true), ((string?)taken["status"], (string?)taken["agent"], (bool)taken["raised"]!));

        await world.DoAsync($"/api/callbacks/{callback.Value}/attempt", new { Outcome = CallbackOutcome.Busy }, actor: "chen.jie");
        var putOff = await world.EntryAsync(callback);
        Assert.Equal(("Scheduled", 2, "Busy", null, false), ((string?)putOff["status"], (int)putOff["attempt"]!, (string?)putOff["lastOutcome"], (string?)putOff["agent"], (bool)putOff["raised"]!));

        await world.DoAsync($"/api/callbacks/{callback.Value}/attempt", new { Outcome = CallbackOutcome.Satisfied });
        var completed = await world.EntryAsync(callback);
        Assert.Equal(("Completed", "Satisfied", 8L), ((string?)completed["status"], (string?)completed["result"], (long)completed["version"]!));
    }

    [Fact]
    public async Task The_agenda_is_filtered_and_counted()
    {
        var (due, taken, done) = (await world.ScheduledAsync(), await world.ScheduledAsync(), await world.ScheduledAsync());
        await world.FallDueAsync(due, taken, done);
        var scheduled = await world.ScheduledAsync();
        await world.DoAsync($"/api/callbacks/{taken.Value}/take", new { }, actor: "chen.jie");
        await world.DoAsync($"/api/callbacks/{done.Value}/attempt", new { Outcome = CallbackOutcome.Satisfied });

        Assert.Equal([due.Value.ToString()], await IdsAsync("status=due"));
        Assert.Equal([taken.Value.ToString()], await IdsAsync("agent=chen.jie"));
        Assert.Equal([done.Value.ToString()], await IdsAsync("status=completed"));
        Assert.Equal([due.Value.ToString()], await IdsAsync("dueBefore=2099-03-02T11:00:01%2B08:00&status=scheduled,due"));
        Assert.Equal([scheduled.Value.ToString()], await IdsAsync("status=scheduled"));
        Assert.Equal([done.Value.ToString()], await IdsAsync($"status=completed,cancelled&complaint={(await world.StateAsync(done)).Complaint.Value}"));

        var all = await ListAsync("");
        Assert.Equal(3, (long)all["total"]!);
        Assert.Equal("""{"Scheduled":1,"Due":1,"Raised":0,"Taken":1}""", all["counts"]!.ToJsonString());
    }

    [Fact]
    public async Task Pages_follow_each_other_without_a_gap()
    {
        var callbacks = new List<string>();
        for (var n = 0; n < 5; n++)
            callbacks.Add((await world.ScheduledAsync()).Value.ToString());

        var (seen, cursor) = (new List<string>(), "");
        do
        {
            var page = await ListAsync($"limit=2{cursor}");
            Assert.Equal(5, (long)page["total"]!);
            seen.AddRange(page["items"]!.AsArray().Select(item => (string)item!["id"]!));
            cursor = (string?)page["next"] is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);

        Assert.Equal(callbacks.Order(), seen.Order());
    }

    [Fact]
    public async Task The_territory_decides_what_is_seen()
    {
        var callback = await world.ScheduledAsync();

        Assert.Equal(1, (long)(await world.AskAsync("/api/callbacks?region=cn-js.nanjing"))["data"]!["total"]!);
        Assert.Equal(0, (long)(await world.AskAsync("/api/callbacks?region=cn-js.suzhou"))["data"]!["total"]!);
        var elsewhere = await world.Server.Http.GetAsync(new Uri($"/api/callbacks/{callback.Value}?region=cn-bj", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, elsewhere.StatusCode);
        var nowhere = await world.Server.Http.GetAsync(new Uri("/api/callbacks", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, nowhere.StatusCode);
    }

    [Fact]
    public async Task A_rebuilt_agenda_says_the_same()
    {
        var callback = await world.DueAsync();
        await world.DoAsync($"/api/callbacks/{callback.Value}/take", new { });
        var before = await ListAsync("");

        await world.Get<CaseFlow.EventStore.Projections.ProjectionEngine>().RebuildAsync(CallbackAgenda.Projection, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(before.ToJsonString(), (await ListAsync("")).ToJsonString());
    }
}
