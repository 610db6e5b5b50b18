using static CaseFlow.Cast;

namespace CaseFlow.Complaints;

public sealed class RaisingAClaim
{
    [Fact]
    public void The_customer_asks_for_something() => A.Complaint
        .Given(Registered)
        .When(ClaimDecisions.Raise, new RaiseClaim(Refund, ClaimRank.Primary, Words))
        .Then(RefundRaised);

    [Fact]
    public void Raising_a_claim_twice_records_it_once() => A.Complaint
        .Given(Registered, RefundRaised)
        .When(ClaimDecisions.Raise, new RaiseClaim(Refund, ClaimRank.Primary, Words))
        .ThenNothing();

    [Fact]
    public void A_customer_may_ask_for_several_things() => A.Complaint
        .Given(Registered, RefundRaised)
        .When(ClaimDecisions.Raise, new RaiseClaim(Apology, ClaimRank.Secondary, Words))
        .Then(new ClaimRaised(Apology, ClaimRank.Secondary, Words));

    [Fact]
    public void Nothing_more_is_asked_for_in_a_closed_case() => A.Complaint
        .Given(Registered, Resolved, Closed)
        .When(ClaimDecisions.Raise, new RaiseClaim(Refund, ClaimRank.Primary, Words))
        .ThenRefused(ComplaintRefusals.AlreadyClosed);
}

public sealed class AssessingAClaim
{
    private static readonly ClaimAssessment Fair = new(Reasonableness.Reasonable, new("refund", 1), ClaimRank.Primary, Satisfiable: true);
    private static readonly ClaimAssessed FoundFair = new(Refund, Reasonableness.Reasonable, new("refund", 1), ClaimRank.Primary, Satisfiable: true);

    [Fact]
    public void A_claim_is_judged() => A.Complaint
        .Given(Registered, RefundRaised)
        .When(ClaimDecisions.Assess, new AssessClaim(Refund, Fair))
        .Then(FoundFair);

    [Fact]
    public void Judging_a_claim_twice_records_it_once() => A.Complaint
        .Given(Registered, RefundRaised, FoundFair)
        .When(ClaimDecisions.Assess, new AssessClaim(Refund, Fair))
        .ThenNothing();

    [Fact]
    public void The_same_class_in_a_later_list_is_no_other_judgement() => A.Complaint
        .Given(Registered, RefundRaised, FoundFair)
        .When(ClaimDecisions.Assess, new AssessClaim(Refund, Fair with { Class = new("refund", 2) }))
        .ThenNothing();

    [Fact]
    public void Another_judgement_takes_the_place_of_the_earlier_one() => A.Complaint
        .Given(Registered, RefundRaised, FoundFair)
        .When(ClaimDecisions.Assess, new AssessClaim(Refund, Fair with { Satisfiable = false }))
        .Then(FoundFair with { Satisfiable = false });

    [Fact]
    public void An_unknown_claim_is_not_judged() => A.Complaint
        .Given(Registered)
        .When(ClaimDecisions.Assess, new AssessClaim(Refund, Fair))
        .ThenRefused(ComplaintRefusals.ClaimUnknown);

    [Fact]
    public void A_claim_that_has_ended_is_not_judged() => A.Complaint
        .Given(Registered, RefundRaised, new ClaimSettled(Refund, ClaimOutcome.Dropped))
        .When(ClaimDecisions.Assess, new AssessClaim(Refund, Fair))
        .ThenRefused(ComplaintRefusals.ClaimSettled);

    [Fact]
    public void No_claim_of_an_unknown_case_is_judged() => A.Complaint
        .Given()
        .When(ClaimDecisions.Assess, new AssessClaim(Refund, Fair))
        .ThenRefused(ComplaintRefusals.NotRegistered);
}

public sealed class OfferingAnAlternative
{
    private static readonly ClaimAssessed CanBeMet = new(Refund, Reasonableness.Reasonable, new("refund", 1), ClaimRank.Primary, Satisfiable: true);
    private static readonly ClaimAssessed CannotBeMet = CanBeMet with { Satisfiable = false };
    private static readonly AlternativeOffered Voucher = new(Refund, Words);

    [Fact]
    public void Something_else_is_offered_for_what_cannot_be_met() => A.Complaint
        .Given(Registered, RefundRaised, CannotBeMet)
        .When(ClaimDecisions.Offer, new OfferAlternative(Refund, Words))
        .Then(Voucher);

    [Fact]
    public void Each_offer_is_a_fact_of_its_own() => A.Complaint
        .Given(Registered, RefundRaised, CannotBeMet, Voucher)
        .When(ClaimDecisions.Offer, new OfferAlternative(Refund, Words))
        .Then(Voucher);

    [Fact]
    public void What_can_be_met_needs_no_alternative() => A.Complaint
        .Given(Registered, RefundRaised, CanBeMet)
        .When(ClaimDecisions.Offer, new OfferAlternative(Refund, Words))
        .ThenRefused(ComplaintRefusals.ClaimSatisfiable);

