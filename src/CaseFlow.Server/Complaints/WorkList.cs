using System.Globalization;
using CaseFlow.Complaints;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.Server.Platform.Web;
using Npgsql;

namespace CaseFlow.Server.Complaints;

/// <summary>A page of cases, and how many cases stand in each status.</summary>
/// <param name="Items">The page.</param>
/// <param name="Total">How many cases all pages have.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
/// <param name="Counts">The cases in each status under the same territory and filter, whichever statuses are listed.</param>
public sealed record WorkListPage(IReadOnlyList<WorkListEntry> Items, long Total, string? Next, IReadOnlyDictionary<ComplaintStatus, long> Counts);

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
        var answer = await models.AskAsync(
            Projection,
            async connection =>
            {
                var counts = await CountsAsync(connection, scope, filter, now, cancellation);
                var where = Where(scope, filter, now);
                where.AddAny("status", filter.Listed);
                var rows = await Order(sort).PageAsync(connection, where, page, Cursor.DigestOf(scope.ToString(), filter, sort), filter.Listed.Sum(status => counts.GetValueOrDefault(status)), cancellation);
                return (Counts: counts, Rows: rows);
            },
            cancellation);

        var (counts, rows) = answer.Data;
        var view = await PersonalView.OfAsync(caller, vault, rows.Items.Select(row => CustomerId.From(row.Customer)), cancellation);
        var shown = rows.Show(row => WorkListEntry.Of(row, view, now));
        return new(answer.Position, answer.AsOf, new(shown.Items, shown.Total, shown.Next, counts));
    }

    /// <summary>From the counters where they know, else from the rows.</summary>
    private static async Task<SortedDictionary<ComplaintStatus, long>> CountsAsync(NpgsqlConnection connection, RegionScope scope, WorkListFilter filter, DateTimeOffset now, CancellationToken cancellation)
    {
        var (where, sql) = (new Conditions(), "");
        if (filter.IsCounted)
        {
            scope.Narrow(where);
            where.AddAny("kind", filter.Kinds);
            sql = $"select status, sum(cases)::bigint from {WorkListCount.Table.Name} {where} group by status";
        }
        else
        {
            where = Where(scope, filter, now);
            sql = $"select status, count(*) from {WorkListRow.Table.Name} {where} group by status";
        }

        var counts = new SortedDictionary<ComplaintStatus, long>(
            Enum.GetValues<ComplaintStatus>().Where(status => status != ComplaintStatus.Unregistered).ToDictionary(status => status, _ => 0L));
        await using var command = where.Command(connection, sql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            counts[Enum.Parse<ComplaintStatus>(reader.GetString(0))] = reader.GetInt64(1);
        return counts;
    }

    /// <summary>The territory and all of the filter but its statuses.</summary>
    private static Conditions Where(RegionScope scope, WorkListFilter filter, DateTimeOffset now)
    {
        var where = new Conditions();
        scope.Narrow(where);
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
        return where;
    }

    private static ListOrder<WorkListRow> Order(WorkListSort sort) => sort switch
    {
        WorkListSort.Newest => By("registered_at", ascending: false, row => Iso.Time(row.RegisteredAt)),
        WorkListSort.Oldest => By("registered_at", ascending: true, row => Iso.Time(row.RegisteredAt)),
        WorkListSort.Due => By($"coalesce(due_at, '{ListOrder<WorkListRow>.Never}')", ascending: true, row => row.DueAt is { } due ? Iso.Time(due) : ListOrder<WorkListRow>.Never),
        WorkListSort.Level => By("level_rank", ascending: false, row => row.LevelRank.ToString(CultureInfo.InvariantCulture)) with { Type = "integer" },
        WorkListSort.Activity => By("last_activity_at", ascending: false, row => Iso.Time(row.LastActivityAt)),
    };

    private static ListOrder<WorkListRow> By(string column, bool ascending, Func<WorkListRow, string> key) =>
        new(WorkListRow.Table, column, "complaint", ascending, key, row => row.Complaint);
}
