using CaseFlow.Access;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.ServiceMeetings;

namespace CaseFlow.Server.ServiceMeetings;

/// <summary>A value that is another one now; null on the side that has none.</summary>
public sealed record RestatedRow(string Key, FrozenRow? Frozen, FrozenRow? Now);

/// <summary>A table of which some value is another one now.</summary>
/// <param name="Frozen">What the meeting saw.</param>
/// <param name="Version">The version of the definition now.</param>
/// <param name="Rows">The values that differ.</param>
/// <param name="Total">All together, whether it differs or not.</param>
public sealed record RestatedTable(FrozenTable Frozen, string Version, IReadOnlyList<RestatedRow> Rows, RestatedRow Total);

/// <summary>What has been restated since a meeting saw it.</summary>
/// <param name="Tables">Every table that the meeting saw, with the values that differ now.</param>
/// <param name="Cases">The cases of the meeting's territory and months that count otherwise in the repeat-complaint rate, with the events that did it.</param>
/// <param name="Rules">The rules that were published since.</param>
public sealed record Restatement(IReadOnlyList<RestatedTable> Tables, Page<CaseDifference> Cases, IReadOnlyList<EventReference> Rules)
{
    /// <summary>Whether any value differs.</summary>
    public bool IsAny => Tables.Any(table => table.Rows.Count > 0);
}

/// <summary>Which of the figures that a meeting saw are others now, and which events did that?</summary>
/// <remarks>What it saw is read from its own event; a replay to the position of the figures says which cases count otherwise since.</remarks>
public sealed class MeetingRestatement(MeetingViews views, MeetingInputs inputs, RepeatRateDifferences differences, ReplayDesk desk)
{
    public static void Map(IEndpointRouteBuilder api) => api.MapQuery<MeetingRestatement, Restatement>(
        "/service-meetings/{id:guid}/restatement",
        Permission.ReadMeetings,
        (MeetingRoutes.Tag, "Which of the figures that a meeting saw are others now, and which events did that. A department is told the figures alone."),
        [RepeatComplaintRates.Projection, ContactsPerCase.Projection, Resolutions.Projection],
        QueryParameter.OfLists,
        query =>
        {
            var (id, page) = (query.PathId("id"), query.Page());
            return (restatement, asker, cancellation) => restatement.AskAsync(asker.Scope, ServiceMeetingId.From(id), asker.Caller.Actor, page, cancellation);
        });

    /// <summary>The restatement; null when there is no such meeting in the territory. Before its figures are frozen nothing is restated.</summary>
    /// <exception cref="ReplayUnavailableException">The replay is not there in time, failed, or there are too many.</exception>
    /// <exception cref="UnfitCursorException">The cursor is of another list.</exception>
    public async Task<ReadAnswer<Restatement>?> AskAsync(AccessScope scope, ServiceMeetingId meeting, string actor, PageRequest page, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (await views.AskAsync(scope, meeting, cancellation) is not { } view) return null;
        var territory = AccessScope.TryParse(view.Data.Region)!;
        var tables = new List<RestatedTable>();
        (long Position, DateTimeOffset? AsOf)? reached = null;
        foreach (var frozen in view.Data.Inputs?.Tables ?? [])
        {
            var now = await inputs.TableAsync(territory, frozen.Kpi, frozen.By, Month(frozen.From), Month(frozen.To), cancellation);
            tables.Add(Compare(frozen, now));
            if (reached is null || now.Position < reached.Value.Position) reached = (now.Position, now.AsOf);
        }

        var cases = new Page<CaseDifference>([], 0, TotalIsAtLeast: false, null);
        IReadOnlyList<EventReference> rules = [];
        // Beside the meeting's figures a department is shown no cases but its own.
        if (scope.Department is null && tables.FirstOrDefault(table => table.Frozen.Kpi == KpiCatalogue.RepeatComplaintRate.Id) is { Frozen: var rates })
        {
            var question = new KpiQuestion(Month(rates.From), Month(rates.To), [KpiDimension.Month]);
            var replay = await desk.ReadyAsync(RepeatComplaintRates.Projection, "", new(null, rates.Position), after: 0, actor, cancellation);
            var difference = replay is null ? null : await differences.AskAsync(territory, question, replay.Id, against: null, page, cancellation);
            (cases, rules) = (difference?.Data.Cases ?? cases, difference?.Data.Rules ?? rules);
        }

        return new(reached?.Position ?? view.Position, reached is null ? view.AsOf : reached.Value.AsOf, new(tables, cases, rules));
    }

    private static RestatedTable Compare(FrozenTable frozen, FrozenTable now)
    {
        var (then, today) = (frozen.Rows.ToDictionary(row => row.Key), now.Rows.ToDictionary(row => row.Key));
        var rows = frozen.Rows.Concat(now.Rows).Select(row => row.Key).Distinct()
            .Select(key => new RestatedRow(key, then.GetValueOrDefault(key), today.GetValueOrDefault(key)))
            .Where(row => row.Frozen != row.Now);
        return new(frozen, now.Version, [.. rows], new("", frozen.Total, now.Total));
    }

    private static DateOnly Month(string text) => Iso.TryMonth(text)!.Value;
}
