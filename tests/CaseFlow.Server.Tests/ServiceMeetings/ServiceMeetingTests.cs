using System.Text.Json;
using CaseFlow.Access;
using CaseFlow.Testing;
using Npgsql;

namespace CaseFlow.Server.Tests.ServiceMeetings;

/// <summary>Service meetings of a city and its province, from the convening to the proof of what they resolved.</summary>
public sealed class ServiceMeetingTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string City = "cn-js.nanjing";
    private const string Province = "cn-js";

    private ServerUnderTest server = null!;
    private MeetingDesk city = null!;
    private MeetingDesk province = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync(postgres);
        city = new(await server.As(Role.MeetingSecretary, City));
        province = new(await server.As(Role.MeetingSecretary, Province));
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task What_a_city_cannot_do_alone_is_resolved_by_the_province_carried_over_and_done_with_evidence()
    {
        var weekly = (await city.ConveneAsync(MeetingDesk.Nanjing)).MustBe(201).Created;
        (await city.DoAsync(weekly, "agenda", new { @class = "CrossDepartment", title = "The activation rule" })).MustBe(200);
        var item = (await city.HoldAsync(weekly, City)).GetProperty("agenda")[0].GetProperty("id").GetString();
        Assert.Equal("minutes-incomplete", (await city.DoAsync(weekly, "publish", new { approvedBy = "Director Zhao" })).MustBe(409).Code);
        (await city.DoAsync(weekly, "minutes", new { item, minutes = "Only the province can change the rule." })).MustBe(200);
        (await city.DoAsync(weekly, "support-requests", new { need = "Let roaming be activated at once." })).MustBe(200);
        var published = (await city.DoAsync(weekly, "publish", new { approvedBy = "Director Zhao" })).MustBe(200);

        // The province has the copy, and its own agenda is offered what the city asks for.
        var copy = (await province.GetAsync($"/api/service-meetings?region={Province}&after={published.Position}")).MustBe(200).Body.GetProperty("data").GetProperty("items")[0];
        Assert.Equal((weekly, "cn-js", 1), (copy.GetProperty("id").GetString(), copy.GetProperty("copiedTo").GetString(), copy.GetProperty("openRequests").GetInt32()));
        var provincial = (await province.ConveneAsync(new { province = "cn-js" })).MustBe(201).Created;
        var proposals = (await province.GetAsync($"/api/service-meetings/{provincial}/proposals?region={Province}")).MustBe(200).Body.GetProperty("data").EnumerateArray();
        var asked = proposals.Single(one => one.GetProperty("grounds").GetProperty("finding").GetString() == "SupportAsked");
        Assert.Equal((City, "CrossDepartment"), (asked.GetProperty("grounds").GetProperty("subject").GetString(), asked.GetProperty("class").GetString()));
        (await province.DoAsync(provincial, "agenda", new { finding = "SupportAsked", subject = City })).MustBe(200);
        await province.HoldAsync(provincial, Province);
        var (resolution, position) = await province.ResolveAsync(provincial, "Activate roaming at once for every tier.");
        var request = (await city.ViewAsync(weekly, City)).GetProperty("requests")[0].GetProperty("id").GetString();
        Assert.Equal("support-answered-by-province", (await city.DoAsync(weekly, "support-requests/answer", new { request, answer = "Done." })).MustBe(409).Code);
        (await province.DoAsync(weekly, "support-requests/answer", new { request, answer = "Resolved by the province." })).MustBe(200);
        Assert.Equal("Resolved by the province.", (await city.ViewAsync(weekly, City)).GetProperty("requests")[0].GetProperty("answer").GetString());

        // Not done by the next meeting: carried over, and frozen into what that meeting saw.
        await province.ViewAsync(provincial, Province, position);
        var next = (await province.ConveneAsync(new { province = "cn-js" }, "2026-04")).MustBe(201).Created;
        Assert.Equal("recorded", (await province.PostAsync($"/api/resolutions/{resolution}/carry-over", new { to = next })).MustBe(200).Outcome);
        var carried = (await province.PostAsync($"/api/resolutions/{resolution}/carry-over", new { to = next })).MustBe(200);
        Assert.Equal("unchanged", carried.Outcome);
        await province.GetAsync($"/api/resolutions?region={Province}&after={carried.Position}");
        var saw = (await province.HoldAsync(next, Province)).GetProperty("inputs").GetProperty("open")[0];
        Assert.Equal((resolution, 1, "network"), (saw.GetProperty("resolution").GetString(), saw.GetProperty("carriedOver").GetInt32(), saw.GetProperty("department").GetString()));

        // Only its own department reports, and without proof of the effect it is not done.
        var network = new MeetingDesk(await server.As(Role.SpecialistDepartment, Province, "network"));
        var marketing = new MeetingDesk(await server.As(Role.SpecialistDepartment, Province, "marketing"));
        Assert.Equal("resolution-of-another-department", (await marketing.PostAsync($"/api/resolutions/{resolution}/report", new { report = "Ours now." })).MustBe(409).Code);
        (await network.PostAsync($"/api/resolutions/{resolution}/report", new { report = "The order goes out on Monday." })).MustBe(200);
        Assert.Equal("effect-evidence-missing", (await network.PostAsync($"/api/resolutions/{resolution}/done", new { })).MustBe(409).Code);
        Assert.Equal(["kpi required"], (await network.PostAsync($"/api/resolutions/{resolution}/done", new { evidence = "Nine became seven.", before = 9, after = 7 })).MustBe(400).Errors);
        var done = (await network.PostAsync($"/api/resolutions/{resolution}/done", new
        {
            evidence = "No customer waited for the next morning in a month.", kpi = "repeat-complaint-rate", before = 1.82, after = 1.07, occurredAt = "2026-03-19T10:00:00+08:00",
        })).MustBe(200);
        var proven = (await network.ViewAsync(next, Province, done.Position)).GetProperty("resolutions")[0];
        Assert.Equal(("Done", "No customer waited for the next morning in a month.", 1.07m), (proven.GetProperty("entry").GetProperty("status").GetString(), proven.GetProperty("evidence").GetString(), proven.GetProperty("after").GetDecimal()));
        Assert.Equal(["resolution_carried_over", "resolution_progress_reported", "resolution_done"], proven.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("what").GetString()));
        var completion = (await province.GetAsync($"/api/kpis/meeting-completion?region={Province}&from=2026-03&to=2026-03&after={done.Position}")).MustBe(200).Body.GetProperty("data").GetProperty("departments")[0];
        Assert.Equal(("network", 1, 1, 100m, 1m), (completion.GetProperty("department").GetString(), completion.GetProperty("numerator").GetInt32(), completion.GetProperty("denominator").GetInt32(), completion.GetProperty("share").GetDecimal(), completion.GetProperty("meanCarried").GetDecimal()));
    }

    [Fact]
    public async Task Frozen_figures_stay_and_what_was_restated_since_is_told_with_the_events_that_did_it()
    {
        var desk = new Desk(server);
        var repeated = desk.Registration();
        await desk.CaseAsync(repeated);
        var seen = (await desk.PostAsync("/api/complaints", repeated)).MustBe(201).Position;
        await city.GetAsync($"/api/kpis/repeat-complaint-rate?region={City}&after={seen}");
        await city.GetAsync($"/api/kpis/contacts-per-case?region={City}&after={seen}");
        var weekly = (await city.ConveneAsync(MeetingDesk.Nanjing)).MustBe(201).Created;
        (await city.DoAsync(weekly, "agenda", new { finding = "MostComplaints", subject = "network.roaming" })).MustBe(200);
        Assert.Equal("out-of-range", Field(await city.DoAsync(weekly, "agenda", new { finding = "MostComplaints", subject = "billing.charge" }), "subject"));
        var view = await city.HoldAsync(weekly, City);
        var grounds = view.GetProperty("agenda")[0].GetProperty("grounds");
        Assert.Equal(("repeat-complaint-rate", 2m), (grounds.GetProperty("kpi").GetString(), grounds.GetProperty("figures")[0].GetProperty("value").GetDecimal()));
        var frozen = view.GetProperty("inputs");
        Assert.Equal((1, 2, 50m), Total(frozen, "repeat-complaint-rate"));
        Assert.Equal((0, 2, 0m), Total(frozen, "contacts-per-case"));
        Assert.False(await RestatedAsync(weekly, seen));

        // A complaint of March that is entered late, by the customer who had complained twice.
        var late = (await desk.PostAsync("/api/complaints", repeated)).MustBe(201);

        Assert.Equal(frozen.GetRawText(), (await city.ViewAsync(weekly, City, late.Position)).GetProperty("inputs").GetRawText());
        Assert.True(await RestatedAsync(weekly, late.Position));
        var restated = await RestatementAsync(city, weekly, late.Position);
        var table = restated.GetProperty("tables").EnumerateArray().First(one => one.GetProperty("frozen").GetProperty("kpi").GetString() == "repeat-complaint-rate");
        Assert.Equal((1, 2), Counts(table.GetProperty("total").GetProperty("frozen")));
        Assert.Equal((2, 3), Counts(table.GetProperty("total").GetProperty("now")));
        Assert.Equal("2026-03", table.GetProperty("rows")[0].GetProperty("key").GetString());
        var one = restated.GetProperty("cases").GetProperty("items").EnumerateArray().Single();
        Assert.Equal((late.Created, late.Created, "complaint_registered"), (one.GetProperty("id").GetString(), one.GetProperty("events")[0].GetProperty("stream").GetString(), one.GetProperty("events")[0].GetProperty("type").GetString()));

        // A department is told the same figures, and no cases.
        var ofDepartment = await RestatementAsync(new(await server.As(Role.SpecialistDepartment, City, "marketing")), weekly, late.Position);
        Assert.Equal(restated.GetProperty("tables")[0].GetProperty("rows").GetRawText(), ofDepartment.GetProperty("tables")[0].GetProperty("rows").GetRawText());
        Assert.Equal(0, ofDepartment.GetProperty("cases").GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_citys_secretary_never_sees_another_citys_meeting_nor_the_provinces()
    {
        var weekly = (await city.ConveneAsync(MeetingDesk.Nanjing)).MustBe(201).Created;
        await city.HoldAsync(weekly, City);
        var (resolution, position) = await city.ResolveAsync(weekly, "Put the notice on the portal.");
        var provincial = (await province.ConveneAsync(new { province = "cn-js" })).MustBe(201);
        var other = new MeetingDesk(await server.As(Role.MeetingSecretary, "cn-js.suzhou"));

        foreach (var id in (string[])[weekly, provincial.Created])
        {
            Assert.Equal(404, (await other.GetAsync($"/api/service-meetings/{id}?region=cn-js.suzhou")).Status);
            Assert.Equal(404, (await other.DoAsync(id, "freeze", new { })).Status);
            Assert.Equal(404, (await other.DoAsync(id, "resolutions", new { text = "Ours", owner = "network", dueAt = "2026-04-01T00:00:00Z", expectedEvidence = "None" })).Status);
        }

        Assert.Equal(404, (await other.PostAsync($"/api/resolutions/{resolution}/drop", new { reason = "Not ours." })).Status);
        foreach (var list in (string[])["service-meetings", "resolutions"])
        {
            Assert.Empty((await other.GetAsync($"/api/{list}?region=cn-js.suzhou&after={Math.Max(position, provincial.Position)}")).MustBe(200).Body.GetProperty("data").GetProperty("items").EnumerateArray());
            Assert.Equal("outside-territory", (await other.GetAsync($"/api/{list}?region={City}")).MustBe(403).Code);
        }

        Assert.Equal("outside-territory", (await other.ConveneAsync(MeetingDesk.Nanjing)).MustBe(403).Code);
        Assert.Equal("outside-territory", (await city.ConveneAsync(new { province = "cn-js" })).MustBe(403).Code);
    }

    [Fact]
    public async Task What_is_wrong_is_named_and_what_is_sent_twice_is_recorded_once_and_no_text_stands_in_clear()
    {
        Assert.Equal(
            ["region.province required", "heldOn required", "chair required", "from malformed"],
            (await city.PostAsync("/api/service-meetings", new { from = "March" })).MustBe(400).Errors);
        Assert.Equal(["from reversed"], (await city.ConveneAsync(MeetingDesk.Nanjing, "2026-04", "2026-03")).MustBe(400).Errors);
        Assert.Equal(["to period-too-long"], (await city.ConveneAsync(MeetingDesk.Nanjing, "2025-03", "2026-03")).MustBe(400).Errors);
        Assert.Equal(["from malformed"], (await city.ConveneAsync(MeetingDesk.Nanjing, "March", "2026-03")).MustBe(400).Errors);
        var body = new { region = MeetingDesk.Nanjing, heldOn = "2026-03-09T09:30:00+08:00", chair = "Unmistakable Chair", from = "2026-03", departments = new[] { "network", "marketing" } };
        var once = (await city.PostAsync("/api/service-meetings", body, key: "once")).MustBe(201);
        Assert.Equal((once.Created, "repeated"), ((await city.PostAsync("/api/service-meetings", body, key: "once")).Created, (await city.PostAsync("/api/service-meetings", body, key: "once")).Outcome));
        Assert.Equal(["class required", "title required"], (await city.DoAsync(once.Created, "agenda", new { })).MustBe(400).Errors);
        Assert.Equal("inputs-not-frozen", (await city.DoAsync(once.Created, "hold", new { departments = new[] { new { department = "network", attendance = "Present" } } })).MustBe(409).Code);
        (await city.DoAsync(once.Created, "freeze", new { })).MustBe(200);
        Assert.Equal("attendance-incomplete", (await city.DoAsync(once.Created, "hold", new { departments = new[] { new { department = "network", attendance = "Present" } } })).MustBe(409).Code);
        Assert.Equal(412, (await city.PostAsync($"/api/service-meetings/{once.Created}/agenda", new { @class = "Hotspot", title = "Late" }, seen: "\"1\"")).Status);

        await using var database = NpgsqlDataSource.Create(server.ConnectionString);
        await using var look = database.CreateCommand("select (select count(*) from mt_events where data::text like '%Unmistakable%') + (select count(*) from caseflow_service_meetings m where m::text like '%Unmistakable%')");
        Assert.Equal(0L, await look.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    private static string? Field(Reply reply, string field) => reply.Errors.Single(error => error.StartsWith(field, StringComparison.Ordinal)).Split(' ')[1];

    private async Task<bool> RestatedAsync(string meeting, long after) => (await RestatementAsync(city, meeting, after)).GetProperty("tables").EnumerateArray().Any(table => table.GetProperty("rows").GetArrayLength() > 0);

    private static async Task<JsonElement> RestatementAsync(MeetingDesk desk, string meeting, long after)
    {
        // The replay behind it is made while one waits; a slow machine is asked again.
        for (var patience = 5; ; patience--)
        {
            var reply = await desk.GetAsync($"/api/service-meetings/{meeting}/restatement?region={City}&after={after}");
            if (reply.Status != 503 || patience == 0) return reply.MustBe(200).Body.GetProperty("data");
        }
    }

    private static (int, int, decimal) Total(JsonElement inputs, string kpi)
    {
        var total = inputs.GetProperty("tables").EnumerateArray().First(table => table.GetProperty("kpi").GetString() == kpi).GetProperty("total");
        return (total.GetProperty("numerator").GetInt32(), total.GetProperty("denominator").GetInt32(), total.GetProperty("value").GetDecimal());
    }

    private static (int, int) Counts(JsonElement row) => (row.GetProperty("numerator").GetInt32(), row.GetProperty("denominator").GetInt32());
}
