using static CaseFlow.Cast;
using static CaseFlow.Emergencies.EmergencyCallDecisions;
using static CaseFlow.Emergencies.EmergencyCast;
using static CaseFlow.Emergencies.EmergencyRefusals;

namespace CaseFlow.Emergencies;

/// <summary>So that no two agents ring one customer.</summary>
public sealed class TakingAnEmergencyCall
{
    private static readonly DateTimeOffset Afternoon = Jiangsu(27, 15, 0);
    private static readonly EmergencyCallTaken TakenByLi = new(Zhang, Li, Afternoon.AddMinutes(15));
    private static readonly EmergencyCallGivenBack GivenBackByLi = new(Zhang, Li);
    private static readonly Refusal LiHasIt = CallTaken with { HeldBy = new(Li, Afternoon.AddMinutes(15)) };

    private static Situation<Emergency, EmergencyEvent> Given(params IReadOnlyList<EmergencyEvent> more) => A.Emergency.Given([Proposed, Declared, Linked, Listed, Calls, .. more]);

    private static TakeCall By(string agent, int minute = 0, string? city = null) => new(Zhang, new(agent, Afternoon.AddMinutes(minute), city));

    private static GiveBackCall BackBy(string agent, int minute = 0, string? city = null) => new(Zhang, new(agent, Afternoon.AddMinutes(minute), city));

    private static RecordCalls Recorded(string agent, int minute = 0, params CustomerId[] customers) =>
        new([.. customers.Select(one => new CallMade(one, EmergencyCallResult.Informed, Words))], Afternoon.AddMinutes(minute), Shanghai, new(agent, Afternoon.AddMinutes(minute)));

    [Fact]
    public void An_agent_is_going_to_call() => Given().When(Take, By(Li)).Then(TakenByLi);

    [Fact]
    public void Taking_twice_records_it_once_until_half_of_the_time_is_over_and_then_begins_it_anew() => Given(TakenByLi)
        .When(Take, By(Li)).ThenNothing()
        .When(Take, By(Li, minute: 7)).ThenNothing()
        .When(Take, By(Li, minute: 8)).Then(new EmergencyCallTaken(Zhang, Li, Afternoon.AddMinutes(23)));

    [Fact]
    public void Another_is_told_who_has_it_and_until_when() => Given(TakenByLi).When(Take, By(Chen, minute: 14)).ThenRefused(CallTaken with { HeldBy = new(Li, Afternoon.AddMinutes(15)) });

    [Fact]
    public void A_lease_that_ran_out_is_anybodys() => Given(TakenByLi).When(Take, By(Chen, minute: 15)).Then(new EmergencyCallTaken(Zhang, Chen, Afternoon.AddMinutes(30)));

    [Fact]
    public void The_plan_says_how_long_a_call_is_ones_own() => A.Emergency
        .Given(Proposed with { Plan = EmergencyCast.Plan with { LeaseMinutes = 40 } }, Declared, Linked, Listed, Calls)
        .When(Take, By(Li)).Then(TakenByLi with { LeaseEnds = Afternoon.AddMinutes(40) });

    [Fact]
    public void Taking_one_call_leaves_the_others_alone() => Given(TakenByLi)
        .When(Take, new TakeCall(Wang, new(Chen, Afternoon))).Then(new EmergencyCallTaken(Wang, Chen, Afternoon.AddMinutes(15)))
        .When(Take, By(Chen)).ThenRefused(LiHasIt);

    [Fact]
    public void Who_is_not_to_be_called_is_not_taken()
    {
        A.Emergency.Given(Proposed, Declared, Linked, Listed).When(Take, By(Li)).ThenRefused(NotToBeCalled);
        Given(new ComplaintUnlinked(EarlierCase, "About a bill")).When(Take, new TakeCall(Wang, new(Li, Afternoon))).Then(new EmergencyCallTaken(Wang, Li, Afternoon.AddMinutes(15)));
        Given(new ComplaintUnlinked(Case, "About a bill"), new ComplaintUnlinked(ThirdCase, "About a bill")).When(Take, By(Li)).ThenRefused(NotToBeCalled);
        Given(Closed(Zhang)).When(Take, By(Li)).ThenRefused(CallClosed);
        A.Emergency.Given(Drill, Declared, Linked).When(Take, By(Li)).ThenRefused(DrillTouchesNobody);
        A.Emergency.Given().When(Take, By(Li)).ThenRefused(Unknown);
    }

