using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Complaints;

/// <summary>Which cases were there to work on then?</summary>
public sealed class WorkListAsOf(WorkList list, ReplayDesk desk)
{
    /// <summary>A page of the list as it was known at a point; the live one when there is none.</summary>
    /// <exception cref="ReplayUnavailableException">The replay is not there in time, failed, or there are too many.</exception>
    /// <exception cref="UnfitCursorException">The cursor is of another list.</exception>
    public async Task<ReadAnswer<WorkListPage>?> AskAsync(AccessScope scope, WorkListFilter filter, WorkListSort sort, PageRequest page, Caller caller, ReplayPoint? point, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (point is null) return await list.AskAsync(scope, filter, sort, page, caller, cancellation);
        return await ReadyAsync(point, caller.Actor, cancellation) is { } replay
            ? await list.AskAsync(scope, filter, sort, page, caller, cancellation, replay, point.AsOf ?? replay.RecordedAt)
            : null;
    }

    /// <summary>The replay of the list up to a point; null when somebody drops it meanwhile.</summary>
    /// <exception cref="ReplayUnavailableException">It is not there in time, failed, or there are too many.</exception>
    public Task<ReplayStatus?> ReadyAsync(ReplayPoint point, string actor, CancellationToken cancellation) =>
        desk.ReadyAsync(WorkList.Projection, "", point, after: 0, actor, cancellation);
}
