using CaseFlow.Server.Platform.Demo;

namespace CaseFlow.Server.Tests.Platform.Demo;

/// <summary>Working time, counted backwards.</summary>
public sealed class OfficeHoursTests
{
    private static readonly OfficeHours Hours = new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));

    [Theory]
    [InlineData("2026-03-04T15:20:45+08:00", 0, "2026-03-04T15:20:00+08:00")]
    [InlineData("2026-03-04T15:20:00+08:00", 2, "2026-03-04T13:20:00+08:00")]
    [InlineData("2026-03-04T15:20:00+08:00", 7, "2026-03-03T17:20:00+08:00")]
    [InlineData("2026-03-04T22:00:00+08:00", 1, "2026-03-04T17:00:00+08:00")]
    [InlineData("2026-03-04T03:00:00+08:00", 1, "2026-03-03T17:00:00+08:00")]
    [InlineData("2026-03-08T12:00:00+08:00", 1, "2026-03-06T17:00:00+08:00")]
    [InlineData("2026-03-09T09:00:00+08:00", 1, "2026-03-06T17:00:00+08:00")]
    [InlineData("2026-03-04T07:20:00+00:00", 9, "2026-03-03T15:20:00+08:00")]
    public void They_lie_in_the_hours_in_which_people_work(string moment, int hours, string before) =>
        Assert.Equal(DateTimeOffset.Parse(before), Hours.Before(DateTimeOffset.Parse(moment), TimeSpan.FromHours(hours)));
}
