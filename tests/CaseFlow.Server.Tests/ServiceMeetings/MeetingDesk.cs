using System.Net.Http.Json;
using System.Text.Json;
using CaseFlow.Testing;

namespace CaseFlow.Server.Tests.ServiceMeetings;

/// <summary>Keeps service meetings over HTTP, in few words, as whoever the client is.</summary>
public sealed class MeetingDesk(HttpClient client)
{
    public static object Nanjing { get; } = new { province = "cn-js", city = "nanjing" };

    public async Task<Reply> GetAsync(string path) => await Reply.ReadAsync(await client.GetAsync(path, TestContext.Current.CancellationToken));

    public async Task<Reply> PostAsync(string path, object body, string? key = null, string? seen = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: ServerUnderTest.Json) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (seen is not null) request.Headers.TryAddWithoutValidation("If-Match", seen);
        return await Reply.ReadAsync(await client.SendAsync(request, TestContext.Current.CancellationToken));
    }

    public Task<Reply> DoAsync(string meeting, string verb, object body) => PostAsync($"/api/service-meetings/{meeting}/{verb}", body);

    public Task<Reply> ConveneAsync(object region, string from = "2026-03", string? to = null) =>
        PostAsync("/api/service-meetings", new { region, heldOn = "2026-03-09T09:30:00+08:00", chair = "Director Zhao", from, to });

    public async Task<JsonElement> ViewAsync(string meeting, string region, long after = 0) =>
        (await GetAsync($"/api/service-meetings/{meeting}?region={region}&after={after}")).MustBe(200).Body.GetProperty("data");

    /// <summary>Freezes the figures and holds the meeting with every department there.</summary>
    public async Task<JsonElement> HoldAsync(string meeting, string region)
    {
        (await DoAsync(meeting, "freeze", new { })).MustBe(200);
        var view = await ViewAsync(meeting, region);
        (await DoAsync(meeting, "hold", new { departments = view.GetProperty("departments").EnumerateArray().Select(one => new { department = one.GetString(), attendance = "Present", person = "Chief Wu" }) })).MustBe(200);
        return await ViewAsync(meeting, region);
    }

    /// <summary>Resolves something that the network department is to do.</summary>
    public async Task<(string Resolution, long Position)> ResolveAsync(string meeting, string text, string dueAt = "2026-03-20T18:00:00+08:00")
    {
        var reply = (await DoAsync(meeting, "resolutions", new { text, owner = "network", dueAt, expectedEvidence = "The rate falls below 2 per cent." })).MustBe(201);
        return (reply.Created, reply.Position);
    }
}
