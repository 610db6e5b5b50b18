using CaseFlow.Server.Platform.Embedded;
using CaseFlow.Server.Platform.Web;
using CaseFlow.Testing;
using Npgsql;

namespace CaseFlow.Server.Tests.Platform;

/// <summary>A server whose database stops and comes back, on a database of its own.</summary>
public sealed class DatabaseAwayTests : IAsyncLifetime
{
    private EmbeddedDatabase database = null!;
    private ServerUnderTest server = null!;
    private Desk desk = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await EmbeddedDatabase.StartAsync(EmbeddedOptions.InTemporaryFolder() with { Settings = new Dictionary<string, string> { ["fsync"] = "off" } }, Cancel);
        server = await ServerUnderTest.StartAsync(database);
        desk = new(server);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task While_it_is_away_everything_is_answered_503_and_all_is_well_again_afterwards()
    {
        var complaint = await desk.CaseAsync();
        await database.KillAsync();

        using (var response = await server.PostAsync("/api/complaints", desk.Registration()))
            Assert.Equal(TimeSpan.FromSeconds(DatabaseFaults.RetryAfter), response.Headers.RetryAfter?.Delta);
        foreach (var reply in new[]
        {
            await desk.PostAsync("/api/complaints", desk.Registration(), key: "away"),
            await desk.DoAsync(complaint, "acknowledge"),
            await desk.GetAsync("/api/complaints?region=all"),
            await desk.GetAsync("/api/definitions/policies"),
        })
        {
            Assert.Equal((503, "database-unavailable", "application/problem+json"), (reply.Status, reply.Code, reply.ContentType));
            Assert.DoesNotContain("Npgsql", reply.Text, StringComparison.Ordinal);
        }

        await database.RestartAsync(Cancel);

        (await UntilAnsweredAsync(() => desk.PostAsync("/api/complaints", desk.Registration(), key: "back"))).MustBe(201);
        (await UntilAnsweredAsync(() => desk.DoAsync(complaint, "acknowledge"))).MustBe(200);
        (await UntilAnsweredAsync(() => desk.GetAsync("/api/complaints?region=all"))).MustBe(200);
    }

    [Fact]
    public async Task Commands_that_were_under_way_when_it_died_are_recorded_once_when_they_are_sent_again()
    {
        const int senders = 8;
        var registrations = Enumerable.Range(0, senders).Select(_ => desk.Registration()).ToArray();
        var (dead, answered) = (false, 0);
        var under = Enumerable.Range(0, senders).Select(async sender =>
        {
            for (var number = 0; ; number++)
            {
                var reply = await desk.PostAsync("/api/complaints", registrations[sender], key: $"drill-{sender}-{number}");
                if (reply.Status == 201)
                {
                    Interlocked.Increment(ref answered);
                    continue;
                }

                Assert.Equal(503, reply.Status);
                Assert.True(reply.Code is "database-unavailable" or "outcome-uncertain", reply.Text);
                if (Volatile.Read(ref dead)) return number;
            }
        }).ToList();
        while (Volatile.Read(ref answered) < 40)
            await Task.Delay(5, Cancel);
        await database.KillAsync();
        Volatile.Write(ref dead, true);
        var unanswered = await Task.WhenAll(under);

        await database.RestartAsync(Cancel);
        for (var sender = 0; sender < senders; sender++)
        {
            for (var number = 0; number <= unanswered[sender]; number++)
            {
                var (of, key) = (registrations[sender], $"drill-{sender}-{number}");
                (await UntilAnsweredAsync(() => desk.PostAsync("/api/complaints", of, key))).MustBe(201);
            }
        }

        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var count = new NpgsqlCommand("select count(*) from mt_streams where type = 'complaint'", connection);
        Assert.Equal(unanswered.Sum(last => last + 1L), await count.ExecuteScalarAsync(Cancel));
    }

    /// <summary>Asks as <c>Retry-After</c> tells: connections from before are found broken one by one.</summary>
    private static async Task<Reply> UntilAnsweredAsync(Func<Task<Reply>> ask)
    {
        for (var time = 1; ; time++)
        {
            var reply = await ask();
            if (reply.Status != 503 || time == 20) return reply;
            await Task.Delay(TimeSpan.FromMilliseconds(250), Cancel);
        }
    }
}
