using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.PersonalData;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.PersonalData;

/// <summary>Forbid erasing a customer's data.</summary>
public sealed record PlaceLegalHoldRequest : CommandRequest
{
    /// <summary>The number of the proceedings, which names the hold. Not sealed: a reference, never a name or a number of the customer.</summary>
    [Required]
    public string? Reference { get; init; }

    /// <summary>Why.</summary>
    [Required]
    public HoldCause? Cause { get; init; }
}

/// <summary>End a hold.</summary>
public sealed record LiftLegalHoldRequest : CommandRequest
{
    /// <summary>The reference under which it was placed.</summary>
    [Required]
    public string? Reference { get; init; }
}

/// <summary>Legal holds: while one stands, nothing is erased.</summary>
public static class HoldingSubjects
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapDataSubjectCommand<PlaceLegalHoldRequest>("legal-holds", Permission.ManageRetention, "Forbids erasing a customer's data until the hold is lifted.", PlaceAsync);
        api.MapDataSubjectCommand<LiftLegalHoldRequest>("legal-holds/lift", Permission.ManageRetention, "Ends a legal hold.", LiftAsync);
    }

    public static async Task<CommandOutcome> PlaceAsync(DataSubjectDesk desk, CustomerId customer, PlaceLegalHoldRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var reference = fields.Text("reference", request.Reference, FieldErrors.ShortText);
        var cause = fields.Choice("cause", request.Cause);
        return fields.Any ? fields.Outcome : await desk.DecideAsync(
            customer, context, (subject, region) => DataSubjectDecisions.PlaceHold(subject, new(customer, region, reference, cause, context.Actor)), cancellation);
    }

    public static async Task<CommandOutcome> LiftAsync(DataSubjectDesk desk, CustomerId customer, LiftLegalHoldRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var reference = fields.Text("reference", request.Reference, FieldErrors.ShortText);
        return fields.Any ? fields.Outcome : await desk.DecideAsync(
            customer, context, (subject, _) => DataSubjectDecisions.LiftHold(subject, new(customer, reference, context.Actor)), cancellation);
    }
}
