using CaseFlow.Complaints;
using static CaseFlow.Cast;
using static CaseFlow.Clocks.Calendars;

namespace CaseFlow.Clocks;

public sealed class SimulatingClockRules
{
    private static readonly ClockRules Usual = Rules(DeskPublished, ResolvePublished);
    private static readonly (DateTimeOffset From, DateTimeOffset Until) OfJune = (June(1, 0), June(1, 0).AddMonths(1));

    private static DateTimeOffset June(int day, int hour = 10) => new(2010, 6, day, hour, 0, 0, TimeSpan.FromHours(8));

    private static SimulatedClock The(IReadOnlyList<ClockFact> facts, ClockRules rules, object draft) => Assert.Single(ClockSimulation.Of(facts, rules, rules.Supposing(draft, OfJune.From), OfJune.From, OfJune.Until));

    [Fact]
    public void A_shorter_limit_would_have_been_due_earlier_and_makes_late_what_was_in_time()
    {
        // Thursday the 17th at ten: 390 minutes on it, 450 on Friday, and 60 on Monday the 21st.
        var facts = Facts((June(17), Registered), (June(18, 16), Resolved));
        var one = The(facts, Usual, ResolvePublished with { Version = 2, Terms = Resolve with { Limit = 450 } });
        Assert.Equal((DueShift.Earlier, June(21), June(18)), (one.Shift, one.Was!.DueAt, one.Draft!.DueAt));
        Assert.Equal((false, true), (ClockSimulation.IsLate(one.Was, June(30)), ClockSimulation.IsLate(one.Draft, June(30))));
    }

    [Fact]
    public void A_holiday_more_would_have_put_the_due_time_off()
    {
        var one = The(Facts((June(17), Registered)), Usual, Published(Desk with { Days = [.. Desk.Days, new(new(2010, 6, 18), [], "停电", "Power cut")] }, version: 2));
        Assert.Equal((DueShift.Later, June(21), June(22)), (one.Shift, one.Was!.DueAt, one.Draft!.DueAt));
    }

    [Fact]
    public void The_draft_has_the_last_word_also_over_what_was_published_while_the_clock_ran()
    {
        var rules = Rules(DeskPublished, ResolvePublished, new RulePublication(ResolvePublished with { Version = 2, Running = RuleChange.Replanned, Terms = Resolve with { Limit = 1_350 } }, 105, June(17, 12)));
        var one = The(Facts((June(17), Registered), (June(25), Resolved)), rules, ResolvePublished with { Version = 3, Terms = Resolve with { Limit = 450 } });
        Assert.Equal((June(22), June(18)), (one.Was!.DueAt, one.Draft!.DueAt));
        Assert.Single(one.Draft.Stretches);
    }

    [Fact]
    public void What_was_not_owed_begins_and_what_was_owed_is_gone()
    {
        var facts = Facts((June(17), Registered));
        var begun = ClockSimulation.Of(facts, Usual, Usual.Supposing(Published("acknowledge", Resolve with { Obligation = Obligation.Acknowledge }), OfJune.From), OfJune.From, OfJune.Until).Single(one => one.Shift != DueShift.Same);
        Assert.Equal((DueShift.Begun, null, Obligation.Acknowledge), (begun.Shift, begun.Was, begun.Draft!.Obligation));
        var gone = The(facts, Usual, ResolvePublished with { Version = 2, Terms = Resolve with { Active = false } });
        Assert.Equal((DueShift.Gone, null), (gone.Shift, gone.Draft));
        Assert.False(ClockSimulation.IsLate(gone.Draft, June(30)));
    }

    [Fact]
    public void Only_clocks_that_started_in_the_time_are_told()
    {
        var facts = Facts((June(17).AddMonths(-1), Registered), (June(2), Resolved), (June(3), new ComplaintReopened(2, ReopenCause.ProblemReturned, Reason)));
        Assert.Equal(2, The(facts, Usual, ResolvePublished with { Version = 2 }).Was!.Episode);
    }

    [Fact]
    public void The_same_rules_change_nothing() =>
        Assert.Equal(DueShift.Same, The(Facts((June(17), Registered), (June(25), Resolved)), Usual, ResolvePublished with { Version = 2 }).Shift);
}
