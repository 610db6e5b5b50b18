using static CaseFlow.Cast;
using static CaseFlow.Emergencies.ConcernDecisions;
using static CaseFlow.Emergencies.EmergencyCast;
using static CaseFlow.Emergencies.EmergencyRefusals;

namespace CaseFlow.Emergencies;

public sealed class ConcerningCustomers
{
    private static readonly EmergencyStoodDown Over = new(0, 0, null);
    private static readonly LinkComplaints ToLink = new(Linked.Complaints, Query);
    private static readonly UnlinkComplaint ToUnlink = new(ThirdCase, "About a bill");
    private static readonly ListAffected ToList = new(Listed.Customers, Query);

    [Fact]
    public void Complaints_are_linked_with_the_query_that_found_them() => A.Emergency.Given(Proposed).When(Link, ToLink).Then(Linked);

    [Fact]
    public void Linking_twice_records_it_once() => A.Emergency.Given(Proposed, Linked).When(Link, ToLink).ThenNothing();

    [Fact]
    public void Of_a_list_that_is_known_in_part_the_rest_is_linked() => A.Emergency
        .Given(Proposed, new ComplaintsLinked([new(Case, Zhang)], null)).When(Link, ToLink).Then(new ComplaintsLinked([new(EarlierCase, Wang), new(ThirdCase, Zhang)], Query));

    [Fact]
    public void A_long_list_is_recorded_in_parts()
    {
        var many = Enumerable.Range(1, 1_201).Select(n => new LinkedComplaint(new(new Guid(n, 1, 0, new byte[8])), new(new Guid(n, 2, 0, new byte[8])))).ToList();
        A.Emergency.Given(Proposed).When(Link, new LinkComplaints(many, Query))
            .Then(new ComplaintsLinked(many[..500], Query), new ComplaintsLinked(many[500..1000], Query), new ComplaintsLinked(many[1000..], Query));
    }

    [Fact]
    public void Nothing_is_linked_to_what_is_over_or_never_was()
    {
        A.Emergency.Given(Proposed, Dismissed).When(Link, ToLink).ThenRefused(Ended);
        A.Emergency.Given().When(Link, ToLink).ThenRefused(Unknown);
    }

    [Fact]
    public void A_complaint_of_something_else_is_unlinked() => A.Emergency.Given(Proposed, Linked).When(Unlink, ToUnlink).Then(new ComplaintUnlinked(ThirdCase, "About a bill"));

    [Fact]
    public void Unlinking_twice_records_it_once() => A.Emergency.Given(Proposed, Linked, new ComplaintUnlinked(ThirdCase, "About a bill")).When(Unlink, ToUnlink).ThenNothing();

    [Fact]
    public void Nothing_is_unlinked_from_what_is_over_or_never_was()
    {
        A.Emergency.Given(Proposed, Declared, Linked, Over).When(Unlink, ToUnlink).ThenRefused(Ended);
        A.Emergency.Given().When(Unlink, ToUnlink).ThenRefused(Unknown);
    }

    [Fact]
    public void Affected_customers_are_listed() => A.Emergency.Given(Proposed).When(List, ToList).Then(Listed);

    [Fact]
    public void Listing_twice_records_it_once() => A.Emergency.Given(Proposed, Listed).When(List, ToList).ThenNothing();

    [Fact]
    public void Nobody_is_listed_for_what_is_over_or_never_was()
    {
        A.Emergency.Given(Proposed, Declared, Over).When(List, ToList).ThenRefused(Ended);
        A.Emergency.Given().When(List, ToList).ThenRefused(Unknown);
    }

    [Fact]
    public void Who_complained_and_is_listed_counts_once() =>
        Assert.Equal(new SituationFigures(Complaints: 3, Affected: 1, Owed: 3, Closed: 0), A.Emergency.Given(Proposed, Linked, Listed).State.Figures());

    [Fact]
    public void What_was_linked_first_stays_first_when_something_before_it_is_unlinked() => Assert.Equal(
        [Wang, Zhang, Silent],
        A.Emergency.Given(Proposed, Linked, new ComplaintUnlinked(Case, "About a bill"), Listed).State.Owed.Select(one => one.Customer));
}
