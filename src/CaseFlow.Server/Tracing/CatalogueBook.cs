using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;
using CaseFlow.Tracing;

namespace CaseFlow.Server.Tracing;

/// <summary>The catalogue, read from its streams: one a kind, few and short.</summary>
public sealed class CatalogueBook(CommandShell shell)
{
    /// <summary>The stream of a kind.</summary>
    public static Guid StreamOf(CatalogueKind kind) => DeterministicId.From("catalogue", kind);

    /// <summary>The entries of a kind.</summary>
    public Task<Catalogue> OfAsync(CatalogueKind kind, CancellationToken cancellation) => shell.StateAsync(Streams.Catalogue, StreamOf(kind), cancellation);

    /// <summary>Whether a version was published; true when none is named.</summary>
    public async Task<bool> HasAsync(CatalogueVersion? version, CancellationToken cancellation) => version is null || (await OfAsync(version.Kind, cancellation)).Has(version);

    /// <summary>What a version says; null when there is none.</summary>
    public async Task<CatalogueContent?> FindAsync(CatalogueVersion version, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(version);
        var catalogue = await OfAsync(version.Kind, cancellation);
        return catalogue.Has(version) ? catalogue.Find(version.Entry)!.Versions[version.Version - 1] : null;
    }
}

/// <summary>One version of an entry.</summary>
/// <param name="Version">From 1.</param>
/// <param name="ValidUntil">Null while it is in force.</param>
/// <param name="Content">What it says.</param>
public sealed record CatalogueVersionAnswer(int Version, DateTimeOffset? ValidUntil, CatalogueContent Content);

/// <summary>An entry with its versions, the oldest first.</summary>
public sealed record CatalogueEntryAnswer(string Entry, IReadOnlyList<CatalogueVersionAnswer> Versions);

/// <summary>Publish an entry of the catalogue, or its next version.</summary>
public sealed record PublishCatalogueVersionRequest : CommandRequest
{
    /// <summary>Its name in Chinese.</summary>
    [Required]
    public string? Zh { get; init; }

    /// <summary>Its name in English.</summary>
    [Required]
    public string? En { get; init; }

    /// <summary>Where it is written.</summary>
    [Required]
    public string? Citation { get; init; }

    /// <summary>The department that answers for it: a code of the list <c>departments</c>.</summary>
    [Required]
    public string? Department { get; init; }

    /// <summary>What it says. Not sealed: it names no customer.</summary>
    [Required]
    public string? Words { get; init; }

    /// <summary>From when on it is in force.</summary>
    [Required]
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>What of it decides whether a contact about roaming fails.</summary>
    public ServiceTerms? Terms { get; init; }

    /// <summary>Why it is published.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>Let an entry of the catalogue be in force no more.</summary>
public sealed record EndCatalogueEntryRequest : CommandRequest
{
    /// <summary>Until when it is in force.</summary>
    [Required]
    public DateTimeOffset? Until { get; init; }

    /// <summary>Why it ends.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>The versions of the catalogue.</summary>
public static class PublishingCatalogue
{
    private const int MostLockedHours = 24 * 366;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/definitions/catalogue/{kind}", (string kind, HttpContext http, CommandShell shell, CancellationToken cancellation) => OfKindAsync(kind, of => ListAsync(of, http, shell, cancellation)))
            .Requires(Permission.ReadDefinitions)
            .WithTags(DefinitionsInForce.Tag)
            .WithSummary("The rules, products, portal texts, processes or systems that causes lie in, with all their versions.")
            .Produces<List<CatalogueEntryAnswer>>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/definitions/catalogue/{kind}/{entry}", (string kind, string entry, PublishCatalogueVersionRequest request, HttpContext http, CommandShell shell, DefinitionBook book, CancellationToken cancellation) =>
                OfKindAsync(kind, of => CommandRoutes.CarryOutAsync(http, CatalogueBook.StreamOf(of), request, context => PublishAsync(shell, book, of, entry, request, context, cancellation), cancellation)))
            .DescribeCommand(Permission.PublishDefinitions, DefinitionsInForce.Tag, "Publishes an entry of the catalogue, or its next version.");
        api.MapPost("/definitions/catalogue/{kind}/{entry}/end", (string kind, string entry, EndCatalogueEntryRequest request, HttpContext http, CommandShell shell, CancellationToken cancellation) =>
                OfKindAsync(kind, of => CommandRoutes.CarryOutAsync(http, CatalogueBook.StreamOf(of), request, context => EndAsync(shell, of, entry, request, context, cancellation), cancellation)))
            .DescribeCommand(Permission.PublishDefinitions, DefinitionsInForce.Tag, "Lets an entry of the catalogue be in force no more.");
    }

