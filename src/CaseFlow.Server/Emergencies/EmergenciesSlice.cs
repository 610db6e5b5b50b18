using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Warnings;

namespace CaseFlow.Server.Emergencies;

/// <summary>Major service incidents and drills of them: what is owed for the first time, who is told what, and who is called.</summary>
public sealed class EmergenciesSlice : ISlice
{
    /// <inheritdoc/>
    public IEnumerable<IProjection> Projections { get; } = [EmergencyBoard.Kept];

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<EmergencyPlanSeed>();
        EmergencyDefinitions.Add(services);
        services.AddSingleton<ConcernedComplaints>();
        services.AddSingleton<EmergencyDesk>();
        services.AddSingleton<IEmergencyProposals, WarnedEmergencies>();
        services.AddSingleton<EmergencyFiles>();
        services.AddSingleton<EmergencyBoard>();
        services.AddSingleton<EmergencyViews>();
        services.AddSingleton<EmergencyCalls>();
        services.AddSingleton<EmergencyAgenda>();
        services.AddSingleton<ISubscription, EmergencyCallPlanning>();
    }

    /// <inheritdoc/>
    public void MapRoutes(IEndpointRouteBuilder api)
    {
        PublishingEmergencyPlans.Map(api);
        ProposingEmergencies.Map(api);
        ConcerningCustomers.Map(api);
        CommandingEmergencies.Map(api);
        TellingReplyLines.Map(api);
        CallingTheAffected.Map(api);
        TakingEmergencyCalls.Map(api);
        EmergencyBoard.Map(api);
        EmergencyViews.Map(api);
        EmergencyCalls.Map(api);
    }
}
