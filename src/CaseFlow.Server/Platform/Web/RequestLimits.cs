using System.Globalization;
using System.Threading.RateLimiting;

namespace CaseFlow.Server.Platform.Web;

/// <summary>How many requests one caller may send; the section <c>CaseFlow:Requests</c> of the configuration.</summary>
public sealed class RequestLimits
{
    /// <summary>Requests a second that an account or a machine's token may keep up.</summary>
    public int PerSecond { get; set; } = 500;

    /// <summary>Requests a second that an address may keep up whose caller has not signed in.</summary>
    public int AnonymousPerSecond { get; set; } = 50;

    /// <summary>How many seconds' worth may come at once.</summary>
    public int BurstSeconds { get; set; } = 4;

    /// <summary>The limits as configured.</summary>
    /// <exception cref="InvalidOperationException">A value makes no sense.</exception>
    public static RequestLimits From(IConfiguration? configuration)
    {
        var limits = configuration?.GetSection("CaseFlow:Requests").Get<RequestLimits>() ?? new();
        return limits is { PerSecond: > 0, AnonymousPerSecond: > 0, BurstSeconds: > 0 }
            ? limits
            : throw new InvalidOperationException("The numbers in CaseFlow:Requests are above 0.");
    }

    /// <summary>Adds the limits to the host.</summary>
    public static void AddTo(IServiceCollection services)
    {
        services.AddSingleton(provider => From(provider.GetService<IConfiguration>()));
        services.AddRateLimiter(_ => { });
        services.AddOptions<Microsoft.AspNetCore.RateLimiting.RateLimiterOptions>().Configure<RequestLimits>((options, limits) =>
        {
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(limits.PartitionOf);
            options.OnRejected = (rejected, _) => RefuseAsync(rejected.HttpContext);
        });
    }

    private RateLimitPartition<string> PartitionOf(HttpContext http)
    {
        // A supervisor's question must be answered when everything else is too much.
        if (http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal)) return RateLimitPartition.GetNoLimiter("health");
        return http.User.Identity is { IsAuthenticated: true, Name: { } name }
            ? Bucket($"account {name}", PerSecond)
            : Bucket($"address {http.Connection.RemoteIpAddress}", AnonymousPerSecond);
    }

    private RateLimitPartition<string> Bucket(string caller, int perSecond) => RateLimitPartition.GetTokenBucketLimiter(caller, _ => new()
    {
        TokenLimit = perSecond * BurstSeconds,
        TokensPerPeriod = Math.Max(1, perSecond / 10),
        ReplenishmentPeriod = TimeSpan.FromMilliseconds(100),
        QueueLimit = 0,
    });

    private static async ValueTask RefuseAsync(HttpContext http)
    {
        http.Response.Headers.RetryAfter = 1.ToString(CultureInfo.InvariantCulture);
        await Answers.Problem(ProblemCodes.TooManyRequests, "This caller sends more requests than one may; wait and send them again, a command with the same Idempotency-Key.").ExecuteAsync(http);
    }
}
