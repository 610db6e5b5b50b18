using static CaseFlow.Cast;

namespace CaseFlow.Clocks;

public sealed class RaisingClocks
{
    private static readonly ClockMoment Half = new()
    {
        Complaint = Case,
        Region = Nanjing,
        Obligation = Obligation.Resolve,
        Episode = 1,
        Sequence = 1,
        Policy = "resolve",
        PolicyVersion = 1,
        Share = 50,
        ReachedAt = Monday,
        DueAt = Monday.AddDays(1),
    };

    private static readonly ClockMoment Whole = Half with { Share = 100, ReachedAt = Monday.AddDays(1) };

    [Fact]
    public void A_clock_warns_at_a_share_of_its_limit() => A.ClockLog.Given().When(ClockDecisions.Raise, new RaiseClock(Half, Monday)).Then(new ClockWarned(Half));

    [Fact]
    public void A_clock_is_breached_at_its_limit() => A.ClockLog.Given(new ClockWarned(Half)).When(ClockDecisions.Raise, new RaiseClock(Whole, Monday.AddDays(2))).Then(new ClockBreached(Whole));

    [Fact]
    public void Raising_twice_records_it_once()
    {
        A.ClockLog.Given(new ClockWarned(Half)).When(ClockDecisions.Raise, new RaiseClock(Half with { ReachedAt = Monday.AddMinutes(-5) }, Monday)).ThenNothing();
        A.ClockLog.Given(new ClockBreached(Whole)).When(ClockDecisions.Raise, new RaiseClock(Whole, Monday.AddDays(2))).ThenNothing();
    }

    [Fact]
    public void Another_version_of_the_policy_warns_anew() => A.ClockLog
        .Given(new ClockWarned(Half))
        .When(ClockDecisions.Raise, new RaiseClock(Half with { PolicyVersion = 2 }, Monday))
        .Then(new ClockWarned(Half with { PolicyVersion = 2 }));

    [Fact]
    public void Nothing_is_raised_before_its_time() => A.ClockLog.Given().When(ClockDecisions.Raise, new RaiseClock(Half, Monday.AddSeconds(-1))).ThenRefused(ClockRefusals.NotReached);
}
