using System.Collections.Immutable;
using System.Diagnostics;
using CaseFlow.Complaints;

namespace CaseFlow.ServiceMeetings;

/// <summary>Only what later decisions ask of a meeting.</summary>
public sealed record ServiceMeeting
{
    public static readonly ServiceMeeting Unconvened = new();

    public MeetingStatus Status { get; private init; } = MeetingStatus.Unconvened;
    public MeetingLevel Level { get; private init; }
    public Region Region { get; private init; } = new("");

    /// <summary>The months that it looks at.</summary>
    public string From { get; private init; } = "";
    public string To { get; private init; } = "";

    /// <summary>The departments that were called, by their codes.</summary>
    public ImmutableHashSet<string> Departments { get; private init; } = [];

    /// <summary>The agenda, in its order.</summary>
    public ImmutableList<AgendaItemId> Agenda { get; private init; } = [];

    /// <summary>What was taken off it.</summary>
    public ImmutableHashSet<AgendaItemId> Dropped { get; private init; } = [];

    /// <summary>The items of which minutes were written.</summary>
    public ImmutableHashSet<AgendaItemId> Minuted { get; private init; } = [];

    /// <summary>What was proposed and taken on: finding and subject.</summary>
    public ImmutableHashSet<(AgendaFinding Finding, string Subject)> TakenOn { get; private init; } = [];

    /// <summary>What the province was asked for, and whether it answered.</summary>
    public ImmutableDictionary<SupportRequestId, bool> Requests { get; private init; } = ImmutableDictionary<SupportRequestId, bool>.Empty;

    /// <summary>Whether the agenda may still be made.</summary>
    public bool IsPrepared => Status is MeetingStatus.Convened or MeetingStatus.Frozen;

    public static ServiceMeeting Evolve(ServiceMeeting meeting, ServiceMeetingEvent @event)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        return @event switch
        {
            ServiceMeetingConvened e => meeting with { Status = MeetingStatus.Convened, Level = e.Level, Region = e.Region, From = e.From, To = e.To, Departments = [.. e.Departments.Select(department => department.Code)] },
            AgendaItemAdded e => meeting with { Agenda = meeting.Agenda.Add(e.Item), TakenOn = e.Grounds is { } grounds ? meeting.TakenOn.Add((grounds.Finding, grounds.Subject)) : meeting.TakenOn },
            AgendaItemMoved e => meeting with { Agenda = Moved(meeting.Agenda.Remove(e.Item), e) },
            AgendaItemDropped e => meeting with { Agenda = meeting.Agenda.Remove(e.Item), Dropped = meeting.Dropped.Add(e.Item) },
            MeetingInputsFrozen => meeting with { Status = MeetingStatus.Frozen },
            ServiceMeetingHeld => meeting with { Status = MeetingStatus.Held },
            AgendaItemMinuted e => meeting with { Minuted = meeting.Minuted.Add(e.Item) },
            SupportRequested e => meeting with { Requests = meeting.Requests.SetItem(e.Request, value: false) },
            SupportAnswered e => meeting with { Requests = meeting.Requests.SetItem(e.Request, value: true) },
            MinutesPublished => meeting with { Status = MeetingStatus.Published },
            _ => throw new UnreachableException(@event?.GetType().Name),
        };
    }

    private static ImmutableList<AgendaItemId> Moved(ImmutableList<AgendaItemId> others, AgendaItemMoved moved) => others.Insert(Math.Min(moved.Place - 1, others.Count), moved.Item);
}
