using System.Text.Json.Nodes;
using CaseFlow.Access;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Definitions;

/// <summary>A definition at a glance.</summary>
/// <param name="Kind">For example <c>scorecards</c>.</param>
/// <param name="Name">For example <c>complaint-handling</c>.</param>
/// <param name="Version">The version in force.</param>
/// <param name="PublishedAt">When it was recorded.</param>
/// <param name="PublishedBy">Who published it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Zh">What it is called in Chinese; null where it has no name but this one.</param>
/// <param name="En">The same in English.</param>
public sealed record DefinitionSummary(string Kind, string Name, int Version, DateTimeOffset PublishedAt, string PublishedBy, string Reason, string? Zh, string? En);

/// <summary>All definitions of all slices, with their versions.</summary>
public sealed class DefinitionShelf(IEnumerable<IDefinitionKind> kinds)
{
    /// <summary>The kinds, by their names.</summary>
    public IReadOnlyList<IDefinitionKind> Kinds { get; } = [.. kinds.OrderBy(kind => kind.Name, StringComparer.Ordinal)];

    /// <summary>A kind; null when there is none of that name.</summary>
    public IDefinitionKind? Find(string kind) => Kinds.FirstOrDefault(one => one.Name == kind);

    /// <summary>A definition; null when there is none.</summary>
    public async Task<DefinitionHistory?> FindAsync(string kind, string name, CancellationToken cancellation) =>
        Find(kind) is { } found ? (await found.ReadAsync(cancellation)).FirstOrDefault(one => one.Name == name) : null;

    /// <summary>Everything that was ever published, in its last version.</summary>
    public async Task<IReadOnlyList<DefinitionSummary>> AllAsync(CancellationToken cancellation)
    {
        var all = new List<DefinitionSummary>();
        foreach (var kind in Kinds)
            all.AddRange(await SummariesAsync(kind, cancellation));
        return all;
    }

    /// <summary>Everything of a kind that was ever published, in its last version.</summary>
    public static async Task<IEnumerable<DefinitionSummary>> SummariesAsync(IDefinitionKind kind, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return (await kind.ReadAsync(cancellation)).Select(Summary);
    }

    /// <summary>A definition at a glance.</summary>
    public static DefinitionSummary Summary(DefinitionHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        var last = history.Versions[^1];
        return new(history.Kind, history.Name, last.Number, last.PublishedAt, last.PublishedBy, last.Reason, Said(last.Content, "zh", "nameZh"), Said(last.Content, "en", "nameEn"));
    }

    /// <summary>What a definition is called in a language, at its head or among its terms.</summary>
    private static string? Said(JsonObject content, string language, string name) =>
        (content[language] ?? (content["terms"] as JsonObject)?[language] ?? content[name]) is JsonValue value && value.TryGetValue(out string? said) ? said : null;

    /// <summary>The routes.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/definitions", async (DefinitionShelf shelf, CancellationToken cancellation) => TypedResults.Ok(await shelf.AllAsync(cancellation)))
            .Requires(Permission.ReadDefinitions)
            .WithTags(DefinitionsInForce.Tag)
            .WithSummary("All definitions: which version is in force, who published it and why.");
        api.MapGet("/definitions/{kind}/{name}/versions", async (string kind, string name, DefinitionShelf shelf, CancellationToken cancellation) =>
                await shelf.FindAsync(kind, name, cancellation) is { } found
                    ? (IResult)TypedResults.Ok(found)
                    : Answers.Problem(ProblemCodes.NotFound, $"There is no definition {name} among {kind}."))
            .Requires(Permission.ReadDefinitions)
            .WithTags(DefinitionsInForce.Tag)
            .WithSummary("All versions of a definition, the oldest first, each in the words in which the next one is published.")
            .Produces<DefinitionHistory>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }
}
