using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;
using CaseFlow.Server.Tracing;
using CaseFlow.Warnings;

namespace CaseFlow.Server.Warnings;

/// <summary>Take a request up for the province: whoever says it coordinates.</summary>
public sealed record TakeUpSupportRequest : CommandRequest;

/// <summary>Answer a request for the province.</summary>
public sealed record AnswerCityRequest : CommandRequest
{
    /// <summary>The answer. Not sealed: it names no customer.</summary>
    [Required]
    public string? Answer { get; init; }
}

/// <summary>Send a request back to the city.</summary>
public sealed record ReturnSupportRequest : CommandRequest
{
    /// <summary>Why. Not sealed: it names no customer.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>End a request that was answered.</summary>
public sealed record CloseSupportRequest : CommandRequest;

/// <summary>Take a request back.</summary>
public sealed record WithdrawSupportRequest : CommandRequest
{
    /// <summary>Why. Not sealed: it names no customer.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>A use case: one command on one request for support.</summary>
public delegate Task<CommandOutcome> SupportUseCase<in TRequest>(SupportDesk desk, ProvincialSupportId support, TRequest request, CommandContext context, CancellationToken cancellation);

/// <summary>Gives the commands on a request their routes.</summary>
public static class SupportRoutes
{
    /// <summary>What requests for support stand under in the API's description.</summary>
    public const string Tag = "Support requests";

    /// <summary>Maps <c>POST /api/support-requests/{id}/{verb}</c>.</summary>
    public static RouteHandlerBuilder MapSupportCommand<TRequest>(this IEndpointRouteBuilder api, string verb, string summary, SupportUseCase<TRequest> handle)
        where TRequest : CommandRequest =>
        api.MapPost($"/support-requests/{{id:guid}}/{verb}", (Guid id, TRequest request, HttpContext http, SupportDesk desk, CancellationToken cancellation) =>
                CommandRoutes.CarryOutAsync(http, id, request, context => handle(desk, ProvincialSupportId.From(id), request, context, cancellation), cancellation))
            .DescribeCommand(Permission.RequestSupport, Tag, summary);
}

/// <summary>What the province does about a request, and how it ends.</summary>
public static class AnsweringSupport
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapSupportCommand<TakeUpSupportRequest>("take-up", "Takes a request up for the province; its clock stops.", TakeUpAsync);
        api.MapSupportCommand<AnswerCityRequest>("answer", "Answers a request for the province; the city's clock stops.", AnswerAsync);
        api.MapSupportCommand<ReturnSupportRequest>("return", "Sends a request back to the city, for a reason.", ReturnAsync);
        api.MapSupportCommand<CloseSupportRequest>("close", "Ends a request that was answered.", CloseAsync);
        api.MapSupportCommand<WithdrawSupportRequest>("withdraw", "Takes a request back, for a reason.", WithdrawAsync);
    }

    public static Task<CommandOutcome> TakeUpAsync(SupportDesk desk, ProvincialSupportId support, TakeUpSupportRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(context);
        return desk.DecideAsync(support, context, new FieldErrors(), state => ProvincialSupportDecisions.TakeUp(state, new(context.Actor, IsOfProvince(context))), cancellation);
    }

    public static Task<CommandOutcome> AnswerAsync(SupportDesk desk, ProvincialSupportId support, AnswerCityRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var fields = new FieldErrors();
        var answer = fields.ClearText("answer", request.Answer);
        return desk.DecideAsync(support, context, fields, state => ProvincialSupportDecisions.Answer(state, new(answer, IsOfProvince(context))), cancellation);
    }

    public static Task<CommandOutcome> ReturnAsync(SupportDesk desk, ProvincialSupportId support, ReturnSupportRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var fields = new FieldErrors();
        var reason = fields.ClearText("reason", request.Reason);
        return desk.DecideAsync(support, context, fields, state => ProvincialSupportDecisions.Return(state, new(reason, IsOfProvince(context))), cancellation);
    }

    public static Task<CommandOutcome> CloseAsync(SupportDesk desk, ProvincialSupportId support, CloseSupportRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        return desk.DecideAsync(support, context, new FieldErrors(), state => ProvincialSupportDecisions.Close(state, new()), cancellation);
    }

    public static Task<CommandOutcome> WithdrawAsync(SupportDesk desk, ProvincialSupportId support, WithdrawSupportRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var reason = fields.ClearText("reason", request.Reason);
        return desk.DecideAsync(support, context, fields, state => ProvincialSupportDecisions.Withdraw(state, new(reason)), cancellation);
    }

    /// <summary>Whoever acts in more than one city acts for the province.</summary>
    private static bool IsOfProvince(CommandContext context) => context.Scope.City is null;
}
