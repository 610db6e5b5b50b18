using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.FollowUps;
using CaseFlow.Kpis;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Kpis;

/// <summary>Keeps what each case reached, and counts it for every KPI that adds up over cases, under the version of its definition that tells the case's month.</summary>
/// <remarks>
/// The definitions come from the events too, so that the same events always come to the same numbers. A version that counts other
/// cases than the one before visits the cases page by page, and moves the counters of its own KPI and of its own months alone.
/// </remarks>
/// <param name="zone">Where months end.</param>
/// <param name="replay">What if one version told all months of its KPI? Null for the versions as they were published.</param>
public sealed class CaseMilestonesProjection(ReportingZone zone, KpiReplay? replay = null) : IProjection
{
    private const int CasesAtOnce = 1_000;

    private const string Counts = "caseflow_kpi_counts", Pairs = "caseflow_hand_over_counts";

    private readonly ProjectionTable<KpiCount> counts = new(Counts, Monthly(zone, Counts), "kpi", "month", "province", "city", "topic", "source");
    private readonly ProjectionTable<HandOverCount> pairs = new(Pairs, Monthly(zone, Pairs), "month", "province", "city", "asked_by", "department");

    /// <inheritdoc/>
    public string Name => KpiFigures.Projection;

    /// <inheritdoc/>
    public int Version => 4;

    /// <inheritdoc/>
    public IReadOnlyList<IProjectionTable> Tables => [CaseMilestone.Table, MilestoneCallback.Table, KpiDefinitionRow.Table, counts, pairs];

    /// <inheritdoc/>
    public IEnumerable<Subject> SubjectsOf(RecordedEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e.Data switch
        {
            CallbackScheduled scheduled => [Subject.Of(scheduled.Complaint.Value)],
            KpiDefinitionPublished => [Subject.All],
            _ => CaseOf(e) is { } id ? [Subject.Of(id)] : [],
        };
    }

    /// <inheritdoc/>
    public bool IsOf(Subject subject, IProjectionTable table, RowKey key) => table != counts && table != pairs;

    /// <inheritdoc/>
    public async Task ProjectAsync(IReadOnlyList<RecordedEvent> events, ProjectionBatch batch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(batch);
        var facts = new List<RecordedEvent>();
        foreach (var e in events)
        {
            if (e.Data is KpiDefinitionPublished published)
            {
                await CountAsync(facts, batch, cancellation);
                facts.Clear();
                await PublishAsync(published, batch, cancellation);
            }
            else if (IsOfCallback(e) || CaseOf(e) is not null)
            {
                facts.Add(e);
            }
        }

        await CountAsync(facts, batch, cancellation);
    }

    private async Task CountAsync(List<RecordedEvent> events, ProjectionBatch batch, CancellationToken cancellation)
    {
        if (events.Count == 0) return;
        var callbacks = await batch.RowsAsync(MilestoneCallback.Table, events.Where(IsOfCallback).Select(e => new RowKey(e.Stream.Value)), cancellation);
        foreach (var e in events)
        {
            if (e.Data is CallbackScheduled scheduled) callbacks[new(e.Stream.Value)] = new(e.Stream.Value, scheduled.Complaint.Value);
        }

        var facts = events.Select(e => (Event: e, Case: e.Data is CallbackCompleted ? callbacks[new(e.Stream.Value)]?.Complaint : CaseOf(e))).Where(fact => fact.Case is not null).ToList();
        var keys = facts.Select(fact => new RowKey(fact.Case!.Value)).Distinct().ToList();
        var cases = await batch.RowsAsync(CaseMilestone.Table, keys, cancellation);
        var before = keys.Select(key => cases[key]).ToList();
        foreach (var (e, id) in facts)
            cases[new(id!.Value)] = CaseMilestone.Fold(cases[new(id.Value)], e, zone);

        var counting = await CountingAsync(batch, cancellation);
        var changes = before.SelectMany(one => KpiCount.Of(one, counting)).Select(count => ((KpiCount?)count, (KpiCount?)null))
            .Concat(keys.SelectMany(key => KpiCount.Of(cases[key], counting)).Select(count => ((KpiCount?)null, (KpiCount?)count)));
        await new Tally<KpiCount>(counts).ApplyAsync(batch, changes, cancellation);
        var handed = before.SelectMany(one => HandOverCount.Of(one, counting)).Select(count => ((HandOverCount?)count, (HandOverCount?)null))
            .Concat(keys.SelectMany(key => HandOverCount.Of(cases[key], counting)).Select(count => ((HandOverCount?)null, (HandOverCount?)count)));
        await new Tally<HandOverCount>(pairs).ApplyAsync(batch, handed, cancellation);
    }

    private async Task PublishAsync(KpiDefinitionPublished published, ProjectionBatch batch, CancellationToken cancellation)
    {
        // What does not add up over cases is counted elsewhere.
        if (CaseKpis.Find(published.Kpi) is not { } kpi) return;
        var before = await CountingAsync(batch, cancellation);
        var rows = await batch.RowsAsync(KpiDefinitionRow.Table, [new(published.Kpi)], cancellation);
        rows[new(published.Kpi)] = KpiDefinitionRow.With(rows[new(published.Kpi)], published);
        var now = await CountingAsync(batch, cancellation);
        if (now.CountsAlike(before, kpi, published.ValidFrom)) return;
        await batch.SweepAsync(
            CaseMilestone.Table,
            CasesAtOnce,
            page => RecountAsync([.. page.Where(one => published.ValidFrom is null || one.Month >= published.ValidFrom)]),
            cancellation);

        async Task RecountAsync(IReadOnlyList<CaseMilestone> told)
        {
            await new Tally<KpiCount>(counts).ApplyAsync(batch, told.Select(one => (KpiCount.Of(one, kpi, before), KpiCount.Of(one, kpi, now))), cancellation);
            if (kpi != CaseKpis.HandOverBounces) return;
            await new Tally<HandOverCount>(pairs).ApplyAsync(
                batch,
                told.SelectMany(one => HandOverCount.Of(one, before).Select(count => ((HandOverCount?)count, (HandOverCount?)null)).Concat(HandOverCount.Of(one, now).Select(count => ((HandOverCount?)null, (HandOverCount?)count)))),
                cancellation);
        }
    }

    private async Task<KpiCounting> CountingAsync(ProjectionBatch batch, CancellationToken cancellation)
    {
        var rows = await batch.RowsAsync(KpiDefinitionRow.Table, CaseKpis.All.Select(kpi => new RowKey(kpi.Definition.Id)), cancellation);
        return new(CaseKpis.All.Select(kpi => rows[new(kpi.Definition.Id)]).OfType<KpiDefinitionRow>(), replay);
    }

    private static bool IsOfCallback(RecordedEvent e) => e.Data is CallbackScheduled or CallbackCompleted;

    private static Guid? CaseOf(RecordedEvent e) => e.Data switch
    {
        ComplaintRegistered or ComplaintReclassified or ComplaintAcknowledged or ComplaintEscalated or ComplaintResolved or ComplaintClosed or ComplaintReopened or ComplaintWithdrawn or ComplaintMerged or ComplaintUnmerged => e.Stream.Value,
        ComplaintHandedOver or HandOverAccepted or HandOverRejected => e.Stream.Value,
        ContactLinked linked => linked.Complaint.Value,
        ContactUnlinked unlinked => unlinked.Complaint.Value,
        _ => null,
    };

    private static string Monthly(ReportingZone zone, string table) => zone.Create(table, RowSecurity.Secured(table, ServerSchema.Sql($"{table}.sql"), RowsOf.Territory));
}
