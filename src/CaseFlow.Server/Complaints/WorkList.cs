using System.Globalization;
using CaseFlow.Complaints;
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

    /// <summary>A page of the list.</summary>
    /// <exception cref="UnfitCursorException">The cursor is of another list.</exception>
    public async Task<ReadAnswer<WorkListPage>> AskAsync(
        RegionScope scope, WorkListFilter filter, WorkListSort sort, PageRequest page, Caller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(page);
        var now = clock.GetUtcNow();
        var list = new CountedList<WorkListRow, ComplaintStatus>(Order(sort), row => row.Status);
        var answer = await models.AskAsync(
            Projection,
            async connection =>
            {
                var question = Question(await SizesAsync(connection, scope, filter, cancellation), scope, filter, sort, now);
                return await list.AskAsync(connection, question, page, Cursor.DigestOf(scope.ToString(), filter, sort), cancellation);
            },
            cancellation);

        var (rows, counts) = answer.Data;
        var view = await PersonalView.OfAsync(caller, vault, rows.Rows.Select(row => CustomerId.From(row.Customer)), cancellation);
        var total = BoundedCount.Sum(filter.Listed.Distinct().Select(status => counts.GetValueOrDefault(status)));
        return new(answer.Position, answer.AsOf, new(
            [.. rows.Rows.Select(row => WorkListEntry.Of(row, view, now))],
            total.Count,
            total.IsAtLeast,
            rows.Next,
            new SortedDictionary<ComplaintStatus, long>(counts.ToDictionary(count => count.Key, count => count.Value.Count)),
            [.. counts.Where(count => count.Value.IsAtLeast).Select(count => count.Key)]));
    }

    private static async Task<List<CellSize<ComplaintStatus>>> SizesAsync(NpgsqlConnection connection, RegionScope scope, WorkListFilter filter, CancellationToken cancellation)
    {
        var where = new Conditions();
        scope.Narrow(where);
        where.AddAny("kind", filter.Kinds);
        await using var command = where.Command(connection, $"select province, city, status, sum(cases)::bigint from {WorkListCount.Table.Name} {where} group by province, city, status");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var sizes = new List<CellSize<ComplaintStatus>>();
        while (await reader.ReadAsync(cancellation))
            sizes.Add(new(reader.GetString(0), reader.GetString(1), Enum.Parse<ComplaintStatus>(reader.GetString(2)), reader.GetInt64(3)));
        return sizes;
    }

    private static ListQuestion<ComplaintStatus> Question(List<CellSize<ComplaintStatus>> sizes, RegionScope scope, WorkListFilter filter, WorkListSort sort, DateTimeOffset now)
    {
        var due = filter.Overdue is true ? filter.DueBefore is { } before && before < now ? before : now : filter.DueBefore;
        var waiting = filter.Overdue is true ? sizes.Where(size => WorkListFilter.Waiting.Contains(size.Status)).ToList() : sizes;
        return new()
        {
            Sizes = waiting,
            Listed = [.. filter.Listed.Intersect(Counted)],
            Counted = Counted,
            IsCounted = filter.IsCounted,
            Scope = scope,
            Lead = due is { } end && sort == WorkListSort.Due ? where => where.Add($"{DueColumn} < {where.Value(end.ToUniversalTime())}") : _ => { },
            Filter = where => Narrow(where, filter, now),
            Narrows = [.. Narrows(filter), .. due is { } bound ? [DueBefore(waiting, bound)] : Array.Empty<Narrow>()],
        };
    }

    private static readonly ComplaintStatus[] Counted = [.. Enum.GetValues<ComplaintStatus>().Where(status => status != ComplaintStatus.Unregistered)];

    /// <summary>What may pick out a few cases, by an index of its own each.</summary>
    private static IEnumerable<Narrow> Narrows(WorkListFilter filter)
    {
        if (filter.ExternalReference is { } reference) yield return Where(values => $"t.external_reference = {values.Value(reference)}");
        if (filter.Customer is { } customer) yield return Where(values => $"t.customer = {values.Value(customer)}");
        if (filter.Handler is { } handler) yield return Where(values => $"t.handler = {values.Value(handler)}");
        if (filter.Topic is { } topic) yield return Where(values => Conditions.Below("t.topic", values.Value(topic)), "topic collate \"C\", complaint");

        static Narrow Where(Func<Conditions, string> condition, string order = "complaint") => new(values => Cells.ByStatusAnd(Counted, condition(values)), $"order by {order}");
    }

    private static Narrow DueBefore(List<CellSize<ComplaintStatus>> sizes, DateTimeOffset end) =>
        new(values => Cells.ByPlaceAnd(sizes, $"{DueColumn} < {values.Value(end.ToUniversalTime())}"), Order(WorkListSort.Due).OrderBy);

    /// <summary>All of the filter but its statuses.</summary>
    private static void Narrow(Conditions where, WorkListFilter filter, DateTimeOffset now)
    {
        where.AddAny("kind", filter.Kinds);
        where.AddAny("level", filter.Levels);
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

    private const string DueColumn = $"coalesce(due_at, '{ListOrder<WorkListRow>.Never}')";

    private static ListOrder<WorkListRow> Order(WorkListSort sort) => sort switch
    {
        WorkListSort.Newest => By("registered_at", ascending: false, row => Iso.Time(row.RegisteredAt)),
        WorkListSort.Oldest => By("registered_at", ascending: true, row => Iso.Time(row.RegisteredAt)),
        WorkListSort.Due => By(DueColumn, ascending: true, row => row.DueAt is { } due ? Iso.Time(due) : ListOrder<WorkListRow>.Never),
        WorkListSort.Level => By("level_rank", ascending: false, row => row.LevelRank.ToString(CultureInfo.InvariantCulture)) with { Type = "integer" },
        WorkListSort.Activity => By("last_activity_at", ascending: false, row => Iso.Time(row.LastActivityAt)),
    };

    private static ListOrder<WorkListRow> By(string column, bool ascending, Func<WorkListRow, string> key) =>
        new(WorkListRow.Table, column, "complaint", ascending, key, row => row.Complaint);
}
