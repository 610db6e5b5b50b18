using System.ComponentModel.DataAnnotations;
using CaseFlow.FollowUps;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.FollowUps;

/// <summary>Record what a call to the customer came to.</summary>
public sealed record AttemptCallbackRequest : CommandRequest
{
    /// <summary>What it came to.</summary>
    [Required]
    public CallbackOutcome? Outcome { get; init; }

    /// <summary>What was said; personal data is sealed.</summary>
    public string? Note { get; init; }

    /// <summary>For when the customer asked to be called again, with an offset; given with <c>AskedForLater</c>.</summary>
    public DateTimeOffset? AskedFor { get; init; }
}

/// <summary>Calling customers back.</summary>
public static class AttemptingCallbacks
{
    /// <summary>How far ahead a customer may ask to be called; beyond it a slip of the hand is likelier than a wish.</summary>
    private static readonly TimeSpan LatestAskedFor = TimeSpan.FromDays(366);

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapCallbackCommand<AttemptCallbackRequest>("attempt", "Records what a call came to; the next attempt or the result follows from it.", AttemptAsync);

    public static async Task<CommandOutcome> AttemptAsync(CallbackDesk desk, CallbackId callback, AttemptCallbackRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var fields = new FieldErrors();
        var outcome = fields.Choice("outcome", request.Outcome);
        var note = fields.OptionalText("note", request.Note);
        if (request.AskedFor is { } asked)
        {
            if (request.Outcome != CallbackOutcome.AskedForLater)
                fields.Add("askedFor", FieldCodes.OutOfRange, "askedFor belongs to the outcome AskedForLater; with another one it would be lost.");
            if (asked - context.OccurredAt > LatestAskedFor)
                fields.Add("askedFor", FieldCodes.OutOfRange, $"askedFor lies more than {LatestAskedFor.Days} days ahead.");
        }

        return fields.Any
            ? fields.Outcome
            : await desk.DecideAsync(
                callback,
                context,
                (state, zone, sealer) => CallbackDecisions.RecordAttempt(state, new(context.Actor, outcome, context.OccurredAt, zone, sealer.SealOptional(note), request.AskedFor)),
                cancellation);
    }
}
