using CaseFlow.Server.Complaints;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Warnings;

namespace CaseFlow.Server.Emergencies;

/// <summary>Emergencies that early warnings propose: with the warning's cases linked, for its territory and topic.</summary>
public sealed class WarnedEmergencies(EmergencyDesk desk) : IEmergencyProposals
{
    /// <inheritdoc/>
    public async Task<(Guid Emergency, CommandOutcome Outcome)> ProposeAsync(EmergencyProposal proposal, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        var request = new ProposeEmergencyRequest
        {
            Title = proposal.Title,
            Account = proposal.Title,
            Region = RegionRequest.Of(proposal.Region),
            Topics = [.. proposal.Topics],
            Warning = proposal.Warning.Value,
            Complaints = [.. proposal.Complaints.Select(one => one.Value)],
        };
        var (emergency, outcome) = await ProposingEmergencies.ProposeAsync(desk, request, context, cancellation);
        return (emergency.Value, outcome);
    }
}
