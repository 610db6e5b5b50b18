using static CaseFlow.Cast;
using static CaseFlow.Emergencies.EmergencyCast;

namespace CaseFlow.Emergencies;

/// <summary>A province's emergency as one of its cities sees it.</summary>
public sealed class TheCitysPart
{
    private const string Other = "cn-js.suzhou";

    /// <summary>Zhang complained in both cities, first in the other one; Wang in the other one alone; Silent is listed in the city.</summary>
    private static readonly ComplaintsLinked Both = new([new(Case, Zhang, Other), new(EarlierCase, Wang, Other), new(ThirdCase, Zhang, Branch)], Query);

    private static readonly AffectedCustomersListed Here = new([new(Silent, Words, Branch), new(Wang, null, Other)], Query);

    private static List<EmergencyEvent> Seen(params IReadOnlyList<EmergencyEvent> events)
    {
        var part = new CityPart(events, Branch);
        return [.. events.Select(part.Of).OfType<EmergencyEvent>()];
    }

    [Fact]
    public void Of_lists_only_its_own_are_there() => Assert.Equivalent(
        (EmergencyEvent[])[new ComplaintsLinked([new(ThirdCase, Zhang, Branch)], Query), new AffectedCustomersListed([new(Silent, Words, Branch)], Query)], Seen(Both, Here), strict: true);

    [Fact]
    public void A_customer_of_both_is_called_in_both_and_the_other_citys_case_is_not_named() => Assert.Equivalent(
        new EmergencyCallbacksPlanned([new(Zhang, null, Monday), new(Silent, null, Monday.AddMinutes(2))]), Seen(Both, Here, Calls)[^1], strict: true);

    [Fact]
    public void Calls_to_others_and_what_others_were_told_is_not_there()
    {
        var told = new ReplyLineGiven(1, [new(Wang, EarlierCase), new(Zhang, Case)]);
        Assert.Equal(2, Seen(Both, Here, Closed(Wang), new EmergencyCallTaken(Wang, Li, Monday), new EmergencyCallGivenBack(Wang, Li), new EmergencyCallbackAttempted(Wang, 1, Monday, Words), new ComplaintUnlinked(EarlierCase, "About a bill")).Count);
        Assert.Equivalent(new ReplyLineGiven(1, [new(Zhang)]), Seen(Both, Here, told)[^1], strict: true);
        Assert.Equal((Zhang, Silent), (((EmergencyCallbackClosed)Seen(Both, Closed(Zhang))[^1]).Customer, ((EmergencyCallbackClosed)Seen(Here, Closed(Silent))[^1]).Customer));
    }

    [Fact]
    public void Who_has_a_customer_of_the_city_is_there_from_whichever_city() => Assert.Equal(
        (EmergencyEvent[])[new EmergencyCallTaken(Zhang, Li, Monday), new EmergencyCallGivenBack(Zhang, Li)], Seen(Both, new EmergencyCallTaken(Zhang, Li, Monday), new EmergencyCallGivenBack(Zhang, Li))[1..]);

    [Fact]
    public void What_its_command_does_is_there_whole()
    {
        EmergencyEvent[] command = [Proposed, Declared, Sponsor, NetworkThere, Cleared, Line, Withdrawal, Forum, new SituationReported(1, "It fails", new(3, 1, 3, 0)), new EmergencyStoodDown(3, 3, null)];
        Assert.Equal(command, Seen(command));
    }

    [Fact]
    public void Of_every_event_there_is_nothing_or_an_event_of_its_kind()
    {
        var events = EmergencyCast.Events.OfType<EmergencyEvent>().ToList();
        var part = new CityPart(events, Branch);
        Assert.All(events, e => Assert.True(part.Of(e) is null || part.Of(e)!.GetType() == e.GetType(), e.GetType().Name));
    }

    [Fact]
    public void Nothing_of_a_list_without_cities_is_a_citys() => Assert.Equal((EmergencyEvent[])[Proposed, Declared], Seen(Proposed, Declared, Linked, Listed, Calls, Closed(Zhang)));
}
