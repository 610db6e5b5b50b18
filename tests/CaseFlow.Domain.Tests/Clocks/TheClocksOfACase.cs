using CaseFlow.Complaints;
using CaseFlow.FollowUps;
using static CaseFlow.Cast;
using static CaseFlow.Clocks.Calendars;

namespace CaseFlow.Clocks;

public sealed class TheClocksOfACase
{
    private static readonly ComplaintAcknowledged Acknowledged = new(Hotline);
    private static readonly ComplaintClarified Clarified = new(Words);
    private static readonly HandlingPaused Paused = new(AwaitedParty.Customer, Reason);
    private static readonly HandlingPaused PausedForOther = new(AwaitedParty.ThirdParty, Reason);
    private static readonly HandlingResumed Resumed = new(AwaitedParty.Customer, Words);
    private static readonly ComplaintReopened Reopened = new(2, ReopenCause.ProblemReturned, Reason);
    private static readonly ClockTerms Regulatory = Resolve with { Obligation = Obligation.RegulatoryReply, Limit = 15, Unit = LimitUnit.NaturalDays, Calendar = null, PausesFor = [] };
    private static readonly ClockRules Usual = Rules(
        DeskPublished,
        ResolvePublished,
        Published("acknowledge", Resolve with { Obligation = Obligation.Acknowledge, Limit = 120 }),
        Published("first-reply", Resolve with { Obligation = Obligation.FirstReply, Limit = 450 }),
        Published("regulatory", Regulatory),
        Published("call-back", Resolve with { Obligation = Obligation.CallBack, Limit = 450 }),
        Published("hand-over", Resolve with { Obligation = Obligation.AnswerHandOver, Limit = 240 }),
        Published("hand-over-network", Resolve with { Obligation = Obligation.AnswerHandOver, Limit = 120, Rank = 1, Reach = new() { Departments = ["network"] } }));

    /// <summary>Ten in the morning of a day of June 2010.</summary>
    private static DateTimeOffset June(int day, int hour = 10, int minute = 0) => new(2010, 6, day, hour, minute, 0, TimeSpan.FromHours(8));

    [Fact]
    public void A_holiday_puts_the_due_time_off_and_a_make_up_day_brings_it_back()
    {
        // Friday at ten: 390 minutes are left of it, 450 on the made-up Saturday, and the last 60 on the made-up Sunday.
        var clock = The(Obligation.Resolve, Facts((June(11), Registered)), Usual);
        Assert.Equal(June(13, 10), clock.DueAt);

        // Sunday at ten: 390 minutes, then the three days of the festival, 450 on Thursday, and 60 on Friday.
        Assert.Equal(June(18, 10), The(Obligation.Resolve, Facts((June(13), Registered)), Usual).DueAt);
    }

    [Fact]
    public void Each_clock_has_its_own_start_and_stop()
    {
        var facts = Facts((June(17), Registered), (June(17, 11), Acknowledged), (June(18, 9), Clarified), (June(21), Resolved), (June(21, 15), new CallbackCompleted(CallbackResult.Satisfied)), (June(21, 16), Closed));
        var clocks = CaseClocks.Of(facts, Usual).ToDictionary(clock => clock.Obligation, clock => (clock.EndedAt, clock.StandsAt(June(30))));
        Assert.Equal((June(17, 11), ClockStanding.InTime), clocks[Obligation.Acknowledge]);
        Assert.Equal((June(18, 9), ClockStanding.InTime), clocks[Obligation.FirstReply]);
        Assert.Equal((June(21), ClockStanding.InTime), clocks[Obligation.Resolve]);
        Assert.Equal((June(21), ClockStanding.InTime), clocks[Obligation.RegulatoryReply]);
        Assert.Equal((June(21, 15), ClockStanding.InTime), clocks[Obligation.CallBack]);
        Assert.Equal(5, clocks.Count);
    }

    [Fact]
    public void What_is_said_twice_starts_no_second_clock()
    {
        var clocks = CaseClocks.Of(Facts((June(17), Registered), (June(18), Resolved), (June(19), Resolved)), Usual);
        Assert.Equal(June(18), Assert.Single(clocks, clock => clock.Obligation == Obligation.CallBack).Start.At);
        Assert.Equal(clocks.Count, clocks.Select(clock => (clock.Obligation, clock.Episode, clock.Sequence)).Distinct().Count());
    }

    [Fact]
    public void The_resolution_stops_what_runs()
    {
        var clocks = CaseClocks.Of(Facts((June(17), Registered), (June(25), Resolved)), Usual);
        Assert.All(clocks.Where(clock => clock.Obligation != Obligation.CallBack), clock => Assert.Equal(ClockEnd.Stopped, clock.End));
        Assert.Equal(ClockStanding.Late, clocks.Single(clock => clock.Obligation == Obligation.Resolve).StandsAt(June(25)));
    }

