using static CaseFlow.Cast;
using static CaseFlow.Emergencies.EmergencyCast;
using static CaseFlow.Emergencies.EmergencyDecisions;
using static CaseFlow.Emergencies.EmergencyRefusals;

namespace CaseFlow.Emergencies;

public sealed class EndingAnEmergency
{
    private static readonly EmergencyStoodDown Over = new(3, 3, null);
    private static readonly HoldReview ToReview = new("The activation server had no spare", Review);
    private static readonly EmergencyReviewHeld Held = new("The activation server had no spare", Review);

    [Fact]
    public void It_ends_when_everybody_was_called_to_the_end() => A.Emergency
        .Given(Proposed, Declared, Linked, Listed, Calls, Closed(Zhang), Closed(Wang), Closed(Silent)).When(End, new StandDown("No need")).Then(Over);

    [Fact]
    public void It_does_not_end_while_somebody_is_to_be_called() => A.Emergency
        .Given(Proposed, Declared, Linked, Listed, Calls, Closed(Zhang), Closed(Wang)).When(End, new StandDown(null)).ThenRefused(CallbacksOpen);

    [Fact]
    public void It_ends_before_for_a_reason_and_with_the_share_reached() => A.Emergency
        .Given(Proposed, Declared, Linked, Listed, Calls, Closed(Zhang), Closed(Wang)).When(End, new StandDown("Abroad until August")).Then(new EmergencyStoodDown(3, 2, "Abroad until August"));

    [Fact]
    public void Whose_complaint_was_unlinked_is_not_waited_for() => A.Emergency
        .Given(Proposed, Declared, Linked, Calls, Closed(Zhang), new ComplaintUnlinked(EarlierCase, "About a bill")).When(End, new StandDown(null)).Then(new EmergencyStoodDown(1, 1, null));

    [Fact]
    public void A_drill_ends_without_a_call() => A.Emergency.Given(Drill, Declared, Linked).When(End, new StandDown(null)).Then(new EmergencyStoodDown(2, 0, null));

    [Fact]
    public void Standing_down_twice_records_it_once() => A.Emergency.Given(Proposed, Declared, Over).When(End, new StandDown(null)).ThenNothing();

    [Fact]
    public void What_is_only_proposed_is_not_stood_down() => A.Emergency.Given(Proposed).When(End, new StandDown(null)).ThenRefused(NotDeclared);

    [Fact]
    public void What_was_dismissed_or_never_was_is_not_stood_down()
    {
        A.Emergency.Given(Proposed, Dismissed).When(End, new StandDown(null)).ThenRefused(Ended);
        A.Emergency.Given().When(End, new StandDown(null)).ThenRefused(Unknown);
    }

    [Fact]
    public void A_review_leads_to_a_trace() => A.Emergency.Given(Proposed, Declared, Over).When(LookBack, ToReview).Then(Held);

    [Fact]
    public void Holding_it_twice_records_it_once() => A.Emergency.Given(Proposed, Declared, Over, Held).When(LookBack, ToReview).ThenNothing();

    [Fact]
    public void What_goes_on_is_not_looked_back_on() => A.Emergency.Given(Proposed, Declared).When(LookBack, ToReview).ThenRefused(NotStoodDown);

    [Fact]
    public void What_was_dismissed_or_never_was_is_not_reviewed()
    {
        A.Emergency.Given(Proposed, Dismissed).When(LookBack, ToReview).ThenRefused(Ended);
        A.Emergency.Given().When(LookBack, ToReview).ThenRefused(Unknown);
    }
}
