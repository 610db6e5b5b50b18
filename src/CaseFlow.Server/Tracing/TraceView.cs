using CaseFlow.Access;
using CaseFlow.EventStore;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Tracing;

namespace CaseFlow.Server.Tracing;

/// <summary>A cause as it stands.</summary>
/// <param name="Found">What was recorded of it.</param>
/// <param name="Round">In which round.</param>
/// <param name="Standing">Whether it is one.</param>
/// <param name="Reason">Why it was excluded.</param>
public sealed record TracedCause(CauseFound Found, int Round, CauseStanding Standing, string? Reason);

/// <summary>An improvement as it stands.</summary>
/// <param name="Planned">What was recorded of it.</param>
/// <param name="Round">In which round.</param>
/// <param name="Status">How far it is.</param>
/// <param name="EndedAt">When it was made or dropped.</param>
/// <param name="Late">Whether it was made after it was due, or is still to be made although it was due.</param>
/// <param name="Said">What shows that it was made, or why it was dropped.</param>
/// <param name="Published">The version of the catalogue that came of it.</param>
public sealed record TracedImprovement(ImprovementPlanned Planned, int Round, ImprovementStatus Status, DateTimeOffset? EndedAt, bool Late, string? Said, CatalogueVersion? Published);

/// <summary>A round's evaluation.</summary>
/// <param name="Round">The round.</param>
/// <param name="Template">How the effect is told.</param>
/// <param name="Effect">What it was; null while it is not told.</param>
/// <param name="At">When it was told.</param>
/// <param name="By">Who told it.</param>
public sealed record TracedEvaluation(int Round, EvaluationTemplate Template, EffectEvaluated? Effect, DateTimeOffset? At, string? By);

/// <summary>A trace with all that was found and done.</summary>
public sealed record TraceView : IVersioned
{
    public required Guid Id { get; init; }
    public required TraceTrigger Trigger { get; init; }
    public required string Title { get; init; }
    public required string Region { get; init; }
    public required string? Topic { get; init; }
    public required TraceStage Stage { get; init; }
    public required int Round { get; init; }
    public string? Department { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public required string OpenedBy { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public required TraceEvidence Evidence { get; init; }
    public required IReadOnlyList<TracedCause> Causes { get; init; }
    public required IReadOnlyList<TracedImprovement> Improvements { get; init; }
    public required IReadOnlyList<TracedEvaluation> Evaluations { get; init; }
    public required long Version { get; init; }

    /// <summary>What a history comes to at a moment.</summary>
    public static TraceView Of(IReadOnlyList<RecordedEvent> history, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(history);
        var opened = (TraceOpened)history[0].Data;
        var view = history.Skip(1).Aggregate(
            new TraceView
            {
                Id = opened.Trace.Value,
                Trigger = opened.Trigger,
                Title = opened.Title,
                Region = AccessScope.Code(AccessScope.ProvinceOf(opened.Region), AccessScope.CityOf(opened.Region)),
                Topic = opened.Topic?.Code,
                Stage = TraceStage.Discovering,
                Round = 1,
                OpenedAt = history[0].Metadata.OccurredAt,
                OpenedBy = history[0].Metadata.Actor,
                Evidence = opened.Evidence,
                Causes = [],
                Improvements = [],
                Evaluations = [],
                Version = history[^1].Version,
            },
            After);
        var stands = Streams.Trace.Fold(history);
        return view with
        {
            Stage = stands.Stage,
            Round = stands.Round,
            Improvements = [.. view.Improvements.Select(one => one with { Late = one.Status != ImprovementStatus.Dropped && one.Planned.DueAt < (one.EndedAt ?? now) })],
        };
    }

    private static TraceView After(TraceView view, RecordedEvent e) => e.Data switch
    {
        TraceEvidenceAdded added => view with { Evidence = view.Evidence.With(added.Evidence) },
        TraceAnalysisStarted started => view with { Department = started.Department.Code },
        CauseFound found => view with { Causes = [.. view.Causes, new(found, view.Round, CauseStanding.Suspected, null)] },
        EndCauseConfirmed confirmed => view.With(confirmed.Cause, cause => cause with { Standing = CauseStanding.Confirmed }),
        CauseExcluded excluded => view.With(excluded.Cause, cause => cause with { Standing = CauseStanding.Excluded, Reason = excluded.Reason }),
        ImprovementPlanned planned => view with { Improvements = [.. view.Improvements, new(planned, view.Round, ImprovementStatus.Planned, null, Late: false, null, null)] },
        ImprovementStarted started => view.With(started.Improvement, one => one with { Status = ImprovementStatus.Started }),
        ImprovementDone done => view.With(done.Improvement, one => one with { Status = ImprovementStatus.Done, EndedAt = e.Metadata.OccurredAt, Said = done.Evidence, Published = done.Published }),
        ImprovementDropped dropped => view.With(dropped.Improvement, one => one with { Status = ImprovementStatus.Dropped, EndedAt = e.Metadata.OccurredAt, Said = dropped.Reason }),
        EvaluationPlanned planned => view with { Evaluations = [.. view.Evaluations.Where(one => one.Round != planned.Round), new(planned.Round, planned.Template, null, null, null)] },
        EffectEvaluated effect => view with { Evaluations = [.. view.Evaluations.Select(one => one.Round == effect.Round ? one with { Effect = effect, At = e.Metadata.OccurredAt, By = e.Metadata.Actor } : one)] },
        AnalysisReopened reopened => view with { Round = reopened.Round },
        TraceClosed => view with { ClosedAt = e.Metadata.OccurredAt },
        _ => view,
    };

    private TraceView With(CauseId cause, Func<TracedCause, TracedCause> then) => this with { Causes = [.. Causes.Select(one => one.Found.Cause == cause ? then(one) : one)] };

    private TraceView With(ImprovementId improvement, Func<TracedImprovement, TracedImprovement> then) =>
        this with { Improvements = [.. Improvements.Select(one => one.Planned.Improvement == improvement ? then(one) : one)] };
}

/// <summary>How does one trace stand? Read from its own stream, so that an answer never lags behind a command.</summary>
public sealed class TraceFile(TraceBoard board, CommandShell shell)
{
    /// <summary>A trace; null when there is none in the scope.</summary>
    public async Task<ReadAnswer<TraceView>?> AskAsync(AccessScope scope, TraceId trace, CancellationToken cancellation) =>
        await HistoryAsync(scope, trace, cancellation) is { } answer ? new(answer.Position, answer.AsOf, TraceView.Of(answer.Data, board.Now)) : null;

    /// <summary>What happened in a trace; null when there is none in the scope.</summary>
    public async Task<ReadAnswer<IReadOnlyList<RecordedEvent>>?> HistoryAsync(AccessScope scope, TraceId trace, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (await board.FindAsync(scope, trace, cancellation) is not { } row) return null;
        var history = Streams.Trace.Within(scope, await shell.HistoryAsync(trace.Value, cancellation));
        return history.Count == 0 ? null : new(Math.Max(row.Position, history[^1].Position), row.AsOf, history);
    }

    public static void Map(IEndpointRouteBuilder api) => api.MapQuery<TraceFile, TraceView>(
        "/traces/{id:guid}",
        Permission.ReadTraces,
        (TraceRoutes.Tag, "One trace: its evidence, causes, improvements and evaluations, round by round."),
        [TraceBoard.Projection],
        [],
        query =>
        {
            var id = TraceId.From(query.PathId("id"));
            return (file, asker, cancellation) => file.AskAsync(asker.Scope, id, cancellation);
        });
}
