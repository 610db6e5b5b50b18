using System.ComponentModel.DataAnnotations;
using CaseFlow.Complaints;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Complaints;

/// <summary>Propose that a case repeats an earlier one.</summary>
public sealed record ProposeRepeatLinkRequest : CommandRequest
{
    /// <summary>The earlier case.</summary>
    [Required]
    public Guid? Earlier { get; init; }
}

/// <summary>Confirm a proposed repeat link.</summary>
public sealed record AcceptRepeatLinkRequest : CommandRequest
{
    /// <summary>The earlier case.</summary>
    [Required]
    public Guid? Earlier { get; init; }
}

/// <summary>Turn a proposed repeat link down.</summary>
public sealed record RejectRepeatLinkRequest : CommandRequest
{
    /// <summary>The earlier case.</summary>
    [Required]
    public Guid? Earlier { get; init; }

    /// <summary>Why; personal data is sealed.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>Whether a case is the same matter as an earlier one: proposed, and decided by a person.</summary>
public static class LinkingRepeats
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapComplaintCommand<ProposeRepeatLinkRequest>("repeat-links/propose", "Proposes that a case repeats an earlier one.", ProposeAsync);
        api.MapComplaintCommand<AcceptRepeatLinkRequest>("repeat-links/accept", "Confirms a proposed repeat link.", AcceptAsync);
        api.MapComplaintCommand<RejectRepeatLinkRequest>("repeat-links/reject", "Turns a proposed repeat link down.", RejectAsync);
    }

    public static async Task<CommandOutcome> ProposeAsync(ComplaintDesk desk, ComplaintId complaint, ProposeRepeatLinkRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var earlier = ComplaintId.From(fields.Value("earlier", request.Earlier));
        return fields.Any ? fields.Outcome : await desk.DecideAsync(
            complaint,
            context,
            async _ => await desk.RepeatOfAsync(earlier, await desk.ReceivedAtAsync(complaint, context.Scope, cancellation) ?? context.OccurredAt, context.Scope, cancellation),
            (state, _, repeat) => LinkDecisions.Propose(state, repeat),
            cancellation);
    }

    public static async Task<CommandOutcome> AcceptAsync(ComplaintDesk desk, ComplaintId complaint, AcceptRepeatLinkRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var earlier = ComplaintId.From(fields.Value("earlier", request.Earlier));
        return await desk.DecideAsync(complaint, context, fields, (state, _) => LinkDecisions.Accept(state, new(earlier)), cancellation);
    }

    public static async Task<CommandOutcome> RejectAsync(ComplaintDesk desk, ComplaintId complaint, RejectRepeatLinkRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var earlier = ComplaintId.From(fields.Value("earlier", request.Earlier));
        var reason = fields.Text("reason", request.Reason);
        return await desk.DecideAsync(complaint, context, fields, (state, sealer) => LinkDecisions.Reject(state, new(earlier, sealer.Seal(reason))), cancellation);
    }
}
