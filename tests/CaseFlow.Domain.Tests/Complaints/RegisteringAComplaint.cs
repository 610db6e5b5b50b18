using static CaseFlow.Cast;

namespace CaseFlow.Complaints;

public sealed class RegisteringAComplaint
{
    private static readonly RepeatLinkProposed LooksLikeEarlier = new(EarlierCase, new(RuleVersion: 1, WindowDays: 30, TopicLevel: 2, DaysBetween: 12));

    [Fact]
    public void A_customers_voice_becomes_a_case() => A.Complaint
        .Given()
        .When(IntakeDecisions.Register, new RegisterComplaint(Registered))
        .Then(Registered);

    [Fact]
    public void A_case_that_seems_to_repeat_an_earlier_one_says_so_from_the_start() => A.Complaint
        .Given()
        .When(IntakeDecisions.Register, new RegisterComplaint(Registered, LooksLikeEarlier))
        .Then(Registered, LooksLikeEarlier);

    [Fact]
    public void Registering_twice_records_it_once() => A.Complaint
        .Given()
        .When(IntakeDecisions.Register, new RegisterComplaint(Registered, LooksLikeEarlier))
        .Then(Registered, LooksLikeEarlier)
        .When(IntakeDecisions.Register, new RegisterComplaint(Registered, LooksLikeEarlier))
        .ThenNothing();

    [Fact]
    public void Registering_an_ended_case_again_leaves_it_ended() => A.Complaint
        .Given(Registered, Resolved, Closed)
        .When(IntakeDecisions.Register, new RegisterComplaint(Registered))
        .ThenNothing();

    [Fact]
    public void A_case_does_not_repeat_itself() => A.Complaint
        .Given()
        .When(IntakeDecisions.Register, new RegisterComplaint(Registered, LooksLikeEarlier with { Earlier = Case }))
        .ThenRefused(ComplaintRefusals.SelfLink);
}

public sealed class ReclassifyingAComplaint
{
    private static readonly ReclassifyComplaint ToBilling = new(ComplaintKind.Consultation, Billing, Reason);

    [Fact]
    public void A_case_is_found_to_be_of_another_kind_and_topic() => A.Complaint
        .Given(Registered)
        .When(IntakeDecisions.Reclassify, ToBilling)
        .Then(new ComplaintReclassified(ComplaintKind.Consultation, Billing, Reason));

    [Fact]
    public void Reclassifying_twice_records_it_once() => A.Complaint
        .Given(Registered, new ComplaintReclassified(ComplaintKind.Consultation, Billing, Reason))
        .When(IntakeDecisions.Reclassify, ToBilling)
        .ThenNothing();

    [Fact]
    public void The_same_topic_in_a_later_list_is_no_other_topic() => A.Complaint
        .Given(Registered)
        .When(IntakeDecisions.Reclassify, new ReclassifyComplaint(Registered.Kind, Roaming with { ListVersion = 2 }, Reason))
        .ThenNothing();

    [Fact]
    public void Another_kind_under_the_same_topic_is_recorded() => A.Complaint
        .Given(Registered)
        .When(IntakeDecisions.Reclassify, new ReclassifyComplaint(ComplaintKind.Fault, Roaming, null))
        .Then(new ComplaintReclassified(ComplaintKind.Fault, Roaming, null));

    [Fact]
    public void An_unknown_case_is_not_reclassified() => A.Complaint
        .Given()
        .When(IntakeDecisions.Reclassify, ToBilling)
        .ThenRefused(ComplaintRefusals.NotRegistered);

    [Fact]
    public void A_closed_case_is_not_reclassified() => A.Complaint
        .Given(Registered, Resolved, Closed)
        .When(IntakeDecisions.Reclassify, ToBilling)
        .ThenRefused(ComplaintRefusals.AlreadyClosed);
}

public sealed class AcknowledgingAComplaint
{
    private static readonly AcknowledgeComplaint ByHotline = new(Hotline);

    [Fact]
    public void The_customer_is_told_that_it_has_arrived()
    {
        var told = A.Complaint
            .Given(Registered)
            .When(IntakeDecisions.Acknowledge, ByHotline)
            .Then(new ComplaintAcknowledged(Hotline));
        Assert.Equal(ComplaintStatus.Acknowledged, told.State.Status);
    }

    [Fact]
    public void Acknowledging_twice_records_it_once() => A.Complaint
        .Given(Registered, new ComplaintAcknowledged(Hotline))
        .When(IntakeDecisions.Acknowledge, ByHotline)
        .ThenNothing();

    [Fact]
    public void A_case_in_hand_stays_in_hand_when_it_is_acknowledged_late()
    {
        var told = A.Complaint
            .Given(Registered, new ComplaintAssigned(Li))
            .When(IntakeDecisions.Acknowledge, ByHotline)
            .Then(new ComplaintAcknowledged(Hotline));
        Assert.Equal(ComplaintStatus.Handling, told.State.Status);
    }

    [Fact]
    public void A_withdrawn_case_is_not_acknowledged() => A.Complaint
        .Given(Registered, Withdrawn)
        .When(IntakeDecisions.Acknowledge, ByHotline)
        .ThenRefused(ComplaintRefusals.Withdrawn);
}
