using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using CaseFlow.Access;
using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.FollowUps;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.FollowUps;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;
using Quartz;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Tests.FollowUps;

/// <summary>A clock that stands still until it is moved.</summary>
public sealed class SetClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset now = now.ToUniversalTime();

    public override DateTimeOffset GetUtcNow() => now;

    public void Set(DateTimeOffset at) => now = at.ToUniversalTime();

    public void Advance(TimeSpan span) => now += span;
}

/// <summary>A desk on a Monday morning in Nanjing, spoken to over HTTP.</summary>
public sealed class CallbackWorld : IAsyncDisposable
{
    /// <summary>
    /// Monday, 2 March 2099, ten in the morning in Nanjing. A year to come, because the database stamps what is recorded by a
    /// clock of its own, and by that one no resolution may have grown too old to be called about.
    /// </summary>
    public static readonly DateTimeOffset Monday = At("2099-03-02T10:00:00+08:00");

    /// <summary>Calls from nine to nine in Nanjing, an hour after the resolution, again after two hours, taken within half an hour.</summary>
    public static readonly CallbackTerms Terms = new()
    {
        PolicyVersion = 0,
        Zone = "Asia/Shanghai",
        From = new(9, 0),
        Until = new(21, 0),
        FirstAfterMinutes = 60,
        RetryAfterMinutes = [120],
        TakeWithinMinutes = 30,
    };

    private readonly ServerUnderTest server;
    private int commands;

    private CallbackWorld(ServerUnderTest server, SetClock clock) => (this.server, Clock) = (server, clock);

    public SetClock Clock { get; }

    public ServerUnderTest Server => server;

    public IEventStore Store => Get<IEventStore>();

    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    public T Get<T>()
        where T : notnull => server.Services.GetRequiredService<T>();

    public static async Task<CallbackWorld> StartAsync(PostgresFixture postgres, CallbackTerms? terms = null)
    {
        var clock = new SetClock(Monday);
        var world = new CallbackWorld(await ServerUnderTest.StartAsync(postgres, clock), clock);
        await world.PublishAsync(terms ?? Terms);
        return world;
    }

    /// <summary>Lets no alarm ring, so that only the test carries out what is owed.</summary>
    public async Task SilenceAsync()
    {
        var scheduler = await Get<ISchedulerFactory>().GetScheduler();
        // It starts shortly after the server, and would end a silence that came before.
        await UntilAsync(() => Task.FromResult(scheduler.Status == SchedulerStatus.Running));
        await scheduler.Standby();
    }

