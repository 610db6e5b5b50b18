using CaseFlow.Access;
using CaseFlow.Clocks;
using CaseFlow.Complaints;
using CaseFlow.Server.Platform.Reading;
using Npgsql;

namespace CaseFlow.Server.Clocks;

/// <summary>Which clocks are listed; what is left out narrows nothing.</summary>
public sealed record RunningClockFilter
{
    public IReadOnlyList<RunningClockStatus> Statuses { get; init; } = [];
    public IReadOnlyList<Obligation> Obligations { get; init; } = [];

    /// <summary>The agent in whose hands the case is.</summary>
    public string? Handler { get; init; }
    public DateTimeOffset? DueBefore { get; init; }
    public Guid? Complaint { get; init; }

    /// <summary>The statuses that are listed.</summary>
    public IReadOnlyList<RunningClockStatus> Listed => Statuses.Count > 0 ? Statuses : Enum.GetValues<RunningClockStatus>();
}

/// <summary>A clock that runs or stands still.</summary>
public sealed record RunningClock
{
    public required Guid Id { get; init; }
    public required Guid Complaint { get; init; }
    public required string Region { get; init; }
    public required ComplaintKind Kind { get; init; }
    public required string Topic { get; init; }
    public required EscalationLevel Level { get; init; }
    public required string? Handler { get; init; }
    public required Obligation Obligation { get; init; }
    public required int Episode { get; init; }
    public required int Sequence { get; init; }
    public required string? Department { get; init; }
    public required RunningClockStatus Status { get; init; }
    public required ClockHalt? Halt { get; init; }
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it is due; of one that stands still, at the earliest.</summary>
    public required DateTimeOffset DueAt { get; init; }
    public required long LimitMinutes { get; init; }
    public required string Policy { get; init; }
    public required int PolicyVersion { get; init; }
    public required string? Calendar { get; init; }
    public required int? CalendarVersion { get; init; }

    /// <summary>What a row says.</summary>
    public static RunningClock Of(RunningClockRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new()
        {
            Id = row.Clock,
            Complaint = row.Complaint,
            Region = AccessScope.Code(row.Province, row.City),
            Kind = row.Kind,
            Topic = row.Topic,
            Level = row.Level,
            Handler = row.Handler,
            Obligation = row.Obligation,
            Episode = row.Episode,
            Sequence = row.Sequence,
            Department = row.ClockDepartment,
            Status = row.Status,
            Halt = row.Halt,
            StartedAt = row.StartedAt,
            DueAt = row.DueAt,
            LimitMinutes = row.LimitMinutes,
            Policy = row.Policy,
            PolicyVersion = row.PolicyVersion,
            Calendar = row.Calendar,
            CalendarVersion = row.CalendarVersion,
        };
    }
}

/// <summary>A page of clocks, and how many stand in each status.</summary>
/// <remarks>A page can be shorter than the limit and still have a <paramref name="Next"/>, see <see cref="Page{T}"/>.</remarks>
/// <param name="Items">The page, the earliest due first.</param>
/// <param name="Total">How many clocks all pages have.</param>
/// <param name="TotalIsAtLeast">Whether there may be more: under a filter, counting goes no further than about a thousand clocks of each status.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
/// <param name="Counts">The clocks in each status, under the same territory and filter.</param>
/// <param name="CountsAtLeast">The statuses that may have more clocks than their count says.</param>
public sealed record RunningClockPage(
    IReadOnlyList<RunningClock> Items, long Total, bool TotalIsAtLeast, string? Next, IReadOnlyDictionary<RunningClockStatus, long> Counts, IReadOnlyList<RunningClockStatus> CountsAtLeast);

/// <summary>Which clocks run, and which is due next?</summary>
public sealed class RunningClocks(ReadModels models)
{
    /// <summary>The projection's name.</summary>
    public const string Projection = "RunningClocks";

    /// <summary>So many clocks of a department's cases are looked at to find out where it has some.</summary>
    private const int MostOfDepartment = 20_000;

    private static readonly RunningClockStatus[] Counted = Enum.GetValues<RunningClockStatus>();

    private static readonly CountedList<RunningClockRow, RunningClockStatus> List =
        new(new(RunningClockRow.Table, "due_at", "clock", Ascending: true, row => Iso.Time(row.DueAt), row => row.Clock), row => row.Status);

