using System.Text.Json;
using System.Text.Json.Serialization;
using CaseFlow.Complaints;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.Server.Platform.Web;
using Npgsql;

namespace CaseFlow.Server.Audit;

/// <summary>What became of a case in the work list between two times.</summary>
public enum ListMove
{
    /// <summary>It was not in a queue before and is now.</summary>
    Appeared,

    /// <summary>It was in a queue and has left every one: merged or withdrawn.</summary>
    Went,

    /// <summary>It is in a queue as before, and differs.</summary>
    Moved,

    /// <summary>It is outside of every queue as before, and differs.</summary>
    Elsewhere,
}

/// <summary>What differs in the work list between two times.</summary>
/// <param name="From">The earlier point.</param>
/// <param name="To">The later point.</param>
/// <param name="CountsFrom">How many cases stood in each status.</param>
/// <param name="CountsTo">How many cases stand in each status.</param>
/// <param name="Cases">The cases that differ, page by page.</param>
public sealed record WorkListDifference(Moment From, Moment To, IReadOnlyDictionary<ComplaintStatus, long> CountsFrom, IReadOnlyDictionary<ComplaintStatus, long> CountsTo, Page<MovedCase> Cases);

/// <summary>A case that differs.</summary>
/// <param name="Id">The case.</param>
/// <param name="Move">What became of it in the list.</param>
/// <param name="From">As it stood; null where it was not recorded yet.</param>
/// <param name="To">As it stands.</param>
/// <param name="Fields">The fields of the two that differ.</param>
/// <param name="Events">The case's own events in between, the first ones.</param>
/// <param name="EventsTotal">How many there are.</param>
public sealed record MovedCase(Guid Id, ListMove Move, WorkListEntry? From, WorkListEntry? To, IReadOnlyList<string> Fields, IReadOnlyList<EventReference> Events, long EventsTotal);

