using CaseFlow.Clocks;
using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Warnings;

/// <summary>What rules for warnings count.</summary>
public enum WarningMeasure
{
    /// <summary>Complaints and faults that came in; told apart by the customer's brand.</summary>
    Complaints,

    /// <summary>Complaints that were found to repeat an earlier one.</summary>
    Repeats,

    /// <summary>Clocks that used up their limit; told apart by what was owed.</summary>
    Breaches,

    /// <summary>Scores of key moments; told apart by the score.</summary>
    Scores,

    /// <summary>Escalations and transfers; told apart by their origin.</summary>
    Escalations,
}

/// <summary>A case as the signs of what happened to it need it: its events do not say where it is and what it is about.</summary>
public sealed record WarningCase
{
    /// <summary>The table.</summary>
    public static readonly ProjectionTable<WarningCase> Table = RowSecurity.Table<WarningCase>("caseflow_warning_cases", RowsOf.Territory, "complaint");

    public required Guid Complaint { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required string Topic { get; init; }
    public required string Brand { get; init; }
    public required Guid Customer { get; init; }
    public required DateTimeOffset RegisteredAt { get; init; }
}

/// <summary>One thing that rules may count: when it happened, which may lie before it was recorded.</summary>
public sealed record WarningSign
{
    /// <summary>The place of the sign that a case came in; each other one stands at the position of its event.</summary>
    public const long OfIntake = 0;

    /// <summary>The table.</summary>
    public static readonly ProjectionTable<WarningSign> Table = RowSecurity.Table<WarningSign>("caseflow_warning_signs", RowsOf.Territory, "complaint", "place");

    public required Guid Complaint { get; init; }
    public required long Place { get; init; }
    public required WarningMeasure Measure { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required string Topic { get; init; }
    public required string Detail { get; init; }
    public required Guid Customer { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The sign of an event of a case; null when it is none.</summary>
    public static WarningSign? Of(WarningCase about, RecordedEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e.Data switch
        {
            RepeatLinkAccepted => Sign(about, e.Position, WarningMeasure.Repeats, "", e.Metadata.OccurredAt),
            ClockBreached breached => Sign(about, e.Position, WarningMeasure.Breaches, $"{breached.Moment.Obligation}", e.Metadata.OccurredAt),
            KeyMomentScored scored => Sign(about, e.Position, WarningMeasure.Scores, scored.Score.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture), e.Metadata.OccurredAt),
            ComplaintEscalated escalated => Sign(about, e.Position, WarningMeasure.Escalations, $"{escalated.Origin}", e.Metadata.OccurredAt),
            ComplaintRegistered registered when OriginOf(registered.Source.Code) is { } origin => Sign(about, e.Position, WarningMeasure.Escalations, $"{origin}", e.Metadata.OccurredAt),
            _ => null,
        };
    }

    /// <summary>The sign that a case of some kind came in; null when that is nothing to complain of.</summary>
    public static WarningSign? OfCase(WarningCase about, ComplaintKind kind)
    {
        ArgumentNullException.ThrowIfNull(about);
        return kind is ComplaintKind.Complaint or ComplaintKind.Fault ? Sign(about, OfIntake, WarningMeasure.Complaints, about.Brand, about.RegisteredAt) : null;
    }

    /// <summary>Through whom a case of a source came up; null when it came from the customer.</summary>
    public static EscalationOrigin? OriginOf(string source) => source switch
    {
        "regulator-transfer" => EscalationOrigin.Regulator,
        "headquarters-transfer" => EscalationOrigin.Headquarters,
        "media-transfer" => EscalationOrigin.Media,
        _ => null,
    };

    private static WarningSign Sign(WarningCase about, long place, WarningMeasure measure, string detail, DateTimeOffset at) => new()
    {
        Complaint = about.Complaint,
        Place = place,
        Measure = measure,
        Province = about.Province,
        City = about.City,
        Topic = about.Topic,
        Detail = detail,
        Customer = about.Customer,
        At = at,
    };
}

/// <summary>How many signs of one kind there were in an hour.</summary>
public sealed record WarningBucket : ICell<WarningBucket>
{
    /// <summary>The table's name.</summary>
    public const string Name = "caseflow_warning_buckets";

    public required WarningMeasure Measure { get; init; }

    /// <summary>The hour, by the operator's clocks.</summary>
    public required long Hour { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required string Topic { get; init; }
    public required string Detail { get; init; }
    public required long Signs { get; init; }

    /// <summary>The table, in hours of a zone.</summary>
    public static ProjectionTable<WarningBucket> TableIn(ReportingZone zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return new(Name, zone.Create(Name, RowSecurity.Secured(Name, ServerSchema.Sql($"{Name}.sql"), RowsOf.Territory)), "measure", "hour", "province", "city", "topic", "detail");
    }

    /// <inheritdoc/>
    public RowKey Key => new(Measure, Hour, Province, City, Topic, Detail);

    /// <inheritdoc/>
    public bool IsZero => Signs == 0;

    /// <inheritdoc/>
    public WarningBucket Plus(WarningBucket other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with { Signs = Signs + other.Signs };
    }

    /// <inheritdoc/>
    public WarningBucket Negated() => this with { Signs = -Signs };

    /// <summary>What a sign counts for.</summary>
    public static WarningBucket? Of(WarningSign? sign, ReportingZone zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return sign is null ? null : new()
        {
            Measure = sign.Measure,
            Hour = zone.HourOf(sign.At),
            Province = sign.Province,
            City = sign.City,
            Topic = sign.Topic,
            Detail = sign.Detail,
            Signs = 1,
        };
    }
}