    /// <summary>A page of clocks.</summary>
    /// <exception cref="UnfitCursorException">The cursor is of another list.</exception>
    public async Task<ReadAnswer<RunningClockPage>> AskAsync(AccessScope scope, RunningClockFilter filter, PageRequest page, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(page);
        var answer = await models.AskAsync(
            scope,
            Projection,
            async connection => await List.AskAsync(
                connection, Question(await SizesAsync(connection, scope, filter, cancellation), scope, filter), page, Cursor.DigestOf(scope.ToString(), filter), cancellation),
            cancellation);
        var (rows, counts) = answer.Data;
        var total = BoundedCount.Sum(filter.Listed.Distinct().Select(status => counts[status]));
        return new(answer.Position, answer.AsOf, new(
            [.. rows.Rows.Select(RunningClock.Of)],
            total.Count,
            total.IsAtLeast,
            rows.Next,
            new SortedDictionary<RunningClockStatus, long>(counts.ToDictionary(count => count.Key, count => count.Value.Count)),
            [.. counts.Where(count => count.Value.IsAtLeast).Select(count => count.Key)]));
    }

    private static async Task<List<CellSize<RunningClockStatus>>> SizesAsync(NpgsqlConnection connection, AccessScope scope, RunningClockFilter filter, CancellationToken cancellation)
    {
        var where = new Conditions();
        scope.Narrow(where, ofCases: true);
        where.AddAny("obligation", filter.Obligations);
        // The counters know no department; its cases tell where their clocks are.
        var sql = scope.Department is null
            ? $"select province, city, status, sum(clocks)::bigint from {RunningClockCount.Table.Name} {where} group by province, city, status"
            : $"select province, city, status, count(*) from (select province, city, status from {RunningClockRow.Table.Name} {where} limit {where.Value(MostOfDepartment)}) clocks group by province, city, status";
        await using var command = where.Command(connection, sql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var sizes = new List<CellSize<RunningClockStatus>>();
        while (await reader.ReadAsync(cancellation))
            sizes.Add(new(reader.GetString(0), reader.GetString(1), Enum.Parse<RunningClockStatus>(reader.GetString(2)), reader.GetInt64(3)));
        return sizes;
    }

    private static ListQuestion<RunningClockStatus> Question(List<CellSize<RunningClockStatus>> sizes, AccessScope scope, RunningClockFilter filter) => new()
    {
        Sizes = sizes,
        Listed = [.. filter.Listed.Distinct()],
        Counted = Counted,
        IsCounted = filter is { Handler: null, DueBefore: null, Complaint: null } && scope.Department is null,
        Scope = scope,
        Lead = where => DueBefore(where, filter),
        Filter = where =>
        {
            if (scope.Department is { } department) where.Add($"{where.Value(department)} in (department, asked_department)");
            where.AddAny("obligation", filter.Obligations);
            where.AddEqual("handler", filter.Handler);
            where.AddEqual("complaint", filter.Complaint);
            DueBefore(where, filter);
        },
        Narrows = [.. Narrows(sizes, scope, filter)],
    };

    private static IEnumerable<Narrow> Narrows(List<CellSize<RunningClockStatus>> sizes, AccessScope scope, RunningClockFilter filter)
    {
        if (filter.Complaint is { } complaint) yield return new(values => Cells.ByStatusAnd(Counted, $"t.complaint = {values.Value(complaint)}"), "order by clock");
        if (filter.Handler is { } handler)
        {
            // In a city by an index of its own: row-level security passes over the clocks of others before they are counted as looked at.
            yield return new(
                values => $"t.handler = {values.Value(handler)}" is var his && scope.City is not null ? Cells.ByPlaceAnd(sizes, his) : Cells.ByStatusAnd(Counted, his), "order by due_at asc, clock asc", InOrder: true);
        }
    }

    private static void DueBefore(Conditions where, RunningClockFilter filter)
    {
        if (filter.DueBefore is { } before) where.Add($"due_at < {where.Value(before.ToUniversalTime())}");
    }

    public static void Map(IEndpointRouteBuilder api) => api.MapQuery<RunningClocks, RunningClockPage>(
        "/clocks",
        Permission.ReadCases,
        (ClockRoutes.Tag, "The clocks that run or stand still, the earliest due first, filtered and counted."),
        [Projection],
        [
            new("status", "Overdue, DueSoon, Running or Paused, with commas or given several times; all when left out."),
            new("obligation", "What is owed, with commas or given several times."),
            new("handler", "The agent in whose hands the case is."),
            new("dueBefore", "Due before this time."),
            new("complaint", "The case's id."),
            .. QueryParameter.OfLists,
        ],
        query =>
        {
            var filter = new RunningClockFilter
            {
                Statuses = query.Choices<RunningClockStatus>("status"),
                Obligations = query.Choices<Obligation>("obligation"),
                Handler = query.Text("handler"),
                DueBefore = query.Time("dueBefore"),
                Complaint = query.Id("complaint"),
            };
            var page = query.Page();
            return async (clocks, asker, cancellation) => await clocks.AskAsync(asker.Scope, filter, page, cancellation);
        });
}
