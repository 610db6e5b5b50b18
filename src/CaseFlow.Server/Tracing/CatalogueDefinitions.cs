using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Tracing;

namespace CaseFlow.Server.Tracing;

/// <summary>The catalogue as definitions that people look through and edit: one kind for each of its own.</summary>
public static class CatalogueDefinitions
{
    /// <summary>What entries of a kind are called among definitions.</summary>
    public static string Named(CatalogueKind kind) => $"catalogue-{kind.ToString().ToLowerInvariant()}";

    public static void Add(IServiceCollection services)
    {
        foreach (var kind in Enum.GetValues<CatalogueKind>())
        {
            services.AddSingleton<IDefinitionKind>(at => new DefinitionKind<PublishCatalogueVersionRequest>(
                at.GetRequiredService<CommandShell>(),
                Named(kind),
                _ => Task.FromResult<IReadOnlyList<Guid>>([CatalogueBook.StreamOf(kind)]),
                e => e is CatalogueVersionPublished said ? Publication.Of(said.Published.Entry, said.Content, said.Reason).With(new { Department = said.Content.Department.Code }) : null,
                (name, request, context, cancellation) => PublishingCatalogue.PublishAsync(
                    at.GetRequiredService<CommandShell>(), at.GetRequiredService<DefinitionBook>(), kind, name, request, context, cancellation)) { TakesNewNames = true });
        }
    }
}
