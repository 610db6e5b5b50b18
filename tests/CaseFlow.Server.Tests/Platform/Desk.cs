using System.Text.Json.Nodes;
using CaseFlow.FollowUps;
using CaseFlow.Server.FollowUps;
using CaseFlow.Server.Platform.Commands;
using Microsoft.Extensions.DependencyInjection;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Testing;

/// <summary>Works the desk over HTTP, in few words.</summary>
public sealed class Desk(ServerUnderTest server)
{
    private int customers;

    public static DateTimeOffset Received { get; } = new(2026, 3, 2, 10, 0, 0, TimeSpan.FromHours(8));

    /// <summary>A registration that is right in every field; the customer is one of their own.</summary>
    public JsonObject Registration() => new()
    {
        ["kind"] = "Complaint",
        ["channel"] = "hotline",
        ["source"] = "customer",
        ["topic"] = "network.roaming.activation",
        ["region"] = new JsonObject { ["province"] = "cn-js", ["city"] = "nanjing" },
        ["customer"] = new JsonObject { ["serviceNumber"] = $"139{Interlocked.Increment(ref customers):00000000}" },
        ["summary"] = "The phone does not work in Hong Kong.",
        ["occurredAt"] = Received.ToString("O"),
    };

    public async Task<Reply> GetAsync(string path) => await Reply.ReadAsync(await server.Http.GetAsync(path, TestContext.Current.CancellationToken));

    public async Task<Reply> PostAsync(string path, object? body = null, string? key = null, string? seen = null, string? actor = null) =>
        await Reply.ReadAsync(await server.PostAsync(path, body ?? new JsonObject(), key, seen, actor));

    /// <summary>Sends a command to a case.</summary>
    public Task<Reply> DoAsync(string complaint, string verb, object? body = null, string? actor = null, string? seen = null, string? key = null) =>
        PostAsync($"/api/complaints/{complaint}/{verb}", body, key, seen, actor);

    /// <summary>A fresh case, after the given commands.</summary>
    public async Task<string> CaseAsync(JsonObject? registration = null, params (string Verb, object Body)[] then)
    {
        var complaint = (await PostAsync("/api/complaints", registration ?? Registration())).MustBe(201).Created;
        foreach (var (verb, body) in then)
            (await DoAsync(complaint, verb, body)).MustBe(200);
        return complaint;
    }

    /// <summary>Two cases of one customer.</summary>
    public async Task<(string Earlier, string Later)> TwoCasesAsync()
    {
        var registration = Registration();
        return (await CaseAsync(registration), await CaseAsync(registration));
    }

    /// <summary>A fresh resolved case whose callback came to this.</summary>
    public async Task<string> CalledBackAsync(params CallbackOutcome[] outcomes)
    {
        var complaint = await CaseAsync(null, ("resolve", new { resolution = "Roaming was activated." }));
        await CallBackAsync(complaint, outcomes);
        return complaint;
    }

    /// <summary>Calls the customer of a resolved case back, by the rules and at times that they allow; the last outcome until the callback has its result.</summary>
    /// <remarks>The server may have scheduled it already, under a policy with more attempts than the terms below.</remarks>
    public async Task CallBackAsync(string complaint, params CallbackOutcome[] outcomes)
    {
        var shell = server.Services.GetRequiredService<CommandShell>();
        var id = ComplaintId.From(Guid.Parse(complaint));
        var episode = (await shell.StateAsync(Streams.Complaint, id.Value, TestContext.Current.CancellationToken)).Episode;
        var callback = CallbackIds.Of(id, episode);
        await CarryOutAsync(_ => CallbackDecisions.Schedule(Callback.Unscheduled, new(callback, id, episode, default)
        {
            Region = new("cn-js"),
            ResolvedAt = Received,
            Zone = TimeZoneInfo.Utc,
            Terms = new() { PolicyVersion = 1, Zone = "UTC", From = new(0, 0), Until = new(23, 59), FirstAfterMinutes = 0, RetryAfterMinutes = [], TakeWithinMinutes = 60 },
        }), skip: state => state.Status != CallbackStatus.Unscheduled);
        foreach (var outcome in outcomes.Concat(Enumerable.Repeat(outcomes[^1], 9)))
            await CarryOutAsync(state => CallbackDecisions.RecordAttempt(state, new("caller", outcome, state.DueAt, TimeZoneInfo.FindSystemTimeZoneById(state.Terms!.Zone))), skip: state => !state.IsPending);

        async Task CarryOutAsync(Func<Callback, Decision<CallbackEvent>> decide, Func<Callback, bool>? skip = null)
        {
            var context = new CommandContext { CommandId = Guid.NewGuid(), Actor = "caller", Scope = AccessScope.All, CorrelationId = "test", OccurredAt = Received };
            var outcome = await shell.DecideAsync(
                Streams.Callback, callback.Value, context, state => skip?.Invoke(state) == true ? Decision.Nothing : decide(state), TestContext.Current.CancellationToken);
            Assert.True(outcome is CommandRecorded or CommandUnchanged, outcome.ToString());
        }
    }
}
