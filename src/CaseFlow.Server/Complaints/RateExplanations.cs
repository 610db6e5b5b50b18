using System.Text.Json;
using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Complaints;

/// <summary>What lies between two rates, step by step.</summary>
/// <param name="Before">The one that counts fewer events.</param>
/// <param name="After">The other one.</param>
/// <param name="BeforeValue">Its rate and counts.</param>
/// <param name="AfterValue">Those of the other.</param>
/// <param name="From">The first month.</param>
/// <param name="To">The last month.</param>
/// <param name="Steps">What happened in between and did something to the rate: the first <see cref="MostSteps"/>, in the order of positions, the rule at the end.</param>
/// <param name="StepsTotal">How many steps there are.</param>
/// <param name="UnexplainedNumerator">What is left of the numerators' difference; 0 unless more than <see cref="MostCases"/> cases differ.</param>
/// <param name="UnexplainedDenominator">What is left of the denominators'.</param>
public sealed record RateExplanation(
    RatesSide Before, RatesSide After, RateValue BeforeValue, RateValue AfterValue, string From, string To, IReadOnlyList<RateStep> Steps, int StepsTotal, long UnexplainedNumerator, long UnexplainedDenominator)
{
    /// <summary>How many steps are told.</summary>
    public const int MostSteps = 500;

    /// <summary>How many cases of a step are told.</summary>
    public const int MostMoves = 20;

    /// <summary>Of how many differing cases the steps are walked.</summary>
    public const int MostCases = 2_000;
}

/// <summary>Why a step was taken.</summary>
public enum RateStepCause
{
    /// <summary>An event was recorded.</summary>
    Event,

    /// <summary>An event was recorded on a case of the same customer outside of the territory.</summary>
    EventElsewhere,

    /// <summary>The two rates are of different rules.</summary>
    Rule,
}

/// <summary>Something that did something to the rate.</summary>
/// <param name="Cause">Why.</param>
/// <param name="Event">The event; null for the rule, and for one outside of the territory.</param>
/// <param name="OccurredAt">When it happened, which may lie long before it was recorded; null where there is no event to tell of.</param>
/// <param name="Numerator">By how much the numerator rose.</param>
/// <param name="Denominator">By how much the denominator rose.</param>
/// <param name="Then">The rate after it.</param>
/// <param name="Cases">The cases that entered or left: the first <see cref="RateExplanation.MostMoves"/>.</param>
/// <param name="CasesTotal">How many there are.</param>
public sealed record RateStep(RateStepCause Cause, EventReference? Event, DateTimeOffset? OccurredAt, long Numerator, long Denominator, RateValue Then, IReadOnlyList<CaseMove> Cases, int CasesTotal);

/// <summary>Why do two repeat-complaint rates differ?</summary>
/// <remarks>
/// Cases of other territories decide whether a case repeats one, so that the walk sees all cases of a customer whose cases differ; what it
/// tells are the cases of the asker's territory, and of events elsewhere that there was one.
/// </remarks>
public sealed class RateExplanations(ReadModels models, RepeatComplaintRates rates, ReplayDesk desk, IEventStore store, ReportingZone zone)
{
    private const int PageSize = 500;

    private static readonly string[] Facts = [.. new[] { typeof(ComplaintRegistered), typeof(ComplaintReclassified), typeof(RepeatLinkRejected) }.Select(EventTypes.NameOf)];

    private static readonly string CasesSql = $"select {RepeatCase.Table.ColumnList} from {RepeatCase.Table.Name} where customer = any($1)";

    /// <summary>What the walk begins with, and the facts that it takes.</summary>
    private sealed record Way(IReadOnlyList<RepeatCase> Before, IReadOnlyList<RepeatCase> After, IReadOnlyList<RecordedEvent> Facts);

