using System.ComponentModel.DataAnnotations;
using CaseFlow.Complaints;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Complaints;

/// <summary>Wait for somebody's answer; clocks whose policy allows it stand still.</summary>
public sealed record AwaitAnswerRequest : CommandRequest
{
    /// <summary>Whose answer is awaited.</summary>
    [Required]
    public AwaitedParty? Awaiting { get; init; }

    /// <summary>What is awaited; personal data is sealed.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>Go on with the handling.</summary>
public sealed record ResumeHandlingRequest : CommandRequest
{
    /// <summary>What came of it; personal data is sealed.</summary>
    public string? Note { get; init; }
}

/// <summary>Waiting for the customer or a third party, and going on.</summary>
public static class PausingHandling
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapComplaintCommand<AwaitAnswerRequest>("await", "Records that the handling waits for an answer; clocks whose policy allows it stand still.", AwaitAsync);
        api.MapComplaintCommand<ResumeHandlingRequest>("resume", "Records that the handling goes on, and its clocks with it.", ResumeAsync);
    }

    public static async Task<CommandOutcome> AwaitAsync(ComplaintDesk desk, ComplaintId complaint, AwaitAnswerRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var (awaiting, reason) = (fields.Choice("awaiting", request.Awaiting), fields.Text("reason", request.Reason));
        return await desk.DecideAsync(complaint, context, fields, (state, sealer) => PauseDecisions.Await(state, new(awaiting, sealer.Seal(reason))), cancellation);
    }

    public static async Task<CommandOutcome> ResumeAsync(ComplaintDesk desk, ComplaintId complaint, ResumeHandlingRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var note = fields.OptionalText("note", request.Note);
        return await desk.DecideAsync(complaint, context, fields, (state, sealer) => PauseDecisions.Resume(state, new(sealer.SealOptional(note))), cancellation);
    }
}
