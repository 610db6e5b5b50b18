using static CaseFlow.Cast;
using static CaseFlow.Emergencies.EmergencyCast;
using static CaseFlow.Emergencies.EmergencyRefusals;
using static CaseFlow.Emergencies.ReplyLineDecisions;

namespace CaseFlow.Emergencies;

public sealed class TellingAReplyLine
{
    private static readonly EmergencyStoodDown Over = new(0, 0, null);
    private static readonly PublishReplyLine ToPublish = new(Line.Words, Line.Channels, Line.ValidFrom, Line.ApprovedBy);
    private static readonly WithdrawReplyLine ToWithdraw = new(1, Withdrawal.Reason);
    private static readonly GiveReplyLine ToGive = new(1, Given.Told);

    [Fact]
    public void A_wording_is_published() => A.Emergency.Given(Proposed, Declared).When(Publish, ToPublish).Then(Line);

    [Fact]
    public void Another_is_another_version() => A.Emergency.Given(Proposed, Declared, Line).When(Publish, ToPublish).Then(Line with { Version = 2 });

    [Fact]
    public void Nothing_is_published_before_the_declaration_or_after_the_end()
    {
        A.Emergency.Given().When(Publish, ToPublish).ThenRefused(Unknown);
        A.Emergency.Given(Proposed).When(Publish, ToPublish).ThenRefused(NotDeclared);
        A.Emergency.Given(Proposed, Declared, Over).When(Publish, ToPublish).ThenRefused(Ended);
    }

    [Fact]
    public void A_withdrawal_says_how_many_were_told() => A.Emergency
        .Given(Proposed, Declared, Line, new ReplyLineGiven(1, [new(Zhang, Case), new(Zhang, ThirdCase)])).When(Withdraw, ToWithdraw).Then(Withdrawal);

    [Fact]
    public void Withdrawing_twice_records_it_once() => A.Emergency.Given(Proposed, Declared, Line, Withdrawal).When(Withdraw, ToWithdraw).ThenNothing();

    [Fact]
    public void What_was_not_published_is_not_withdrawn()
    {
        A.Emergency.Given(Proposed, Declared, Line).When(Withdraw, ToWithdraw with { Version = 2 }).ThenRefused(ReplyLineUnknown);
        A.Emergency.Given(Proposed, Declared, Line).When(Withdraw, ToWithdraw with { Version = 0 }).ThenRefused(ReplyLineUnknown);
        A.Emergency.Given().When(Withdraw, ToWithdraw).ThenRefused(Unknown);
    }

    [Fact]
    public void Who_was_told_is_recorded() => A.Emergency.Given(Proposed, Declared, Line).When(Give, ToGive).Then(Given);

    [Fact]
    public void Who_was_told_a_withdrawn_wording_is_recorded_afterwards_too() => A.Emergency.Given(Proposed, Declared, Line, Withdrawal).When(Give, ToGive).Then(Given);

    [Fact]
    public void Telling_twice_on_one_occasion_records_it_once() => A.Emergency.Given(Proposed, Declared, Line, Given).When(Give, ToGive).ThenNothing();

    [Fact]
    public void What_was_not_published_was_not_told() => A.Emergency.Given(Proposed, Declared).When(Give, ToGive).ThenRefused(ReplyLineUnknown);

    [Fact]
    public void Who_acts_for_a_city_names_its_customers_alone_where_they_name_no_case()
    {
        var emergency = A.Emergency.Given(Proposed, Declared, Line, new ComplaintsLinked([new(Case, Zhang, Branch), new(EarlierCase, Wang, "cn-js.suzhou")], Query));
        emergency.When(Give, new GiveReplyLine(1, [new(Zhang), new(Wang, EarlierCase)], Branch)).Then(new ReplyLineGiven(1, [new(Zhang), new(Wang, EarlierCase)]));
        emergency.When(Give, new GiveReplyLine(1, [new(Zhang), new(Wang)], Branch)).ThenRefused(CustomerElsewhere);
    }

    [Fact]
    public void A_drill_tells_nobody() => A.Emergency.Given(Drill, Declared, Line).When(Give, ToGive).ThenRefused(DrillTouchesNobody);

    [Fact]
    public void Nobody_is_told_of_what_never_was() => A.Emergency.Given().When(Give, ToGive).ThenRefused(Unknown);
}
