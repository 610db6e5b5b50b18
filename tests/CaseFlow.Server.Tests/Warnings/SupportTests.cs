using System.Text.Json;
using CaseFlow.Access;
using CaseFlow.Server.Tests.ServiceMeetings;
using CaseFlow.Testing;

namespace CaseFlow.Server.Tests.Warnings;

/// <summary>What a city asks its province for, with the clocks of both.</summary>
public sealed class SupportTests(PostgresFixture postgres) : IAsyncLifetime
{
    private WarningWorld world = null!;

    public async ValueTask InitializeAsync() => world = await WarningWorld.StartAsync(postgres);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_city_asks_the_province_takes_up_and_answers_and_both_clocks_are_told()
    {
        // Wednesday, ten in the morning; the desk works from nine to twelve and from half past one to six.
        world.Clock.Set(WarningWorld.At("2026-06-17T10:00:00+08:00"));
        using var nanjing = await world.Server.As(Role.DeskLead, "cn-js.nanjing");
        using var jiangsu = await world.Server.As(Role.DeskLead, "cn-js");
        using var suzhou = await world.Server.As(Role.DeskLead, "cn-js.suzhou");
        var (city, province) = (new MeetingDesk(nanjing), new MeetingDesk(jiangsu));
        var complaint = await world.Desk.CaseAsync();
        var asked = (await city.PostAsync("/api/support-requests", new
        {
            region = MeetingDesk.Nanjing, need = "A wording on roaming that all desks use.", wantedBy = "2026-06-19T12:00:00+08:00", about = new { matter = "Complaint", id = complaint },
        })).MustBe(201);
        var path = $"/api/support-requests/{asked.Created}";
        Assert.Equal("provincial-support-province-acts", (await city.PostAsync($"{path}/take-up", new { })).MustBe(409).Code);
        Assert.Equal(404, (await new MeetingDesk(suzhou).PostAsync($"{path}/take-up", new { })).Status);
        (await new MeetingDesk(suzhou).GetAsync($"{path}?region=cn-js.suzhou")).MustBe(404);

        var entry = (await ViewAsync(city, path, "cn-js.nanjing")).GetProperty("entry");
        Assert.Equal(("Running", "Running"), (State(entry, "provinceClock"), State(entry, "cityClock")));
        Assert.Equal(WarningWorld.At("2026-06-17T15:30:00+08:00"), entry.GetProperty("provinceClock").GetProperty("dueAt").GetDateTimeOffset());

        world.Clock.Set(WarningWorld.At("2026-06-17T16:00:00+08:00"));
        Assert.Equal("Late", State((await ViewAsync(city, path, "cn-js.nanjing")).GetProperty("entry"), "provinceClock"));
        Assert.Equal("provincial-support-not-taken-up", (await province.PostAsync($"{path}/answer", new { answer = "Here it is." })).MustBe(409).Code);
        (await province.PostAsync($"{path}/take-up", new { })).MustBe(200);
        var answered = (await province.PostAsync($"{path}/answer", new { answer = "The wording of 28 June." })).MustBe(200);
        entry = (await ViewAsync(city, path, "cn-js.nanjing")).GetProperty("entry");
        Assert.Equal(("Answered", "TooLate", "InTime"), (entry.GetProperty("status").GetString(), State(entry, "provinceClock"), State(entry, "cityClock")));

        Assert.Equal("version-conflict", (await city.PostAsync($"{path}/close", new { }, seen: "\"1\"")).MustBe(412).Code);
        var closed = (await city.PostAsync($"{path}/close", new { }, seen: answered.ETag)).MustBe(200);
        Assert.Empty((await city.GetAsync($"/api/support-requests?region=cn-js.nanjing&after={closed.Position}")).MustBe(200).Body.GetProperty("data").GetProperty("items").EnumerateArray());
        Assert.Single((await city.GetAsync($"/api/support-requests?region=cn-js.nanjing&status=Closed&after={closed.Position}")).MustBe(200).Body.GetProperty("data").GetProperty("items").EnumerateArray());
        Assert.Equal(["ProvincialSupportRequested", "ProvincialSupportTakenUp", "ProvincialSupportAnswered", "ProvincialSupportClosed"], (await ViewAsync(city, path, "cn-js.nanjing")).GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("what").GetString()!));
    }

    [Fact]
    public async Task What_was_sent_back_is_asked_again_under_new_targets()
    {
        world.Clock.Set(WarningWorld.At("2026-06-17T10:00:00+08:00"));
        using var jiangsu = await world.Server.As(Role.DeskLead, "cn-js");
        var province = new MeetingDesk(jiangsu);
        var asked = (await province.PostAsync("/api/support-requests", new { region = MeetingDesk.Nanjing, need = "Another rule.", wantedBy = "2026-06-30T12:00:00+08:00" })).MustBe(201);
        var path = $"/api/support-requests/{asked.Created}";
        (await province.PostAsync($"{path}/return", new { reason = "Which rule?" })).MustBe(200);
        (await world.Desk.PostAsync("/api/definitions/support-targets", new { calendar = "desk", takeUpMinutes = 60, answerMinutes = 120, reason = "Faster" })).MustBe(200);
        (await province.PostAsync($"{path}/renew", new { need = "The rule on roaming.", wantedBy = "2026-06-30T12:00:00+08:00" })).MustBe(200);
        var view = await ViewAsync(province, path, "cn-js");
        Assert.Equal((2, 2), (view.GetProperty("targetsVersion").GetInt32(), view.GetProperty("entry").GetProperty("round").GetInt32()));
        Assert.Equal(WarningWorld.At("2026-06-17T11:00:00+08:00"), view.GetProperty("entry").GetProperty("provinceClock").GetProperty("dueAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task What_is_wrong_with_a_request_is_named_field_by_field_and_refused_by_code()
    {
        Assert.Equal(["need required", "region.province required", "wantedBy required"], (await world.Desk.PostAsync("/api/support-requests", new { })).MustBe(400).Errors.Order(StringComparer.Ordinal));
        var body = new { region = MeetingDesk.Nanjing, need = "A rule.", wantedBy = "2026-06-30T12:00:00+08:00", about = new { matter = "Trace", id = Guid.NewGuid() } };
        Assert.Equal(["about.id not-there"], (await world.Desk.PostAsync("/api/support-requests", body)).MustBe(400).Errors);
        Assert.Equal("provincial-support-is-for-cities", (await world.Desk.PostAsync("/api/support-requests", new { region = new { province = "cn-js" }, need = "A rule.", wantedBy = "2026-06-30T12:00:00+08:00" })).MustBe(409).Code);
        Assert.Equal("provincial-support-wanted-in-the-past", (await world.Desk.PostAsync("/api/support-requests", new { region = MeetingDesk.Nanjing, need = "A rule.", wantedBy = "2026-06-01T12:00:00+08:00" })).MustBe(409).Code);
        (await world.Desk.PostAsync($"/api/support-requests/{Guid.NewGuid()}/take-up")).MustBe(404);
    }

    private static async Task<JsonElement> ViewAsync(MeetingDesk desk, string path, string region) => (await desk.GetAsync($"{path}?region={region}")).MustBe(200).Body.GetProperty("data");

    private static string? State(JsonElement entry, string clock) => entry.GetProperty(clock).GetProperty("state").GetString();
}
