using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Complaints;

/// <summary>Counts repeat complaints. The rule comes from the events too, so that the same events always come to the same rates.</summary>
/// <remarks>
/// A case that was made earlier, or is of another topic than it seemed, changes whether later ones are repeats. So all cases
/// of its customer are judged anew, and what each counted for before and counts for now moves the counters.
/// </remarks>
/// <param name="zone">Where months end.</param>
/// <param name="replay">What if the rules that were published were others, or the topics today's all along? Null for both as they are.</param>
public sealed class RepeatComplaintRatesProjection(ReportingZone zone, RepeatReplay? replay = null) : IProjection
{
    private const int CustomersAtOnce = 500;

    private readonly ProjectionTable<RepeatCount> counts = CountsTable(zone);

    /// <summary>The counters, in months of a zone.</summary>
    public static ProjectionTable<RepeatCount> CountsTable(ReportingZone zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return new("caseflow_repeat_counts", zone.Create("caseflow_repeat_counts", RowSecurity.Secured("caseflow_repeat_counts", ServerSchema.Sql("caseflow_repeat_counts.sql"), RowsOf.Territory)), "month", "province", "city", "topic", "source");
    }

    /// <inheritdoc/>
    public string Name => RepeatComplaintRates.Projection;

    /// <inheritdoc/>
    public int Version => 3;

    /// <inheritdoc/>
    public IReadOnlyList<IProjectionTable> Tables => [RepeatCase.Table, RepeatCustomer.Table, RepeatRuleRow.Table, RepeatTopicsRow.Table, counts];

    /// <inheritdoc/>
    public IEnumerable<Subject> SubjectsOf(RecordedEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e.Data switch
        {
            ComplaintRegistered registered => [Subject.Of(registered.Customer.Customer.Value)],
            RepeatRulePublished or TermListPublished { List: TermLists.Topics } => [Subject.All],
            _ => [],
        };
    }

    /// <inheritdoc/>
    public bool IsOf(Subject subject, IProjectionTable table, RowKey key) => table != counts;

    /// <inheritdoc/>
    public async Task ProjectAsync(IReadOnlyList<RecordedEvent> events, ProjectionBatch batch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(batch);
        var facts = new List<RecordedEvent>();
        foreach (var e in events)
        {
            if (e.Data is ComplaintRegistered or ComplaintReclassified or RepeatLinkRejected) facts.Add(e);
            if (e.Data is not (RepeatRulePublished or TermListPublished { List: TermLists.Topics })) continue;
            await CountAsync(facts, batch, cancellation);
            facts.Clear();
            await PublishAsync(e.Data, batch, cancellation);
        }

        await CountAsync(facts, batch, cancellation);
    }

    private async Task PublishAsync(object published, ProjectionBatch batch, CancellationToken cancellation)
    {
        var before = await JudgementAsync(batch, cancellation);
        var rules = await batch.RowsAsync(RepeatRuleRow.Table, [new(RepeatRuleRow.InForce)], cancellation);
        var topics = await batch.RowsAsync(RepeatTopicsRow.Table, [RepeatTopicsRow.Key], cancellation);
        if (published is RepeatRulePublished rule) rules[new(RepeatRuleRow.InForce)] = RepeatRuleRow.Of(replay?.Change.Of(rule.Rule) ?? rule.Rule);
        if (published is TermListPublished list) topics[RepeatTopicsRow.Key] = RepeatTopicsRow.Of(list);
        var now = await JudgementAsync(batch, cancellation);
        // New names and new topics move no case; a move does, unless a replay has its tree from the first event on.
        if (published is TermListPublished && (replay?.Topics is not null || (before.Topics is null && now.Topics is null))) return;
        await batch.SweepAsync(
            RepeatCustomer.Table,
            CustomersAtOnce,
            async page =>
            {
                var ids = page.SelectMany(customer => customer.Complaints).Select(Guid.Parse).ToList();
                var cases = await batch.RowsAsync(RepeatCase.Table, ids.Select(id => new RowKey(id)), cancellation);
                await JudgeAsync(ids.ToDictionary(id => id, id => cases[new(id)]), cases, now, batch, cancellation);
            },
            cancellation);
    }

    private async Task CountAsync(List<RecordedEvent> facts, ProjectionBatch batch, CancellationToken cancellation)
    {
        if (facts.Count == 0) return;
        var cases = await batch.RowsAsync(RepeatCase.Table, facts.Select(e => new RowKey(e.Stream.Value)), cancellation);
        var customers = await batch.RowsAsync(RepeatCustomer.Table, CustomersOf(facts, cases), cancellation);
        await batch.RowsAsync(RepeatCase.Table, CustomersOf(facts, cases).SelectMany(key => customers[key]?.Complaints ?? []).Select(id => new RowKey(Guid.Parse(id))), cancellation);

        var before = CustomersOf(facts, cases).SelectMany(key => customers[key]?.Complaints ?? []).Select(Guid.Parse).ToDictionary(id => id, id => cases[new(id)]);
        foreach (var e in facts)
        {
            var key = new RowKey(e.Stream.Value);
            cases[key] = RepeatCase.After(cases[key], e, zone);
            if (e.Data is not ComplaintRegistered registered || !before.TryAdd(e.Stream.Value, null)) continue;
            var customer = new RowKey(registered.Customer.Customer.Value);
            customers[customer] = new() { Customer = registered.Customer.Customer.Value, Complaints = [.. customers[customer]?.Complaints ?? [], e.Stream.Value.ToString()] };
        }

        await JudgeAsync(before, cases, await JudgementAsync(batch, cancellation), batch, cancellation);
    }

    private async Task<RepeatJudgement> JudgementAsync(ProjectionBatch batch, CancellationToken cancellation)
    {
        var rules = await batch.RowsAsync(RepeatRuleRow.Table, [new(RepeatRuleRow.InForce)], cancellation);
        var topics = await batch.RowsAsync(RepeatTopicsRow.Table, [RepeatTopicsRow.Key], cancellation);
        return new(rules[new(RepeatRuleRow.InForce)]?.Rule, replay?.Topics ?? topics[RepeatTopicsRow.Key]?.List());
    }

    /// <summary>The customers of the events: a registration names its own, any other event that of its case.</summary>
    private static List<RowKey> CustomersOf(List<RecordedEvent> facts, RowSet<RepeatCase> cases) =>
        [.. facts.Select(e => e.Data is ComplaintRegistered registered ? registered.Customer.Customer.Value : cases[new(e.Stream.Value)]?.Customer).OfType<Guid>().Distinct().Select(id => new RowKey(id))];

    private async Task JudgeAsync(Dictionary<Guid, RepeatCase?> before, RowSet<RepeatCase> cases, RepeatJudgement now, ProjectionBatch batch, CancellationToken cancellation)
    {
        foreach (var customer in before.Keys.Select(id => cases[new(id)]).OfType<RepeatCase>().GroupBy(one => one.Customer).ToList())
        {
            foreach (var judged in RepeatCase.Judge(customer, now.Rule, now.Topics))
                cases[new(judged.Complaint)] = judged;
        }

        await new Tally<RepeatCount>(counts).ApplyAsync(batch, before.Select(one => (RepeatCount.Of(one.Value), RepeatCount.Of(cases[new(one.Key)]))), cancellation);
    }
}
