using static CaseFlow.Cast;
using static CaseFlow.ServiceMeetings.MeetingCast;
using static CaseFlow.ServiceMeetings.ResolutionDecisions;

namespace CaseFlow.ServiceMeetings;

public sealed class CarryingOutAResolution
{
    private const string Network = "network";

    private static readonly DecideResolution AtTheMeeting = new(Decided, MeetingStatus.Held);
    private static readonly CarryResolutionOver ToNextWeek = new(NextWeekly, MeetingStatus.Convened);
    private static readonly ResolutionDone Done = new(Fewer);
    private static readonly ResolutionDropped Dropped = new(Reason);

    [Fact]
    public void A_meeting_resolves() => A.Resolution.Given().When(Decide, AtTheMeeting).Then(Decided);

    [Fact]
    public void A_resolution_may_follow_from_no_item() => A.Resolution.Given().When(Decide, AtTheMeeting with { Resolution = Decided with { Item = null } }).Then(Decided with { Item = null });

    [Fact]
    public void Resolving_twice_records_it_once() => A.Resolution.Given(Decided).When(Decide, AtTheMeeting).ThenNothing();

    [Fact]
    public void A_meeting_that_was_not_held_resolves_nothing() =>
        A.Resolution.Given().When(Decide, AtTheMeeting with { Meeting = MeetingStatus.Frozen }).ThenRefused(ServiceMeetingRefusals.NotHeld);

    [Fact]
    public void After_its_minutes_are_published_a_meeting_resolves_nothing() =>
        A.Resolution.Given().When(Decide, AtTheMeeting with { Meeting = MeetingStatus.Published }).ThenRefused(ServiceMeetingRefusals.MinutesPublished);

    [Fact]
    public void The_department_tells_how_far_it_is() => A.Resolution.Given(Decided).When(Report, new ReportResolution(Words, Network)).Then(new ResolutionProgressReported(Words));

    [Fact]
    public void Who_acts_for_no_department_may_tell_too() => A.Resolution.Given(Decided).When(Report, new ReportResolution(Words, Department: null)).Then(new ResolutionProgressReported(Words));

    [Fact]
    public void Another_department_does_not_tell() =>
        A.Resolution.Given(Decided).When(Report, new ReportResolution(Words, "marketing")).ThenRefused(ResolutionRefusals.OfAnotherDepartment);

    [Fact]
    public void Nothing_is_told_of_what_was_dropped() => A.Resolution.Given(Decided, Dropped).When(Report, new ReportResolution(Words, Network)).ThenRefused(ResolutionRefusals.Ended);

    [Fact]
    public void A_resolution_is_done_when_its_effect_is_proven() => A.Resolution.Given(Decided).When(Finish, new FinishResolution(Fewer, Network)).Then(Done);

    [Fact]
    public void Finishing_twice_records_it_once() => A.Resolution.Given(Decided, Done).When(Finish, new FinishResolution(Fewer, Network)).ThenNothing();

    [Fact]
    public void Without_evidence_of_its_effect_a_resolution_is_not_done() =>
        A.Resolution.Given(Decided).When(Finish, new FinishResolution(Evidence: null, Network)).ThenRefused(ResolutionRefusals.EvidenceMissing);

    [Fact]
    public void What_nobody_resolved_is_not_done() => A.Resolution.Given().When(Finish, new FinishResolution(Fewer, Network)).ThenRefused(ResolutionRefusals.Unknown);

    [Fact]
    public void Carrying_over_is_counted() => A.Resolution.Given(Decided)
        .When(CarryOver, ToNextWeek).Then(new ResolutionCarriedOver(NextWeekly, 1))
        .When(CarryOver, ToNextWeek with { To = Weekly }).Then(new ResolutionCarriedOver(Weekly, 2));

    [Fact]
    public void Carrying_over_to_the_same_meeting_twice_records_it_once() => A.Resolution.Given(Decided, new ResolutionCarriedOver(NextWeekly, 1)).When(CarryOver, ToNextWeek).ThenNothing();

    [Fact]
    public void What_is_done_is_not_carried_over() => A.Resolution.Given(Decided, Done).When(CarryOver, ToNextWeek).ThenRefused(ResolutionRefusals.Ended);

    [Fact]
    public void Nothing_is_carried_over_to_a_meeting_that_is_past() =>
        A.Resolution.Given(Decided).When(CarryOver, ToNextWeek with { Meeting = MeetingStatus.Published }).ThenRefused(ServiceMeetingRefusals.MinutesPublished);

    [Fact]
    public void Nothing_is_carried_over_to_no_meeting() =>
        A.Resolution.Given(Decided).When(CarryOver, ToNextWeek with { Meeting = MeetingStatus.Unconvened }).ThenRefused(ServiceMeetingRefusals.Unknown);

    [Fact]
    public void A_resolution_is_dropped_for_a_reason() => A.Resolution.Given(Decided).When(Drop, new DropResolution(Reason)).Then(Dropped);

    [Fact]
    public void Dropping_twice_records_it_once() => A.Resolution.Given(Decided, Dropped).When(Drop, new DropResolution(Reason)).ThenNothing();

    [Fact]
    public void What_is_done_is_not_dropped() => A.Resolution.Given(Decided, Done).When(Drop, new DropResolution(Reason)).ThenRefused(ResolutionRefusals.Ended);
}
