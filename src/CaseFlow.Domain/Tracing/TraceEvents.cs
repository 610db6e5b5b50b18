using CaseFlow.Complaints;
using CaseFlow.Definitions;

namespace CaseFlow.Tracing;

/// <summary>A fact about one trace. Its texts are not sealed, for they are about no single customer: they name none.</summary>
public abstract record TraceEvent;

/// <summary>What made somebody look for the cause.</summary>
public enum TraceTrigger { MassComplaints, SatisfactionWeakSpot, ComplaintAnomaly, Escalation, ComplaintHotspot, ConsultationHotspot }

/// <summary>What a cause lies in.</summary>
public enum CauseKind { Wording, Rule, Capacity, System, Staff, Process, Product }

/// <summary>The bones of the cause-and-effect diagram.</summary>
public enum FishboneBranch { People, Equipment, Material, Method, Environment, Measurement }

/// <summary>Whether a figure shall go down or up.</summary>
public enum BetterWhen { Lower, Higher }

/// <summary>A contact of a case, as evidence.</summary>
public sealed record ContactEvidence(ContactId Contact, ComplaintId Complaint);

/// <summary>A key moment of a case, as evidence.</summary>
public sealed record MomentEvidence(ComplaintId Complaint, BlueprintStage Stage);

/// <summary>What a figure is of: which KPI under which definition, where, about what, in which months.</summary>
/// <param name="Kpi">The KPI's id.</param>
/// <param name="KpiVersion">The version of its definition.</param>
/// <param name="Territory">For example <c>cn-js</c>.</param>
/// <param name="Topic">The topic and all below it; all topics when null.</param>
/// <param name="From">The first month, for example <c>2011-03</c>.</param>
/// <param name="To">The last month.</param>
public sealed record FigureQuestion(string Kpi, string KpiVersion, string Territory, string? Topic, string From, string To);

/// <summary>A figure as it was known.</summary>
/// <param name="Value">Null where the denominator is 0.</param>
/// <param name="Numerator">What was counted.</param>
/// <param name="Denominator">Of how many.</param>
/// <param name="Position">Up to which event everything was counted; 0 of a value that was entered by hand.</param>
/// <param name="AsOf">When that event was recorded.</param>
public sealed record KpiFigure(decimal? Value, long Numerator, long Denominator, long Position, DateTimeOffset? AsOf);

/// <summary>A figure as evidence: what was asked, and what the answer was then.</summary>
public sealed record FigureEvidence(FigureQuestion Question, KpiFigure Figure);

/// <summary>What a trace or a cause rests on.</summary>
public sealed record TraceEvidence(
    IReadOnlyList<ComplaintId> Complaints, IReadOnlyList<ContactEvidence> Contacts, IReadOnlyList<MomentEvidence> Moments, IReadOnlyList<FigureEvidence> Figures)
{
    /// <summary>Nothing.</summary>
    public static readonly TraceEvidence None = new([], [], [], []);

    /// <summary>This, and more.</summary>
    public TraceEvidence With(TraceEvidence more)
    {
        ArgumentNullException.ThrowIfNull(more);
        return new([.. Complaints, .. more.Complaints], [.. Contacts, .. more.Contacts], [.. Moments, .. more.Moments], [.. Figures, .. more.Figures]);
    }
}

/// <summary>Who, when, where, what and how of a cause; the whys are told apart.</summary>
public sealed record CauseAspects(string? Who, string? When, string? Where, string? What, string? How);

/// <summary>Somebody began to look for the cause of complaints.</summary>
public sealed record TraceOpened : TraceEvent
{
    public required TraceId Trace { get; init; }
    public required TraceTrigger Trigger { get; init; }

    /// <summary>What is looked into; it names no customer.</summary>
    public required string Title { get; init; }
    public required Region Region { get; init; }
    public Term? Topic { get; init; }
    public required TraceEvidence Evidence { get; init; }
}

/// <summary>More was found that belongs to the trace.</summary>
public sealed record TraceEvidenceAdded(TraceEvidence Evidence) : TraceEvent;

/// <summary>A specialist department took on the search for the causes.</summary>
public sealed record TraceAnalysisStarted(Term Department) : TraceEvent;

/// <summary>A possible cause was found; it is yet to be confirmed or excluded.</summary>
public sealed record CauseFound : TraceEvent
{
    public required CauseId Cause { get; init; }
    public required CauseKind Kind { get; init; }
    public required FishboneBranch Branch { get; init; }

