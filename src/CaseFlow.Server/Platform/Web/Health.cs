using CaseFlow.Access;
using CaseFlow.EventStore.Projections;
using CaseFlow.EventStore.Sealing;
using Npgsql;

namespace CaseFlow.Server.Platform.Web;

/// <summary>Whether the server can be sent requests, and why not.</summary>
/// <param name="Ready">Whether it can.</param>
/// <param name="Database">Whether the database answers.</param>
/// <param name="Head">The position of the last event.</param>
/// <param name="Projections">How far each read model and subscription has come.</param>
/// <param name="Chain">How far the history is sealed; null while the database is away. Requests are served whatever it is.</param>
public sealed record Readiness(bool Ready, bool Database, long Head, IReadOnlyList<ProjectionHealth> Projections, ChainHealth? Chain);

/// <summary>How far the history is sealed.</summary>
/// <param name="SealedTo">The position of the last sealed event; 0 before the first.</param>
/// <param name="Lag">How many events are not sealed yet, counted to 100,000.</param>
/// <param name="Since">When the first of them was recorded.</param>
/// <param name="Error">Why this server cannot seal; null when it can, or another does.</param>
public sealed record ChainHealth(long SealedTo, long Lag, DateTimeOffset? Since, string? Error);

/// <summary>How far a read model or subscription has come.</summary>
public sealed record ProjectionHealth(string Name, long Position, long Lag, long? StoppedAt, string? Error);

/// <summary>What became of a projection that was to try again.</summary>
/// <param name="Name">The read model or subscription.</param>
/// <param name="Retried">Whether it was stopped, and tries again now.</param>
public sealed record ProjectionRetry(string Name, bool Retried);

/// <summary>What a supervisor asks: is the process alive, and is it of use.</summary>
public static class Health
{
    /// <summary>Behind by more events than this, answers are too old to work with.</summary>
    public const long LargestLag = 10_000;

    private static readonly TimeSpan DatabasePatience = TimeSpan.FromSeconds(3);

    /// <summary>Maps <c>/health/live</c>, <c>/health/ready</c>, and how to have a stopped projection try again.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => "live").IsOpen().WithTags("Health").WithSummary("Whether the process answers.");
        routes.MapGet("/health/ready", async (ProjectionEngine engine, Sealer sealer, CancellationToken cancellation) =>
        {
            var readiness = await ReadinessAsync(engine, sealer, cancellation);
            return TypedResults.Json(readiness, statusCode: readiness.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        })
        .IsOpen()
        .WithTags("Health")
        .WithSummary("Whether requests can be served: the database answers, and every read model keeps up with the events.")
        .Produces<Readiness>()
        .Produces<Readiness>(StatusCodes.Status503ServiceUnavailable);
        routes.MapPost("/health/projections/{name}/retry", async (string name, ProjectionEngine engine, CancellationToken cancellation) =>
        {
            try
            {
                return Results.Ok(new ProjectionRetry(name, await engine.RetryAsync(name, cancellation)));
            }
            catch (ArgumentException)
            {
                return Answers.Problem(ProblemCodes.NotFound, "The path's name is no read model or subscription; /health/ready lists them.");
            }
        })
        .Requires(Permission.OperateServer)
        .WithTags("Health")
        .WithSummary("Has a read model or subscription that stopped before an event try it again at once, as after a fix.")
        .Produces<ProjectionRetry>()
        .ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <summary>How the server is.</summary>
    public static async Task<Readiness> ReadinessAsync(ProjectionEngine engine, Sealer sealer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(sealer);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(DatabasePatience);
        try
        {
            var statuses = await engine.StatusAsync(patience.Token);
            var projections = statuses.Select(status => new ProjectionHealth(status.Name, status.Position, status.Lag, status.StoppedAt, status.Error)).ToList();
            var (unsealed, since) = await sealer.Tables.UnsealedAsync(patience.Token);
            var sealedTo = (await sealer.Tables.LastAsync(patience.Token))?.Last ?? 0;
            return new(
                Ready: projections.All(projection => projection is { Error: null, Lag: <= LargestLag }),
                Database: true,
                Head: statuses.Select(status => status.Head).FirstOrDefault(),
                projections,
                new(sealedTo, unsealed, since, sealer.Fault));
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException || (fault is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new(Ready: false, Database: false, Head: 0, [], Chain: null);
        }
    }
}
