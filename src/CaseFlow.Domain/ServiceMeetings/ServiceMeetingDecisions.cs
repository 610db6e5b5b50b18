using CaseFlow.Definitions;

namespace CaseFlow.ServiceMeetings;

/// <summary>Call a meeting.</summary>
public sealed record ConveneMeeting(ServiceMeetingConvened Meeting);

/// <summary>Put an item on the agenda.</summary>
public sealed record AddAgendaItem(AgendaItemAdded Item);

/// <summary>Give an item another place, from 1.</summary>
public sealed record MoveAgendaItem(AgendaItemId Item, int Place);

/// <summary>Take an item off the agenda.</summary>
public sealed record DropAgendaItem(AgendaItemId Item, Sealed Reason);

/// <summary>Write the figures down as they stand.</summary>
public sealed record FreezeInputs(IReadOnlyList<FrozenTable> Tables, IReadOnlyList<OpenResolution> Resolutions);

/// <summary>Record that the meeting took place, and who took part.</summary>
public sealed record HoldMeeting(IReadOnlyList<DepartmentAttendance> Departments);

/// <summary>Write down what was said on an item.</summary>
public sealed record MinuteItem(AgendaItemId Item, Sealed Minutes);

/// <summary>Ask the province for support.</summary>
public sealed record RequestSupport(SupportRequestId Request, Sealed Need, Term Department);

/// <summary>Answer what a city asked for; only who acts for the province does.</summary>
public sealed record AnswerSupport(SupportRequestId Request, Sealed Answer, bool ByProvince);

/// <summary>Approve and publish the minutes.</summary>
public sealed record PublishMinutes(Sealed ApprovedBy);

/// <summary>What may be done with a service meeting.</summary>
public static class ServiceMeetingDecisions
{
    public static Decision<ServiceMeetingEvent> Convene(ServiceMeeting meeting, ConveneMeeting command) => meeting.Status switch
    {
        MeetingStatus.Convened or MeetingStatus.Frozen or MeetingStatus.Held or MeetingStatus.Published => Decision.Nothing,
        MeetingStatus.Unconvened when (command.Meeting.Level == MeetingLevel.City) != (command.Meeting.Region.City is not null) => ServiceMeetingRefusals.LevelMismatch,
        MeetingStatus.Unconvened => command.Meeting,
    };

    public static Decision<ServiceMeetingEvent> Add(ServiceMeeting meeting, AddAgendaItem command) => meeting switch
    {
        { Status: MeetingStatus.Unconvened } => ServiceMeetingRefusals.Unknown,
        { IsPrepared: false } => ServiceMeetingRefusals.AlreadyHeld,
        _ when meeting.Agenda.Contains(command.Item.Item) || meeting.Dropped.Contains(command.Item.Item) => Decision.Nothing,
        _ when command.Item.Grounds is { } grounds && meeting.TakenOn.Contains((grounds.Finding, grounds.Subject)) => Decision.Nothing,
        _ => command.Item,
    };

    public static Decision<ServiceMeetingEvent> Move(ServiceMeeting meeting, MoveAgendaItem command) => meeting switch
    {
        { Status: MeetingStatus.Unconvened } => ServiceMeetingRefusals.Unknown,
        { IsPrepared: false } => ServiceMeetingRefusals.AlreadyHeld,
        _ when !meeting.Agenda.Contains(command.Item) => ServiceMeetingRefusals.ItemUnknown,
        _ when command.Place < 1 || command.Place > meeting.Agenda.Count => ServiceMeetingRefusals.NoSuchPlace,
        _ when meeting.Agenda[command.Place - 1] == command.Item => Decision.Nothing,
        _ => new AgendaItemMoved(command.Item, command.Place),
    };

    public static Decision<ServiceMeetingEvent> Drop(ServiceMeeting meeting, DropAgendaItem command) => meeting switch
    {
        { Status: MeetingStatus.Unconvened } => ServiceMeetingRefusals.Unknown,
        { IsPrepared: false } => ServiceMeetingRefusals.AlreadyHeld,
        _ when meeting.Dropped.Contains(command.Item) => Decision.Nothing,
        _ when !meeting.Agenda.Contains(command.Item) => ServiceMeetingRefusals.ItemUnknown,
        _ => new AgendaItemDropped(command.Item, command.Reason),
    };

    public static Decision<ServiceMeetingEvent> Freeze(ServiceMeeting meeting, FreezeInputs command) => meeting.Status switch
    {
        MeetingStatus.Unconvened => ServiceMeetingRefusals.Unknown,
        MeetingStatus.Frozen or MeetingStatus.Held or MeetingStatus.Published => Decision.Nothing,
        MeetingStatus.Convened => new MeetingInputsFrozen(command.Tables, command.Resolutions),
    };

