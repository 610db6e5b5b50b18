using CaseFlow.Complaints;
using FsCheck;
using FsCheck.Fluent;
using static CaseFlow.Cast;
using static CaseFlow.Clocks.Calendars;

namespace CaseFlow.Clocks;

public sealed class AnyClock
{
    /// <summary>Something that befalls a case some minutes after what befell it before.</summary>
    private sealed record Turn(int Minutes, object What)
    {
        public override string ToString() => $"+{Minutes} min {What}";
    }

    private static readonly CalendarTerms Always = Desk with { Week = [.. Enum.GetValues<DayOfWeek>().Select(day => new WorkWeekday(day, [WorkPeriod.AllDay]))], Days = [] };

    [Fact]
    public void Is_never_due_earlier_for_having_paused() => Sequences.Of(AnyTurn, turns =>
    {
        var (facts, rules) = Told(turns);
        var unpaused = facts.Where(fact => fact.Cue is not (ClockCue.Paused or ClockCue.Resumed)).ToList();
        foreach (var (paused, straight) in CaseClocks.Of(facts, rules).Zip(CaseClocks.Of(unpaused, rules)))
        {
            Assert.Equal((straight.Obligation, straight.Episode, straight.Sequence), (paused.Obligation, paused.Episode, paused.Sequence));
            // New rules take hold of both at one moment, with less time used by the one that paused.
            Assert.True(paused.DueNotBefore >= straight.DueNotBefore, $"{paused.Obligation}: {paused.DueNotBefore:O} < {straight.DueNotBefore:O}");
        }
    });

    [Fact]
    public void Keeps_its_used_time_when_its_rules_are_replaced() => Sequences.Of(AnyTurn, turns =>
    {
        var (facts, rules) = Told(turns);
        foreach (var clock in CaseClocks.Of(facts, rules))
        {
            for (var swap = 1; swap < clock.Stretches.Count; swap++)
            {
                var at = clock.Stretches[swap].From;
                var before = clock with { Stretches = [.. clock.Stretches.Take(swap)], End = null, EndedAt = null, EndedBy = null };
                if (before.Stretches.Any(stretch => stretch.Rule is not null)) Assert.Equal(before.UsedBy(at), clock.UsedBy(at));
            }
        }
    });

    [Fact]
    public void Uses_no_time_while_it_stands_still_and_all_working_time_while_it_runs() => Sequences.Of(AnyTurn, turns =>
    {
        var (facts, rules) = Told(turns);
        var now = Monday.AddMinutes(turns.Sum(turn => turn.Minutes)).AddDays(3);
        foreach (var clock in CaseClocks.Of(facts, rules))
        {
            var sum = TimeSpan.Zero;
            for (var i = 0; i < clock.Stretches.Count; i++)
            {
                var (stretch, end) = (clock.Stretches[i], clock.EndOf(i) ?? now);
                var used = clock.UsedBy(end) - clock.UsedBy(stretch.From);
                Assert.Equal(stretch.Counts ? stretch.Rule!.Time.Between(stretch.From, end) : TimeSpan.Zero, used);
                sum += used;
            }

            Assert.Equal(sum, clock.UsedBy(now));
        }
    });

    [Fact]
    public void Has_used_its_limit_exactly_when_it_is_due_unless_new_rules_found_it_used_up() => Sequences.Of(AnyTurn, turns =>
    {
        var (facts, rules) = Told(turns);
        foreach (var clock in CaseClocks.Of(facts, rules).Where(clock => clock.EndedAt is null && clock.DueAt is not null && clock.Stretches[^1].Rule is not null))
        {
            if (clock.DueAt == clock.RulesSince) Assert.True(clock.UsedBy(clock.DueAt.Value) >= clock.Rule.Limit);
            else Assert.Equal(clock.Rule.Limit, clock.UsedBy(clock.DueAt!.Value));
        }
    });

