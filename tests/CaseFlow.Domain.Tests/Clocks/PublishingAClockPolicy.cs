using CaseFlow.Complaints;
using static CaseFlow.Clocks.Calendars;

namespace CaseFlow.Clocks;

public sealed class PublishingAClockPolicy
{
    private static readonly PublishClockPolicy Publish = new("resolve", Resolve, RuleChange.FrozenAtStart, "Service standard") { Known = ["desk"] };

    [Fact]
    public void A_policy_comes_into_force() => A.ClockPolicies.Given().When(ClockPolicyDecisions.Publish, Publish).Then(ResolvePublished);

    [Fact]
    public void Publishing_it_twice_records_it_once() => A.ClockPolicies.Given(ResolvePublished).When(ClockPolicyDecisions.Publish, Publish).ThenNothing();

    [Fact]
    public void A_shorter_limit_is_another_version_that_says_what_becomes_of_running_clocks() => A.ClockPolicies
        .Given(ResolvePublished)
        .When(ClockPolicyDecisions.Publish, Publish with { Terms = Resolve with { Limit = 450 }, Running = RuleChange.Replanned })
        .Then(Published("resolve", Resolve with { Limit = 450 }, version: 2, RuleChange.Replanned));

    [Fact]
    public void Another_reach_or_pause_is_another_version()
    {
        var tiers = Resolve with { Reach = Resolve.Reach with { Tiers = ["gold"] } };
        var party = Resolve with { PausesFor = [AwaitedParty.ThirdParty] };
        A.ClockPolicies.Given(ResolvePublished).When(ClockPolicyDecisions.Publish, Publish with { Terms = tiers }).Then(Published("resolve", tiers, version: 2));
        A.ClockPolicies.Given(ResolvePublished).When(ClockPolicyDecisions.Publish, Publish with { Terms = party }).Then(Published("resolve", party, version: 2));
    }

    [Fact]
    public void It_is_refused_with_a_limit_of_nothing_or_of_decades()
    {
        A.ClockPolicies.Given().When(ClockPolicyDecisions.Publish, Publish with { Terms = Resolve with { Limit = 0 } }).ThenRefused(ClockPolicyRefusals.LimitOutOfRange);
        A.ClockPolicies.Given().When(ClockPolicyDecisions.Publish, Publish with { Terms = Resolve with { Limit = int.MaxValue, Unit = LimitUnit.NaturalDays, Calendar = null } }).ThenRefused(ClockPolicyRefusals.LimitOutOfRange);
    }

    [Fact]
    public void It_is_refused_when_working_time_has_no_calendar_or_other_time_has_one()
    {
        A.ClockPolicies.Given().When(ClockPolicyDecisions.Publish, Publish with { Terms = Resolve with { Calendar = null } }).ThenRefused(ClockPolicyRefusals.CalendarUnfit);
        A.ClockPolicies.Given().When(ClockPolicyDecisions.Publish, Publish with { Terms = Resolve with { Unit = LimitUnit.NaturalDays } }).ThenRefused(ClockPolicyRefusals.CalendarUnfit);
    }

    [Fact]
    public void It_is_refused_when_there_is_no_such_calendar() =>
        A.ClockPolicies.Given().When(ClockPolicyDecisions.Publish, Publish with { Known = ["around-the-clock"] }).ThenRefused(ClockPolicyRefusals.CalendarUnknown);

    [Fact]
    public void It_is_refused_when_warnings_stand_out_of_order_or_beyond_the_limit()
    {
        A.ClockPolicies.Given().When(ClockPolicyDecisions.Publish, Publish with { Terms = Resolve with { WarnAt = [80, 50] } }).ThenRefused(ClockPolicyRefusals.SharesUnfit);
        A.ClockPolicies.Given().When(ClockPolicyDecisions.Publish, Publish with { Terms = Resolve with { WarnAt = [100] } }).ThenRefused(ClockPolicyRefusals.SharesUnfit);
    }

    [Fact]
    public void It_is_refused_when_nothing_starts_the_clock()
    {
        var appeal = Resolve with { Obligation = Obligation.AnswerAppeal, Limit = 30, Unit = LimitUnit.NaturalDays, Calendar = null };
        A.ClockPolicies.Given().When(ClockPolicyDecisions.Publish, Publish with { Terms = appeal }).ThenRefused(ClockPolicyRefusals.NothingStartsIt);
        A.ClockPolicies.Given().When(ClockPolicyDecisions.Publish, Publish with { Terms = appeal with { Active = false } }).Then(Published("resolve", appeal with { Active = false }));
    }

    [Fact]
    public void It_is_refused_when_it_would_owe_something_else() => A.ClockPolicies
        .Given(ResolvePublished)
        .When(ClockPolicyDecisions.Publish, Publish with { Terms = Resolve with { Obligation = Obligation.FirstReply } })
        .ThenRefused(ClockPolicyRefusals.ObligationFixed);
}
