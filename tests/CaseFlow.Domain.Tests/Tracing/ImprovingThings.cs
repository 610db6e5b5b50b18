using static CaseFlow.Tracing.TracingSamples;

namespace CaseFlow.Tracing;

public sealed class ImprovingThings
{
    private static readonly TraceEvent[] Known = [Opened, Analysed, Found, Confirmed];
    private static readonly PlanImprovement Plan = new(Planned);
    private static readonly StartImprovement Start = new(Rewrite);
    private static readonly ImprovementStarted Started = new(Rewrite);
    private static readonly CompleteImprovement Complete = new(Done, IsPublished: true);
    private static readonly DropImprovement Drop = new(Rewrite, "Too dear");
    private static readonly ImprovementDropped Dropped = new(Rewrite, "Too dear");

    [Fact]
    public void An_improvement_is_planned() => Assert.Equal(TraceStage.Improving, A.Trace.Given(Known).When(ImprovementDecisions.Plan, Plan).Then(Planned).State.Stage);

    [Fact]
    public void Planning_it_twice_records_it_once() => A.Trace.Given([.. Known, Planned]).When(ImprovementDecisions.Plan, Plan).ThenNothing();

    [Fact]
    public void It_rests_on_an_end_cause_that_was_confirmed() => A.Trace.Given(Opened, Analysed, Found).When(ImprovementDecisions.Plan, Plan).ThenRefused(TraceRefusals.CauseNotConfirmed);

    [Fact]
    public void It_is_started() => A.Trace.Given([.. Known, Planned]).When(ImprovementDecisions.Start, Start).Then(Started);

    [Fact]
    public void Starting_it_twice_records_it_once() => A.Trace.Given([.. Known, Planned, Started]).When(ImprovementDecisions.Start, Start).ThenNothing();

    [Fact]
    public void Only_a_planned_one_is_started() => A.Trace.Given(Known).When(ImprovementDecisions.Start, Start).ThenRefused(TraceRefusals.ImprovementUnknown);

    [Fact]
    public void It_is_made_and_the_effect_is_to_be_told() =>
        Assert.Equal(TraceStage.Evaluating, A.Trace.Given([.. Known, Planned, Started]).When(ImprovementDecisions.Complete, Complete).Then(Done).State.Stage);

    [Fact]
    public void Making_it_twice_records_it_once() => A.Trace.Given([.. Known, Planned, Done]).When(ImprovementDecisions.Complete, Complete).ThenNothing();

    [Fact]
    public void What_came_of_it_was_published() => A.Trace.Given([.. Known, Planned]).When(ImprovementDecisions.Complete, Complete with { IsPublished = false }).ThenRefused(TraceRefusals.VersionUnknown);

    [Fact]
    public void A_dropped_one_is_not_made() => A.Trace.Given([.. Known, Planned, Dropped]).When(ImprovementDecisions.Complete, Complete).ThenRefused(TraceRefusals.ImprovementEnded);

    [Fact]
    public void It_is_dropped_and_causes_are_looked_for_again() =>
        Assert.Equal(TraceStage.Analysing, A.Trace.Given([.. Known, Planned]).When(ImprovementDecisions.Drop, Drop).Then(Dropped).State.Stage);

    [Fact]
    public void Dropping_it_twice_records_it_once() => A.Trace.Given([.. Known, Planned, Dropped]).When(ImprovementDecisions.Drop, Drop).ThenNothing();

    [Fact]
    public void What_was_made_is_not_dropped() => A.Trace.Given([.. Known, Planned, Done]).When(ImprovementDecisions.Drop, Drop).ThenRefused(TraceRefusals.ImprovementEnded);
}
