using CaseFlow.Server.Platform.Web;
using CaseFlow.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CaseFlow.Server.Tests.Platform;

/// <summary>What the server takes from one caller, and what it tells every browser.</summary>
public sealed class RequestLimitTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Whoever_sends_too_much_is_told_to_wait_and_health_still_answers()
    {
        await using var server = await ServerUnderTest.StartAsync(postgres, replace: services =>
            services.Replace(ServiceDescriptor.Singleton(new RequestLimits { PerSecond = 10, AnonymousPerSecond = 10, BurstSeconds = 1 })));
        var desk = new Desk(server);
        var replies = new List<Reply>();
        for (var number = 0; number < 40; number++)
            replies.Add(await desk.GetAsync("/api/kpis"));
        Assert.Equal(200, replies[0].Status);
        var refused = replies.First(reply => reply.Status != 200);
        Assert.Equal((429, "too-many-requests", "application/problem+json"), (refused.Status, refused.Code, refused.ContentType));
        Assert.Equal(200, (await desk.GetAsync("/health/ready")).Status);
    }

    [Theory]
    [InlineData("/api/kpis")]
    [InlineData("/api/nothing")]
    [InlineData("/")]
    [InlineData("/caseflow.css")]
    [InlineData("/health/live")]
    public async Task Every_answer_carries_the_security_headers(string path)
    {
        await using var server = await ServerUnderTest.StartAsync(postgres);
        using var answer = await server.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        string Header(string name) => string.Join(",", answer.Headers.TryGetValues(name, out var values) ? values : []);
        Assert.Contains("default-src 'self'", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("DENY", Header("X-Frame-Options"));
        Assert.Equal("same-origin", Header("Referrer-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Resource-Policy"));
        Assert.Contains("camera=()", Header("Permissions-Policy"), StringComparison.Ordinal);
        Assert.Equal("", Header("Server"));
        Assert.Equal(path != "/caseflow.css", answer.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public void A_limit_of_nothing_is_refused_at_the_start()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["CaseFlow:Requests:PerSecond"] = "0" }).Build();
        Assert.Throws<InvalidOperationException>(() => RequestLimits.From(configuration));
    }
}