    [Fact]
    public void A_clock_goes_through_warning_and_breach()
    {
        var clock = The(Obligation.Resolve, Facts((June(17), Registered)), Usual);
        Assert.Equal((June(18, 10), June(18, 16)), (clock.Reached(50), clock.Reached(80)));
        Assert.Equal(ClockStanding.Running, clock.StandsAt(June(18, 9, 59)));
        Assert.Equal(ClockStanding.DueSoon, clock.StandsAt(June(18, 10)));
        Assert.Equal(ClockStanding.DueSoon, clock.StandsAt(clock.DueAt!.Value.AddMinutes(-1)));
        Assert.Equal(ClockStanding.Overdue, clock.StandsAt(clock.DueAt!.Value));
        Assert.Equal(June(21, 10), clock.DueAt);
    }

    [Fact]
    public void Waiting_for_the_customer_stops_the_clocks_that_may_and_no_other()
    {
        var facts = Facts((June(17), Registered), (June(17, 11), Paused), (June(21, 9), Resumed));
        Assert.Equal(June(22, 17), The(Obligation.Resolve, facts, Usual).DueAt);
        Assert.Equal(June(17).AddDays(15), The(Obligation.RegulatoryReply, facts, Usual).DueAt);
        Assert.Equal(June(21, 10), The(Obligation.Resolve, Facts((June(17), Registered), (June(17, 11), PausedForOther), (June(21, 9), Resumed)), Usual).DueAt);
    }

    [Fact]
    public void A_clock_that_stands_still_is_due_at_no_time_yet()
    {
        var clock = The(Obligation.Resolve, Facts((June(17), Registered), (June(17, 11), Paused)), Usual);
        Assert.Null(clock.DueAt);
        Assert.Equal(ClockStanding.Paused, clock.StandsAt(June(30)));
        Assert.Equal(TimeSpan.FromMinutes(60), clock.UsedBy(June(30)));
        Assert.Equal(June(21, 10), clock.DueNotBefore);
    }

    [Fact]
    public void A_pause_does_not_undo_a_breach() =>
        Assert.Equal(ClockStanding.Overdue, The(Obligation.Resolve, Facts((June(17), Registered), (June(22), Paused)), Usual).StandsAt(June(23)));

    [Fact]
    public void Each_hand_over_has_a_clock_by_the_department()
    {
        var facts = Facts(
            (June(17, 9), Registered), (June(17, 9), new ComplaintHandedOver(NetworkDepartment, Reason)), (June(17, 10), new HandOverRejected(NetworkDepartment, Reason)),
            (June(17, 10), new ComplaintHandedOver(BillingDepartment, Reason)), (June(17, 17), new HandOverAccepted(BillingDepartment)));
        var clocks = CaseClocks.Of(facts, Usual).Where(clock => clock.Obligation == Obligation.AnswerHandOver).ToList();
        Assert.Equal([(1, "network", June(17, 11), ClockStanding.InTime), (2, "billing", June(17, 15, 30), ClockStanding.Late)],
            clocks.Select(clock => (clock.Sequence, clock.Department, clock.DueAt!.Value, clock.StandsAt(June(18)))));
    }

    [Fact]
    public void A_reopening_starts_a_new_episode_and_leaves_the_first_as_it_was()
    {
        var facts = Facts((June(17), Registered), (June(18), Resolved), (June(21), Reopened));
        Assert.Equal(ClockStanding.InTime, The(Obligation.Resolve, facts, Usual).StandsAt(June(22)));
        Assert.Equal(June(23, 10), The(Obligation.Resolve, facts, Usual, episode: 2).DueAt);
        Assert.Equal(ClockStanding.FellAway, The(Obligation.CallBack, facts, Usual).StandsAt(June(22)));
    }

    [Fact]
    public void A_merged_case_has_left_every_clock_until_it_is_unmerged()
    {
        var facts = Facts((June(17), Registered), (June(17, 11), Merged));
        Assert.All(CaseClocks.Of(facts, Usual), clock => Assert.Equal(ClockStanding.Paused, clock.StandsAt(June(30))));
        var unmerged = Facts((June(17), Registered), (June(17, 11), Merged), (June(21, 9), new ComplaintUnmerged(EarlierCase, Reason)));
        Assert.Equal(June(22, 17), The(Obligation.Resolve, unmerged, Usual).DueAt);
    }

    [Fact]
    public void A_withdrawn_complaint_owes_nothing() =>
        Assert.All(CaseClocks.Of(Facts((June(17), Registered), (June(18), Withdrawn)), Usual), clock => Assert.Equal(ClockStanding.FellAway, clock.StandsAt(June(30))));

    [Fact]
    public void A_case_that_becomes_a_complaint_has_its_time_from_the_beginning()
    {
        var asked = Registered with { Kind = ComplaintKind.Consultation };
        Assert.Empty(CaseClocks.Of(Facts((June(17), asked)), Usual));
        var clock = The(Obligation.Resolve, Facts((June(17), asked), (June(18), new ComplaintReclassified(ComplaintKind.Complaint, Roaming, Reason))), Usual);
        Assert.Equal((June(17), June(21, 10)), (clock.Start.At, clock.DueAt));
    }