    /// <summary>Waits for what alarms do in their own time.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var patience = TimeSpan.FromSeconds(30); !await condition(); patience -= TimeSpan.FromMilliseconds(100))
        {
            Assert.True(patience > TimeSpan.Zero, "It did not come about within 30 seconds.");
            await Task.Delay(100);
        }
    }

    /// <summary>Brings a callback policy into force.</summary>
    public async Task PublishAsync(CallbackTerms terms, params ComplaintKind[] kinds)
    {
        var command = new PublishCallbackPolicy(terms, kinds is [] ? [ComplaintKind.Complaint, ComplaintKind.Fault] : kinds, "test");
        var context = new CommandContext { CommandId = Guid.NewGuid(), Actor = "lead", Scope = AccessScope.All, CorrelationId = "test", OccurredAt = Clock.GetUtcNow() };
        var outcome = await Get<CommandShell>().DecideAsync(
            Streams.Policies, DefinitionBook.PoliciesStream, context, policies => PolicyDecisions.PublishCallbackPolicy(policies, command), CancellationToken.None);
        Assert.True(outcome is CommandRecorded or CommandUnchanged, outcome.ToString());
        Get<DefinitionBook>().Forget();
    }

    /// <summary>Sends a command that must succeed.</summary>
    public async Task<JsonNode> DoAsync(string path, object body, string actor = "li.na")
    {
        var response = await server.PostAsync(path, body, key: $"test-{++commands}", actor: actor);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>Sends a command that must be refused, and answers the problem's code.</summary>
    public async Task<string> RefusedAsync(string path, object body, HttpStatusCode status = HttpStatusCode.Conflict, string actor = "li.na")
    {
        var response = await server.PostAsync(path, body, key: $"test-{++commands}", actor: actor);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, $"{path}: {(int)response.StatusCode} {text}");
        return (string)JsonNode.Parse(text)!["code"]!;
    }

    public async Task<ComplaintId> RegisterAsync(ComplaintKind kind = ComplaintKind.Complaint, string name = "张伟", string number = "13951770001", DateTimeOffset? at = null)
    {
        var answer = await DoAsync("/api/complaints", new
        {
            Kind = kind,
            Channel = "hotline",
            Source = "customer",
            Topic = "network",
            Region = new { Province = "cn-js", City = "nanjing" },
            Customer = new { Name = name, ServiceNumber = number },
            Summary = "No signal in Seoul",
            OccurredAt = at,
        });
        return ComplaintId.From((Guid)answer["id"]!);
    }

    public async Task ResolveAsync(ComplaintId complaint, DateTimeOffset? at = null)
    {
        await DoAsync($"/api/complaints/{complaint.Value}/resolve", new { Resolution = "The roaming profile was put right", OccurredAt = at });
        await SettleAsync();
    }

    /// <summary>A resolved case, and its callback.</summary>
    public async Task<CallbackId> ScheduledAsync()
    {
        var complaint = await RegisterAsync();
        await ResolveAsync(complaint);
        return CallbackIds.Of(complaint, 1);
    }

    /// <summary>A callback that has just fallen due.</summary>
    public async Task<CallbackId> DueAsync()
    {
        var callback = await ScheduledAsync();
        await FallDueAsync(callback);
        return callback;
    }

    /// <summary>Moves the clock to when callbacks owe something next, and lets it be carried out.</summary>
    /// <remarks>The server's own alarms ring as soon as the clock moves, so that when to move it to is asked of all callbacks first.</remarks>
    public async Task FallDueAsync(params CallbackId[] callbacks)
    {
        var owed = new List<DateTimeOffset>();
        foreach (var callback in callbacks)
            owed.Add((await StateAsync(callback)).OwedAt!.Value);
        Clock.Set(owed.Max());
        foreach (var callback in callbacks)
            await Get<OwedCallbacks>().CarryOutAsync(callback, CancellationToken.None);
        await SettleAsync();
    }

    /// <summary>Returns when read models and subscriptions have taken all events.</summary>
    public Task SettleAsync() => Get<ProjectionEngine>().CatchUpAsync();

    public Task<Callback> StateAsync(CallbackId callback) => Get<CommandShell>().StateAsync(Streams.Callback, callback.Value, CancellationToken.None);

    public async Task<IReadOnlyList<object>> EventsAsync(CallbackId callback) => [.. (await Store.ReadStreamAsync(callback.Value)).Select(e => e.Data)];

    /// <summary>The callback as the agenda shows it.</summary>
    public async Task<JsonNode> EntryAsync(CallbackId callback, Role? role = null) => (await AskAsync($"/api/callbacks/{callback.Value}?region=all", role))["data"]!;

    public async Task<JsonNode> AskAsync(string path, Role? role = null)
    {
        await SettleAsync();
        using var other = role is { } known ? await server.As(known) : null;
        var response = await (other ?? server.Http).GetAsync(path);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}

/// <summary>One desk for the tests of a class that each look at callbacks of their own; no alarm rings there.</summary>
public sealed class SharedCallbackWorld(PostgresFixture postgres) : IAsyncLifetime
{
    private CallbackWorld world = null!;

    public async ValueTask InitializeAsync()
    {
        world = await CallbackWorld.StartAsync(postgres);
        await world.SilenceAsync();
    }

    /// <summary>The desk, on Monday at ten and under the usual policy.</summary>
    public async Task<CallbackWorld> OnMondayAsync()
    {
        world.Clock.Set(CallbackWorld.Monday);
        await world.PublishAsync(CallbackWorld.Terms);
        return world;
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();
}
