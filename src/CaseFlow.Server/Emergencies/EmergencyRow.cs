using CaseFlow.Emergencies;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Emergencies;

/// <summary>An emergency as the board lists it. Its clocks go on while nothing is recorded, and are told from its events when they are asked for.</summary>
public sealed record EmergencyRow
{
    /// <summary>The table.</summary>
    public static readonly ProjectionTable<EmergencyRow> Table = RowSecurity.Table<EmergencyRow>("caseflow_emergencies", RowsOf.Reaching, "emergency");

    public required Guid Emergency { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required string Title { get; init; }
    public required string[] Topics { get; init; }
    public required EmergencyStatus Status { get; init; }
    public required bool IsDrill { get; init; }
    public required DateTimeOffset BeganAt { get; init; }
    public required DateTimeOffset ProposedAt { get; init; }
    public DateTimeOffset? DeclaredAt { get; init; }

    /// <summary>When it was stood down or dismissed.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether it is there for the cities of its province too: one of the province as a whole, from its declaration on.</summary>
    public bool Reaches { get; init; }
    public required long Version { get; init; }

    /// <summary>The row after an event.</summary>
    public static EmergencyRow? After(EmergencyRow? row, RecordedEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        var at = e.Metadata.OccurredAt;
        var next = (row, e.Data) switch
        {
            (_, EmergencyProposed proposed) => Begin(proposed, at),
            (null, _) => null,
            (_, EmergencyDeclared) => row with { Status = EmergencyStatus.Declared, DeclaredAt = at, Reaches = row.City.Length == 0 },
            (_, EmergencyDismissed) => row with { Status = EmergencyStatus.Dismissed, EndedAt = at },
            (_, EmergencyStoodDown) => row with { Status = EmergencyStatus.StoodDown, EndedAt = at },
            (_, EmergencyReviewHeld) => row with { Status = EmergencyStatus.Reviewed },
            _ => row,
        };
        return next is null ? null : next with { Version = e.Version };
    }

    private static EmergencyRow Begin(EmergencyProposed e, DateTimeOffset at) => new()
    {
        Emergency = e.Emergency.Value,
        Province = AccessScope.ProvinceOf(e.Region),
        City = AccessScope.CityOf(e.Region),
        Title = e.Title,
        Topics = [.. e.Topics.Select(topic => topic.Code)],
        Status = EmergencyStatus.Proposed,
        IsDrill = e.IsDrill,
        BeganAt = e.BeganAt,
        ProposedAt = at,
        Version = 1,
    };
}