    [Fact]
    public void An_escalation_takes_a_shorter_limit_and_keeps_the_used_time()
    {
        var rules = Rules(DeskPublished, ResolvePublished, Published("resolve-city", Resolve with { Limit = 450, Rank = 1, Reach = Resolve.Reach with { FromLevel = EscalationLevel.City } }));
        var clock = The(Obligation.Resolve, Facts((June(17), Registered), (June(17, 16), new ComplaintEscalated(EscalationLevel.City, EscalationOrigin.Customer, Reason))), rules);
        Assert.Equal(("resolve-city", TimeSpan.FromMinutes(270), June(18, 10)), (clock.Rule.Policy.Policy, clock.UsedBy(June(17, 16)), clock.DueAt));
    }

    [Fact]
    public void A_new_version_leaves_running_clocks_alone_or_replans_them_and_either_answer_can_be_asked_for()
    {
        var facts = Facts((June(17), Registered));
        var shorter = Published("resolve", Resolve with { Limit = 450 }, version: 2);
        foreach (var running in Enum.GetValues<RuleChange>())
        {
            var rules = Rules(DeskPublished, ResolvePublished, new RulePublication(shorter with { Running = running }, 500, June(17, 16)));
            Assert.Equal(June(21, 10), The(Obligation.Resolve, facts, rules, ClockPlan.Frozen).DueAt);
            Assert.Equal(June(18, 10), The(Obligation.Resolve, facts, rules, ClockPlan.Replanned).DueAt);
            Assert.Equal(running == RuleChange.Replanned ? June(18, 10) : June(21, 10), The(Obligation.Resolve, facts, rules).DueAt);
        }
    }

    [Fact]
    public void New_rules_make_no_clock_late_before_they_are_there()
    {
        var rules = Rules(DeskPublished, ResolvePublished, new RulePublication(Published("resolve", Resolve with { Limit = 60 }, version: 2, RuleChange.Replanned), 500, June(17, 16)));
        Assert.Equal(June(17, 16), The(Obligation.Resolve, Facts((June(17), Registered)), rules).DueAt);
    }

    [Fact]
    public void A_holiday_announced_late_moves_the_due_times_of_replanned_clocks()
    {
        var off = Desk with { Days = [.. Desk.Days, new(new(2010, 6, 18), [], "停电", "Power cut")] };
        var facts = Facts((June(17), Registered));
        var rules = Rules(DeskPublished, ResolvePublished, new RulePublication(Published(off, version: 2, RuleChange.Replanned), 500, June(17, 16)));
        Assert.Equal(June(22, 10), The(Obligation.Resolve, facts, rules).DueAt);
        Assert.Equal(June(21, 10), The(Obligation.Resolve, facts, rules, ClockPlan.Frozen).DueAt);
    }

    [Fact]
    public void A_city_with_a_calendar_of_its_own_counts_by_that()
    {
        var everyDay = Desk with { Week = [.. Enum.GetValues<DayOfWeek>().Select(day => new WorkWeekday(day, OfficeHours))] };
        var rules = Rules(DeskPublished, Published(everyDay, place: "cn-js.nanjing"), ResolvePublished);
        Assert.Equal(June(20, 10), The(Obligation.Resolve, Facts((June(18), Registered)), rules).DueAt);
        Assert.Equal(June(22, 10), The(Obligation.Resolve, Facts((June(18), Registered with { Region = new("CN-JS", "suzhou") })), rules).DueAt);
    }

    [Fact]
    public void Records_of_another_system_have_no_clock()
    {
        var rules = Rules(DeskPublished, Published("resolve", Resolve with { Reach = new() { ExceptSources = ["import"] } }));
        Assert.Empty(CaseClocks.Of(Facts((June(17), Registered with { Source = new("import", 1) })), rules));
        Assert.Single(CaseClocks.Of(Facts((June(17), Registered)), rules));
    }

    [Fact]
    public void A_moment_is_owed_once_its_clock_reaches_it_and_never_of_one_that_had_stopped()
    {
        var running = Owed(Facts((June(17), Registered)));
        Assert.Equal([50, 80, 100], running.Select(moment => moment.Share));
        Assert.Equal([June(18, 10), June(18, 16), June(21, 10)], running.Select(moment => moment.ReachedAt));
        Assert.Equal([50], Owed(Facts((June(17), Registered), (June(18, 11), Resolved))).Select(moment => moment.Share));
        Assert.Equal([50, 80, 100], Owed(Facts((June(17), Registered), (June(25), Resolved))).Select(moment => moment.Share));
        Assert.Equal([], Owed(Facts((June(17), Registered), (June(17, 11), Paused))).Select(moment => moment.Share));
        Assert.Equal([], Owed([.. Facts((June(17), Registered)).Select(fact => fact with { RecordedAt = June(17).AddDays(60) })]).Select(moment => moment.Share));

        static IReadOnlyList<ClockMoment> Owed(IReadOnlyList<ClockFact> facts) =>
            ClockMoments.Owed(Case, Nanjing, CaseClocks.Of(facts, Rules(DeskPublished, ResolvePublished)), _ => false);
    }
}
