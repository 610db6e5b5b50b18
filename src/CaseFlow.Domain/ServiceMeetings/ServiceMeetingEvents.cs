using CaseFlow.Complaints;
using CaseFlow.Definitions;

namespace CaseFlow.ServiceMeetings;

/// <summary>A fact about one service meeting of a city or the province.</summary>
public abstract record ServiceMeetingEvent;

/// <summary>A service meeting was called: whose, for when, under whose chair, and which months it looks at.</summary>
public sealed record ServiceMeetingConvened : ServiceMeetingEvent
{
    /// <summary>Which meeting.</summary>
    public required ServiceMeetingId Meeting { get; init; }

    /// <summary>Whose it is.</summary>
    public required MeetingLevel Level { get; init; }

    /// <summary>The city, or the province as a whole.</summary>
    public required Region Region { get; init; }

    /// <summary>When it is to be held.</summary>
    public required DateTimeOffset HeldOn { get; init; }

    /// <summary>Who chairs it, under the meeting's own key.</summary>
    public required Sealed Chair { get; init; }

    /// <summary>The first month that it looks at, for example 2011-06.</summary>
    public required string From { get; init; }

    /// <summary>The last month that it looks at.</summary>
    public required string To { get; init; }

    /// <summary>Which departments are to take part.</summary>
    public required IReadOnlyList<Term> Departments { get; init; }
}

/// <summary>An item was put on the agenda, as proposed from the read models or in words of one's own.</summary>
/// <param name="Item">Which item.</param>
/// <param name="Class">Which of the four classes it belongs to.</param>
/// <param name="Title">What it is about, in words; absent where the grounds say it.</param>
/// <param name="Grounds">What it was proposed for.</param>
public sealed record AgendaItemAdded(AgendaItemId Item, AgendaClass Class, Sealed? Title, AgendaGrounds? Grounds) : ServiceMeetingEvent;

/// <summary>An item was given another place on the agenda.</summary>
/// <param name="Item">Which item.</param>
/// <param name="Place">Its place now, from 1.</param>
public sealed record AgendaItemMoved(AgendaItemId Item, int Place) : ServiceMeetingEvent;

/// <summary>An item was taken off the agenda for a reason.</summary>
public sealed record AgendaItemDropped(AgendaItemId Item, Sealed Reason) : ServiceMeetingEvent;

/// <summary>The figures that the meeting looks at were written down as they stood, with their definitions and what they count.</summary>
/// <param name="Tables">The figures.</param>
/// <param name="Resolutions">The resolutions that were open then.</param>
public sealed record MeetingInputsFrozen(IReadOnlyList<FrozenTable> Tables, IReadOnlyList<OpenResolution> Resolutions) : ServiceMeetingEvent;

/// <summary>The meeting took place; every department that was called is told as present, represented or absent.</summary>
public sealed record ServiceMeetingHeld(IReadOnlyList<DepartmentAttendance> Departments) : ServiceMeetingEvent;

/// <summary>What was said on an item was written down; a later wording stands in the place of an earlier one until the minutes are published.</summary>
public sealed record AgendaItemMinuted(AgendaItemId Item, Sealed Minutes) : ServiceMeetingEvent;

/// <summary>A city's meeting asked the province for support.</summary>
/// <param name="Request">Which request.</param>
/// <param name="Need">What is needed.</param>
/// <param name="Department">The provincial department that coordinates it.</param>
public sealed record SupportRequested(SupportRequestId Request, Sealed Need, Term Department) : ServiceMeetingEvent;

/// <summary>The province answered what a city had asked for.</summary>
public sealed record SupportAnswered(SupportRequestId Request, Sealed Answer) : ServiceMeetingEvent;

/// <summary>The minutes were approved and published; those of a city were copied up to its province.</summary>
/// <param name="ApprovedBy">Who approved them, under the meeting's own key.</param>
/// <param name="CopiedTo">The province that has a copy; absent for the province's own meeting.</param>
public sealed record MinutesPublished(Sealed ApprovedBy, string? CopiedTo) : ServiceMeetingEvent;