    /// <summary>The explanation; null when one of the replays is not there.</summary>
    /// <exception cref="ReplayUnavailableException">A replay is not ready in time, or failed.</exception>
    public async Task<ReadAnswer<RateExplanation>?> AskAsync(AccessScope scope, KpiQuestion question, Guid first, Guid second, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(question);
        if (await FindAsync(first, cancellation) is not { } one || await FindAsync(second, cancellation) is not { } other) return null;
        var (earlier, later) = one.Position <= other.Position ? (one, other) : (other, one);
        var topics = RepeatReplay.Read(earlier.Definition).Topics;
        if (topics?.Version != RepeatReplay.Read(later.Definition).Topics?.Version)
            throw new ReplayUnavailableException(ProblemCodes.InvalidRequest, "second is told under another tree of topics than first; compare both under one.") { Field = "second" };
        question = question with { Tree = topics is null ? TopicTree.AsRecorded : TopicTree.Today };
        var (before, after) = (await SideAsync(scope, question, earlier, cancellation), await SideAsync(scope, question, later, cancellation));
        var way = await models.CompareAsync(AccessScope.All, RepeatComplaintRates.Projection, later, earlier, snapshot => WayAsync(snapshot, scope, question, cancellation), cancellation);
        bool IsSeen(RepeatCase one) => (scope.Province is null || one.Province == scope.Province) && (scope.City is null || one.City == scope.City) && scope.Department is null;
        var walk = new RateWalk(zone, one => one.Month >= question.From && one.Month <= question.To && IsSeen(one), before.Side.Rule, topics);
        walk.Begin(way.Before);
        var seen = way.Before.Concat(way.After).Where(IsSeen).Select(one => one.Complaint).ToHashSet();
        var steps = Steps(walk, way, before, after, seen);
        return new(later.Position, later.RecordedAt, new(
            before.Side,
            after.Side,
            before.Value,
            after.Value,
            Iso.Month(question.From),
            Iso.Month(question.To),
            [.. steps.Take(RateExplanation.MostSteps)],
            steps.Count,
            after.Value.Numerator - before.Value.Numerator - steps.Sum(step => step.Numerator),
            after.Value.Denominator - before.Value.Denominator - steps.Sum(step => step.Denominator)));
    }

    private static List<RateStep> Steps(RateWalk walk, Way way, (RatesSide Side, RateValue Value) before, (RatesSide Side, RateValue Value) after, HashSet<Guid> seen)
    {
        var steps = new List<RateStep>();
        var (numerator, denominator) = (before.Value.Numerator, before.Value.Denominator);
        foreach (var fact in way.Facts)
        {
            var published = fact.Data as RepeatRulePublished;
            var effect = published is null ? walk.Take(fact) : walk.Adopt(before.Side.Change?.Of(published.Rule) ?? published.Rule);
            if (effect.Moves.Count == 0) continue;
            var isSeen = published is not null || seen.Contains(fact.Stream.Value);
            Add(isSeen ? RateStepCause.Event : RateStepCause.EventElsewhere, isSeen ? fact : null, effect);
        }

        if (!Same(walk.Rule, after.Side.Rule)) Add(RateStepCause.Rule, null, walk.Adopt(after.Side.Rule));
        return steps;

        void Add(RateStepCause cause, RecordedEvent? fact, RateEffect effect)
        {
            (numerator, denominator) = (numerator + effect.Numerator, denominator + effect.Denominator);
            var then = RateValue.Of(new RepeatRate(KpiKey.Total, [numerator, denominator], walk.Rule?.Unit ?? 1))!;
            steps.Add(new(
                cause, fact is null ? null : new(fact.Position, fact.Id, fact.Type, fact.Stream.Value, fact.RecordedAt), fact?.Metadata.OccurredAt, effect.Numerator, effect.Denominator, then,
                [.. effect.Moves.Take(RateExplanation.MostMoves).Select(move => move with { Before = Shown(move.Before, seen), After = Shown(move.After, seen) })], effect.Moves.Count));
        }
    }

    /// <summary>Rules that count alike; which version they are does not matter.</summary>
    private static bool Same(RepeatRule? one, RepeatRule? other) =>
        one is null ? other is null : other is not null && (one.WindowDays, one.TopicLevel, one.Unit) == (other.WindowDays, other.TopicLevel, other.Unit) && one.Kinds.Order().SequenceEqual(other.Kinds.Order());

