using static CaseFlow.Clocks.Calendars;

namespace CaseFlow.Clocks;

public sealed class PublishingACalendar
{
    private static readonly PublishCalendar Publish = new() { Calendar = "desk", ValidFrom = new(2010, 1, 1), Terms = Desk, Running = RuleChange.FrozenAtStart, Reason = "Desk hours" };

    [Fact]
    public void A_calendar_comes_into_force() => A.WorkCalendars.Given().When(CalendarDecisions.Publish, Publish).Then(DeskPublished);

    [Fact]
    public void Publishing_it_twice_records_it_once() => A.WorkCalendars.Given(DeskPublished).When(CalendarDecisions.Publish, Publish).ThenNothing();

    [Fact]
    public void Another_holiday_is_another_version()
    {
        var terms = Desk with { Days = [.. Desk.Days, new(new(2010, 9, 22), [], "中秋节", "Mid-Autumn Festival")] };
        A.WorkCalendars.Given(DeskPublished).When(CalendarDecisions.Publish, Publish with { Terms = terms }).Then(Published(terms, version: 2));
    }

    [Fact]
    public void A_city_has_versions_of_its_own() => A.WorkCalendars
        .Given(DeskPublished)
        .When(CalendarDecisions.Publish, Publish with { Place = "cn-js.nanjing" })
        .Then(Published(Desk, place: "cn-js.nanjing"));

    [Fact]
    public void It_is_refused_when_no_day_has_working_time() => A.WorkCalendars
        .Given().When(CalendarDecisions.Publish, Publish with { Terms = Desk with { Week = [new(DayOfWeek.Monday, [])] } }).ThenRefused(CalendarRefusals.WeekEmpty);

    [Fact]
    public void It_is_refused_when_a_day_stands_in_it_twice()
    {
        A.WorkCalendars.Given().When(CalendarDecisions.Publish, Publish with { Terms = Desk with { Days = [Desk.Days[0], Desk.Days[0]] } }).ThenRefused(CalendarRefusals.DayTwice.At("days[1].date"));
        A.WorkCalendars.Given().When(CalendarDecisions.Publish, Publish with { Terms = Desk with { Week = [Desk.Week[0], Desk.Week[0]] } }).ThenRefused(CalendarRefusals.DayTwice.At("week[1].day"));
    }

    [Theory]
    [InlineData(9, 9)]
    [InlineData(18, 9)]
    public void It_is_refused_when_a_period_ends_before_it_begins(int from, int until) => Refused([new(new(from, 0), new(until, 0))]);

    [Fact]
    public void It_is_refused_when_periods_overlap()
    {
        A.WorkCalendars
            .Given().When(CalendarDecisions.Publish, Publish with { Terms = Desk with { Week = [new(DayOfWeek.Monday, [new(new(9, 0), new(12, 0)), new(new(11, 59), new(18, 0))])] } })
            .ThenRefused(CalendarRefusals.PeriodsUnfit.At("week[0].periods"));
        Refused([new(new(13, 0), new(18, 0)), new(new(9, 0), new(12, 0))]);
    }

    private static void Refused(IReadOnlyList<WorkPeriod> periods) =>
        A.WorkCalendars.Given().When(CalendarDecisions.Publish, Publish with { Terms = Desk with { Days = [new(new(2010, 9, 22), periods, "节", "Day")] } }).ThenRefused(CalendarRefusals.PeriodsUnfit.At("days[0].periods"));
}
