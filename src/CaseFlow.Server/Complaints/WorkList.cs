using System.Globalization;
using CaseFlow.Complaints;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.Server.Platform.Web;
using Npgsql;

namespace CaseFlow.Server.Complaints;

/// <summary>A page of cases, and how many cases stand in each status.</summary>
/// <remarks>A page can be shorter than the limit and still have a <paramref name="Next"/>, see <see cref="Page{T}"/>.</remarks>
/// <param name="Items">The page.</param>
/// <param name="Total">How many cases all pages have.</param>
/// <param name="TotalIsAtLeast">Whether there may be more: under a filter, counting goes no further than about a thousand cases of each status.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
/// <param name="Counts">The cases in each status under the same territory and filter, whichever statuses are listed.</param>
/// <param name="CountsAtLeast">The statuses that may have more cases than their count says.</param>
public sealed record WorkListPage(
    IReadOnlyList<WorkListEntry> Items, long Total, bool TotalIsAtLeast, string? Next, IReadOnlyDictionary<ComplaintStatus, long> Counts, IReadOnlyList<ComplaintStatus> CountsAtLeast);

/// <summary>Which cases are there to work on?</summary>
public sealed class WorkList(ReadModels models, PersonalDataVault vault, TimeProvider clock)
{
    /// <summary>The projection's name.</summary>
    public const string Projection = "WorkList";

    /// <summary>A page of the list, of now or of a replay, in which a past time stands for the present.</summary>
    /// <exception cref="UnfitCursorException">The cursor is of another list.</exception>
    public async Task<ReadAnswer<WorkListPage>> AskAsync(
        AccessScope scope, WorkListFilter filter, WorkListSort sort, PageRequest page, Caller caller, CancellationToken cancellation, ReplayStatus? replay = null, DateTimeOffset? at = null)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(page);
        var now = at ?? clock.GetUtcNow();
        var list = new CountedList<WorkListRow, ComplaintStatus>(Order(sort), row => row.Status);
        var answer = await models.AskAsync(
            scope,
            Projection,
            async connection =>
            {
                var question = Question(await SizesAsync(connection, scope, filter, cancellation), scope, filter, sort, now);
                var (rows, counts) = await list.AskAsync(connection, question, page, Cursor.DigestOf(scope.ToString(), filter, sort), cancellation);
                var visible = await OtherCases.VisibleAsync(connection, scope, WorkListRow.Table, rows.Rows.Select(row => row.MergedInto), cancellation);
                return (Rows: rows, Counts: counts, Visible: visible);
            },
            cancellation,
            replay);

