using CaseFlow.FollowUps;
using static CaseFlow.Cast;

namespace CaseFlow.Complaints;

public sealed class ClosingAComplaint
{
    private static readonly Situation<Complaint, ComplaintEvent> Settled = A.Complaint.Given(Registered, Resolved);
    private static readonly CloseComplaint NoCallbackOwed = new(Callback: null, CallbackOwed: false);

    private static CloseComplaint After(CallbackResult? result, bool acceptUnreachable = false) => new(new(Call, result), CallbackOwed: true, acceptUnreachable);

    [Fact]
    public void A_satisfied_customer_ends_the_case() => Settled
        .When(ClosureDecisions.Close, After(CallbackResult.Satisfied))
        .Then(new ComplaintClosed(ClosureBasis.CustomerSatisfied, Call, Episode: 1));

    [Fact]
    public void Closing_twice_records_it_once() => Settled
        .When(ClosureDecisions.Close, After(CallbackResult.Satisfied))
        .Then(new ComplaintClosed(ClosureBasis.CustomerSatisfied, Call, Episode: 1))
        .When(ClosureDecisions.Close, After(CallbackResult.Satisfied))
        .ThenNothing();

    [Fact]
    public void A_case_that_owes_no_callback_is_closed_without_one() => Settled
        .When(ClosureDecisions.Close, NoCallbackOwed)
        .Then(Closed);

    [Fact]
    public void A_case_waits_for_its_callback() => Settled
        .When(ClosureDecisions.Close, After(result: null))
        .ThenRefused(ComplaintRefusals.CallbackOutstanding);

    [Fact]
    public void A_case_waits_for_a_callback_that_is_owed_and_not_yet_scheduled() => Settled
        .When(ClosureDecisions.Close, NoCallbackOwed with { CallbackOwed = true })
        .ThenRefused(ComplaintRefusals.CallbackOutstanding);

    [Fact]
    public void A_callback_under_way_is_waited_for_even_when_the_policy_owes_none_any_more() => Settled
        .When(ClosureDecisions.Close, After(result: null) with { CallbackOwed = false })
        .ThenRefused(ComplaintRefusals.CallbackOutstanding);

    [Fact]
    public void A_dissatisfied_customer_keeps_the_case_from_closing() => Settled
        .When(ClosureDecisions.Close, After(CallbackResult.Dissatisfied, acceptUnreachable: true))
        .ThenRefused(ComplaintRefusals.CustomerDissatisfied);

    [Fact]
    public void Unreachable_is_not_satisfied() => Settled
        .When(ClosureDecisions.Close, After(CallbackResult.Unreachable))
        .ThenRefused(ComplaintRefusals.CustomerNotReached);

    [Fact]
    public void Whoever_closes_may_take_it_on_that_the_customer_was_not_reached() => Settled
        .When(ClosureDecisions.Close, After(CallbackResult.Unreachable, acceptUnreachable: true))
        .Then(new ComplaintClosed(ClosureBasis.CustomerUnreachable, Call, Episode: 1));

    [Fact]
    public void An_end_that_another_system_recorded_is_brought_in_as_such() => Settled
        .When(ClosureDecisions.Close, NoCallbackOwed with { RecordedElsewhere = true })
        .Then(new ComplaintClosed(ClosureBasis.RecordedElsewhere, Callback: null, Episode: 1));

    [Fact]
    public void Only_a_resolved_case_is_closed() => A.Complaint
        .Given(Registered)
        .When(ClosureDecisions.Close, NoCallbackOwed)
        .ThenRefused(ComplaintRefusals.NotResolved);

    [Fact]
    public void A_withdrawn_case_is_not_closed() => A.Complaint
        .Given(Registered, Withdrawn)
        .When(ClosureDecisions.Close, NoCallbackOwed)
        .ThenRefused(ComplaintRefusals.Withdrawn);

    [Fact]
    public void An_unknown_case_is_not_closed() => A.Complaint
        .Given()
        .When(ClosureDecisions.Close, NoCallbackOwed)
        .ThenRefused(ComplaintRefusals.NotRegistered);
}

public sealed class ResolvingAComplaint
{
    [Fact]
    public void The_operator_holds_the_matter_settled() => A.Complaint
        .Given(Registered)
        .When(ClosureDecisions.Resolve, new ResolveComplaint(Words))
        .Then(Resolved);

