using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.EventStore;
using CaseFlow.FollowUps;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.FollowUps;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Embedded;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Tests.FollowUps;

/// <summary>What becomes of a case's callback in a drill.</summary>
internal enum Course { LeftAlone, Overlooked, CalledTwice }

/// <summary>A command that the server has answered, and the events that it must have recorded.</summary>
internal sealed record Acknowledged(Guid Command, string[] Events);

/// <summary>A desk at work on a real server and a private database, both of which may be killed meanwhile. Unanswered commands are sent again under their keys.</summary>
internal sealed class CrashDrill : IAsyncDisposable
{
    public const int CasesOfEachCourse = 12;
    private const int Hands = 12;

    private readonly string home = Directory.CreateTempSubdirectory("caseflow-drill-").FullName;
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly ConcurrentQueue<Acknowledged> acknowledged = [];
    private readonly CancellationToken deadline;
    private ServiceProvider services = null!;
    private volatile ServerProcess server = null!;
    private int resent;

    private CrashDrill(CancellationToken deadline) => this.deadline = deadline;

    public EmbeddedDatabase Database { get; private set; } = null!;

    /// <summary>What the server has answered.</summary>
    public IReadOnlyCollection<Acknowledged> Answers => acknowledged;

    /// <summary>How often a command had to be sent again.</summary>
    public int Resent => resent;

    /// <summary>The callbacks by their course.</summary>
    public ConcurrentDictionary<CallbackId, Course> Callbacks { get; } = [];

    public static async Task<CrashDrill> StartAsync(CancellationToken deadline)
    {
        var drill = new CrashDrill(deadline) { Database = await EmbeddedDatabase.StartAsync(EmbeddedOptions.InTemporaryFolder(), deadline) };
        drill.services = await CaseFlowServices.ForVerbAsync(drill.Database.ConnectionString, ServerProcess.MasterKeyFile(drill.home), deadline);
        await drill.PublishPolicyAsync();
        drill.http.DefaultRequestHeaders.Authorization = new("Bearer", await Tokens.UnrestrictedAsync(drill.services));
        drill.server = await ServerProcess.StartAsync(drill.Database.ConnectionString, drill.home, deadline);
        return drill;
    }

    /// <summary>Kills the server in the middle of its work and starts it again.</summary>
    public async Task KillServerAsync()
    {
        await server.KillAsync();
        server = await ServerProcess.StartAsync(Database.ConnectionString, home, deadline);
    }

    /// <summary>Kills the database in the middle of its work and starts it again.</summary>
    public async Task KillDatabaseAsync()
    {
        await Database.KillAsync();
        await Database.RestartAsync(deadline);
    }

    /// <summary>Works all cases, many at a time.</summary>
    public Task WorkAsync()
    {
        var cases = Enum.GetValues<Course>().SelectMany(course => Enumerable.Range(0, CasesOfEachCourse).Select(n => (course, n))).OrderBy(one => one.n);
        return Parallel.ForEachAsync(cases, new ParallelOptions { MaxDegreeOfParallelism = Hands, CancellationToken = deadline }, async (one, _) => await WorkAsync(one.course, one.n));
    }

    /// <summary>Returns once so many commands are answered.</summary>
    public Task AnsweredAsync(int count) => UntilAsync(() => Task.FromResult(acknowledged.Count >= count));

    /// <summary>All events, once they satisfy a condition.</summary>
    public async Task<IReadOnlyList<RecordedEvent>> EventsAsync(Func<IReadOnlyList<RecordedEvent>, bool> condition)
    {
        IReadOnlyList<RecordedEvent> events = [];
        await UntilAsync(async () => condition(events = await services.GetRequiredService<IEventStore>().ReadAllAsync(0, 100_000, deadline)));
        return events;
    }

    public async ValueTask DisposeAsync()
    {
        server?.Dispose();
        await services.DisposeAsync();
        await Database.DisposeAsync();
        http.Dispose();
        Directory.Delete(home, recursive: true);
    }

