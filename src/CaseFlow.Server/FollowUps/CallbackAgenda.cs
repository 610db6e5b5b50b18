using CaseFlow.FollowUps;
using CaseFlow.Server.PersonalData;
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

    /// <summary>Until when the asker sees name and number in clear; null when they are masked.</summary>
    public required DateTimeOffset? RevealedUntil { get; init; }
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
            CustomerName = view.ShowName(customer, row.CustomerName),
            ServiceNumber = view.ShowNumber(customer, row.ServiceNumber),
            RevealedUntil = view.RevealedUntil(customer),
            Region = AccessScope.Code(row.Province, row.City),
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
/// <remarks>A page can be shorter than the limit and still have a <paramref name="Next"/>, see <see cref="Page{T}"/>.</remarks>
/// <param name="Items">The page, the earliest due first.</param>
/// <param name="Total">How many callbacks all pages have.</param>
/// <param name="TotalIsAtLeast">Whether there may be more: under a filter, counting goes no further than about a thousand callbacks of each status.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
/// <param name="Counts">The callbacks in each status in which a call is to be made, and in those listed, under the same territory and filter.</param>
/// <param name="CountsAtLeast">The statuses that may have more callbacks than their count says.</param>
public sealed record CallbackAgendaPage(
    IReadOnlyList<CallbackAgendaEntry> Items, long Total, bool TotalIsAtLeast, string? Next, IReadOnlyDictionary<AgendaStatus, long> Counts, IReadOnlyList<AgendaStatus> CountsAtLeast);

/// <summary>Which callbacks are to be made, and by when?</summary>
public sealed class CallbackAgenda(ReadModels models, PersonalDataVault vault, RevealGrants grants)
{
    /// <summary>The projection's name.</summary>
    public const string Projection = "CallbackAgenda";

    /// <summary>A page of the agenda.</summary>
    /// <exception cref="UnfitCursorException">The cursor is of another list.</exception>
    public async Task<ReadAnswer<CallbackAgendaPage>> AskAsync(AccessScope scope, CallbackAgendaFilter filter, PageRequest page, Caller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(page);
        var answer = await models.AskAsync(
            scope,
            Projection,
            async connection => await List.AskAsync(
                connection, Question(await SizesAsync(connection, scope, cancellation), scope, filter), page, DigestOf(scope, filter), cancellation),
            cancellation);

        var (rows, counts) = answer.Data;
        ArgumentNullException.ThrowIfNull(caller);
        // Whom somebody has taken to call was revealed to them when they took the callback.
        var taken = rows.Rows.Where(row => row.Status == AgendaStatus.Taken && row.Agent == caller.Actor).Select(row => CustomerId.From(row.Customer));
        var view = await PersonalView.OfAsync(await grants.LookingAtAsync(taken, caller, cancellation), vault, rows.Rows.Select(row => CustomerId.From(row.Customer)), cancellation);
        var total = BoundedCount.Sum(filter.Listed.Distinct().Select(status => counts[status]));
        return new(answer.Position, answer.AsOf, new(
            [.. rows.Rows.Select(row => CallbackAgendaEntry.Of(row, view))],
            total.Count,
            total.IsAtLeast,
            rows.Next,
            new SortedDictionary<AgendaStatus, long>(counts.ToDictionary(count => count.Key, count => count.Value.Count)),
            [.. counts.Where(count => count.Value.IsAtLeast).Select(count => count.Key)]));
    }

    /// <summary>One callback; null when there is none in the territory.</summary>
    public async Task<ReadAnswer<CallbackAgendaEntry>?> FindAsync(AccessScope scope, CallbackId callback, Caller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var where = new Conditions();
        scope.Narrow(where);
        where.AddEqual<Guid>("callback", callback.Value);
        var sql = $"select {CallbackAgendaRow.Table.ColumnList} from {CallbackAgendaRow.Table.Name} {where}";
        var answer = await models.AskAsync(scope, Projection, connection => CallbackAgendaRow.Table.QueryAsync(connection, sql, where.Values, cancellation), cancellation);
        if (answer.Data is not [var row]) return null;
        var customer = CustomerId.From(row.Customer);
        var view = await PersonalView.OfAsync(await grants.LookingAtAsync(customer, caller, cancellation), vault, [customer], cancellation);
        return new(answer.Position, answer.AsOf, CallbackAgendaEntry.Of(row, view));
    }

    /// <summary>What cursors of the agenda are bound to.</summary>
    internal static string DigestOf(AccessScope scope, CallbackAgendaFilter filter) => Cursor.DigestOf(scope.ToString(), filter);

    private static async Task<List<CellSize<AgendaStatus>>> SizesAsync(NpgsqlConnection connection, AccessScope scope, CancellationToken cancellation)
    {
        var where = new Conditions();
        scope.Narrow(where);
        var rows = await CallbackCount.Table.QueryAsync(connection, $"select {CallbackCount.Table.ColumnList} from {CallbackCount.Table.Name} {where}", where.Values, cancellation);
        return [.. rows.Select(row => new CellSize<AgendaStatus>(row.Province, row.City, row.Status, row.Callbacks))];
    }

    private static ListQuestion<AgendaStatus> Question(List<CellSize<AgendaStatus>> sizes, AccessScope scope, CallbackAgendaFilter filter)
    {
        // Ended callbacks pile up for ever; they are counted only when they are asked for.
        var counted = CallbackAgendaFilter.Pending.Union(filter.Listed).ToList();
        return new()
        {
            Sizes = sizes,
            Listed = [.. filter.Listed.Distinct()],
            Counted = counted,
            IsCounted = filter is { Agent: null, DueBefore: null, Complaint: null, Customer: null },
            Scope = scope,
            Lead = where => DueBefore(where, filter),
            Filter = where =>
            {
                where.AddEqual("agent", filter.Agent);
                where.AddEqual("complaint", filter.Complaint);
                where.AddEqual("customer", filter.Customer);
                DueBefore(where, filter);
            },
            Narrows = [.. Narrows(filter, counted)],
        };
    }

    /// <summary>What may pick out a few callbacks, by an index of its own each.</summary>
    private static IEnumerable<Narrow> Narrows(CallbackAgendaFilter filter, List<AgendaStatus> counted)
    {
        if (filter.Complaint is { } complaint) yield return Where(values => $"t.complaint = {values.Value(complaint)}");
        if (filter.Customer is { } customer) yield return Where(values => $"t.customer = {values.Value(customer)}");
        if (filter.Agent is { } agent) yield return Where(values => $"t.agent = {values.Value(agent)}");

        Narrow Where(Func<Conditions, string> condition) => new(values => Cells.ByStatusAnd(counted, condition(values)), "order by callback");
    }

    private static void DueBefore(Conditions where, CallbackAgendaFilter filter)
    {
        if (filter.DueBefore is { } before) where.Add($"due_at < {where.Value(before.ToUniversalTime())}");
    }

    private static readonly CountedList<CallbackAgendaRow, AgendaStatus> List =
        new(new(CallbackAgendaRow.Table, "due_at", "callback", Ascending: true, row => Iso.Time(row.DueAt), row => row.Callback), row => row.Status);
}
