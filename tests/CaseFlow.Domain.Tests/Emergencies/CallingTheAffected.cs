using static CaseFlow.Cast;
using static CaseFlow.Emergencies.EmergencyCallDecisions;
using static CaseFlow.Emergencies.EmergencyCast;
using static CaseFlow.Emergencies.EmergencyRefusals;

namespace CaseFlow.Emergencies;

public sealed class CallingTheAffected
{
    private static readonly EmergencyStoodDown Over = new(0, 0, null);
    private static readonly PlanCalls ToPlan = new(Monday, Shanghai);
    private static readonly DateTimeOffset Afternoon = Jiangsu(27, 15, 0);

    private static RecordCalls Call(EmergencyCallResult result, DateTimeOffset? at = null) => new([new(Zhang, result, Words)], at ?? Afternoon, Shanghai, At(at ?? Afternoon));

    private static CallingAgent At(DateTimeOffset now, string? city = null) => new(Li, now, city);

    [Fact]
    public void Everybody_gets_one_call_who_complained_first() => A.Emergency.Given(Proposed, Declared, Linked, Listed).When(EmergencyCallDecisions.Plan, ToPlan).Then(Calls);

    [Fact]
    public void Planning_twice_records_it_once() => A.Emergency.Given(Proposed, Declared, Linked, Listed, Calls).When(EmergencyCallDecisions.Plan, ToPlan).ThenNothing();

    [Fact]
    public void Who_is_added_is_called_after_the_others() => A.Emergency
        .Given(Proposed, Declared, Linked, new EmergencyCallbacksPlanned([.. Calls.Callbacks.Take(2)]), Listed)
        .When(EmergencyCallDecisions.Plan, ToPlan)
        .Then(new EmergencyCallbacksPlanned([Calls.Callbacks[2]]));

    [Fact]
    public void Nobody_is_planned_for_at_noon_and_at_night()
    {
        var three = Linked with { Complaints = [new(Case, Zhang), new(EarlierCase, Wang), new(ThirdCase, Silent)] };
        A.Emergency.Given(Proposed, Declared, three).When(EmergencyCallDecisions.Plan, ToPlan with { From = Jiangsu(27, 11, 58) })
            .Then(new EmergencyCallbacksPlanned([new(Zhang, Case, Jiangsu(27, 11, 58)), new(Wang, EarlierCase, Jiangsu(27, 11, 59)), new(Silent, ThirdCase, Jiangsu(27, 14, 0))]));
        A.Emergency.Given(Proposed, Declared, three).When(EmergencyCallDecisions.Plan, ToPlan with { From = Jiangsu(27, 20, 59) })
            .Then(new EmergencyCallbacksPlanned([new(Zhang, Case, Jiangsu(27, 20, 59)), new(Wang, EarlierCase, Jiangsu(28, 8, 0)), new(Silent, ThirdCase, Jiangsu(28, 8, 1))]));
    }

    [Fact]
    public void A_drill_counts_and_calls_nobody() => A.Emergency
        .Given(Drill, Declared, Linked, Listed).When(EmergencyCallDecisions.Plan, ToPlan).Then(new EmergencyCallbacksSimulated(3, Monday, Monday.AddMinutes(2)))
        .When(EmergencyCallDecisions.Plan, ToPlan).ThenNothing();

    [Fact]
    public void Nobody_is_called_before_the_declaration_or_planned_for_after_the_end()
    {
        A.Emergency.Given().When(EmergencyCallDecisions.Plan, ToPlan).ThenRefused(Unknown);
        A.Emergency.Given(Proposed, Linked).When(EmergencyCallDecisions.Plan, ToPlan).ThenRefused(NotDeclared);
        A.Emergency.Given(Proposed, Declared, Linked, Over).When(EmergencyCallDecisions.Plan, ToPlan).ThenRefused(Ended);
    }

