using CaseFlow.FollowUps;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.Server.Platform.Web;
using Npgsql;

namespace CaseFlow.Server.FollowUps;

/// <summary>Which callbacks are listed; what is left out narrows nothing, except that ended ones must be asked for.</summary>
public sealed record CallbackAgendaFilter
{
    public IReadOnlyList<AgendaStatus> Statuses { get; init; } = [];

    /// <summary>Who has taken it.</summary>
    public string? Agent { get; init; }
    public DateTimeOffset? DueBefore { get; init; }
    public Guid? Complaint { get; init; }
    public Guid? Customer { get; init; }

    /// <summary>The statuses that are listed: those asked for, else all in which a call is still to be made.</summary>
    public IReadOnlyList<AgendaStatus> Listed => Statuses.Count > 0 ? Statuses : Pending;

    /// <summary>The statuses in which a call is still to be made.</summary>
    public static IReadOnlyList<AgendaStatus> Pending { get; } = [AgendaStatus.Scheduled, AgendaStatus.Due, AgendaStatus.Raised, AgendaStatus.Taken];
}

/// <summary>A callback as the asker sees it. Its version is what a command takes as <c>If-Match</c>.</summary>
public sealed record CallbackAgendaEntry : IVersioned
{
    public required Guid Id { get; init; }
    public required Guid Complaint { get; init; }
    public required Guid Customer { get; init; }
    public required string? CustomerName { get; init; }
    public required string? ServiceNumber { get; init; }
    public required string Region { get; init; }
    public required int Episode { get; init; }
    public required AgendaStatus Status { get; init; }
    public required int Attempt { get; init; }
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>The zone by whose clock the customer is called.</summary>
    public required string Zone { get; init; }
    public required bool Raised { get; init; }
    public required string? Agent { get; init; }
    public required DateTimeOffset? LeaseEnds { get; init; }
    public required CallbackOutcome? LastOutcome { get; init; }
    public required DateTimeOffset? LastAttemptAt { get; init; }
    public required CallbackResult? Result { get; init; }
    public required CallbackCancellation? Cancellation { get; init; }
    public required long Version { get; init; }

    /// <summary>What a row says to whom the view is of.</summary>
    public static CallbackAgendaEntry Of(CallbackAgendaRow row, PersonalView view)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(view);
        var customer = CustomerId.From(row.Customer);
        return new()
        {
            Id = row.Callback,
            Complaint = row.Complaint,
            Customer = row.Customer,
            CustomerName = view.Show(customer, row.CustomerName),
            ServiceNumber = view.Show(customer, row.ServiceNumber),
            Region = RegionScope.Code(row.Province, row.City),
            Episode = row.Episode,
            Status = row.Status,
            Attempt = row.Attempt,
            DueAt = row.DueAt,
            Zone = row.Zone,
            Raised = row.Raised,
            Agent = row.Agent,
            LeaseEnds = row.LeaseEnds,
            LastOutcome = row.LastOutcome,
            LastAttemptAt = row.LastAttemptAt,
            Result = row.Result,
            Cancellation = row.Cancellation,
            Version = row.Version,
        };
    }
}

/// <summary>A page of callbacks, and how many stand in each status.</summary>
/// <param name="Items">The page, the earliest due first.</param>
/// <param name="Total">How many callbacks all pages have.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
/// <param name="Counts">The callbacks in each status in which a call is to be made, and in those listed, under the same territory and filter.</param>
public sealed record CallbackAgendaPage(IReadOnlyList<CallbackAgendaEntry> Items, long Total, string? Next, IReadOnlyDictionary<AgendaStatus, long> Counts);

/// <summary>Which callbacks are to be made, and by when?</summary>
public sealed class CallbackAgenda(ReadModels models, PersonalDataVault vault)
{
    /// <summary>The projection's name.</summary>
    public const string Projection = "CallbackAgenda";

