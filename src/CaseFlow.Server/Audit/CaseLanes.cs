using CaseFlow.Complaints;
using CaseFlow.FollowUps;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Audit;

/// <summary>What kind of fact an event is in the history of a case.</summary>
public enum Lane
{
    /// <summary>Customer and operator touched, or failed to.</summary>
    Contacts,

    /// <summary>How far the handling came.</summary>
    Stages,

    /// <summary>What was due, and what became of it.</summary>
    Clocks,

    /// <summary>What was judged and decided, and in whose hands the case was put.</summary>
    Decisions,
}

/// <summary>An event in its lane.</summary>
public sealed record LaneEntry(Lane Lane, TimelineEntry Entry);

/// <summary>A stretch in which a case stood in one status.</summary>
/// <param name="Status">The status.</param>
/// <param name="From">When it began. A fact entered late does not make an earlier stretch longer.</param>
/// <param name="To">When it ended; null while it lasts.</param>
/// <param name="Position">The event that began it.</param>
public sealed record StageSpan(ComplaintStatus Status, DateTimeOffset From, DateTimeOffset? To, long Position);

/// <summary>What runs against a clock.</summary>
public enum ClockKind
{
    /// <summary>The answer that regulation demands.</summary>
    Reply,

    /// <summary>A callback.</summary>
    Callback,
}

/// <summary>Something that was due.</summary>
/// <param name="Kind">What.</param>
/// <param name="Stream">The case, or the callback.</param>
/// <param name="From">Since when the clock ran.</param>
/// <param name="DueAt">When it is due; of a callback the attempt that comes next or came last.</param>
/// <param name="EndedAt">When it was done or fell away; null while it runs.</param>
/// <param name="Late">Whether it ended after it was due, still runs although it was due, or had to be raised to the desk lead.</param>
public sealed record ClockSpan(ClockKind Kind, Guid Stream, DateTimeOffset From, DateTimeOffset DueAt, DateTimeOffset? EndedAt, bool Late);

/// <summary>A case on one axis of time.</summary>
/// <param name="Complaint">The case.</param>
/// <param name="From">When the first thing happened.</param>
/// <param name="Until">The time that stands for the present; of a case that has ended, a little after the last thing.</param>
/// <param name="Entries">Every fact in its lane, in the order in which they happened.</param>
/// <param name="Stages">The statuses, one after the other.</param>
/// <param name="Clocks">What was due.</param>
public sealed record LanesOfCase(
    Guid Complaint, DateTimeOffset From, DateTimeOffset Until, IReadOnlyList<LaneEntry> Entries, IReadOnlyList<StageSpan> Stages, IReadOnlyList<ClockSpan> Clocks);

/// <summary>How did contacts, stages, clocks and decisions of this case go together?</summary>
public sealed class CaseLanes(ComplaintTimeline timeline)
{
    /// <summary>The lanes; null when there is no such case in the territory, or was none then.</summary>
    public Task<ReadAnswer<LanesOfCase>?> AskAsync(AccessScope scope, ComplaintId complaint, Caller caller, ReplayPoint? point, CancellationToken cancellation) =>
        timeline.AskAsync(scope, complaint, caller, point, (file, view, now) =>
        {
            var entries = file.History().Select(entry => new LaneEntry(Of(entry.Event.Data), ComplaintTimeline.Entry(entry.Kind, entry.Event, file, view))).ToList();
            var (from, stages, clocks) = (entries[0].Entry.OccurredAt, Stages(file), Clocks(file, now).ToList());
            return new LanesOfCase(complaint.Value, from, Until(from, entries, stages, clocks, now), entries, stages, clocks);
        }, cancellation);

    /// <summary>The years after a case has ended would press what happened into one point.</summary>
    private static DateTimeOffset Until(DateTimeOffset from, List<LaneEntry> entries, List<StageSpan> stages, List<ClockSpan> clocks, DateTimeOffset now)
    {
        if (stages is not [.., { Status: ComplaintStatus.Closed or ComplaintStatus.Withdrawn or ComplaintStatus.Merged }]) return now;
        var last = entries.Select(entry => entry.Entry.OccurredAt).Concat(clocks.Select(clock => clock.DueAt)).Max();
        var after = last + ((last - from) / 20);
        return after < now ? after : now;
    }

    /// <summary>The lane of an event.</summary>
    public static Lane Of(object data) => data switch
    {
        ContactEvent or CallbackAttempted or ComplaintAcknowledged or ComplaintClarified => Lane.Contacts,
        CallbackEvent => Lane.Clocks,
        ComplaintRegistered or ComplaintResolved or ComplaintClosed or ComplaintReopened or ComplaintWithdrawn or StageCarriedOut or KeyMomentScored or CareGiven => Lane.Stages,
        _ => Lane.Decisions,
    };

    private static List<StageSpan> Stages(CaseFile file)
    {
        var spans = new List<StageSpan>();
        WorkListRow? row = null;
        foreach (var e in file.Own)
        {
            row = WorkListRow.Fold(row, e);
            if (row is null || (spans.Count > 0 && spans[^1].Status == row.Status)) continue;
            var at = spans.Count > 0 && e.Metadata.OccurredAt < spans[^1].From ? spans[^1].From : e.Metadata.OccurredAt;
            if (spans.Count > 0) spans[^1] = spans[^1] with { To = at };
            spans.Add(new(row.Status, at, null, e.Position));
        }

        return spans;
    }

    private static IEnumerable<ClockSpan> Clocks(CaseFile file, DateTimeOffset now)
    {
        var row = file.Own.Aggregate((WorkListRow?)null, WorkListRow.Fold)!;
        if (row.DueAt is { } due)
        {
            var answered = file.Own.FirstOrDefault(e => e.Data is ComplaintResolved or ComplaintClosed or ComplaintWithdrawn or ComplaintMerged)?.Metadata.OccurredAt;
            yield return new(ClockKind.Reply, file.Id.Value, row.RegisteredAt, due, answered, (answered ?? now) > due);
        }

        foreach (var (scheduled, state, events) in file.Callbacks)
        {
            var ended = events.FirstOrDefault(e => e.Data is CallbackCompleted or CallbackCancelled)?.Metadata.OccurredAt;
            var late = events.Any(e => e.Data is CallbackRaised) || (ended is null && state.DueAt < now);
            yield return new(ClockKind.Callback, scheduled.Callback.Value, events[0].Metadata.OccurredAt, state.DueAt, ended, late);
        }
    }
}
