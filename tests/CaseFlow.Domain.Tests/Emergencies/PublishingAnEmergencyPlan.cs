using static CaseFlow.Cast;
using static CaseFlow.Emergencies.EmergencyPlanDecisions;
using static CaseFlow.Emergencies.EmergencyPlanRefusals;

namespace CaseFlow.Emergencies;

public sealed class PublishingAnEmergencyPlan
{
    private static readonly PublishEmergencyPlan ToPublish = new(EmergencyCast.Plan, Monday, "First plan");
    private static readonly EmergencyPlanPublished Published = new(EmergencyCast.Plan, Monday, "First plan");
    private static readonly EmergencyPlanTerms Shorter = EmergencyCast.Plan with { Targets = [.. EmergencyCast.Plan.Targets.Select(target => target with { Minutes = 5 })] };

    private static PublishEmergencyPlan With(Func<EmergencyPlanTerms, EmergencyPlanTerms> other) => ToPublish with { Terms = other(EmergencyCast.Plan) };

    [Fact]
    public void A_plan_is_published() => A.EmergencyPlan.Given().When(Publish, ToPublish).Then(Published);

    [Fact]
    public void Publishing_it_twice_records_it_once() => A.EmergencyPlan.Given(Published).When(Publish, ToPublish).ThenNothing();

    [Fact]
    public void Shorter_targets_are_another_version() => A.EmergencyPlan
        .Given(Published).When(Publish, new PublishEmergencyPlan(Shorter, Monday.AddDays(7), "Drill of June")).Then(new EmergencyPlanPublished(Shorter with { PlanVersion = 2 }, Monday.AddDays(7), "Drill of June"));

    [Fact]
    public void Each_counts_from_its_moment_on()
    {
        var plan = A.EmergencyPlan.Given(Published, new EmergencyPlanPublished(Shorter with { PlanVersion = 2 }, Monday.AddDays(7), "Drill of June")).State;
        Assert.Equal([null, 1, 1, 2], new[] { -1, 0, 6, 7 }.Select(day => plan.At(Monday.AddDays(day))?.PlanVersion));
    }

    [Fact]
    public void It_has_a_target_for_each_of_the_six() => A.EmergencyPlan
        .Given().When(Publish, With(plan => plan with { Targets = [.. plan.Targets.Skip(1)] })).ThenRefused(TargetsIncomplete)
        .When(Publish, With(plan => plan with { Targets = [.. plan.Targets, plan.Targets[0]] })).ThenRefused(TargetsIncomplete);

    [Fact]
    public void A_target_is_a_time_that_can_be_kept() => A.EmergencyPlan
        .Given().When(Publish, With(plan => plan with { Targets = [.. plan.Targets.Select(target => target with { Minutes = 0 })] })).ThenRefused(TargetOutOfRange);

    [Fact]
    public void The_alert_does_not_wait_for_itself() => A.EmergencyPlan
        .Given().When(Publish, With(plan => plan with { Targets = [plan.Targets[0] with { Start = FirstTimeStart.AlertIssued }, .. plan.Targets.Skip(1)] })).ThenRefused(AlertStartsItself);

    [Fact]
    public void Somebody_comes_on_scene() => A.EmergencyPlan.Given().When(Publish, With(plan => plan with { OnScene = [] })).ThenRefused(NobodyOnScene);

    [Fact]
    public void Calls_can_be_made() => A.EmergencyPlan
        .Given().When(Publish, With(plan => plan with { CallsPerHour = 0 })).ThenRefused(CallsOutOfRange)
        .When(Publish, With(plan => plan with { RetryAfterMinutes = [0] })).ThenRefused(CallsOutOfRange);

    [Fact]
    public void Another_time_for_which_a_call_is_ones_own_is_another_version() => A.EmergencyPlan
        .Given(Published).When(Publish, With(plan => plan with { LeaseMinutes = 20 })).Then(Published with { Terms = EmergencyCast.Plan with { PlanVersion = 2, LeaseMinutes = 20 } });

    [Fact]
    public void Who_takes_a_call_has_it_for_a_while() => A.EmergencyPlan
        .Given().When(Publish, With(plan => plan with { LeaseMinutes = 0 })).ThenRefused(LeaseOutOfRange)
        .When(Publish, With(plan => plan with { LeaseMinutes = 241 })).ThenRefused(LeaseOutOfRange);

    [Fact]
    public void Some_time_of_the_day_is_left_to_call() => A.EmergencyPlan
        .Given().When(Publish, With(plan => plan with { Rest = [new(new(8, 0), new(20, 0)), new(new(20, 0), new(8, 0))] })).ThenRefused(NoTimeToCall);

    [Fact]
    public void A_version_does_not_count_before_the_one_before_it() => A.EmergencyPlan
        .Given(Published).When(Publish, new PublishEmergencyPlan(Shorter, Monday.AddDays(-1), "Too late")).ThenRefused(ValidityOverlaps);
}
