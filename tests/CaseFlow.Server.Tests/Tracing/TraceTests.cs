using CaseFlow.Access;
using CaseFlow.Testing;

namespace CaseFlow.Server.Tests.Tracing;

/// <summary>What traces, the catalogue and the peak-end curves answer over HTTP, right and wrong.</summary>
public sealed class TraceTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static readonly decimal[] Sample = [3.58m, 4.55m, 3.85m, 4.76m, 3.93m, 4.87m, 4.06m, 4.65m];

    private Desk Desk => shared.Desk;

    [Fact]
    public async Task What_is_kept_in_clear_names_no_customer()
    {
        var complaint = await Desk.CaseAsync();
        var refused = await Desk.PostAsync("/api/traces", new { trigger = "Escalation", title = "Customer 13912345678 waits", region = new { province = "cn-js" }, evidence = new { complaints = new[] { complaint } } });
        Assert.Equal(["title names-a-customer"], refused.MustBe(400).Errors);
        var tracer = await new Tracer(Desk).OpenAsync(new { complaints = new[] { complaint } });
        (await tracer.DoAsync("analysis", new { department = "network" })).MustBe(200);
        var cause = await tracer.DoAsync("causes", new { kind = "Staff", branch = "People", summary = "She told +8613912345678 so", whys = new[] { "13912345678 asked" }, explains = new { } });
        Assert.Equal(["summary names-a-customer", "whys[0] names-a-customer"], cause.MustBe(400).Errors);
    }

    [Fact]
    public async Task Evidence_is_there_or_the_field_says_that_it_is_not()
    {
        var nowhere = Guid.NewGuid();
        var refused = await Desk.PostAsync("/api/traces", new
        {
            trigger = "MassComplaints", title = "Nothing", region = new { province = "cn-js" },
            evidence = new { complaints = new[] { nowhere }, contacts = new[] { nowhere }, moments = new[] { new { complaint = nowhere, stage = "Verify" } }, figures = new[] { new { kpi = "happiness", from = "2011-3" } } },
        });
        Assert.Equal(
            ["evidence.complaints[0] not-there", "evidence.contacts[0] not-there", "evidence.moments[0].complaint not-there", "evidence.figures[0].kpi out-of-range", "evidence.figures[0].from malformed"],
            refused.MustBe(400).Errors);
        Assert.Equal("trace-evidence-missing", (await Desk.PostAsync("/api/traces", new { trigger = "MassComplaints", title = "Nothing", region = new { province = "cn-js" }, evidence = new { } })).MustBe(409).Code);
        Assert.Equal("trace-not-opened", (await Desk.PostAsync($"/api/traces/{nowhere}/close")).MustBe(404).Code);
    }

    [Fact]
    public async Task A_department_sees_the_traces_that_it_takes_part_in()
    {
        var complaint = await Desk.CaseAsync();
        var tracer = await new Tracer(Desk).OpenAsync(new { complaints = new[] { complaint } }, "A trace for departments");
        using var network = await shared.Server.As(Role.SpecialistDepartment, "cn-js", "network");
        using var billing = await shared.Server.As(Role.SpecialistDepartment, "cn-js", "data");
        var position = (await tracer.DoAsync("analysis", new { department = "network" })).MustBe(200).Position;
        Assert.Equal(200, (await GetAsync(network, $"/api/traces/{tracer.Trace}?region=cn-js&after={position}")).Status);
        Assert.Equal(404, (await GetAsync(billing, $"/api/traces/{tracer.Trace}?region=cn-js&after={position}")).Status);
        Assert.Contains(tracer.Trace, (await GetAsync(network, "/api/traces?region=cn-js")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(tracer.Trace, (await GetAsync(billing, "/api/traces?region=cn-js")).Text, StringComparison.Ordinal);

        var cause = await tracer.CauseAsync("Process", "Method", "Nobody tells the customer", new { complaints = new[] { complaint } });
        position = (await tracer.DoAsync("improvements", new { group = "Process", measure = "Tell the customer", causes = new[] { cause }, department = "data", owner = "li.na", dueAt = "2026-01-01T00:00:00Z" })).MustBe(200).Position;
        Assert.Equal(200, (await GetAsync(billing, $"/api/traces/{tracer.Trace}?region=cn-js&after={position}")).Status);
        var late = (await GetAsync(billing, $"/api/traces?region=cn-js&late=true&stage=Improving&department=data&after={position}")).MustBe(200).Body.GetProperty("data").GetProperty("items");
        Assert.Contains(late.EnumerateArray(), entry => entry.GetProperty("id").GetString() == tracer.Trace && entry.GetProperty("late").GetBoolean());
    }

    [Fact]
    public async Task A_value_entered_by_hand_is_marked_so_and_vouched_for()
    {
        var complaint = await Desk.CaseAsync();
        var tracer = await new Tracer(Desk).OpenAsync(new { complaints = new[] { complaint } });
        (await tracer.DoAsync("analysis", new { department = "network" })).MustBe(200);
        await tracer.ImproveAsync("Process", "Tell the customer", await tracer.CauseAsync("Process", "Method", "Nobody does", new { complaints = new[] { complaint } }));
        (await tracer.PlanAsync("2011-09")).MustBe(200);
        // Nothing happened there in that month, so that the server has nothing to tell.
        Assert.Equal("nothing-measured", (await tracer.DoAsync("evaluate")).MustBe(409).Code);
        Assert.Equal(["enteredOn required"], (await tracer.DoAsync("evaluate", new { value = 0.9 })).MustBe(400).Errors);
        Assert.Equal(["value required"], (await tracer.DoAsync("evaluate", new { enteredOn = "Monthly report" })).MustBe(400).Errors);
        var told = (await tracer.DoAsync("evaluate", new { value = 0.9, enteredOn = "Monthly report 9/2011" })).MustBe(200);
        var measured = (await tracer.ViewAsync()).GetProperty("evaluations")[0].GetProperty("effect");
        Assert.Equal(("Monthly report 9/2011", 0), (measured.GetProperty("enteredOn").GetString(), measured.GetProperty("measured").GetProperty("position").GetInt64()));
    }

    [Fact]
    public async Task The_review_waits_for_its_day()
    {
        var complaint = await Desk.CaseAsync();
        var tracer = await new Tracer(Desk).OpenAsync(new { complaints = new[] { complaint } });
        (await tracer.DoAsync("analysis", new { department = "network" })).MustBe(200);
        await tracer.ImproveAsync("Process", "Tell the customer", await tracer.CauseAsync("Process", "Method", "Nobody does", new { complaints = new[] { complaint } }));
        (await tracer.DoAsync("evaluation-plan", new { baseline = new { kpi = "contacts-per-case", topic = "network.roaming", from = "2026-03" }, from = "2026-03", target = 9, reviewAt = "2999-01-01T00:00:00Z" })).MustBe(200);
        Assert.Equal("review-not-due", (await tracer.DoAsync("evaluate")).MustBe(409).Code);
    }

    [Fact]
    public async Task A_cause_that_is_excluded_leaves_the_graph_and_stays_in_the_past()
    {
        var complaint = await Desk.CaseAsync();
        var tracer = await new Tracer(Desk).OpenAsync(new { complaints = new[] { complaint } });
        (await tracer.DoAsync("analysis", new { department = "network" })).MustBe(200);
        var found = (await tracer.DoAsync("causes", new { kind = "Staff", branch = "People", summary = "Carelessness", whys = new[] { "So it seemed." }, explains = new { complaints = new[] { complaint } } })).MustBe(200).Position;
        var cause = (await tracer.ViewAsync()).GetProperty("causes")[0].GetProperty("found").GetProperty("cause").GetString();
        var then = await Desk.GetAsync($"/api/traces/graph?region=cn-js&from=complaint:{complaint}&after={found}");
        var known = then.Body.GetProperty("asOf").GetString()!;
        var position = (await tracer.DoAsync($"causes/{cause}/exclude", new { reason = "The recording shows otherwise." })).MustBe(200).Position;
        Assert.Equal("cause-excluded", (await tracer.DoAsync($"causes/{cause}/confirm")).MustBe(409).Code);
        Assert.DoesNotContain("Carelessness", (await Desk.GetAsync($"/api/traces/graph?region=cn-js&from=complaint:{complaint}&after={position}")).MustBe(200).Text, StringComparison.Ordinal);
        Assert.Contains("Carelessness", (await Desk.GetAsync($"/api/traces/graph?region=cn-js&from=complaint:{complaint}&asOf={Uri.EscapeDataString(known)}")).MustBe(200).Text, StringComparison.Ordinal);
        Assert.Equal(["from malformed"], (await Desk.GetAsync("/api/traces/graph?region=cn-js&from=somewhere")).MustBe(400).Errors);
    }

    [Fact]
    public async Task The_catalogue_keeps_every_version_with_the_time_in_which_it_was_in_force()
    {
        var entry = $"rule-{Guid.NewGuid():N}"[..20];
        (await PublishAsync(entry, "2011-03-01T00:00:00+08:00", "Next morning at six")).MustBe(200);
        (await PublishAsync(entry, "2011-08-10T00:00:00+08:00", "At once")).MustBe(200);
        Assert.Equal("catalogue-validity-overlaps", (await PublishAsync(entry, "2011-08-01T00:00:00+08:00", "Between")).MustBe(409).Code);
        var versions = (await Desk.GetAsync("/api/definitions/catalogue/Rule")).MustBe(200).Body.EnumerateArray().Single(one => one.GetProperty("entry").GetString() == entry).GetProperty("versions");
        Assert.Equal([1, 2], versions.EnumerateArray().Select(version => version.GetProperty("version").GetInt32()));
        Assert.Equal(DateTimeOffset.Parse("2011-08-10T00:00:00+08:00"), versions[0].GetProperty("validUntil").GetDateTimeOffset());
        (await Desk.PostAsync($"/api/definitions/catalogue/Rule/{entry}/end", new { until = "2012-01-01T00:00:00+08:00", reason = "Replaced by law" })).MustBe(200);
        Assert.Equal("catalogue-code-malformed", (await PublishAsync("No Code", "2011-03-01T00:00:00+08:00", "Words")).MustBe(409).Code);

        Task<Reply> PublishAsync(string code, string validFrom, string words) => Desk.PostAsync(
            $"/api/definitions/catalogue/Rule/{code}", new { zh = "规则", en = "Rule", citation = "70/2011", department = "marketing", words, validFrom, reason = "Story" });
    }

    [Fact]
    public async Task The_sample_of_eight_scores_comes_out_as_a_curve_with_its_peak_and_end()
    {
        // The source has lost which score belongs to which step; the multiset is the fixture, on eight steps of our own choice.
        string[] stages = ["Arrive", "Wait", "Contact", "StateNeed", "Verify", "Negotiate", "Transact", "GiveCare"];
        var registration = Desk.Registration();
        registration["topic"] = "digital.app";
        var complaint = await Desk.CaseAsync(registration);
        var position = 0L;
        foreach (var (stage, score) in stages.Zip(Sample))
            position = (await Desk.DoAsync(complaint, "score", new { stage, score })).MustBe(200).Position;
        // A step scored again counts once, with the latest.
        (await Desk.DoAsync(complaint, "score", new { stage = "Arrive", score = 1.00 })).MustBe(200);
        position = (await Desk.DoAsync(complaint, "score", new { stage = "Arrive", score = Sample[0] })).MustBe(200).Position;

        var curve = (await Desk.GetAsync($"/api/kpis/peak-end-curve?region=cn-js&from=2026-03&to=2026-03&topic=digital&by=topic&after={position}")).MustBe(200).Body.GetProperty("data").GetProperty("curves").EnumerateArray().Single();
        var points = curve.GetProperty("points").EnumerateArray().ToList();
        Assert.Equal(Sample.Order(), points.Select(point => point.GetProperty("mean").GetDecimal()).Order());
        Assert.Equal(4.281m, decimal.Round(points.Average(point => point.GetProperty("mean").GetDecimal()), 3));
        Assert.All(points, point => Assert.Equal(1, point.GetProperty("cases").GetInt64()));
        var remembered = curve.GetProperty("remembered");
        Assert.Equal((4.87m, 3.58m, 4.65m), (remembered.GetProperty("peak").GetDecimal(), remembered.GetProperty("trough").GetDecimal(), remembered.GetProperty("end").GetDecimal()));

        position = (await Desk.DoAsync(complaint, "reclassify", new { kind = "Complaint", topic = "network.data.speed" })).MustBe(200).Position;
        Assert.Empty((await Desk.GetAsync($"/api/kpis/peak-end-curve?region=cn-js&from=2026-03&to=2026-03&topic=digital&after={position}")).MustBe(200).Body.GetProperty("data").GetProperty("curves").EnumerateArray());
        Assert.Equal(["by out-of-range"], (await Desk.GetAsync("/api/kpis/peak-end-curve?region=cn-js&by=moon")).MustBe(400).Errors);
    }

    private static async Task<Reply> GetAsync(HttpClient client, string path) => await Reply.ReadAsync(await client.GetAsync(path, TestContext.Current.CancellationToken));
}
