using CaseFlow.Emergencies;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Emergencies;

/// <summary>A place on the command roster.</summary>
/// <param name="Role">What is done.</param>
/// <param name="Person">The account.</param>
/// <param name="Department">Where they come from.</param>
/// <param name="Since">Since when.</param>
/// <param name="Until">Until when; null while they are there.</param>
public sealed record RosterView(CommandRole Role, string Person, string? Department, DateTimeOffset Since, DateTimeOffset? Until);

/// <summary>A wording for customers.</summary>
/// <param name="Version">From 1.</param>
/// <param name="Words">What they are told.</param>
/// <param name="Channels">Where.</param>
/// <param name="ValidFrom">From when on.</param>
/// <param name="ApprovedBy">Who approved it.</param>
/// <param name="PublishedAt">When it was published.</param>
/// <param name="WithdrawnAt">When it was taken back.</param>
/// <param name="WithdrawnFor">Why.</param>
/// <param name="Told">How many customers were told it.</param>
/// <param name="ToldAgain">How many of them were told a later wording too.</param>
public sealed record ReplyLineView(
    int Version, string Words, IReadOnlyList<string> Channels, DateTimeOffset ValidFrom, string ApprovedBy, DateTimeOffset PublishedAt, DateTimeOffset? WithdrawnAt, string? WithdrawnFor, int Told, int ToldAgain);

/// <summary>What the public said.</summary>
public sealed record MediaView(DateTimeOffset At, MediaKind Kind, string Outlet, string Account, string? Link);

/// <summary>How the command said that it stands.</summary>
public sealed record SituationView(int Number, DateTimeOffset At, string By, string Words, SituationFigures Figures);

/// <summary>A list that was found by a query, in all its parts.</summary>
/// <param name="Query">The query.</param>
/// <param name="Found">How many were added.</param>
/// <param name="At">When.</param>
/// <param name="Complaints">Whether they are complaints; affected customers otherwise.</param>
public sealed record FoundView(FrozenQuery Query, int Found, DateTimeOffset At, bool Complaints);

/// <summary>How far the calls are.</summary>
/// <param name="Owed">Everybody who is to be called.</param>
/// <param name="Planned">Those for whom a call is planned.</param>
/// <param name="Closed">Those who were called to the end.</param>
/// <param name="Share">The closed of the owed; null where nobody is to be called.</param>
/// <param name="Outcomes">The closed by how their callback ended.</param>
/// <param name="NotReached">How many calls reached nobody.</param>
/// <param name="From">When the first call is or was planned.</param>
/// <param name="Until">When the last one is.</param>
/// <param name="Simulated">In a drill, how many would be called.</param>
public sealed record CallsView(
    int Owed, int Planned, int Closed, decimal? Share, IReadOnlyDictionary<EmergencyCallbackOutcome, int> Outcomes, int NotReached, DateTimeOffset? From, DateTimeOffset? Until, int? Simulated);

/// <summary>A step of the timeline.</summary>
/// <param name="Type">The event's stored name.</param>
/// <param name="At">When it happened.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="By">Who said so.</param>
/// <param name="Text">What it says.</param>
/// <param name="Count">How many it is about, where it is about several.</param>
/// <param name="Clock">The clock that it belongs to.</param>
public sealed record EmergencyStep(string Type, DateTimeOffset At, DateTimeOffset RecordedAt, string By, string? Text, int? Count, FirstTime? Clock);

/// <summary>One emergency, as of a moment. Its version is what a command takes as <c>If-Match</c>.</summary>
public sealed record EmergencyView : IVersioned
{
    public required Guid Id { get; init; }
    public required string Title { get; init; }
    public required string Account { get; init; }
    public required string Region { get; init; }
    public required IReadOnlyList<string> Topics { get; init; }
    public required EmergencyStatus Status { get; init; }

    /// <summary>Whether it is a drill, which touches no customer.</summary>
    public required bool IsDrill { get; init; }

    /// <summary>The early warning that it was made of.</summary>
    public required Guid? Warning { get; init; }
    public required DateTimeOffset BeganAt { get; init; }

    /// <summary>The city whose part of a province's emergency this is: its own complaints, customers and calls, and what the command does; null where all of it is told.</summary>
    public string? City { get; init; }

    /// <summary>The moment as of which it is told; null where it is told as it is now.</summary>
    public required DateTimeOffset? AsOf { get; init; }

    /// <summary>What is expected, with the version of the plan.</summary>
    public required EmergencyPlanTerms Plan { get; init; }

    /// <summary>Why it was declared.</summary>
    public string? Grounds { get; init; }

    /// <summary>The branches that have to be told.</summary>
    public IReadOnlyList<string> Branches { get; init; } = [];

    /// <summary>The six clocks.</summary>
    public required IReadOnlyList<FirstTimeClock> Clocks { get; init; }
    public required SituationFigures Figures { get; init; }
    public required CallsView Calls { get; init; }
    public IReadOnlyList<RosterView> Roster { get; init; } = [];
    public IReadOnlyList<ReplyLineView> ReplyLines { get; init; } = [];
    public IReadOnlyList<MediaView> Media { get; init; } = [];
    public IReadOnlyList<SituationView> Situations { get; init; } = [];
    public IReadOnlyList<FoundView> Found { get; init; } = [];

    /// <summary>What happened, but for single calls, the first one first.</summary>
    public required IReadOnlyList<EmergencyStep> Timeline { get; init; }

    /// <summary>Why it was dismissed, or stood down with callbacks open.</summary>
    public string? EndedFor { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What the review found.</summary>
    public string? Findings { get; init; }

    /// <summary>The trace in which causes are looked for.</summary>
    public Guid? Trace { get; init; }
    public required long Version { get; init; }

    /// <summary>Whether its command is at work, or might yet be.</summary>
    public bool IsOpen => Status is EmergencyStatus.Proposed or EmergencyStatus.Declared;
}
