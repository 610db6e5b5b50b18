using static CaseFlow.Cast;

namespace CaseFlow.Complaints;

public sealed class LinkingRepeats
{
    private static readonly RepeatGrounds Grounds = new(RuleVersion: 1, WindowDays: 30, TopicLevel: 2, DaysBetween: 12);
    private static readonly ProposeRepeatLink OfEarlier = new(Facts(EarlierCase), Grounds);
    private static readonly RepeatLinkProposed Proposed = new(EarlierCase, Grounds);
    private static readonly RepeatLinkAccepted Accepted = new(EarlierCase);
    private static readonly RepeatLinkRejected Rejected = new(EarlierCase, Reason);

    [Fact]
    public void A_case_looks_like_an_earlier_one() => A.Complaint
        .Given(Registered)
        .When(LinkDecisions.Propose, OfEarlier)
        .Then(Proposed);

    [Fact]
    public void Proposing_twice_records_it_once() => A.Complaint
        .Given(Registered, Proposed)
        .When(LinkDecisions.Propose, OfEarlier)
        .ThenNothing();

    [Fact]
    public void What_a_person_turned_down_is_not_proposed_again() => A.Complaint
        .Given(Registered, Proposed, Rejected)
        .When(LinkDecisions.Propose, OfEarlier)
        .ThenNothing();

    [Fact]
    public void A_case_is_not_its_own_repeat() => A.Complaint
        .Given(Registered)
        .When(LinkDecisions.Propose, new ProposeRepeatLink(Facts(Case), Grounds))
        .ThenRefused(ComplaintRefusals.SelfLink);

    [Fact]
    public void A_case_repeats_only_one_that_exists() => A.Complaint
        .Given(Registered)
        .When(LinkDecisions.Propose, new ProposeRepeatLink(Facts(EarlierCase, ComplaintStatus.Unregistered), Grounds))
        .ThenRefused(ComplaintRefusals.TargetNotRegistered);

    [Fact]
    public void A_case_repeats_only_one_of_the_same_customer() => A.Complaint
        .Given(Registered)
        .When(LinkDecisions.Propose, new ProposeRepeatLink(Facts(EarlierCase, customer: Wang), Grounds))
        .ThenRefused(ComplaintRefusals.OtherCustomer);

    [Fact]
    public void An_unknown_case_repeats_nothing() => A.Complaint
        .Given()
        .When(LinkDecisions.Propose, OfEarlier)
        .ThenRefused(ComplaintRefusals.NotRegistered);

    [Fact]
    public void A_person_confirms_that_it_is_the_same_matter() => A.Complaint
        .Given(Registered, Proposed)
        .When(LinkDecisions.Accept, new AcceptRepeatLink(EarlierCase))
        .Then(Accepted);

    [Fact]
    public void Confirming_twice_records_it_once() => A.Complaint
        .Given(Registered, Proposed, Accepted)
        .When(LinkDecisions.Accept, new AcceptRepeatLink(EarlierCase))
        .ThenNothing();

    [Fact]
    public void What_was_turned_down_is_not_confirmed() => A.Complaint
        .Given(Registered, Proposed, Rejected)
        .When(LinkDecisions.Accept, new AcceptRepeatLink(EarlierCase))
        .ThenRefused(ComplaintRefusals.LinkDecided);

    [Fact]
    public void Only_what_was_proposed_is_confirmed() => A.Complaint
        .Given(Registered, Proposed)
        .When(LinkDecisions.Accept, new AcceptRepeatLink(ThirdCase))
        .ThenRefused(ComplaintRefusals.LinkNotProposed);

    [Fact]
    public void An_unknown_case_confirms_nothing() => A.Complaint
        .Given()
        .When(LinkDecisions.Accept, new AcceptRepeatLink(EarlierCase))
        .ThenRefused(ComplaintRefusals.NotRegistered);

    [Fact]
    public void A_person_finds_that_it_is_another_matter() => A.Complaint
        .Given(Registered, Proposed)
        .When(LinkDecisions.Reject, new RejectRepeatLink(EarlierCase, Reason))
        .Then(Rejected);

    [Fact]
    public void Turning_down_twice_records_it_once() => A.Complaint
        .Given(Registered, Proposed, Rejected)
        .When(LinkDecisions.Reject, new RejectRepeatLink(EarlierCase, Reason))
        .ThenNothing();

    [Fact]
    public void What_was_confirmed_is_not_turned_down() => A.Complaint
        .Given(Registered, Proposed, Accepted)
        .When(LinkDecisions.Reject, new RejectRepeatLink(EarlierCase, Reason))
        .ThenRefused(ComplaintRefusals.LinkDecided);

    [Fact]
    public void Only_what_was_proposed_is_turned_down() => A.Complaint
        .Given(Registered)
        .When(LinkDecisions.Reject, new RejectRepeatLink(EarlierCase, Reason))
        .ThenRefused(ComplaintRefusals.LinkNotProposed);

    [Fact]
    public void An_unknown_case_turns_nothing_down() => A.Complaint
        .Given()
        .When(LinkDecisions.Reject, new RejectRepeatLink(EarlierCase, Reason))
        .ThenRefused(ComplaintRefusals.NotRegistered);
}
