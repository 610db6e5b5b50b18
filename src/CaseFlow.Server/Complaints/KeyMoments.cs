using System.ComponentModel.DataAnnotations;
using CaseFlow.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Complaints;

/// <summary>Record what customer and operator agreed on.</summary>
public sealed record ReachAgreementRequest : CommandRequest
{
    /// <summary>What will be done; personal data is sealed.</summary>
    [Required]
    public string? Terms { get; init; }
}

/// <summary>Record the care given at the end of the handling.</summary>
public sealed record GiveCareRequest : CommandRequest
{
    /// <summary>A code of the list <c>care-types</c>.</summary>
    [Required]
    public string? CareType { get; init; }

    /// <summary>How; personal data is sealed. May be left out.</summary>
    public string? Note { get; init; }
}

/// <summary>Record a step of the service blueprint that leaves no other fact.</summary>
public sealed record CarryOutStageRequest : CommandRequest
{
    /// <summary>The step.</summary>
    [Required]
    public BlueprintStage? Stage { get; init; }

    /// <summary>How; personal data is sealed. May be left out.</summary>
    public string? Note { get; init; }
}

/// <summary>Score how the customer lived a step.</summary>
public sealed record ScoreKeyMomentRequest : CommandRequest
{
    /// <summary>The step.</summary>
    [Required]
    public BlueprintStage? Stage { get; init; }

    /// <summary>From 1 (bad) to 5 (good), with at most two decimals.</summary>
    [Required]
    public decimal? Score { get; init; }
}

/// <summary>The steps of the service blueprint, and how the customer lived them.</summary>
public static class KeyMoments
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapComplaintCommand<ReachAgreementRequest>("reach-agreement", "Records what customer and operator agreed on.", ReachAgreementAsync);
        api.MapComplaintCommand<GiveCareRequest>("give-care", "Records the care given at the end of the handling.", GiveCareAsync);
        api.MapComplaintCommand<CarryOutStageRequest>("stages", "Records a step of the service blueprint that leaves no other fact.", CarryOutAsync);
        api.MapComplaintCommand<ScoreKeyMomentRequest>("score", "Scores how the customer lived a step.", ScoreAsync);
    }

    public static async Task<CommandOutcome> ReachAgreementAsync(ComplaintDesk desk, ComplaintId complaint, ReachAgreementRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var terms = fields.Text("terms", request.Terms);
        return await desk.DecideAsync(complaint, context, fields, (state, sealer) => KeyMomentDecisions.Agree(state, new(sealer.Seal(terms))), cancellation);
    }

    public static async Task<CommandOutcome> GiveCareAsync(ComplaintDesk desk, ComplaintId complaint, GiveCareRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var careType = fields.Term("careType", request.CareType, await desk.ListAsync(TermLists.CareTypes, cancellation));
        var note = fields.OptionalText("note", request.Note);
        return await desk.DecideAsync(complaint, context, fields, (state, sealer) => KeyMomentDecisions.Care(state, new(careType, sealer.SealOptional(note))), cancellation);
    }

    public static async Task<CommandOutcome> CarryOutAsync(ComplaintDesk desk, ComplaintId complaint, CarryOutStageRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var stage = fields.Choice("stage", request.Stage);
        var note = fields.OptionalText("note", request.Note);
        return await desk.DecideAsync(complaint, context, fields, (state, sealer) => KeyMomentDecisions.CarryOut(state, new(stage, sealer.SealOptional(note))), cancellation);
    }

    public static async Task<CommandOutcome> ScoreAsync(ComplaintDesk desk, ComplaintId complaint, ScoreKeyMomentRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var stage = fields.Choice("stage", request.Stage);
        var score = fields.Value("score", request.Score);
        if (fields.Any) return fields.Outcome;
        var standard = await CaseDefinitions.StandardAsync(desk.Shell, stage, CaseDefinitions.MomentOf(context), cancellation);
        return await desk.DecideAsync(complaint, context, (state, _) => KeyMomentDecisions.Score(state, new(stage, score, standard)), cancellation);
    }
}