    [Fact]
    public void Who_acts_for_a_city_takes_calls_to_its_customers_alone_and_hears_nothing_of_others()
    {
        var linked = new ComplaintsLinked([new(Case, Zhang, Branch), new(EarlierCase, Wang, "cn-js.suzhou")], Query);
        var emergency = A.Emergency.Given(Proposed, Declared, linked, Calls, new EmergencyCallTaken(Wang, Chen, Afternoon.AddMinutes(15)));
        emergency.When(Take, By(Li, city: Branch)).Then(TakenByLi);
        emergency.When(Take, new TakeCall(Wang, new(Li, Afternoon, Branch))).ThenRefused(NotToBeCalled);
        emergency.When(GiveBack, new GiveBackCall(Wang, new(Li, Afternoon, Branch))).ThenRefused(NotToBeCalled);
    }

    [Fact]
    public void Who_gives_a_call_back_leaves_it_to_anybody() => Given(TakenByLi)
        .When(GiveBack, BackBy(Li, minute: 1)).Then(GivenBackByLi)
        .When(Take, By(Chen, minute: 1)).Then(new EmergencyCallTaken(Zhang, Chen, Afternoon.AddMinutes(16)));

    [Fact]
    public void Giving_back_twice_records_it_once_and_what_ran_out_needs_none() => Given(TakenByLi)
        .When(GiveBack, BackBy(Li, minute: 15)).ThenNothing()
        .When(GiveBack, BackBy(Li)).Then(GivenBackByLi)
        .When(GiveBack, BackBy(Li)).ThenNothing();

    [Fact]
    public void Nobody_gives_back_what_is_not_theirs()
    {
        Given(TakenByLi).When(GiveBack, BackBy(Chen)).ThenRefused(LiHasIt);
        A.Emergency.Given(Proposed, Declared, Linked).When(GiveBack, BackBy(Li)).ThenRefused(NotToBeCalled);
        A.Emergency.Given(Drill, Declared, Linked).When(GiveBack, BackBy(Li)).ThenRefused(DrillTouchesNobody);
        A.Emergency.Given().When(GiveBack, BackBy(Li)).ThenRefused(Unknown);
    }

    [Fact]
    public void What_a_call_came_to_is_recorded_by_who_has_it_or_when_nobody_has()
    {
        Given(TakenByLi).When(Record, Recorded(Li, 5, Zhang)).Then(Closed(Zhang));
        Given(TakenByLi).When(Record, Recorded(Chen, 5, Wang)).Then(Closed(Wang));
        Given(TakenByLi).When(Record, Recorded(Chen, 15, Zhang)).Then(Closed(Zhang));
        Given(TakenByLi).When(Record, Recorded(Chen, 5, Wang, Zhang)).ThenRefused(LiHasIt);
        Given(TakenByLi, Closed(Zhang)).When(Record, Recorded(Chen, 5, Zhang)).ThenNothing();
    }

    /// <summary>Whoever says of a call that it was made earlier or later than it was gets past no lease.</summary>
    [Fact]
    public void A_lease_is_judged_by_the_present() => Given(TakenByLi)
        .When(Record, Recorded(Chen, 5, Zhang) with { At = Afternoon.AddHours(1) }).ThenRefused(LiHasIt)
        .When(Record, Recorded(Chen, 5, Zhang) with { At = Afternoon.AddHours(-1) }).ThenRefused(LiHasIt);

    [Fact]
    public void Who_was_not_reached_is_nobodys_again() => Given(TakenByLi, new EmergencyCallbackAttempted(Zhang, 1, Afternoon.AddHours(1), null))
        .When(Take, By(Chen, minute: 1)).Then(new EmergencyCallTaken(Zhang, Chen, Afternoon.AddMinutes(16)));
}
