using static CaseFlow.Tracing.TracingSamples;

namespace CaseFlow.Tracing;

public sealed class ProvingTheEffect
{
    private static readonly TraceEvent[] Made = [Opened, Analysed, Found, Confirmed, Planned, Done];
    private static readonly PlanEvaluation Plan = new(Template);
    private static readonly DateTimeOffset Review = Template.ReviewAt;
    private static readonly EvaluateEffect Evaluate = new(Figure, Missed.Measured, Question.KpiVersion, Review) { EnteredOn = Missed.EnteredOn };
    private static readonly KpiFigure August = new(0.94m, 5, 532, 4900, Review);
    private static readonly EffectEvaluated Reached = Missed with { Measured = August, Reached = true };

    [Fact]
    public void It_is_laid_down_how_the_effect_is_told() => A.Trace.Given(Opened, Analysed).When(EvaluationDecisions.Plan, Plan).Then(EvaluationPlan);

    [Fact]
    public void Laying_it_down_twice_records_it_once() => A.Trace.Given(Opened, EvaluationPlan).When(EvaluationDecisions.Plan, Plan).ThenNothing();

    [Fact]
    public void A_target_is_not_moved() => A.Trace.Given(Opened, EvaluationPlan)
        .When(EvaluationDecisions.Plan, new PlanEvaluation(Template with { Target = 1.10m })).ThenRefused(TraceRefusals.TemplateStands);

    [Fact]
    public void A_kpi_that_means_something_else_is_planned_with_anew()
    {
        var anew = Template with { Baseline = Question with { KpiVersion = "2" } };
        A.Trace.Given(Opened, EvaluationPlan).When(EvaluationDecisions.Plan, new PlanEvaluation(anew)).Then(new EvaluationPlanned(1, anew));
    }

    [Fact]
    public void A_reached_target_is_told() => A.Trace.Given([.. Made, EvaluationPlan]).When(EvaluationDecisions.Evaluate, Evaluate with { Measured = August }).Then(Reached);

    [Fact]
    public void A_missed_target_begins_the_next_round_and_leaves_the_first_as_it_was()
    {
        var after = A.Trace.Given([.. Made, EvaluationPlan]).When(EvaluationDecisions.Evaluate, Evaluate).Then(Missed, new AnalysisReopened(2)).State;
        Assert.Equal((TraceStage.Analysing, 2, null), (after.Stage, after.Round, after.Template));
        Assert.Equal((ImprovementStatus.Done, 1), (after.Improvements[Rewrite.Value].Status, after.Improvements[Rewrite.Value].Round));
        Assert.Equal(CauseStanding.Confirmed, after.Causes[Portal.Value]);
    }

    [Fact]
    public void A_reached_target_is_told_once() => A.Trace.Given([.. Made, EvaluationPlan, Reached]).When(EvaluationDecisions.Evaluate, Evaluate with { Measured = August }).ThenNothing();

    [Fact]
    public void The_next_round_has_improvements_and_an_evaluation_of_its_own()
    {
        var second = new EvaluationPlanned(2, Template with { From = "2011-08", To = "2011-08" });
        A.Trace.Given([.. Made, EvaluationPlan, Missed, new AnalysisReopened(2)])
            .When(EvaluationDecisions.Evaluate, Evaluate).ThenRefused(TraceRefusals.NoTemplate)
            .When(EvaluationDecisions.Plan, new PlanEvaluation(second.Template)).Then(second)
            .When(EvaluationDecisions.Evaluate, Evaluate).ThenRefused(TraceRefusals.ImprovementsPending)
            .When(ImprovementDecisions.Plan, new PlanImprovement(Planned with { Improvement = Retrain })).Then(Planned with { Improvement = Retrain })
            .When(ImprovementDecisions.Complete, new CompleteImprovement(Done with { Improvement = Retrain }, IsPublished: true)).Then(Done with { Improvement = Retrain })
            .When(EvaluationDecisions.Evaluate, Evaluate with { Measured = August }).Then(Reached with { Round = 2, Improvements = [Retrain] })
            .When(TraceDecisions.Close, new CloseTrace()).Then(new TraceClosed());
    }

    [Fact]
    public void Nothing_is_told_before_the_review() => A.Trace.Given([.. Made, EvaluationPlan])
        .When(EvaluationDecisions.Evaluate, Evaluate with { At = Review.AddSeconds(-1) }).ThenRefused(TraceRefusals.ReviewNotDue);

    [Fact]
    public void Nothing_is_told_under_another_definition() => A.Trace.Given([.. Made, EvaluationPlan])
        .When(EvaluationDecisions.Evaluate, Evaluate with { KpiVersion = "2" }).ThenRefused(TraceRefusals.DefinitionMovedOn);

    [Fact]
    public void Nothing_is_told_of_nothing() => A.Trace.Given([.. Made, EvaluationPlan])
        .When(EvaluationDecisions.Evaluate, Evaluate with { Measured = new(null, 0, 0, 4900, Review) }).ThenRefused(TraceRefusals.NothingMeasured);

    [Fact]
    public void More_may_be_better_as_well() => Assert.Equal(
        [true, true, false], new[] { 2m, 1m, 0.99m }.Select((Template with { Better = BetterWhen.Higher }).IsReachedBy));
}
