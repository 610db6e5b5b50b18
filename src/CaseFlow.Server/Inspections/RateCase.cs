using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Inspections;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Inspections;

/// <summary>How one criterion is answered.</summary>
public sealed record AnswerRequest
{
    /// <summary>Its code.</summary>
    [Required]
    public string? Criterion { get; init; }

    /// <summary>From 0 to its most; left out where the criterion does not apply.</summary>
    public int? Points { get; init; }

    /// <summary>What there is to say; personal data is sealed.</summary>
    public string? Remark { get; init; }
}

/// <summary>Submit a finding on a case of a sample.</summary>
public sealed record SubmitFindingRequest : CommandRequest
{
    /// <summary>Each criterion of the card once.</summary>
    [Required]
    public IReadOnlyList<AnswerRequest?>? Answers { get; init; }

    /// <summary>What there is to say to the whole; personal data is sealed.</summary>
    public string? Comment { get; init; }
}

/// <summary>How a case is rated.</summary>
public static class RatingCases
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapInspectionCommand<SubmitFindingRequest>("submit", Permission.InspectCases, "Submits a finding on a case of a sample.", SubmitAsync);

    public static Task<CommandOutcome> SubmitAsync(InspectionDesk desk, InspectionSampleId sample, ComplaintId complaint, SubmitFindingRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        return desk.DecideAsync(
            sample,
            complaint,
            context,
            fields =>
            {
                Given(fields, request.Answers);
                fields.OptionalText("comment", request.Comment);
            },
            async (drawn, fields, seal) => (Answers: await AnswersAsync(fields, drawn.Card, request.Answers!, seal), Comment: fields.Any ? null : await seal(request.Comment)),
            (inspection, drawn, words) => InspectionDecisions.Submit(inspection, new()
            {
                Sample = drawn.Sample.Drawn!,
                Case = drawn.Case,
                Content = drawn.Card,
                Raters = drawn.Sample.RatersOf(complaint),
                DealtWith = drawn.DealtWith,
                Rater = context.Actor,
                Answers = words.Answers,
                Comment = words.Comment,
            }),
            cancellation);
    }

    /// <summary>Notes when no answers are given.</summary>
    public static void Given(FieldErrors fields, IReadOnlyList<AnswerRequest?>? answers)
    {
        ArgumentNullException.ThrowIfNull(fields);
        if (answers is null) fields.Add("answers", FieldCodes.Required, "answers must be given.");
    }

    /// <summary>The answers of a request; what does not fit the card is noted.</summary>
    public static async Task<IReadOnlyList<CriterionAnswer>> AnswersAsync(FieldErrors fields, ScorecardContent card, IReadOnlyList<AnswerRequest?> answers, Func<string?, Task<Sealed?>> seal)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(card);
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(seal);
        var criteria = card.AllCriteria().ToDictionary(one => one.Code, StringComparer.Ordinal);
        if (answers.Count > criteria.Count) fields.Add("answers", FieldCodes.OutOfRange, $"answers has one for each of the card's {criteria.Count} criteria.");
        if (fields.Any) return [];
        var remarks = new List<string?>();
        for (var place = 0; place < answers.Count; place++)
        {
            var (field, answer) = ($"answers[{place}]", answers[place]);
            var code = fields.Text($"{field}.criterion", answer?.Criterion, FieldErrors.ShortText);
            if (code.Length > 0 && !criteria.ContainsKey(code)) fields.Add($"{field}.criterion", FieldCodes.UnknownTerm, $"{field}.criterion: the card has no {code}.");
            else if (code.Length > 0 && !Scoring.Takes(criteria[code], answer!.Points)) fields.Add($"{field}.points", FieldCodes.OutOfRange, $"{field}.points of {code} is 0 to {criteria[code].Top}{(criteria[code].MayNotApply ? ", or nothing" : "")}.");
            remarks.Add(fields.OptionalText($"{field}.remark", answer?.Remark));
        }

        if (fields.Any) return [];
        var read = new List<CriterionAnswer>();
        for (var place = 0; place < answers.Count; place++)
            read.Add(new(answers[place]!.Criterion!.Trim(), answers[place]!.Points, await seal(remarks[place])));
        return read;
    }
}

/// <summary>A use case: one command on the inspection of a case.</summary>
public delegate Task<CommandOutcome> InspectionUseCase<in TRequest>(
    InspectionDesk desk, InspectionSampleId sample, ComplaintId complaint, TRequest request, CommandContext context, CancellationToken cancellation);

/// <summary>Gives the commands on an inspection their routes.</summary>
public static class InspectionCommandRoutes
{
    /// <summary>Maps <c>POST /api/inspections/{id}/items/{complaint}/{verb}</c>.</summary>
    public static RouteHandlerBuilder MapInspectionCommand<TRequest>(this IEndpointRouteBuilder api, string verb, Permission permission, string summary, InspectionUseCase<TRequest> handle)
        where TRequest : CommandRequest =>
        api.MapPost($"/inspections/{{id:guid}}/items/{{complaint:guid}}/{verb}", (Guid id, Guid complaint, TRequest request, HttpContext http, InspectionDesk desk, CancellationToken cancellation) =>
            {
                var (sample, one) = (InspectionSampleId.From(id), ComplaintId.From(complaint));
                return CommandRoutes.CarryOutAsync(http, InspectionDesk.StreamOf(sample, one), request, context => handle(desk, sample, one, request, context, cancellation), cancellation);
            })
            .DescribeCommand(permission, ScorecardRoutes.Tag, summary);
}
