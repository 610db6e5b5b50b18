namespace CaseFlow.Tracing;

/// <summary>Have a department improve something.</summary>
public sealed record PlanImprovement(ImprovementPlanned Planned);

/// <summary>Begin with it.</summary>
public sealed record StartImprovement(ImprovementId Improvement);

/// <summary>Record that it is made.</summary>
/// <param name="Done">What is recorded.</param>
/// <param name="IsPublished">Whether the catalogue has the version that came of it; true when none did.</param>
public sealed record CompleteImprovement(ImprovementDone Done, bool IsPublished);

/// <summary>Record that it will not be made.</summary>
public sealed record DropImprovement(ImprovementId Improvement, string Reason);

/// <summary>Lay down how the effect will be told.</summary>
public sealed record PlanEvaluation(EvaluationTemplate Template);

/// <summary>Tell the effect.</summary>
public sealed record EvaluateEffect(KpiFigure? Baseline, KpiFigure Measured, string KpiVersion, DateTimeOffset At)
{
    /// <summary>What vouches for a value that somebody entered.</summary>
    public string? EnteredOn { get; init; }
}

/// <summary>What may be done with the improvements of a trace.</summary>
public static class ImprovementDecisions
{
    public static Decision<TraceEvent> Plan(Trace trace, PlanImprovement command) => trace switch
    {
        { Stage: TraceStage.Unopened } => TraceRefusals.NotOpened,
        { Stage: TraceStage.Closed } => TraceRefusals.Closed,
        _ when trace.Improvements.ContainsKey(command.Planned.Improvement.Value) => Decision.Nothing,
        { IsWorkedOn: false } => TraceRefusals.NotAnalysed,
        _ when command.Planned.Causes.Count == 0 || !command.Planned.Causes.All(cause => IsConfirmed(trace, cause)) => TraceRefusals.CauseNotConfirmed,
        _ => command.Planned,
    };

    public static Decision<TraceEvent> Start(Trace trace, StartImprovement command) => !trace.Improvements.TryGetValue(command.Improvement.Value, out var one) ? TraceRefusals.ImprovementUnknown : one.Status switch
    {
        ImprovementStatus.Started => Decision.Nothing,
        ImprovementStatus.Done or ImprovementStatus.Dropped => TraceRefusals.ImprovementEnded,
        ImprovementStatus.Planned => new ImprovementStarted(command.Improvement),
    };

    public static Decision<TraceEvent> Complete(Trace trace, CompleteImprovement command) => !trace.Improvements.TryGetValue(command.Done.Improvement.Value, out var one) ? TraceRefusals.ImprovementUnknown : one.Status switch
    {
        ImprovementStatus.Done => Decision.Nothing,
        ImprovementStatus.Dropped => TraceRefusals.ImprovementEnded,
        ImprovementStatus.Planned or ImprovementStatus.Started when !command.IsPublished => TraceRefusals.VersionUnknown,
        ImprovementStatus.Planned or ImprovementStatus.Started => command.Done,
    };

    public static Decision<TraceEvent> Drop(Trace trace, DropImprovement command) => !trace.Improvements.TryGetValue(command.Improvement.Value, out var one) ? TraceRefusals.ImprovementUnknown : one.Status switch
    {
        ImprovementStatus.Dropped => Decision.Nothing,
        ImprovementStatus.Done => TraceRefusals.ImprovementEnded,
        ImprovementStatus.Planned or ImprovementStatus.Started => new ImprovementDropped(command.Improvement, command.Reason),
    };

    private static bool IsConfirmed(Trace trace, CauseId cause) => trace.Causes.TryGetValue(cause.Value, out var standing) && standing == CauseStanding.Confirmed;
}

/// <summary>How the effect of improvements is told.</summary>
public static class EvaluationDecisions
{
    public static Decision<TraceEvent> Plan(Trace trace, PlanEvaluation command) => trace switch
    {
        { Stage: TraceStage.Unopened } => TraceRefusals.NotOpened,
        { Stage: TraceStage.Closed } => TraceRefusals.Closed,
        _ when trace.Template == command.Template => Decision.Nothing,
        // A target that may be moved is none; only a KPI that came to mean something else makes another plan of it.
        { Template: { } template } when template.Baseline.KpiVersion == command.Template.Baseline.KpiVersion => TraceRefusals.TemplateStands,
        _ => new EvaluationPlanned(trace.Round, command.Template),
    };

