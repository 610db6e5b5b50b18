using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Inspections;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Inspections;

/// <summary>Say that a finding on a case of one's own desk is not right.</summary>
public sealed record AppealFindingRequest : CommandRequest
{
    /// <summary>Whose finding.</summary>
    [Required]
    public string? Rater { get; init; }

    /// <summary>Why.</summary>
    [Required]
    public AppealGround? Ground { get; init; }

    /// <summary>What there is to say; personal data is sealed.</summary>
    public string? Note { get; init; }
}

/// <summary>Decide that an appealed finding stands.</summary>
public sealed record ConfirmFindingRequest : CommandRequest
{
    /// <summary>Whose finding.</summary>
    [Required]
    public string? Rater { get; init; }

    /// <summary>Why.</summary>
    [Required]
    public ReviewGround? Ground { get; init; }

    /// <summary>What there is to say; personal data is sealed.</summary>
    public string? Note { get; init; }
}

/// <summary>Put other answers in the place of an appealed finding's.</summary>
public sealed record CorrectFindingRequest : CommandRequest
{
    /// <summary>Whose finding.</summary>
    [Required]
    public string? Rater { get; init; }

    /// <summary>Why.</summary>
    [Required]
    public ReviewGround? Ground { get; init; }

    /// <summary>Each criterion of the card once.</summary>
    [Required]
    public IReadOnlyList<AnswerRequest?>? Answers { get; init; }

    /// <summary>What there is to say; personal data is sealed.</summary>
    public string? Note { get; init; }
}

/// <summary>How a finding is appealed and decided on.</summary>
public static class ReviewingFindings
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapInspectionCommand<AppealFindingRequest>("appeal", Permission.LeadDesk, "Appeals a finding; another person than the rater decides.", AppealAsync);
        api.MapInspectionCommand<ConfirmFindingRequest>("confirm", Permission.PlanInspections, "Decides that an appealed finding stands.", ConfirmAsync);
        api.MapInspectionCommand<CorrectFindingRequest>("correct", Permission.PlanInspections, "Puts other answers in the place of an appealed finding's, which stays in the history.", CorrectAsync);
    }

    public static Task<CommandOutcome> AppealAsync(InspectionDesk desk, InspectionSampleId sample, ComplaintId complaint, AppealFindingRequest request, CommandContext context, CancellationToken cancellation) =>
        desk.DecideAsync(
            sample,
            complaint,
            context,
            fields => Check(fields, request.Rater, request.Ground, request.Note),
            async (_, _, seal) => new AppealFinding(sample, complaint, request.Rater!.Trim(), request.Ground!.Value, context.Actor, await seal(request.Note)),
            (inspection, _, command) => InspectionDecisions.Appeal(inspection, command),
            cancellation);

    public static Task<CommandOutcome> ConfirmAsync(InspectionDesk desk, InspectionSampleId sample, ComplaintId complaint, ConfirmFindingRequest request, CommandContext context, CancellationToken cancellation) =>
        desk.DecideAsync(
            sample,
            complaint,
            context,
            fields => Check(fields, request.Rater, request.Ground, request.Note),
            async (_, _, seal) => new ConfirmFinding(sample, complaint, request.Rater!.Trim(), request.Ground!.Value, context.Actor, await seal(request.Note)),
            (inspection, _, command) => InspectionDecisions.Confirm(inspection, command),
            cancellation);

    public static Task<CommandOutcome> CorrectAsync(InspectionDesk desk, InspectionSampleId sample, ComplaintId complaint, CorrectFindingRequest request, CommandContext context, CancellationToken cancellation) =>
        desk.DecideAsync(
            sample,
            complaint,
            context,
            fields =>
            {
                Check(fields, request.Rater, request.Ground, request.Note);
                RatingCases.Given(fields, request.Answers);
            },
            async (drawn, fields, seal) =>
            {
                var answers = await RatingCases.AnswersAsync(fields, drawn.Card, request.Answers!, seal);
                return new CorrectFinding(sample, complaint, request.Rater!.Trim(), drawn.Card, answers, request.Ground!.Value, context.Actor) { Note = fields.Any ? null : await seal(request.Note) };
            },
            (inspection, _, command) => InspectionDecisions.Correct(inspection, command),
            cancellation);

    private static void Check<TGround>(FieldErrors fields, string? rater, TGround? ground, string? note)
        where TGround : struct, Enum
    {
        fields.Text("rater", rater, FieldErrors.ShortText);
        fields.Choice("ground", ground);
        fields.OptionalText("note", note);
    }
}
