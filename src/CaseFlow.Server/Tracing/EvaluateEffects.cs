using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Tracing;

namespace CaseFlow.Server.Tracing;

/// <summary>Lay down how the effect will be told.</summary>
public sealed record PlanEvaluationRequest : CommandRequest
{
    /// <summary>The figure before.</summary>
    [Required]
    public FigureRequest? Baseline { get; init; }

    /// <summary>The first month after, for example <c>2011-07</c>.</summary>
    [Required]
    public string? From { get; init; }

    /// <summary>The last month after; the first when it is left out.</summary>
    public string? To { get; init; }

    /// <summary>Which value is to be reached.</summary>
    [Required]
    public decimal? Target { get; init; }

    /// <summary>Whether the figure shall go down or up; down when it is left out.</summary>
    public BetterWhen? Better { get; init; }

    /// <summary>From when on the effect is told.</summary>
    [Required]
    public DateTimeOffset? ReviewAt { get; init; }
}

/// <summary>Tell the effect. The figures are told by the server.</summary>
public sealed record EvaluateEffectRequest : CommandRequest
{
    /// <summary>A value that somebody counted elsewhere, in place of the server's; with <c>enteredOn</c> only.</summary>
    public decimal? Value { get; init; }

    /// <summary>What vouches for that value, for example a monthly report. Not sealed: it names no customer.</summary>
    public string? EnteredOn { get; init; }
}

/// <summary>How the effect of improvements is told.</summary>
public static class EvaluatingEffects
{
    private const decimal Highest = 1_000_000_000;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapTraceCommand<PlanEvaluationRequest>("evaluation-plan", Permission.EvaluateTraces, "Lays down by which figure, against which and when the effect of this round is told.", PlanAsync);
        api.MapTraceCommand<EvaluateEffectRequest>("evaluate", Permission.EvaluateTraces, "Tells the effect; a missed target opens the analysis again.", EvaluateAsync);
    }

    public static async Task<CommandOutcome> PlanAsync(TraceDesk desk, TraceId trace, PlanEvaluationRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var fields = new FieldErrors();
        var before = desk.Measures.Read(request.Baseline, "baseline", context.Scope, context.Scope.Territory, fields);
        var after = EffectMeasures.Months("", request.From, request.To, fields);
        var target = fields.Value("target", request.Target);
        if (target is < 0 or > Highest) fields.Add("target", FieldCodes.OutOfRange, $"target is 0 to {Highest}.");
        var better = fields.OptionalChoice("better", request.Better) ?? BetterWhen.Lower;
        var review = fields.Value("reviewAt", request.ReviewAt);
        if (before is null || after is not var (first, last) || fields.Any) return fields.Outcome;
        FigureEvidence baseline;
        try
        {
            baseline = await desk.Measures.TellAsync(before, context.Actor, cancellation);
        }
        catch (ReplayUnavailableException later)
        {
            fields.Add("baseline.kpi", FieldCodes.NotReady, $"baseline.kpi: {later.Message}");
            return fields.Outcome;
        }

        var template = new EvaluationTemplate
        {
            Baseline = baseline.Question,
            From = Iso.Month(first),
            To = Iso.Month(last),
            Target = target,
            Better = better,
            ReviewAt = review,
        };
        return await desk.DecideAsync(trace, context, fields, state => EvaluationDecisions.Plan(state, new(template)), cancellation);
    }

    public static async Task<CommandOutcome> EvaluateAsync(TraceDesk desk, TraceId trace, EvaluateEffectRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var fields = new FieldErrors();
        var enteredOn = request.Value is null ? fields.OptionalClearText("enteredOn", request.EnteredOn) : fields.ClearText("enteredOn", request.EnteredOn);
        if (request.Value is null && enteredOn is not null) fields.Add("value", FieldCodes.Required, "value must be given when enteredOn vouches for it.");
        if (request.Value is < 0 or > Highest) fields.Add("value", FieldCodes.OutOfRange, $"value is 0 to {Highest}.");
        try
        {
            return await desk.DecideAsync(trace, context, fields, state => TellAsync(desk, state, request.Value, context, enteredOn, cancellation), EvaluationDecisions.Evaluate, cancellation);
        }
        catch (ReplayUnavailableException later)
        {
            fields.Add("value", FieldCodes.NotReady, $"value: {later.Message}");
            return fields.Outcome;
        }
    }

    /// <summary>Both figures as they are now; of a trace without a plan, nothing.</summary>
    private static async Task<EvaluateEffect> TellAsync(TraceDesk desk, Trace state, decimal? entered, CommandContext context, string? enteredOn, CancellationToken cancellation)
    {
        var at = context.OccurredAt;
        if (state.Template is not { } template) return new(null, new(null, 0, 0, 0, null), "", at);
        var baseline = await desk.Measures.TellAsync(template.Baseline, context.Actor, cancellation);
        if (entered is { } value) return new(baseline.Figure, new(value, 0, 0, 0, null), baseline.Question.KpiVersion, at) { EnteredOn = enteredOn };
        var measured = await desk.Measures.TellAsync(template.Measured, context.Actor, cancellation);
        return new(baseline.Figure, measured.Figure, measured.Question.KpiVersion, at);
    }
}
