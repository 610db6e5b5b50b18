using FsCheck;
using FsCheck.Fluent;
using static CaseFlow.Cast;

namespace CaseFlow.FollowUps;

public sealed class AnyMomentToCall
{
    private sealed record Moment(string Zone, DateTimeOffset At, TimeOnly From, TimeOnly Until);

    private static readonly Gen<Moment> AnyMoment =
        from zone in Gen.Elements("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo")
        from minute in Gen.Choose(0, 2 * 365 * 24 * 60)
        from opens in Gen.Choose(0, (24 * 60) - 2)
        from closes in Gen.Choose(opens + 1, (24 * 60) - 1)
        select new Moment(zone, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute), new TimeOnly(0).Add(TimeSpan.FromMinutes(opens)), new TimeOnly(0).Add(TimeSpan.FromMinutes(closes)));

    [Fact]
    public void Is_followed_by_one_that_the_hours_allow() => Sequences.Each(AnyMoment, moment =>
    {
        var (terms, zone) = (Terms with { From = moment.From, Until = moment.Until }, TimeZoneInfo.FindSystemTimeZoneById(moment.Zone));
        var next = CallingHours.Next(moment.At, terms, zone);
        Assert.InRange(next, moment.At, moment.At.AddHours(50));
        Assert.True(CallingHours.Allow(next, terms, zone));
        Assert.Equal(next, CallingHours.Next(next, terms, zone));
    });
}
