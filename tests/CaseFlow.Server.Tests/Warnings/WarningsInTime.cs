using System.Diagnostics;
using System.Text.Json;
using CaseFlow.Server.Warnings;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Server.Tests.Warnings;

/// <summary>Warnings as they come about by themselves, by the clock on the wall.</summary>
public sealed class WarningsInTime(PostgresFixture postgres)
{
    [Fact]
    public async Task An_escalation_through_the_regulator_is_warned_of_within_seconds_and_once_by_two_servers()
    {
        await using var server = await ServerUnderTest.StartAsync(postgres);
        await using var another = await server.AnotherAsync();
        var desk = new Desk(server);
        var registration = desk.Registration();
        registration.Remove("occurredAt");
        var complaint = await desk.CaseAsync(registration);
        (await desk.DoAsync(complaint, "escalate", new { to = "Province", origin = "Regulator", reason = "A letter came." })).MustBe(200);
        var (warning, _) = await UntilAsync(desk, "regulator-or-media", _ => true);
        Assert.Equal(("Yellow", 1), (warning.GetProperty("grade").GetString(), warning.GetProperty("observed").GetInt32()));

        ServerUnderTest[] servers = [server, another];
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => servers[i % 2].Services.GetRequiredService<WarningEvaluation>().EvaluateAsync(TestContext.Current.CancellationToken)));
        var view = (await desk.GetAsync($"/api/warnings/{warning.GetProperty("id").GetString()}?region=all")).MustBe(200);
        Assert.Equal(1, view.Body.GetProperty("data").GetProperty("version").GetInt64());
        Assert.Equal([complaint], view.Body.GetProperty("data").GetProperty("cases").EnumerateArray().Select(one => one.GetString()!));
        Assert.Single((await desk.GetAsync("/api/warnings?region=all&rule=regulator-or-media")).MustBe(200).Body.GetProperty("data").GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Two_thousand_complaints_within_an_hour_are_a_red_cluster_within_seconds()
    {
        await using var server = await ServerUnderTest.StartAsync(postgres);
        var desk = new Desk(server);
        var began = Stopwatch.GetTimestamp();
        await WarningWorld.RecordAsync(server, 2_000, DateTimeOffset.UtcNow.AddSeconds(-1));
        var recorded = Stopwatch.GetElapsedTime(began);
        var (warning, took) = await UntilAsync(desk, "mass-complaint", one => one.GetProperty("grade").GetString() == "Red");
        TestContext.Current.TestOutputHelper?.WriteLine($"Recorded in {recorded.TotalSeconds:0.0} s, red {took.TotalSeconds:0.0} s later.");
        Assert.True(took < TimeSpan.FromSeconds(10), $"It took {took.TotalSeconds:0.0} s.");
        Assert.InRange(warning.GetProperty("observed").GetInt32(), 200, 2_000);
        var view = (await desk.GetAsync($"/api/warnings/{warning.GetProperty("id").GetString()}?region=all")).MustBe(200).Body.GetProperty("data");
        Assert.InRange(view.GetProperty("cases").GetArrayLength(), 200, 500);
    }

    private static async Task<(JsonElement Warning, TimeSpan Took)> UntilAsync(Desk desk, string rule, Func<JsonElement, bool> fits)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var found = (await desk.GetAsync($"/api/warnings?region=all&rule={rule}")).MustBe(200).Body.GetProperty("data").GetProperty("items").EnumerateArray().Where(fits).ToList();
            if (found.Count > 0) return (found[0], Stopwatch.GetElapsedTime(began));
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(60), "Nothing was warned of within a minute.");
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }
    }
}