    [Theory]
    [InlineData(EmergencyCallResult.Informed, EmergencyCallbackOutcome.Informed)]
    [InlineData(EmergencyCallResult.Compensated, EmergencyCallbackOutcome.Compensated)]
    [InlineData(EmergencyCallResult.Dissatisfied, EmergencyCallbackOutcome.Dissatisfied)]
    public void Whoever_is_reached_is_closed(EmergencyCallResult result, EmergencyCallbackOutcome outcome) => A.Emergency
        .Given(Proposed, Declared, Linked, Listed, Calls).When(Record, Call(result)).Then(new EmergencyCallbackClosed(Zhang, outcome, Words));

    [Fact]
    public void Whoever_is_not_reached_is_called_again_and_then_unreachable() => A.Emergency
        .Given(Proposed, Declared, Linked, Listed, Calls)
        .When(Record, Call(EmergencyCallResult.NotReached)).Then(new EmergencyCallbackAttempted(Zhang, 1, Afternoon.AddHours(1), Words))
        .When(Record, Call(EmergencyCallResult.NotReached, Afternoon.AddHours(1))).Then(new EmergencyCallbackClosed(Zhang, EmergencyCallbackOutcome.Unreachable, Words));

    [Fact]
    public void Two_who_are_not_reached_are_not_called_again_at_one_moment() => A.Emergency
        .Given(Proposed, Declared, Linked, Listed, Calls)
        .When(Record, new RecordCalls([new(Zhang, EmergencyCallResult.NotReached, null), new(Wang, EmergencyCallResult.NotReached, null)], Jiangsu(27, 20, 30), Shanghai, At(Jiangsu(27, 20, 30))))
        .Then(new EmergencyCallbackAttempted(Zhang, 1, Jiangsu(28, 8, 0), null), new EmergencyCallbackAttempted(Wang, 1, Jiangsu(28, 8, 1), null));

    [Fact]
    public void Closing_twice_records_it_once() => A.Emergency.Given(Proposed, Declared, Linked, Calls, Closed(Zhang)).When(Record, Call(EmergencyCallResult.Informed)).ThenNothing();

    [Fact]
    public void Calls_are_recorded_after_the_end_too() => A.Emergency.Given(Proposed, Declared, Linked, Calls, Over).When(Record, Call(EmergencyCallResult.Informed)).Then(Closed(Zhang));

    [Fact]
    public void Nobody_is_called_while_resting() => A.Emergency
        .Given(Proposed, Declared, Linked, Listed, Calls).When(Record, Call(EmergencyCallResult.Informed, Jiangsu(27, 12, 30))).ThenRefused(AtRest)
        .When(Record, Call(EmergencyCallResult.Informed, Jiangsu(27, 21, 0))).ThenRefused(AtRest);

    [Fact]
    public void Who_was_not_planned_for_is_not_called() => A.Emergency.Given(Proposed, Declared, Linked).When(Record, Call(EmergencyCallResult.Informed)).ThenRefused(NotToBeCalled);

    [Fact]
    public void Who_acts_for_a_city_records_calls_to_its_customers_alone()
    {
        var linked = new ComplaintsLinked([new(Case, Zhang, Branch), new(EarlierCase, Wang, "cn-js.suzhou"), new(ThirdCase, Wang)], Query);
        var listed = new AffectedCustomersListed([new(Silent, Words, Branch)], Query);
        var emergency = A.Emergency.Given(Proposed, Declared, linked, listed, Calls);
        emergency.When(Record, Call(EmergencyCallResult.Informed) with { By = At(Afternoon, Branch) }).Then(Closed(Zhang));
        emergency.When(Record, new RecordCalls([new(Silent, EmergencyCallResult.Informed, Words)], Afternoon, Shanghai, At(Afternoon, Branch))).Then(Closed(Silent));
        emergency.When(Record, new RecordCalls([new(Silent, EmergencyCallResult.Informed, Words), new(Wang, EmergencyCallResult.Informed, null)], Afternoon, Shanghai, At(Afternoon, Branch))).ThenRefused(NotToBeCalled);
    }

    [Fact]
    public void A_drill_calls_nobody() => A.Emergency.Given(Drill, Declared, Linked).When(Record, Call(EmergencyCallResult.Informed)).ThenRefused(DrillTouchesNobody);

    [Fact]
    public void Nobody_is_called_about_what_never_was() => A.Emergency.Given().When(Record, Call(EmergencyCallResult.Informed)).ThenRefused(Unknown);
}
