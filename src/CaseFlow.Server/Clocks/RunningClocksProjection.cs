using CaseFlow.Clocks;
using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.FollowUps;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Clocks;

/// <summary>Keeps the clocks that run, and counts those that stopped. The rules come from the events too, so that the same events always come to the same clocks.</summary>
/// <remarks>
/// The clocks of a case are told anew from its facts whenever one is added: what they counted for before is taken away, what they count for now
/// is added. New rules that replan running clocks do so for every case that has one.
/// </remarks>
/// <param name="zone">Where months end.</param>
public sealed class RunningClocksProjection(ReportingZone zone) : IProjection
{
    private const int CasesAtOnce = 500;
    private static readonly Tally<RunningClockCount> Counts = new(RunningClockCount.Table);

    private readonly ProjectionTable<ClockComplianceCount> compliance = new(
        ClockCompliance.Counts,
        zone.Create(ClockCompliance.Counts, RowSecurity.Secured(ClockCompliance.Counts, ServerSchema.Sql($"{ClockCompliance.Counts}.sql"), RowsOf.Territory)),
        "month", "province", "city", "topic", "source", "clock");

    /// <summary>The rules that were read last; to lay a calendar out takes longer than to use it. One reference, for replays read them too.</summary>
    private ReadRules read = new("", ClockRules.None);

    /// <inheritdoc/>
    public string Name => RunningClocks.Projection;

    /// <inheritdoc/>
    public int Version => 3;

    /// <inheritdoc/>
    public IReadOnlyList<IProjectionTable> Tables => [ClockCaseRow.Table, RunningClockRow.Table, RunningClockCount.Table, compliance, ClockCallbackRow.Table, ClockRulesRow.Table];

    /// <inheritdoc/>
    public IEnumerable<Subject> SubjectsOf(RecordedEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e.Data switch
        {
            ComplaintEvent => [Subject.Of(e.Stream.Value)],
            CallbackScheduled scheduled => [Subject.Of(scheduled.Complaint.Value)],
            ClockEvent reached => [Subject.Of(reached.About().Complaint.Value)],
            CalendarEvent or ClockPolicyEvent => [Subject.All],
            _ => [],
        };
    }

    /// <inheritdoc/>
    public bool IsOf(Subject subject, IProjectionTable table, RowKey key) => table != RunningClockCount.Table && table != compliance;

    /// <inheritdoc/>
    public async Task ProjectAsync(IReadOnlyList<RecordedEvent> events, ProjectionBatch batch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(batch);
        var facts = new List<RecordedEvent>();
        foreach (var e in events)
        {
            if (IsFact(e)) facts.Add(e);
            if (e.Data is not (CalendarEvent or ClockPolicyEvent)) continue;
            await TakeAsync(facts, batch, cancellation);
            facts.Clear();
            await PublishAsync(ClockRuleBook.Of(e), batch, cancellation);
        }

        await TakeAsync(facts, batch, cancellation);
    }

    private static bool IsFact(RecordedEvent e) => e.Data switch
    {
        ComplaintAssigned or ComplaintClaimed or ComplaintReleased or CallbackScheduled or ClockEvent => true,
        ComplaintEvent or CallbackCompleted => ClockedCase.FactOf(e) is not null,
        _ => false,
    };

    private async Task TakeAsync(List<RecordedEvent> facts, ProjectionBatch batch, CancellationToken cancellation)
    {
        if (facts.Count == 0) return;
        var callbacks = await batch.RowsAsync(ClockCallbackRow.Table, facts.Where(e => e.Data is CallbackEvent).Select(e => new RowKey(e.Stream.Value)), cancellation);
        foreach (var e in facts)
        {
            if (e.Data is CallbackScheduled scheduled) callbacks[new(e.Stream.Value)] = new(e.Stream.Value, scheduled.Complaint.Value);
        }

        var byCase = facts.Where(e => e.Data is not CallbackScheduled).GroupBy(e => e.Data switch
        {
            CallbackEvent => callbacks[new(e.Stream.Value)]?.Complaint,
            ClockEvent reached => reached.About().Complaint.Value,
            _ => e.Stream.Value,
        }).Where(group => group.Key is not null).ToDictionary(group => group.Key!.Value, group => group.ToList());
        var cases = await batch.RowsAsync(ClockCaseRow.Table, byCase.Keys.Select(id => new RowKey(id)), cancellation);
        var rules = await RulesAsync(batch, cancellation);
        await TellAsync([.. byCase.Select(one => (cases[new(one.Key)], one.Value.Aggregate(cases[new(one.Key)], ClockCaseRow.Fold)))], rules, rules, batch, cancellation);
    }

    private async Task PublishAsync(RulePublication publication, ProjectionBatch batch, CancellationToken cancellation)
    {
        var before = await RulesAsync(batch, cancellation);
        var rows = await batch.RowsAsync(ClockRulesRow.Table, [ClockRulesRow.Key], cancellation);
        rows[ClockRulesRow.Key] = ClockRulesRow.With(rows[ClockRulesRow.Key], publication);
        var now = await RulesAsync(batch, cancellation);
        if (publication.Event is CalendarPublished { Running: RuleChange.FrozenAtStart } or ClockPolicyPublished { Running: RuleChange.FrozenAtStart }) return;
        await batch.SweepAsync(ClockCaseRow.Table, CasesAtOnce, page => TellAsync([.. page.Select(row => ((ClockCaseRow?)row, (ClockCaseRow?)row))], before, now, batch, cancellation), cancellation);
    }

