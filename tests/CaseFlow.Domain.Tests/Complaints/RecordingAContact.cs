using static CaseFlow.Cast;

namespace CaseFlow.Complaints;

public sealed class RecordingAContact
{
    private static readonly ContactRecorded AllBusy = new()
    {
        Contact = new(new Guid("0000000b-0000-0000-0000-000000000001")),
        Customer = new() { Customer = Zhang },
        Channel = Hotline,
        Direction = ContactDirection.Inbound,
        Outcome = ContactOutcome.AllAgentsBusy,
        Region = Nanjing,
    };

    [Fact]
    public void A_contact_that_failed_is_recorded_like_any_other() => A.Contact
        .Given()
        .When(ContactDecisions.Record, new RecordContact(AllBusy, Complaint: null))
        .Then(AllBusy);

    [Fact]
    public void A_contact_whose_case_is_known_is_linked_at_once() => A.Contact
        .Given()
        .When(ContactDecisions.Record, new RecordContact(AllBusy, Facts(Case)))
        .Then(AllBusy, new ContactLinked(Case));

    [Fact]
    public void Recording_a_contact_twice_records_it_once() => A.Contact
        .Given(AllBusy)
        .When(ContactDecisions.Record, new RecordContact(AllBusy, Complaint: null))
        .ThenNothing();

    [Fact]
    public void Recording_a_contact_again_does_not_undo_that_it_was_taken_out_of_its_case() => A.Contact
        .Given(AllBusy, new ContactLinked(Case), new ContactUnlinked(Case, Reason))
        .When(ContactDecisions.Record, new RecordContact(AllBusy, Facts(Case)))
        .ThenNothing();

    [Fact]
    public void A_contact_does_not_belong_to_another_customers_case() => A.Contact
        .Given()
        .When(ContactDecisions.Record, new RecordContact(AllBusy, Facts(Case, customer: Wang)))
        .ThenRefused(ContactRefusals.OtherCustomer);

    [Fact]
    public void A_contact_does_not_belong_to_an_unknown_case() => A.Contact
        .Given()
        .When(ContactDecisions.Record, new RecordContact(AllBusy, Facts(Case, ComplaintStatus.Unregistered)))
        .ThenRefused(ComplaintRefusals.NotRegistered);

    [Fact]
    public void A_contact_is_found_to_belong_to_a_case() => A.Contact
        .Given(AllBusy)
        .When(ContactDecisions.Link, new LinkContact(Facts(Case)))
        .Then(new ContactLinked(Case));

    [Fact]
    public void Linking_a_contact_twice_records_it_once() => A.Contact
        .Given(AllBusy, new ContactLinked(Case))
        .When(ContactDecisions.Link, new LinkContact(Facts(Case)))
        .ThenNothing();

    [Fact]
    public void A_contact_belongs_to_one_case_at_a_time() => A.Contact
        .Given(AllBusy, new ContactLinked(Case))
        .When(ContactDecisions.Link, new LinkContact(Facts(EarlierCase)))
        .ThenRefused(ContactRefusals.LinkedElsewhere);

    [Fact]
    public void A_contact_is_not_linked_to_another_customers_case() => A.Contact
        .Given(AllBusy)
        .When(ContactDecisions.Link, new LinkContact(Facts(Case, customer: Wang)))
        .ThenRefused(ContactRefusals.OtherCustomer);

    [Fact]
    public void A_contact_is_not_linked_to_an_unknown_case() => A.Contact
        .Given(AllBusy)
        .When(ContactDecisions.Link, new LinkContact(Facts(Case, ComplaintStatus.Unregistered)))
        .ThenRefused(ComplaintRefusals.NotRegistered);

    [Fact]
    public void An_unknown_contact_is_not_linked() => A.Contact
        .Given()
        .When(ContactDecisions.Link, new LinkContact(Facts(Case)))
        .ThenRefused(ContactRefusals.NotRecorded);

    [Fact]
    public void A_contact_is_taken_out_of_a_case_and_put_into_another() => A.Contact
        .Given(AllBusy, new ContactLinked(Case))
        .When(ContactDecisions.Unlink, new UnlinkContact(Case, Reason))
        .Then(new ContactUnlinked(Case, Reason))
        .When(ContactDecisions.Link, new LinkContact(Facts(EarlierCase)))
        .Then(new ContactLinked(EarlierCase));

    [Fact]
    public void Taking_a_contact_out_twice_records_it_once() => A.Contact
        .Given(AllBusy, new ContactLinked(Case), new ContactUnlinked(Case, Reason))
        .When(ContactDecisions.Unlink, new UnlinkContact(Case, Reason))
        .ThenNothing();

    [Fact]
    public void A_contact_stays_in_its_case_when_it_is_taken_out_of_another() => A.Contact
        .Given(AllBusy, new ContactLinked(Case))
        .When(ContactDecisions.Unlink, new UnlinkContact(EarlierCase, Reason))
        .ThenNothing();

    [Fact]
    public void An_unknown_contact_is_not_taken_out() => A.Contact
        .Given()
        .When(ContactDecisions.Unlink, new UnlinkContact(Case, Reason))
        .ThenRefused(ContactRefusals.NotRecorded);
}
