using CaseFlow.Complaints;

namespace CaseFlow.Clocks;

/// <summary>The clocks of a case: a fold of its facts under the rules, and nothing else.</summary>
public static class CaseClocks
{
    private static readonly Obligation[] OfEpisodes = [Obligation.FirstReply, Obligation.Resolve, Obligation.RegulatoryReply, Obligation.RepairFault, Obligation.RestoreService];

    /// <summary>The clocks, in the order in which they started.</summary>
    /// <param name="facts">The facts of the case.</param>
    /// <param name="rules">All rules that were ever published.</param>
    /// <param name="plan">Whether publications replan clocks that run.</param>
    public static IReadOnlyList<CaseClock> Of(IReadOnlyList<ClockFact> facts, ClockRules rules, ClockPlan plan = ClockPlan.AsPublished)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(rules);
        var course = new Course(rules, plan);
        var ordered = facts.OrderBy(fact => fact.Position).ToList();
        if (ordered.Count == 0) return [];
        using var publications = rules.Replanning(plan).Where(one => one.Position > ordered[0].Position).GetEnumerator();
        var more = publications.MoveNext();
        foreach (var fact in ordered)
        {
            for (; more && publications.Current.Position < fact.Position; more = publications.MoveNext()) course.Replan(publications.Current);
            course.Take(fact);
        }

