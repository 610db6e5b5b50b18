using static CaseFlow.Cast;

namespace CaseFlow.FollowUps;

public sealed class KeepingCallingHours
{
    private const string Nanjing = "Asia/Shanghai";
    private const string Berlin = "Europe/Berlin";
    private const string NewYork = "America/New_York";

    private static CallbackTerms Between(string from, string until) => Terms with { From = TimeOnly.ParseExact(from, "HH:mm"), Until = TimeOnly.ParseExact(until, "HH:mm") };

    private static DateTimeOffset At(string moment) => DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(Nanjing, "2011-06-28T08:59:59.9999999+08:00", false)]
    [InlineData(Nanjing, "2011-06-28T09:00:00+08:00", true)]
    [InlineData(Nanjing, "2011-06-28T19:59:59.9999999+08:00", true)]
    [InlineData(Nanjing, "2011-06-28T20:00:00+08:00", false)]
    [InlineData(Nanjing, "2011-06-28T01:00:00Z", true)]
    [InlineData(Nanjing, "2011-06-28T09:00:00Z", true)]
    [InlineData(Nanjing, "2011-06-28T12:00:00Z", false)]
    [InlineData(Berlin, "2026-01-15T08:00:00Z", true)]
    [InlineData(Berlin, "2026-07-15T07:00:00Z", true)]
    [InlineData(Berlin, "2026-07-15T18:00:00Z", false)]
    public void Hours_count_by_the_customers_clock(string zone, string at, bool allowed) =>
        Assert.Equal(allowed, CallingHours.Allow(At(at), Between("09:00", "20:00"), TimeZoneInfo.FindSystemTimeZoneById(zone)));

    [Theory]
    [InlineData(Nanjing, "09:00", "20:00", "2011-06-28T10:00:00+08:00", "2011-06-28T10:00:00+08:00")]
    [InlineData(Nanjing, "09:00", "20:00", "2011-06-28T03:00:00+08:00", "2011-06-28T09:00:00+08:00")]
    [InlineData(Nanjing, "09:00", "20:00", "2011-06-28T20:00:00+08:00", "2011-06-29T09:00:00+08:00")]
    [InlineData(Nanjing, "09:00", "20:00", "2011-06-30T23:59:59+08:00", "2011-07-01T09:00:00+08:00")]
    [InlineData(Nanjing, "09:00", "20:00", "2011-06-28T16:00:00Z", "2011-06-29T09:00:00+08:00")]
    [InlineData(Nanjing, "00:00", "06:00", "2011-06-28T23:59:00+08:00", "2011-06-29T00:00:00+08:00")]
    [InlineData(Nanjing, "00:00", "06:00", "2011-12-31T06:00:00+08:00", "2012-01-01T00:00:00+08:00")]
    [InlineData(Nanjing, "22:00", "23:59", "2011-06-28T23:59:30+08:00", "2011-06-29T22:00:00+08:00")]
    public void The_next_call_waits_for_the_hours(string zone, string from, string until, string at, string next) => Next(zone, from, until, at, next);

    [Theory]
    [InlineData(Berlin, "09:00", "20:00", "2026-03-28T20:00:00+01:00", "2026-03-29T09:00:00+02:00")]
    [InlineData(Berlin, "02:30", "20:00", "2026-03-29T01:59:00+01:00", "2026-03-29T03:00:00+02:00")]
    [InlineData(NewYork, "02:30", "20:00", "2026-03-08T01:00:00-05:00", "2026-03-08T03:00:00-04:00")]
    [InlineData(NewYork, "09:00", "20:00", "2026-03-07T21:00:00-05:00", "2026-03-08T09:00:00-04:00")]
    public void When_the_clocks_skip_the_opening_the_hours_begin_at_the_first_moment_that_exists(string zone, string from, string until, string at, string next) => Next(zone, from, until, at, next);

    [Theory]
    [InlineData(Berlin, "02:15", "02:45", "2026-03-29T00:00:00+01:00", "2026-03-30T02:15:00+02:00")]
    [InlineData(NewYork, "02:00", "03:00", "2026-03-08T00:00:00-05:00", "2026-03-09T02:00:00-04:00")]
    public void When_the_clocks_skip_all_the_hours_the_call_waits_a_day(string zone, string from, string until, string at, string next) => Next(zone, from, until, at, next);

    [Theory]
    [InlineData(Berlin, "09:00", "20:00", "2026-10-24T20:00:00+02:00", "2026-10-25T09:00:00+01:00")]
    [InlineData(Berlin, "02:30", "20:00", "2026-10-25T01:00:00+02:00", "2026-10-25T02:30:00+02:00")]
    [InlineData(Berlin, "02:30", "20:00", "2026-10-25T02:10:00+01:00", "2026-10-25T02:30:00+01:00")]
    [InlineData(NewYork, "01:30", "20:00", "2026-11-01T00:00:00-04:00", "2026-11-01T01:30:00-04:00")]
    [InlineData(NewYork, "01:30", "20:00", "2026-11-01T01:10:00-05:00", "2026-11-01T01:30:00-05:00")]
    public void When_the_clocks_go_back_the_hours_begin_the_first_time_the_clock_shows_it(string zone, string from, string until, string at, string next) => Next(zone, from, until, at, next);

    private static void Next(string zone, string from, string until, string at, string expected)
    {
        var (terms, place) = (Between(from, until), TimeZoneInfo.FindSystemTimeZoneById(zone));
        var next = CallingHours.Next(At(at), terms, place);
        Assert.Equal(At(expected), next);
        Assert.True(CallingHours.Allow(next, terms, place));
    }
}
