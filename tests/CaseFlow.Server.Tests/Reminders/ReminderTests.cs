using System.Text.Json;
using System.Text.Json.Nodes;
using CaseFlow.Access;
using CaseFlow.Server.Tests.PersonalData;
using CaseFlow.Server.Tests.Warnings;
using CaseFlow.Testing;

namespace CaseFlow.Server.Tests.Reminders;

/// <summary>What follows from what happens to customers, who carries it, and what they complain about afterwards.</summary>
public sealed class ReminderTests(PostgresFixture postgres) : IAsyncLifetime
{
    private ReminderWorld world = null!;

    public async ValueTask InitializeAsync() => world = await ReminderWorld.StartAsync(postgres);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Opening_an_account_plans_four_messages_once_however_often_it_is_told()
    {
        var planned = await world.TriggerAsync(ReminderWorld.Opened("boss-1"));
        Assert.Equal(["standard-tariff", "plan-benefits", "recharge", "satisfaction-survey"], planned.Select(one => Text(one, "template")));
        Assert.All(planned, one => Assert.Equal(("Planned", 2), (Text(one, "status"), one.GetProperty("planVersion").GetInt32())));
        Assert.Equal(WarningWorld.Tuesday, planned[0].GetProperty("dueAt").GetDateTimeOffset());
        Assert.Equal("尊敬的全球通客户：欢迎入网。百姓卡套餐的标准资费：月租5元", Text(planned[0], "zh"));

        var again = (await ReminderWorld.PostAsync(world.Billing, "/api/reminders/triggers", ReminderWorld.Opened("boss-1"))).MustBe(200);
        Assert.Equal("unchanged", again.Body.GetProperty("outcome").GetString());
        Assert.Equal(4, (await world.ListAsync()).Count);
        Assert.Equal("reminder-trigger-told-otherwise", (await ReminderWorld.PostAsync(world.Billing, "/api/reminders/triggers", ReminderWorld.Opened("boss-1", "13900000077"))).MustBe(409).Code);
    }

    [Fact]
    public async Task Under_the_plan_as_it_was_found_there_are_thirteen_and_the_midnight_one_waits_for_the_morning()
    {
        var versions = (await world.Desk.GetAsync("/api/definitions/reminder-plans/account-opening/versions")).MustBe(200).Body.GetProperty("versions");
        Assert.Equal(2, versions.GetArrayLength());
        var content = JsonNode.Parse(versions[0].GetProperty("content").GetRawText())!.AsObject();
        content["reason"] = "Back to thirteen";
        (await world.Desk.PostAsync("/api/definitions/reminder-plans/account-opening", content)).MustBe(200);

        world.World.Clock.Set(WarningWorld.At("2026-06-17T10:00:00+08:00"));
        var planned = await world.TriggerAsync(ReminderWorld.Opened("boss-2"));
        Assert.Equal(13, planned.Count);
        Assert.Equal(("standard-tariff", "AfterRest", "2026-06-19T08:00:00+08:00"), Slot(planned[11]));
        Assert.Equal(("weather-charge", "Deferred", "2026-06-19T15:00:00+08:00"), Slot(planned[12]));
        // What it says is what it said in the first version, and not what the second one made of it.
        Assert.Equal([3, 1], new[] { planned[11], planned[12] }.Select(one => one.GetProperty("templateVersion").GetInt32()));
        var due = planned.Select(one => one.GetProperty("dueAt").GetDateTimeOffset()).ToList();
        Assert.Equal(due.Order(), due);
    }