    /// <summary>A page of the agenda.</summary>
    /// <exception cref="UnfitCursorException">The cursor is of another list.</exception>
    public async Task<ReadAnswer<CallbackAgendaPage>> AskAsync(RegionScope scope, CallbackAgendaFilter filter, PageRequest page, Caller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(page);
        var digest = Cursor.DigestOf(scope.ToString(), filter);
        var after = Read(page.Cursor, digest);
        var answer = await models.AskAsync(
            Projection,
            async connection => (Counts: await CountsAsync(connection, scope, filter, cancellation), Rows: await RowsAsync(connection, scope, filter, after, page.Limit, cancellation)),
            cancellation);

        var (counts, rows) = answer.Data;
        var shown = rows.Take(page.Limit).ToList();
        var view = await PersonalView.OfAsync(caller, vault, shown.Select(row => CustomerId.From(row.Customer)), cancellation);
        return new(answer.Position, answer.AsOf, new(
            [.. shown.Select(row => CallbackAgendaEntry.Of(row, view))],
            filter.Listed.Sum(status => counts[status]),
            rows.Count > page.Limit ? Cursor.Behind(digest, Iso.Time(shown[^1].DueAt), shown[^1].Callback.ToString()) : null,
            counts));
    }

    /// <summary>One callback; null when there is none in the territory.</summary>
    public async Task<ReadAnswer<CallbackAgendaEntry>?> FindAsync(RegionScope scope, CallbackId callback, Caller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var where = new Conditions();
        scope.Narrow(where);
        where.AddEqual<Guid>("callback", callback.Value);
        var answer = await models.AskAsync(Projection, connection => QueryAsync(connection, where, cancellation), cancellation);
        if (answer.Data is not [var row]) return null;
        var view = await PersonalView.OfAsync(caller, vault, [CustomerId.From(row.Customer)], cancellation);
        return new(answer.Position, answer.AsOf, CallbackAgendaEntry.Of(row, view));
    }

    private static Task<IReadOnlyList<CallbackAgendaRow>> RowsAsync(
        NpgsqlConnection connection, RegionScope scope, CallbackAgendaFilter filter, (DateTimeOffset Due, Guid Callback)? after, int limit, CancellationToken cancellation)
    {
        var where = Where(scope, filter, filter.Listed);
        if (after is var (due, callback)) where.Add($"(due_at, callback) > ({where.Value(due.ToUniversalTime())}, {where.Value(callback)})");
        return QueryAsync(connection, where, cancellation, $"order by due_at, callback limit {where.Value(limit + 1)}");
    }

    private static Task<IReadOnlyList<CallbackAgendaRow>> QueryAsync(NpgsqlConnection connection, Conditions where, CancellationToken cancellation, string order = "") =>
        CallbackAgendaRow.Table.QueryAsync(connection, $"select {CallbackAgendaRow.Table.ColumnList} from {CallbackAgendaRow.Table.Name} {where} {order}", where.Values, cancellation);

    private static async Task<SortedDictionary<AgendaStatus, long>> CountsAsync(NpgsqlConnection connection, RegionScope scope, CallbackAgendaFilter filter, CancellationToken cancellation)
    {
        // Ended callbacks pile up for ever; they are counted only when they are asked for.
        var counted = CallbackAgendaFilter.Pending.Union(filter.Listed).ToList();
        var counts = new SortedDictionary<AgendaStatus, long>(counted.ToDictionary(status => status, _ => 0L));
        var where = Where(scope, filter, counted);
        await using var command = where.Command(connection, $"select status, count(*) from {CallbackAgendaRow.Table.Name} {where} group by status");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            counts[Enum.Parse<AgendaStatus>(reader.GetString(0))] = reader.GetInt64(1);
        return counts;
    }

    private static Conditions Where(RegionScope scope, CallbackAgendaFilter filter, IReadOnlyCollection<AgendaStatus> statuses)
    {
        var where = new Conditions();
        scope.Narrow(where);
        where.AddAny("status", statuses);
        where.AddEqual("agent", filter.Agent);
        where.AddEqual("complaint", filter.Complaint);
        where.AddEqual("customer", filter.Customer);
        if (filter.DueBefore is { } before) where.Add($"due_at < {where.Value(before.ToUniversalTime())}");
        return where;
    }

    private static (DateTimeOffset Due, Guid Callback)? Read(string? cursor, string digest)
    {
        if (Cursor.Read(cursor, digest, parts: 2) is not [var due, var callback]) return null;
        return Iso.TryTime(due) is { } at && Guid.TryParse(callback, out var id) ? (at, id) : throw UnfitCursorException.Malformed;
    }
}