        var (rows, counts, visible) = answer.Data;
        var view = await PersonalView.OfAsync(caller, vault, rows.Rows.Select(row => CustomerId.From(row.Customer)), cancellation);
        var total = BoundedCount.Sum(filter.Listed.Distinct().Select(status => counts.GetValueOrDefault(status)));
        return new(answer.Position, answer.AsOf, new(
            [.. rows.Rows.Select(row => WorkListEntry.Of(row with { MergedInto = visible.Shown(row.MergedInto) }, view, now))],
            total.Count,
            total.IsAtLeast,
            rows.Next,
            new SortedDictionary<ComplaintStatus, long>(counts.ToDictionary(count => count.Key, count => count.Value.Count)),
            [.. counts.Where(count => count.Value.IsAtLeast).Select(count => count.Key)]));
    }

    /// <summary>How many cases each place has in each status, of some kinds and in somebody's hands.</summary>
    internal static async Task<List<CellSize<ComplaintStatus>>> SizesAsync(NpgsqlConnection connection, AccessScope scope, WorkListFilter filter, CancellationToken cancellation)
    {
        var where = new Conditions();
        scope.Narrow(where, ofCases: true);
        where.AddAny("kind", filter.Kinds);
        where.AddEqual("handler", filter.Handler);
        // The counters know no department; its cases tell where they are, and are counted like any filter's.
        var counts = filter.Handler is null ? WorkListCount.Table.Name : HandlerCount.Table.Name;
        var sizesSql = scope.Department is null
            ? $"select province, city, status, sum(cases)::bigint from {counts} {where} group by province, city, status"
            : $"select province, city, status, count(*) from (select province, city, status from {WorkListRow.Table.Name} {where} limit {where.Value(MostOfDepartment)}) cases group by province, city, status";
        await using var command = where.Command(connection, sizesSql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var sizes = new List<CellSize<ComplaintStatus>>();
        while (await reader.ReadAsync(cancellation))
            sizes.Add(new(reader.GetString(0), reader.GetString(1), Enum.Parse<ComplaintStatus>(reader.GetString(2)), reader.GetInt64(3)));
        return sizes;
    }

    private static ListQuestion<ComplaintStatus> Question(List<CellSize<ComplaintStatus>> sizes, AccessScope scope, WorkListFilter filter, WorkListSort sort, DateTimeOffset now)
    {
        var due = filter.Overdue is true ? filter.DueBefore is { } before && before < now ? before : now : filter.DueBefore;
        var waiting = filter.Overdue is true ? sizes.Where(size => WorkListFilter.Waiting.Contains(size.Status)).ToList() : sizes;
        return new()
        {
            Sizes = waiting,
            Listed = [.. filter.Listed.Intersect(Counted)],
            Counted = Counted,
            IsCounted = filter.IsCounted && scope.Department is null,
            Scope = scope,
            Lead = (sort, due, filter.Priorities.Count) switch
            {
                (WorkListSort.Due, { } end, _) => where => where.Add($"{DueColumn} < {where.Value(end.ToUniversalTime())}"),
                (WorkListSort.Priority, _, > 0) => where => where.Add(AmongUrgent(where, "urgency", filter)),
                _ => _ => { },
            },
            Filter = where =>
            {
                // Of the territory the cells are; a department's cases are picked out of them.
                if (scope.Department is { } department) where.Add($"{where.Value(department)} in (department, asked_department)");
                Narrow(where, filter, now);
            },
            Narrows = [.. Narrows(filter, sort, scope, sizes), .. due is { } bound ? [DueBefore(waiting, bound)] : Array.Empty<Narrow>()],
        };
    }

    /// <summary>So many cases of a department are looked at to find out where it has some.</summary>
    private const int MostOfDepartment = 20_000;

    private static readonly ComplaintStatus[] Counted = [.. Enum.GetValues<ComplaintStatus>().Where(status => status != ComplaintStatus.Unregistered)];

    /// <summary>What may pick out a few cases, by an index of its own each.</summary>
    private static IEnumerable<Narrow> Narrows(WorkListFilter filter, WorkListSort sort, AccessScope scope, List<CellSize<ComplaintStatus>> sizes)
    {
        if (filter.ExternalReference is { } reference) yield return Where(values => $"t.external_reference = {values.Value(reference)}");
        if (filter.Customer is { } customer) yield return Where(values => $"t.customer = {values.Value(customer)}");
        if (filter.Priorities.Count > 0) yield return new(values => Cells.ByPlaceAnd(sizes, AmongUrgent(values, "t.urgency", filter)), Order(WorkListSort.Priority).OrderBy);
        if (filter.Handler is { } handler) yield return new(values => Cells.ByPlaceAnd(sizes, $"t.handler = {values.Value(handler)}"), Order(HandlersOrder(sort)).OrderBy, InOrder: HandlersOrder(sort) == sort);
        if (filter.Topic is { } topic)
        {
            // In a city by an index of its own: row-level security passes over the cases of others before they are counted as looked at.
            yield return new(
                values => Conditions.Below("t.topic", values.Value(topic)) is var below && scope.City is not null ? Cells.ByPlaceAnd(sizes, below) : Cells.ByStatusAnd(Counted, below),
                "order by topic collate \"C\", complaint");
        }

        static Narrow Where(Func<Conditions, string> condition, string order = "complaint") => new(values => Cells.ByStatusAnd(Counted, condition(values)), $"order by {order}");
    }

    /// <summary>The order in which an index holds the cases of a handler: the list's own, where somebody looks at their own work.</summary>
    private static WorkListSort HandlersOrder(WorkListSort sort) => sort switch
    {
        WorkListSort.Newest or WorkListSort.Oldest or WorkListSort.Due => sort,
        WorkListSort.Level or WorkListSort.Activity or WorkListSort.Priority => WorkListSort.Newest,
    };

    /// <summary>The range of the index from the most urgent priority of a filter to its least urgent one.</summary>
    private static string AmongUrgent(Conditions values, string urgency, WorkListFilter filter) =>
        $"{urgency} >= {values.Value(WorkListRow.UrgencyFrom(filter.Priorities.Min()))} and {urgency} < {values.Value(WorkListRow.UrgencyFrom(filter.Priorities.Max() + 1))}";

    private static Narrow DueBefore(List<CellSize<ComplaintStatus>> sizes, DateTimeOffset end) =>
        new(values => Cells.ByPlaceAnd(sizes, $"{DueColumn} < {values.Value(end.ToUniversalTime())}"), Order(WorkListSort.Due).OrderBy);

    /// <summary>All of the filter but its statuses.</summary>
    internal static void Narrow(Conditions where, WorkListFilter filter, DateTimeOffset now)
    {
        where.AddAny("kind", filter.Kinds);
        where.AddAny("level", filter.Levels);
        where.AddAny("priority", filter.Priorities);
        where.AddBelow("topic", filter.Topic);
        where.AddEqual("handler", filter.Handler);
        where.AddEqual("customer", filter.Customer);
        where.AddEqual("channel", filter.Channel);
        where.AddEqual("source", filter.Source);
        where.AddEqual("external_reference", filter.ExternalReference);
        if (filter.Unassigned is { } unassigned) where.Add($"(handler is null) = {where.Value(unassigned)}");
        if (filter.Department is { } department) where.Add($"{where.Value(department)} in (department, asked_department)");
        if (filter.DueBefore is { } dueBefore) where.Add($"due_at < {where.Value(dueBefore.ToUniversalTime())}");
        if (filter.Overdue is { } overdue)
            where.Add($"coalesce(due_at < {where.Value(now.ToUniversalTime())} and status = any({where.Value(WorkListFilter.Waiting.Select(status => status.ToString()).ToArray())}), false) = {where.Value(overdue)}");
        if (filter.Repeat is { } repeat) where.Add($"(repeat_links > 0) = {where.Value(repeat)}");
        if (filter.Reopened is { } reopened) where.Add($"(episode > 1) = {where.Value(reopened)}");
        if (filter.DataFlag is { } flag) where.Add($"{where.Value(flag)} = any(data_flags)");
    }

    /// <summary>No coalesce: PostgreSQL holds it to leak, and so for no condition of an index where a policy stands in between.</summary>
    private const string DueColumn = $"(case when due_at is null then '{ListOrder<WorkListRow>.Never}' else due_at end)";

    private static ListOrder<WorkListRow> Order(WorkListSort sort) => sort switch
    {
        WorkListSort.Newest => By("registered_at", ascending: false, row => Iso.Time(row.RegisteredAt)),
        WorkListSort.Oldest => By("registered_at", ascending: true, row => Iso.Time(row.RegisteredAt)),
        WorkListSort.Due => By(DueColumn, ascending: true, row => row.DueAt is { } due ? Iso.Time(due) : ListOrder<WorkListRow>.Never),
        WorkListSort.Level => By("level_rank", ascending: false, row => row.LevelRank.ToString(CultureInfo.InvariantCulture)) with { Type = "integer" },
        WorkListSort.Priority => By("urgency", ascending: true, row => Iso.Number(row.Urgency)) with { Type = "bigint" },
        WorkListSort.Activity => By("last_activity_at", ascending: false, row => Iso.Time(row.LastActivityAt)),
    };

    private static ListOrder<WorkListRow> By(string column, bool ascending, Func<WorkListRow, string> key) =>
        new(WorkListRow.Table, column, "complaint", ascending, key, row => row.Complaint);
}