/// <summary>Which cases appeared in the work list, left it or moved in it, and which events did it?</summary>
public sealed class WorkListDifferences(ReadModels models, WorkListAsOf list, PersonalDataVault vault, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Rows = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Converters = { new JsonStringEnumConverter() } };

    /// <summary>The difference; null when a replay is dropped meanwhile.</summary>
    /// <exception cref="ReplayUnavailableException">A replay is not ready in time, or failed.</exception>
    /// <exception cref="UnfitCursorException">The cursor is of another list.</exception>
    public async Task<ReadAnswer<WorkListDifference>?> AskAsync(AccessScope scope, TwoTimes times, PageRequest page, Caller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(times);
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(caller);
        var digest = Cursor.DigestOf("work-list-difference", $"{scope}", $"{times.From.AsOf:O}", $"{times.To?.AsOf:O}");
        var behind = Cursor.Read(page.Cursor, digest, parts: 1)?[0];
        if (await list.ReadyAsync(times.From, caller.Actor, cancellation) is not { } from) return null;
        var to = times.To is null ? null : await list.ReadyAsync(times.To, caller.Actor, cancellation);
        if (times.To is not null && to is null) return null;
        return await models.CompareAsync(scope, WorkList.Projection, from, to, async snapshot =>
        {
            var counts = new List<SortedDictionary<ComplaintStatus, long>>();
            foreach (var side in snapshot.Sides)
                counts.Add((await snapshot.AskAsync(side, connection => CountsAsync(connection, scope, cancellation), cancellation)).Data);
            var rows = await RowsAsync(snapshot, scope, page.Limit, behind, cancellation);
            var pairs = rows.Rows.Select(row => (Row: row, From: Read(row.Replay), To: Read(row.Against))).ToList();
            var view = await PersonalView.OfAsync(caller, vault, pairs.Select(pair => CustomerId.From((pair.From ?? pair.To)!.Customer)), cancellation);
            var (then, now) = (times.From.AsOf ?? from.RecordedAt ?? clock.GetUtcNow(), times.To?.AsOf ?? clock.GetUtcNow());
            var cases = pairs.Select(pair => Moved(pair.Row, pair.From, pair.To, view, then, now)).ToList();
            var (left, right) = (snapshot.Sides[0], snapshot.Sides[1]);
            return new ReadAnswer<WorkListDifference>(right.Position, right.AsOf, new(
                new(left.Position, left.AsOf),
                new(right.Position, right.AsOf),
                counts[0],
                counts[1],
                new(cases, rows.Total, TotalIsAtLeast: false, rows.Next is null ? null : Cursor.Behind(digest, rows.Next))));
        }, cancellation);
    }

    private static MovedCase Moved(RowDifference row, WorkListRow? from, WorkListRow? to, PersonalView view, DateTimeOffset then, DateTimeOffset now)
    {
        bool Queued(WorkListRow? one) => one is not null && WorkListFilter.Queued.Contains(one.Status);
        var move = (Queued(from), Queued(to)) switch
        {
            (false, true) => ListMove.Appeared,
            (true, false) => ListMove.Went,
            (true, true) => ListMove.Moved,
            (false, false) => ListMove.Elsewhere,
        };
        return new(
            (to ?? from)!.Complaint, move, from is null ? null : WorkListEntry.Of(from, view, then), to is null ? null : WorkListEntry.Of(to, view, now),
            [.. Differing(row)], row.Events, row.EventsTotal);
    }

    /// <summary>The columns that differ, as the entries name them, without those that every event moves.</summary>
    private static IEnumerable<string> Differing(RowDifference row)
    {
        if (row.Replay is null || row.Against is null) yield break;
        using var before = JsonDocument.Parse(row.Replay);
        using var after = JsonDocument.Parse(row.Against);
        foreach (var column in after.RootElement.EnumerateObject().Where(column => column.Name is not ("version" or "last_activity_at" or "level_rank" or "status_before_merge" or "origins" or "urgency")))
        {
            if (!JsonElement.DeepEquals(column.Value, before.RootElement.GetProperty(column.Name)))
                yield return JsonNamingPolicy.CamelCase.ConvertName(string.Concat(column.Name.Split('_').Select(part => char.ToUpperInvariant(part[0]) + part[1..])));
        }
    }

    private static async Task<RowDifferencePage> RowsAsync(ReadSnapshot snapshot, AccessScope scope, int limit, string? behind, CancellationToken cancellation)
    {
        var where = new Conditions();
        scope.Narrow(where);
        try
        {
            var page = await RowDifferences.PageAsync(snapshot.Connection, new(WorkListRow.Table.Name, snapshot.Sides[1].Schema, snapshot.Sides[0].Schema)
            {
                Where = where.All,
                Values = where.Values,
                Limit = limit,
                After = behind,
            }, cancellation);
            var stretch = new EventStretch(snapshot.Sides.Min(side => side.Position), snapshot.Sides.Max(side => side.Position)) { Columns = ["complaint"] };
            return page with { Rows = await RowDifferences.WithEventsAsync(snapshot.Connection, page.Rows, stretch, cancellation) };
        }
        catch (ArgumentException) when (behind is not null)
        {
            throw UnfitCursorException.Malformed;
        }
    }

    private static async Task<SortedDictionary<ComplaintStatus, long>> CountsAsync(NpgsqlConnection connection, AccessScope scope, CancellationToken cancellation)
    {
        var where = new Conditions();
        scope.Narrow(where);
        await using var command = where.Command(connection, $"select status, sum(cases)::bigint from {WorkListCount.Table.Name} {where} group by status");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var counts = new SortedDictionary<ComplaintStatus, long>();
        while (await reader.ReadAsync(cancellation))
            counts[Enum.Parse<ComplaintStatus>(reader.GetString(0))] = reader.GetInt64(1);
        return counts;
    }

    private static WorkListRow? Read(string? row) => row is null ? null : JsonSerializer.Deserialize<WorkListRow>(row, Rows);
}
