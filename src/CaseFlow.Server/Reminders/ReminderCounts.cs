using CaseFlow.EventStore.Projections;
using CaseFlow.Reminders;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Reminders;

/// <summary>What became of the reminders of one message, in one version, in a city and month of their triggers.</summary>
public sealed record ReminderCount : ICell<ReminderCount>
{
    /// <summary>What is handed over this long after it was due is late.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);

    public required DateOnly Month { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required string Touchpoint { get; init; }

    /// <summary>The plan and the message within it, with a slash between.</summary>
    public required string Message { get; init; }
    public required int TemplateVersion { get; init; }
    public required long Planned { get; init; }
    public required long HandedOver { get; init; }
    public required long Late { get; init; }
    public required long Delivered { get; init; }
    public required long Undelivered { get; init; }
    public required long Dropped { get; init; }

    /// <summary>Complaints that follow them; one that follows two counts for both.</summary>
    public required long Complaints { get; init; }

    /// <inheritdoc/>
    public RowKey Key => new(Month, Province, City, Touchpoint, Message, TemplateVersion);

    /// <inheritdoc/>
    public bool IsZero => (Planned, HandedOver, Late, Delivered, Undelivered, Dropped, Complaints) == default;

    /// <inheritdoc/>
    public ReminderCount Plus(ReminderCount other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with
        {
            Planned = Planned + other.Planned,
            HandedOver = HandedOver + other.HandedOver,
            Late = Late + other.Late,
            Delivered = Delivered + other.Delivered,
            Undelivered = Undelivered + other.Undelivered,
            Dropped = Dropped + other.Dropped,
            Complaints = Complaints + other.Complaints,
        };
    }

    /// <inheritdoc/>
    public ReminderCount Negated() => this with
    {
        Planned = -Planned, HandedOver = -HandedOver, Late = -Late, Delivered = -Delivered, Undelivered = -Undelivered, Dropped = -Dropped, Complaints = -Complaints,
    };

    /// <summary>What a reminder counts for.</summary>
    public static ReminderCount? Of(ReminderRow? row, ReportingZone zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return row is null ? null : new()
        {
            Month = zone.MonthOf(row.TriggeredAt),
            Province = row.Province,
            City = row.City,
            Touchpoint = row.Touchpoint,
            Message = $"{row.Plan}/{row.Template}",
            TemplateVersion = row.TemplateVersion,
            Planned = 1,
            HandedOver = row.HandedOverAt is null ? 0 : 1,
            Late = row.HandedOverAt - row.DueAt > Grace ? 1 : 0,
            Delivered = row.Status == ReminderStatus.Delivered ? 1 : 0,
            Undelivered = row.Status == ReminderStatus.Undelivered ? 1 : 0,
            Dropped = row.Status == ReminderStatus.Dropped ? 1 : 0,
            Complaints = row.Complaints.Length,
        };
    }
}

/// <summary>How many reminders of a touchpoint took so long from their trigger to the customer.</summary>
public sealed record ReminderDelay : ICell<ReminderDelay>
{
    private const int Hour = 60, Day = 24 * Hour, Longest = 400 * Day;

    public required DateOnly Month { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required string Touchpoint { get; init; }

    /// <summary>How long at most, see <see cref="Bucket"/>.</summary>
    public required int Minutes { get; init; }
    public required long Reminders { get; init; }

    /// <inheritdoc/>
    public RowKey Key => new(Month, Province, City, Touchpoint, Minutes);

    /// <inheritdoc/>
    public bool IsZero => Reminders == 0;

    /// <inheritdoc/>
    public ReminderDelay Plus(ReminderDelay other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with { Reminders = Reminders + other.Reminders };
    }

    /// <inheritdoc/>
    public ReminderDelay Negated() => this with { Reminders = -Reminders };

    /// <summary>Minutes as they are counted, rounded up: to the minute up to two hours, to ten up to two days, then to the hour.</summary>
    public static int Bucket(TimeSpan took)
    {
        var minutes = (int)Math.Clamp(Math.Ceiling(took.TotalMinutes), 0, Longest);
        var step = minutes <= 2 * Hour ? 1 : minutes <= 2 * Day ? 10 : Hour;
        return (minutes + step - 1) / step * step;
    }

    /// <summary>What a reminder counts for once it has arrived.</summary>
    public static ReminderDelay? Of(ReminderRow? row, ReportingZone zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return row is not { Status: ReminderStatus.Delivered, EndedAt: { } at } ? null : new()
        {
            Month = zone.MonthOf(row.TriggeredAt),
            Province = row.Province,
            City = row.City,
            Touchpoint = row.Touchpoint,
            Minutes = Bucket(at - row.TriggeredAt),
            Reminders = 1,
        };
    }
}
