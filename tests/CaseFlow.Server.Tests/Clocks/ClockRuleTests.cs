using System.Globalization;
using System.Text.Json.Nodes;
using CaseFlow.Clocks;
using CaseFlow.Server.Clocks;
using CaseFlow.Server.Tests.FollowUps;
using CaseFlow.Testing;

namespace CaseFlow.Server.Tests.Clocks;

/// <summary>Calendars and policies are published while clocks run.</summary>
public sealed class ClockRuleTests(SharedCallbackWorld shared) : IClassFixture<SharedCallbackWorld>
{
    private static readonly object[] OfficeHours = [new { From = "09:00", Until = "12:00" }, new { From = "13:30", Until = "18:00" }];

    [Fact]
    public async Task A_new_limit_leaves_running_clocks_alone_or_replans_them_and_both_answers_are_told()
    {
        var world = await shared.OnMondayAsync();
        var complaint = await world.RegisterAsync(kind: CaseFlow.Complaints.ComplaintKind.Consultation);
        Assert.Equal(March(2, 12), Due(await WhyAsync(world, complaint), "dueAt"));
        await world.DoAsync("/api/definitions/clock-policies/acknowledge", Policy(180, "FrozenAtStart"));
        var frozen = await WhyAsync(world, complaint);
        Assert.Equal((March(2, 12), March(2, 12), March(2, 14, 30)), (Due(frozen, "dueAt"), At(frozen["dueIfFrozen"]), At(frozen["dueIfReplanned"])));

        world.Clock.Set(March(2, 11));
        await world.DoAsync("/api/definitions/clock-policies/acknowledge", Policy(240, "Replanned"));
        var replanned = await WhyAsync(world, complaint);
        Assert.Equal((March(2, 15, 30), March(2, 12), March(2, 15, 30)), (Due(replanned, "dueAt"), At(replanned["dueIfFrozen"]), At(replanned["dueIfReplanned"])));
        Assert.Equal(2, replanned["steps"]!.AsArray().Count(step => (string)step!["kind"]! == "RulesApply"));
        var row = (await world.AskAsync($"/api/clocks?region=all&complaint={complaint.Value}"))["data"]!["items"]!.AsArray().Single()!;
        Assert.Equal(March(2, 15, 30), At(row["dueAt"]));
        Assert.Equal(3, (int)row["policyVersion"]!);

        var versions = await world.AskAsync("/api/definitions/clock-policies");
        Assert.Equal([3, 2, 1], versions.AsArray().Where(one => (string)one!["policy"]!["policy"]! == "acknowledge").Select(one => (int)one!["policy"]!["version"]!));
        Assert.Single(versions.AsArray(), one => (string)one!["policy"]!["policy"]! == "acknowledge" && (bool)one["latest"]!);
    }

    [Fact]
    public async Task A_city_takes_a_calendar_of_its_own_and_a_holiday_moves_its_due_times()
    {
        var world = await shared.OnMondayAsync();
        var complaint = await world.RegisterAsync();
        await world.DoAsync("/api/definitions/calendars/desk", Calendar([new { Date = "2099-03-03", Periods = Array.Empty<object>(), Zh = "停电", En = "Power cut" }], place: "cn-js.nanjing"));
        var why = await WhyAsync(world, complaint, "FirstReply");
        Assert.Equal(March(5, 10), Due(why, "dueAt"));
        Assert.Contains(why["steps"]!.AsArray(), step => (string)step!["kind"]! == "DayOff" && (string?)step["dayEn"] == "Power cut");
        Assert.Contains(why["steps"]!.AsArray(), step => (string?)step!["calendar"] == "desk@cn-js.nanjing");
    }

