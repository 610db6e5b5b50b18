using static CaseFlow.Cast;

namespace CaseFlow.Complaints;

public sealed class VerifyingAComplaint
{
    private static readonly Verdict Liable = Verified.Verdict;
    private static readonly Verdict Invalid = new(Validity.Invalid);

    [Fact]
    public void The_matter_is_looked_into_and_a_verdict_given() => A.Complaint
        .Given(Registered)
        .When(KeyMomentDecisions.Verify, new VerifyComplaint(Liable, Words))
        .Then(Verified);

    [Fact]
    public void Verifying_twice_records_it_once() => A.Complaint
        .Given(Registered, Verified)
        .When(KeyMomentDecisions.Verify, new VerifyComplaint(Liable, Words))
        .ThenNothing();

    [Fact]
    public void A_second_verdict_is_a_revision() => A.Complaint
        .Given(Registered, Verified)
        .When(KeyMomentDecisions.Verify, new VerifyComplaint(Invalid, Words))
        .ThenRefused(ComplaintRefusals.AlreadyVerified);

    [Theory]
    [InlineData(Validity.Valid, null, null)]
    [InlineData(Validity.Valid, null, "publicity")]
    [InlineData(Validity.Valid, Liability.Liable, null)]
    [InlineData(Validity.Valid, Liability.NotLiable, "publicity")]
    [InlineData(Validity.Invalid, Liability.Liable, null)]
    [InlineData(Validity.Invalid, Liability.NotLiable, null)]
    [InlineData(Validity.Invalid, null, "publicity")]
    public void Only_a_valid_complaint_has_a_liability_and_only_a_liable_operator_a_class(Validity validity, Liability? liability, string? responsibility) => A.Complaint
        .Given(Registered)
        .When(KeyMomentDecisions.Verify, new VerifyComplaint(new(validity, liability, responsibility is null ? null : new(responsibility, 1)), Words))
        .ThenRefused(ComplaintRefusals.VerdictIncoherent);

    [Fact]
    public void An_unknown_case_is_not_verified() => A.Complaint
        .Given()
        .When(KeyMomentDecisions.Verify, new VerifyComplaint(Liable, Words))
        .ThenRefused(ComplaintRefusals.NotRegistered);
}

public sealed class RevisingAVerdict
{
    private static readonly Verdict NotLiable = new(Validity.Valid, Liability.NotLiable);
    private static readonly VerdictRevised Revised = new(NotLiable, Reason);

    [Fact]
    public void Another_verdict_takes_the_place_of_the_first() => A.Complaint
        .Given(Registered, Verified)
        .When(KeyMomentDecisions.Revise, new ReviseVerdict(NotLiable, Reason))
        .Then(Revised);

    [Fact]
    public void Revising_twice_records_it_once() => A.Complaint
        .Given(Registered, Verified, Revised)
        .When(KeyMomentDecisions.Revise, new ReviseVerdict(NotLiable, Reason))
        .ThenNothing();

    [Fact]
    public void The_same_class_in_a_later_list_is_no_other_verdict() => A.Complaint
        .Given(Registered, Verified)
        .When(KeyMomentDecisions.Revise, new ReviseVerdict(Verified.Verdict with { ResponsibilityClass = new("publicity", 2) }, Reason))
        .ThenNothing();

    [Fact]
    public void Without_a_verdict_there_is_nothing_to_revise() => A.Complaint
        .Given(Registered)
        .When(KeyMomentDecisions.Revise, new ReviseVerdict(NotLiable, Reason))
        .ThenRefused(ComplaintRefusals.NotVerified);

    [Fact]
    public void A_revision_is_as_coherent_as_a_first_verdict() => A.Complaint
        .Given(Registered, Verified)
        .When(KeyMomentDecisions.Revise, new ReviseVerdict(new(Validity.Invalid, Liability.Liable), Reason))
        .ThenRefused(ComplaintRefusals.VerdictIncoherent);

    [Fact]
    public void A_reopened_case_is_verified_by_revising_its_verdict() => Assert.Contains(BlueprintStage.Verify, A.Complaint
        .Given(Registered, Verified, Resolved, new ComplaintReopened(2, ReopenCause.ProblemReturned, Reason))
        .When(KeyMomentDecisions.Revise, new ReviseVerdict(NotLiable, Reason))
        .Then(Revised)
        .State.Stages);
}

public sealed class ClarifyingAComplaint
{
    [Fact]
    public void The_cause_is_explained_to_the_customer() => A.Complaint
        .Given(Registered, Verified)
        .When(KeyMomentDecisions.Clarify, new ClarifyComplaint(Words))
        .Then(new ComplaintClarified(Words));

    [Fact]
    public void Each_explanation_is_a_fact_of_its_own() => A.Complaint
        .Given(Registered, Verified, new ComplaintClarified(Words))
        .When(KeyMomentDecisions.Clarify, new ClarifyComplaint(Words))
        .Then(new ComplaintClarified(Words));

    [Fact]
    public void Nothing_is_explained_before_it_is_verified() => A.Complaint
        .Given(Registered)
        .When(KeyMomentDecisions.Clarify, new ClarifyComplaint(Words))
        .ThenRefused(ComplaintRefusals.NotVerified);

    [Fact]
    public void A_closed_case_is_not_clarified() => A.Complaint
        .Given(Registered, Verified, Resolved, Closed)
        .When(KeyMomentDecisions.Clarify, new ClarifyComplaint(Words))
        .ThenRefused(ComplaintRefusals.AlreadyClosed);
}
