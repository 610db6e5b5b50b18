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
        var digest = Cursor.DigestOf(scope.ToString(), filter, sort);
        var order = Order.Of(sort);
        var after = order.Read(page.Cursor, digest);
        var answer = await models.AskAsync(
            Projection,
            async connection => (Counts: await CountsAsync(connection, scope, filter, now, cancellation), Rows: await RowsAsync(connection, scope, filter, order, after, page.Limit, now, cancellation)),
            cancellation);

        var (counts, rows) = answer.Data;
        var shown = rows.Take(page.Limit).ToList();
        var view = await PersonalView.OfAsync(caller, vault, shown.Select(row => CustomerId.From(row.Customer)), cancellation);
        return new(answer.Position, answer.AsOf, new(
            [.. shown.Select(row => WorkListEntry.Of(row, view, now))],
            filter.Listed.Sum(status => counts.GetValueOrDefault(status)),
            rows.Count > page.Limit ? Cursor.Behind(digest, order.KeyOf(shown[^1]), shown[^1].Complaint.ToString()) : null,
            counts));
    }

    private static Task<IReadOnlyList<WorkListRow>> RowsAsync(
        NpgsqlConnection connection, RegionScope scope, WorkListFilter filter, Order order, (string Key, Guid Complaint)? after, int limit, DateTimeOffset now, CancellationToken cancellation)
    {
        var where = Where(scope, filter, now);
        where.AddAny("status", filter.Listed);
        if (after is var (key, complaint))
            where.Add($"({order.Column}, complaint) {order.Beyond} ({where.Value(key)}::{order.Type}, {where.Value(complaint)})");
        var sql = $"select {WorkListRow.Table.ColumnList} from {WorkListRow.Table.Name} {where} order by {order.Column} {order.Direction}, complaint {order.Direction} limit {where.Value(limit + 1)}";
        return WorkListRow.Table.QueryAsync(connection, sql, where.Values, cancellation);
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

    /// <summary>An order: by a column, then by the case, so that no two rows are equal.</summary>
    private sealed record Order(string Column, string Type, bool Ascending, Func<WorkListRow, string> KeyOf)
    {
        private const string Never = "infinity";

        public string Direction => Ascending ? "asc" : "desc";

        public string Beyond => Ascending ? ">" : "<";

        public static Order Of(WorkListSort sort) => sort switch
        {
            WorkListSort.Newest => new("registered_at", "timestamptz", Ascending: false, row => Iso.Time(row.RegisteredAt)),
            WorkListSort.Oldest => new("registered_at", "timestamptz", Ascending: true, row => Iso.Time(row.RegisteredAt)),
            WorkListSort.Due => new($"coalesce(due_at, '{Never}')", "timestamptz", Ascending: true, row => row.DueAt is { } due ? Iso.Time(due) : Never),
            WorkListSort.Level => new("level_rank", "integer", Ascending: false, row => row.LevelRank.ToString(CultureInfo.InvariantCulture)),
            WorkListSort.Activity => new("last_activity_at", "timestamptz", Ascending: false, row => Iso.Time(row.LastActivityAt)),
        };

        public (string Key, Guid Complaint)? Read(string? cursor, string digest)
        {
            if (Cursor.Read(cursor, digest, parts: 2) is not [var key, var id]) return null;
            var fits = Type == "integer" ? int.TryParse(key, CultureInfo.InvariantCulture, out _) : key == Never || Iso.TryTime(key) is not null;
            return fits && Guid.TryParse(id, out var complaint) ? (key, complaint) : throw UnfitCursorException.Malformed;
        }
    }
}
