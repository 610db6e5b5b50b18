using static CaseFlow.Cast;
using static CaseFlow.Tracing.TracingSamples;

namespace CaseFlow.Tracing;

public sealed class OpeningATrace
{
    private static readonly OpenTrace Open = new(Opened);
    private static readonly AddTraceEvidence Later = new(new([EarlierCase], [], [], []));
    private static readonly TraceEvidenceAdded Added = new(new([EarlierCase], [], [], []));
    private static readonly StartTraceAnalysis Start = new(NetworkDepartment);
    private static readonly EffectEvaluated Reached = Missed with { Reached = true };
    private static readonly TraceEvent[] ToEffect = [Opened, Analysed, Found, Confirmed, Planned, Done, EvaluationPlan, Reached];

    [Fact]
    public void A_trace_begins_with_evidence() => A.Trace.Given().When(TraceDecisions.Open, Open).Then(Opened);

    [Fact]
    public void Opening_it_twice_records_it_once() => A.Trace.Given(Opened).When(TraceDecisions.Open, Open).ThenNothing();

    [Fact]
    public void Without_evidence_there_is_nothing_to_trace() =>
        A.Trace.Given().When(TraceDecisions.Open, new OpenTrace(Opened with { Evidence = TraceEvidence.None })).ThenRefused(TraceRefusals.EvidenceMissing);

    [Fact]
    public void Evidence_is_added() => A.Trace.Given(Opened).When(TraceDecisions.AddEvidence, Later).Then(Added);

    [Fact]
    public void Only_what_is_new_of_it_is_recorded() =>
        A.Trace.Given(Opened).When(TraceDecisions.AddEvidence, new AddTraceEvidence(Evidence with { Complaints = [Case, EarlierCase] })).Then(Added);

    [Fact]
    public void Adding_it_twice_records_it_once() => A.Trace.Given(Opened, Added).When(TraceDecisions.AddEvidence, Later).ThenNothing();

    [Fact]
    public void A_closed_trace_takes_no_evidence() => A.Trace.Given([.. ToEffect, new TraceClosed()]).When(TraceDecisions.AddEvidence, Later).ThenRefused(TraceRefusals.Closed);

    [Fact]
    public void A_department_takes_the_analysis_on() => A.Trace.Given(Opened).When(TraceDecisions.StartAnalysis, Start).Then(Analysed);

    [Fact]
    public void Giving_it_to_the_same_department_twice_records_it_once() => A.Trace.Given(Opened, Analysed).When(TraceDecisions.StartAnalysis, Start).ThenNothing();

    [Fact]
    public void What_was_never_opened_is_not_analysed() => A.Trace.Given().When(TraceDecisions.StartAnalysis, Start).ThenRefused(TraceRefusals.NotOpened);

    [Fact]
    public void A_trace_ends_with_a_proven_effect() => A.Trace.Given(ToEffect).When(TraceDecisions.Close, new CloseTrace()).Then(new TraceClosed());

    [Fact]
    public void Closing_it_twice_records_it_once() => A.Trace.Given([.. ToEffect, new TraceClosed()]).When(TraceDecisions.Close, new CloseTrace()).ThenNothing();

    [Fact]
    public void The_evaluation_cannot_be_skipped() =>
        A.Trace.Given(Opened, Analysed, Found, Confirmed, Planned, Done, EvaluationPlan).When(TraceDecisions.Close, new CloseTrace()).ThenRefused(TraceRefusals.EffectNotProven);

    [Fact]
    public void After_a_missed_target_it_does_not_end() =>
        A.Trace.Given(Opened, Analysed, Found, Confirmed, Planned, Done, EvaluationPlan, Missed, new AnalysisReopened(2)).When(TraceDecisions.Close, new CloseTrace()).ThenRefused(TraceRefusals.EffectNotProven);
}
