using System.Diagnostics;
using CaseFlow.Complaints;
using CaseFlow.Definitions;

namespace CaseFlow.ServiceMeetings;

/// <summary>A fact about one resolution of a service meeting.</summary>
public abstract record ResolutionEvent;

/// <summary>A meeting resolved that a department does something by a deadline, and what is to prove its effect.</summary>
public sealed record ResolutionDecided : ResolutionEvent
{
    /// <summary>Which resolution.</summary>
    public required ResolutionId Resolution { get; init; }

    /// <summary>The meeting that decided it.</summary>
    public required ServiceMeetingId Meeting { get; init; }

    /// <summary>The item of the agenda that it follows from, where it follows from one.</summary>
    public AgendaItemId? Item { get; init; }

    /// <summary>The meeting's region.</summary>
    public required Region Region { get; init; }

    /// <summary>What is to be done, under the resolution's own key.</summary>
    public required Sealed Text { get; init; }

    /// <summary>The department that is to do it.</summary>
    public required Term Owner { get; init; }

    /// <summary>By when.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>What is to prove that it took effect.</summary>
    public required Sealed ExpectedEvidence { get; init; }
}

/// <summary>The department told how far it is.</summary>
public sealed record ResolutionProgressReported(Sealed Report) : ResolutionEvent;

/// <summary>A meeting took a resolution over that was still open.</summary>
/// <param name="To">That meeting.</param>
/// <param name="Count">How often it has been carried over, this time included.</param>
public sealed record ResolutionCarriedOver(ServiceMeetingId To, int Count) : ResolutionEvent;

/// <summary>The resolution was carried out, and its effect is proven.</summary>
public sealed record ResolutionDone(EffectEvidence Evidence) : ResolutionEvent;

/// <summary>The resolution was given up for a reason.</summary>
public sealed record ResolutionDropped(Sealed Reason) : ResolutionEvent;

/// <summary>Only what later decisions ask of a resolution.</summary>
public sealed record Resolution
{
    public static readonly Resolution Undecided = new();

    public ResolutionStatus Status { get; private init; } = ResolutionStatus.Undecided;

    /// <summary>The code of the department that is to do it.</summary>
    public string Owner { get; private init; } = "";

    /// <summary>The meeting that dealt with it last.</summary>
    public ServiceMeetingId Meeting { get; private init; }

    /// <summary>How often it was carried over.</summary>
    public int CarriedOver { get; private init; }

    public static Resolution Evolve(Resolution resolution, ResolutionEvent @event)
    {
        ArgumentNullException.ThrowIfNull(resolution);
        return @event switch
        {
            ResolutionDecided e => resolution with { Status = ResolutionStatus.Open, Owner = e.Owner.Code, Meeting = e.Meeting },
            ResolutionProgressReported => resolution,
            ResolutionCarriedOver e => resolution with { Meeting = e.To, CarriedOver = e.Count },
            ResolutionDone => resolution with { Status = ResolutionStatus.Done },
            ResolutionDropped => resolution with { Status = ResolutionStatus.Dropped },
            _ => throw new UnreachableException(@event?.GetType().Name),
        };
    }
}

/// <summary>Resolve something; the meeting that does so is told as it stands.</summary>
public sealed record DecideResolution(ResolutionDecided Resolution, MeetingStatus Meeting);

/// <summary>Tell how far it is.</summary>
/// <param name="Report">How far.</param>
/// <param name="Department">The department that whoever says so acts for; null for who acts for none.</param>
public sealed record ReportResolution(Sealed Report, string? Department);

/// <summary>Record that it is done.</summary>
/// <param name="Evidence">What proves its effect.</param>
/// <param name="Department">The department that whoever says so acts for; null for who acts for none.</param>
public sealed record FinishResolution(EffectEvidence? Evidence, string? Department);

/// <summary>Take it over into another meeting, which is told as it stands.</summary>
public sealed record CarryResolutionOver(ServiceMeetingId To, MeetingStatus Meeting);

