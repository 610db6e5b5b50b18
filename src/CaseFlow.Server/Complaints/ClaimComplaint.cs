using System.ComponentModel.DataAnnotations;
using CaseFlow.Complaints;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Complaints;

/// <summary>Give a case to an agent.</summary>
public sealed record AssignComplaintRequest : CommandRequest
{
    /// <summary>The agent's account.</summary>
    [Required]
    public string? Handler { get; init; }
}

/// <summary>Take a case oneself, for as long as the desk's lease says.</summary>
public sealed record ClaimComplaintRequest : CommandRequest;

/// <summary>Give a case back to the queue.</summary>
public sealed record ReleaseComplaintRequest : CommandRequest;

/// <summary>In which agent's hands a case is.</summary>
public static class ClaimingComplaints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapComplaintCommand<AssignComplaintRequest>("assign", "Gives a case to an agent.", AssignAsync);
        api.MapComplaintCommand<ClaimComplaintRequest>("claim", "Takes a case; nobody else can until the lease ends.", ClaimAsync);
        api.MapComplaintCommand<ReleaseComplaintRequest>("release", "Gives a case back to the queue.", ReleaseAsync);
    }

    public static async Task<CommandOutcome> AssignAsync(ComplaintDesk desk, ComplaintId complaint, AssignComplaintRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var handler = fields.Text("handler", request.Handler, FieldErrors.ShortText);
        return await desk.DecideAsync(complaint, context, fields, (state, _) => HandlingDecisions.Assign(state, new(handler)), cancellation);
    }

    /// <remarks>The lease runs from when the agent took the case, so that a claim sent late does not reach further than one sent at once.</remarks>
    public static Task<CommandOutcome> ClaimAsync(ComplaintDesk desk, ComplaintId complaint, ClaimComplaintRequest request, CommandContext context, CancellationToken cancellation) =>
        desk.DecideAsync(complaint, context, (state, _) => HandlingDecisions.Claim(state, new(context.Actor, context.OccurredAt, desk.Options.ClaimLease)), cancellation);

    public static Task<CommandOutcome> ReleaseAsync(ComplaintDesk desk, ComplaintId complaint, ReleaseComplaintRequest request, CommandContext context, CancellationToken cancellation) =>
        desk.DecideAsync(complaint, context, (state, _) => HandlingDecisions.Release(state, new(context.Actor)), cancellation);
}
