using FsCheck;
using FsCheck.Fluent;
using static CaseFlow.Cast;
using static CaseFlow.Reminders.ReminderCast;

namespace CaseFlow.Reminders;

public sealed class SlotsOfReminders
{
    private sealed record Situation(DateTimeOffset At, ReminderPlanTerms Plan, ReminderHours Hours);

    private static readonly Gen<DateTimeOffset> AnyMoment =
        from minute in Gen.Choose(0, 2 * 365 * 24 * 60)
        from second in Gen.Choose(0, 59)
        select new DateTimeOffset(2011, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute).AddSeconds(second);

    private static readonly Gen<Situation> AnySituation =
        from at in AnyMoment
        from zone in Gen.Elements("Asia/Shanghai", "Europe/Berlin", "Australia/Lord_Howe", "America/New_York")
        from start in Gen.Choose(0, 1_439)
        from length in Gen.Choose(0, 14 * 60)
        from wanted in Gen.ArrayOf(Gen.Choose(0, 5 * 1_440))
        from classes in Gen.ArrayOf(Gen.Elements(Enum.GetValues<ReminderClass>()))
        let templates = wanted.Order().Select((minute, i) => Text($"m{minute}") with { Class = classes.ElementAtOrDefault(i), AfterDays = minute / 1_440, At = minute < 1_440 ? null : TimeOnly.MinValue.AddMinutes(minute % 1_440) })
        select new Situation(at, Plan([.. templates]), Hours with { Zone = zone, Rest = [new(TimeOnly.MinValue.AddMinutes(start), TimeOnly.MinValue.AddMinutes(start + length))] });

    [Fact]
    public void Opening_an_account_on_a_monday_has_eleven_messages_at_once_one_moved_out_of_the_night_and_one_that_stays()
    {
        var slots = ReminderSlots.Of(Monday, Thirteen, Hours, Shanghai);

        Assert.Equal(13, slots.Count);
        Assert.Equal(Enumerable.Range(0, 11).Select(i => Monday.AddSeconds(i)), slots.Take(11).Select(slot => slot.DueAt));
        Assert.Equal([SlotReason.AtOnce, .. Enumerable.Repeat(SlotReason.InOrder, 10)], slots.Take(11).Select(slot => slot.Reason));
        Assert.Equal(new ReminderSlot("standard-tariff", 12, Jiangsu(29, 0, 0), Jiangsu(29, 8, 0), SlotReason.AfterRest), slots[11]);
        Assert.Equal(new ReminderSlot("weather-charge", 13, Jiangsu(29, 15, 0), Jiangsu(29, 15, 0), SlotReason.Deferred), slots[12]);
    }

    [Fact]
    public void Under_the_merged_plan_it_has_four_in_their_order() =>
        Assert.Equal(["standard-tariff", "plan-benefits", "recharge", "satisfaction-survey"], ReminderSlots.Of(Monday, Four, Hours, Shanghai).OrderBy(slot => slot.DueAt).Select(slot => slot.Template));

    [Fact]
    public void Late_in_the_evening_all_wait_for_the_morning_and_a_warning_does_not()
    {
        var slots = ReminderSlots.Of(Jiangsu(27, 22, 30), Plan([Text("balance"), Text("arrears") with { Class = ReminderClass.Arrears }, Text("recharge")]), Hours, Shanghai);
        Assert.Equal([Jiangsu(28, 8, 0), Jiangsu(27, 22, 30), Jiangsu(28, 8, 0, 1)], slots.Select(slot => slot.DueAt));
        Assert.Equal([SlotReason.AfterRest, SlotReason.AtOnce, SlotReason.AfterRest], slots.Select(slot => slot.Reason));
    }

    [Fact]
    public void The_charge_reminder_comes_nine_to_thirty_three_hours_before_the_free_time_ends() => Sequences.Each(AnyMoment, at =>
    {
        var before = at.AddHours(72) - ReminderSlots.Of(at, Thirteen, Hours, Shanghai)[^1].DueAt;
        Assert.InRange(before, TimeSpan.FromHours(9), TimeSpan.FromHours(33));
    });

    [Fact]
    public void Whatever_is_moved_the_order_holds_nobody_is_disturbed_and_nothing_is_early() => Sequences.Each(AnySituation, at =>
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(at.Hours.Zone);
        var slots = ReminderSlots.Of(at.At, at.Plan, at.Hours, zone);
        var classes = at.Plan.Templates.Select(template => template.Class).ToList();

        Assert.Equal(Enumerable.Range(1, slots.Count), slots.Select(slot => slot.Sequence));
        Assert.All(slots, slot => Assert.True(slot.DueAt >= slot.WantedAt && slot.WantedAt >= at.At));
        foreach (var breaks in new[] { true, false })
        {
            var due = slots.Where((_, i) => at.Hours.Breaking.Contains(classes[i]) == breaks).Select(slot => slot.DueAt).ToList();
            Assert.Equal(due.Distinct().Order(), due);
        }

        Assert.All(slots.Where((_, i) => !at.Hours.Breaking.Contains(classes[i])), slot => Assert.DoesNotContain(at.Hours.Rest, rest => rest.Holds(TimeOnly.FromTimeSpan(TimeZoneInfo.ConvertTime(slot.DueAt, zone).TimeOfDay))));
    });
}
