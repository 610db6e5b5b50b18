using CaseFlow.Emergencies;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Emergencies;

/// <summary>The plan for emergencies as a definition that people look through and edit.</summary>
public static class EmergencyDefinitions
{
    /// <summary>What the plan is called among definitions, as a kind and by its name.</summary>
    public const string Plan = "emergency-plan";

    public static void Add(IServiceCollection services) => services.AddSingleton<IDefinitionKind>(at => new DefinitionKind<PublishEmergencyPlanRequest>(
        at.GetRequiredService<CommandShell>(),
        Plan,
        _ => Task.FromResult<IReadOnlyList<Guid>>([EmergencyPlanSeed.Stream]),
        e => e is EmergencyPlanPublished said ? Publication.Of(Plan, said.Terms, said.Reason, "planVersion").With(new { OnScene = said.Terms.OnScene.Select(department => department.Code) }) : null,
        (_, request, context, cancellation) => PublishingEmergencyPlans.PublishAsync(at.GetRequiredService<EmergencyDesk>(), request, context, cancellation)));
}
