using CaseFlow.Complaints;
using static CaseFlow.Cast;
using static CaseFlow.Clocks.Calendars;

namespace CaseFlow.Clocks;

public sealed class WhyItIsDueThen
{
    private static DateTimeOffset June(int day, int hour, int minute = 0) => new(2010, 6, day, hour, minute, 0, TimeSpan.FromHours(8));

    [Fact]
    public void Each_day_is_told_with_its_spans_its_name_and_what_is_used_up_after_it()
    {
        var clock = The(
            Obligation.Resolve,
            Facts((June(12, 16), Registered), (June(13, 10), new HandlingPaused(AwaitedParty.Customer, Reason)), (June(17, 9), new HandlingResumed(AwaitedParty.Customer, null))),
            Rules(DeskPublished, ResolvePublished));
        Assert.Equal(
            [
                "Started 12T16:00", "RulesApply 12T16:00 resolve 1 by desk 1", "Counted 12T16:00 Make-up day 120 = 120", "Counted 13T09:00 Make-up day 60 = 180", "StoodStill 13T10:00 AwaitingCustomer",
                "Counted 17T09:00 450 = 630", "Counted 18T09:00 270 = 900", "Due 18T15:00",
            ],
            ClockReasons.Of(clock).Select(Said));
    }

    [Fact]
    public void Days_without_working_time_are_told_with_their_reason() => Assert.Equal(
        ["Counted 13T17:00 Make-up day 60 = 60", "DayOff 14 Dragon Boat Festival", "DayOff 15 Dragon Boat Festival", "DayOff 16 Dragon Boat Festival", "Counted 17T09:00 450 = 510", "Counted 18T09:00 390 = 900"],
        ClockReasons.Of(The(Obligation.Resolve, Facts((June(13, 17), Registered)), Rules(DeskPublished, ResolvePublished)))
            .Where(step => step.Kind is ClockStepKind.Counted or ClockStepKind.DayOff).Select(Said));

    [Fact]
    public void Rules_that_came_later_are_told_where_they_take_hold()
    {
        var second = new RulePublication(Published("resolve", Resolve with { Limit = 300 }, version: 2, RuleChange.Replanned), 500, June(17, 11));
        Assert.Equal(
            ["Started 17T09:00", "RulesApply 17T09:00 resolve 1 by desk 1", "Counted 17T09:00 120 = 120", "RulesApply 17T11:00 resolve 2 by desk 1", "Counted 17T11:00 180 = 300", "Due 17T15:30"],
            ClockReasons.Of(The(Obligation.Resolve, Facts((June(17, 9), Registered)), Rules(DeskPublished, ResolvePublished, second))).Select(Said));
    }

    [Fact]
    public void Natural_days_are_one_stretch_and_the_end_is_told()
    {
        var terms = Resolve with { Obligation = Obligation.RegulatoryReply, Limit = 15, Unit = LimitUnit.NaturalDays, Calendar = null };
        Assert.Equal(
            ["Started 1T09:00", "RulesApply 1T09:00 regulatory 1", "Counted 1T09:00 21600 = 21600", "Due 16T09:00", "Ended 2T09:00"],
            ClockReasons.Of(The(Obligation.RegulatoryReply, Facts((June(1, 9), Registered), (June(2, 9), Resolved)), Rules(Published("regulatory", terms)))).Select(Said));
    }

    private static string Said(ClockStep step)
    {
        var at = TimeZoneInfo.ConvertTime(step.From, Shanghai);
        return string.Join(' ', new[]
        {
            step.Kind.ToString(),
            step.Kind == ClockStepKind.DayOff ? $"{step.Day!.Value.Day}" : $"{at.Day}T{at:HH:mm}",
            step.Policy is null ? null : $"{step.Policy} {step.PolicyVersion}",
            step.Calendar is null ? null : $"by {step.Calendar} {step.CalendarVersion}",
            step.DayEn,
            step.Halt?.ToString(),
            step.Kind == ClockStepKind.Counted ? FormattableString.Invariant($"{step.Minutes:0.##} = {step.Used:0.##}") : null,
        }.OfType<string>());
    }
}