    [Fact]
    public async Task The_platform_takes_over_what_is_due_in_clear_and_others_see_masks()
    {
        var planned = await world.TriggerAsync(ReminderWorld.Opened("boss-3", kind: "family-payment-joined", values: new[] { ReminderWorld.Value("MEMBER_BILL_ID", "13812345678") }));
        Assert.Contains("138****5678", Text(planned[0], "zh"), StringComparison.Ordinal);
        var due = Assert.Single(await world.DueAsync());
        Assert.EndsWith(ReminderWorld.Number, Text(due, "serviceNumber"), StringComparison.Ordinal);
        Assert.Contains("13812345678", Text(due, "zh"), StringComparison.Ordinal);
        Assert.Equal("outside-territory", (await ReminderWorld.GetAsync(world.Platform, "/api/reminders/due?region=cn-zj")).MustBe(403).Code);
        foreach (var path in new[] { "/api/reminders?region=cn-js", "/api/complaints?region=cn-js" })
            Assert.Equal("forbidden", (await ReminderWorld.GetAsync(world.Platform, path)).MustBe(403).Code);
        Assert.Equal("forbidden", (await ReminderWorld.GetAsync(world.Billing, "/api/reminders/due?region=cn-js")).MustBe(403).Code);

        Assert.Equal("reminder-not-sent", (await world.CarryAsync(due, "delivered")).MustBe(409).Code);
        (await world.CarryAsync(due, "handed-over")).MustBe(200);
        Assert.Empty(await world.DueAsync());
        world.World.Clock.Set(WarningWorld.Tuesday.AddMinutes(5));
        (await world.CarryAsync(due, "delivered")).MustBe(200);
        Assert.Equal("reminder-told-otherwise", (await world.CarryAsync(due, "undelivered", new { cause = "SwitchedOff" })).MustBe(409).Code);
        Assert.Equal("Delivered", Text(Assert.Single(await world.ListAsync("&status=Delivered&touchpoint=service-change")), "status"));
        (await world.CarryAsync(JsonDocument.Parse($$"""{"id":"{{Guid.NewGuid()}}"}""").RootElement, "handed-over")).MustBe(404);
    }

    [Fact]
    public async Task At_night_only_warnings_leave()
    {
        world.World.Clock.Set(WarningWorld.At("2026-06-17T20:59:00+08:00"));
        var service = (await world.TriggerAsync(ReminderWorld.Opened("boss-4", kind: "plan-change", values: new[] { ReminderWorld.Value("PLAN_NAME", "A"), ReminderWorld.Value("FROM_DATE", "B") })))[0];
        await world.TriggerAsync(ReminderWorld.Opened("boss-5", kind: "low-balance", values: new[] { ReminderWorld.Value("BALANCE", "1.20") }));
        Assert.Equal(2, (await world.DueAsync()).Count);
        world.World.Clock.Set(WarningWorld.At("2026-06-17T21:00:00+08:00"));
        Assert.Equal("Arrears", Text(Assert.Single(await world.DueAsync()), "class"));
        Assert.Equal("customers-rest", (await world.CarryAsync(service, "handed-over")).MustBe(409).Code);
        (await world.Desk.PostAsync($"/api/reminders/{Text(service, "id")}/drop", new { reason = "InDissatisfiedPool" })).MustBe(200);
        Assert.Equal("reminder-withdrawn", (await world.CarryAsync(service, "handed-over")).MustBe(409).Code);
    }

