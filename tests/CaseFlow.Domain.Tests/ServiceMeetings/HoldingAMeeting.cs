using static CaseFlow.Cast;
using static CaseFlow.ServiceMeetings.MeetingCast;
using static CaseFlow.ServiceMeetings.ServiceMeetingDecisions;

namespace CaseFlow.ServiceMeetings;

public sealed class HoldingAMeeting
{
    private static readonly HoldMeeting Hold = new(Held.Departments);
    private static readonly MinuteItem MinuteRoaming = new(RoamingItem, Words);
    private static readonly AgendaItemMinuted Minuted = new(RoamingItem, Words);
    private static readonly RequestSupport AskForTheRule = new(Rule, Words, Quality);
    private static readonly AnswerSupport ByTheProvince = new(Rule, Words, ByProvince: true);
    private static readonly PublishMinutes ByTheChair = new(Words);

    [Fact]
    public void A_meeting_is_held_with_all_departments_told() => A.ServiceMeeting.Given(Convened, Frozen).When(ServiceMeetingDecisions.Hold, Hold).Then(Held);

    [Fact]
    public void Holding_twice_records_it_once() => A.ServiceMeeting.Given(Convened, Frozen, Held).When(ServiceMeetingDecisions.Hold, Hold).ThenNothing();

    [Fact]
    public void A_meeting_is_held_on_frozen_figures() => A.ServiceMeeting.Given(Convened).When(ServiceMeetingDecisions.Hold, Hold).ThenRefused(ServiceMeetingRefusals.InputsNotFrozen);

    [Fact]
    public void No_department_is_left_out() =>
        A.ServiceMeeting.Given(Convened, Frozen).When(ServiceMeetingDecisions.Hold, new HoldMeeting([Held.Departments[0]])).ThenRefused(ServiceMeetingRefusals.AttendanceIncomplete);

    [Fact]
    public void No_department_is_told_twice() =>
        A.ServiceMeeting.Given(Convened, Frozen).When(ServiceMeetingDecisions.Hold, new HoldMeeting([.. Held.Departments, Held.Departments[0]])).ThenRefused(ServiceMeetingRefusals.AttendanceIncomplete);

    [Fact]
    public void What_was_said_is_written_down() => A.ServiceMeeting.Given(Convened, RoamingAdded, Frozen, Held).When(Minute, MinuteRoaming).Then(Minuted);

    [Fact]
    public void Before_a_meeting_there_is_nothing_to_write_down() =>
        A.ServiceMeeting.Given(Convened, RoamingAdded).When(Minute, MinuteRoaming).ThenRefused(ServiceMeetingRefusals.NotHeld);

    [Fact]
    public void What_was_not_on_the_agenda_has_no_minutes() => A.ServiceMeeting.Given(Convened, Frozen, Held).When(Minute, MinuteRoaming).ThenRefused(ServiceMeetingRefusals.ItemUnknown);

    [Fact]
    public void Published_minutes_stay_as_they_are() =>
        A.ServiceMeeting.Given(Convened, RoamingAdded, Frozen, Held, Minuted, Published).When(Minute, MinuteRoaming).ThenRefused(ServiceMeetingRefusals.MinutesPublished);

    [Fact]
    public void A_city_asks_the_province_for_support() => A.ServiceMeeting.Given(Convened, Frozen, Held).When(Request, AskForTheRule).Then(Requested);

    [Fact]
    public void Asking_twice_records_it_once() => A.ServiceMeeting.Given(Convened, Frozen, Held, Requested).When(Request, AskForTheRule).ThenNothing();

    [Fact]
    public void The_province_asks_nobody() => A.ServiceMeeting.Given(OfProvince, Frozen, Held).When(Request, AskForTheRule).ThenRefused(ServiceMeetingRefusals.SupportIsForCities);

    [Fact]
    public void A_meeting_asks_when_it_was_held() => A.ServiceMeeting.Given(Convened).When(Request, AskForTheRule).ThenRefused(ServiceMeetingRefusals.NotHeld);

    [Fact]
    public void The_province_answers() => A.ServiceMeeting.Given(Convened, Frozen, Held, Requested).When(Answer, ByTheProvince).Then(new SupportAnswered(Rule, Words));

    [Fact]
    public void Answering_twice_records_it_once() =>
        A.ServiceMeeting.Given(Convened, Frozen, Held, Requested, new SupportAnswered(Rule, Words)).When(Answer, ByTheProvince).ThenNothing();

    [Fact]
    public void A_city_does_not_answer_itself() =>
        A.ServiceMeeting.Given(Convened, Frozen, Held, Requested).When(Answer, ByTheProvince with { ByProvince = false }).ThenRefused(ServiceMeetingRefusals.ProvinceAnswers);

    [Fact]
    public void What_nobody_asked_is_not_answered() => A.ServiceMeeting.Given(Convened, Frozen, Held).When(Answer, ByTheProvince).ThenRefused(ServiceMeetingRefusals.RequestUnknown);

    [Fact]
    public void A_citys_minutes_are_copied_up_to_its_province() =>
        A.ServiceMeeting.Given(Convened, RoamingAdded, Frozen, Held, Minuted).When(Publish, ByTheChair).Then(new MinutesPublished(Words, "CN-JS"));

    [Fact]
    public void The_provinces_minutes_are_copied_to_nobody() =>
        A.ServiceMeeting.Given(OfProvince, Frozen, Held).When(Publish, ByTheChair).Then(new MinutesPublished(Words, CopiedTo: null));

    [Fact]
    public void Publishing_twice_records_it_once() => A.ServiceMeeting.Given(Convened, Frozen, Held, Published).When(Publish, ByTheChair).ThenNothing();

    [Fact]
    public void Minutes_without_a_word_on_some_item_are_not_published() =>
        A.ServiceMeeting.Given(Convened, RoamingAdded, Frozen, Held).When(Publish, ByTheChair).ThenRefused(ServiceMeetingRefusals.MinutesIncomplete);
}
