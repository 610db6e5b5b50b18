using static CaseFlow.Cast;
using static CaseFlow.Emergencies.ConcernDecisions;
using static CaseFlow.Emergencies.EmergencyCast;
using static CaseFlow.Emergencies.EmergencyRefusals;

namespace CaseFlow.Emergencies;

public sealed class MeetingTheFirstTimes
{
    private static readonly EmergencyStoodDown Over = new(0, 0, null);
    private static readonly ClearFault ToClear = new(Cleared.Evidence);

    [Fact]
    public void An_alert_is_given_before_the_declaration() => A.Emergency.Given(Proposed).When(Meet, new MeetFirstTime(Alerted)).Then(Alerted);

    [Fact]
    public void The_first_time_is_once() => A.Emergency.Given(Proposed, Alerted).When(Meet, new MeetFirstTime(Alerted with { Evidence = "Again" })).ThenNothing();

    [Fact]
    public void Each_department_comes_by_itself() => A.Emergency
        .Given(Proposed, Declared).When(Meet, new MeetFirstTime(NetworkThere)).Then(NetworkThere)
        .When(Meet, new MeetFirstTime(ServiceThere)).Then(ServiceThere)
        .When(Meet, new MeetFirstTime(NetworkThere)).ThenNothing();

    [Fact]
    public void A_department_that_is_not_expected_stops_no_clock() => A.Emergency
        .Given(Proposed, Declared).When(Meet, new MeetFirstTime(NetworkThere with { Department = BillingDepartment })).ThenRefused(DepartmentNotExpected)
        .When(Meet, new MeetFirstTime(NetworkThere with { Department = null })).ThenRefused(DepartmentNotExpected);

    [Fact]
    public void Headquarters_and_each_branch_are_told_by_themselves() => A.Emergency
        .Given(Proposed, Declared).When(Meet, new MeetFirstTime(HeadquartersTold)).Then(HeadquartersTold).When(Meet, new MeetFirstTime(BranchTold)).Then(BranchTold);

    [Fact]
    public void A_branch_that_is_not_concerned_is_no_recipient() => A.Emergency
        .Given(Proposed, Declared).When(Meet, new MeetFirstTime(BranchTold with { Recipient = "cn-js.suzhou" })).ThenRefused(RecipientNotExpected)
        .When(Meet, new MeetFirstTime(BranchTold with { Recipient = null })).ThenRefused(RecipientNotExpected);

    [Fact]
    public void The_reply_line_and_the_callbacks_meet_themselves() => A.Emergency
        .Given(Proposed, Declared).When(Meet, new MeetFirstTime(Alerted with { Clock = FirstTime.ReplyLine })).ThenRefused(MeetsItself)
        .When(Meet, new MeetFirstTime(Alerted with { Clock = FirstTime.Callback })).ThenRefused(MeetsItself);

    [Fact]
    public void A_drill_says_that_its_callbacks_would_be_done()
    {
        var said = Alerted with { Clock = FirstTime.Callback };
        A.Emergency.Given(Drill, Declared).When(Meet, new MeetFirstTime(said)).Then(said);
    }

    [Fact]
    public void Nothing_is_met_of_what_is_over_or_never_was()
    {
        A.Emergency.Given(Proposed, Declared, Over).When(Meet, new MeetFirstTime(Alerted)).ThenRefused(Ended);
        A.Emergency.Given().When(Meet, new MeetFirstTime(Alerted)).ThenRefused(Unknown);
    }

    [Fact]
    public void It_works_again() => A.Emergency.Given(Proposed, Declared).When(Clear, ToClear).Then(Cleared);

    [Fact]
    public void Clearing_twice_records_it_once() => A.Emergency.Given(Proposed, Declared, Cleared).When(Clear, ToClear).ThenNothing();

    [Fact]
    public void Nothing_is_cleared_of_what_is_over_or_never_was()
    {
        A.Emergency.Given(Proposed, Declared, Over).When(Clear, ToClear).ThenRefused(Ended);
        A.Emergency.Given().When(Clear, ToClear).ThenRefused(Unknown);
    }
}
