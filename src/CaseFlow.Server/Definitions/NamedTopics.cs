using System.Text.Json.Nodes;
using CaseFlow.Access;
using CaseFlow.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Definitions;

/// <summary>A definition in force that names a topic which has gone, so that nothing new comes under it there.</summary>
/// <param name="Kind">The kind of the definition, for example <c>clock-policies</c>.</param>
/// <param name="Name">The definition.</param>
/// <param name="Version">Its version in force.</param>
/// <param name="Topic">The topic that it names.</param>
/// <param name="Fate">What became of the topic; null where nobody said.</param>
/// <param name="Today">The topic that took its place; null when none did.</param>
public sealed record GoneTopic(string Kind, string Name, int Version, string Topic, TermFate? Fate, string? Today);

/// <summary>Which definitions in force still name topics that a reorganisation took away?</summary>
/// <remarks>A move carries cases, not definitions: whether a rule is meant for what took a topic's place is for people to say, in its next version.</remarks>
public sealed class NamedTopics(DefinitionShelf shelf, DefinitionBook book, CommandShell shell)
{
    /// <summary>The parts of a definition that name topics, as the API calls them.</summary>
    public static bool IsTopic(string part) => part is "topic" or "topics";

    /// <summary>All of them, by kind and name.</summary>
    public async Task<IReadOnlyList<GoneTopic>> GoneAsync(CancellationToken cancellation)
    {
        var topics = await book.ListAsync(TermLists.Topics, cancellation);
        var over = await OverAsync(cancellation);
        var gone = new List<GoneTopic>();
        foreach (var kind in shelf.Kinds)
        {
            foreach (var one in (await kind.ReadAsync(cancellation)).Where(one => !over.Contains((kind.Name, one.Name))))
                gone.AddRange(Gone(kind.Name, one.Name, one.Versions[^1].Number, Named(one.Versions[^1].Content, ""), topics));
        }

        return [.. gone.OrderBy(one => one.Kind, StringComparer.Ordinal).ThenBy(one => one.Name, StringComparer.Ordinal).ThenBy(one => one.Topic, StringComparer.Ordinal)];
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/definitions/gone-topics", async (NamedTopics named, CancellationToken cancellation) => TypedResults.Ok(await named.GoneAsync(cancellation)))
            .Requires(Permission.ReadDefinitions)
            .WithTags(DefinitionsInForce.Tag)
            .WithSummary("The definitions in force that name a topic which has gone, with what took its place. Nothing new comes under them there until their next version.");

    /// <summary>What was taken back is used for no case, whatever it names.</summary>
    private async Task<HashSet<(string Kind, string Name)>> OverAsync(CancellationToken cancellation)
    {
        var models = await CaseDefinitions.ModelsAsync(shell, DateTimeOffset.MaxValue, cancellation);
        var wordings = await CaseDefinitions.WordingsAsync(shell, DateTimeOffset.MaxValue, cancellation);
        return
        [
            .. models.Latest.Values.Where(one => models.Retired.Contains(new(one.Model, one.Version))).Select(one => (CaseDefinitionKinds.Models, one.Model)),
            .. wordings.Latest.Values.Where(one => wordings.Withdrawn.Contains(new(one.Wording, one.Version))).Select(one => (CaseDefinitionKinds.Wordings, one.Wording)),
        ];
    }

    private static IEnumerable<GoneTopic> Gone(string kind, string name, int version, IEnumerable<string> named, TermList topics) => named
        .Distinct()
        .Where(code => topics.Entries.TryGetValue(code, out var entry) && entry.Retired)
        .Select(code => new GoneTopic(kind, name, version, code, topics.Moves.GetValueOrDefault(code)?.Fate, topics.Today(code) is var today && today != code ? today : null));

    private static IEnumerable<string> Named(JsonNode? at, string part) => at switch
    {
        JsonObject record => record.SelectMany(one => Named(one.Value, one.Key)),
        JsonArray list => list.SelectMany(item => Named(item, part)),
        JsonValue value when IsTopic(part) && value.TryGetValue(out string? code) => [code],
        _ => [],
    };
}
