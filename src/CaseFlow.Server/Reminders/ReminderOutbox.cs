using CaseFlow.Reminders;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Vault;

namespace CaseFlow.Server.Reminders;

/// <summary>A reminder as the operator's message platform takes it.</summary>
/// <param name="Id">The reminder.</param>
/// <param name="Trigger">The trigger; messages of one are sent in their order.</param>
/// <param name="Sequence">Its place in that order.</param>
/// <param name="DueAt">When it is due.</param>
/// <param name="Class">What it is for.</param>
/// <param name="ServiceNumber">Where it goes.</param>
/// <param name="Zh">What it says.</param>
/// <param name="En">The same in English, where the template has it.</param>
/// <param name="Parts">How many short messages the text in Chinese takes.</param>
/// <param name="Version">What a command takes as <c>If-Match</c>.</param>
public sealed record OutgoingReminder(Guid Id, Guid Trigger, int Sequence, DateTimeOffset DueAt, ReminderClass Class, string ServiceNumber, string Zh, string? En, int Parts, long Version);

/// <summary>How reminders leave: whoever carries them asks for what is due. No part of the system sends anything by itself.</summary>
public interface IReminderGateway
{
    /// <summary>A page of what is due, the first due first.</summary>
    /// <exception cref="UnfitCursorException">The cursor is of another list.</exception>
    Task<ReadAnswer<Page<OutgoingReminder>>> DueAsync(AccessScope scope, PageRequest page, CancellationToken cancellation);
}

/// <summary>The outbox, which the operator's message platform fetches and acknowledges.</summary>
public sealed class ReminderOutbox(ReadModels models, ReminderBook book, PersonalDataVault vault, TimeProvider clock) : IReminderGateway
{
    private static readonly ListOrder<ReminderRow> First = new(ReminderRow.Table, "due_at", "reminder", Ascending: true, row => Iso.Time(row.DueAt), row => row.Reminder);

    /// <inheritdoc/>
    public async Task<ReadAnswer<Page<OutgoingReminder>>> DueAsync(AccessScope scope, PageRequest page, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var (now, plans) = (clock.GetUtcNow(), await book.PlansAsync(cancellation));
        var rests = plans.Hours is { } hours && ReminderSlots.Rests(now, hours.Rest, ReminderBook.ZoneOf(hours.Zone));
        var answer = await models.AskAsync(
            scope,
            ReminderList.Projection,
            async connection =>
            {
                void Lead(Conditions where)
                {
                    where.AddEqual("status", nameof(ReminderStatus.Planned));
                    where.Add($"due_at <= {where.Value(now)}");
                }

                void Narrow(Conditions where)
                {
                    scope.Narrow(where);
                    if (rests) where.Add("any_time");
                }

                var rows = await First.PageAsync(connection, First.Along(Lead), Narrow, page, Cursor.DigestOf("due-reminders", scope.ToString()), cancellation);
                var total = await First.CountAsync(connection, Lead, Narrow, cancellation);
                return (Rows: rows, Total: total, Triggers: await ReminderList.TriggersAsync(connection, rows.Rows, cancellation));
            },
            cancellation);
        var (listed, counted, triggers) = answer.Data;
        var customers = listed.Rows.Select(row => CustomerId.From(row.Customer)).Distinct().ToList();
        var (opener, view) = (await vault.OpenerAsync(customers, cancellation), await PersonalView.OfFileAsync(inClear: true, vault, customers, cancellation));
        var items = new List<OutgoingReminder>();
        foreach (var row in listed.Rows)
        {
            var number = opener.Open(CustomerId.From(row.Customer), triggers.GetValueOrDefault(row.Trigger)?.ServiceNumber);
            // Of who was erased meanwhile there is no number; the reminder is being withdrawn.
            if (number is null or PersonalDataVault.Opener.Erased || ReminderTexts.Of(row, triggers[row.Trigger], plans, view) is not ({ } zh, var en)) continue;
            items.Add(new(row.Reminder, row.Trigger, row.Sequence, row.DueAt, row.Class, number, zh, en, ReminderText.Parts(zh), row.Version));
        }

        return new(answer.Position, answer.AsOf, new(items, counted.Count, counted.IsAtLeast, listed.Next));
    }
}
