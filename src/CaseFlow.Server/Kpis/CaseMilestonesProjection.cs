using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.FollowUps;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Kpis;

/// <summary>Keeps what each case reached, and counts it for every KPI that adds up over cases.</summary>
/// <param name="zone">Where months end.</param>
public sealed class CaseMilestonesProjection(ReportingZone zone) : IProjection
{
    private const string Counts = "caseflow_kpi_counts", Pairs = "caseflow_hand_over_counts";

    private readonly ProjectionTable<KpiCount> counts = new(Counts, Monthly(zone, Counts), "kpi", "month", "province", "city", "topic", "source");
    private readonly ProjectionTable<HandOverCount> pairs = new(Pairs, Monthly(zone, Pairs), "month", "province", "city", "asked_by", "department");

    /// <inheritdoc/>
    public string Name => KpiFigures.Projection;

    /// <inheritdoc/>
    public int Version => 2;

    /// <inheritdoc/>
    public IReadOnlyList<IProjectionTable> Tables => [CaseMilestone.Table, MilestoneCallback.Table, counts, pairs];

    /// <inheritdoc/>
    public IEnumerable<Subject> SubjectsOf(RecordedEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e.Data is CallbackScheduled scheduled ? [Subject.Of(scheduled.Complaint.Value)] : CaseOf(e) is { } id ? [Subject.Of(id)] : [];
    }

    /// <inheritdoc/>
    public bool IsOf(Subject subject, IProjectionTable table, RowKey key) => table != counts && table != pairs;

    /// <inheritdoc/>
    public async Task ProjectAsync(IReadOnlyList<RecordedEvent> events, ProjectionBatch batch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(batch);
        var callbacks = await batch.RowsAsync(MilestoneCallback.Table, events.Where(IsOfCallback).Select(e => new RowKey(e.Stream.Value)), cancellation);
        foreach (var e in events)
        {
            if (e.Data is CallbackScheduled scheduled) callbacks[new(e.Stream.Value)] = new(e.Stream.Value, scheduled.Complaint.Value);
        }

        var facts = events.Select(e => (Event: e, Case: e.Data is CallbackCompleted ? callbacks[new(e.Stream.Value)]?.Complaint : CaseOf(e))).Where(fact => fact.Case is not null).ToList();
        var keys = facts.Select(fact => new RowKey(fact.Case!.Value)).Distinct().ToList();
        var cases = await batch.RowsAsync(CaseMilestone.Table, keys, cancellation);
        var before = keys.Select(key => cases[key]).ToList();
        var handed = new List<(HandOverCount?, HandOverCount?)>();
        foreach (var (e, id) in facts)
        {
            var row = cases[new(id!.Value)] = Fold(cases[new(id.Value)], e);
            if (row is not null && e.Data is ComplaintHandedOver) handed.Add((null, HandOverCount.Of(row, handedOver: 1, bounced: 0)));
            if (row is not null && e.Data is HandOverRejected) handed.Add((null, HandOverCount.Of(row, handedOver: 0, bounced: 1)));
        }

        var changes = before.SelectMany(KpiCount.Of).Select(count => ((KpiCount?)count, (KpiCount?)null)).Concat(keys.SelectMany(key => KpiCount.Of(cases[key])).Select(count => ((KpiCount?)null, (KpiCount?)count)));
        await new Tally<KpiCount>(counts).ApplyAsync(batch, changes, cancellation);
        await new Tally<HandOverCount>(pairs).ApplyAsync(batch, handed, cancellation);
    }

    private static bool IsOfCallback(RecordedEvent e) => e.Data is CallbackScheduled or CallbackCompleted;

    private static Guid? CaseOf(RecordedEvent e) => e.Data switch
    {
        ComplaintRegistered or ComplaintReclassified or ComplaintAcknowledged or ComplaintEscalated or ComplaintResolved or ComplaintClosed or ComplaintReopened => e.Stream.Value,
        ComplaintHandedOver or HandOverAccepted or HandOverRejected => e.Stream.Value,
        ContactLinked linked => linked.Complaint.Value,
        ContactUnlinked unlinked => unlinked.Complaint.Value,
        _ => null,
    };

    private CaseMilestone? Fold(CaseMilestone? row, RecordedEvent e) => e.Data switch
    {
        ComplaintRegistered registered => new()
        {
            Complaint = registered.Complaint.Value,
            Kind = registered.Kind,
            Month = zone.MonthOf(e.Metadata.OccurredAt),
            Province = AccessScope.ProvinceOf(registered.Region),
            City = AccessScope.CityOf(registered.Region),
            Topic = registered.Topic.Code,
            Source = registered.Source.Code,
            RegisteredAt = e.Metadata.OccurredAt,
        },
        _ when row is null => null,
        ComplaintReclassified reclassified => row with { Kind = reclassified.Kind, Topic = reclassified.Topic.Code },
        ComplaintAcknowledged => row with { AcknowledgedAt = row.AcknowledgedAt ?? e.Metadata.OccurredAt },
        ComplaintResolved => row with { ResolvedAt = row.ResolvedAt ?? e.Metadata.OccurredAt },
        ComplaintClosed => row with { ClosedAt = row.ClosedAt ?? e.Metadata.OccurredAt },
        ComplaintEscalated => row with { Escalated = true },
        ComplaintReopened => row with { Reopened = true },
        ComplaintHandedOver asked => row with { HandedOver = row.HandedOver + 1, Asked = asked.Department.Code, AskedBy = row.Department },
        HandOverAccepted accepted => row with { Department = accepted.Department.Code },
        HandOverRejected => row with { Bounced = row.Bounced + 1 },
        ContactLinked => row with { Contacts = row.Contacts + 1 },
        ContactUnlinked => row with { Contacts = row.Contacts - 1 },
        CallbackCompleted { Result: not CallbackResult.Unreachable } completed => row with { CalledBack = row.CalledBack + 1, Satisfied = row.Satisfied + (completed.Result == CallbackResult.Satisfied ? 1 : 0) },
        _ => row,
    };

    private static string Monthly(ReportingZone zone, string table) => zone.Create(table, RowSecurity.Secured(table, ServerSchema.Sql($"{table}.sql"), RowsOf.Territory));
}
