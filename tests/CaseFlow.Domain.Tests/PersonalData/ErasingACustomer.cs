using static CaseFlow.Cast;

namespace CaseFlow.PersonalData;

public sealed class ErasingACustomer
{
    internal static readonly ErasureRequested Requested = new(Zhang, Nanjing, ErasureGround.SubjectRequest, "Li", Note: null);
    internal static readonly ErasureApproved Approved = new(Zhang, "Wang");
    internal static readonly PersonalDataErased Erased = new(Zhang, ErasureCause.ApprovedRequest, "0a1b2c3d4e5f6071", 12, Monday);

    private static readonly RequestErasure Request = new(Zhang, Nanjing, ErasureGround.SubjectRequest, "Li", Note: null);
    private static readonly ApproveErasure Approve = new(Zhang, "Wang", OpenCases: 0);
    private static readonly RejectErasure Reject = new(Zhang, ErasureObstacle.DutyToKeep, "Wang");
    private static readonly WithdrawErasure Withdraw = new(Zhang, "Li");

    [Fact]
    public void Erasure_is_requested() => A.DataSubject.Given().When(DataSubjectDecisions.Request, Request).Then(Requested);

    [Fact]
    public void Requesting_twice_records_it_once() => A.DataSubject.Given(Requested).When(DataSubjectDecisions.Request, Request with { By = "Zhao" }).ThenNothing();

    [Fact]
    public void What_is_erased_is_not_requested() => A.DataSubject.Given(Requested, Approved, Erased).When(DataSubjectDecisions.Request, Request).ThenRefused(DataSubjectRefusals.AlreadyErased);

    [Fact]
    public void After_a_rejection_it_may_be_requested_again() => A.DataSubject
        .Given(Requested, new ErasureRejected(Zhang, ErasureObstacle.DutyToKeep, "Wang"))
        .When(DataSubjectDecisions.Request, Request).Then(Requested);

    [Fact]
    public void Another_person_approves() => A.DataSubject.Given(Requested).When(DataSubjectDecisions.Approve, Approve).Then(Approved);

    [Fact]
    public void Approving_twice_records_it_once() => A.DataSubject.Given(Requested, Approved).When(DataSubjectDecisions.Approve, Approve).ThenNothing();

    [Fact]
    public void The_requester_does_not_approve() => A.DataSubject.Given(Requested).When(DataSubjectDecisions.Approve, Approve with { By = "li" }).ThenRefused(DataSubjectRefusals.SamePerson);

    [Fact]
    public void Nothing_requested_is_not_approved() => A.DataSubject.Given().When(DataSubjectDecisions.Approve, Approve).ThenRefused(DataSubjectRefusals.NothingRequested);

    [Fact]
    public void Under_a_legal_hold_nothing_is_approved() => A.DataSubject
        .Given(Requested, HoldingACustomersData.Placed)
        .When(DataSubjectDecisions.Approve, Approve).ThenRefused(DataSubjectRefusals.HoldStands);

    [Fact]
    public void After_the_hold_it_is() => A.DataSubject
        .Given(Requested, HoldingACustomersData.Placed, HoldingACustomersData.Lifted)
        .When(DataSubjectDecisions.Approve, Approve).Then(Approved);

    [Fact]
    public void With_open_cases_nothing_is_approved() => A.DataSubject.Given(Requested).When(DataSubjectDecisions.Approve, Approve with { OpenCases = 1 }).ThenRefused(DataSubjectRefusals.CasesOpen);

    [Fact]
    public void Another_person_rejects() => A.DataSubject.Given(Requested).When(DataSubjectDecisions.Reject, Reject).Then(new ErasureRejected(Zhang, ErasureObstacle.DutyToKeep, "Wang"));

    [Fact]
    public void Rejecting_twice_records_it_once() => A.DataSubject
        .Given(Requested, new ErasureRejected(Zhang, ErasureObstacle.DutyToKeep, "Wang"))
        .When(DataSubjectDecisions.Reject, Reject).ThenNothing();

    [Fact]
    public void The_requester_does_not_reject() => A.DataSubject.Given(Requested).When(DataSubjectDecisions.Reject, Reject with { By = "Li" }).ThenRefused(DataSubjectRefusals.SamePerson);

    [Fact]
    public void What_is_approved_is_not_rejected() => A.DataSubject.Given(Requested, Approved).When(DataSubjectDecisions.Reject, Reject).ThenRefused(DataSubjectRefusals.ErasureApproved);

    [Fact]
    public void A_request_is_withdrawn() => A.DataSubject.Given(Requested).When(DataSubjectDecisions.Withdraw, Withdraw).Then(new ErasureWithdrawn(Zhang, "Li"));

    [Fact]
    public void Withdrawing_twice_records_it_once() => A.DataSubject.Given(Requested, new ErasureWithdrawn(Zhang, "Li")).When(DataSubjectDecisions.Withdraw, Withdraw).ThenNothing();

    [Fact]
    public void What_is_approved_is_not_withdrawn() => A.DataSubject.Given(Requested, Approved).When(DataSubjectDecisions.Withdraw, Withdraw).ThenRefused(DataSubjectRefusals.ErasureApproved);

    [Fact]
    public void An_approved_erasure_is_certified() => A.DataSubject.Given(Requested, Approved).When(DataSubjectDecisions.Certify, new CertifyErasure(Erased)).Then(Erased);

    [Fact]
    public void Certifying_twice_records_it_once() => A.DataSubject.Given(Requested, Approved, Erased).When(DataSubjectDecisions.Certify, new CertifyErasure(Erased with { Events = 0 })).ThenNothing();

    [Fact]
    public void What_nobody_approved_is_not_certified() => A.DataSubject.Given(Requested).When(DataSubjectDecisions.Certify, new CertifyErasure(Erased)).ThenRefused(DataSubjectRefusals.NotApproved);

    [Fact]
    public void The_register_erases_again_what_a_backup_brought_back() => A.DataSubject
        .Given()
        .When(DataSubjectDecisions.Certify, new CertifyErasure(Erased with { Cause = ErasureCause.ErasureRegister }))
        .Then(Erased with { Cause = ErasureCause.ErasureRegister });
}
