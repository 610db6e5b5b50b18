using CaseFlow.Definitions;
using static CaseFlow.Cast;

namespace CaseFlow.ServiceMeetings;

/// <summary>The meetings and departments that the specs speak of.</summary>
public static class MeetingCast
{
    public static readonly ServiceMeetingId Weekly = new(new Guid("00000010-0000-0000-0000-000000000001"));
    public static readonly ServiceMeetingId NextWeekly = new(new Guid("00000010-0000-0000-0000-000000000002"));
    public static readonly AgendaItemId RoamingItem = new(new Guid("00000011-0000-0000-0000-000000000001"));
    public static readonly AgendaItemId HotlineItem = new(new Guid("00000011-0000-0000-0000-000000000002"));
    public static readonly SupportRequestId Rule = new(new Guid("00000012-0000-0000-0000-000000000001"));
    public static readonly ResolutionId Wording = new(new Guid("00000013-0000-0000-0000-000000000001"));

    public static readonly Term Quality = new("quality-management", 1);

    public static readonly ServiceMeetingConvened Convened = new()
    {
        Meeting = Weekly,
        Level = MeetingLevel.City,
        Region = Nanjing,
        HeldOn = Monday,
        Chair = Words,
        From = "2011-06",
        To = "2011-06",
        Departments = [NetworkDepartment, Quality],
    };

    public static readonly ServiceMeetingConvened OfProvince = Convened with { Level = MeetingLevel.Province, Region = new("CN-JS") };

    public static readonly AgendaItemAdded RoamingAdded = new(RoamingItem, AgendaClass.Hotspot, null, new(
        AgendaFinding.MostComplaints, "network.roaming", "repeat-complaint-rate", "1, rule 1", 42, [new("complaints", 12), new("before", 5)]));

    public static readonly AgendaItemAdded HotlineAdded = new(HotlineItem, AgendaClass.CrossDepartment, Words, null);

    public static readonly FrozenTable Rates = new(
        "repeat-complaint-rate", "1, rule 1", "2011-01", "2011-06", "month", 42, Monday, [new("2011-06", 7, 574, 1.22m)], new("", 7, 574, 1.22m));

    public static readonly MeetingInputsFrozen Frozen = new([Rates], [new(Wording, "network", Monday, 1)]);

    public static readonly ServiceMeetingHeld Held = new([new(NetworkDepartment, Attendance.Present, Words), new(Quality, Attendance.Absent)]);

    public static readonly MinutesPublished Published = new(Words, "CN-JS");

    public static readonly SupportRequested Requested = new(Rule, Words, Quality);

    public static readonly ResolutionDecided Decided = new()
    {
        Resolution = Wording,
        Meeting = Weekly,
        Item = RoamingItem,
        Region = Nanjing,
        Text = Words,
        Owner = NetworkDepartment,
        DueAt = Monday,
        ExpectedEvidence = Words,
    };

    public static readonly EffectEvidence Fewer = new(Words, "repeat-complaint-rate", 1.82m, 1.07m);
}
