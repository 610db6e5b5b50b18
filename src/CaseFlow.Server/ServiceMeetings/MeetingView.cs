using CaseFlow.Server.Platform.Reading;
using CaseFlow.ServiceMeetings;

namespace CaseFlow.Server.ServiceMeetings;

/// <summary>An item of the agenda.</summary>
/// <param name="Id">The item.</param>
/// <param name="Class">Which of the four classes it belongs to.</param>
/// <param name="Title">What it is about, in words; null where the grounds say it.</param>
/// <param name="Grounds">What it was proposed for.</param>
/// <param name="Minutes">What was said on it.</param>
public sealed record AgendaItemView(Guid Id, AgendaClass Class, string? Title, AgendaGrounds? Grounds, string? Minutes);

/// <summary>An item that was taken off the agenda.</summary>
public sealed record DroppedItemView(AgendaItemView Item, string? Reason);

/// <summary>A department at the meeting.</summary>
public sealed record AttendanceView(string Department, Attendance Attendance, string? Person);

/// <summary>What the city asked the province for.</summary>
public sealed record SupportRequestView(Guid Id, string? Need, string Department, DateTimeOffset AskedAt, string? Answer, DateTimeOffset? AnsweredAt, string? AnsweredBy);

/// <summary>What the meeting saw.</summary>
/// <param name="FrozenAt">When the figures were written down.</param>
/// <param name="Tables">The figures.</param>
/// <param name="Open">The resolutions that were open then.</param>
public sealed record InputsView(DateTimeOffset FrozenAt, IReadOnlyList<FrozenTable> Tables, IReadOnlyList<OpenResolution> Open);

/// <summary>What happened to a resolution.</summary>
/// <param name="What">The stored name of the event.</param>
/// <param name="At">When it happened.</param>
/// <param name="By">Who said so.</param>
/// <param name="Text">What was said.</param>
public sealed record ResolutionStep(string What, DateTimeOffset At, string By, string? Text);

/// <summary>A resolution with all that happened to it.</summary>
/// <param name="Entry">How it stands.</param>
/// <param name="Item">The item of the agenda that it follows from.</param>
/// <param name="ExpectedEvidence">What is to prove that it took effect.</param>
/// <param name="Evidence">What proves it.</param>
/// <param name="Kpi">The KPI that was measured.</param>
/// <param name="Before">Its value before.</param>
/// <param name="After">Its value afterwards.</param>
/// <param name="Steps">What was reported, carried over, done or dropped, in order.</param>
public sealed record ResolutionView(ResolutionEntry Entry, Guid? Item, string? ExpectedEvidence, string? Evidence, string? Kpi, decimal? Before, decimal? After, IReadOnlyList<ResolutionStep> Steps);

/// <summary>One meeting, from its convening to its minutes.</summary>
public sealed record MeetingView : IVersioned
{
    public required Guid Id { get; init; }
    public required MeetingLevel Level { get; init; }

    /// <summary>The city or the province.</summary>
    public required string Region { get; init; }
    public required DateTimeOffset HeldOn { get; init; }
    public required string? Chair { get; init; }

    /// <summary>The first month that it looks at.</summary>
    public required string From { get; init; }
    public required string To { get; init; }

    /// <summary>The departments that were called.</summary>
    public required IReadOnlyList<string> Departments { get; init; }
    public MeetingStatus Status { get; init; } = MeetingStatus.Convened;

    /// <summary>The agenda, in its order.</summary>
    public IReadOnlyList<AgendaItemView> Agenda { get; init; } = [];
    public IReadOnlyList<DroppedItemView> Dropped { get; init; } = [];

    /// <summary>What it saw; null until the figures are frozen.</summary>
    public InputsView? Inputs { get; init; }

    /// <summary>When it took place; null until then.</summary>
    public DateTimeOffset? HeldAt { get; init; }
    public IReadOnlyList<AttendanceView> Attendance { get; init; } = [];
    public IReadOnlyList<SupportRequestView> Requests { get; init; } = [];

    /// <summary>What it resolved, what was carried over to it, and what was open when its figures were frozen; as they stand now.</summary>
    public IReadOnlyList<ResolutionView> Resolutions { get; init; } = [];
    public DateTimeOffset? PublishedAt { get; init; }
    public string? ApprovedBy { get; init; }

    /// <summary>The province that has a copy of the minutes.</summary>
    public string? CopiedTo { get; init; }
    public required long Version { get; init; }
}