    /// <summary>A number names no kind for a reader, though it would be read as one.</summary>
    private static Task<IResult> OfKindAsync(string text, Func<CatalogueKind, Task<IResult>> then) =>
        text.All(char.IsAsciiLetter) && Enum.TryParse<CatalogueKind>(text, ignoreCase: true, out var kind)
            ? then(kind)
            : Task.FromResult<IResult>(Answers.Problem(ProblemCodes.NotFound, $"There is no such catalogue; there are {string.Join(", ", Enum.GetNames<CatalogueKind>())}."));

    private static async Task<IResult> ListAsync(CatalogueKind kind, HttpContext http, CommandShell shell, CancellationToken cancellation)
    {
        var history = await shell.HistoryAsync(CatalogueBook.StreamOf(kind), cancellation);
        http.Response.Headers.ETag = Answers.ETag(history.Count == 0 ? 0 : history[^1].Version);
        var catalogue = Streams.Catalogue.Fold(history);
        return TypedResults.Ok(catalogue.Entries
            .Select(entry => new CatalogueEntryAnswer(entry.Key, [.. entry.Value.Versions.Select((content, i) => new CatalogueVersionAnswer(i + 1, entry.Value.Validity(i + 1).Until, content))]))
            .ToList());
    }

    public static async Task<CommandOutcome> PublishAsync(
        CommandShell shell, DefinitionBook book, CatalogueKind kind, string entry, PublishCatalogueVersionRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shell);
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        fields.Text("entry", entry, FieldErrors.ShortText);
        Check(request.Terms, fields);
        var content = new CatalogueContent
        {
            Zh = fields.Text("zh", request.Zh, FieldErrors.ShortText),
            En = fields.Text("en", request.En, FieldErrors.ShortText),
            Citation = fields.Text("citation", request.Citation, FieldErrors.ShortText),
            Department = fields.Term("department", request.Department, await book.ListAsync(TermLists.Departments, cancellation)),
            Words = fields.ClearText("words", request.Words),
            ValidFrom = fields.Value("validFrom", request.ValidFrom),
            Terms = request.Terms,
        };
        var reason = fields.ClearText("reason", request.Reason);
        return fields.Any ? fields.Outcome : await shell.DecideAsync(
            Streams.Catalogue, CatalogueBook.StreamOf(kind), context, catalogue => CatalogueDecisions.Publish(catalogue, new(kind, entry, content, reason)), cancellation);
    }

    private static Task<CommandOutcome> EndAsync(CommandShell shell, CatalogueKind kind, string entry, EndCatalogueEntryRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var until = fields.Value("until", request.Until);
        var reason = fields.ClearText("reason", request.Reason);
        return fields.Any
            ? Task.FromResult<CommandOutcome>(fields.Outcome)
            : shell.DecideAsync(Streams.Catalogue, CatalogueBook.StreamOf(kind), context, catalogue => CatalogueDecisions.End(catalogue, new(kind, entry, until, reason)), cancellation);
    }

    private static void Check(ServiceTerms? terms, FieldErrors fields)
    {
        if (terms?.Identification is { } rule && (rule.WrongTries is < 1 or > 1_000 || rule.LockedHours is < 0 or > MostLockedHours))
            fields.Add("terms.identification", FieldCodes.OutOfRange, $"terms.identification locks after 1 to 1000 tries, for 0 to {MostLockedHours} hours.");
        if (terms?.Identification is { } counting) fields.Choice("terms.identification.counts", (LockCounter?)counting.Counts);
        if (terms?.Activation is { } activation && (activation.ImmediateTiers is null || activation.ImmediateBrands is null))
            fields.Add("terms.activation", FieldCodes.Required, "terms.activation names the tiers and brands for which it is immediate, or none of them.");
    }
}
