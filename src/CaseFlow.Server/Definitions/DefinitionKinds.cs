using CaseFlow.Access;
using CaseFlow.Definitions;
using CaseFlow.Server.FollowUps;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Definitions;

/// <summary>The lists of terms and the policies as definitions that people look through and edit.</summary>
public static class DefinitionKinds
{
    /// <summary>What the policy for callbacks is called among definitions, as a kind and by its name.</summary>
    public const string Callback = "callback-policy";

    /// <summary>What the schedule of retention is called among definitions, as a kind and by its name.</summary>
    public const string Retention = "retention-schedule";

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IDefinitionKind>(at => new DefinitionKind<PublishTermListRequest>(
            at.GetRequiredService<CommandShell>(),
            "lists",
            _ => Task.FromResult<IReadOnlyList<Guid>>([.. TermLists.All.Select(DefinitionBook.StreamOf)]),
            e => e is TermListPublished said ? Publication.Of(said.List, new { said.Entries, said.Moves }, said.Reason) : null,
            (name, request, context, cancellation) => PublishingTermLists.PublishAsync(at.GetRequiredService<CommandShell>(), at.GetRequiredService<DefinitionBook>(), name, request, context, cancellation)) { Panel = typeof(TopicsPanel) });
        AddPolicy<PublishRepeatRuleRequest>(services, "repeat-rule", PublishingPolicies.PublishRepeatRuleAsync,
            (name, e) => e is RepeatRulePublished said ? Publication.Of(name, said.Rule, said.Reason, "version") : null);
        AddPolicy<PublishCallbackPolicyRequest>(services, Callback, PublishingPolicies.PublishCallbackPolicyAsync,
            (name, e) => e is CallbackPolicyPublished said ? Publication.Of(name, said.Terms, said.Reason, "policyVersion").With(new { said.Kinds }) : null,
            trial: services => services.GetRequiredService<CallbackSimulations>().TryAsync);
        AddPolicy<PublishRetentionScheduleRequest>(services, Retention, PublishingPolicies.PublishRetentionScheduleAsync,
            (name, e) => e is RetentionSchedulePublished said ? Publication.Of(name, new { said.Schedule.Rules }, said.Reason) : null, Permission.ManageRetention);
    }

    private static void AddPolicy<TRequest>(
        IServiceCollection services, string policy, Func<CommandShell, DefinitionBook, TRequest, CommandContext, CancellationToken, Task<CommandOutcome>> publish, Func<string, object, Publication?> read,
        Permission permission = Permission.PublishDefinitions, Func<IServiceProvider, TryDraft<TRequest>>? trial = null)
        where TRequest : CommandRequest =>
        services.AddSingleton<IDefinitionKind>(at => new DefinitionKind<TRequest>(
            at.GetRequiredService<CommandShell>(),
            policy,
            _ => Task.FromResult<IReadOnlyList<Guid>>([DefinitionBook.PoliciesStream]),
            e => read(policy, e),
            (_, request, context, cancellation) => publish(at.GetRequiredService<CommandShell>(), at.GetRequiredService<DefinitionBook>(), request, context, cancellation)) { Permission = permission, TryAsync = trial?.Invoke(at) });
}
