using System.ComponentModel.DataAnnotations;
using CaseFlow.Complaints;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Complaints;

/// <summary>Take a case to a higher level.</summary>
public sealed record EscalateComplaintRequest : CommandRequest
{
    /// <summary>The level to reach.</summary>
    [Required]
    public EscalationLevel? To { get; init; }

    /// <summary>Who or what escalates.</summary>
    [Required]
    public EscalationOrigin? Origin { get; init; }

    /// <summary>Why; personal data is sealed.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>Bring a case to a lower level.</summary>
public sealed record DeescalateComplaintRequest : CommandRequest
{
    /// <summary>The level to reach.</summary>
    [Required]
    public EscalationLevel? To { get; init; }

    /// <summary>Why; personal data is sealed.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>Up and down the levels.</summary>
public static class EscalatingComplaints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapComplaintCommand<EscalateComplaintRequest>("escalate", "Takes a case to a higher level.", EscalateAsync);
        api.MapComplaintCommand<DeescalateComplaintRequest>("deescalate", "Brings a case to a lower level.", DeescalateAsync);
    }

    public static async Task<CommandOutcome> EscalateAsync(ComplaintDesk desk, ComplaintId complaint, EscalateComplaintRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var to = fields.Choice("to", request.To);
        var origin = fields.Choice("origin", request.Origin);
        var reason = fields.Text("reason", request.Reason);
        return await desk.DecideAsync(complaint, context, fields, (state, sealer) => EscalationDecisions.Escalate(state, new(to, origin, sealer.Seal(reason))), cancellation);
    }

    public static async Task<CommandOutcome> DeescalateAsync(ComplaintDesk desk, ComplaintId complaint, DeescalateComplaintRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var to = fields.Choice("to", request.To);
        var reason = fields.Text("reason", request.Reason);
        return await desk.DecideAsync(complaint, context, fields, (state, sealer) => EscalationDecisions.Deescalate(state, new(to, sealer.Seal(reason))), cancellation);
    }
}
