using CaseFlow.Definitions;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Definitions;

/// <summary>Reply wordings, handling models, the standards of key moments and the priority matrix as definitions that people look through and edit.</summary>
public static class CaseDefinitionKinds
{
    /// <summary>What reply wordings are called in addresses.</summary>
    public const string Wordings = "reply-wordings";

    /// <summary>What handling models are called in addresses.</summary>
    public const string Models = "handling-models";

    /// <summary>What the standards of key moments are called in addresses.</summary>
    public const string Standards = "key-moment-standards";

    /// <summary>What the priority matrix is called in addresses, as a kind and, for there is one, by its name.</summary>
    public const string Matrix = "priority-matrix";

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IDefinitionKind>(at => new DefinitionKind<PublishReplyWordingRequest>(
            at.GetRequiredService<CommandShell>(),
            Wordings,
            _ => Task.FromResult<IReadOnlyList<Guid>>([CaseDefinitions.WordingsStream]),
            e => e is ReplyWordingPublished said ? Publication.Of(said.Wording, said.Terms, said.Reason, "reach", "valid").With(Where(said.Terms.Reach, said.Terms.Valid)) : null,
            (name, request, context, cancellation) => PublishingReplyWordings.PublishAsync(at.GetRequiredService<CommandShell>(), at.GetRequiredService<DefinitionBook>(), name, request, context, cancellation))
        {
            TakesNewNames = true,
            Panel = typeof(ReplyWordingPanel),
        });
        services.AddSingleton<IDefinitionKind>(at => new DefinitionKind<PublishHandlingModelRequest>(
            at.GetRequiredService<CommandShell>(),
            Models,
            _ => Task.FromResult<IReadOnlyList<Guid>>([CaseDefinitions.ModelsStream]),
            e => e is HandlingModelPublished said ? Publication.Of(said.Model, said.Terms, said.Reason, "reach", "valid").With(Where(said.Terms.Reach, said.Terms.Valid)) : null,
            (name, request, context, cancellation) => PublishingHandlingModels.PublishAsync(at.GetRequiredService<CommandShell>(), at.GetRequiredService<DefinitionBook>(), name, request, context, cancellation))
        {
            TakesNewNames = true,
            Panel = typeof(HandlingModelPanel),
        });
        services.AddSingleton<IDefinitionKind>(at => new DefinitionKind<PublishKeyMomentStandardRequest>(
            at.GetRequiredService<CommandShell>(),
            Standards,
            _ => Task.FromResult<IReadOnlyList<Guid>>([CaseDefinitions.StandardsStream]),
            e => e is KeyMomentStandardPublished said ? Publication.Of(CaseDefinitions.NameOf(said.Moment), said.Terms, said.Reason) : null,
            (name, request, context, cancellation) => PublishingKeyMomentStandards.PublishAsync(at.GetRequiredService<CommandShell>(), name, request, context, cancellation)));
        services.AddSingleton<IDefinitionKind>(at => new DefinitionKind<PublishPriorityMatrixRequest>(
            at.GetRequiredService<CommandShell>(),
            Matrix,
            _ => Task.FromResult<IReadOnlyList<Guid>>([CaseDefinitions.PriorityStream]),
            e => e is PriorityMatrixPublished said ? Publication.Of(Matrix, said.Terms, said.Reason).With(new { said.OpenCases }) : null,
            (_, request, context, cancellation) => PublishingPriorityMatrix.PublishAsync(at.GetRequiredService<CommandShell>(), at.GetRequiredService<DefinitionBook>(), request, context, cancellation))
        {
            TryAsync = at.GetRequiredService<PrioritySimulations>().TryAsync,
        });
    }

    private static object Where(CaseReach reach, ValidDays valid) => new { reach.Topics, reach.Places, ValidFrom = valid.From, ValidUntil = valid.Until };
}
