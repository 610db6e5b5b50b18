using CaseFlow.Access;
using System.ComponentModel.DataAnnotations;
using CaseFlow.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;

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

/// <summary>Publish the next version of a list.</summary>
public sealed record PublishTermListRequest : CommandRequest
{
    /// <summary>All its terms; a published one is retired, never left out.</summary>
    [Required]
    public IReadOnlyList<TermEntryRequest?>? Entries { get; init; }

    /// <summary>Why it is published.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>The next version of a list of terms.</summary>
public static class PublishingTermLists
{
    private const int MostEntries = 5_000;

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/definitions/lists/{name}", (string name, PublishTermListRequest request, HttpContext http, CommandShell shell, DefinitionBook book, CancellationToken cancellation) =>
                CommandRoutes.CarryOutAsync(http, DefinitionBook.StreamOf(name), request, context => PublishAsync(shell, book, name, request, context, cancellation), cancellation))
            .DescribeCommand(Permission.PublishDefinitions, DefinitionsInForce.Tag, "Publishes the next version of a list of terms.");

    public static async Task<CommandOutcome> PublishAsync(
        CommandShell shell, DefinitionBook book, string name, PublishTermListRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        if (!TermLists.All.Contains(name)) fields.Add("name", FieldCodes.OutOfRange, $"name is none of {string.Join(", ", TermLists.All)}.");
        var reason = fields.Text("reason", request.Reason);
        if (request.Entries is null) fields.Add("entries", FieldCodes.Required, "entries must be given.");
        else if (request.Entries.Count > MostEntries) fields.Add("entries", FieldCodes.OutOfRange, $"entries takes at most {MostEntries} terms.");
        if (fields.Any) return fields.Outcome;
        var entries = request.Entries!.Select((entry, index) => Entry(fields, $"entries[{index}]", entry)).ToList();
        if (fields.Any) return fields.Outcome;

        var outcome = await shell.DecideAsync(
            Streams.TermList, DefinitionBook.StreamOf(name), context, list => TermListDecisions.Publish(list, new(name, entries, reason)), cancellation);
        book.Forget();
        return outcome;
    }

    private static TermEntry Entry(FieldErrors fields, string field, TermEntryRequest? entry) => new(
        fields.Text($"{field}.code", entry?.Code, FieldErrors.ShortText),
        fields.Text($"{field}.zh", entry?.Zh, FieldErrors.ShortText),
        fields.Text($"{field}.en", entry?.En, FieldErrors.ShortText),
        entry?.Retired ?? false);
}
