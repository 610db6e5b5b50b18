using CaseFlow.Access;
using CaseFlow.Server.Emergencies;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.FollowUps;

/// <summary>A call on the desk's agenda: a callback of a case, or one of an emergency.</summary>
/// <param name="DueAt">When it is to be made.</param>
/// <param name="Callback">The callback; null where it is an emergency's call.</param>
/// <param name="EmergencyCall">The emergency's call; null where it is a callback.</param>
public sealed record DeskCall(DateTimeOffset DueAt, CallbackAgendaEntry? Callback, EmergencyCallEntry? EmergencyCall);

/// <summary>A page of the desk's agenda.</summary>
/// <remarks>A page can be shorter than the limit and still have a <paramref name="Next"/>, see <see cref="Page{T}"/>.</remarks>
/// <param name="Items">The page, the earliest due first.</param>
/// <param name="Total">How many calls all pages have.</param>
/// <param name="TotalIsAtLeast">Whether there may be more: under a filter, counting callbacks goes no further than about a thousand of each status.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
/// <param name="Counts">The calls in each status. One of an emergency is taken while somebody has it; otherwise it is due from its time on, and scheduled before.</param>
/// <param name="CountsAtLeast">The statuses that may have more than their count says.</param>
/// <param name="EmergencyCalls">How many calls of emergencies are among all of them.</param>
public sealed record DeskAgendaPage(
    IReadOnlyList<DeskCall> Items, long Total, bool TotalIsAtLeast, string? Next, IReadOnlyDictionary<AgendaStatus, long> Counts, IReadOnlyList<AgendaStatus> CountsAtLeast, long EmergencyCalls);

/// <summary>Whom is the desk to call, and by when? The callbacks of cases and the calls of emergencies in one order.</summary>
/// <remarks>Both are asked for what lies behind one place, and the page is merged of their heads; a cursor is such a place.</remarks>
public sealed class DeskAgenda(CallbackAgenda callbacks, EmergencyAgenda emergencies, TimeProvider clock)
{
    public static void Map(IEndpointRouteBuilder api) => api.MapQuery<DeskAgenda, DeskAgendaPage>(
        "/agenda",
        Permission.ReadCases,
        (CallbackRoutes.Tag, "The calls that the desk is to make, callbacks of cases and calls of emergencies, the earliest due first."),
        [CallbackAgenda.Projection, EmergencyBoard.Projection],
        CallbackAgendaRoutes.Parameters,
        query =>
        {
            var (filter, page) = (CallbackAgendaRoutes.Filter(query), query.Page());
            return async (agenda, asker, cancellation) => await agenda.AskAsync(asker.Scope, filter, page, asker.Caller, cancellation);
        });

    /// <summary>A page of the agenda.</summary>
    /// <exception cref="UnfitCursorException">The cursor is of another list.</exception>
    public async Task<ReadAnswer<DeskAgendaPage>> AskAsync(AccessScope scope, CallbackAgendaFilter filter, PageRequest page, Caller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(caller);
        var answer = await callbacks.AskAsync(scope, filter, page, caller, cancellation);
        var now = clock.GetUtcNow();
        var fitting = Fitting(now, caller.May(Permission.ReadEmergencies) ? await emergencies.AskAsync(scope, cancellation) : [], filter);
        var listed = fitting.Where(one => filter.Listed.Contains(StatusOf(one, now))).ToList();

        var digest = CallbackAgenda.DigestOf(scope, filter);
        var (begin, known) = (PlaceOf(page.Cursor, digest), PlaceOf(answer.Data.Next, digest));
        // What lies behind the callbacks that were looked at is left to the next page: some of them may come before it.
        var ahead = listed.Where(one => Behind(begin, one) && (known is null || !Behind(known, one))).Take(page.Limit + 1).ToList();
        var merged = answer.Data.Items.Select(one => new Placed((one.DueAt, one.Id), one, null)).Concat(ahead.Select(one => new Placed(PlaceOf(one), null, one)))
            .OrderBy(one => one.Place).Take(page.Limit).ToList();
        var all = merged.Count == answer.Data.Items.Count + ahead.Count;
        var next = all ? answer.Data.Next : Cursor.Behind(digest, Iso.Time(merged[^1].Place.DueAt), merged[^1].Place.Id.ToString());

        var shown = (await emergencies.ShowAsync(scope, [.. merged.Select(one => one.Call).OfType<EmergencyCallDue>()], caller, cancellation)).ToDictionary(one => one.Id);
        var counts = new SortedDictionary<AgendaStatus, long>(answer.Data.Counts.ToDictionary());
        foreach (var of in fitting.CountBy(one => StatusOf(one, now))) counts[of.Key] = counts.GetValueOrDefault(of.Key) + of.Value;
        return new(answer.Position, answer.AsOf, new(
            [.. merged.Select(one => new DeskCall(one.Place.DueAt, one.Callback, one.Call is { } call ? shown[call.Call.Id] : null))],
            answer.Data.Total + listed.Count,
            answer.Data.TotalIsAtLeast,
            next,
            counts,
            answer.Data.CountsAtLeast,
            listed.Count));
    }

    /// <summary>One of the two, at its place in the order.</summary>
    private sealed record Placed((DateTimeOffset DueAt, Guid Id) Place, CallbackAgendaEntry? Callback, EmergencyCallDue? Call);

    /// <summary>The calls of all emergencies that fit the filter, but for its statuses, in the order of the agenda.</summary>
    private static List<EmergencyCallDue> Fitting(DateTimeOffset now, IReadOnlyList<EmergencyCallDue> calls, CallbackAgendaFilter filter) =>
    [
        .. calls.Where(one => (filter.Agent is null || one.Call.Call.HeldAt(now)?.Who == filter.Agent)
            && (filter.Customer is null || one.Call.Customer.Value == filter.Customer)
            && (filter.Complaint is null || one.Call.Complaint?.Value == filter.Complaint)
            && (filter.DueBefore is null || one.Call.DueAt < filter.DueBefore)).OrderBy(PlaceOf),
    ];

    private static AgendaStatus StatusOf(EmergencyCallDue one, DateTimeOffset now) =>
        one.Call.Call.HeldAt(now) is not null ? AgendaStatus.Taken : one.Call.DueAt <= now ? AgendaStatus.Due : AgendaStatus.Scheduled;

    private static (DateTimeOffset DueAt, Guid Id) PlaceOf(EmergencyCallDue one) => (one.Call.DueAt, one.Call.Id);

    private static bool Behind((DateTimeOffset DueAt, Guid Id)? place, EmergencyCallDue one) => place is not { } at || PlaceOf(one).CompareTo(at) > 0;

    private static (DateTimeOffset DueAt, Guid Id)? PlaceOf(string? cursor, string digest) => Cursor.Read(cursor, digest, parts: 2) switch
    {
        null => null,
        [var due, var id] when Iso.TryTime(due) is { } at && Guid.TryParse(id, out var unique) => (at, unique),
        _ => throw UnfitCursorException.Malformed,
    };
}