    [Fact]
    public async Task A_charge_reminder_that_came_late_to_a_phone_that_was_off_is_followed_by_a_complaint()
    {
        world.World.Clock.Set(WarningWorld.At("2026-06-10T11:00:00+08:00"));
        var planned = await world.TriggerAsync(ReminderWorld.Opened("boss-6", kind: "vas-subscription", values: new[] { ReminderWorld.Value("SERVICE", "视频彩铃"), ReminderWorld.Value("FEE", "6") }));
        (await world.CarryAsync(planned[0], "handed-over")).MustBe(200);
        world.World.Clock.Set(WarningWorld.At("2026-06-10T11:04:00+08:00"));
        (await world.CarryAsync(planned[0], "delivered")).MustBe(200);
        world.World.Clock.Set(WarningWorld.At("2026-06-15T15:00:00+08:00"));
        (await world.CarryAsync(planned[1], "handed-over")).MustBe(200);
        (await world.CarryAsync(planned[1], "undelivered", new { cause = "SwitchedOff" })).MustBe(200);
        await world.SettleAsync();

        var registration = world.Desk.Registration();
        registration["customer"] = new JsonObject { ["serviceNumber"] = ReminderWorld.Number };
        registration["occurredAt"] = "2026-06-16T09:00:00+08:00";
        world.World.Clock.Set(WarningWorld.Tuesday);
        var complaint = await world.Desk.CaseAsync(registration);
        var other = await world.Desk.CaseAsync();

        var followed = Assert.Single(await world.ListAsync("&followed=true"));
        Assert.Equal(("charge", "Undelivered", "SwitchedOff", 4320), (Text(followed, "template"), Text(followed, "status"), Text(followed, "cause"), followed.GetProperty("lateMinutes").GetInt32()));
        Assert.Equal([complaint], followed.GetProperty("complaints").EnumerateArray().Select(one => one.GetString()!));
        Assert.Equal("reminder-of-another-customer", (await world.Desk.PostAsync($"/api/reminders/{Text(followed, "id")}/complaints", new { complaint = other })).MustBe(409).Code);
        Assert.Equal(["complaint not-there"], (await world.Desk.PostAsync($"/api/reminders/{Text(followed, "id")}/complaints", new { complaint = Guid.NewGuid() })).MustBe(400).Errors);
        Assert.Equal(["charge", "subscribed"], (await world.ListAsync($"&customer={Text(followed, "customer")}")).Select(one => Text(one, "template")));

        var sheet = (await world.Desk.GetAsync("/api/reminders/figures?region=cn-js&from=2026-06&to=2026-06")).MustBe(200).Body.GetProperty("data");
        var touchpoint = Assert.Single(sheet.GetProperty("touchpoints").EnumerateArray());
        Assert.Equal((2, 1, 1, 1, 4, 4), (Count(touchpoint, "planned"), Count(touchpoint, "delivered"), Count(touchpoint, "undelivered"), Count(touchpoint, "late"), Count(touchpoint, "medianMinutes"), Count(touchpoint, "p90Minutes")));
        var first = sheet.GetProperty("templates")[0];
        Assert.Equal(("charge", 1, 1, 1000m), (Text(first, "template"), Count(first, "version"), Count(first, "complaints"), first.GetProperty("perThousand").GetDecimal()));
    }

    [Fact]
    public async Task A_complaint_after_three_days_follows_nothing_and_an_agent_may_still_tie_it()
    {
        world.World.Clock.Set(WarningWorld.At("2026-06-10T11:00:00+08:00"));
        var planned = await world.TriggerAsync(ReminderWorld.Opened("boss-7", kind: "rebate-credited", values: new[] { ReminderWorld.Value("AMOUNT", "20"), ReminderWorld.Value("LEFT", "9") }));
        world.World.Clock.Set(WarningWorld.At("2026-06-13T11:00:01+08:00"));
        var registration = world.Desk.Registration();
        registration["customer"] = new JsonObject { ["serviceNumber"] = ReminderWorld.Number };
        registration["occurredAt"] = "2026-06-13T11:00:00+08:00";
        var complaint = await world.Desk.CaseAsync(registration);
        Assert.Empty(await world.ListAsync("&followed=true"));
        (await world.Desk.PostAsync($"/api/reminders/{Text(planned[0], "id")}/complaints", new { complaint })).MustBe(200);
        Assert.Single(await world.ListAsync("&followed=true&plan=rebate-credited&template=credited&templateVersion=1"));
    }

