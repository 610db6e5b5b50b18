using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Platform.Reading;

/// <summary>Up to where a replay counts: a recorded time, a position, or neither for all there is now.</summary>
public sealed record ReplayPoint(DateTimeOffset? AsOf = null, long? Position = null)
{
    /// <summary>All there is now.</summary>
    public static ReplayPoint Now { get; } = new();

    /// <summary>What a question takes.</summary>
    public static IReadOnlyList<QueryParameter> Parameters { get; } =
    [
        new("asOf", "As it was known then: a day, which counts to its end in the operator's zone, or a time with its offset. Counted is what had been recorded by then."),
        new("position", "As it was known when the event at this position had been recorded; instead of asOf."),
    ];

    /// <summary>Reads what a question takes; null when it takes neither.</summary>
    public static ReplayPoint? Read(QueryReader query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var (asOf, position) = (query.Text("asOf"), query.Number("position", long.MinValue, long.MaxValue));
        return asOf is null && position is null ? null : Of(asOf, position, query.Errors, query.Now);
    }

    /// <summary>The point that was given; what is wrong with it is noted.</summary>
    public static ReplayPoint Of(string? asOf, long? position, FieldErrors errors, DateTimeOffset now, string name = "asOf")
    {
        ArgumentNullException.ThrowIfNull(errors);
        if (asOf is not null && position is not null) errors.Add("position", FieldCodes.OutOfRange, $"{name} or position is given, not both.");
        if (position < 0) errors.Add("position", FieldCodes.OutOfRange, "position is 0 or more.");
        if (asOf is null) return new(null, position);
        var at = TryTime(asOf.Trim());
        if (at is null) errors.Add(name, FieldCodes.Malformed, $"{name} is a day, for example 2026-01-31, or a time with its offset, for example 2026-01-31T18:00:00+08:00 (write + as %2B in an address).");
        // The day of today has begun, and what is to be recorded before it ends is not known.
        else if (at.Value.Begun > now) errors.Add(name, FieldCodes.InTheFuture, $"{name} does not lie in the future.");
        return new(at?.End, position);
    }

    private static (DateTimeOffset Begun, DateTimeOffset End)? TryTime(string text)
    {
        if (Iso.TryTime(text) is { } time) return (time, time);
        return Iso.TryDay(text) is { } day ? ReportingZone.Operator.Of(day) : null;
    }
}

/// <summary>Finds replays for whoever asks a question of the past, or a what-if.</summary>
public sealed class ReplayDesk(Replays replays, IEventStore store)
{
    /// <summary>How long a question waits for its replay.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>For how long a replay of all there was stands for one of all there is: who looks again within a minute compares the same numbers.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);

    /// <summary>Asks for a replay, which is then done in its turn.</summary>
    /// <returns>The replay, and whether it is a new one.</returns>
    /// <exception cref="ReplayUnavailableException">There is no event at the position, or there are too many replays.</exception>
    public async Task<(ReplayStatus Replay, bool Created)> AskAsync(
        string projection, string definition, ReplayPoint point, long after, string actor, TimeSpan? lifetime, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(point);
        var head = await store.HeadAsync(cancellation);
        if (point.Position > head) throw ReplayUnavailableException.NoEventAt(head);
        if (point == ReplayPoint.Now && await FreshAsync(projection, definition, after, cancellation) is { } fresh) return (fresh, false);
        var position = point.Position ?? (point.AsOf is { } asOf ? (await replays.PositionAtAsync(asOf, cancellation)).Position : head);
        try
        {
            return await replays.AskAsync(new(projection, definition, position, actor, lifetime), cancellation);
        }
        catch (ReplaysExhaustedException fault)
        {
            throw new ReplayUnavailableException(ProblemCodes.TooManyReplays, fault.Message);
        }
    }

    /// <summary>The last event that counts, for a question that needs no replay because it reads the events themselves.</summary>
    /// <exception cref="ReplayUnavailableException">There is no event at the position.</exception>
    public async Task<RecordedPosition> PositionAsync(ReplayPoint point, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(point);
        if (point.AsOf is { } asOf) return await replays.PositionAtAsync(asOf, cancellation);
        var head = await store.HeadAsync(cancellation);
        return point.Position > head ? throw ReplayUnavailableException.NoEventAt(head) : await replays.EventAtAsync(point.Position ?? head, cancellation);
    }

    /// <summary>A replay that can be asked, made where there is none; null when somebody drops it meanwhile.</summary>
    /// <exception cref="ReplayUnavailableException">There is no event at the position, it is not there within <see cref="Patience"/>, it failed, or there are too many.</exception>
    public async Task<ReplayStatus?> ReadyAsync(string projection, string definition, ReplayPoint point, long after, string actor, CancellationToken cancellation) =>
        await ReadyAsync((await AskAsync(projection, definition, point, after, actor, lifetime: null, cancellation)).Replay.Id, cancellation);

    /// <summary>A replay that can be asked; null when there is none, any more.</summary>
    /// <exception cref="ReplayUnavailableException">It is not ready within <see cref="Patience"/>, or failed.</exception>
    public async Task<ReplayStatus?> ReadyAsync(Guid id, CancellationToken cancellation)
    {
        if (await replays.UseAsync(id, cancellation) is null) return null;
        var replay = await replays.WaitAsync(id, Patience, cancellation);
        return replay switch
        {
            { State: ReplayState.Waiting or ReplayState.Running } => throw ReplayUnavailableException.NotReady(replay),
            { State: ReplayState.Failed } => throw new ReplayUnavailableException(ProblemCodes.ReplayFailed, $"The replay {id} failed: {replay.Error}") { Replay = id },
            _ => replay,
        };
    }

    /// <summary>A replay that was asked for a moment ago and counts all that had been recorded by then, by the clock of the database.</summary>
    private async Task<ReplayStatus?> FreshAsync(string projection, string definition, long after, CancellationToken cancellation)
    {
        var like = (await replays.ListAsync(cancellation)).LastOrDefault(replay =>
            replay.Projection == projection && replay.Definition == definition && replay.State != ReplayState.Failed
            && replay.Position >= after && TimeProvider.System.GetUtcNow() - replay.CreatedAt < Freshness);
        return like is not null && (await replays.PositionAtAsync(like.CreatedAt, cancellation)).Position == like.Position ? like : null;
    }
}

/// <summary>A replay cannot be asked now. The API answers it with <paramref name="code"/>.</summary>
public sealed class ReplayUnavailableException(string code, string message) : Exception(message)
{
    /// <summary>The problem's code.</summary>
    public string Code => code;

    /// <summary>The replay, where there is one.</summary>
    public Guid? Replay { get; init; }

    /// <summary>The field that asks for what there is not; null when the request is right.</summary>
    public string? Field { get; init; }

    /// <summary>What was asked for lies behind the last event.</summary>
    public static ReplayUnavailableException NoEventAt(long head) =>
        new(ProblemCodes.InvalidRequest, FormattableString.Invariant($"position lies behind the last event, which is at {head}.")) { Field = "position" };

    /// <summary>It is on its way.</summary>
    public static ReplayUnavailableException NotReady(ReplayStatus replay)
    {
        ArgumentNullException.ThrowIfNull(replay);
        return new(ProblemCodes.ReplayNotReady, FormattableString.Invariant($"The replay {replay.Id} has come to position {replay.Reached} of {replay.Position}; ask again.")) { Replay = replay.Id };
    }

    /// <summary>It was dropped.</summary>
    public static ReplayUnavailableException Gone(Guid replay) => new(ProblemCodes.ReplayGone, $"The replay {replay} is not kept any more; ask for it again.") { Replay = replay };
}
