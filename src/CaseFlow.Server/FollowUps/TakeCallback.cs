using CaseFlow.FollowUps;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.FollowUps;

/// <summary>Take a callback oneself, for as long as its policy lets it wait.</summary>
public sealed record TakeCallbackRequest : CommandRequest;

/// <summary>In which agent's hands a callback is.</summary>
public static class TakingCallbacks
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapCallbackCommand<TakeCallbackRequest>(
            "take", "Takes a callback; others leave it alone until the lease ends. The customer is revealed to who takes it, to be called, and that is recorded.", TakeAsync);

    public static async Task<CommandOutcome> TakeAsync(CallbackDesk desk, CallbackId callback, TakeCallbackRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(context);
        Callback? taken = null;
        var outcome = await desk.DecideAsync(callback, context, (state, _, _) => CallbackDecisions.Take(taken = state, new(context.Actor, context.OccurredAt)), cancellation);
        if (outcome is CommandRecorded or CommandUnchanged && taken is not null)
            await desk.Revealing.ForCallAsync(taken.Customer, taken.Complaint, context, cancellation);
        return outcome;
    }
}
