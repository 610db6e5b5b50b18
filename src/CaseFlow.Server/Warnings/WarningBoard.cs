using CaseFlow.Access;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Warnings;

namespace CaseFlow.Server.Warnings;

/// <summary>Which warnings are listed; what is left out narrows nothing, except that those that were dealt with must be asked for.</summary>
public sealed record WarningFilter
{
    public IReadOnlyList<WarningStatus> Statuses { get; init; } = [];
    public IReadOnlyList<WarningGrade> Grades { get; init; } = [];
    public IReadOnlyList<WarningKind> Kinds { get; init; } = [];
    public string? Rule { get; init; }

    /// <summary>A topic with all below it.</summary>
    public string? Topic { get; init; }

    /// <summary>The statuses that are listed: those asked for, else of warnings that nobody has dealt with yet.</summary>
    public IReadOnlyList<WarningStatus> Listed => Statuses.Count > 0 ? Statuses : [WarningStatus.Raised, WarningStatus.Acknowledged];
}

/// <summary>A warning on the board. Its version is what a command takes as <c>If-Match</c>.</summary>
public sealed record WarningEntry
{
    public required Guid Id { get; init; }
    public required string Rule { get; init; }
    public required int RuleVersion { get; init; }
    public required WarningKind Kind { get; init; }
    public required WarningGrade Grade { get; init; }
    public required string Region { get; init; }
    public required string? Topic { get; init; }
    public required string? Brand { get; init; }
    public required WarningStatus Status { get; init; }

    /// <summary>Whether what it is about is no longer unusual.</summary>
    public required bool Subsided { get; init; }
    public required DateTimeOffset From { get; init; }
    public required DateTimeOffset To { get; init; }
    public required int Observed { get; init; }
    public required decimal? Expected { get; init; }
    public required decimal Limit { get; init; }
    public required int Complaints { get; init; }
    public required PromotionTarget? PromotedTo { get; init; }
    public required Guid? PromotedId { get; init; }
    public required DateTimeOffset RaisedAt { get; init; }
    public required long Version { get; init; }

    /// <summary>What a row says.</summary>
    public static WarningEntry Of(WarningRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var subject = row.Subject();
        return new()
        {
            Id = row.Warning,
            Rule = row.Rule,
            RuleVersion = row.RuleVersion,
            Kind = row.Kind,
            Grade = row.Grade,
            Region = AccessScope.Code(row.Province, row.City),
            Topic = subject.Topic,
            Brand = subject.Brand,
            Status = row.Status,
            Subsided = row.Subsided,
            From = row.WindowFrom,
            To = row.WindowTo,
            Observed = row.Observed,
            Expected = row.Expected,
            Limit = row.Limit,
            Complaints = row.Complaints,
            PromotedTo = row.Target,
            PromotedId = row.TargetId,
            RaisedAt = row.RaisedAt,
            Version = row.Version,
        };
    }
}

/// <summary>Which warnings are there?</summary>
public sealed class WarningBoard(ReadModels models)
{
    /// <summary>The projection's name.</summary>
    public const string Projection = "WarningBoard";

    /// <summary>So many warnings that go on are looked at in one round; more than anybody could read.</summary>
    private const int MostGoingOn = 2_000;

    private static readonly string Select = $"select {WarningRow.Table.ColumnList} from {WarningRow.Table.Name}";

    private static readonly ListOrder<WarningRow> Order = new(WarningRow.Table, "raised_at", "warning", Ascending: false, row => Iso.Time(row.RaisedAt), row => row.Warning);

    /// <summary>The projection.</summary>
    public static IProjection Kept { get; } = new RowProjection<WarningRow>(
        Projection, 1, WarningRow.Table, e => e.Data is WarningEvent ? [new(e.Stream.Value)] : [], (row, e, _) => WarningRow.After(row, e));

    /// <summary>A page of the board, the latest raised first.</summary>
    /// <exception cref="UnfitCursorException">The cursor is of another list.</exception>
    public Task<ReadAnswer<Page<WarningEntry>>> AskAsync(AccessScope scope, WarningFilter filter, PageRequest page, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(filter);
        return models.AskAsync(
            scope,
            Projection,
            async connection =>
            {
                void Narrow(Conditions where)
                {
                    scope.Narrow(where);
                    where.AddAny("status", filter.Listed);
                    where.AddAny("grade", filter.Grades);
                    where.AddAny("kind", filter.Kinds);
                    where.AddEqual("rule", filter.Rule);
                    where.AddBelow("topic", filter.Topic);
                }

                // Those that nobody has dealt with yet stand in an index of their own; behind years of others nobody would find them.
                var isOpen = filter.Listed.All(one => one is WarningStatus.Raised or WarningStatus.Acknowledged);
                void Lead(Conditions where)
                {
                    // Indexes hold each city and province together: a city passes over no others' before it has its own.
                    scope.Narrow(where);
                    if (isOpen) where.Add("status in ('Raised', 'Acknowledged')");
                }

                var rows = await Order.PageAsync(connection, Order.Along(Lead), Narrow, page, Cursor.DigestOf("warnings", scope.ToString(), filter), cancellation);
                var total = await Order.CountAsync(connection, Lead, Narrow, cancellation);
                return new Page<WarningEntry>([.. rows.Rows.Select(WarningEntry.Of)], total.Count, total.IsAtLeast, rows.Next);
            },
            cancellation);
    }

