using System.Collections.Concurrent;
using CaseFlow.Access;
using CaseFlow.Clocks;
using CaseFlow.EventStore;
using CaseFlow.Server.Clocks;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Kpis.Items;

/// <summary>The clocks behind the clock compliance: each that stopped, told from the facts of its case under the rules of then.</summary>
/// <remarks>Cases are looked at by when something happened to them last, so many at once, and no more of them than <see cref="MostCases"/>.</remarks>
public sealed class ClockItems(ReadModels models, IEventStore store, ClockRuleBook book, ReplayDesk desk, ReportingZone zone) : IKpiItems
{
    /// <summary>How many cases one answer looks at.</summary>
    public const int MostCases = 20_000;

    private const int AtOnce = 1_000;

    /// <summary>Rules by their last publication, for to lay a calendar out takes long.</summary>
    private readonly ConcurrentDictionary<long, ClockRules> rulesOf = new();

    /// <inheritdoc/>
    public KpiDefinition Definition => KpiCatalogue.ClockCompliance;

    /// <inheritdoc/>
    public Permission Permission => Permission.ReadKpis;

    /// <inheritdoc/>
    public IReadOnlyList<string> Projections { get; } = [RunningClocks.Projection];

    /// <inheritdoc/>
    public decimal? Value(decimal numerator, decimal denominator, ItemsAsked asked) => KpiKey.Quotient(numerator, denominator, 100);

    /// <inheritdoc/>
    public async Task<ItemsRead> ReadAsync(Asker asker, ItemsAsked asked, ReplayPoint? point, string? after, int most, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(asker);
        ArgumentNullException.ThrowIfNull(asked);
        var replay = point is null ? null : await desk.ReadyAsync(RunningClocks.Projection, "", point, after: 0, asker.Caller.Actor, cancellation);
        var all = await book.RulesAsync(cancellation);
        var rules = replay is null ? all : Rules([.. all.Publications.Where(one => one.Position <= replay.Position)]);
        var looked = new HashSet<Guid>();
        var answer = await models.AskAsync(asker.Scope, RunningClocks.Projection, async connection =>
        {
            var (items, begin, end) = (new List<KpiItem>(), after, (string?)null);
            do
            {
                var where = Where(asker.Scope, asked, begin);
                var rows = await ClockCaseRow.Table.QueryAsync(
                    connection, $"select {ClockCaseRow.Table.ColumnList} from {ClockCaseRow.Table.Name} {where} order by moved_at, complaint limit {where.Value(AtOnce)}", where.Values, cancellation);
                foreach (var row in rows)
                {
                    looked.Add(row.Complaint);
                    items.AddRange(Items(row, rules).Where(item => asked.Has(item) && !(after?.StartsWith(PlaceOf(row), StringComparison.Ordinal) == true && string.CompareOrdinal(item.Place, after) <= 0)));
                }

                // Behind all clocks of the last case: none of them begins like this.
                end = rows.Count < AtOnce ? null : $"{PlaceOf(rows[^1])}~";
                begin = end;
            }
            while (end is not null && items.Count <= most && looked.Count < MostCases);
            if (items.Count > most)
            {
                items.RemoveRange(most, items.Count - most);
                end = items[^1].Place;
            }

            return (Items: items, End: end);
        }, cancellation, replay);
        return new(answer.Position, answer.AsOf, answer.Data.Items, answer.Data.End) { Looked = looked };
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RecordedEvent>> EventsAsync(KpiItem item, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(item);
        var events = await ClockedCase.EventsAsync(store, ComplaintId.From(item.Stream), AccessScope.All, cancellation);
        var calendars = await store.ReadStreamAsync(ClockRuleBook.CalendarsStream, cancellation: cancellation);
        var policies = await store.ReadStreamAsync(ClockRuleBook.PoliciesStream, cancellation: cancellation);
        return [.. events.Concat(calendars).Concat(policies).OrderBy(e => e.Position)];
    }

    /// <inheritdoc/>
    public KpiItem? Of(KpiItem item, ItemsAsked asked, IReadOnlyList<RecordedEvent> events)
    {
        ArgumentNullException.ThrowIfNull(item);
        var rules = Rules([.. events.Where(e => e.Data is CalendarEvent or ClockPolicyEvent).Select(ClockRuleBook.Of)]);
        var row = events.Where(e => e.Data is not (CalendarEvent or ClockPolicyEvent)).Aggregate((ClockCaseRow?)null, ClockCaseRow.Fold);
        return row is null ? null : Items(row, rules).FirstOrDefault(one => one.Key == item.Key);
    }

    private Conditions Where(AccessScope scope, ItemsAsked asked, string? begin)
    {
        var where = new Conditions();
        asked.Narrow(where, scope, ofCases: true);
        // A clock stops with a fact, and no fact is later than the last one.
        where.Add($"moved_at >= {where.Value(zone.Begin(asked.From))}");
        if (begin?.Split('|') is [var at, var complaint, ..] && Iso.TryTime(at) is { } moved && Guid.TryParse(complaint.TrimEnd('~'), out var id))
            where.Add($"(moved_at, complaint) {(begin.EndsWith('~') ? ">" : ">=")} ({where.Value(moved)}, {where.Value(id)})");
        else if (begin is not null) throw UnfitCursorException.Malformed;
        return where;
    }

    private ClockRules Rules(IReadOnlyList<RulePublication> publications) =>
        publications.Count == 0 ? ClockRules.None : rulesOf.GetOrAdd(publications[^1].Position, _ => new(publications, ClockRuleBook.Zone));

    private IEnumerable<KpiItem> Items(ClockCaseRow row, ClockRules rules)
    {
        var facts = row.Read();
        var clocks = CaseClocks.Of(facts, rules).Where(clock => clock.End == ClockEnd.Stopped).ToList();
        if (clocks.Count == 0) return [];
        var traits = ClockedCase.TraitsOf(facts);
        return clocks.Select(clock => new KpiItem
        {
            Key = FormattableString.Invariant($"{row.Complaint}|{clock.Obligation}|{clock.Episode}|{clock.Sequence}"),
            Kind = KpiItemKind.Clock,
            Stream = row.Complaint,
            Name = clock.Obligation.ToString(),
            At = clock.EndedAt,
            DueAt = clock.DueAt,
            Month = Iso.Month(zone.MonthOf(clock.EndedAt!.Value)),
            Region = AccessScope.Code(row.Province, row.City),
            Topic = traits.Topic,
            Source = traits.Source,
            Numerator = clock.EndedAt <= clock.DueAt ? 1 : 0,
            Denominator = 1,
            Place = FormattableString.Invariant($"{PlaceOf(row)}|{clock.Episode:0000}|{(int)clock.Obligation:00}|{clock.Sequence:0000}"),
        }).OrderBy(item => item.Place, StringComparer.Ordinal);
    }

    private static string PlaceOf(ClockCaseRow row) => $"{Iso.Time(row.MovedAt.ToUniversalTime())}|{row.Complaint}";
}