    [Fact]
    public void Nothing_is_offered_before_the_claim_is_judged() => A.Complaint
        .Given(Registered, RefundRaised)
        .When(ClaimDecisions.Offer, new OfferAlternative(Refund, Words))
        .ThenRefused(ComplaintRefusals.ClaimNotAssessed);

    [Fact]
    public void Nothing_is_offered_for_a_claim_that_has_ended() => A.Complaint
        .Given(Registered, RefundRaised, CannotBeMet, new ClaimSettled(Refund, ClaimOutcome.Declined))
        .When(ClaimDecisions.Offer, new OfferAlternative(Refund, Words))
        .ThenRefused(ComplaintRefusals.ClaimSettled);

    [Fact]
    public void Nothing_is_offered_for_an_unknown_claim() => A.Complaint
        .Given(Registered)
        .When(ClaimDecisions.Offer, new OfferAlternative(Refund, Words))
        .ThenRefused(ComplaintRefusals.ClaimUnknown);
}

public sealed class SettlingAClaim
{
    private static readonly ClaimAssessed CanBeMet = new(Refund, Reasonableness.Reasonable, new("refund", 1), ClaimRank.Primary, Satisfiable: true);
    private static readonly ClaimAssessed CannotBeMet = CanBeMet with { Satisfiable = false };

    [Fact]
    public void A_claim_is_granted() => A.Complaint
        .Given(Registered, RefundRaised, CanBeMet)
        .When(ClaimDecisions.Settle, new SettleClaim(Refund, ClaimOutcome.Granted))
        .Then(new ClaimSettled(Refund, ClaimOutcome.Granted));

    [Fact]
    public void Settling_a_claim_twice_records_it_once() => A.Complaint
        .Given(Registered, RefundRaised, CanBeMet, new ClaimSettled(Refund, ClaimOutcome.Granted))
        .When(ClaimDecisions.Settle, new SettleClaim(Refund, ClaimOutcome.Granted))
        .ThenNothing();

    [Fact]
    public void A_claim_ends_only_one_way() => A.Complaint
        .Given(Registered, RefundRaised, CanBeMet, new ClaimSettled(Refund, ClaimOutcome.Granted))
        .When(ClaimDecisions.Settle, new SettleClaim(Refund, ClaimOutcome.Declined))
        .ThenRefused(ComplaintRefusals.ClaimSettled);

    [Fact]
    public void The_customer_accepts_what_was_offered_instead() => A.Complaint
        .Given(Registered, RefundRaised, CannotBeMet, new AlternativeOffered(Refund, Words))
        .When(ClaimDecisions.Settle, new SettleClaim(Refund, ClaimOutcome.AlternativeAccepted))
        .Then(new ClaimSettled(Refund, ClaimOutcome.AlternativeAccepted));

    [Fact]
    public void Nobody_accepts_what_was_not_offered() => A.Complaint
        .Given(Registered, RefundRaised, CannotBeMet)
        .When(ClaimDecisions.Settle, new SettleClaim(Refund, ClaimOutcome.AlternativeAccepted))
        .ThenRefused(ComplaintRefusals.AlternativeMissing);

    [Fact]
    public void What_cannot_be_met_is_not_granted() => A.Complaint
        .Given(Registered, RefundRaised, CannotBeMet)
        .When(ClaimDecisions.Settle, new SettleClaim(Refund, ClaimOutcome.Granted))
        .ThenRefused(ComplaintRefusals.ClaimNotSatisfiable);

    [Fact]
    public void The_customer_may_drop_a_claim_that_nobody_judged() => A.Complaint
        .Given(Registered, RefundRaised)
        .When(ClaimDecisions.Settle, new SettleClaim(Refund, ClaimOutcome.Dropped))
        .Then(new ClaimSettled(Refund, ClaimOutcome.Dropped));

    [Fact]
    public void The_operator_settles_nothing_unjudged() => A.Complaint
        .Given(Registered, RefundRaised)
        .When(ClaimDecisions.Settle, new SettleClaim(Refund, ClaimOutcome.Declined))
        .ThenRefused(ComplaintRefusals.ClaimNotAssessed);

    [Fact]
    public void An_unknown_claim_is_not_settled() => A.Complaint
        .Given(Registered)
        .When(ClaimDecisions.Settle, new SettleClaim(Refund, ClaimOutcome.Dropped))
        .ThenRefused(ComplaintRefusals.ClaimUnknown);

    [Fact]
    public void No_claim_of_a_withdrawn_case_is_settled() => A.Complaint
        .Given(Registered, RefundRaised, Withdrawn)
        .When(ClaimDecisions.Settle, new SettleClaim(Refund, ClaimOutcome.Dropped))
        .ThenRefused(ComplaintRefusals.Withdrawn);
}