    /// <summary>The row of one warning; null when there is none in the scope.</summary>
    public async Task<ReadAnswer<WarningRow>?> FindAsync(AccessScope scope, WarningId warning, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var where = new Conditions();
        scope.Narrow(where);
        where.AddEqual<Guid>("warning", warning.Value);
        var answer = await models.AskAsync(scope, Projection, connection => WarningRow.Table.QueryAsync(connection, $"{Select} {where}", where.Values, cancellation), cancellation);
        return answer.Data is [var row] ? new(answer.Position, answer.AsOf, row) : null;
    }

    /// <summary>The latest warning of a rule about a thing; null when there was none.</summary>
    public async Task<WarningRow?> LatestAsync(string rule, WarningSubject subject, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var where = new Conditions();
        where.AddEqual("rule", rule);
        where.AddEqual("province", AccessScope.ProvinceOf(subject.Region));
        where.AddEqual("city", AccessScope.CityOf(subject.Region));
        where.AddEqual("topic", subject.Topic ?? "");
        where.AddEqual("brand", subject.Brand ?? "");
        var sql = $"{Select} {where} order by raised_at desc, version desc limit 1";
        return (await models.AskAsync(AccessScope.All, Projection, connection => WarningRow.Table.QueryAsync(connection, sql, where.Values, cancellation), cancellation)).Data is [var row] ? row : null;
    }

    /// <summary>The warnings of a rule that go on.</summary>
    public async Task<IReadOnlyList<WarningRow>> GoingOnAsync(string rule, CancellationToken cancellation)
    {
        var where = new Conditions();
        where.AddEqual("rule", rule);
        var sql = $"{Select} {where} and not subsided and status in ('Raised', 'Acknowledged') order by raised_at limit {where.Value(MostGoingOn)}";
        return (await models.AskAsync(AccessScope.All, Projection, connection => WarningRow.Table.QueryAsync(connection, sql, where.Values, cancellation), cancellation)).Data;
    }

    /// <summary>The warnings of a territory that were raised in a span of time and are none of those that were dismissed, the gravest first.</summary>
    public async Task<ReadAnswer<IReadOnlyList<WarningRow>>> RaisedAsync(AccessScope scope, DateTimeOffset from, DateTimeOffset before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var where = new Conditions();
        scope.Narrow(where);
        where.Add($"raised_at >= {where.Value(from)}");
        where.Add($"raised_at < {where.Value(before)}");
        where.Add("status <> 'Dismissed'");
        var sql = $"{Select} {where} order by raised_at desc limit {where.Value(MostGoingOn)}";
        var answer = await models.AskAsync(scope, Projection, connection => WarningRow.Table.QueryAsync(connection, sql, where.Values, cancellation), cancellation);
        return new(answer.Position, answer.AsOf, [.. answer.Data.OrderByDescending(row => row.Grade).ThenByDescending(row => row.Observed)]);
    }

    public static void Map(IEndpointRouteBuilder api) => api.MapQuery<WarningBoard, Page<WarningEntry>>(
        "/warnings",
        Permission.ReadWarnings,
        (WarningRoutes.Tag, "The warnings, the latest raised first, filtered; each with its grade, what was counted and what is usual."),
        [Projection],
        [
            new("status", "Raised, Acknowledged, Dismissed or Promoted, with commas or given several times; the first two when left out."),
            new("grade", "Blue, Yellow, Orange or Red, with commas or given several times."),
            new("kind", $"{string.Join(", ", Enum.GetNames<WarningKind>())}, with commas or given several times."),
            new("rule", "The rule's code."),
            new("topic", "A topic with all below it."),
            .. QueryParameter.OfLists,
        ],
        query =>
        {
            var filter = new WarningFilter
            {
                Statuses = query.Choices<WarningStatus>("status"),
                Grades = query.Choices<WarningGrade>("grade"),
                Kinds = query.Choices<WarningKind>("kind"),
                Rule = query.Text("rule"),
                Topic = query.Text("topic"),
            };
            var page = query.Page();
            return async (board, asker, cancellation) => await board.AskAsync(asker.Scope, filter, page, cancellation);
        });
}
