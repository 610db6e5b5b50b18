using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using CaseFlow.Testing;

namespace CaseFlow.Server.Tests.Platform;

/// <summary>Whatever is sent, wherever: an answer that is the sender's fault, nothing of theirs unescaped, and a server that goes on.</summary>
public sealed class HostileInputTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const int AtLeast = 10_000;
    private const int Seed = 2011;

    [Fact]
    public async Task Ten_thousand_malformed_requests_are_answered_without_a_fault_or_an_echo()
    {
        var complaint = await shared.Desk.CaseAsync();
        var document = JsonDocument.Parse((await shared.Desk.GetAsync("/openapi/v1.json")).Text).RootElement;
        var requests = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().SelectMany(method => new HostileRoute(document, method.Name, path.Name, method.Value, complaint).Requests()))
            .Concat(HostileTexts.Parts.SelectMany(part => ((string[])[$"/{part}", $"/complaints/{part}", $"/api/{part}", $"/?region={part}", $"/kpis/repeat-complaint-rate?asOf={part}"]).Select(HostileRequest.Get)))
            .ToArray();
        // The routes have made them many more than that; who has the time sends all.
        var all = requests.Length;
        if (Environment.GetEnvironmentVariable("CASEFLOW_HOSTILE") != "all")
        {
            new Random(Seed).Shuffle(requests);
            requests = requests[..Math.Min(all, AtLeast)];
        }

        Assert.True(requests.Length >= AtLeast, $"Only {requests.Length} requests.");

        var (wrong, statuses) = (new ConcurrentQueue<string>(), new ConcurrentDictionary<int, int>());
        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.Current.CancellationToken }, async (request, cancellation) =>
        {
            using var message = request.Message(shared.Server.Address);
            using var answer = await shared.Server.Http.SendAsync(message, cancellation);
            var status = (int)answer.StatusCode;
            statuses.AddOrUpdate(status, 1, (_, count) => count + 1);
            var text = await answer.Content.ReadAsStringAsync(cancellation);
            if (status >= 500) wrong.Enqueue($"{status} {request}: {text[..Math.Min(300, text.Length)]}");
            // The proof of a case holds its events letter by letter, in a file that no browser shows.
            var isShown = answer.Content.Headers.ContentType?.MediaType != "application/zip";
            if (isShown && text.Contains(HostileTexts.Marker, StringComparison.OrdinalIgnoreCase)) wrong.Enqueue($"echo {request}");
            if (answer.Headers.Contains("Set-Cookie") && string.Join(";", answer.Headers.GetValues("Set-Cookie")).Contains("a=b", StringComparison.Ordinal)) wrong.Enqueue($"header {request}");
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"{requests.Length} of {all} requests (seed {Seed}): {string.Join(", ", statuses.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} × {pair.Key}"))}");
        Assert.True(wrong.IsEmpty, $"{wrong.Count} of {requests.Length}, among them:\n{string.Join("\n", wrong.Take(20))}");

        // What was accepted of it went through every projection.
        var head = (await shared.Desk.DoAsync(await shared.Desk.CaseAsync(), "acknowledge")).MustBe(200).Position;
        (await shared.Desk.GetAsync($"/api/complaints?region=all&after={head}")).MustBe(200);
        (await shared.Desk.GetAsync("/health/ready")).MustBe(200);
    }
}

/// <summary>One request that nobody means well with.</summary>
public sealed record HostileRequest(string Method, string Path, byte[]? Body, string? ContentType)
{
    public static HostileRequest Get(string path) => new("get", path, null, null);

    public HttpRequestMessage Message(string address)
    {
        // As it stands: a client would mend some of it.
        var message = new HttpRequestMessage(new(Method.ToUpperInvariant()), new Uri(address + Path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (Body is null) return message;
        message.Content = new ByteArrayContent(Body);
        if (ContentType is not null) message.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        return message;
    }

    public override string ToString() => $"{Method} {Path[..Math.Min(200, Path.Length)]} {(Body is null ? "" : Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(200, Body.Length))))}";
}
