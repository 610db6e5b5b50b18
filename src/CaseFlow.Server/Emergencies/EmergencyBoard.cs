using CaseFlow.Access;
using CaseFlow.Emergencies;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Emergencies;

/// <summary>An emergency on the board.</summary>
public sealed record EmergencyEntry
{
    public required Guid Id { get; init; }
    public required string Title { get; init; }
    public required string Region { get; init; }
    public required IReadOnlyList<string> Topics { get; init; }
    public required EmergencyStatus Status { get; init; }

    /// <summary>Whether it is a drill.</summary>
    public required bool IsDrill { get; init; }
    public required DateTimeOffset BeganAt { get; init; }
    public required DateTimeOffset ProposedAt { get; init; }
    public required DateTimeOffset? EndedAt { get; init; }

    /// <summary>The city whose part of a province's emergency the figures are of; null where they are of all of it.</summary>
    public string? City { get; init; }

    /// <summary>How many complaints, affected customers and callbacks there are.</summary>
    public required SituationFigures Figures { get; init; }

    /// <summary>The six clocks.</summary>
    public required IReadOnlyList<FirstTimeClock> Clocks { get; init; }
    public required long Version { get; init; }
}

/// <summary>Which emergencies are there, and how do their clocks stand?</summary>
public sealed class EmergencyBoard(ReadModels models, EmergencyFiles files)
{
    /// <summary>The projection's name.</summary>
    public const string Projection = "EmergencyBoard";

    /// <summary>A board has fewer on a page than other lists: each is told from its events.</summary>
    public const int Usual = 20;

    private static readonly QueryParameter[] Parameters =
    [
        new("status", "Proposed, Declared, Dismissed, StoodDown or Reviewed, with commas or given several times; all when left out."),
        new("drill", "true: only drills; false: only what is none."),
        new("asOf", "As it was known at this moment; now when left out."),
        .. QueryParameter.OfLists,
    ];

    private static readonly ListOrder<EmergencyRow> LatestFirst = new(EmergencyRow.Table, "proposed_at", "emergency", Ascending: false, row => Iso.Time(row.ProposedAt), row => row.Emergency);

    /// <summary>The projection.</summary>
    public static IProjection Kept { get; } = new RowProjection<EmergencyRow>(
        Projection, 1, EmergencyRow.Table, e => e.Data is EmergencyEvent ? [new(e.Stream.Value)] : [], (row, e, _) => EmergencyRow.After(row, e));

    /// <summary>A page of the board, the latest proposed first. As of a past moment, those that were not known then are left out, and a status is the one of then.</summary>
    /// <exception cref="UnfitCursorException">The cursor is of another list.</exception>
    public async Task<ReadAnswer<Page<EmergencyEntry>>> AskAsync(
        AccessScope scope, IReadOnlyList<EmergencyStatus> statuses, bool? drill, DateTimeOffset? asOf, PageRequest page, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(page);
        var territory = scope.Of(department: null);
        var rows = await models.AskAsync(
            scope,
            Projection,
            async connection =>
            {
                void Narrow(Conditions where)
                {
                    EmergencyAgenda.Narrow(where, territory);
                    if (asOf is null) where.AddAny("status", statuses);
                    where.AddEqual("is_drill", drill);
                }

                // The few that are open stand in an index of their own; behind years of others nobody would find them.
                var isOpen = asOf is null && statuses.Count > 0 && statuses.All(one => one is EmergencyStatus.Proposed or EmergencyStatus.Declared);
                void Lead(Conditions where)
                {
                    if (isOpen) where.Add("status in ('Proposed', 'Declared')");
                }

                var total = await LatestFirst.CountAsync(connection, Lead, Narrow, cancellation);
                var found = await LatestFirst.PageAsync(connection, LatestFirst.Along(Lead), Narrow, page, Cursor.DigestOf("emergencies", territory.ToString(), string.Join(',', statuses), drill?.ToString() ?? "", asOf is null), cancellation);
                return new Page<EmergencyRow>(found.Rows, total.Count, total.IsAtLeast, found.Next);
            },
            cancellation);
        var entries = new List<EmergencyEntry>();
        foreach (var row in rows.Data.Items)
        {
            if (await files.FindAsync(scope, EmergencyId.From(row.Emergency), asOf, cancellation) is not { } file) continue;
            if (asOf is null || statuses.Count == 0 || statuses.Contains(file.State.Status)) entries.Add(Of(file));
        }

        return new(rows.Position, rows.AsOf, new(entries, rows.Data.Total, rows.Data.TotalIsAtLeast, rows.Data.Next));
    }

    public static void Map(IEndpointRouteBuilder api) => api.MapQuery<EmergencyBoard, Page<EmergencyEntry>>(
        "/emergencies",
        Permission.ReadEmergencies,
        (EmergencyRoutes.Tag, "The emergencies of a territory, the latest proposed first, with their six clocks; as of a past moment too."),
        [Projection],
        Parameters,
        query =>
        {
            var (statuses, drill, asOf, page) = (query.Choices<EmergencyStatus>("status"), query.Flag("drill"), query.Time("asOf"), query.Page());
            return async (board, asker, cancellation) => await board.AskAsync(asker.Scope, statuses, drill, asOf, page, cancellation);
        });

    private static EmergencyEntry Of(EmergencyFile file)
    {
        var row = file.Whole.Aggregate((EmergencyRow?)null, EmergencyRow.After)!;
        return new()
        {
            Id = row.Emergency,
            Title = row.Title,
            Region = AccessScope.Code(row.Province, row.City),
            Topics = row.Topics,
            Status = row.Status,
            IsDrill = row.IsDrill,
            BeganAt = row.BeganAt,
            ProposedAt = row.ProposedAt,
            EndedAt = row.EndedAt,
            City = file.City,
            Figures = file.State.Figures(),
            Clocks = file.Clocks,
            Version = row.Version,
        };
    }
}