/// <summary>Give it up.</summary>
public sealed record DropResolution(Sealed Reason);

/// <summary>What may be done with a resolution.</summary>
public static class ResolutionDecisions
{
    public static Decision<ResolutionEvent> Decide(Resolution resolution, DecideResolution command) => command.Meeting switch
    {
        MeetingStatus.Unconvened => ServiceMeetingRefusals.Unknown,
        MeetingStatus.Convened or MeetingStatus.Frozen => ServiceMeetingRefusals.NotHeld,
        MeetingStatus.Published => ServiceMeetingRefusals.MinutesPublished,
        MeetingStatus.Held when resolution.Status != ResolutionStatus.Undecided => Decision.Nothing,
        MeetingStatus.Held => command.Resolution,
    };

    public static Decision<ResolutionEvent> Report(Resolution resolution, ReportResolution command) => resolution.Status switch
    {
        ResolutionStatus.Undecided => ResolutionRefusals.Unknown,
        ResolutionStatus.Done or ResolutionStatus.Dropped => ResolutionRefusals.Ended,
        ResolutionStatus.Open when IsOfAnother(resolution, command.Department) => ResolutionRefusals.OfAnotherDepartment,
        ResolutionStatus.Open => new ResolutionProgressReported(command.Report),
    };

    public static Decision<ResolutionEvent> Finish(Resolution resolution, FinishResolution command) => resolution.Status switch
    {
        ResolutionStatus.Undecided => ResolutionRefusals.Unknown,
        ResolutionStatus.Dropped => ResolutionRefusals.Ended,
        ResolutionStatus.Done => Decision.Nothing,
        ResolutionStatus.Open when IsOfAnother(resolution, command.Department) => ResolutionRefusals.OfAnotherDepartment,
        ResolutionStatus.Open when command.Evidence is null => ResolutionRefusals.EvidenceMissing,
        ResolutionStatus.Open => new ResolutionDone(command.Evidence),
    };

    public static Decision<ResolutionEvent> CarryOver(Resolution resolution, CarryResolutionOver command) => resolution.Status switch
    {
        ResolutionStatus.Undecided => ResolutionRefusals.Unknown,
        ResolutionStatus.Done or ResolutionStatus.Dropped => ResolutionRefusals.Ended,
        ResolutionStatus.Open when resolution.Meeting == command.To => Decision.Nothing,
        ResolutionStatus.Open when command.Meeting == MeetingStatus.Unconvened => ServiceMeetingRefusals.Unknown,
        ResolutionStatus.Open when command.Meeting == MeetingStatus.Published => ServiceMeetingRefusals.MinutesPublished,
        ResolutionStatus.Open => new ResolutionCarriedOver(command.To, resolution.CarriedOver + 1),
    };

    public static Decision<ResolutionEvent> Drop(Resolution resolution, DropResolution command) => resolution.Status switch
    {
        ResolutionStatus.Undecided => ResolutionRefusals.Unknown,
        ResolutionStatus.Done => ResolutionRefusals.Ended,
        ResolutionStatus.Dropped => Decision.Nothing,
        ResolutionStatus.Open => new ResolutionDropped(command.Reason),
    };

    private static bool IsOfAnother(Resolution resolution, string? department) => department is not null && department != resolution.Owner;
}

/// <summary>Why a command on a resolution is refused.</summary>
public static class ResolutionRefusals
{
    public static readonly Refusal Unknown = new("resolution-unknown", "There is no such resolution.");
    public static readonly Refusal Ended = new("resolution-ended", "The resolution is done or was dropped.");
    public static readonly Refusal OfAnotherDepartment = new("resolution-of-another-department", "A department reports on its own resolutions.");
    public static readonly Refusal EvidenceMissing = new("effect-evidence-missing", "A resolution is done when its effect is proven; say what was looked at and what it showed.");
}