        for (; more; more = publications.MoveNext()) course.Replan(publications.Current);
        return course.Clocks;
    }

    /// <summary>A clock that was called for, whether or not a policy is for it.</summary>
    private sealed class Occasion(Obligation obligation, int episode, int sequence, ClockFact start)
    {
        private readonly List<ClockStretch> stretches = [];
        private (int Turn, ClockRule? Rule)? found;
        private (ClockEnd Kind, DateTimeOffset At, ClockFact By)? end;

        public Obligation Obligation => obligation;

        /// <summary>Whether it is the same clock: a case has each of them once.</summary>
        public bool Is(Obligation other, int inEpisode, int place) => (other, inEpisode, place) == (obligation, episode, sequence);

        public ClockFact Start => start;

        /// <summary>The rule for it; looked for once in each turn, for until traits or rules are others it stays the same.</summary>
        public ClockRule? RuleIn(int turn, Func<Occasion, ClockRule?> find)
        {
            if (found is not { } last || last.Turn != turn) found = last = (turn, find(this));
            return last.Rule;
        }

        public void Go(ClockRule? rule, ClockHalt? halt, DateTimeOffset at, long by)
        {
            if (stretches.Count == 0)
            {
                if (rule is null) return;
                // A policy that comes to be for the case counts from the start: the customer has waited since then.
                stretches.Add(new(start.At, rule, by == start.Position ? halt : null, start.Position));
            }

            var last = stretches[^1];
            if (halt != last.Halt || (rule is null ? last.Rule is not null : !rule.IsSameAs(last.Rule)))
                stretches.Add(new(at > last.From ? at : last.From, rule, halt, by));
        }

        public void Finish(ClockEnd kind, ClockFact by)
        {
            var at = by.At > start.At ? by.At : start.At;
            stretches.RemoveAll(stretch => stretch.From > at);
            end = (kind, at, by);
        }

        public CaseClock? Clock => stretches.All(stretch => stretch.Rule is null) ? null : new()
        {
            Obligation = obligation,
            Episode = episode,
            Sequence = sequence,
            Department = start.Department,
            Start = start,
            Stretches = stretches,
            End = end?.Kind,
            EndedAt = end?.At,
            EndedBy = end?.By,
        };
    }

    private sealed class Course(ClockRules rules, ClockPlan plan)
    {
        private readonly List<Occasion> all = [];
        private readonly List<Occasion> open = [];
        private CaseTraits? traits;
        private AwaitedParty? awaiting;
        private bool merged;
        private int episode = 1;
        private int handOvers;
        private int turn;

        public IReadOnlyList<CaseClock> Clocks => [.. all.Select(occasion => occasion.Clock).OfType<CaseClock>()];

        public void Replan(RulePublication publication)
        {
            turn++;
            Go(publication.At, publication.Position);
        }

        public void Take(ClockFact fact)
        {
            if (fact.Traits is not null) traits = fact.Traits;
            if (traits is null) return;
            var before = traits;
            switch (fact.Cue)
            {
                case ClockCue.Registered: Begin(fact, [Obligation.Acknowledge, .. OfEpisodes]); break;
                case ClockCue.Reclassified: traits = traits with { Kind = fact.Kind ?? traits.Kind, Topic = fact.Topic ?? traits.Topic }; break;
                case ClockCue.LevelMoved: traits = traits with { Level = fact.Level ?? traits.Level }; break;
                case ClockCue.Acknowledged: Finish(ClockEnd.Stopped, fact, Obligation.Acknowledge); break;
                case ClockCue.Replied: Finish(ClockEnd.Stopped, fact, Obligation.Acknowledge, Obligation.FirstReply); break;
                case ClockCue.HandedOver: handOvers++; Begin(fact, Obligation.AnswerHandOver); break;
                case ClockCue.HandOverAnswered: Finish(ClockEnd.Stopped, fact, Obligation.AnswerHandOver); break;
                case ClockCue.Paused: awaiting = fact.Awaiting; break;
                case ClockCue.Resumed: awaiting = null; break;
                case ClockCue.Resolved:
                    Finish(ClockEnd.Stopped, fact, [Obligation.Acknowledge, .. OfEpisodes]);
                    Finish(ClockEnd.FellAway, fact, Obligation.AnswerHandOver);
                    awaiting = null;
                    Begin(fact, Obligation.CallBack);
                    break;
                case ClockCue.CalledBack: Finish(ClockEnd.Stopped, fact, Obligation.CallBack); break;
                case ClockCue.Closed or ClockCue.Withdrawn: Finish(ClockEnd.FellAway, fact, Enum.GetValues<Obligation>()); break;
                case ClockCue.Reopened:
                    Finish(ClockEnd.FellAway, fact, Enum.GetValues<Obligation>());
                    (episode, handOvers, awaiting, merged) = (fact.Episode ?? (episode + 1), 0, null, false);
                    Begin(fact, OfEpisodes);
                    break;
                case ClockCue.Merged: merged = true; break;
                case ClockCue.Unmerged: merged = false; break;
            }

            if (fact.Traits is not null || !ReferenceEquals(traits, before)) turn++;
            Go(fact.At, fact.Position);
        }

        private void Go(DateTimeOffset at, long position)
        {
            foreach (var occasion in open)
            {
                var rule = occasion.RuleIn(turn, one => rules.For(one.Obligation, traits!, one.Start.Department, one.Start.Position, position, plan));
                occasion.Go(rule, rule is null ? null : Halt(rule.Policy.Terms), at, position);
            }
        }

        private ClockHalt? Halt(ClockTerms terms)
        {
            if (merged) return ClockHalt.HandledElsewhere;
            return awaiting is not { } party || !terms.PausesFor.Contains(party) ? null : party switch
            {
                AwaitedParty.Customer => ClockHalt.AwaitingCustomer,
                AwaitedParty.ThirdParty => ClockHalt.AwaitingThirdParty,
            };
        }

        private void Begin(ClockFact fact, params IEnumerable<Obligation> obligations)
        {
            foreach (var obligation in obligations)
            {
                var sequence = obligation == Obligation.AnswerHandOver ? handOvers : 1;
                // What is said again, as by an imported history, starts no clock that runs.
                if (open.Exists(one => one.Is(obligation, episode, sequence))) continue;
                var occasion = new Occasion(obligation, episode, sequence, fact);
                all.Add(occasion);
                open.Add(occasion);
            }
        }

        private void Finish(ClockEnd kind, ClockFact fact, params IReadOnlyList<Obligation> obligations)
        {
            foreach (var occasion in open.Where(occasion => obligations.Contains(occasion.Obligation))) occasion.Finish(kind, fact);
            open.RemoveAll(occasion => obligations.Contains(occasion.Obligation));
        }
    }
}
