using CaseFlow.Definitions;
using CaseFlow.EventStore;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Complaints;

/// <summary>A case that counts otherwise after a step.</summary>
/// <param name="Id">The case; its timeline has the facts.</param>
/// <param name="OccurredAt">When the customer complained.</param>
/// <param name="Before">What it counted as; null where it was not recorded yet.</param>
/// <param name="After">What it counts as.</param>
public sealed record CaseMove(Guid Id, DateTimeOffset OccurredAt, CaseJudgement? Before, CaseJudgement? After);

/// <summary>What a step did to a rate: which cases entered or left its numerator or denominator.</summary>
/// <param name="Numerator">By how much the numerator rose.</param>
/// <param name="Denominator">By how much the denominator rose.</param>
/// <param name="Moves">The cases.</param>
public sealed record RateEffect(long Numerator, long Denominator, IReadOnlyList<CaseMove> Moves);

/// <summary>Walks some customers' cases from one state to another, fact by fact, and tells what each fact does to a rate.</summary>
/// <remarks>It judges as the projection does, with the same functions, so that the effects add up to the difference of the rates.</remarks>
/// <param name="zone">Where months end.</param>
/// <param name="counts">Which cases the rate is of.</param>
/// <param name="rule">The rule that the state was judged under; null where none was published.</param>
/// <param name="topics">Today's tree, where the rate is told under it; null where it is told as recorded.</param>
public sealed class RateWalk(ReportingZone zone, Func<RepeatCase, bool> counts, RepeatRule? rule, TermList? topics)
{
    private readonly Dictionary<Guid, Dictionary<Guid, RepeatCase>> customers = [];
    private readonly Dictionary<Guid, Guid> customerOf = [];
    private readonly TopicTree tree = topics is null ? TopicTree.AsRecorded : TopicTree.Today;

    /// <summary>The rule that cases are judged under.</summary>
    public RepeatRule? Rule { get; private set; } = rule;

    /// <summary>Takes the state to begin with.</summary>
    public void Begin(IEnumerable<RepeatCase> cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        foreach (var one in cases)
            Put(one);
    }

    /// <summary>Takes a fact about a case.</summary>
    public RateEffect Take(RecordedEvent fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        var known = customerOf.TryGetValue(fact.Stream.Value, out var customer) ? customers[customer][fact.Stream.Value] : null;
        if (RepeatCase.After(known, fact, zone) is not { } after) return new(0, 0, []);
        return Judge(after.Customer, () => Put(after));
    }

    /// <summary>Judges all cases under another rule.</summary>
    public RateEffect Adopt(RepeatRule? next)
    {
        Rule = next;
        var effects = customers.Keys.ToList().ConvertAll(customer => Judge(customer, () => { }));
        return new(effects.Sum(effect => effect.Numerator), effects.Sum(effect => effect.Denominator), [.. effects.SelectMany(effect => effect.Moves)]);
    }

    private RateEffect Judge(Guid customer, Action change)
    {
        var before = customers.TryGetValue(customer, out var cases) ? new Dictionary<Guid, RepeatCase>(cases) : [];
        change();
        var now = customers[customer];
        foreach (var judged in RepeatCase.Judge(now.Values, Rule, topics).ToList())
            now[judged.Complaint] = judged;
        var moves = new List<CaseMove>();
        var (numerator, denominator) = (0L, 0L);
        foreach (var after in now.Values.OrderBy(one => one.OccurredAt).ThenBy(one => one.Position))
        {
            var (earlier, later) = (before.GetValueOrDefault(after.Complaint)?.Under(tree), after.Under(tree));
            var (was, becomes) = (Parts(earlier), Parts(later));
            if (was == becomes) continue;
            (numerator, denominator) = (numerator + becomes.Numerator - was.Numerator, denominator + becomes.Denominator - was.Denominator);
            moves.Add(new(after.Complaint, after.OccurredAt, CaseJudgement.Of(earlier), CaseJudgement.Of(later)));
        }

        return new(numerator, denominator, moves);
    }

    private (long Numerator, long Denominator) Parts(RepeatCase? one) => one is { Counted: true } && counts(one) ? (one.RepeatOf is null ? 0 : 1, 1) : (0, 0);

    private void Put(RepeatCase one)
    {
        if (!customers.TryGetValue(one.Customer, out var cases)) customers[one.Customer] = cases = [];
        cases[one.Complaint] = one;
        customerOf[one.Complaint] = one.Customer;
    }
}
