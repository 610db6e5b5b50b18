using static CaseFlow.Cast;

namespace CaseFlow.Complaints;

public sealed class ReachingAnAgreement
{
    [Fact]
    public void Customer_and_operator_agree_on_what_will_be_done() => A.Complaint
        .Given(Registered)
        .When(KeyMomentDecisions.Agree, new ReachAgreement(Words))
        .Then(new AgreementReached(Words));

    [Fact]
    public void Agreeing_twice_records_it_once() => A.Complaint
        .Given(Registered, new AgreementReached(Words))
        .When(KeyMomentDecisions.Agree, new ReachAgreement(Words))
        .ThenRefused(ComplaintRefusals.AgreementStands);

    [Fact]
    public void A_reopened_case_needs_a_new_agreement() => A.Complaint
        .Given(Registered, new AgreementReached(Words), Resolved, new ComplaintReopened(2, ReopenCause.ProblemReturned, Reason))
        .When(KeyMomentDecisions.Agree, new ReachAgreement(Words))
        .Then(new AgreementReached(Words));

    [Fact]
    public void Nothing_is_agreed_on_a_withdrawn_case() => A.Complaint
        .Given(Registered, Withdrawn)
        .When(KeyMomentDecisions.Agree, new ReachAgreement(Words))
        .ThenRefused(ComplaintRefusals.Withdrawn);
}

public sealed class GivingCare
{
    private static readonly GiveCare Thanks = new(new("thank-you-call", 1), Words);
    private static readonly CareGiven Given = new(Thanks.CareType, Words);

    [Fact]
    public void The_customer_is_given_care_at_the_end() => A.Complaint
        .Given(Registered, Resolved)
        .When(KeyMomentDecisions.Care, Thanks)
        .Then(Given);

    [Fact]
    public void Each_care_is_a_fact_of_its_own() => A.Complaint
        .Given(Registered, Resolved, Given)
        .When(KeyMomentDecisions.Care, Thanks)
        .Then(Given);

    [Fact]
    public void A_case_on_which_care_was_given_is_in_hand() => Assert.Equal(ComplaintStatus.Handling, A.Complaint
        .Given(Registered)
        .When(KeyMomentDecisions.Care, Thanks)
        .Then(Given)
        .State.Status);

    [Fact]
    public void A_closed_case_is_given_no_more_care() => A.Complaint
        .Given(Registered, Resolved, Closed)
        .When(KeyMomentDecisions.Care, Thanks)
        .ThenRefused(ComplaintRefusals.AlreadyClosed);
}

public sealed class CarryingOutAStage
{
    private static readonly CarryOutStage Soothe = new(BlueprintStage.GuideEmotion, Words);
    private static readonly StageCarriedOut Soothed = new(BlueprintStage.GuideEmotion, Words);

    [Fact]
    public void A_step_that_leaves_no_other_fact_is_recorded() => A.Complaint
        .Given(Registered)
        .When(KeyMomentDecisions.CarryOut, Soothe)
        .Then(Soothed);

    [Fact]
    public void Carrying_a_step_out_twice_records_it_once() => A.Complaint
        .Given(Registered, Soothed)
        .When(KeyMomentDecisions.CarryOut, Soothe)
        .ThenNothing();

    [Fact]
    public void A_reopened_case_goes_through_its_steps_again() => A.Complaint
        .Given(Registered, Soothed, Resolved, new ComplaintReopened(2, ReopenCause.ProblemReturned, Reason))
        .When(KeyMomentDecisions.CarryOut, Soothe)
        .Then(Soothed);

    [Theory]
    [InlineData(BlueprintStage.Verify)]
    [InlineData(BlueprintStage.Feedback)]
    [InlineData(BlueprintStage.ReachAgreement)]
    [InlineData(BlueprintStage.GiveCare)]
    [InlineData(BlueprintStage.Callback)]
    public void A_step_with_a_fact_of_its_own_is_recorded_by_that_fact(BlueprintStage stage) => A.Complaint
        .Given(Registered)
        .When(KeyMomentDecisions.CarryOut, new CarryOutStage(stage, Words))
        .ThenRefused(ComplaintRefusals.StageHasOwnFact);

    [Fact]
    public void No_step_is_carried_out_on_a_resolved_case() => A.Complaint
        .Given(Registered, Resolved)
        .When(KeyMomentDecisions.CarryOut, Soothe)
        .ThenRefused(ComplaintRefusals.AlreadyResolved);
}

public sealed class ScoringAKeyMoment
{
    private static readonly KeyMomentScored Negotiated = new(BlueprintStage.Negotiate, 4.76m);

    [Fact]
    public void The_experience_of_a_step_is_scored() => A.Complaint
        .Given(Registered)
        .When(KeyMomentDecisions.Score, new ScoreKeyMoment(BlueprintStage.Negotiate, 4.76m))
        .Then(Negotiated);

    [Fact]
    public void Scoring_twice_records_it_once() => A.Complaint
        .Given(Registered, Negotiated)
        .When(KeyMomentDecisions.Score, new ScoreKeyMoment(BlueprintStage.Negotiate, 4.760m))
        .ThenNothing();

    [Fact]
    public void Another_score_takes_the_place_of_the_earlier_one() => Assert.Equal(3m, A.Complaint
        .Given(Registered, Negotiated)
        .When(KeyMomentDecisions.Score, new ScoreKeyMoment(BlueprintStage.Negotiate, 3m))
        .Then(new KeyMomentScored(BlueprintStage.Negotiate, 3m))
        .State.Scores[BlueprintStage.Negotiate]);

    [Fact]
    public void A_score_may_come_when_all_is_over() => A.Complaint
        .Given(Registered, Resolved, Closed)
        .When(KeyMomentDecisions.Score, new ScoreKeyMoment(BlueprintStage.Negotiate, 4.76m))
        .Then(Negotiated);

    [Theory]
    [InlineData("0.99")]
    [InlineData("5.01")]
    [InlineData("-1")]
    [InlineData("4.765")]
    public void A_score_is_one_to_five_with_two_decimals_at_most(string score) => A.Complaint
        .Given(Registered)
        .When(KeyMomentDecisions.Score, new ScoreKeyMoment(BlueprintStage.Negotiate, decimal.Parse(score, System.Globalization.CultureInfo.InvariantCulture)))
        .ThenRefused(ComplaintRefusals.ScoreOutOfRange);

    [Fact]
    public void An_unknown_case_has_no_scores() => A.Complaint
        .Given()
        .When(KeyMomentDecisions.Score, new ScoreKeyMoment(BlueprintStage.Negotiate, 4m))
        .ThenRefused(ComplaintRefusals.NotRegistered);

    [Fact]
    public void A_merged_case_is_scored_where_it_is_handled() => A.Complaint
        .Given(Registered, Merged)
        .When(KeyMomentDecisions.Score, new ScoreKeyMoment(BlueprintStage.Negotiate, 4m))
        .ThenRefused(ComplaintRefusals.MergedElsewhere);
}
