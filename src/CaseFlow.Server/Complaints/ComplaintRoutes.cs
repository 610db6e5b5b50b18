using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Complaints;

/// <summary>A use case: one command on one case.</summary>
public delegate Task<CommandOutcome> ComplaintUseCase<in TRequest>(
    ComplaintDesk desk, ComplaintId complaint, TRequest request, CommandContext context, CancellationToken cancellation);

/// <summary>Gives the commands on a case their routes.</summary>
public static class ComplaintRoutes
{
    /// <summary>Maps <c>POST /api/complaints/{id}/{verb}</c>.</summary>
    public static RouteHandlerBuilder MapComplaintCommand<TRequest>(this IEndpointRouteBuilder api, string verb, string summary, ComplaintUseCase<TRequest> handle)
        where TRequest : CommandRequest =>
        api.MapPost($"/complaints/{{id:guid}}/{verb}", async (Guid id, TRequest request, HttpContext http, ComplaintDesk desk, CommandContexts contexts, CancellationToken cancellation) =>
        {
            var errors = new FieldErrors();
            var context = await contexts.FromAsync(http, request, errors, cancellation);
            return Answers.Of(http, id, errors.Any ? errors.Outcome : await handle(desk, ComplaintId.From(id), request, context, cancellation));
        })
        .WithTags("Complaints")
        .WithSummary(summary)
        .Produces<CommandAnswer>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status412PreconditionFailed)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
}
