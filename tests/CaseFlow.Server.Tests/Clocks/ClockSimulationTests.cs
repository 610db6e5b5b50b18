using System.Text.Json.Nodes;
using CaseFlow.Complaints;
using CaseFlow.Server.Tests.FollowUps;
using CaseFlow.Testing;

namespace CaseFlow.Server.Tests.Clocks;

/// <summary>Drafts of clock policies, calendars and the callback policy are tried on the month that the desk has just lived through.</summary>
public sealed class ClockSimulationTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string OfMarch = "simulate?region=all&month=2099-03";
    private CallbackWorld world = null!;

    public async ValueTask InitializeAsync() => world = await CallbackWorld.StartAsync(postgres);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_shorter_limit_shows_what_would_have_been_late_and_records_nothing()
    {
        await world.SilenceAsync();
        var complaint = await world.RegisterAsync(ComplaintKind.Consultation);
        world.Clock.Set(At(2, 11, 30));
        await world.DoAsync($"/api/complaints/{complaint.Value}/acknowledge", new { });
        await world.SettleAsync();
        var before = await world.AskAsync("/api/definitions/clock-policies");

        var tried = await TryAsync("clock-policies/acknowledge", Policy(60));
        Assert.Equal((1, 1, 1, 0), Numbers(tried, "owedWas", "owedDraft", "earlier", "later"));
        Assert.Equal((0, 1, 0, 0), Numbers(tried, "lateWas", "lateDraft", "begun", "gone"));
        var one = Assert.Single(tried["otherwise"]!.AsArray())!;
        Assert.Equal((complaint.Value, "Acknowledge", "Earlier"), ((Guid)one["complaint"]!, (string)one["obligation"]!, (string)one["shift"]!));
        Assert.Equal((At(2, 12), At(2, 11)), (CallbackWorld.At((string)one["dueWas"]!), CallbackWorld.At((string)one["dueDraft"]!)));

        Assert.Equal((1, 0, 1, 0), Numbers(await TryAsync("clock-policies/acknowledge", Policy(60, active: false)), "owedWas", "owedDraft", "gone", "begun"));
        Assert.Equal((1, 2, 1, 0), Numbers(await TryAsync("clock-policies/resolve-consultations", Policy(600, obligation: "Resolve")), "owedWas", "owedDraft", "begun", "gone"));
        Assert.Equal((1, 1, 0, 0), Numbers(await TryAsync("clock-policies/acknowledge", Policy(120)), "owedWas", "owedDraft", "earlier", "later"));
        Assert.Equal((0, 0, 0, 0), Numbers(await TryAsync("clock-policies/acknowledge", Policy(60), "simulate?region=all&month=2099-02"), "owedWas", "owedDraft", "earlier", "cases"));
        Assert.Equal((0, 0, 0, 0), Numbers(await TryAsync("clock-policies/acknowledge", Policy(60), "simulate?region=cn-gd&month=2099-03"), "owedWas", "owedDraft", "earlier", "cases"));
        Assert.Equal(before.ToJsonString(), (await world.AskAsync("/api/definitions/clock-policies")).ToJsonString());
    }

    [Fact]
    public async Task A_holiday_more_shows_what_would_have_been_due_later_also_when_the_calendar_is_to_rule_from_a_later_day_on()
    {
        await world.SilenceAsync();
        await world.RegisterAsync();
        await world.SettleAsync();
        var tried = await TryAsync("calendars/desk", new
        {
            ValidFrom = "2099-07-01",
            Zone = "Asia/Shanghai",
            Week = new[] { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday" }.Select(day => new { Day = day, Periods = new[] { new { From = "09:00", Until = "12:00" }, new { From = "13:30", Until = "18:00" } } }).ToArray(),
            Days = new[] { new { Date = "2099-03-03", Periods = Array.Empty<object>(), Zh = "停电", En = "Power cut" } },
        });
        // The acknowledgement is due before the holiday, and the regulator's clock counts every day.
        Assert.Equal((4, 4, 0, 2), Numbers(tried, "owedWas", "owedDraft", "earlier", "later"));
        Assert.Equal([("FirstReply", At(4, 10), At(5, 10)), ("Resolve", At(9, 10), At(10, 10))], tried["otherwise"]!.AsArray().Select(one => ((string)one!["obligation"]!, CallbackWorld.At((string)one["dueWas"]!), CallbackWorld.At((string)one["dueDraft"]!))));
    }

    [Fact]
    public async Task A_draft_of_the_callback_policy_shows_whose_customers_would_have_been_called()
    {
        await world.SilenceAsync();
        var complaint = await world.RegisterAsync();
        await world.ResolveAsync(complaint);
        var consultation = await world.RegisterAsync(ComplaintKind.Consultation, number: "13951770002");
        await world.ResolveAsync(consultation);
        await world.SettleAsync();
        var nobody = await TryAsync("policies/callback", Callback());
        Assert.Equal((1, 0, 1, 0), Numbers(nobody, "owedWas", "owedDraft", "gone", "begun"));
        Assert.Null(nobody["lateWas"]);
        var everybody = await TryAsync("policies/callback", Callback("Complaint", "Consultation"));
        Assert.Equal((1, 2, 0, 1), Numbers(everybody, "owedWas", "owedDraft", "gone", "begun"));
        Assert.Contains(everybody["otherwise"]!.AsArray(), one => (Guid)one!["complaint"]! == consultation.Value && (string)one["shift"]! == "Begun" && one["dueWas"] is null);
    }

    [Fact]
    public async Task What_could_not_be_published_is_not_tried_either()
    {
        Assert.Equal("clock-limit-out-of-range", await world.RefusedAsync($"/api/definitions/clock-policies/acknowledge/{OfMarch}", Policy(0)));
        Assert.Equal("clock-obligation-fixed", await world.RefusedAsync($"/api/definitions/clock-policies/acknowledge/{OfMarch}", Policy(60, obligation: "Resolve")));
        Assert.Equal("hours-empty", await world.RefusedAsync($"/api/definitions/policies/callback/{OfMarch}", Callback() with { until = "08:00:00" }));
        await ErrorsAsync($"clock-policies/acknowledge/{OfMarch}", new { }, "obligation required", "limit required", "unit required");
        await ErrorsAsync($"calendars/desk/{OfMarch}", new { Zone = "Asia/Shanghai" }, "validFrom required", "week required");
        await ErrorsAsync("policies/callback/simulate?region=all&month=soon", Callback(), "month malformed");

        async Task ErrorsAsync(string path, object body, params string[] expected) =>
            Assert.Equal(expected.Order(), (await Reply.ReadAsync(await world.Server.PostAsync($"/api/definitions/{path}", body))).MustBe(400).Errors.Order());
    }

    private async Task<JsonNode> TryAsync(string definition, object draft, string question = OfMarch) => (await world.DoAsync($"/api/definitions/{definition}/{question}", draft))["data"]!;

    private static (int, int, int, int) Numbers(JsonNode tried, string one, string two, string three, string four) => ((int)tried[one]!, (int)tried[two]!, (int)tried[three]!, (int)tried[four]!);

    private static DateTimeOffset At(int day, int hour, int minute = 0) => new(2099, 3, day, hour, minute, 0, TimeSpan.FromHours(8));

    private static object Policy(int minutes, bool active = true, string obligation = "Acknowledge") => new
    {
        Obligation = obligation,
        Reach = new { Kinds = new[] { "Complaint", "Consultation" }, ExceptSources = new[] { "import" } },
        Limit = minutes,
        Unit = "WorkingMinutes",
        Calendar = "desk",
        WarnAt = new[] { 50, 80 },
        Active = active,
    };

    private static CallbackDraft Callback(params string[] kinds) => new("Asia/Shanghai", "09:00:00", "20:00:00", 1_440, [60], 30, kinds);

    /// <summary>The draft as it is sent.</summary>
    private sealed record CallbackDraft(string zone, string from, string until, int firstAfterMinutes, int[] retryAfterMinutes, int takeWithinMinutes, string[] kinds);
}