    private static CaseJudgement? Shown(CaseJudgement? judged, HashSet<Guid> seen) => judged?.RepeatOf is { } earlier && !seen.Contains(earlier) ? judged with { RepeatOf = null } : judged;

    private async Task<ReplayStatus?> FindAsync(Guid id, CancellationToken cancellation) =>
        await desk.ReadyAsync(id, cancellation) is { Projection: RepeatComplaintRates.Projection } replay ? replay : null;

    private async Task<(RatesSide Side, RateValue Value)> SideAsync(AccessScope scope, KpiQuestion question, ReplayStatus replay, CancellationToken cancellation)
    {
        var told = await rates.AskAsync(scope, question with { By = [] }, cancellation, replay);
        return (RatesSide.Of(new(replay, replay.Schema, replay.Position, replay.RecordedAt), told.Data), RateValue.Of(told.Data.Total)!);
    }

    /// <summary>The customers whose cases differ within the territory and the months; their cases on both sides; and what was recorded of these in between.</summary>
    private async Task<Way> WayAsync(ReadSnapshot snapshot, AccessScope scope, KpiQuestion question, CancellationToken cancellation)
    {
        var customers = await CustomersAsync(snapshot, scope, question, cancellation);
        var sides = new List<IReadOnlyList<RepeatCase>>();
        foreach (var side in snapshot.Sides)
            sides.Add((await snapshot.AskAsync(side, connection => RepeatCase.Table.QueryAsync(connection, CasesSql, [customers], cancellation), cancellation)).Data);
        var (after, before) = (sides[0], sides[1]);
        var stretch = new EventStretch(snapshot.Sides[1].Position, snapshot.Sides[0].Position) { Types = Facts, Columns = ["complaint"] };
        RowDifference[] rows = [.. after.Select(one => new RowDifference("[]", JsonSerializer.Serialize(new { complaint = one.Complaint }), null))];
        var named = await RowDifferences.WithEventsAsync(snapshot.Connection, rows, stretch, cancellation);
        var facts = new List<RecordedEvent>();
        foreach (var stream in named.Zip(after).Where(pair => pair.First.EventsTotal > 0).Select(pair => pair.Second.Complaint))
            facts.AddRange((await store.ReadStreamAsync(stream, cancellation: cancellation)).Where(e => Facts.Contains(e.Type) && IsBetween(e)));
        facts.AddRange((await store.ReadStreamAsync(DefinitionBook.PoliciesStream, cancellation: cancellation)).Where(e => e.Data is RepeatRulePublished && IsBetween(e)));
        return new(before, after, [.. facts.OrderBy(e => e.Position)]);

        bool IsBetween(RecordedEvent e) => e.Position > stretch.After && e.Position <= stretch.UpTo;
    }

    private static async Task<Guid[]> CustomersAsync(ReadSnapshot snapshot, AccessScope scope, KpiQuestion question, CancellationToken cancellation)
    {
        var where = new Conditions();
        scope.Narrow(where);
        where.Add($"month between {where.Value(question.From)} and {where.Value(question.To)}");
        var customers = new HashSet<Guid>();
        var (next, looked) = ((string?)null, 0);
        do
        {
            var page = await RowDifferences.PageAsync(snapshot.Connection, new(RepeatCase.Table.Name, snapshot.Sides[1].Schema, snapshot.Sides[0].Schema)
            {
                Where = where.All, Values = where.Values, Counting = "counted", Comparing = RepeatCase.ColumnsUnder(question.Tree), Limit = PageSize, After = next,
            }, cancellation);
            foreach (var row in page.Rows)
                customers.Add(JsonDocument.Parse((row.Replay ?? row.Against)!).RootElement.GetProperty("customer").GetGuid());
            (next, looked) = (page.Next, looked + page.Rows.Count);
        }
        while (next is not null && looked < RateExplanation.MostCases);
        return [.. customers];
    }
}
