using static CaseFlow.Emergencies.EmergencyCast;
using static CaseFlow.Emergencies.EmergencyDecisions;
using static CaseFlow.Emergencies.EmergencyRefusals;

namespace CaseFlow.Emergencies;

public sealed class ProposingAnEmergency
{
    private static readonly ProposeEmergency ToPropose = new(Proposed);
    private static readonly DeclareEmergency ToDeclare = new(Declared.Grounds, Declared.Branches);
    private static readonly DismissEmergency ToDismiss = new(Dismissed.Reason);

    [Fact]
    public void An_emergency_is_proposed() => A.Emergency.Given().When(Propose, ToPropose).Then(Proposed);

    [Fact]
    public void Proposing_it_twice_records_it_once() => A.Emergency.Given(Proposed).When(Propose, ToPropose).ThenNothing();

    [Fact]
    public void It_names_what_its_complaints_are_about() => A.Emergency.Given().When(Propose, new ProposeEmergency(Proposed with { Topics = [] })).ThenRefused(TopicMissing);

    [Fact]
    public void What_was_proposed_is_declared() => A.Emergency.Given(Proposed).When(Declare, ToDeclare).Then(Declared);

    [Fact]
    public void Declaring_it_twice_records_it_once() => A.Emergency.Given(Proposed, Declared).When(Declare, ToDeclare).ThenNothing();

    [Fact]
    public void What_was_not_proposed_is_not_declared() => A.Emergency.Given().When(Declare, ToDeclare).ThenRefused(Unknown);

    [Fact]
    public void What_was_dismissed_is_not_declared() => A.Emergency.Given(Proposed, Dismissed).When(Declare, ToDeclare).ThenRefused(Ended);

    [Fact]
    public void What_is_none_is_dismissed_with_a_reason() => A.Emergency.Given(Proposed).When(Dismiss, ToDismiss).Then(Dismissed);

    [Fact]
    public void Dismissing_it_twice_records_it_once() => A.Emergency.Given(Proposed, Dismissed).When(Dismiss, ToDismiss).ThenNothing();

    [Fact]
    public void What_was_declared_is_not_dismissed() => A.Emergency.Given(Proposed, Declared).When(Dismiss, ToDismiss).ThenRefused(AlreadyDeclared);

    [Fact]
    public void What_was_not_proposed_is_not_dismissed() => A.Emergency.Given().When(Dismiss, ToDismiss).ThenRefused(Unknown);
}
