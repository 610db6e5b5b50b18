using CaseFlow.Access;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Warnings;

namespace CaseFlow.Server.Warnings;

/// <summary>How a clock of a request stands.</summary>
public enum SupportClockState { Running, Late, InTime, TooLate, Ended }

/// <summary>A clock of a request: whose, when it is due, and when it stopped.</summary>
/// <param name="State">How it stands.</param>
/// <param name="DueAt">When it is due.</param>
/// <param name="StoppedAt">When it stopped.</param>
public sealed record SupportClock(SupportClockState State, DateTimeOffset DueAt, DateTimeOffset? StoppedAt)
{
    /// <summary>A clock at a moment; it ends without a stop with the request.</summary>
    public static SupportClock Of(DateTimeOffset due, DateTimeOffset? stopped, DateTimeOffset? ended, DateTimeOffset now) => new(
        stopped is { } at ? at <= due ? SupportClockState.InTime : SupportClockState.TooLate : ended is not null ? SupportClockState.Ended : now > due ? SupportClockState.Late : SupportClockState.Running, due, stopped);
}

/// <summary>A request of the list. Its version is what a command takes as <c>If-Match</c>.</summary>
public sealed record SupportEntry
{
    public required Guid Id { get; init; }
    public required string Region { get; init; }
    public required string Need { get; init; }
    public required SupportMatter? Matter { get; init; }
    public required Guid? About { get; init; }
    public required SupportStatus Status { get; init; }
    public required int Round { get; init; }
    public required string? Coordinator { get; init; }
    public required DateTimeOffset WantedBy { get; init; }
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>The province's clock, until somebody takes the request up.</summary>
    public required SupportClock ProvinceClock { get; init; }

    /// <summary>The city's clock, until it has an answer.</summary>
    public required SupportClock CityClock { get; init; }
    public required long Version { get; init; }

    /// <summary>What a row says at a moment.</summary>
    public static SupportEntry Of(SupportRow row, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new()
        {
            Id = row.Support,
            Region = AccessScope.Code(row.Province, row.City),
            Need = row.Need,
            Matter = row.Matter,
            About = row.About,
            Status = row.Status,
            Round = row.Round,
            Coordinator = row.Coordinator,
            WantedBy = row.WantedBy,
            RequestedAt = row.RequestedAt,
            ProvinceClock = SupportClock.Of(row.TakeUpBy, row.TakenUpAt, row.EndedAt, now),
            CityClock = SupportClock.Of(row.AnswerBy, row.AnsweredAt, row.EndedAt, now),
            Version = row.Version,
        };
    }
}

/// <summary>Something that happened to a request.</summary>
/// <param name="What">The event.</param>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Said">What was written: the need, the answer, a reason.</param>
public sealed record SupportStep(string What, DateTimeOffset At, string By, string? Said);

/// <summary>One request, step by step.</summary>
/// <param name="Entry">How it stands.</param>
/// <param name="TargetsVersion">The version of the targets that its clocks follow from.</param>
/// <param name="Calendar">The calendar of its clocks.</param>
/// <param name="Steps">What happened.</param>
/// <param name="Version">Its version.</param>
public sealed record SupportView(SupportEntry Entry, int TargetsVersion, string Calendar, IReadOnlyList<SupportStep> Steps, long Version) : IVersioned
{
    /// <summary>What a history says at a moment.</summary>
    public static SupportView Of(IReadOnlyList<RecordedEvent> history, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(history);
        var dues = history.Select(e => e.Data).OfType<ProvincialSupportRenewed>().LastOrDefault()?.Dues ?? ((ProvincialSupportRequested)history[0].Data).Dues;
        return new(SupportEntry.Of(history.Aggregate((SupportRow?)null, SupportRow.After)!, now), dues.TargetsVersion, dues.Calendar, [.. history.Select(StepOf)], history[^1].Version);
    }

    private static SupportStep StepOf(RecordedEvent e) => new(e.Data.GetType().Name, e.Metadata.OccurredAt, e.Metadata.Actor, e.Data switch
    {
        ProvincialSupportRequested requested => requested.Need,
        ProvincialSupportTakenUp taken => taken.Coordinator,
        ProvincialSupportAnswered answered => answered.Answer,
        ProvincialSupportReturned returned => returned.Reason,
        ProvincialSupportRenewed renewed => renewed.Need,
        ProvincialSupportWithdrawn withdrawn => withdrawn.Reason,
        _ => null,
    });
}

