using CaseFlow.Access;
using CaseFlow.FollowUps;
using CaseFlow.Server.PersonalData;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.FollowUps;

/// <summary>Carries out commands on callbacks: finds the zone and the customer's key, decides.</summary>
public sealed class CallbackDesk(CommandShell shell, PersonalDataVault vault, RevealingTasks revealing)
{
    /// <summary>What taking a callback reveals.</summary>
    public RevealingTasks Revealing => revealing;

    /// <summary>Decides on a scheduled callback, with the zone of its hours and what seals for its customer.</summary>
    public Task<CommandOutcome> DecideAsync(
        CallbackId callback,
        CommandContext context,
        Func<Callback, TimeZoneInfo, PersonalDataVault.Sealer, Decision<CallbackEvent>> decide,
        CancellationToken cancellation) =>
        shell.DecideAsync(
            Streams.Callback,
            callback.Value,
            context,
            async state => state.Terms is null ? default : (Zone: CallingZones.Of(state.Terms), Sealer: await vault.SealerAsync(state.Customer, cancellation)),
            (state, loaded) => state.Terms is null ? CallbackRefusals.NotScheduled : decide(state, loaded.Zone, loaded.Sealer),
            cancellation);
}

/// <summary>A use case: one command on one callback.</summary>
public delegate Task<CommandOutcome> CallbackUseCase<in TRequest>(
    CallbackDesk desk, CallbackId callback, TRequest request, CommandContext context, CancellationToken cancellation);

/// <summary>Gives the commands on a callback their routes.</summary>
public static class CallbackRoutes
{
    /// <summary>What callbacks stand under in the API's description.</summary>
    public const string Tag = "Callbacks";

    /// <summary>Maps <c>POST /api/callbacks/{id}/{verb}</c>.</summary>
    public static RouteHandlerBuilder MapCallbackCommand<TRequest>(this IEndpointRouteBuilder api, string verb, string summary, CallbackUseCase<TRequest> handle)
        where TRequest : CommandRequest =>
        api.MapPost($"/callbacks/{{id:guid}}/{verb}", (Guid id, TRequest request, HttpContext http, CallbackDesk desk, CancellationToken cancellation) =>
                CommandRoutes.CarryOutAsync(http, id, request, context => handle(desk, CallbackId.From(id), request, context, cancellation), cancellation))
            .DescribeCommand(Permission.CallCustomers, Tag, summary);
}
