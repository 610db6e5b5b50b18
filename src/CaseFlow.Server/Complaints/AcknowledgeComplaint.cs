using CaseFlow.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Complaints;

/// <summary>Record that the customer was told that the complaint has arrived.</summary>
public sealed record AcknowledgeComplaintRequest : CommandRequest
{
    /// <summary>How they were told: a code of the list <c>channels</c>. May be left out.</summary>
    public string? Channel { get; init; }
}

/// <summary>Telling the customer that the complaint has arrived.</summary>
public static class AcknowledgingComplaints
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapComplaintCommand<AcknowledgeComplaintRequest>("acknowledge", "Records that the customer was told that the complaint has arrived.", AcknowledgeAsync);

    public static async Task<CommandOutcome> AcknowledgeAsync(ComplaintDesk desk, ComplaintId complaint, AcknowledgeComplaintRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var channel = fields.OptionalTerm("channel", request.Channel, await desk.ListAsync(TermLists.Channels, cancellation));
        return await desk.DecideAsync(complaint, context, fields, (state, _) => IntakeDecisions.Acknowledge(state, new(channel)), cancellation);
    }
}