/// <summary>What do cities ask their province for, and whose clock runs?</summary>
public sealed class SupportList(ReadModels models, CommandShell shell, TimeProvider clock)
{
    /// <summary>The projection's name.</summary>
    public const string Projection = "SupportRequests";

    private static readonly ListOrder<SupportRow> Order = new(SupportRow.Table, "answer_by", "support", Ascending: true, row => Iso.Time(row.AnswerBy), row => row.Support);

    /// <summary>The statuses of requests that have not ended.</summary>
    private static readonly IReadOnlyList<SupportStatus> Open = [SupportStatus.Requested, SupportStatus.TakenUp, SupportStatus.Answered, SupportStatus.Returned];

    /// <summary>The projection.</summary>
    public static IProjection Kept { get; } = new RowProjection<SupportRow>(
        Projection, 1, SupportRow.Table, e => e.Data is ProvincialSupportEvent ? [new(e.Stream.Value)] : [], (row, e, _) => SupportRow.After(row, e));

    /// <summary>A page of the requests that stand so, the earliest answer due first.</summary>
    /// <exception cref="UnfitCursorException">The cursor is of another list.</exception>
    public Task<ReadAnswer<Page<SupportEntry>>> AskAsync(AccessScope scope, IReadOnlyList<SupportStatus> statuses, PageRequest page, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(statuses);
        var listed = statuses.Count > 0 ? statuses : Open;
        var now = clock.GetUtcNow();
        return models.AskAsync(
            scope,
            Projection,
            async connection =>
            {
                void Narrow(Conditions where)
                {
                    scope.Narrow(where);
                    where.AddAny("status", listed);
                }

                // What was due first is mostly long ended: those that are open stand in an index of their own.
                void Lead(Conditions where)
                {
                    scope.Narrow(where);
                    if (listed.All(one => Open.Contains(one))) where.Add("status in ('Requested', 'TakenUp', 'Answered', 'Returned')");
                }

                var rows = await Order.PageAsync(connection, Order.Along(Lead), Narrow, page, Cursor.DigestOf("support", scope.ToString(), listed), cancellation);
                var total = await Order.CountAsync(connection, Lead, Narrow, cancellation);
                return new Page<SupportEntry>([.. rows.Rows.Select(row => SupportEntry.Of(row, now))], total.Count, total.IsAtLeast, rows.Next);
            },
            cancellation);
    }

    /// <summary>One request, from its own stream; null when there is none in the scope.</summary>
    public async Task<ReadAnswer<SupportView>?> FindAsync(AccessScope scope, ProvincialSupportId support, CancellationToken cancellation)
    {
        var history = Streams.ProvincialSupport.Within(scope, await shell.HistoryAsync(support.Value, cancellation));
        return history.Count == 0 || history[0].Data is not ProvincialSupportRequested ? null : new(history[^1].Position, history[^1].RecordedAt, SupportView.Of(history, clock.GetUtcNow()));
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapQuery<SupportList, Page<SupportEntry>>(
            "/support-requests",
            Permission.ReadWarnings,
            (SupportRoutes.Tag, "What cities ask their province for, the earliest answer due first, each with the clocks of both levels."),
            [Projection],
            [new("status", $"{string.Join(", ", Enum.GetNames<SupportStatus>().Skip(1))}, with commas or given several times; the first four when left out."), .. QueryParameter.OfLists],
            query =>
            {
                var (statuses, page) = (query.Choices<SupportStatus>("status"), query.Page());
                return async (list, asker, cancellation) => await list.AskAsync(asker.Scope, statuses, page, cancellation);
            });
        api.MapQuery<SupportList, SupportView>(
            "/support-requests/{id:guid}",
            Permission.ReadWarnings,
            (SupportRoutes.Tag, "One request for support, step by step, with the clocks of both levels."),
            [Projection],
            [],
            query =>
            {
                var id = ProvincialSupportId.From(query.PathId("id"));
                return (list, asker, cancellation) => list.FindAsync(asker.Scope, id, cancellation);
            });
    }
}
