using System.Text.Json.Serialization;
using CaseFlow.Definitions;

namespace CaseFlow.ServiceMeetings;

/// <summary>A service meeting, from its convening to its minutes.</summary>
[JsonConverter(typeof(IdentifierConverter<ServiceMeetingId>))]
public readonly record struct ServiceMeetingId(Guid Value) : IIdentifier<ServiceMeetingId>
{
    public static ServiceMeetingId From(Guid value) => new(value);
}

/// <summary>One item of a meeting's agenda.</summary>
[JsonConverter(typeof(IdentifierConverter<AgendaItemId>))]
public readonly record struct AgendaItemId(Guid Value) : IIdentifier<AgendaItemId>
{
    public static AgendaItemId From(Guid value) => new(value);
}

/// <summary>What a city's meeting asks the province for.</summary>
[JsonConverter(typeof(IdentifierConverter<SupportRequestId>))]
public readonly record struct SupportRequestId(Guid Value) : IIdentifier<SupportRequestId>
{
    public static SupportRequestId From(Guid value) => new(value);
}

/// <summary>What a meeting resolved that a department is to do.</summary>
[JsonConverter(typeof(IdentifierConverter<ResolutionId>))]
public readonly record struct ResolutionId(Guid Value) : IIdentifier<ResolutionId>
{
    public static ResolutionId From(Guid value) => new(value);
}

/// <summary>Whose meeting it is: a city's, every week, or the province's.</summary>
public enum MeetingLevel { City, Province }

/// <summary>Where a meeting stands.</summary>
public enum MeetingStatus { Unconvened, Convened, Frozen, Held, Published }

/// <summary>The four classes of what service meetings deal with: a hotspot of complaints in the broad sense, major process work across departments, a weak spot to be lifted, a focus issue to be driven.</summary>
public enum AgendaClass { Hotspot, CrossDepartment, WeakSpot, FocusIssue }

/// <summary>Why the read models propose an item.</summary>
public enum AgendaFinding { MostComplaints, LargestRise, RepeatRateAbove, ResolutionsOverdue, SupportAsked, WarningRaised }

/// <summary>Whether a department took part.</summary>
public enum Attendance { Present, Represented, Absent }

/// <summary>Where a resolution stands.</summary>
public enum ResolutionStatus { Undecided, Open, Done, Dropped }

/// <summary>A number behind a proposal.</summary>
/// <param name="Name">What it counts or measures, for example <c>complaints</c>.</param>
/// <param name="Value">How much.</param>
public sealed record AgendaFigure(string Name, decimal Value);

/// <summary>What an item was proposed for: the finding, of what, and its figures as they were then.</summary>
/// <param name="Finding">Why it was proposed.</param>
/// <param name="Subject">The code of the topic, city or department that it is about.</param>
/// <param name="Kpi">The KPI that the figures are of; empty where they count the meetings' own things.</param>
/// <param name="Version">The version of its definition.</param>
/// <param name="Position">Up to which event the figures count everything.</param>
/// <param name="Figures">The figures, in the order in which the finding names them.</param>
public sealed record AgendaGrounds(AgendaFinding Finding, string Subject, string Kpi, string Version, long Position, IReadOnlyList<AgendaFigure> Figures);

/// <summary>A department at a meeting.</summary>
/// <param name="Department">Which.</param>
/// <param name="Attendance">Whether it took part.</param>
/// <param name="Person">Who came.</param>
public sealed record DepartmentAttendance(Term Department, Attendance Attendance, Sealed? Person = null);

/// <summary>One value of a frozen table.</summary>
/// <param name="Key">The month, city, topic or department that it is of; empty for all together.</param>
/// <param name="Numerator">The numerator.</param>
/// <param name="Denominator">The denominator: how many the value stands on.</param>
/// <param name="Value">The value; absent where the denominator is 0.</param>
public sealed record FrozenRow(string Key, long Numerator, long Denominator, decimal? Value);

/// <summary>A KPI as a meeting saw it. It is never computed again, so that a reprint shows the same numbers.</summary>
/// <param name="Kpi">The KPI's id.</param>
/// <param name="Version">The version of its definition and of the rule that it counted under.</param>
/// <param name="From">The first month, for example 2011-06.</param>
/// <param name="To">The last month.</param>
/// <param name="By">What its rows are told apart by: month, city, topic or department.</param>
/// <param name="Position">Up to which event it counts everything.</param>
/// <param name="AsOf">When that event was recorded.</param>
/// <param name="Rows">The values.</param>
/// <param name="Total">The value of all of them together.</param>
public sealed record FrozenTable(string Kpi, string Version, string From, string To, string By, long Position, DateTimeOffset? AsOf, IReadOnlyList<FrozenRow> Rows, FrozenRow Total);

/// <summary>A resolution that was open when a meeting's inputs were frozen.</summary>
/// <param name="Resolution">Which.</param>
/// <param name="Department">The code of the department that is to do it.</param>
/// <param name="DueAt">By when.</param>
/// <param name="CarriedOver">How often it had been carried over.</param>
public sealed record OpenResolution(ResolutionId Resolution, string Department, DateTimeOffset DueAt, int CarriedOver);

/// <summary>What proves that a resolution took effect.</summary>
/// <param name="Description">What was looked at and what it showed.</param>
/// <param name="Kpi">The id of the KPI that was measured, where one was.</param>
/// <param name="Before">Its value before.</param>
/// <param name="After">Its value afterwards.</param>
public sealed record EffectEvidence(Sealed Description, string? Kpi = null, decimal? Before = null, decimal? After = null);
