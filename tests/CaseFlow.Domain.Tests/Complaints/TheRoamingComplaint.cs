using static CaseFlow.Cast;

namespace CaseFlow.Complaints;

/// <summary>The complaint of June 2011 that took five contacts: one matter, one case, one escalation.</summary>
public sealed class TheRoamingComplaint
{
    private static readonly Region HongKong = new("CN-HK");

    /// <summary>Three wrong passwords lock the voice menu for a day. Which number was counted is not on record; both counters are kept.</summary>
    private static readonly IvrLock Lock = new(HandledNumberTries: 3, CallingNumberTries: 1, EndsAt: Jiangsu(28, 22, 11, 54).AddDays(1));

    private sealed record Touch(DateTimeOffset At, ContactRecorded Contact);

    private static readonly Touch Portal = new(Jiangsu(27, 0, 0), At(1, "web", Nanjing, RoamingState.Home, ContactOutcome.SelfService));
    private static readonly Touch Refused = new(Jiangsu(28, 22, 11, 54), At(2, "hotline", HongKong, RoamingState.International, ContactOutcome.IvrLocked) with { Lock = Lock });
    private static readonly Touch Busy = new(Jiangsu(30, 1, 0), At(3, "hotline", HongKong, RoamingState.International, ContactOutcome.AllAgentsBusy));
    private static readonly Touch Demand = new(Jiangsu(30, 13, 17), At(4, "hotline", HongKong, RoamingState.International, ContactOutcome.Answered));
    private static readonly Touch Escalation = new(Jiangsu(27, 0, 0).AddDays(10), At(5, "hotline", Nanjing, RoamingState.Home, ContactOutcome.Answered));
    private static readonly IReadOnlyList<Touch> Contacts = [Portal, Refused, Busy, Demand, Escalation];

    private static ContactRecorded At(int number, string channel, Region region, RoamingState roaming, ContactOutcome outcome) => new()
    {
        Contact = new(new Guid(number, 0, 0, new byte[8])),
        Customer = new() { Customer = Zhang, Roaming = roaming },
        Channel = new(channel, 1),
        Direction = ContactDirection.Inbound,
        Outcome = outcome,
        Region = region,
        CustomerSaid = Words,
    };

    [Fact]
    public void Five_contacts_are_one_case()
    {
        var first = A.Contact.Given()
            .When(ContactDecisions.Record, new RecordContact(Portal.Contact, Complaint: null))
            .Then(Portal.Contact);
        var later = Contacts.Skip(1).Select(touch => A.Contact.Given()
            .When(ContactDecisions.Record, new RecordContact(touch.Contact, Facts(Case)))
            .Then(touch.Contact, new ContactLinked(Case)));
        var linked = first
            .When(ContactDecisions.Link, new LinkContact(Facts(Case)))
            .Then(new ContactLinked(Case));

        var cases = later.Append(linked).Select(contact => contact.State.Complaint).ToList();
        Assert.Equal(5, cases.Count);
        Assert.Equal([Case], cases.Distinct());
    }

    [Fact]
    public void One_matter_is_one_case_with_one_escalation()
    {
        var recorded = new List<ComplaintEvent>();
        foreach (var touch in Contacts)
        {
            Decide(IntakeDecisions.Register, new RegisterComplaint(Registered with { Region = touch.Contact.Region, Customer = touch.Contact.Customer }));
            if (touch != Escalation) continue;
            Decide(EscalationDecisions.Escalate, new EscalateComplaint(EscalationLevel.City, EscalationOrigin.Customer, Reason));
            Decide(EscalationDecisions.Escalate, new EscalateComplaint(EscalationLevel.City, EscalationOrigin.Customer, Reason));
        }

        Assert.Equal([typeof(ComplaintRegistered), typeof(ComplaintEscalated)], recorded.Select(e => e.GetType()));
        Assert.Equal(RoamingState.Home, ((ComplaintRegistered)recorded[0]).Customer.Roaming);

        void Decide<TCommand>(Func<Complaint, TCommand, Decision<ComplaintEvent>> decide, TCommand command) =>
            recorded.AddRange(decide(A.Complaint.Fold(recorded), command).Events);
    }

    [Fact]
    public void The_lock_had_ended_before_the_third_contact_failed()
    {
        var stored = (ContactRecorded)Stored.AndReadBack<ContactEvent>(Refused.Contact);
        Assert.Equal(Jiangsu(29, 22, 11, 54), stored.Lock!.EndsAt);
        Assert.True(stored.Lock.EndsAt < Busy.At);
    }

    [Fact]
    public void Counted_from_the_refusal_the_answer_is_due_on_the_thirteenth_of_July()
    {
        Assert.Equal(new DateTime(2011, 7, 13), RegulatoryReply.DueAt(ComplaintKind.Complaint, Refused.At)!.Value.Date);
        Assert.True(Escalation.At < RegulatoryReply.DueAt(ComplaintKind.Complaint, Refused.At));
    }

    [Theory]
    [InlineData(ComplaintKind.Consultation)]
    [InlineData(ComplaintKind.Suggestion)]
    [InlineData(ComplaintKind.Fault)]
    [InlineData(ComplaintKind.Praise)]
    public void Only_a_complaint_has_the_regulators_time(ComplaintKind kind) => Assert.Null(RegulatoryReply.DueAt(kind, Refused.At));

    [Fact]
    public void Both_counters_of_the_lock_are_kept_apart()
    {
        var stored = (ContactRecorded)Stored.AndReadBack<ContactEvent>(Refused.Contact);
        Assert.Equal((3, 1), (stored.Lock!.HandledNumberTries, stored.Lock.CallingNumberTries));
    }

    [Fact]
    public void Each_contact_keeps_where_the_customer_was_and_what_became_of_it()
    {
        var stored = Contacts.Select(touch => (ContactRecorded)Stored.AndReadBack<ContactEvent>(touch.Contact)).ToList();
        Assert.Equal(["CN-JS", "CN-HK", "CN-HK", "CN-HK", "CN-JS"], stored.Select(contact => contact.Region.Province));
        Assert.Equal(
            [ContactOutcome.SelfService, ContactOutcome.IvrLocked, ContactOutcome.AllAgentsBusy, ContactOutcome.Answered, ContactOutcome.Answered],
            stored.Select(contact => contact.Outcome));
    }
}