    [Fact]
    public void Is_told_so_that_the_steps_add_up_to_the_limit() => Sequences.Of(AnyTurn, turns =>
    {
        var (facts, rules) = Told(turns);
        foreach (var clock in CaseClocks.Of(facts, rules).Where(clock => clock.DueAt is not null))
        {
            var steps = ClockReasons.Of(clock);
            var due = steps.Single(step => step.Kind == ClockStepKind.Due);
            Assert.Equal(clock.DueAt, due.From);
            if (clock.EndedAt is null && clock.Stretches[^1].Counts && clock.DueAt >= clock.Stretches[^1].From)
                Assert.Equal((decimal)clock.UsedBy(clock.DueAt!.Value).TotalMinutes, steps.Where(step => step.Kind == ClockStepKind.Counted).Sum(step => step.Minutes!.Value));
        }
    });

    [Fact]
    public void Meets_swaps_pauses_and_episodes()
    {
        var clocks = Sequences.Sample(AnyTurn).SelectMany(turns => { var (facts, rules) = Told(turns); return CaseClocks.Of(facts, rules); }).ToList();
        Assert.Contains(clocks, clock => clock.Stretches.Any(stretch => stretch.Halt == ClockHalt.AwaitingCustomer));
        Assert.Contains(clocks, clock => clock.Stretches.Any(stretch => stretch.Halt == ClockHalt.HandledElsewhere));
        Assert.Contains(clocks, clock => clock.RulesSince > clock.Start.At);
        Assert.Contains(clocks, clock => clock.Episode > 2);
        Assert.Contains(clocks, clock => clock.End == ClockEnd.FellAway);
        Assert.Contains(clocks, clock => clock is { DueAt: not null, EndedAt: not null } && clock.EndedAt > clock.DueAt);
    }

    /// <summary>The facts of a case, and the rules that came between them.</summary>
    private static (IReadOnlyList<ClockFact> Facts, ClockRules Rules) Told(IReadOnlyList<Turn> turns)
    {
        var (now, facts, published, episode) = (Monday, new List<ClockFact> { ClockFact.Of(Registered, Monday, Monday, 100)! }, new List<object> { DeskPublished, ResolvePublished, ReplyPublished }, 1);
        foreach (var (index, turn) in turns.Index())
        {
            now = now.AddMinutes(turn.Minutes);
            var position = 110 + index;
            if (turn.What is ClockTerms terms) published.Add(new RulePublication(Published("resolve", terms, index + 2, RuleChange.Replanned), position, now));
            else if (turn.What is CalendarTerms calendar) published.Add(new RulePublication(Published(calendar, index + 2, RuleChange.Replanned, new(2011, 1, 1)), position, now));
            else if (ClockFact.Of(turn.What is ComplaintReopened reopened ? reopened with { Episode = ++episode } : turn.What, now, now, position) is { } fact) facts.Add(fact);
        }

        return (facts, Rules(published));
    }

    private static readonly ClockPolicyPublished ReplyPublished = Published("first-reply", Resolve with { Obligation = Obligation.FirstReply, Limit = 2, Unit = LimitUnit.NaturalDays, Calendar = null });

    private static readonly Gen<Turn> AnyTurn =
        from minutes in Gen.Choose(0, 1_500)
        from what in Gen.OneOf(
            Gen.Elements<object>(new HandlingPaused(AwaitedParty.Customer, Reason), new HandlingPaused(AwaitedParty.ThirdParty, Reason)),
            Gen.Constant<object>(new HandlingResumed(AwaitedParty.Customer, Words)),
            Gen.Choose(1, 3_000).Select(limit => (object)(Resolve with { Limit = limit })),
            Gen.Elements<object>(Desk, Always),
            Gen.Frequency(
                (1, Gen.Elements<object>(Resolved, Closed, Withdrawn, new ComplaintReopened(2, ReopenCause.ProblemReturned, Reason))),
                (1, Gen.Elements<object>(Merged, new ComplaintUnmerged(EarlierCase, Reason))),
                (2, Gen.Elements<object>(new ComplaintClarified(Words), new ComplaintReclassified(ComplaintKind.Praise, Roaming, Reason), new ComplaintReclassified(ComplaintKind.Complaint, Roaming, Reason)))))
        select new Turn(minutes, what);
}
