using CaseFlow.Complaints;
using static CaseFlow.Cast;

namespace CaseFlow.Clocks;

/// <summary>The calendars and policies that the specs of clocks speak of.</summary>
public static class Calendars
{
    public static readonly IReadOnlyList<WorkPeriod> OfficeHours = [new(new(9, 0), new(12, 0)), new(new(13, 30), new(18, 0))];

    /// <summary>Monday to Friday, seven and a half hours in two periods, with the Dragon Boat festival of 2010 and its two make-up days.</summary>
    public static readonly CalendarTerms Desk = new()
    {
        Zone = "Asia/Shanghai",
        Week = [.. new[] { DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday }.Select(day => new WorkWeekday(day, OfficeHours))],
        Days =
        [
            new(new(2010, 6, 12), OfficeHours, "端午节调休上班", "Make-up day"), new(new(2010, 6, 13), OfficeHours, "端午节调休上班", "Make-up day"),
            new(new(2010, 6, 14), [], "端午节", "Dragon Boat Festival"), new(new(2010, 6, 15), [], "端午节", "Dragon Boat Festival"), new(new(2010, 6, 16), [], "端午节", "Dragon Boat Festival"),
        ],
        Sources = ["国办发明电〔2009〕27号"],
    };

    public static readonly CalendarPublished DeskPublished = Published(Desk);

    public static readonly ClockTerms Resolve = new()
    {
        Obligation = Obligation.Resolve,
        Reach = new() { Kinds = [ComplaintKind.Complaint, ComplaintKind.Fault] },
        Limit = 900,
        Unit = LimitUnit.WorkingMinutes,
        Calendar = "desk",
        WarnAt = [50, 80],
        PausesFor = [AwaitedParty.Customer],
        Active = true,
    };

    public static readonly ClockPolicyPublished ResolvePublished = Published("resolve", Resolve);

    public static CalendarPublished Published(CalendarTerms terms, int version = 1, RuleChange running = RuleChange.FrozenAtStart, DateOnly? from = null, string? place = null) => new()
    {
        Calendar = "desk", Place = place, Version = version, ValidFrom = from ?? new(2010, 1, 1), Terms = terms, Running = running, Reason = "Desk hours",
    };

    public static ClockPolicyPublished Published(string policy, ClockTerms terms, int version = 1, RuleChange running = RuleChange.FrozenAtStart) =>
        new() { Policy = policy, Version = version, Terms = terms, Running = running, Reason = "Service standard" };

    /// <summary>Rules that were published one after the other, long before any case unless a position says otherwise.</summary>
    public static ClockRules Rules(params IReadOnlyList<object> published) =>
        new([.. published.Select((one, index) => one as RulePublication ?? new RulePublication(one, index + 1, Jiangsu(1, 0, 0).AddYears(-2)))], TimeZoneInfo.FindSystemTimeZoneById);

    public static WorkTime TimeOf(params IReadOnlyList<CalendarPublished> versions) => new(versions, TimeZoneInfo.FindSystemTimeZoneById(versions[^1].Terms.Zone));

    /// <summary>The facts that clocks see of events, one after the other from position 100 on.</summary>
    public static IReadOnlyList<ClockFact> Facts(params IReadOnlyList<(DateTimeOffset At, object Event)> events) =>
        [.. events.Select((one, index) => ClockFact.Of(one.Event, one.At, one.At, 100 + (10 * index))).OfType<ClockFact>()];

    public static CaseClock The(Obligation obligation, IReadOnlyList<ClockFact> facts, ClockRules rules, ClockPlan plan = ClockPlan.AsPublished, int episode = 1) =>
        CaseClocks.Of(facts, rules, plan).Single(clock => clock.Obligation == obligation && clock.Episode == episode);
}