    [Fact]
    public async Task What_is_wrong_with_a_definition_is_named_field_by_field_and_refused_by_code()
    {
        var world = await shared.OnMondayAsync();
        await ErrorsAsync("/api/definitions/calendars/Desk", new { }, "name malformed", "validFrom required", "zone required", "running required", "reason required", "week required");
        await ErrorsAsync(
            "/api/definitions/calendars/desk",
            new { Zone = "Asia/Shanghai", ValidFrom = "2099-01-01", Running = "Replanned", Reason = "r", Place = "cn-xx", Week = new object?[] { null }, Days = new object?[] { new { } } },
            "place unknown-term");
        await ErrorsAsync(
            "/api/definitions/calendars/desk",
            new { Zone = "Asia/Shanghai", ValidFrom = "2099-01-01", Running = "Replanned", Reason = "r", Week = new object?[] { null }, Days = new object?[] { new { Date = "2099-01-01", Periods = new object?[] { null }, Zh = "节" } } },
            "week[0].day required", "week[0].periods required", "days[0].periods[0].from required", "days[0].periods[0].until required", "days[0].en required");
        await ErrorsAsync("/api/definitions/clock-policies/x", new { Reach = new { Tiers = new[] { "none" } } }, "obligation required", "reach.tiers[0] unknown-term", "limit required", "unit required", "running required", "reason required");
        Assert.Equal("clock-calendar-unknown", await world.RefusedAsync("/api/definitions/clock-policies/x", Policy(10, "Replanned", "none")));
        Assert.Equal(
            ("calendar-periods-unfit", "week[0].periods"),
            await FieldAsync("/api/definitions/calendars/desk", new { Zone = "UTC", ValidFrom = "2099-01-01", Running = "Replanned", Reason = "r", Week = new object[] { new { Day = "Monday", Periods = new object[] { new { From = "09:00", Until = "12:00" }, new { From = "11:00", Until = "18:00" } } } } }));
        Assert.Equal("calendar-week-empty", await world.RefusedAsync("/api/definitions/calendars/desk", new { Zone = "UTC", ValidFrom = "2099-01-01", Running = "Replanned", Reason = "r", Week = Array.Empty<object>() }));

        async Task<(string? Code, string? Field)> FieldAsync(string path, object body)
        {
            var refused = (await Reply.ReadAsync(await world.Server.PostAsync(path, body))).MustBe(409).Body;
            return (refused.GetProperty("code").GetString(), refused.GetProperty("field").GetString());
        }

        async Task ErrorsAsync(string path, object body, params string[] expected) =>
            Assert.Equal(expected.Order(), (await Reply.ReadAsync(await world.Server.PostAsync(path, body))).MustBe(400).Errors.Order());
    }

    [Fact]
    public async Task A_new_installation_has_the_notices_of_the_state_council_and_a_library_that_says_what_is_not_verified()
    {
        var world = await shared.OnMondayAsync();
        var rules = await world.Get<ClockRuleBook>().RulesAsync(TestContext.Current.CancellationToken);
        var desk = rules.Publications.Select(one => one.Event).OfType<CalendarPublished>().First(calendar => calendar is { Calendar: "desk", Version: 1, Place: null });
        Assert.Equal(3, desk.Terms.Sources.Count);
        var time = new WorkTime([desk], TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        // The working days of the three years as the notices leave them: weekdays, less holidays on weekdays, and the days made up.
        Assert.Equal([250, 249, 248], new[] { 2010, 2011, 2026 }.Select(year => Enumerable.Range(0, 365).Count(day => time.Day(new DateOnly(year, 1, 1).AddDays(day)).Periods.Count > 0)));
        Assert.True(time.Day(new(2011, 2, 12)).Periods.Count > 0);
        Assert.Empty(time.Day(new(2010, 6, 16)).Periods);
        var library = rules.Publications.Select(one => one.Event).OfType<ClockPolicyPublished>().Where(policy => policy.Terms.Rule is not null).ToList();
        Assert.Contains(library, policy => policy.Policy == "regulatory-reply" && policy.Terms is { Limit: 15, Unit: LimitUnit.NaturalDays, Active: true, Rule.Verified: true });
        Assert.Contains(library, policy => policy.Policy == "regulator-transfer-reply" && policy.Terms is { Active: false, Rule.Verified: false });
        Assert.Contains(library, policy => policy.Policy == "repair-fault" && policy.Terms is { Limit: 48, Rule.Verified: false });
    }

    private static object Policy(int minutes, string running, string calendar = "desk") => new
    {
        Obligation = "Acknowledge",
        Reach = new { Kinds = new[] { "Complaint", "Consultation" }, ExceptSources = new[] { "import" } },
        Limit = minutes,
        Unit = "WorkingMinutes",
        Calendar = calendar,
        WarnAt = new[] { 50, 80 },
        Running = running,
        Reason = "test",
    };

    private static object Calendar(object[] days, string? place) => new
    {
        Place = place,
        ValidFrom = "2099-01-01",
        Zone = "Asia/Shanghai",
        Week = new[] { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday" }.Select(day => new { Day = day, Periods = OfficeHours }).ToArray(),
        Days = days,
        Running = "Replanned",
        Reason = "test",
    };

    private static async Task<JsonNode> WhyAsync(CallbackWorld world, ComplaintId complaint, string obligation = "Acknowledge") =>
        (await world.AskAsync($"/api/complaints/{complaint.Value}/clocks/why?region=all&obligation={obligation}"))["data"]!;

    private static DateTimeOffset Due(JsonNode why, string field) => At(why["clock"]![field]);

    private static DateTimeOffset March(int day, int hour, int minute = 0) => new(2099, 3, day, hour, minute, 0, TimeSpan.FromHours(8));

    private static DateTimeOffset At(JsonNode? time) => DateTimeOffset.Parse((string)time!, CultureInfo.InvariantCulture);
}
