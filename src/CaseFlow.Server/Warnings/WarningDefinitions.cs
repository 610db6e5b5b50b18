using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Warnings;

namespace CaseFlow.Server.Warnings;

/// <summary>Rules for warnings as definitions that people look through and edit.</summary>
public static class WarningDefinitions
{
    /// <summary>What they are called among definitions.</summary>
    public const string Rules = "warning-rules";

    public static void Add(IServiceCollection services) => services.AddSingleton<IDefinitionKind>(at => new DefinitionKind<PublishWarningRuleRequest>(
        at.GetRequiredService<CommandShell>(),
        Rules,
        _ => Task.FromResult<IReadOnlyList<Guid>>([WarningEvaluation.RulesStream]),
        e => e is WarningRulePublished said ? Publication.Of(said.Rule, said.Terms, said.Reason, "window").Within("terms") : null,
        (name, request, context, cancellation) => PublishingWarningRules.PublishAsync(at.GetRequiredService<CommandShell>(), at.GetRequiredService<DefinitionBook>(), name, request, context, cancellation))
    {
        TakesNewNames = true,
        Panel = typeof(WarningRulePanel),
    });
}
