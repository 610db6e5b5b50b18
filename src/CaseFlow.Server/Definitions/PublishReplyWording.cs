using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Definitions;
using CaseFlow.Server.Clocks;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;
using CaseFlow.Server.Tracing;

namespace CaseFlow.Server.Definitions;

/// <summary>Approve a reply wording, or its next version.</summary>
public sealed record PublishReplyWordingRequest : CommandRequest
{
    /// <summary>What it is called in Chinese.</summary>
    [Required]
    public string? Zh { get; init; }

    /// <summary>What it is called in English.</summary>
    [Required]
    public string? En { get; init; }

    /// <summary>What customers are told. Not sealed: it is for everybody.</summary>
    [Required]
    public string? Words { get; init; }

    /// <summary>Codes of the list <c>topics</c>, each with all below it; left out for all.</summary>
    public IReadOnlyList<string?>? Topics { get; init; }

    /// <summary>Codes of the list <c>regions</c>; left out for everywhere.</summary>
    public IReadOnlyList<string?>? Places { get; init; }

    /// <summary>The first day on which it is given.</summary>
    [Required]
    public DateOnly? ValidFrom { get; init; }

    /// <summary>The last one; left out while it is open.</summary>
    public DateOnly? ValidUntil { get; init; }

    /// <summary>The account of whoever approved it.</summary>
    [Required]
    public string? ApprovedBy { get; init; }

    /// <summary>Why it is published.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>Take a version of a reply wording back.</summary>
public sealed record WithdrawReplyWordingRequest : CommandRequest
{
    /// <summary>Which version.</summary>
    [Required]
    public int? Version { get; init; }

    /// <summary>Why.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>What customers of ordinary cases are told.</summary>
public static class PublishingReplyWordings
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/definitions/reply-wordings/{name}", (string name, PublishReplyWordingRequest request, HttpContext http, CommandShell shell, DefinitionBook book, CancellationToken cancellation) =>
                CommandRoutes.CarryOutAsync(http, CaseDefinitions.WordingsStream, request, context => PublishAsync(shell, book, name, request, context, cancellation), cancellation))
            .DescribeCommand(Permission.PublishDefinitions, DefinitionsInForce.Tag, "Approves a reply wording, or its next version; earlier ones are not given any more.");
        api.MapPost("/definitions/reply-wordings/{name}/withdraw", (string name, WithdrawReplyWordingRequest request, HttpContext http, CommandShell shell, CancellationToken cancellation) =>
                CommandRoutes.CarryOutAsync(http, CaseDefinitions.WordingsStream, request, context => WithdrawAsync(shell, name, request, context, cancellation), cancellation))
            .DescribeCommand(Permission.PublishDefinitions, DefinitionsInForce.Tag, "Takes a version of a reply wording back; who was told it is listed.");
    }

    public static async Task<CommandOutcome> PublishAsync(CommandShell shell, DefinitionBook book, string name, PublishReplyWordingRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shell);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var wording = ClockFields.Name(fields, name);
        var terms = new ReplyWordingTerms
        {
            Zh = fields.Text("zh", request.Zh, FieldErrors.ShortText),
            En = fields.Text("en", request.En, FieldErrors.ShortText),
            Words = fields.ClearText("words", request.Words),
            Reach = await CaseDefinitionFields.ReachAsync(fields, book, request.Topics, request.Places, cancellation),
            Valid = new(fields.Value("validFrom", request.ValidFrom), request.ValidUntil),
            ApprovedBy = fields.ClearText("approvedBy", request.ApprovedBy, FieldErrors.ShortText),
        };
        var reason = fields.Text("reason", request.Reason);
        return fields.Any ? fields.Outcome : await shell.DecideAsync(
            Streams.ReplyWordings, CaseDefinitions.WordingsStream, context, state => ReplyWordingDecisions.Publish(state, new(wording, terms, reason)), cancellation);
    }

    public static async Task<CommandOutcome> WithdrawAsync(CommandShell shell, string name, WithdrawReplyWordingRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shell);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var command = new WithdrawReplyWording(name, fields.Value("version", request.Version), fields.Text("reason", request.Reason));
        return fields.Any ? fields.Outcome : await shell.DecideAsync(Streams.ReplyWordings, CaseDefinitions.WordingsStream, context, state => ReplyWordingDecisions.Withdraw(state, command), cancellation);
    }
}
