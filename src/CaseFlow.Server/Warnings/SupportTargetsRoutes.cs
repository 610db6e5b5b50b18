using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Server.Clocks;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;
using CaseFlow.Warnings;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CaseFlow.Server.Warnings;

/// <summary>Publish targets for support that cities ask their province for.</summary>
public sealed record PublishSupportTargetsRequest : CommandRequest
{
    /// <summary>The calendar of working time.</summary>
    [Required]
    public string? Calendar { get; init; }

    /// <summary>In how many working minutes the province takes a request up.</summary>
    [Required]
    public int? TakeUpMinutes { get; init; }

    /// <summary>In how many working minutes the city has an answer.</summary>
    [Required]
    public int? AnswerMinutes { get; init; }

    /// <summary>Why they are published.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>Targets in one version.</summary>
/// <param name="Latest">Whether they are in force.</param>
/// <param name="PublishedBy">Who published them.</param>
/// <param name="PublishedAt">When it was recorded.</param>
/// <param name="Targets">The version.</param>
public sealed record SupportTargetsAnswer(bool Latest, string PublishedBy, DateTimeOffset PublishedAt, SupportTargetsPublished Targets);

/// <summary>The versions of the targets.</summary>
public static class PublishingSupportTargets
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/definitions/support-targets", TargetsAsync)
            .Requires(Permission.ReadDefinitions)
            .WithTags(DefinitionsInForce.Tag)
            .WithSummary("The targets for support that cities ask their province for, in all their versions, the latest first. The ETag is that of a publication.");
        api.MapPost("/definitions/support-targets", (PublishSupportTargetsRequest request, HttpContext http, CommandShell shell, CancellationToken cancellation) =>
                CommandRoutes.CarryOutAsync(http, SupportDesk.TargetsStream, request, context => PublishAsync(shell, request, context, cancellation), cancellation))
            .DescribeCommand(Permission.PublishDefinitions, DefinitionsInForce.Tag, "Publishes the next version of the targets for support; requests that run keep theirs.");
    }

    public static async Task<CommandOutcome> PublishAsync(CommandShell shell, PublishSupportTargetsRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shell);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var calendar = fields.Text("calendar", request.Calendar, FieldErrors.ShortText);
        var (takeUp, answer) = (fields.Value("takeUpMinutes", request.TakeUpMinutes), fields.Value("answerMinutes", request.AnswerMinutes));
        var reason = fields.Text("reason", request.Reason);
        return fields.Any ? fields.Outcome : await shell.DecideAsync(
            Streams.SupportTargets,
            SupportDesk.TargetsStream,
            context,
            async _ => await PublishingClockRules.CalendarsAsync(shell, cancellation),
            (targets, calendars) => SupportTargetsDecisions.Publish(targets, new(calendar, takeUp, answer, reason) { Known = calendars }),
            cancellation);
    }

    private static async Task<Ok<List<SupportTargetsAnswer>>> TargetsAsync(HttpContext http, CommandShell shell, CancellationToken cancellation)
    {
        var history = await shell.HistoryAsync(SupportDesk.TargetsStream, cancellation);
        http.Response.Headers.ETag = Answers.ETag(history.Count == 0 ? 0 : history[^1].Version);
        return TypedResults.Ok(history.Reverse().Where(e => e.Data is SupportTargetsPublished)
            .Select(e => new SupportTargetsAnswer(e == history[^1], e.Metadata.Actor, e.RecordedAt, (SupportTargetsPublished)e.Data)).ToList());
    }
}
