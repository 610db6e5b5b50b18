using System.Collections.Immutable;
using System.Diagnostics;

namespace CaseFlow.Tracing;

/// <summary>Where a trace stands: who is to do the next step.</summary>
public enum TraceStage { Unopened, Discovering, Analysing, Improving, Evaluating, Closed }

/// <summary>Whether a cause is one.</summary>
public enum CauseStanding { Suspected, Confirmed, Excluded }

/// <summary>Where an improvement stands.</summary>
public enum ImprovementStatus { Planned, Started, Done, Dropped }

/// <summary>An improvement of a trace.</summary>
public sealed record Improvement(ImprovementStatus Status, int Round, IReadOnlyList<CauseId> Causes)
{
    /// <summary>Whether it is still to be made.</summary>
    public bool IsPending => Status is ImprovementStatus.Planned or ImprovementStatus.Started;
}

/// <summary>Only what later decisions ask of a trace.</summary>
public sealed record Trace
{
    public static readonly Trace Unopened = new();

    public TraceStage Stage { get; private init; } = TraceStage.Unopened;

    /// <summary>The round of analysis, improvement and evaluation, from 1.</summary>
    public int Round { get; private init; } = 1;

    /// <summary>The department that looks for the causes.</summary>
    public string? Department { get; private init; }
    public ImmutableHashSet<ComplaintId> Complaints { get; private init; } = [];
    public ImmutableHashSet<ContactEvidence> Contacts { get; private init; } = [];
    public ImmutableHashSet<MomentEvidence> Moments { get; private init; } = [];
    public ImmutableHashSet<FigureQuestion> Figures { get; private init; } = [];
    public ImmutableSortedDictionary<Guid, CauseStanding> Causes { get; private init; } = ImmutableSortedDictionary<Guid, CauseStanding>.Empty;
    public ImmutableSortedDictionary<Guid, Improvement> Improvements { get; private init; } = ImmutableSortedDictionary<Guid, Improvement>.Empty;

    /// <summary>How the effect of this round will be told; null while that is not laid down.</summary>
    public EvaluationTemplate? Template { get; private init; }

    /// <summary>Whether the last evaluation reached its target.</summary>
    public bool Reached { get; private init; }

    /// <summary>Whether causes may be looked for and improvements planned.</summary>
    public bool IsWorkedOn => Stage is TraceStage.Analysing or TraceStage.Improving;

    /// <summary>The improvements of this round that were made.</summary>
    public IReadOnlyList<ImprovementId> Made =>
        [.. Improvements.Where(one => one.Value.Round == Round && one.Value.Status == ImprovementStatus.Done).Select(one => ImprovementId.From(one.Key))];

    /// <summary>Whether all of some evidence is the trace's own.</summary>
    public bool Has(TraceEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return evidence.Complaints.All(Complaints.Contains) && evidence.Contacts.All(Contacts.Contains) && evidence.Moments.All(Moments.Contains)
            && evidence.Figures.All(figure => Figures.Contains(figure.Question));
    }

    /// <summary>The part of some evidence that the trace does not have yet.</summary>
    public TraceEvidence New(TraceEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return new(
            [.. evidence.Complaints.Where(one => !Complaints.Contains(one)).Distinct()],
            [.. evidence.Contacts.Where(one => !Contacts.Contains(one)).Distinct()],
            [.. evidence.Moments.Where(one => !Moments.Contains(one)).Distinct()],
            [.. evidence.Figures.Where(one => !Figures.Contains(one.Question)).DistinctBy(one => one.Question)]);
    }

    public static Trace Evolve(Trace trace, TraceEvent @event)
    {
        ArgumentNullException.ThrowIfNull(trace);
        return @event switch
        {
            TraceOpened e => (trace with { Stage = TraceStage.Discovering }).With(e.Evidence),
            TraceEvidenceAdded e => trace.With(e.Evidence),
            TraceAnalysisStarted e => trace with { Department = e.Department.Code, Stage = trace.Stage == TraceStage.Discovering ? TraceStage.Analysing : trace.Stage },
            CauseFound e => trace with { Causes = trace.Causes.SetItem(e.Cause.Value, CauseStanding.Suspected) },
            EndCauseConfirmed e => trace with { Causes = trace.Causes.SetItem(e.Cause.Value, CauseStanding.Confirmed) },
            CauseExcluded e => trace with { Causes = trace.Causes.SetItem(e.Cause.Value, CauseStanding.Excluded) },
            ImprovementPlanned e => trace with
            {
                Stage = TraceStage.Improving,
                Improvements = trace.Improvements.SetItem(e.Improvement.Value, new(ImprovementStatus.Planned, trace.Round, e.Causes)),
            },
            ImprovementStarted e => trace.Now(e.Improvement, ImprovementStatus.Started),
            ImprovementDone e => trace.Now(e.Improvement, ImprovementStatus.Done),
            ImprovementDropped e => trace.Now(e.Improvement, ImprovementStatus.Dropped),
            EvaluationPlanned e => trace with { Template = e.Template },
            EffectEvaluated e => trace with { Reached = e.Reached },
            AnalysisReopened e => trace with { Round = e.Round, Stage = TraceStage.Analysing, Template = null },
            TraceClosed => trace with { Stage = TraceStage.Closed },
            _ => throw new UnreachableException(@event?.GetType().Name),
        };
    }

    private Trace With(TraceEvidence evidence) => this with
    {
        Complaints = Complaints.Union(evidence.Complaints),
        Contacts = Contacts.Union(evidence.Contacts),
        Moments = Moments.Union(evidence.Moments),
        Figures = Figures.Union(evidence.Figures.Select(figure => figure.Question)),
    };

    private Trace Now(ImprovementId id, ImprovementStatus status)
    {
        var now = this with { Improvements = Improvements.SetItem(id.Value, Improvements[id.Value] with { Status = status }) };
        var ended = now.Improvements.Values.All(one => !one.IsPending);
        return now with { Stage = ended ? now.Made.Count > 0 ? TraceStage.Evaluating : TraceStage.Analysing : TraceStage.Improving };
    }
}
