using CaseFlow.Definitions;

namespace CaseFlow.Tracing;

/// <summary>Begin to look for the cause of complaints.</summary>
public sealed record OpenTrace(TraceOpened Opened);

/// <summary>Add what was found later.</summary>
public sealed record AddTraceEvidence(TraceEvidence Evidence);

/// <summary>Give the search for the causes to a department.</summary>
public sealed record StartTraceAnalysis(Term Department);

/// <summary>End a trace.</summary>
public sealed record CloseTrace;

/// <summary>Record a possible cause.</summary>
/// <param name="Found">The cause.</param>
/// <param name="IsPublished">Whether the catalogue has the version that it lies in; true when it lies in none.</param>
public sealed record FindCause(CauseFound Found, bool IsPublished);

/// <summary>Hold a cause for one at which the whys end.</summary>
public sealed record ConfirmEndCause(CauseId Cause);

/// <summary>Hold a cause for none.</summary>
public sealed record ExcludeCause(CauseId Cause, string Reason);

/// <summary>A trace from its opening to its causes, and its end.</summary>
public static class TraceDecisions
{
    public static Decision<TraceEvent> Open(Trace trace, OpenTrace command) => trace switch
    {
        { Stage: not TraceStage.Unopened } => Decision.Nothing,
        _ when command.Opened.Evidence is { Complaints.Count: 0, Contacts.Count: 0, Moments.Count: 0, Figures.Count: 0 } => TraceRefusals.EvidenceMissing,
        _ => command.Opened with { Evidence = trace.New(command.Opened.Evidence) },
    };

    public static Decision<TraceEvent> AddEvidence(Trace trace, AddTraceEvidence command) => trace switch
    {
        { Stage: TraceStage.Unopened } => TraceRefusals.NotOpened,
        { Stage: TraceStage.Closed } => TraceRefusals.Closed,
        _ when trace.Has(command.Evidence) => Decision.Nothing,
        _ => new TraceEvidenceAdded(trace.New(command.Evidence)),
    };

    public static Decision<TraceEvent> StartAnalysis(Trace trace, StartTraceAnalysis command) => trace switch
    {
        { Stage: TraceStage.Unopened } => TraceRefusals.NotOpened,
        { Stage: TraceStage.Closed } => TraceRefusals.Closed,
        _ when trace.Department == command.Department.Code => Decision.Nothing,
        _ => new TraceAnalysisStarted(command.Department),
    };

    public static Decision<TraceEvent> Close(Trace trace, CloseTrace command) => trace switch
    {
        { Stage: TraceStage.Unopened } => TraceRefusals.NotOpened,
        { Stage: TraceStage.Closed } => Decision.Nothing,
        { Reached: false } => TraceRefusals.EffectNotProven,
        _ => new TraceClosed(),
    };
}

/// <summary>What may be done with the causes of a trace.</summary>
public static class CauseDecisions
{
    public static Decision<TraceEvent> Find(Trace trace, FindCause command) => trace switch
    {
        { Stage: TraceStage.Unopened } => TraceRefusals.NotOpened,
        { Stage: TraceStage.Closed } => TraceRefusals.Closed,
        _ when trace.Causes.ContainsKey(command.Found.Cause.Value) => Decision.Nothing,
        { IsWorkedOn: false } => TraceRefusals.NotAnalysed,
        _ when !trace.Has(command.Found.Explains) => TraceRefusals.EvidenceUnknown,
        _ when !command.IsPublished => TraceRefusals.VersionUnknown,
        _ => command.Found,
    };

    public static Decision<TraceEvent> Confirm(Trace trace, ConfirmEndCause command) => trace switch
    {
        { Stage: TraceStage.Unopened } => TraceRefusals.NotOpened,
        _ when !trace.Causes.TryGetValue(command.Cause.Value, out _) => TraceRefusals.CauseUnknown,
        _ when trace.Causes[command.Cause.Value] == CauseStanding.Confirmed => Decision.Nothing,
        _ when trace.Causes[command.Cause.Value] == CauseStanding.Excluded => TraceRefusals.CauseIsExcluded,
        { IsWorkedOn: false } => TraceRefusals.NotAnalysed,
        _ => new EndCauseConfirmed(command.Cause),
    };

    public static Decision<TraceEvent> Exclude(Trace trace, ExcludeCause command) => trace switch
    {
        { Stage: TraceStage.Unopened } => TraceRefusals.NotOpened,
        _ when !trace.Causes.TryGetValue(command.Cause.Value, out _) => TraceRefusals.CauseUnknown,
        _ when trace.Causes[command.Cause.Value] == CauseStanding.Excluded => Decision.Nothing,
        _ when trace.Improvements.Values.Any(one => one.Status != ImprovementStatus.Dropped && one.Causes.Contains(command.Cause)) => TraceRefusals.CauseBeingRemoved,
        { IsWorkedOn: false } => TraceRefusals.NotAnalysed,
        _ => new CauseExcluded(command.Cause, command.Reason),
    };
}
