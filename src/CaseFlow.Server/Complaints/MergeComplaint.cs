using CaseFlow.Access;
using System.ComponentModel.DataAnnotations;
using CaseFlow.Complaints;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Complaints;

/// <summary>Handle a case within another one of the same customer.</summary>
public sealed record MergeComplaintRequest : CommandRequest
{
    /// <summary>The case that it is handled in from now on.</summary>
    [Required]
    public Guid? Into { get; init; }

    /// <summary>Why; personal data is sealed. May be left out.</summary>
    public string? Reason { get; init; }
}

/// <summary>Let a merged case stand for itself again.</summary>
public sealed record UnmergeComplaintRequest : CommandRequest
{
    /// <summary>Why; personal data is sealed.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>Links between cases that can be undone: nothing is deleted.</summary>
public static class MergingComplaints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapComplaintCommand<MergeComplaintRequest>("merge", "Handles a case within another one of the same customer.", MergeAsync, Permission.LeadDesk);
        api.MapComplaintCommand<UnmergeComplaintRequest>("unmerge", "Lets a merged case stand for itself again.", UnmergeAsync, Permission.LeadDesk);
    }

    public static async Task<CommandOutcome> MergeAsync(ComplaintDesk desk, ComplaintId complaint, MergeComplaintRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var into = ComplaintId.From(fields.Value("into", request.Into));
        var reason = fields.OptionalText("reason", request.Reason);
        return fields.Any ? fields.Outcome : await desk.DecideAsync(
            complaint,
            context,
            _ => desk.FactsAsync(into, context.Scope, cancellation),
            (state, sealer, facts) => LinkDecisions.Merge(state, new(facts, sealer.SealOptional(reason))),
            cancellation);
    }

    public static async Task<CommandOutcome> UnmergeAsync(ComplaintDesk desk, ComplaintId complaint, UnmergeComplaintRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var reason = fields.Text("reason", request.Reason);
        return await desk.DecideAsync(complaint, context, fields, (state, sealer) => LinkDecisions.Unmerge(state, new(sealer.Seal(reason))), cancellation);
    }
}
