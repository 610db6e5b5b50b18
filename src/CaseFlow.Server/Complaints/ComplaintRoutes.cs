using CaseFlow.Access;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Complaints;

/// <summary>A use case: one command on one case.</summary>
public delegate Task<CommandOutcome> ComplaintUseCase<in TRequest>(
    ComplaintDesk desk, ComplaintId complaint, TRequest request, CommandContext context, CancellationToken cancellation);

/// <summary>A use case: one command on one claim of a case.</summary>
public delegate Task<CommandOutcome> ClaimUseCase<in TRequest>(
    ComplaintDesk desk, ComplaintId complaint, ClaimId claim, TRequest request, CommandContext context, CancellationToken cancellation);

/// <summary>Gives the commands on a case their routes.</summary>
public static class ComplaintRoutes
{
    /// <summary>What the commands on cases stand under in the API's description.</summary>
    public const string Tag = "Complaints";

    /// <summary>Maps <c>POST /api/complaints/{id}/{verb}</c>.</summary>
    public static RouteHandlerBuilder MapComplaintCommand<TRequest>(this IEndpointRouteBuilder api, string verb, string summary, ComplaintUseCase<TRequest> handle, Permission permission = Permission.WorkCases)
        where TRequest : CommandRequest =>
        api.MapPost($"/complaints/{{id:guid}}/{verb}", (Guid id, TRequest request, HttpContext http, ComplaintDesk desk, CancellationToken cancellation) =>
                CommandRoutes.CarryOutAsync(http, id, request, context => handle(desk, ComplaintId.From(id), request, context, cancellation), cancellation))
            .DescribeCommand(permission, Tag, summary);

    /// <summary>Maps <c>POST /api/complaints/{id}/claims/{claimId}/{verb}</c>.</summary>
    public static RouteHandlerBuilder MapClaimCommand<TRequest>(this IEndpointRouteBuilder api, string verb, string summary, ClaimUseCase<TRequest> handle)
        where TRequest : CommandRequest =>
        api.MapPost($"/complaints/{{id:guid}}/claims/{{claimId:guid}}/{verb}", (Guid id, Guid claimId, TRequest request, HttpContext http, ComplaintDesk desk, CancellationToken cancellation) =>
                CommandRoutes.CarryOutAsync(http, id, request, context => handle(desk, ComplaintId.From(id), ClaimId.From(claimId), request, context, cancellation), cancellation))
            .DescribeCommand(Permission.WorkCases, Tag, summary);
}
