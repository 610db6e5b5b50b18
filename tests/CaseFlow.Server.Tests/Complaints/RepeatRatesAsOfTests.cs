using System.Net;
using System.Text.Json.Nodes;
using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.Server.Definitions;
using CaseFlow.Testing;
using Npgsql;

namespace CaseFlow.Server.Tests.Complaints;

/// <summary>The rates as they were known on a past day, as they would be under another rule, and what made the difference.</summary>
/// <remarks>Three complaints of one customer were recorded by 15 January 2026: the second ten days after the first, the third two days after the second. What follows was recorded on 10 February.</remarks>
public sealed class RepeatRatesAsOfTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Rates = "/api/kpis/repeat-complaint-rate?region=all&from=2011-03&to=2011-03";
    private ServerUnderTest server = null!;
    private Recorder desk = null!;
    private Desk http = null!;
    private long january;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync(postgres);
        (desk, http) = (new(server), new(server));
        await desk.RecordBareAsync(1, Recorder.At("2011-03-01T08:00:00Z"), desk.Customer(1), "network.roaming");
        await desk.RecordBareAsync(2, Recorder.At("2011-03-11T08:00:00Z"), desk.Customer(1), "network.roaming");
        await desk.RecordBareAsync(3, Recorder.At("2011-03-13T08:00:00Z"), desk.Customer(1), "network.roaming");
        january = desk.Position;
        await RecordedOnAsync("2026-01-15T03:00:00Z", after: 0);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Rates_are_told_as_they_were_known_on_a_day_while_the_live_ones_have_moved_on()
    {
        await FebruaryAsync();

        Assert.Equal((2, 4), await CountAsync(""));
        Assert.Equal((2, 3), await CountAsync("&asOf=2026-01-31"));
        Assert.Equal((2, 3), await CountAsync("&asOf=2026-01-15T11:00:00%2B08:00"));
        Assert.Equal((2, 3), await CountAsync("&asOf=2026-02-09"));
        Assert.Equal((2, 4), await CountAsync("&asOf=2026-02-10"));
        Assert.Equal((0, 0), await CountAsync("&asOf=2026-01-14"));
        Assert.Equal((1, 2), await CountAsync($"&position={january - 1}"));
        Assert.Equal((0, 0), await CountAsync("&position=0"));
        Assert.Equal((2, 4), await CountAsync(""));

        var answer = (await http.GetAsync($"{Rates}&asOf=2026-01-31")).MustBe(200).Body;
        Assert.Equal(january, answer.GetProperty("position").GetInt64());
        Assert.Equal(Recorder.At("2026-01-15T03:00:00Z"), answer.GetProperty("asOf").GetDateTimeOffset());
    }

    [Fact]
    public async Task Another_window_counts_otherwise_and_says_so_and_leaves_the_rule_in_force_alone()
    {
        Assert.Equal((2, 3), await CountAsync(""));
        Assert.Equal((1, 3), await CountAsync("&windowDays=7"));
        Assert.Equal((2, 3), await CountAsync("&windowDays=10"));
        Assert.Equal((0, 3), await CountAsync("&windowDays=1"));
        Assert.Equal((0, 2), await CountAsync($"&windowDays=7&position={january - 1}"));

        var answer = await desk.AskAsync($"{Rates}&windowDays=7");
        Assert.Equal("1, rule 1, if windowDays 7", (string?)answer["definition"]!["version"]);
        Assert.Equal(7, (int)answer["rule"]!["windowDays"]!);
        Assert.Equal(30, (int)(await desk.AskAsync(Rates))["rule"]!["windowDays"]!);
        Assert.Equal((2, 3), await CountAsync(""));
    }

    [Fact]
    public async Task A_change_takes_the_place_of_every_rule_that_was_published()
    {
        await desk.RecordAsync("policies", DefinitionBook.PoliciesStream, "2026-02-01T00:00:00Z", new RepeatRulePublished(new(2, 3, 2, [ComplaintKind.Complaint], 1000), "test"));
        var id = await MakeAsync(new { projection = "repeat-complaint-rates", definition = new { windowDays = 10, kinds = new[] { "Complaint", "Fault" } } });

        var answer = await desk.AskAsync($"{Rates}&replay={id}");

        Assert.Equal((1, 3), await CountAsync(""));
        Assert.Equal((2, 3, "666.67"), ((long)answer["total"]!["numerator"]!, (long)answer["total"]!["denominator"]!, answer["total"]!["rate"]!.ToString()));
        Assert.Equal("1, rule 2, if windowDays 10, kinds Complaint Fault", (string?)answer["definition"]!["version"]);
    }

    [Fact]
    public async Task What_changed_since_is_told_with_the_events_that_did_it()
    {
        await FebruaryAsync();
        var id = await MakeAsync(new { projection = "RepeatComplaintRates", asOf = "2026-01-31" });

        var difference = await DifferenceAsync(id, "");

        Assert.Equal((id, january, null, desk.Position), (Id(difference["replay"]!["replay"]), (long)difference["replay"]!["position"]!, Id(difference["against"]!["replay"]), (long)difference["against"]!["position"]!));
        Assert.Equal((2, 3, 2, 4), Both(difference["total"]!));
        Assert.Equal((2, 3, 2, 4), Both(difference["rates"]!.AsArray().Single()!));
        Assert.Equal((1, 4), ((int)difference["ratesTotal"]!, (long)difference["cases"]!["total"]!));
        var cases = difference["cases"]!["items"]!.AsArray().ToDictionary(one => (Guid)one!["id"]!, one => one!);
        // The first was reclassified: told apart from the second, which therefore repeats nothing any more.
        Assert.Equal(("network.roaming", "billing.fees"), ((string?)cases[desk.Id(1)]["replay"]!["topic"], (string?)cases[desk.Id(1)]["against"]!["topic"]));
        Assert.Equal((desk.Id(1), null), Repeats(cases[desk.Id(2)]));
        Assert.Equal((desk.Id(2), desk.Id(4)), Repeats(cases[desk.Id(3)]));
        Assert.Null(cases[desk.Id(4)]["replay"]);
        Assert.Equal([(january + 1, "complaint_reclassified", desk.Id(1))], Events(cases[desk.Id(2)]));
        Assert.Equal([(january + 2, "complaint_registered", desk.Id(4))], Events(cases[desk.Id(4)]));
        Assert.Equal([(january + 2, "complaint_registered", desk.Id(4)), (january + 4, "repeat_link_rejected", desk.Id(3))], Events(cases[desk.Id(3)]));
        Assert.Equal(Recorder.At("2026-02-10T03:00:00Z"), (DateTimeOffset)cases[desk.Id(4)]["events"]![0]!["recordedAt"]!);
        Assert.Equal(0, (long)difference["rulesTotal"]!);
    }

    [Fact]
    public async Task A_difference_that_the_rule_makes_names_no_events_and_can_be_paged()
    {
        var seven = await MakeAsync(new { projection = "RepeatComplaintRates", definition = new { windowDays = 7 } });
        var one = await MakeAsync(new { projection = "RepeatComplaintRates", definition = new { windowDays = 1 } });

        var alone = await DifferenceAsync(seven, "");
        Assert.Equal((1, 3, 2, 3), Both(alone["total"]!));
        Assert.Equal((7, 30), ((int)alone["replay"]!["change"]!["windowDays"]!, (int)alone["against"]!["rule"]!["windowDays"]!));
        Assert.Equal((desk.Id(2), 0L), ((Guid)alone["cases"]!["items"]![0]!["id"]!, (long)alone["cases"]!["items"]![0]!["eventsTotal"]!));
        Assert.Equal((0, 3, 1, 3), Both((await DifferenceAsync(one, $"&against={seven}"))["total"]!));

        var first = (await DifferenceAsync(one, "&limit=1"))["cases"]!;
        var second = (await DifferenceAsync(one, $"&limit=1&cursor={first["next"]}"))["cases"]!;
        Assert.Equal((2, 2), ((long)first["total"]!, (long)second["total"]!));
        Assert.Equal([desk.Id(2), desk.Id(3)], new[] { first, second }.Select(page => (Guid)page["items"]![0]!["id"]!).Order());
        Assert.Null(second["next"]);
        Assert.Equal((400, "cursor-mismatch"), Refused(await http.GetAsync($"/api/replays/{seven}/difference?region=all&from=2011-03&to=2011-03&cursor={first["next"]}")));
        Assert.Equal((400, "cursor-malformed"), Refused(await http.GetAsync($"/api/replays/{seven}/difference?region=all&from=2011-03&cursor=x")));
        Assert.Equal((404, "not-found"), Refused(await http.GetAsync($"/api/replays/{seven}/difference?region=all&against={Guid.NewGuid()}")));
    }

    [Fact]
    public async Task A_published_rule_is_named_as_what_made_the_difference()
    {
        await desk.RecordAsync("policies", DefinitionBook.PoliciesStream, "2026-02-01T00:00:00Z", new RepeatRulePublished(new(2, 3, 2, [ComplaintKind.Complaint], 100), "test"));
        var id = await MakeAsync(new { projection = "RepeatComplaintRates", position = january });

        var difference = await DifferenceAsync(id, "");

        Assert.Equal((2, 3, 1, 3), Both(difference["total"]!));
        Assert.Equal((1, 2), ((int)difference["replay"]!["rule"]!["version"]!, (int)difference["against"]!["rule"]!["version"]!));
        Assert.Equal((1L, desk.Position), ((long)difference["rulesTotal"]!, (long)difference["rules"]![0]!["position"]!));
        Assert.Equal("repeat_rule_published", (string?)difference["rules"]![0]!["type"]);
    }

    [Fact]
    public async Task A_territory_sees_its_own_cases_alone()
    {
        await FebruaryAsync();
        await desk.RecordBareAsync(5, Recorder.At("2011-03-12T08:00:00Z"), desk.Customer(5), "network.roaming", city: "suzhou");
        var id = await MakeAsync(new { projection = "RepeatComplaintRates", asOf = "2026-01-31" });

        Assert.Equal(5, (long)(await DifferenceAsync(id, ""))["cases"]!["total"]!);
        var suzhou = await DifferenceAsync(id, "", region: $"{desk.Province}.suzhou");
        Assert.Equal(desk.Id(5), (Guid)suzhou["cases"]!["items"]!.AsArray().Single()!["id"]!);
        Assert.Equal((0, 0, 0, 1), Both(suzhou["total"]!));
    }

    [Fact]
    public async Task A_replay_is_asked_for_once_found_listed_and_dropped()
    {
        var body = new { projection = "repeat-complaint-rates", asOf = "2026-01-31", definition = new { kinds = new[] { "Fault", "Complaint" } }, lifetimeMinutes = 90 };
        var created = (await http.PostAsync("/api/replays", body, actor: "wang.fang")).MustBe(201);
        var again = (await http.PostAsync("/api/replays", body with { definition = new { kinds = new[] { "Complaint", "Fault" } } })).MustBe(200);

        var id = created.Body.GetProperty("id").GetGuid();
        Assert.Equal($"/api/replays/{id}", created.Location);
        Assert.Equal(id, again.Body.GetProperty("id").GetGuid());
        var found = (await http.GetAsync($"/api/replays/{id}")).MustBe(200).Body;
        Assert.Equal(("RepeatComplaintRates", january, "wang.fang"), (found.GetProperty("projection").GetString(), found.GetProperty("position").GetInt64(), found.GetProperty("requestedBy").GetString()));
        Assert.InRange((found.GetProperty("expiresAt").GetDateTimeOffset() - found.GetProperty("createdAt").GetDateTimeOffset()).TotalMinutes, 90, 95);
        Assert.Equal(id, (await http.GetAsync("/api/replays")).MustBe(200).Body.GetProperty("items")[0].GetProperty("id").GetGuid());

        using (var dropped = await server.Http.DeleteAsync($"/api/replays/{id}"))
            Assert.Equal(HttpStatusCode.NoContent, dropped.StatusCode);
        using (var gone = await server.Http.DeleteAsync($"/api/replays/{id}"))
            Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        foreach (var path in new[] { $"/api/replays/{id}", $"{Rates}&replay={id}", $"/api/replays/{id}/difference?region=all" })
            Assert.Equal((404, "not-found"), Refused(await http.GetAsync(path)));
    }

    [Fact]
    public async Task Any_read_model_can_be_replayed()
    {
        var id = await MakeAsync(new { projection = "work-list", position = january - 1 });

        var replay = (await http.GetAsync($"/api/replays/{id}")).Body;
        Assert.Equal(("WorkList", "Ready"), (replay.GetProperty("projection").GetString(), replay.GetProperty("state").GetString()));
        Assert.Equal((404, "not-found"), Refused(await http.GetAsync($"{Rates}&replay={id}")));
    }

    [Fact]
    public async Task Too_many_replays_are_refused_until_there_is_room()
    {
        for (var position = 0; position < 20; position++)
            (await http.PostAsync("/api/replays", new { projection = position % 2 == 0 ? "WorkList" : "CaseThreads", position = position / 2 % january, lifetimeMinutes = 10 + position })).MustBe(201);

        var refused = await http.PostAsync("/api/replays", new { projection = "CustomerHistory", position = 1 });

        Assert.Equal((429, "too-many-replays"), Refused(refused));
    }

    /// <summary>The first case turns out to be about fees; one from between is entered late; and the third is found not to be the same matter as the second.</summary>
    private async Task FebruaryAsync()
    {
        await desk.OnCaseAsync(1, "2026-02-10T00:00:00Z", new ComplaintReclassified(ComplaintKind.Complaint, new("billing.fees", 1), null));
        await desk.RecordBareAsync(4, Recorder.At("2011-03-12T07:00:00Z"), desk.Customer(1), "network.roaming");
        await desk.OnCaseAsync(3, "2026-02-10T00:00:00Z", new RepeatLinkProposed(desk.Case(2), new(1, 30, 2, 2)), new RepeatLinkRejected(desk.Case(2), new("s1.x")));
        await RecordedOnAsync("2026-02-10T03:00:00Z", after: january);
    }

    /// <summary>Moves the clock of the database, whose time is recorded with each event.</summary>
    private async Task RecordedOnAsync(string time, long after)
    {
        await using var database = NpgsqlDataSource.Create(server.ConnectionString);
        await using var move = database.CreateCommand($"alter table mt_events disable trigger user; update mt_events set timestamp = '{time}' where seq_id > {after}; alter table mt_events enable trigger user");
        await move.ExecuteNonQueryAsync();
    }

    private async Task<Guid> MakeAsync(object body)
    {
        var id = (await http.PostAsync("/api/replays", body)).Body.GetProperty("id").GetGuid();
        while ((await http.GetAsync($"/api/replays/{id}")).MustBe(200).Body.GetProperty("state").GetString() is "Waiting" or "Running")
            await Task.Yield();
        return id;
    }

    private async Task<(long, long)> CountAsync(string query)
    {
        var total = (await desk.AskAsync(Rates + query))["total"]!;
        return ((long)total["numerator"]!, (long)total["denominator"]!);
    }

    private Task<JsonNode> DifferenceAsync(Guid id, string query, string region = "all") => desk.AskAsync($"/api/replays/{id}/difference?region={region}&from=2011-03&to=2011-03{query}");

    private static (long, long, long, long) Both(JsonNode both) =>
        ((long)both["replay"]!["numerator"]!, (long)both["replay"]!["denominator"]!, (long)both["against"]!["numerator"]!, (long)both["against"]!["denominator"]!);

    private static (Guid?, Guid?) Repeats(JsonNode one) => (Id(one["replay"]?["repeatOf"]), Id(one["against"]?["repeatOf"]));

    private static List<(long, string, Guid)> Events(JsonNode one) => [.. one["events"]!.AsArray().Select(e => ((long)e!["position"]!, (string)e["type"]!, (Guid)e["stream"]!))];

    private static Guid? Id(JsonNode? id) => (Guid?)id;

    private static (int, string?) Refused(Reply reply) => (reply.Status, reply.Code);
}
