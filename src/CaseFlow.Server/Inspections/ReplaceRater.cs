using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Inspections;

/// <summary>Give a case of a sample to another rater.</summary>
public sealed record ReplaceRaterRequest : CommandRequest
{
    /// <summary>Who rates it so far, and has submitted nothing.</summary>
    [Required]
    public string? Rater { get; init; }

    /// <summary>Who is to rate it.</summary>
    [Required]
    public string? By { get; init; }
}

/// <summary>Who rates which case.</summary>
public static class ReplacingRaters
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/inspections/{id:guid}/items/{complaint:guid}/replace-rater", (Guid id, Guid complaint, ReplaceRaterRequest request, HttpContext http, InspectionDesk desk, CancellationToken cancellation) =>
                CommandRoutes.CarryOutAsync(http, id, request, context => ReplaceAsync(desk, InspectionSampleId.From(id), ComplaintId.From(complaint), request, context, cancellation), cancellation))
            .DescribeCommand(Permission.PlanInspections, ScorecardRoutes.Tag, "Gives a case of a sample to another rater.");

    public static async Task<CommandOutcome> ReplaceAsync(InspectionDesk desk, InspectionSampleId sample, ComplaintId complaint, ReplaceRaterRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var (rater, by) = (fields.Text("rater", request.Rater, FieldErrors.ShortText), fields.Text("by", request.By, FieldErrors.ShortText));
        return fields.Any ? fields.Outcome : await desk.ReplaceAsync(sample, complaint, rater, by, context, cancellation);
    }
}