    /// <summary>Tells the clocks of cases anew.</summary>
    private async Task TellAsync(IReadOnlyList<(ClockCaseRow? Before, ClockCaseRow? Now)> changes, ClockRules before, ClockRules now, ProjectionBatch batch, CancellationToken cancellation)
    {
        var told = changes.Where(change => change.Now is not null).Select(change => (change.Before, Then: Told.Of(change.Before, before), Now: Told.Of(change.Now, now)!)).ToList();
        var cases = await batch.RowsAsync(ClockCaseRow.Table, told.Select(one => new RowKey(one.Now.Case.Complaint)), cancellation);
        var clocks = await batch.RowsAsync(
            RunningClockRow.Table,
            told.SelectMany(one => (one.Before?.Running ?? []).Select(Guid.Parse).Concat(one.Now.Running.Select(row => row.Clock))).Distinct().Select(id => new RowKey(id)),
            cancellation);
        var counted = new List<(RunningClockCount?, RunningClockCount?)>();
        var complied = new List<(ClockComplianceCount?, ClockComplianceCount?)>();
        foreach (var (was, then, one) in told)
        {
            cases[new(one.Case.Complaint)] = one.Case;
            var running = one.Now(clocks, was);
            counted.AddRange(running.Select(change => (RunningClockCount.Of(change.Before), RunningClockCount.Of(change.Now))));
            foreach (var (key, row) in running.Select(change => (change.Key, change.Now))) clocks[key] = row;
            complied.AddRange(then?.Stopped(zone).Select(count => ((ClockComplianceCount?)count, (ClockComplianceCount?)null)) ?? []);
            complied.AddRange(one.Stopped(zone).Select(count => ((ClockComplianceCount?)null, (ClockComplianceCount?)count)));
        }

        await Counts.ApplyAsync(batch, counted, cancellation);
        await new Tally<ClockComplianceCount>(compliance).ApplyAsync(batch, complied, cancellation);
    }

    private async Task<ClockRules> RulesAsync(ProjectionBatch batch, CancellationToken cancellation)
    {
        var rows = await batch.RowsAsync(ClockRulesRow.Table, [ClockRulesRow.Key], cancellation);
        if (rows[ClockRulesRow.Key] is not { } row) return ClockRules.None;
        var last = read;
        if (last.Publications != row.Publications) read = last = new(row.Publications, ClockRulesRow.Read(row.Publications));
        return last.Rules;
    }

    private sealed record ReadRules(string Publications, ClockRules Rules);

    /// <summary>A case with its clocks.</summary>
    private sealed record Told(ClockCaseRow Case, CaseTraits Traits, IReadOnlyList<CaseClock> Clocks, IReadOnlyList<RunningClockRow> Running)
    {
        public static Told? Of(ClockCaseRow? row, ClockRules rules)
        {
            if (row is null) return null;
            var facts = row.Read();
            var clocks = CaseClocks.Of(facts, rules);
            var traits = ClockedCase.TraitsOf(facts);
            List<RunningClockRow> running = [.. clocks.Where(clock => clock.End is null && clock.Stretches[^1] is { Rule: not null, Halt: not ClockHalt.HandledElsewhere }).Select(clock => RunningClockRow.Of(row, traits, clock))];
            var region = new Region(row.Province, row.City.Length == 0 ? null : row.City);
            var owed = ClockMoments.Owed(ComplaintId.From(row.Complaint), region, clocks, row.Raised.Contains);
            return new(row with { Running = [.. running.Select(one => one.Clock.ToString())], OwedAt = owed is [var next, ..] ? next.ReachedAt : null }, traits, clocks, running);
        }

        /// <summary>What becomes of the rows of its clocks.</summary>
        public IReadOnlyList<(RowKey Key, RunningClockRow? Before, RunningClockRow? Now)> Now(RowSet<RunningClockRow> rows, ClockCaseRow? before) =>
        [
            .. (before?.Running ?? []).Select(Guid.Parse).Union(Running.Select(row => row.Clock))
                .Select(id => (new RowKey(id), rows[new(id)], Running.SingleOrDefault(row => row.Clock == id))),
        ];

        /// <summary>What its clocks that stopped count for, in the month in which they did.</summary>
        public IEnumerable<ClockComplianceCount> Stopped(ReportingZone zone) => Clocks.Where(clock => clock.End == ClockEnd.Stopped).Select(clock => new ClockComplianceCount
        {
            Month = zone.MonthOf(clock.EndedAt!.Value),
            Province = Case.Province,
            City = Case.City,
            Topic = Traits.Topic,
            Source = Traits.Source,
            Clock = clock.Obligation,
            Stopped = 1,
            InTime = clock.EndedAt <= clock.DueAt ? 1 : 0,
        });
    }
}
