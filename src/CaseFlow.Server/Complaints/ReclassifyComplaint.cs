using System.ComponentModel.DataAnnotations;
using CaseFlow.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Complaints;

/// <summary>Say that a case is of another kind or topic.</summary>
public sealed record ReclassifyComplaintRequest : CommandRequest
{
    /// <summary>What it is.</summary>
    [Required]
    public ComplaintKind? Kind { get; init; }

    /// <summary>What it is about: a code of the list <c>topics</c>.</summary>
    [Required]
    public string? Topic { get; init; }

    /// <summary>Why; personal data is sealed. May be left out.</summary>
    public string? Reason { get; init; }
}

/// <summary>Another kind or topic; the first one stays on record.</summary>
public static class ReclassifyingComplaints
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapComplaintCommand<ReclassifyComplaintRequest>("reclassify", "Says that a case is of another kind or topic.", ReclassifyAsync);

    public static async Task<CommandOutcome> ReclassifyAsync(ComplaintDesk desk, ComplaintId complaint, ReclassifyComplaintRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var kind = fields.Choice("kind", request.Kind);
        var topic = fields.Term("topic", request.Topic, await desk.ListAsync(TermLists.Topics, cancellation));
        var reason = fields.OptionalText("reason", request.Reason);
        return await desk.DecideAsync(complaint, context, fields, (state, sealer) => IntakeDecisions.Reclassify(state, new(kind, topic, sealer.SealOptional(reason))), cancellation);
    }
}