    [Fact]
    public void Resolving_twice_records_it_once() => A.Complaint
        .Given(Registered, Resolved)
        .When(ClosureDecisions.Resolve, new ResolveComplaint(Words))
        .ThenNothing();

    [Fact]
    public void Nothing_is_resolved_while_a_department_owes_an_answer() => A.Complaint
        .Given(Registered, new ComplaintHandedOver(NetworkDepartment, Reason))
        .When(ClosureDecisions.Resolve, new ResolveComplaint(Words))
        .ThenRefused(ComplaintRefusals.HandOverPending);

    [Fact]
    public void Nothing_is_resolved_while_a_claim_is_open() => A.Complaint
        .Given(Registered, RefundRaised)
        .When(ClosureDecisions.Resolve, new ResolveComplaint(Words))
        .ThenRefused(ComplaintRefusals.ClaimsUnsettled);

    [Fact]
    public void A_closed_case_is_not_resolved_again() => A.Complaint
        .Given(Registered, Resolved, Closed)
        .When(ClosureDecisions.Resolve, new ResolveComplaint(Words))
        .ThenRefused(ComplaintRefusals.AlreadyClosed);
}

public sealed class ReopeningAComplaint
{
    private static readonly ReopenComplaint Again = new(ReopenCause.CustomerDissatisfied, Reason);
    private static readonly ComplaintReopened SecondEpisode = new(2, ReopenCause.CustomerDissatisfied, Reason);

    [Fact]
    public void A_dissatisfied_customer_opens_a_second_episode() => A.Complaint
        .Given(Registered, Resolved)
        .When(ClosureDecisions.Reopen, Again)
        .Then(SecondEpisode);

    [Fact]
    public void Reopening_twice_records_it_once() => A.Complaint
        .Given(Registered, Resolved, SecondEpisode)
        .When(ClosureDecisions.Reopen, Again)
        .ThenRefused(ComplaintRefusals.NotEnded);

    [Fact]
    public void A_second_episode_ends_as_the_second() => A.Complaint
        .Given(Registered, Resolved, Closed)
        .When(ClosureDecisions.Reopen, Again)
        .Then(SecondEpisode)
        .When(ClosureDecisions.Resolve, new ResolveComplaint(Words))
        .Then(new ComplaintResolved(Words, Episode: 2))
        .When(ClosureDecisions.Close, new CloseComplaint(Callback: null, CallbackOwed: false))
        .Then(new ComplaintClosed(ClosureBasis.CallbackNotOwed, Callback: null, Episode: 2));

    [Fact]
    public void A_customer_may_come_back_on_a_withdrawal() => A.Complaint
        .Given(Registered, Withdrawn)
        .When(ClosureDecisions.Reopen, Again)
        .Then(SecondEpisode);

    [Fact]
    public void A_merged_case_is_reopened_where_it_is_handled() => A.Complaint
        .Given(Registered, Merged)
        .When(ClosureDecisions.Reopen, Again)
        .ThenRefused(ComplaintRefusals.MergedElsewhere);

    [Fact]
    public void An_unknown_case_is_not_reopened() => A.Complaint
        .Given()
        .When(ClosureDecisions.Reopen, Again)
        .ThenRefused(ComplaintRefusals.NotRegistered);
}

public sealed class WithdrawingAComplaint
{
    [Fact]
    public void The_customer_takes_the_complaint_back() => A.Complaint
        .Given(Registered)
        .When(ClosureDecisions.Withdraw, new WithdrawComplaint(Reason))
        .Then(Withdrawn);

    [Fact]
    public void Withdrawing_twice_records_it_once() => A.Complaint
        .Given(Registered, Withdrawn)
        .When(ClosureDecisions.Withdraw, new WithdrawComplaint(Reason))
        .ThenNothing();

    [Fact]
    public void A_resolved_case_may_still_be_withdrawn() => A.Complaint
        .Given(Registered, Resolved)
        .When(ClosureDecisions.Withdraw, new WithdrawComplaint(Reason))
        .Then(Withdrawn);

    [Fact]
    public void A_closed_case_is_not_withdrawn() => A.Complaint
        .Given(Registered, Resolved, Closed)
        .When(ClosureDecisions.Withdraw, new WithdrawComplaint(Reason))
        .ThenRefused(ComplaintRefusals.AlreadyClosed);
}
