using CaseFlow.Access;
using System.ComponentModel.DataAnnotations;
using CaseFlow.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CaseFlow.Server.Definitions;

/// <summary>One choice of a list.</summary>
public sealed record TermEntryRequest
{
    /// <summary>Lower-case letters, digits and hyphens; a dot goes one level down. Stable for ever.</summary>
    [Required]
    public string? Code { get; init; }

    /// <summary>Its name in Chinese.</summary>
    [Required]
    public string? Zh { get; init; }

    /// <summary>Its name in English.</summary>
    [Required]
    public string? En { get; init; }

    /// <summary>Whether it may no longer be chosen.</summary>
    public bool? Retired { get; init; }
}

/// <summary>Where the cases of a topic count that has gone.</summary>
public sealed record TermMoveRequest
{
    /// <summary>The topic, which is retired.</summary>
    [Required]
    public string? Code { get; init; }

    /// <summary>What became of it.</summary>
    [Required]
    public TermFate? Fate { get; init; }

    /// <summary>The topic that its cases count under; left out when it ended.</summary>
    public string? To { get; init; }

    /// <summary>The topics that it was split into, that one among them; left out when it was not.</summary>
    public IReadOnlyList<string?>? Among { get; init; }
}

/// <summary>Publish the next version of a list.</summary>
public sealed record PublishTermListRequest : CommandRequest
{
    /// <summary>All its terms; a published one is retired, never left out.</summary>
    [Required]
    public IReadOnlyList<TermEntryRequest?>? Entries { get; init; }

    /// <summary>Of the list of topics: where the cases of every topic count that has gone, now or earlier. Left out while none has.</summary>
    public IReadOnlyList<TermMoveRequest?>? Moves { get; init; }

    /// <summary>Why it is published.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>The next version of a list of terms.</summary>
public static class PublishingTermLists
{
    private const int MostEntries = 5_000, MostParts = 50;

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/definitions/lists/{name}", async (string name, PublishTermListRequest request, HttpContext http, CommandShell shell, DefinitionBook book, NamedTopics named, CancellationToken cancellation) =>
            {
                var answer = await CommandRoutes.CarryOutAsync(http, DefinitionBook.StreamOf(name), request, context => PublishAsync(shell, book, name, request, context, cancellation), cancellation);
                // Whoever reorganises the topics is told at once which rules are for nothing now.
                return name == TermLists.Topics && answer is Ok<CommandAnswer> { Value: { } published } ? TypedResults.Ok(published with { StillNaming = await named.GoneAsync(cancellation) }) : answer;
            })
            .DescribeCommand(Permission.PublishDefinitions, DefinitionsInForce.Tag, "Publishes the next version of a list of terms; of topics, the answer names the definitions that still name one which has gone.");

    public static async Task<CommandOutcome> PublishAsync(
        CommandShell shell, DefinitionBook book, string name, PublishTermListRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        if (!TermLists.All.Contains(name)) fields.Add("name", FieldCodes.OutOfRange, $"name is none of {string.Join(", ", TermLists.All)}.");
        var reason = fields.Text("reason", request.Reason);
        if (request.Entries is null) fields.Add("entries", FieldCodes.Required, "entries must be given.");
        else if (request.Entries.Count > MostEntries) fields.Add("entries", FieldCodes.OutOfRange, $"entries takes at most {MostEntries} terms.");
        if (request.Moves?.Count > MostEntries) fields.Add("moves", FieldCodes.OutOfRange, $"moves takes at most {MostEntries} topics.");
        if (fields.Any) return fields.Outcome;
        var entries = request.Entries!.Select((entry, index) => Entry(fields, $"entries[{index}]", entry)).ToList();
        var moves = (request.Moves ?? []).Select((move, index) => Move(fields, $"moves[{index}]", move)).ToList();
        if (fields.Any) return fields.Outcome;

        var outcome = await shell.DecideAsync(
            Streams.TermList, DefinitionBook.StreamOf(name), context, list => TermListDecisions.Publish(list, new(name, entries, reason) { Moves = moves }), cancellation);
        book.Forget();
        return outcome;
    }

    private static TermEntry Entry(FieldErrors fields, string field, TermEntryRequest? entry) => new(
        fields.Text($"{field}.code", entry?.Code, FieldErrors.ShortText),
        fields.Text($"{field}.zh", entry?.Zh, FieldErrors.ShortText),
        fields.Text($"{field}.en", entry?.En, FieldErrors.ShortText),
        entry?.Retired ?? false);

    private static TermMove Move(FieldErrors fields, string field, TermMoveRequest? move)
    {
        if (move?.Among?.Count > MostParts) fields.Add($"{field}.among", FieldCodes.OutOfRange, $"{field}.among takes at most {MostParts} topics.");
        return new(
            fields.Text($"{field}.code", move?.Code, FieldErrors.ShortText),
            fields.Choice($"{field}.fate", move?.Fate),
            fields.OptionalText($"{field}.to", move?.To, FieldErrors.ShortText),
            move?.Among is not { Count: > 0 } among ? null : [.. among.Take(MostParts).Select((code, i) => fields.Text($"{field}.among[{i}]", code, FieldErrors.ShortText))]);
    }
}