    /// <remarks>A missed target begins the next round in the same breath, so that nobody can leave it at that.</remarks>
    public static Decision<TraceEvent> Evaluate(Trace trace, EvaluateEffect command) => trace switch
    {
        { Stage: TraceStage.Unopened } => TraceRefusals.NotOpened,
        { Reached: true } => Decision.Nothing,
        { Template: null } => TraceRefusals.NoTemplate,
        { Stage: not TraceStage.Evaluating } => TraceRefusals.ImprovementsPending,
        _ when command.At < trace.Template.ReviewAt => TraceRefusals.ReviewNotDue,
        _ when command.KpiVersion != trace.Template.Baseline.KpiVersion => TraceRefusals.DefinitionMovedOn,
        _ when command.Measured.Value is null => TraceRefusals.NothingMeasured,
        _ when trace.Template.IsReachedBy(command.Measured.Value.Value) => Effect(trace, command, reached: true),
        _ => (TraceEvent[])[Effect(trace, command, reached: false), new AnalysisReopened(trace.Round + 1)],
    };

    private static EffectEvaluated Effect(Trace trace, EvaluateEffect command, bool reached) => new()
    {
        Round = trace.Round,
        Baseline = command.Baseline,
        Measured = command.Measured,
        Reached = reached,
        Improvements = trace.Made,
        EnteredOn = command.EnteredOn,
    };
}

/// <summary>Why something is not done with a trace.</summary>
public static class TraceRefusals
{
    public static readonly Refusal NotOpened = new("trace-not-opened", "There is no such trace.");
    public static readonly Refusal Closed = new("trace-closed", "The trace is closed; open another one.");
    public static readonly Refusal EvidenceMissing = new("trace-evidence-missing", "A trace begins with evidence: cases, contacts, key moments or figures.");
    public static readonly Refusal EvidenceUnknown = new("trace-evidence-unknown", "A cause explains evidence of its trace; add the evidence first.");
    public static readonly Refusal VersionUnknown = new("catalogue-version-unknown", "The catalogue has no such version; publish it first.");
    public static readonly Refusal NotAnalysed = new("trace-not-analysed", "Causes are found and improvements planned while the trace is analysed or improved; give it to a department first.");
    public static readonly Refusal CauseUnknown = new("cause-unknown", "The trace has no such cause.");
    public static readonly Refusal CauseIsExcluded = new("cause-excluded", "The cause was excluded.");
    public static readonly Refusal CauseBeingRemoved = new("cause-being-removed", "An improvement rests on the cause; drop it first.");
    public static readonly Refusal CauseNotConfirmed = new("cause-not-confirmed", "An improvement removes end causes that were confirmed.");
    public static readonly Refusal ImprovementUnknown = new("improvement-unknown", "The trace has no such improvement.");
    public static readonly Refusal ImprovementEnded = new("improvement-ended", "The improvement was made or dropped already.");
    public static readonly Refusal ImprovementsPending = new("improvements-pending", "The effect is told when the round's improvements are made or dropped, and one of them was made.");
    public static readonly Refusal TemplateStands = new("evaluation-planned", "It is laid down already how the effect of this round will be told; a target is not moved.");
    public static readonly Refusal NoTemplate = new("evaluation-not-planned", "Lay down first by which figure, against which and when the effect is told.");
    public static readonly Refusal ReviewNotDue = new("review-not-due", "The effect is told from the day of the review on.");
    public static readonly Refusal DefinitionMovedOn = new("kpi-definition-moved-on", "The KPI is defined otherwise than when the evaluation was planned; plan it anew.");
    public static readonly Refusal NothingMeasured = new("nothing-measured", "There is nothing in those months that the figure could be told of.");
    public static readonly Refusal EffectNotProven = new("effect-not-proven", "A trace ends when an evaluation has reached its target.");
}
