using CaseFlow.Emergencies;
using CaseFlow.EventStore;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Server.Tests.Warnings;

/// <summary>Warnings on a clock that stands still until it is moved.</summary>
public sealed class WarningTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly object Few = new
    {
        zh = "小规模集中投诉", en = "A few", kind = "Cluster", level = "City", topicLevel = 2, windowMinutes = 60, minimum = 3, coolDownMinutes = 240, freshMinutes = 60,
        grades = new object[] { new { grade = "Blue", from = 3 }, new { grade = "Orange", from = 6 } },
    };

    private WarningWorld world = null!;

    public async ValueTask InitializeAsync() => world = await WarningWorld.StartAsync(postgres);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task What_grows_upgrades_one_warning_and_what_is_over_lets_it_subside()
    {
        await world.PublishAsync("a-few", Few);
        await world.RecordAsync(3, WarningWorld.Tuesday);
        await world.RecordAsync(2, WarningWorld.Tuesday, "billing.dispute");
        await world.EvaluateAsync();
        await world.EvaluateAsync();
        var raised = Assert.Single(await world.WarningsAsync("a-few"));
        Assert.Equal(("Blue", "cn-js.nanjing", "network.roaming", 3, 3), (raised.GetProperty("grade").GetString(), raised.GetProperty("region").GetString(), raised.GetProperty("topic").GetString(), raised.GetProperty("observed").GetInt32(), raised.GetProperty("complaints").GetInt32()));

        await world.RecordAsync(4, WarningWorld.Tuesday, "network.roaming.signal");
        await world.EvaluateAsync();
        var upgraded = Assert.Single(await world.WarningsAsync("a-few"));
        Assert.Equal((raised.GetProperty("id").GetString(), "Orange", 7, false), (upgraded.GetProperty("id").GetString(), upgraded.GetProperty("grade").GetString(), upgraded.GetProperty("observed").GetInt32(), upgraded.GetProperty("subsided").GetBoolean()));

        world.Clock.Advance(TimeSpan.FromMinutes(90));
        await world.EvaluateAsync();
        var view = (await world.Desk.GetAsync($"/api/warnings/{raised.GetProperty("id").GetString()}?region=cn-js")).MustBe(200);
        var data = view.Body.GetProperty("data");
        Assert.True(data.GetProperty("entry").GetProperty("subsided").GetBoolean());
        Assert.Equal(["WarningRaised", "WarningUpgraded", "WarningSubsided"], data.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("what").GetString()!));
        Assert.Equal(["Counted 7", "Minimum 3", "Limit 6"], data.GetProperty("why").EnumerateArray().Select(step => $"{step.GetProperty("term").GetString()} {step.GetProperty("value").GetDecimal():0}"));
        Assert.Equal(7, data.GetProperty("cases").GetArrayLength());
        Assert.Equal("\"3\"", view.ETag);
        var audited = (await world.Desk.GetAsync("/api/events?region=all&actor=early-warning")).MustBe(200).Body.GetProperty("data").GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(3, audited.Count);
        Assert.All(audited, entry => Assert.True(entry.GetProperty("automation").GetBoolean()));
    }

    [Fact]
    public async Task A_customer_who_complains_often_is_no_mass_complaint()
    {
        await world.PublishAsync("a-few", Few);
        var registration = world.Desk.Registration();
        registration["occurredAt"] = WarningWorld.Tuesday.ToString("O");
        for (var i = 0; i < 4; i++) await world.Desk.CaseAsync(registration);
        await world.EvaluateAsync();
        Assert.Empty(await world.WarningsAsync("a-few"));
    }

    [Fact]
    public async Task What_was_dismissed_stays_so_until_the_rule_has_cooled_down()
    {
        await world.PublishAsync("a-few", Few);
        await world.RecordAsync(3, WarningWorld.Tuesday);
        await world.EvaluateAsync();
        var first = Assert.Single(await world.WarningsAsync("a-few")).GetProperty("id").GetString()!;
        Assert.Equal("names-a-customer", (await world.Desk.PostAsync($"/api/warnings/{first}/dismiss", new { reason = "13951770001 called again" })).MustBe(400).Errors.Single().Split(' ')[1]);
        (await world.Desk.PostAsync($"/api/warnings/{first}/dismiss", new { reason = "A test of the hotline." })).MustBe(200);
        await world.RecordAsync(5, WarningWorld.Tuesday.AddMinutes(10));
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        await world.EvaluateAsync();
        Assert.Equal("Dismissed", Assert.Single(await world.WarningsAsync("a-few")).GetProperty("status").GetString());
        Assert.Equal("warning-dismissed", (await world.Desk.PostAsync($"/api/warnings/{first}/acknowledge")).MustBe(409).Code);

        world.Clock.Advance(TimeSpan.FromHours(5));
        await world.RecordAsync(3, WarningWorld.Tuesday.AddMinutes(310));
        await world.EvaluateAsync();
        var next = Assert.Single(await world.WarningsAsync("a-few", "Raised"));
        var view = (await world.Desk.GetAsync($"/api/warnings/{next.GetProperty("id").GetString()}?region=all")).MustBe(200).Body.GetProperty("data");
        Assert.Equal(first, view.GetProperty("before").GetString());
    }

    [Fact]
    public async Task Records_of_the_past_warn_nobody()
    {
        await world.PublishAsync("a-few", Few);
        await world.RecordAsync(200, WarningWorld.Tuesday.AddYears(-1));
        await world.RecordAsync(50, WarningWorld.Tuesday.AddHours(-2));
        await world.EvaluateAsync();
        Assert.Empty(await world.WarningsAsync("a-few"));
    }

    [Fact]
    public async Task A_months_end_is_quiet_the_same_count_on_a_tuesday_is_not_and_the_simulation_says_so()
    {
        // Twenty a day for eleven weeks, sixty on the last day of each month: at noon, some seconds apart.
        for (var day = new DateOnly(2026, 4, 1); day <= new DateOnly(2026, 6, 30); day = day.AddDays(1))
        {
            var unusual = day == new DateOnly(2026, 6, 16) || day.AddDays(1).Day == 1;
            await world.RecordAsync(unusual ? 60 : 20, WarningWorld.At($"{day:yyyy-MM-dd}T12:05:00+08:00"));
        }

        world.Clock.Set(WarningWorld.At("2026-06-16T12:30:00+08:00"));
        await world.EvaluateAsync();
        var warning = Assert.Single(await world.WarningsAsync("complaint-anomaly"));
        Assert.Equal((60, 20m), (warning.GetProperty("observed").GetInt32(), warning.GetProperty("expected").GetDecimal()));
        var why = (await world.Desk.GetAsync($"/api/warnings/{warning.GetProperty("id").GetString()}?region=all")).MustBe(200).Body.GetProperty("data").GetProperty("why");
        Assert.Contains(why.EnumerateArray(), step => step.GetProperty("term").GetString() == "SameWeekday" && step.GetProperty("day").GetString() == "2026-06-09");

        world.Clock.Set(WarningWorld.At("2026-06-30T12:30:00+08:00"));
        await world.EvaluateAsync();
        Assert.Single(await world.WarningsAsync("complaint-anomaly"));

        var draft = new
        {
            zh = "更宽", en = "Wider", kind = "Spike", level = "City", topicLevel = 1, windowMinutes = 1440, minimum = 15, coolDownMinutes = 720, freshMinutes = 180,
            grades = new[] { new { grade = "Blue", from = 20 } }, baseline = new { weeks = 8, monthEndDays = 1, monthEndFactor = 3 },
        };
        var simulated = (await world.Desk.PostAsync("/api/definitions/warning-rules/complaint-anomaly/simulate?region=cn-js", new { terms = draft, month = "2026-06" })).MustBe(200).Body.GetProperty("data");
        Assert.Equal((0, 1), (simulated.GetProperty("draft").GetProperty("total").GetInt32(), simulated.GetProperty("present").GetProperty("total").GetInt32()));
        var would = simulated.GetProperty("present").GetProperty("warnings")[0];
        Assert.Equal((60, 20m, WarningWorld.At("2026-06-16T13:00:00+08:00")), (would.GetProperty("observed").GetInt32(), would.GetProperty("expected").GetDecimal(), would.GetProperty("raisedAt").GetDateTimeOffset()));
        Assert.Equal("terms out-of-range", (await world.Desk.PostAsync("/api/definitions/warning-rules/x/simulate?region=cn-js", new { terms = draft with { windowMinutes = 90 } })).MustBe(400).Errors.Single());
    }

    [Fact]
    public async Task A_warning_is_proposed_as_one_emergency_with_its_cases()
    {
        await world.PublishAsync("a-few", Few);
        var cases = await world.RecordAsync(8, WarningWorld.Tuesday);
        await world.EvaluateAsync();
        var warning = Assert.Single(await world.WarningsAsync("a-few")).GetProperty("id").GetString()!;
        (await world.Desk.PostAsync($"/api/warnings/{warning}/emergency", new { title = "Roaming in Nanjing" })).MustBe(200);
        var again = (await world.Desk.PostAsync($"/api/warnings/{warning}/emergency", new { title = "Roaming in Nanjing" })).MustBe(200);
        Assert.Equal("unchanged", again.Outcome);
        var entry = (await world.Desk.GetAsync($"/api/warnings/{warning}?region=all&after={again.Position}")).MustBe(200).Body.GetProperty("data").GetProperty("entry");
        Assert.Equal(("Promoted", "Emergency"), (entry.GetProperty("status").GetString(), entry.GetProperty("promotedTo").GetString()));
        var emergency = (await world.Desk.GetAsync($"/api/emergencies/{entry.GetProperty("promotedId").GetString()}?region=cn-js&after={again.Position}")).MustBe(200).Text;
        Assert.Contains(warning, emergency, StringComparison.Ordinal);
        var linked = (await world.Server.Services.GetRequiredService<IEventStore>().ReadStreamAsync(entry.GetProperty("promotedId").GetGuid(), cancellation: TestContext.Current.CancellationToken)).Select(e => e.Data).OfType<ComplaintsLinked>();
        Assert.Equal(cases.Select(one => one.Value).Order(), linked.SelectMany(one => one.Complaints).Select(one => one.Complaint.Value).Order());
    }

    [Fact]
    public async Task A_warning_is_handed_on_to_one_trace_with_its_cases_and_proposed_to_the_meeting()
    {
        await world.PublishAsync("a-few", Few);
        var cases = await world.RecordAsync(8, WarningWorld.Tuesday);
        await world.EvaluateAsync();
        var warning = Assert.Single(await world.WarningsAsync("a-few")).GetProperty("id").GetString()!;
        (await world.Desk.PostAsync($"/api/warnings/{warning}/trace", new { title = "Roaming in Nanjing" }, key: "once")).MustBe(200);
        Assert.Equal("repeated", (await world.Desk.PostAsync($"/api/warnings/{warning}/trace", new { title = "Roaming in Nanjing" }, key: "once")).MustBe(200).Outcome);
        var again = (await world.Desk.PostAsync($"/api/warnings/{warning}/trace", new { title = "Roaming in Nanjing" })).MustBe(200);
        Assert.Equal("unchanged", again.Outcome);
        var entry = (await world.Desk.GetAsync($"/api/warnings/{warning}?region=all&after={again.Position}")).MustBe(200).Body.GetProperty("data").GetProperty("entry");
        Assert.Equal(("Promoted", "Trace"), (entry.GetProperty("status").GetString(), entry.GetProperty("promotedTo").GetString()));
        var trace = (await world.Desk.GetAsync($"/api/traces/{entry.GetProperty("promotedId").GetString()}?region=cn-js&after={again.Position}")).MustBe(200).Body.GetProperty("data");
        Assert.Equal("MassComplaints", trace.GetProperty("trigger").GetString());
        Assert.Equal(cases.Select(one => one.Value).Order(), trace.GetProperty("evidence").GetProperty("complaints").EnumerateArray().Select(one => one.GetGuid()).Order());
        Assert.Equal("warning-promoted", (await world.Desk.PostAsync($"/api/warnings/{warning}/dismiss", new { reason = "No." })).MustBe(409).Code);

        var meeting = (await world.Desk.PostAsync("/api/service-meetings", new { region = new { province = "cn-js", city = "nanjing" }, heldOn = "2026-06-22T09:30:00+08:00", chair = "Director Zhao", from = "2026-06", departments = new[] { "network" } })).MustBe(201);
        var proposals = (await world.Desk.GetAsync($"/api/service-meetings/{meeting.Created}/proposals?region=all&after={meeting.Position}")).MustBe(200).Body.GetProperty("data");
        var proposed = Assert.Single(proposals.EnumerateArray(), one => one.GetProperty("grounds").GetProperty("finding").GetString() == "WarningRaised");
        Assert.Equal(("Hotspot", "network.roaming"), (proposed.GetProperty("class").GetString(), proposed.GetProperty("grounds").GetProperty("subject").GetString()));
    }

    [Fact]
    public async Task A_city_sees_its_own_warnings_and_neither_anothers_nor_the_provinces()
    {
        await world.PublishAsync("a-few", Few);
        await world.RecordAsync(3, WarningWorld.Tuesday);
        await world.RecordAsync(3, WarningWorld.Tuesday, city: "suzhou");
        await world.EvaluateAsync();
        using var lead = await world.Server.As(CaseFlow.Access.Role.DeskLead, "cn-js.nanjing");
        async Task<Reply> GetAsync(string path) => await Reply.ReadAsync(await lead.GetAsync(path, TestContext.Current.CancellationToken));
        var own = Assert.Single((await GetAsync("/api/warnings?region=cn-js.nanjing")).MustBe(200).Body.GetProperty("data").GetProperty("items").EnumerateArray());
        (await GetAsync($"/api/warnings/{own.GetProperty("id").GetString()}?region=cn-js.nanjing")).MustBe(200);
        var foreign = (await world.WarningsAsync("a-few", region: "cn-js.suzhou")).Single().GetProperty("id").GetString();
        (await GetAsync($"/api/warnings/{foreign}?region=cn-js.nanjing")).MustBe(404);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/warnings/{foreign}/acknowledge") { Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json") };
        Assert.Equal(404, (await Reply.ReadAsync(await lead.SendAsync(request, TestContext.Current.CancellationToken))).Status);
    }

    [Fact]
    public async Task What_is_wrong_with_a_rule_is_named_field_by_field_and_refused_by_code()
    {
        Assert.Equal(
            ["reason required", "terms required", "terms.coolDownMinutes required", "terms.en required", "terms.freshMinutes required", "terms.kind required", "terms.level required", "terms.windowMinutes required", "terms.zh required"],
            (await world.Desk.PostAsync("/api/definitions/warning-rules/a-few", new { })).MustBe(400).Errors.Order(StringComparer.Ordinal));
        var unfit = new { zh = "无", en = "None", kind = "Volume", level = "City", windowMinutes = 60, coolDownMinutes = 0, freshMinutes = 60, grades = Array.Empty<object>() };
        Assert.Equal("warning-grades-unfit", (await world.Desk.PostAsync("/api/definitions/warning-rules/a-few", new { terms = unfit, reason = "test" })).MustBe(409).Code);
        var versions = (await world.Desk.GetAsync("/api/definitions/warning-rules")).MustBe(200).Body;
        Assert.Contains(versions.EnumerateArray(), one => one.GetProperty("rule").GetProperty("rule").GetString() == "mass-complaint" && one.GetProperty("latest").GetBoolean());
    }
}
