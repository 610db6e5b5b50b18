using CaseFlow.Reminders;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.PersonalData;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.Server.Platform.Web;
using Npgsql;

namespace CaseFlow.Server.Reminders;

/// <summary>Which reminders are listed; what is left out narrows nothing.</summary>
public sealed record ReminderFilter
{
    public IReadOnlyList<ReminderStatus> Statuses { get; init; } = [];
    public string? Touchpoint { get; init; }
    public string? Plan { get; init; }
    public string? Template { get; init; }
    public int? TemplateVersion { get; init; }
    public Guid? Customer { get; init; }
    public Guid? Trigger { get; init; }

    /// <summary>Whether a complaint follows it.</summary>
    public bool? Followed { get; init; }
}

/// <summary>What are customers reminded of, and what became of it?</summary>
public sealed class ReminderList(ReadModels models, ReminderBook book, PersonalDataVault vault, RevealGrants grants)
{
    /// <summary>The projection's name.</summary>
    public const string Projection = "Reminders";

    private const int MostOfCustomer = 100;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20), Patience = TimeSpan.FromSeconds(20);

    private static readonly ListOrder<ReminderRow> Latest = new(ReminderRow.Table, "due_at", "reminder", Ascending: false, row => Iso.Time(row.DueAt), row => row.Reminder);

    /// <summary>A page of reminders, the latest due first.</summary>
    /// <exception cref="UnfitCursorException">The cursor is of another list.</exception>
    public async Task<ReadAnswer<Page<ReminderEntry>>> AskAsync(AccessScope scope, ReminderFilter filter, PageRequest page, Caller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(filter);
        var answer = await models.AskAsync(
            scope,
            Projection,
            async connection =>
            {
                void Lead(Conditions where)
                {
                    if (filter.Customer is { } customer) where.AddEqual<Guid>("customer", customer);
                    else if (filter.Trigger is { } trigger) where.AddEqual<Guid>("trigger", trigger);
                    else if (filter.Followed == true) where.Add("followed");
                    // The policy of the rows holds before a look ends, so that what a look passes over must be of the territory already.
                    else if (scope.Province is not null) scope.Narrow(where);
                    else if (filter.Statuses is [var status]) where.AddEqual("status", status.ToString());
                }

                void Narrow(Conditions where)
                {
                    scope.Narrow(where);
                    where.AddAny("status", filter.Statuses);
                    where.AddEqual("touchpoint", filter.Touchpoint);
                    where.AddEqual("plan", filter.Plan);
                    where.AddEqual("template", filter.Template);
                    where.AddEqual("template_version", filter.TemplateVersion);
                    where.AddEqual("customer", filter.Customer);
                    where.AddEqual("trigger", filter.Trigger);
                    where.AddEqual("followed", filter.Followed);
                }

                var rows = await Latest.PageAsync(connection, Latest.Along(Lead), Narrow, page, Cursor.DigestOf("reminders", scope.ToString(), filter), cancellation);
                var total = await Latest.CountAsync(connection, Lead, Narrow, cancellation);
                return (Rows: rows, Total: total, Beside: await BesideAsync(connection, scope, rows.Rows, cancellation));
            },
            cancellation);
        var entries = await ShowAsync(answer.Data.Rows.Rows, answer.Data.Beside, caller, cancellation);
        return new(answer.Position, answer.AsOf, new(entries, answer.Data.Total.Count, answer.Data.Total.IsAtLeast, answer.Data.Rows.Next));
    }

    /// <summary>One reminder; null when there is none in the territory.</summary>
    public async Task<ReadAnswer<ReminderEntry>?> FindAsync(AccessScope scope, ReminderId reminder, Caller caller, CancellationToken cancellation)
    {
        var where = new Conditions();
        where.AddEqual<Guid>("reminder", reminder.Value);
        return await RowsAsync(scope, where, caller, cancellation) is { Data: [var found] } answer ? new(answer.Position, answer.AsOf, found) : null;
    }

    /// <summary>The reminders that follow from a trigger, in their order; null when there are none in the territory.</summary>
    public async Task<ReadAnswer<IReadOnlyList<ReminderEntry>>?> OfTriggerAsync(AccessScope scope, ReminderTriggerId trigger, Caller caller, CancellationToken cancellation)
    {
        var where = new Conditions();
        where.AddEqual<Guid>("trigger", trigger.Value);
        var answer = await RowsAsync(scope, where, caller, cancellation);
        return answer.Data.Count == 0 ? null : new(answer.Position, answer.AsOf, [.. answer.Data.OrderBy(entry => entry.Sequence)]);
    }

    /// <summary>The reminders of a customer that a complaint of a moment follows.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="at">When the complaint was made.</param>
    /// <param name="position">The event that must be counted.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    public Task<IReadOnlyList<ReminderId>> FollowedAsync(CustomerId customer, DateTimeOffset at, long position, CancellationToken cancellation)
    {
        var where = new Conditions();
        where.AddEqual<Guid>("customer", customer.Value);
        where.Add($"counts_from <= {where.Value(at.ToUniversalTime())}");
        where.Add($"counts_from > {where.Value((at - ReminderDecisions.Window).ToUniversalTime())}");
        where.Add($"status <> {where.Value(nameof(ReminderStatus.Dropped))}");
        return IdsAsync(where, position, cancellation);
    }

    /// <summary>The reminders of a customer that were not sent yet.</summary>
    /// <param name="customer">Whose.</param>
    /// <param name="position">The event that must be counted.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    public Task<IReadOnlyList<ReminderId>> PendingOfAsync(CustomerId customer, long position, CancellationToken cancellation)
    {
        var where = new Conditions();
        where.AddEqual<Guid>("customer", customer.Value);
        where.AddEqual("status", nameof(ReminderStatus.Planned));
        return IdsAsync(where, position, cancellation);
    }

    /// <summary>The triggers of some rows, by their ids.</summary>
    internal static async Task<IReadOnlyDictionary<Guid, ReminderTriggerRow>> TriggersAsync(NpgsqlConnection connection, IEnumerable<ReminderRow> rows, CancellationToken cancellation)
    {
        var table = ReminderTriggerRow.Table;
        var found = await table.QueryAsync(connection, $"select {table.ColumnList} from {table.Name} where trigger = any($1)", [rows.Select(row => row.Trigger).Distinct().ToArray()], cancellation);
        return found.ToDictionary(row => row.Trigger);
    }

    /// <summary>Asks when the event is counted. Who follows events cannot ask the engine to wait, which runs them.</summary>
    private async Task<IReadOnlyList<ReminderId>> IdsAsync(Conditions where, long position, CancellationToken cancellation)
    {
        for (var waited = TimeSpan.Zero; ; waited += Look)
        {
            var answer = await models.AskAsync(
                AccessScope.All,
                Projection,
                connection => ReminderRow.Table.QueryAsync(connection, $"select {ReminderRow.Table.ColumnList} from {ReminderRow.Table.Name} {where} order by counts_from, reminder limit {MostOfCustomer}", where.Values, cancellation),
                cancellation);
            if (answer.Position >= position) return [.. answer.Data.Select(row => ReminderId.From(row.Reminder))];
            if (waited > Patience) throw new InvalidOperationException($"Reminders are not counted up to position {position}.");
            await Task.Delay(Look, cancellation);
        }
    }

    private async Task<ReadAnswer<IReadOnlyList<ReminderEntry>>> RowsAsync(AccessScope scope, Conditions where, Caller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.Narrow(where);
        var answer = await models.AskAsync(
            scope,
            Projection,
            async connection =>
            {
                var rows = await ReminderRow.Table.QueryAsync(connection, $"select {ReminderRow.Table.ColumnList} from {ReminderRow.Table.Name} {where} limit {MostOfCustomer}", where.Values, cancellation);
                return (Rows: rows, Beside: await BesideAsync(connection, scope, rows, cancellation));
            },
            cancellation);
        return new(answer.Position, answer.AsOf, await ShowAsync(answer.Data.Rows, answer.Data.Beside, caller, cancellation));
    }

    private static async Task<Beside> BesideAsync(NpgsqlConnection connection, AccessScope scope, IReadOnlyList<ReminderRow> rows, CancellationToken cancellation) => new(
        await TriggersAsync(connection, rows, cancellation),
        await OtherCases.VisibleAsync(connection, scope, WorkListRow.Table, rows.SelectMany(row => row.Complaints).Select(id => (Guid?)Guid.Parse(id)), cancellation));

    private async Task<IReadOnlyList<ReminderEntry>> ShowAsync(IReadOnlyList<ReminderRow> rows, Beside beside, Caller caller, CancellationToken cancellation)
    {
        List<CustomerId> customers = [.. rows.Select(row => CustomerId.From(row.Customer)).Distinct()];
        var view = await PersonalView.OfAsync(customers is [var one] ? await grants.LookingAtAsync(one, caller, cancellation) : caller, vault, customers, cancellation);
        var plans = await book.PlansAsync(cancellation);
        return [.. rows.Select(row => ReminderEntry.Of(row, ReminderTexts.Of(row, beside.Triggers.GetValueOrDefault(row.Trigger), plans, view), beside.Visible))];
    }

    private sealed record Beside(IReadOnlyDictionary<Guid, ReminderTriggerRow> Triggers, IReadOnlySet<Guid> Visible);
}
