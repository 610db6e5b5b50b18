using CaseFlow.Access;
using CaseFlow.PersonalData;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Metrics;
using CaseFlow.Server.Platform.Vault;

namespace CaseFlow.Server.Platform.Web;

/// <summary>What the routes of all commands have in common.</summary>
public static class CommandRoutes
{
    /// <summary>Carries a command on a known stream out and answers it.</summary>
    public static async Task<IResult> CarryOutAsync<TRequest>(
        HttpContext http, Guid stream, TRequest request, Func<CommandContext, Task<CommandOutcome>> handle, CancellationToken cancellation)
        where TRequest : CommandRequest
    {
        ArgumentNullException.ThrowIfNull(handle);
        var (context, errors) = await ContextAsync(http, request, cancellation);
        return Answers.Of(http, stream, errors.Any ? ServerMetrics.Count<TRequest>(errors.Outcome) : await ServerMetrics.MeasureAsync<TRequest>(() => RefusedWhenErasedAsync(() => handle(context))));
    }

    /// <summary>Carries a command out that brings something into being, and answers where it is.</summary>
    /// <param name="http">The exchange.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="handle">Carries it out; answers the stream, the new thing's place below <c>/api</c>, and the outcome.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    public static async Task<IResult> CreateAsync<TRequest>(
        HttpContext http, TRequest request, Func<CommandContext, Task<(Guid Stream, string Place, CommandOutcome Outcome)>> handle, CancellationToken cancellation)
        where TRequest : CommandRequest
    {
        ArgumentNullException.ThrowIfNull(handle);
        var (context, errors) = await ContextAsync(http, request, cancellation);
        if (errors.Any) return Answers.Invalid(ServerMetrics.Count<TRequest>(errors.Outcome).Errors);
        var (stream, place) = (Guid.Empty, "");
        var outcome = await ServerMetrics.MeasureAsync<TRequest>(() => RefusedWhenErasedAsync(async () =>
        {
            (stream, place, var became) = await handle(context);
            return became;
        }));
        return Answers.Of(http, stream, outcome, createdAt: $"/api/{place}");
    }

    /// <summary>Says in the API's description what a command takes and answers.</summary>
    public static RouteHandlerBuilder DescribeCommand(this RouteHandlerBuilder route, Permission permission, string tag, string summary, bool creates = false) =>
        route
            .Requires(permission)
            .WithTags(tag)
            .WithSummary(summary)
            .WithMetadata(new CommandRoute(creates))
            .Produces<CommandAnswer>(creates ? StatusCodes.Status201Created : StatusCodes.Status200OK)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status500InternalServerError)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    /// <summary>Of who was erased nothing can be said any more: there is no key to seal it with.</summary>
    public static async Task<CommandOutcome> RefusedWhenErasedAsync(Func<Task<CommandOutcome>> carryOut)
    {
        ArgumentNullException.ThrowIfNull(carryOut);
        try
        {
            return await carryOut();
        }
        catch (SubjectErasedException)
        {
            return new CommandRefused(DataSubjectRefusals.AlreadyErased);
        }
    }

    private static async Task<(CommandContext Context, FieldErrors Errors)> ContextAsync<TRequest>(HttpContext http, TRequest request, CancellationToken cancellation)
        where TRequest : CommandRequest
    {
        ArgumentNullException.ThrowIfNull(http);
        var errors = new FieldErrors();
        var contexts = http.RequestServices.GetRequiredService<CommandContexts>();
        return (await contexts.FromAsync(http, request, errors, cancellation), errors);
    }
}

/// <summary>Marks the route of a command.</summary>
/// <param name="Creates">Whether it brings something into being.</param>
public sealed record CommandRoute(bool Creates);
