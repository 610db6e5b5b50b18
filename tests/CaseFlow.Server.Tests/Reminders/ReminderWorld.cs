using System.Net.Http.Json;
using System.Text.Json;
using CaseFlow.Access;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Tests.Warnings;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Server.Tests.Reminders;

/// <summary>A server whose clock stands still until it is moved, the billing system that tells what happens, and the message platform that carries reminders.</summary>
public sealed class ReminderWorld : IAsyncDisposable
{
    public const string City = "cn-js.nanjing";
    public const string Number = "13951239876";

    private ReminderWorld(WarningWorld world, HttpClient billing, HttpClient platform) => (World, Billing, Platform) = (world, billing, platform);

    public WarningWorld World { get; }

    public Desk Desk => World.Desk;

    public HttpClient Billing { get; }

    public HttpClient Platform { get; }

    public static async Task<ReminderWorld> StartAsync(PostgresFixture postgres)
    {
        var world = await WarningWorld.StartAsync(postgres);
        return new(world, await world.Server.As(Role.BusinessSystem, "cn-js"), await world.Server.As(Role.MessagePlatform, "cn-js"));
    }

    /// <summary>What a trigger of an opened account says.</summary>
    public static object Opened(string id, string number = Number, string kind = "account-opening", object? values = null) => new
    {
        triggerId = id,
        kind,
        customer = new { serviceNumber = number },
        region = new { province = "cn-js", city = "nanjing" },
        values = values ?? new[] { Value("TRADE_MARK", "全球通"), Value("PLAN_NAME", "百姓卡套餐"), Value("PLAN_DESC", "本地通话优惠"), Value("TARIFF", "月租5元"), Value("BALANCE", "50.00") },
    };

    public static object Value(string name, string value) => new { name, value };

    public static async Task<Reply> PostAsync(HttpClient client, string path, object body) => await Reply.ReadAsync(await client.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken));

    public static async Task<Reply> GetAsync(HttpClient client, string path) => await Reply.ReadAsync(await client.GetAsync(path, TestContext.Current.CancellationToken));

    /// <summary>Tells a trigger and answers the reminders that follow, in their order.</summary>
    public async Task<List<JsonElement>> TriggerAsync(object trigger)
    {
        var told = (await PostAsync(Billing, "/api/reminders/triggers", trigger)).MustBe(201).Created;
        await SettleAsync();
        return [.. (await Desk.GetAsync($"/api/reminders/triggers/{told}?region={City}")).MustBe(200).Body.GetProperty("data").EnumerateArray()];
    }

    /// <summary>Tells what became of a reminder, at the time of the clock.</summary>
    public Task<Reply> CarryAsync(JsonElement reminder, string verb, object? body = null) => PostAsync(Platform, $"/api/reminders/{reminder.GetProperty("id").GetString()}/{verb}", body ?? new { });

    /// <summary>What is due now.</summary>
    public async Task<List<JsonElement>> DueAsync(string region = City)
    {
        await SettleAsync();
        return [.. (await GetAsync(Platform, $"/api/reminders/due?region={region}")).MustBe(200).Body.GetProperty("data").GetProperty("items").EnumerateArray()];
    }

    /// <summary>The reminders of the list.</summary>
    public async Task<List<JsonElement>> ListAsync(string filter = "")
    {
        await SettleAsync();
        return [.. (await Desk.GetAsync($"/api/reminders?region={City}{filter}")).MustBe(200).Body.GetProperty("data").GetProperty("items").EnumerateArray()];
    }

    public Task SettleAsync() => World.Server.Services.GetRequiredService<ProjectionEngine>().CatchUpAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Billing.Dispose();
        Platform.Dispose();
        await World.DisposeAsync();
    }
}