    public static Decision<ServiceMeetingEvent> Hold(ServiceMeeting meeting, HoldMeeting command) => meeting.Status switch
    {
        MeetingStatus.Unconvened => ServiceMeetingRefusals.Unknown,
        MeetingStatus.Convened => ServiceMeetingRefusals.InputsNotFrozen,
        MeetingStatus.Held or MeetingStatus.Published => Decision.Nothing,
        MeetingStatus.Frozen when command.Departments.Count != meeting.Departments.Count || !meeting.Departments.SetEquals(command.Departments.Select(one => one.Department.Code)) => ServiceMeetingRefusals.AttendanceIncomplete,
        MeetingStatus.Frozen => new ServiceMeetingHeld(command.Departments),
    };

    public static Decision<ServiceMeetingEvent> Minute(ServiceMeeting meeting, MinuteItem command) => meeting.Status switch
    {
        MeetingStatus.Unconvened => ServiceMeetingRefusals.Unknown,
        MeetingStatus.Convened or MeetingStatus.Frozen => ServiceMeetingRefusals.NotHeld,
        MeetingStatus.Published => ServiceMeetingRefusals.MinutesPublished,
        MeetingStatus.Held when !meeting.Agenda.Contains(command.Item) => ServiceMeetingRefusals.ItemUnknown,
        MeetingStatus.Held => new AgendaItemMinuted(command.Item, command.Minutes),
    };

    public static Decision<ServiceMeetingEvent> Request(ServiceMeeting meeting, RequestSupport command) => meeting switch
    {
        { Status: MeetingStatus.Unconvened } => ServiceMeetingRefusals.Unknown,
        { Level: MeetingLevel.Province } => ServiceMeetingRefusals.SupportIsForCities,
        { IsPrepared: true } => ServiceMeetingRefusals.NotHeld,
        _ when meeting.Requests.ContainsKey(command.Request) => Decision.Nothing,
        _ => new SupportRequested(command.Request, command.Need, command.Department),
    };

    public static Decision<ServiceMeetingEvent> Answer(ServiceMeeting meeting, AnswerSupport command) => meeting switch
    {
        { Status: MeetingStatus.Unconvened } => ServiceMeetingRefusals.Unknown,
        _ when !meeting.Requests.ContainsKey(command.Request) => ServiceMeetingRefusals.RequestUnknown,
        _ when !command.ByProvince => ServiceMeetingRefusals.ProvinceAnswers,
        _ when meeting.Requests[command.Request] => Decision.Nothing,
        _ => new SupportAnswered(command.Request, command.Answer),
    };

    public static Decision<ServiceMeetingEvent> Publish(ServiceMeeting meeting, PublishMinutes command) => meeting.Status switch
    {
        MeetingStatus.Unconvened => ServiceMeetingRefusals.Unknown,
        MeetingStatus.Convened or MeetingStatus.Frozen => ServiceMeetingRefusals.NotHeld,
        MeetingStatus.Published => Decision.Nothing,
        MeetingStatus.Held when !meeting.Agenda.All(meeting.Minuted.Contains) => ServiceMeetingRefusals.MinutesIncomplete,
        MeetingStatus.Held => new MinutesPublished(command.ApprovedBy, meeting.Level == MeetingLevel.City ? meeting.Region.Province : null),
    };
}

/// <summary>Why a command on a service meeting is refused.</summary>
public static class ServiceMeetingRefusals
{
    public static readonly Refusal Unknown = new("meeting-unknown", "There is no such meeting.");
    public static readonly Refusal LevelMismatch = new("meeting-level-mismatch", "A city's meeting names a city, and the province's names none.");
    public static readonly Refusal AlreadyHeld = new("meeting-held", "The meeting was held; its agenda stands as it was.");
    public static readonly Refusal ItemUnknown = new("agenda-item-unknown", "The agenda has no such item.");
    public static readonly Refusal NoSuchPlace = new("agenda-place-unknown", "The agenda has no such place; places go from 1 to the number of items.");
    public static readonly Refusal InputsNotFrozen = new("inputs-not-frozen", "Freeze the figures first, so that the minutes and every reprint show what the meeting saw.");
    public static readonly Refusal AttendanceIncomplete = new("attendance-incomplete", "Every department that was called is told once as present, represented or absent, and no other.");
    public static readonly Refusal NotHeld = new("meeting-not-held", "The meeting was not held yet.");
    public static readonly Refusal MinutesPublished = new("minutes-published", "The minutes are published and stay as they are.");
    public static readonly Refusal MinutesIncomplete = new("minutes-incomplete", "Minutes are missing for some item of the agenda.");
    public static readonly Refusal SupportIsForCities = new("support-is-for-cities", "A city's meeting asks the province for support; the province's own meeting resolves.");
    public static readonly Refusal RequestUnknown = new("support-request-unknown", "The meeting made no such request.");
    public static readonly Refusal ProvinceAnswers = new("support-answered-by-province", "Who acts for the province answers; a city does not answer its own request.");
}