    /// <summary>What it is; it names no customer.</summary>
    public required string Summary { get; init; }
    public required CauseAspects Aspects { get; init; }

    /// <summary>The answers to one why after the other, the first one first.</summary>
    public required IReadOnlyList<string> Whys { get; init; }

    /// <summary>The version of the rule, product, text, process or system that it lies in.</summary>
    public CatalogueVersion? LiesIn { get; init; }

    /// <summary>Which of the trace's evidence it explains.</summary>
    public required TraceEvidence Explains { get; init; }
}

/// <summary>A cause was found to be one at which the whys end, and so one that is worth removing.</summary>
public sealed record EndCauseConfirmed(CauseId Cause) : TraceEvent;

/// <summary>A cause was found to be none; it stays on record with the reason.</summary>
public sealed record CauseExcluded(CauseId Cause, string Reason) : TraceEvent;

/// <summary>A department is to improve something by a day.</summary>
public sealed record ImprovementPlanned : TraceEvent
{
    public required ImprovementId Improvement { get; init; }

    /// <summary>The group of measures that it belongs to.</summary>
    public required string Group { get; init; }

    /// <summary>What is to be done; it names no customer.</summary>
    public required string Measure { get; init; }
    public required IReadOnlyList<CauseId> Causes { get; init; }
    public required Term Department { get; init; }

    /// <summary>Who sees to it: a member of staff.</summary>
    public required string Owner { get; init; }
    public required DateTimeOffset DueAt { get; init; }
}

/// <summary>The department began.</summary>
public sealed record ImprovementStarted(ImprovementId Improvement) : TraceEvent;

/// <summary>The improvement was made.</summary>
/// <param name="Improvement">Which one.</param>
/// <param name="Evidence">What shows it; it names no customer.</param>
/// <param name="Published">The version of the catalogue that came of it.</param>
public sealed record ImprovementDone(ImprovementId Improvement, string Evidence, CatalogueVersion? Published) : TraceEvent;

/// <summary>The improvement will not be made.</summary>
public sealed record ImprovementDropped(ImprovementId Improvement, string Reason) : TraceEvent;

/// <summary>How the effect will be told: by which figure, against which, and when.</summary>
public sealed record EvaluationTemplate
{
    /// <summary>The figure before, with the definition that both are told under.</summary>
    public required FigureQuestion Baseline { get; init; }

    /// <summary>The first month after.</summary>
    public required string From { get; init; }

    /// <summary>The last month after.</summary>
    public required string To { get; init; }

    /// <summary>Which value is to be reached.</summary>
    public required decimal Target { get; init; }
    public required BetterWhen Better { get; init; }

    /// <summary>The effect is told from then on.</summary>
    public required DateTimeOffset ReviewAt { get; init; }

    /// <summary>The figure after.</summary>
    public FigureQuestion Measured => Baseline with { From = From, To = To };

    /// <summary>Whether a value reaches the target.</summary>
    public bool IsReachedBy(decimal value) => Better switch
    {
        BetterWhen.Lower => value <= Target,
        BetterWhen.Higher => value >= Target,
    };
}

/// <summary>It was laid down how the effect of a round of improvements will be told.</summary>
public sealed record EvaluationPlanned(int Round, EvaluationTemplate Template) : TraceEvent;

/// <summary>The effect was told: the target was reached, or not.</summary>
public sealed record EffectEvaluated : TraceEvent
{
    public required int Round { get; init; }

    /// <summary>The figure before, as it is known now.</summary>
    public KpiFigure? Baseline { get; init; }

    /// <summary>The figure after.</summary>
    public required KpiFigure Measured { get; init; }
    public required bool Reached { get; init; }

    /// <summary>The improvements of the round that were made.</summary>
    public required IReadOnlyList<ImprovementId> Improvements { get; init; }

    /// <summary>What vouches for a value that somebody entered; null of one that was computed here.</summary>
    public string? EnteredOn { get; init; }
}

/// <summary>The target was missed, so that the search for the causes begins again; the round before stays as it was.</summary>
public sealed record AnalysisReopened(int Round) : TraceEvent;

/// <summary>The trace ended with a proven effect.</summary>
public sealed record TraceClosed : TraceEvent;