    [Fact]
    public async Task What_is_wrong_with_a_trigger_or_a_text_is_named_field_by_field()
    {
        Assert.Equal(
            ["customer required", "kind required", "region.province required", "triggerId required"],
            (await ReminderWorld.PostAsync(world.Billing, "/api/reminders/triggers", new { })).MustBe(400).Errors.Order(StringComparer.Ordinal));
        Assert.Equal(
            ["values required", "values[0].name undeclared-variable"],
            (await ReminderWorld.PostAsync(world.Billing, "/api/reminders/triggers", ReminderWorld.Opened("boss-8", kind: "low-balance", values: new[] { ReminderWorld.Value("BALANCES", "1") }))).MustBe(400).Errors.Order(StringComparer.Ordinal));
        Assert.Equal("reminder-plan-unpublished", (await ReminderWorld.PostAsync(world.Billing, "/api/reminders/triggers", ReminderWorld.Opened("boss-9", kind: "moon-landing"))).MustBe(409).Code);

        var fit = new { code = "ordered", @class = "Service", zh = "您已订购%PLAN_NAME%。" };
        object Plan(object template) => new { touchpoint = "service-change", variables = new[] { new { name = "PLAN_NAME", sample = "A" } }, templates = new[] { template }, reason = "Test" };
        foreach (var (text, errors) in ((string, string[])[])
            [
                ("尊敬的${PLAN_NAME}客户：%PLAN_NAME%", ["templates[0].zh mixed-variables"]), ("%PLAN_NAEM%", ["templates[0].zh lookalike-variable"]),
                ("%COUPON%与%%", ["templates[0].zh empty-variable", "templates[0].zh undeclared-variable"]), ("${PLAN_NAME", ["templates[0].zh malformed"]),
            ])
        {
            var refused = (await world.Desk.PostAsync("/api/definitions/reminder-plans/test", Plan(new { fit.code, fit.@class, zh = text }))).MustBe(400);
            Assert.Equal(errors, refused.Errors.Order(StringComparer.Ordinal));
        }

        Assert.Equal("reminder-deferral-unclear", (await world.Desk.PostAsync("/api/definitions/reminder-plans/test", Plan(new { fit.code, fit.@class, fit.zh, afterDays = 2 }))).MustBe(409).Code);
        Assert.Equal("marketing-waits", (await world.Desk.PostAsync("/api/definitions/reminder-hours", new { zone = "Asia/Shanghai", breaking = new[] { "Marketing" }, reason = "Sell" })).MustBe(409).Code);
        (await world.Desk.PostAsync("/api/definitions/reminder-plans/test", Plan(new { fit.code, fit.@class, zh = fit.zh + new string('好', 70), afterDays = 2, at = "00:00:00" }))).MustBe(200);
        var preview = (await world.Desk.GetAsync("/api/definitions/reminder-plans/test/preview?at=2026-06-17T10:00:00%2B08:00")).MustBe(200).Body.GetProperty("messages")[0];
        Assert.Equal((76, 2), (preview.GetProperty("length").GetInt32(), preview.GetProperty("parts").GetInt32()));
        Assert.StartsWith("您已订购A。", Text(preview, "zh"), StringComparison.Ordinal);
        Assert.Equal("AfterRest", Text(preview.GetProperty("slot"), "reason"));
        (await world.Desk.GetAsync("/api/definitions/reminder-plans/moon-landing/preview")).MustBe(404);
    }

    [Fact]
    public async Task Who_is_erased_is_reminded_of_nothing()
    {
        world.World.Clock.Set(WarningWorld.At("2026-06-17T10:00:00+08:00"));
        var (customer, _) = await ErasureTests.EndedCaseAsync(world.World.Server, world.Desk);
        await world.TriggerAsync(new
        {
            triggerId = "boss-10", kind = "account-opening-how-to", customer = new { customerId = customer, serviceNumber = "13900001234" }, region = new { province = "cn-js", city = "nanjing" },
        });
        await ErasureTests.EraseAsync(world.Desk, customer);
        await ErasureTests.CaughtUpAsync(world.World.Server);
        Assert.All(await world.ListAsync($"&customer={customer}"), one => Assert.Equal(("Dropped", "CustomerErased"), (Text(one, "status"), Text(one, "dropped"))));
        Assert.Equal(2, (await world.ListAsync($"&customer={customer}")).Count);
        using var auditor = await world.World.Server.As(Role.QualityAuditor, ReminderWorld.City);
        Assert.DoesNotContain("13900001234", (await ReminderWorld.GetAsync(auditor, $"/api/reminders?region={ReminderWorld.City}")).MustBe(200).Text, StringComparison.Ordinal);
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    private static int Count(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private static (string, string, string) Slot(JsonElement one) => (Text(one, "template"), Text(one, "dueBecause"), one.GetProperty("dueAt").GetDateTimeOffset().ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture));
}
