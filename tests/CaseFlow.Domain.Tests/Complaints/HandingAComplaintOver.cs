using static CaseFlow.Cast;

namespace CaseFlow.Complaints;

public sealed class HandingAComplaintOver
{
    private static readonly HandOverComplaint ToNetwork = new(NetworkDepartment, Reason);
    private static readonly ComplaintHandedOver NetworkAsked = new(NetworkDepartment, Reason);
    private static readonly HandOverAccepted NetworkAccepted = new(NetworkDepartment);

    [Fact]
    public void A_department_is_asked_to_deal_with_a_case() => A.Complaint
        .Given(Registered)
        .When(HandlingDecisions.HandOver, ToNetwork)
        .Then(NetworkAsked);

    [Fact]
    public void Asking_a_department_twice_records_it_once() => A.Complaint
        .Given(Registered, NetworkAsked)
        .When(HandlingDecisions.HandOver, ToNetwork)
        .ThenNothing();

    [Fact]
    public void A_department_that_has_the_case_is_not_asked_again() => A.Complaint
        .Given(Registered, NetworkAsked, NetworkAccepted)
        .When(HandlingDecisions.HandOver, ToNetwork)
        .ThenNothing();

    [Fact]
    public void No_second_department_is_asked_before_the_first_answers() => A.Complaint
        .Given(Registered, NetworkAsked)
        .When(HandlingDecisions.HandOver, new HandOverComplaint(BillingDepartment, Reason))
        .ThenRefused(ComplaintRefusals.HandOverPending);

    [Fact]
    public void A_case_goes_on_from_one_department_to_another() => A.Complaint
        .Given(Registered, NetworkAsked, NetworkAccepted)
        .When(HandlingDecisions.HandOver, new HandOverComplaint(BillingDepartment, Reason))
        .Then(new ComplaintHandedOver(BillingDepartment, Reason));

    [Fact]
    public void A_closed_case_is_not_handed_over() => A.Complaint
        .Given(Registered, Resolved, Closed)
        .When(HandlingDecisions.HandOver, ToNetwork)
        .ThenRefused(ComplaintRefusals.AlreadyClosed);

    [Fact]
    public void The_department_takes_the_case_on() => A.Complaint
        .Given(Registered, NetworkAsked)
        .When(HandlingDecisions.Accept, new AcceptHandOver("network"))
        .Then(NetworkAccepted);

    [Fact]
    public void Taking_it_on_twice_records_it_once() => A.Complaint
        .Given(Registered, NetworkAsked, NetworkAccepted)
        .When(HandlingDecisions.Accept, new AcceptHandOver("network"))
        .ThenNothing();

    [Fact]
    public void A_department_that_was_not_asked_takes_nothing_on() => A.Complaint
        .Given(Registered, NetworkAsked)
        .When(HandlingDecisions.Accept, new AcceptHandOver("billing"))
        .ThenRefused(ComplaintRefusals.NotAskedOfDepartment);

    [Fact]
    public void A_department_takes_nothing_on_after_the_withdrawal() => A.Complaint
        .Given(Registered, NetworkAsked, Withdrawn)
        .When(HandlingDecisions.Accept, new AcceptHandOver("network"))
        .ThenRefused(ComplaintRefusals.Withdrawn);

    [Fact]
    public void The_department_sends_the_case_back() => A.Complaint
        .Given(Registered, NetworkAsked)
        .When(HandlingDecisions.Reject, new RejectHandOver("network", Reason))
        .Then(new HandOverRejected(NetworkDepartment, Reason));

    [Fact]
    public void Sending_it_back_twice_counts_one_bounce() => A.Complaint
        .Given(Registered, NetworkAsked, new HandOverRejected(NetworkDepartment, Reason))
        .When(HandlingDecisions.Reject, new RejectHandOver("network", Reason))
        .ThenRefused(ComplaintRefusals.NotAskedOfDepartment);

    [Fact]
    public void What_was_taken_on_is_not_sent_back() => A.Complaint
        .Given(Registered, NetworkAsked, NetworkAccepted)
        .When(HandlingDecisions.Reject, new RejectHandOver("network", Reason))
        .ThenRefused(ComplaintRefusals.NotAskedOfDepartment);

    [Fact]
    public void After_a_bounce_the_same_department_may_be_asked_again() => A.Complaint
        .Given(Registered, NetworkAsked, new HandOverRejected(NetworkDepartment, Reason))
        .When(HandlingDecisions.HandOver, ToNetwork)
        .Then(NetworkAsked);

    [Fact]
    public void A_department_that_sends_a_case_back_leaves_it_with_the_one_before() => Assert.Equal(NetworkDepartment, A.Complaint
        .Given(Registered, NetworkAsked, NetworkAccepted, new ComplaintHandedOver(BillingDepartment, Reason))
        .When(HandlingDecisions.Reject, new RejectHandOver("billing", Reason))
        .Then(new HandOverRejected(BillingDepartment, Reason))
        .State.Department);
}
