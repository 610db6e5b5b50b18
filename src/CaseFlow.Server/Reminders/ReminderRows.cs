using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Reminders;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Reminders;

/// <summary>What a trigger told, sealed as it was told, so that texts can be shown.</summary>
public sealed record ReminderTriggerRow
{
    /// <summary>The table.</summary>
    public static readonly ProjectionTable<ReminderTriggerRow> Table = RowSecurity.Table<ReminderTriggerRow>("caseflow_reminder_triggers", RowsOf.Territory, "trigger");

    public required Guid Trigger { get; init; }
    public required Guid Customer { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required string Plan { get; init; }
    public required int PlanVersion { get; init; }
    public required DateTimeOffset TriggeredAt { get; init; }
    public string? ServiceNumber { get; init; }

    /// <summary>The variables.</summary>
    public required string[] Names { get; init; }

    /// <summary>What stands for them, in the same order, sealed.</summary>
    public required string[] Contents { get; init; }

    /// <summary>The row of an event.</summary>
    public static ReminderTriggerRow Of(ReminderTriggered e, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(e);
        return new()
        {
            Trigger = e.Trigger.Value,
            Customer = e.Customer.Customer.Value,
            Province = AccessScope.ProvinceOf(e.Region),
            City = AccessScope.CityOf(e.Region),
            Plan = e.Plan,
            PlanVersion = e.PlanVersion,
            TriggeredAt = at,
            ServiceNumber = e.Customer.ServiceNumber?.Ciphertext,
            Names = [.. e.Values.Select(value => value.Name)],
            Contents = [.. e.Values.Select(value => value.Value.Ciphertext)],
        };
    }
}

/// <summary>A reminder as lists keep it.</summary>
public sealed record ReminderRow
{
    /// <summary>The table.</summary>
    public static readonly ProjectionTable<ReminderRow> Table = RowSecurity.Table<ReminderRow>("caseflow_reminders", RowsOf.Territory, "reminder");

    public required Guid Reminder { get; init; }
    public required Guid Trigger { get; init; }
    public required Guid Customer { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required string Plan { get; init; }
    public required int PlanVersion { get; init; }
    public required string Template { get; init; }
    public required int TemplateVersion { get; init; }
    public required ReminderClass Class { get; init; }
    public required string Touchpoint { get; init; }
    public required ReminderStatus Status { get; init; }
    public required DateTimeOffset TriggeredAt { get; init; }
    public required int Sequence { get; init; }
    public required DateTimeOffset WantedAt { get; init; }
    public required DateTimeOffset DueAt { get; init; }
    public required SlotReason DueBecause { get; init; }

    /// <summary>Whether it goes out at any time of the day.</summary>
    public required bool AnyTime { get; init; }

    /// <summary>From when on a complaint follows it: when it was handed over, or as long as it was not, when it was due.</summary>
    public required DateTimeOffset CountsFrom { get; init; }
    public DateTimeOffset? HandedOverAt { get; init; }

    /// <summary>When it arrived, failed or was withdrawn.</summary>
    public DateTimeOffset? EndedAt { get; init; }
    public UndeliveredCause? Cause { get; init; }
    public DropReason? Dropped { get; init; }
    public required string[] Complaints { get; init; }
    public required bool Followed { get; init; }
    public required long Version { get; init; }

    /// <summary>The row after an event.</summary>
    public static ReminderRow? After(ReminderRow? row, RecordedEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        var at = e.Metadata.OccurredAt;
        var after = e.Data is ReminderPlanned planned ? Begin(planned) : row is null ? null : e.Data switch
        {
            ReminderHandedOver => row with { Status = ReminderStatus.HandedOver, HandedOverAt = at, CountsFrom = at },
            ReminderDelivered => row with { Status = ReminderStatus.Delivered, EndedAt = at },
            ReminderUndelivered failed => row with { Status = ReminderStatus.Undelivered, EndedAt = at, Cause = failed.Cause },
            ReminderDropped dropped => row with { Status = ReminderStatus.Dropped, EndedAt = at, Dropped = dropped.Reason },
            ReminderFollowedByComplaint followed => row with { Complaints = [.. row.Complaints, $"{followed.Complaint.Value:D}"], Followed = true },
            _ => row,
        };
        return after is null ? null : after with { Version = e.Version };
    }

    private static ReminderRow Begin(ReminderPlanned e) => new()
    {
        Reminder = e.Reminder.Value,
        Trigger = e.Trigger.Value,
        Customer = e.Customer.Value,
        Province = AccessScope.ProvinceOf(e.Region),
        City = AccessScope.CityOf(e.Region),
        Plan = e.Plan,
        PlanVersion = e.PlanVersion,
        Template = e.Template,
        TemplateVersion = e.TemplateVersion,
        Class = e.Class,
        Touchpoint = e.Touchpoint.Code,
        Status = ReminderStatus.Planned,
        TriggeredAt = e.TriggeredAt,
        Sequence = e.Slot.Sequence,
        WantedAt = e.Slot.WantedAt,
        DueAt = e.Slot.DueAt,
        DueBecause = e.Slot.Reason,
        AnyTime = e.Rest.Count == 0,
        CountsFrom = e.Slot.DueAt,
        Complaints = [],
        Followed = false,
        Version = 1,
    };
}
