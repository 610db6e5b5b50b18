using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Exports;
using CaseFlow.PersonalData;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.PersonalData;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Exports;

/// <summary>Take a case out with the proof of its history, in clear.</summary>
public sealed record DiscloseEvidenceRequest : CommandRequest
{
    /// <summary>What it is needed for.</summary>
    [Required]
    public RevealPurpose? Purpose { get; init; }

    /// <summary>The language of the page: en or zh-CN; English when left out.</summary>
    public string? Language { get; init; }
}

/// <summary><c>GET</c> and <c>POST /api/complaints/{id}/evidence</c>.</summary>
public static class EvidenceRoutes
{
    private const string ContentType = "application/zip";

    private static readonly QueryParameter[] Parameters =
    [
        .. QueryParameter.Always,
        new("position", "The last event that may count; all when left out."),
        new("language", "The language of the page: en (usual) or zh-CN."),
    ];

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/complaints/{id:guid}/evidence", TakeAsync)
            .Requires(Permission.ExportEvidence)
            .WithTags(ExportRoutes.Tag)
            .WithSummary("A case with its events as they are stored, the proof of each, and a page to read; personal data masked. The same case at the same position gives the same bytes.")
            .Produces(StatusCodes.Status200OK, contentType: ContentType)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .Takes(Parameters);
        api.MapPost("/complaints/{id:guid}/evidence", DiscloseAsync)
            .DescribeCommand(Permission.ExportEvidenceInClear, ExportRoutes.Tag, "The same with personal data in clear; that it was disclosed, to whom and what for, is recorded with the customer's data first.")
            .Produces(StatusCodes.Status200OK, contentType: ContentType);
    }

    private static async Task<IResult> TakeAsync(Guid id, HttpContext http, EvidencePacks packs, ExportDesk desk, ReadYourWrites writes, CancellationToken cancellation)
    {
        var query = new QueryReader(http, Parameters);
        var caller = Caller.Of(http);
        var (scope, after, position, language) = (query.Scope().Of(caller.Department), query.Number("after", 0, long.MaxValue) ?? 0, query.Number("position", 1, long.MaxValue), query.Text("language"));
        if (language is not null && !Languages.All.Contains(language)) query.Errors.Add("language", FieldCodes.OutOfRange, $"language is {string.Join(" or ", Languages.All)}.");
        if (query.Errors.Any) return Answers.Invalid(query.Errors.Outcome.Errors);
        if (!caller.Scope.Includes(scope)) return Answers.Problem(ProblemCodes.OutsideTerritory, $"{scope.Territory} is not within {caller.Scope.Territory}, the territory of {caller.Actor}.");
        if (!await writes.WaitAsync([CaseThreads.Projection], after, cancellation)) return QueryRoutes.NotYetVisible(http, after);
        return await AnswerAsync(http, packs, desk, new() { Scope = scope, Caller = caller, Complaint = id, Language = language }, position, cancellation);
    }

    private static async Task<IResult> DiscloseAsync(Guid id, DiscloseEvidenceRequest request, HttpContext http, EvidencePacks packs, RevealingSubjects revealing, ExportDesk desk, CancellationToken cancellation)
    {
        var caller = Caller.Of(http);
        CommandOutcome? outcome = null;
        var answer = await CommandRoutes.CarryOutAsync(http, id, request, async context => outcome = await RevealAsync(id, request, caller, packs, revealing, context, cancellation), cancellation);
        if (outcome is not (CommandRecorded or CommandUnchanged)) return answer;
        // Only now, when it is on disk who gets it and why.
        return await AnswerAsync(http, packs, desk, new() { Scope = caller.Scope, Caller = caller, Complaint = id, Language = request.Language, InClear = true, Purpose = request.Purpose }, position: null, cancellation);
    }

    private static async Task<CommandOutcome> RevealAsync(
        Guid id, DiscloseEvidenceRequest request, Caller caller, EvidencePacks packs, RevealingSubjects revealing, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        fields.Choice("purpose", request.Purpose);
        if (request.Language is { } language && !Languages.All.Contains(language)) fields.Add("language", FieldCodes.OutOfRange, $"language is {string.Join(" or ", Languages.All)}.");
        if (fields.Any) return fields.Outcome;
        return await packs.CustomerOfAsync(caller.Scope, ComplaintId.From(id), cancellation) is { } customer
            ? await revealing.RevealAsync(customer, new() { Purpose = request.Purpose, Complaint = id }, context, cancellation)
            : new CommandRefused(new(ProblemCodes.NotFound, "There is no such case in your territory."));
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, EvidencePacks packs, ExportDesk desk, ExportAsk ask, long? position, CancellationToken cancellation)
    {
        if (await packs.BuildAsync(ask, position, cancellation) is not { } pack) return Answers.Problem(ProblemCodes.NotFound, $"There is no such case in the territory {ask.Scope.Territory}.");
        var export = await desk.BeginAsync(ExportForm.Evidence, ask, Correlation.Of(http), cancellation);
        await desk.CompleteAsync(export, ask, Correlation.Of(http), pack.Manifest.Events, EvidenceFiles.HashOf(pack.Bytes));
        ExportRoutes.Attach(http, pack.FileName, export);
        return Results.Bytes(pack.Bytes, ContentType);
    }
}