    private async Task WorkAsync(Course course, int n)
    {
        var (actor, key) = ($"agent-{n % 4}", $"{course}-{n}");
        var registered = await DoAsync("/api/complaints", actor, $"register-{key}", new
        {
            Kind = ComplaintKind.Complaint,
            Channel = "hotline",
            Source = "customer",
            Topic = "network",
            Region = new { Province = "cn-js" },
            Customer = new { Account = key },
            Summary = "No signal",
        }, "complaint_registered");
        var complaint = ComplaintId.From((Guid)registered["id"]!);
        var callback = CallbackIds.Of(complaint, 1);
        Callbacks[callback] = course;
        await DoAsync($"/api/complaints/{complaint.Value}/claim", actor, $"claim-{key}", new { }, "complaint_claimed");
        await DoAsync($"/api/complaints/{complaint.Value}/resolve", actor, $"resolve-{key}", new { Resolution = "Put right", OccurredAt = DateTimeOffset.UtcNow - SinceResolution(course) }, "complaint_resolved");
        if (course != Course.CalledTwice) return;

        await UntilAsync(async () => (string?)(await http.GetFromJsonAsync<JsonNode>(new Uri(server.Address, $"/api/callbacks/{callback.Value}?region=all"), deadline))!["data"]!["status"] == "Due");
        await DoAsync($"/api/callbacks/{callback.Value}/take", actor, $"take-{key}", new { }, "callback_taken");
        // Made a while ago, so that the second attempt is due within the drill.
        await DoAsync($"/api/callbacks/{callback.Value}/attempt", actor, $"attempt-{key}", new { Outcome = CallbackOutcome.NoAnswer, OccurredAt = DateTimeOffset.UtcNow.AddSeconds(-57) }, "callback_attempted", "callback_put_off");
    }

    /// <summary>A call is due a minute after the resolution and raised ten minutes later: all of it happens within seconds of the drill.</summary>
    private static TimeSpan SinceResolution(Course course) => course switch
    {
        Course.LeftAlone => TimeSpan.FromSeconds(60 - 5),
        Course.Overlooked => TimeSpan.FromSeconds(660 - 3),
        Course.CalledTwice => TimeSpan.FromSeconds(61),
    };

    /// <summary>Sends a command until it is answered, always the same words under the same key.</summary>
    private async Task<JsonNode> DoAsync(string path, string actor, string key, object body, params string[] events)
    {
        for (var sent = 1; ; sent++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, path)) { Content = JsonContent.Create(body, options: ServerUnderTest.Json) };
            request.Headers.Add("Idempotency-Key", key);
            request.Headers.Add("X-CaseFlow-Actor", actor);
            try
            {
                using var response = await http.SendAsync(request, deadline);
                var text = await response.Content.ReadAsStringAsync(deadline);
                if (response.IsSuccessStatusCode)
                {
                    acknowledged.Enqueue(new(DeterministicId.From("command", actor, key), events));
                    return JsonNode.Parse(text)!;
                }

                Assert.True(response.StatusCode >= HttpStatusCode.InternalServerError, $"{path} {key}: {(int)response.StatusCode} {text}");
            }
            catch (Exception fault) when (IsOutage(fault) && !deadline.IsCancellationRequested)
            {
                // Not answered: whether it was carried out is not known, so the same command is sent again.
            }

            Interlocked.Increment(ref resent);
            await Task.Delay(200, deadline);
        }
    }

    private async Task UntilAsync(Func<Task<bool>> condition)
    {
        while (true)
        {
            try
            {
                if (await condition()) return;
            }
            catch (Exception fault) when (IsOutage(fault) && !deadline.IsCancellationRequested)
            {
                // Asked while nobody was there to answer.
            }

            await Task.Delay(100, deadline);
        }
    }

    private static bool IsOutage(Exception fault) => fault is HttpRequestException or IOException or NpgsqlException or OperationCanceledException;

    private async Task PublishPolicyAsync()
    {
        var terms = new CallbackTerms
        {
            PolicyVersion = 0,
            Zone = "Asia/Shanghai",
            From = TimeOnly.MinValue,
            Until = new(23, 59, 59),
            FirstAfterMinutes = 1,
            RetryAfterMinutes = [1],
            TakeWithinMinutes = 10,
        };
        var context = new CommandContext { CommandId = Guid.NewGuid(), Actor = "lead", Scope = AccessScope.All, CorrelationId = "drill", OccurredAt = DateTimeOffset.UtcNow };
        Assert.IsType<CommandRecorded>(await services.GetRequiredService<CommandShell>().DecideAsync(
            Streams.Policies, DefinitionBook.PoliciesStream, context, policies => PolicyDecisions.PublishCallbackPolicy(policies, new(terms, [ComplaintKind.Complaint], "drill")), deadline));
    }
}
