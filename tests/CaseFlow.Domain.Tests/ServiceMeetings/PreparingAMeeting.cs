using static CaseFlow.Cast;
using static CaseFlow.ServiceMeetings.MeetingCast;
using static CaseFlow.ServiceMeetings.ServiceMeetingDecisions;

namespace CaseFlow.ServiceMeetings;

public sealed class PreparingAMeeting
{
    private static readonly DropAgendaItem DropRoaming = new(RoamingItem, Reason);

    [Fact]
    public void A_meeting_is_convened() => A.ServiceMeeting.Given().When(Convene, new ConveneMeeting(Convened)).Then(Convened);

    [Fact]
    public void Convening_twice_records_it_once() => A.ServiceMeeting.Given(Convened).When(Convene, new ConveneMeeting(Convened)).ThenNothing();

    [Fact]
    public void A_citys_meeting_names_a_city() =>
        A.ServiceMeeting.Given().When(Convene, new ConveneMeeting(Convened with { Region = new("CN-JS") })).ThenRefused(ServiceMeetingRefusals.LevelMismatch);

    [Fact]
    public void The_provinces_meeting_names_no_city() =>
        A.ServiceMeeting.Given().When(Convene, new ConveneMeeting(Convened with { Level = MeetingLevel.Province })).ThenRefused(ServiceMeetingRefusals.LevelMismatch);

    [Fact]
    public void A_proposal_is_taken_on_with_its_figures() => A.ServiceMeeting.Given(Convened).When(Add, new AddAgendaItem(RoamingAdded)).Then(RoamingAdded);

    [Fact]
    public void Taking_a_proposal_on_twice_records_it_once() =>
        A.ServiceMeeting.Given(Convened, RoamingAdded).When(Add, new AddAgendaItem(RoamingAdded with { Item = HotlineItem })).ThenNothing();

    [Fact]
    public void The_agenda_of_a_meeting_that_was_held_stands() =>
        A.ServiceMeeting.Given(Convened, Frozen, Held).When(Add, new AddAgendaItem(RoamingAdded)).ThenRefused(ServiceMeetingRefusals.AlreadyHeld);

    [Fact]
    public void Nothing_is_added_where_no_meeting_is() => A.ServiceMeeting.Given().When(Add, new AddAgendaItem(RoamingAdded)).ThenRefused(ServiceMeetingRefusals.Unknown);

    [Fact]
    public void An_item_is_moved_to_another_place() => Assert.Equal(
        [HotlineItem, RoamingItem],
        A.ServiceMeeting.Given(Convened, RoamingAdded, HotlineAdded).When(Move, new MoveAgendaItem(HotlineItem, 1)).Then(new AgendaItemMoved(HotlineItem, 1)).State.Agenda);

    [Fact]
    public void Moving_an_item_to_where_it_is_records_nothing() => A.ServiceMeeting.Given(Convened, RoamingAdded).When(Move, new MoveAgendaItem(RoamingItem, 1)).ThenNothing();

    [Fact]
    public void There_is_no_place_behind_the_last() =>
        A.ServiceMeeting.Given(Convened, RoamingAdded).When(Move, new MoveAgendaItem(RoamingItem, 2)).ThenRefused(ServiceMeetingRefusals.NoSuchPlace);

    [Fact]
    public void An_item_that_is_not_there_is_not_moved() => A.ServiceMeeting.Given(Convened).When(Move, new MoveAgendaItem(RoamingItem, 1)).ThenRefused(ServiceMeetingRefusals.ItemUnknown);

    [Fact]
    public void An_item_is_dropped_for_a_reason() => Assert.Empty(
        A.ServiceMeeting.Given(Convened, RoamingAdded).When(Drop, DropRoaming).Then(new AgendaItemDropped(RoamingItem, Reason)).State.Agenda);

    [Fact]
    public void Dropping_twice_records_it_once() => A.ServiceMeeting.Given(Convened, RoamingAdded, new AgendaItemDropped(RoamingItem, Reason)).When(Drop, DropRoaming).ThenNothing();

    [Fact]
    public void What_is_not_on_the_agenda_is_not_dropped() => A.ServiceMeeting.Given(Convened).When(Drop, DropRoaming).ThenRefused(ServiceMeetingRefusals.ItemUnknown);

    [Fact]
    public void Nothing_is_dropped_from_a_meeting_that_was_held() =>
        A.ServiceMeeting.Given(Convened, RoamingAdded, Frozen, Held).When(Drop, DropRoaming).ThenRefused(ServiceMeetingRefusals.AlreadyHeld);

    [Fact]
    public void The_figures_are_frozen() =>
        A.ServiceMeeting.Given(Convened).When(Freeze, new FreezeInputs(Frozen.Tables, Frozen.Resolutions)).Then(Frozen);

    [Fact]
    public void Frozen_figures_stay_as_they_are() =>
        A.ServiceMeeting.Given(Convened, Frozen).When(Freeze, new FreezeInputs([], [])).ThenNothing();

    [Fact]
    public void No_figures_are_frozen_where_no_meeting_is() => A.ServiceMeeting.Given().When(Freeze, new FreezeInputs([], [])).ThenRefused(ServiceMeetingRefusals.Unknown);
}
