using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Complaints;

/// <summary>A case in a list, as its reader may see it.</summary>
public sealed record WorkListEntry
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }
    public required Guid Customer { get; init; }
    public required ComplaintKind Kind { get; init; }
    public required ComplaintStatus Status { get; init; }
    public required string Topic { get; init; }
    public required string Channel { get; init; }
    public required string Source { get; init; }

    /// <summary>For example <c>cn-js.nanjing</c>.</summary>
    public required string Region { get; init; }
    public string? Tier { get; init; }
    public string? Brand { get; init; }
    public RoamingState Roaming { get; init; }
    public EscalationLevel Level { get; init; }

    /// <summary>How urgent it is; null for a case that had ended before the first priority matrix.</summary>
    public Priority? Priority { get; init; }

    /// <summary>The sum of its points, from which the priority follows.</summary>
    public int? Points { get; init; }

    /// <summary>The version of the priority matrix by which it is graded.</summary>
    public int? MatrixVersion { get; init; }
    public string? Handler { get; init; }
    public DateTimeOffset? LeaseEnds { get; init; }
    public string? Department { get; init; }
    public string? AskedDepartment { get; init; }
    public required DateTimeOffset RegisteredAt { get; init; }
    public OccurrencePrecision RegisteredPrecision { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public bool Overdue { get; init; }
    public required DateTimeOffset LastActivityAt { get; init; }
    public required int Episode { get; init; }
    public int Bounces { get; init; }
    public int Contacts { get; init; }

    /// <summary>Whether it repeats an earlier case, or may.</summary>
    public bool Repeat { get; init; }
    public Guid? MergedInto { get; init; }
    public string? ExternalReference { get; init; }
    public required IReadOnlyList<string> DataFlags { get; init; }
    public string? Name { get; init; }
    public string? ServiceNumber { get; init; }
    public string? Summary { get; init; }

    /// <summary>Shows a row.</summary>
    public static WorkListEntry Of(WorkListRow row, PersonalView view, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(view);
        var customer = CustomerId.From(row.Customer);
        return new()
        {
            Id = row.Complaint,
            Version = row.Version,
            Customer = row.Customer,
            Kind = row.Kind,
            Status = row.Status,
            Topic = row.Topic,
            Channel = row.Channel,
            Source = row.Source,
            Region = AccessScope.Code(row.Province, row.City),
            Tier = row.Tier,
            Brand = row.Brand,
            Roaming = row.Roaming,
            Level = row.Level,
            Priority = row.Priority,
            Points = row.Points,
            MatrixVersion = row.MatrixVersion,
            Handler = row.Handler,
            LeaseEnds = row.LeaseEnds,
            Department = row.Department,
            AskedDepartment = row.AskedDepartment,
            RegisteredAt = row.RegisteredAt,
            RegisteredPrecision = row.RegisteredPrecision,
            RecordedAt = row.RecordedAt,
            DueAt = row.DueAt,
            Overdue = row.DueAt < now && WorkListFilter.Waiting.Contains(row.Status),
            LastActivityAt = row.LastActivityAt,
            Episode = row.Episode,
            Bounces = row.Bounces,
            Contacts = row.Contacts,
            Repeat = row.RepeatLinks > 0,
            MergedInto = row.MergedInto,
            ExternalReference = row.ExternalReference,
            DataFlags = row.DataFlags,
            Name = view.ShowName(customer, row.Name),
            ServiceNumber = view.ShowNumber(customer, row.ServiceNumber),
            Summary = view.Show(customer, row.Summary),
        };
    }
}
