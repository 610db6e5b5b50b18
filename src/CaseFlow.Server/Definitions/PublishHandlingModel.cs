using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Definitions;
using CaseFlow.Server.Clocks;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Definitions;

/// <summary>Publish a handling model, or its next version.</summary>
public sealed record PublishHandlingModelRequest : CommandRequest
{
    /// <summary>What it is called in Chinese.</summary>
    [Required]
    public string? Zh { get; init; }

    /// <summary>What it is called in English.</summary>
    [Required]
    public string? En { get; init; }

    /// <summary>The account of whoever answers for it.</summary>
    [Required]
    public string? Owner { get; init; }

    /// <summary>Codes of the list <c>topics</c>, each with all below it; at least one.</summary>
    [Required]
    public IReadOnlyList<string?>? Topics { get; init; }

    /// <summary>Codes of the list <c>regions</c>; left out for everywhere.</summary>
    public IReadOnlyList<string?>? Places { get; init; }

    /// <summary>The first day on which it is applied.</summary>
    [Required]
    public DateOnly? ValidFrom { get; init; }

    /// <summary>The last one; left out while it is open.</summary>
    public DateOnly? ValidUntil { get; init; }

    /// <summary>A code of the list <c>responsibility-classes</c>; left out for any.</summary>
    public string? ResponsibilityClass { get; init; }

    /// <summary>The customers that it is for; left out for all.</summary>
    public IReadOnlyList<Personality>? Personalities { get; init; }

    /// <summary>What is done, in order; at least one.</summary>
    [Required]
    public IReadOnlyList<string?>? Steps { get; init; }

    /// <summary>What is offered when a claim cannot be met.</summary>
    public IReadOnlyList<string?>? Alternatives { get; init; }

    /// <summary>Why it is published.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>Retire a handling model.</summary>
public sealed record RetireHandlingModelRequest : CommandRequest
{
    /// <summary>Why.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>How cases are handled well, in versions.</summary>
public static class PublishingHandlingModels
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/definitions/handling-models/{name}", (string name, PublishHandlingModelRequest request, HttpContext http, CommandShell shell, DefinitionBook book, CancellationToken cancellation) =>
                CommandRoutes.CarryOutAsync(http, CaseDefinitions.ModelsStream, request, context => PublishAsync(shell, book, name, request, context, cancellation), cancellation))
            .DescribeCommand(Permission.PublishDefinitions, DefinitionsInForce.Tag, "Publishes a handling model, or its next version.");
        api.MapPost("/definitions/handling-models/{name}/retire", (string name, RetireHandlingModelRequest request, HttpContext http, CommandShell shell, CancellationToken cancellation) =>
                CommandRoutes.CarryOutAsync(http, CaseDefinitions.ModelsStream, request, context => RetireAsync(shell, name, request, context, cancellation), cancellation))
            .DescribeCommand(Permission.PublishDefinitions, DefinitionsInForce.Tag, "Retires a handling model until its next version.");
    }

    public static async Task<CommandOutcome> PublishAsync(CommandShell shell, DefinitionBook book, string name, PublishHandlingModelRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shell);
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var model = ClockFields.Name(fields, name);
        foreach (var (field, given) in new[] { ("topics", request.Topics), ("steps", request.Steps) })
        {
            if (given is null) fields.Add(field, FieldCodes.Required, $"{field} must be given.");
        }

        var terms = new HandlingModelTerms
        {
            Zh = fields.Text("zh", request.Zh, FieldErrors.ShortText),
            En = fields.Text("en", request.En, FieldErrors.ShortText),
            Owner = fields.Text("owner", request.Owner, FieldErrors.ShortText),
            Reach = await CaseDefinitionFields.ReachAsync(fields, book, request.Topics, request.Places, cancellation),
            Valid = new(fields.Value("validFrom", request.ValidFrom), request.ValidUntil),
            ResponsibilityClass = fields.OptionalTerm("responsibilityClass", request.ResponsibilityClass, await book.ListAsync(TermLists.ResponsibilityClasses, cancellation))?.Code,
            Personalities = fields.Choices("personalities", request.Personalities ?? []),
            Steps = CaseDefinitionFields.Lines(fields, "steps", request.Steps),
            Alternatives = CaseDefinitionFields.Lines(fields, "alternatives", request.Alternatives),
        };
        var reason = fields.Text("reason", request.Reason);
        return fields.Any ? fields.Outcome : await shell.DecideAsync(
            Streams.HandlingModels, CaseDefinitions.ModelsStream, context, state => HandlingModelDecisions.Publish(state, new(model, terms, reason)), cancellation);
    }

    public static async Task<CommandOutcome> RetireAsync(CommandShell shell, string name, RetireHandlingModelRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shell);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var command = new RetireHandlingModel(name, fields.Text("reason", request.Reason));
        return fields.Any ? fields.Outcome : await shell.DecideAsync(Streams.HandlingModels, CaseDefinitions.ModelsStream, context, state => HandlingModelDecisions.Retire(state, command), cancellation);
    }
}
