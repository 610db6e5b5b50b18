using CaseFlow.Access;
using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.FollowUps;
using CaseFlow.Kpis;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.FollowUps;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;
using Npgsql;

namespace CaseFlow.Server.Kpis;

/// <summary>Which two values of a KPI are compared.</summary>
/// <param name="From">The first month.</param>
/// <param name="To">The last month.</param>
/// <param name="Moments">As known at which moment: of both sides, or of the first and the second.</param>
/// <param name="Versions">Under which version of the definition, null for the one that is valid for each month: of both sides, or of the first and the second.</param>
public sealed record KpiDifferenceQuestion(DateOnly From, DateOnly To, IReadOnlyList<ComparedMoment> Moments, IReadOnlyList<int?> Versions)
{
    /// <summary>What stands for the versions in force among others.</summary>
    public const string InForce = "inForce";

    /// <summary>A province, or a city with its province, within the territory.</summary>
    public string? Place { get; init; }

    /// <summary>Reads up to two moments; what is wrong is noted.</summary>
    public static IReadOnlyList<ComparedMoment> ReadMoments(string? text, FieldErrors errors, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(errors);
        var moments = ComparedMoment.Read(text, errors, now);
        if (moments.Count > 2) errors.Add("asOf", FieldCodes.OutOfRange, "asOf names at most two moments.");
        return moments;
    }

    /// <summary>Reads up to two versions, divided by a comma; what is wrong is noted.</summary>
    public static IReadOnlyList<int?> ReadVersions(string? text, FieldErrors errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        var versions = new List<int?>();
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (part == InForce) versions.Add(null);
            else if (int.TryParse(part, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var version) && version > 0) versions.Add(version);
            else errors.Add("definition", FieldCodes.Malformed, $"definition is the number of a version, or {InForce}.");
        }

        if (versions.Count > 2) errors.Add("definition", FieldCodes.OutOfRange, "definition names at most two versions.");
        return versions.Count == 0 ? [null] : versions;
    }
}

/// <summary>Why is a KPI over cases another number: which cases count otherwise, and because of which event or which part of its definition?</summary>
/// <remarks>
/// What a case reached does not depend on a definition. So two versions are told from the same rows, each case counted twice by the
/// calculation that counts it for everybody, and only a past moment needs a replay. The steps of the cases of one page are told from
/// their events, by the fold of the projection.
/// </remarks>
public sealed class KpiDifferences(ReadModels models, IEventStore store, DefinitionBook book, ReplayDesk desk, ReportingZone zone)
{
    /// <summary>How many cases of the months are looked at, on each side.</summary>
    public const int MostCases = 20_000;

    /// <summary>The projections whose rows answer it.</summary>
    public static IReadOnlyList<string> Projections { get; } = [KpiFigures.Projection, CaseThreads.Projection];

    /// <summary>The difference.</summary>
    /// <exception cref="UnfitCursorException">The cursor is of another list.</exception>
    /// <exception cref="ReplayUnavailableException">There is no such version, the first moment is the later one; a replay is not there in time, failed, or there are too many.</exception>
    public async Task<ReadAnswer<KpiDifference>> AskAsync(CaseKpi kpi, Asker asker, KpiDifferenceQuestion question, PageRequest page, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(kpi);
        ArgumentNullException.ThrowIfNull(asker);
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(page);
        var digest = Cursor.DigestOf("kpi-difference", kpi.Definition.Id, asker.Scope.ToString(), $"{Iso.Month(question.From)} {Iso.Month(question.To)} {question.Place}", question.Moments.Select(moment => moment.Text ?? "").ToArray(), question.Versions.ToArray());
        var behind = Cursor.Read(page.Cursor, digest, parts: 2);
        var published = await book.KpisAsync(cancellation);
        KpiDefinitionPublished?[] versions = [.. question.Versions.Select(number => number is { } version ? published.Find(kpi.Definition.Id, version) ?? throw NoVersion(kpi, version) : null)];
        var replays = new List<ReplayStatus?>();
        foreach (var moment in question.Moments)
            replays.Add(moment.Point == ReplayPoint.Now ? null : await desk.ReadyAsync(KpiFigures.Projection, "", moment.Point, after: 0, asker.Caller.Actor, cancellation));
        var (first, second) = await SidesAsync(kpi, asker.Scope, question, (replays[0], replays[^1]), (versions[0], versions[^1]), cancellation);
        if (first.Counting.Position > second.Counting.Position)
            throw new ReplayUnavailableException(ProblemCodes.InvalidRequest, "asOf: the first moment is no later than the second.") { Field = "asOf" };
        var (pairs, isWhole) = Paired(first.Rows, second.Rows);
        var differing = pairs.Where(pair => first.Counting.Of(pair.Before) != second.Counting.Of(pair.After)).ToList();
        var shown = (behind is null ? differing : differing.Where(pair => IsBehind(pair.After, behind))).Take(page.Limit + 1).ToList();
        var cases = await CasesAsync(asker.Scope, first.Counting, second.Counting, [.. shown.Take(page.Limit)], cancellation);
        var next = shown.Count > page.Limit ? Cursor.Behind(digest, Iso.Time(shown[^2].After.RegisteredAt), shown[^2].After.Complaint.ToString()) : null;
        return new(second.Counting.Position, second.RecordedAt, new(
            kpi.Definition.Id, Iso.Month(question.From), Iso.Month(question.To),
            Side(first, question.Moments[0], question.Versions[0], pairs.Select(pair => pair.Before)),
            Side(second, question.Moments[^1], question.Versions[^1], pairs.Select(pair => pair.After)),
            isWhole, pairs.Count, Causes(first.Counting, second.Counting, differing), new(cases, differing.Count, TotalIsAtLeast: !isWhole, next)));
    }

    private static ReplayUnavailableException NoVersion(CaseKpi kpi, int version) =>
        new(ProblemCodes.InvalidRequest, FormattableString.Invariant($"definition: {kpi.Definition.Id} has no version {version}.")) { Field = "definition" };

    private async Task<(SideRows First, SideRows Second)> SidesAsync(
        CaseKpi kpi, AccessScope scope, KpiDifferenceQuestion question, (ReplayStatus? First, ReplayStatus? Second) replays, (KpiDefinitionPublished? First, KpiDefinitionPublished? Second) versions, CancellationToken cancellation)
    {
        if (replays.First?.Id == replays.Second?.Id)
        {
            var both = await models.AskAsync(scope, KpiFigures.Projection, async connection =>
            {
                var rows = await RowsAsync(connection, scope, question, cancellation);
                return (Rows: rows, First: await SpansAsync(connection, versions.First), Second: await SpansAsync(connection, versions.Second));
            }, cancellation, replays.First);
            return (new(new(kpi, both.Data.First, both.Position), both.AsOf, both.Data.Rows), new(new(kpi, both.Data.Second, both.Position), both.AsOf, both.Data.Rows));
        }

        // A comparison begins with a replay; the live rows are its other side.
        var swapped = replays.First is null;
        return await models.CompareAsync(scope, KpiFigures.Projection, (replays.First ?? replays.Second)!, swapped ? null : replays.Second, async snapshot =>
        {
            var (first, second) = swapped ? (snapshot.Sides[1], snapshot.Sides[0]) : (snapshot.Sides[0], snapshot.Sides[1]);
            return (await ReadAsync(snapshot, first, versions.First), await ReadAsync(snapshot, second, versions.Second));
        }, cancellation);

        async Task<SideRows> ReadAsync(ReadSnapshot snapshot, SnapshotSide side, KpiDefinitionPublished? version)
        {
            var read = await snapshot.AskAsync(side, async connection => (Rows: await RowsAsync(connection, scope, question, cancellation), Spans: await SpansAsync(connection, version)), cancellation);
            return new(new(kpi, read.Data.Spans, read.Position), read.AsOf, read.Data.Rows);
        }

        Task<IReadOnlyList<KpiSpan>> SpansAsync(NpgsqlConnection connection, KpiDefinitionPublished? version) =>
            KpiDefinitionRow.SpansAsync(connection, kpi, (question.From, question.To), new(version), cancellation);
    }

    /// <summary>The cases of the months, one more than are looked at where there are as many.</summary>
    private Task<IReadOnlyList<CaseMilestone>> RowsAsync(NpgsqlConnection connection, AccessScope scope, KpiDifferenceQuestion question, CancellationToken cancellation)
    {
        var where = new Conditions();
        scope.Narrow(where);
        if (question.Place is { } place && AccessScope.TryParse(place) is { } within) within.Narrow(where);
        where.Add($"registered_at >= {where.Value(zone.Begin(question.From))} and registered_at < {where.Value(zone.Begin(question.To.AddMonths(1)))}");
        var most = where.Value(MostCases + 1);
        return CaseMilestone.Table.QueryAsync(connection, $"select {CaseMilestone.Table.ColumnList} from {CaseMilestone.Table.Name} {where} order by registered_at, complaint limit {most}", where.Values, cancellation);
    }

    /// <summary>Each case as it was and as it is. Where a side has more cases than are looked at, those behind its last one are left out on both.</summary>
    private static (IReadOnlyList<(CaseMilestone? Before, CaseMilestone After)> Pairs, bool IsWhole) Paired(IReadOnlyList<CaseMilestone> before, IReadOnlyList<CaseMilestone> after)
    {
        var ends = new[] { before, after }.Where(side => side.Count > MostCases).Select(side => Place(side[MostCases - 1])).ToList();
        var then = before.ToDictionary(one => one.Complaint);
        // A case keeps its place, and none is ever taken out: whatever was known then is known later.
        return ([.. after.Where(one => ends.TrueForAll(end => Place(one).CompareTo(end) <= 0)).Select(one => (then.GetValueOrDefault(one.Complaint), one))], ends.Count == 0);
    }

    private static (DateTimeOffset At, Guid Id) Place(CaseMilestone one) => (one.RegisteredAt, one.Complaint);

    private static bool IsBehind(CaseMilestone one, string[] key) =>
        Iso.TryTime(key[0]) is { } at && Guid.TryParse(key[1], out var id) ? Place(one).CompareTo((at, id)) > 0 : throw UnfitCursorException.Malformed;

    private static KpiDifferenceSide Side(SideRows side, ComparedMoment moment, int? version, IEnumerable<CaseMilestone?> cases)
    {
        var sum = cases.Aggregate(default(CountedFor), (sum, one) => sum.Plus(side.Counting.Of(one)));
        return new(
            moment.Text, version, [.. side.Counting.Spans.Select(span => span.Definition.Version)], side.Counting.Position, side.RecordedAt,
            KpiValue.Of(side.Counting.Kpi, KpiKey.Total, [sum.Numerator, sum.Denominator], side.Counting.Spans));
    }

    private static IReadOnlyList<KpiCause> Causes(CaseCounting first, CaseCounting second, IReadOnlyList<(CaseMilestone? Before, CaseMilestone After)> differing) =>
    [
        .. differing
            .SelectMany(pair => first.Towards(second, pair.After).Select(step => (Term: (CountedTerm?)step.Term, step.Difference))
                .Prepend((Term: null, Difference: first.Of(pair.After).Less(first.Of(pair.Before)))))
            .Where(step => step.Difference != default)
            .GroupBy(step => step.Term)
            .OrderBy(cause => cause.Key ?? (CountedTerm)(-1))
            .Select(cause => new KpiCause(cause.Key, cause.Count(), cause.Sum(step => step.Difference.Numerator), cause.Sum(step => step.Difference.Denominator))),
    ];

    private async Task<IReadOnlyList<KpiCaseDifference>> CasesAsync(
        AccessScope scope, CaseCounting first, CaseCounting second, IReadOnlyList<(CaseMilestone? Before, CaseMilestone After)> page, CancellationToken cancellation)
    {
        // Contacts are looked at where the definition limits them alone.
        var contacts = first.Kpi.Usual.MostContacts is null || page.Count == 0 ? [] : (await models.AskAsync(scope, CaseThreads.Projection, async connection =>
        {
            var ties = new Dictionary<Guid, IReadOnlyList<Guid>>();
            foreach (var (_, one) in page)
                ties[one.Complaint] = [.. (await CaseFile.TiesAsync(connection, ComplaintId.From(one.Complaint), cancellation)).Where(tie => tie.Kind == ThreadKind.Contact).Select(tie => tie.Other)];
            return ties;
        }, cancellation)).Data;
        var cases = new List<KpiCaseDifference>();
        foreach (var (before, one) in page)
        {
            var steps = first.Steps(second, await EventsAsync(first.Kpi, one.Complaint, contacts.GetValueOrDefault(one.Complaint, []), cancellation), zone);
            cases.Add(new(
                one.Complaint, one.RegisteredAt, Iso.Month(one.Month), one.Kind, one.Topic, AccessScope.Code(one.Province, one.City), one.Source,
                before is null ? null : first.Of(before), second.Of(one), [.. steps.Take(KpiCaseDifference.MostSteps)], steps.Count));
        }

        return cases;
    }

    /// <summary>What the case's row follows from, in order.</summary>
    private async Task<IReadOnlyList<RecordedEvent>> EventsAsync(CaseKpi kpi, Guid complaint, IReadOnlyList<Guid> contacts, CancellationToken cancellation)
    {
        var own = await store.ReadStreamAsync(complaint, cancellation: cancellation);
        var events = new List<RecordedEvent>(own);
        foreach (var contact in contacts)
            events.AddRange((await store.ReadStreamAsync(contact, cancellation: cancellation)).Where(e => e.Data is ContactLinked linked && linked.Complaint.Value == complaint || e.Data is ContactUnlinked unlinked && unlinked.Complaint.Value == complaint));
        // Callbacks say something of one KPI alone.
        var episodes = kpi == CaseKpis.CallbackSatisfaction ? Streams.Complaint.Fold(own).Episode : 0;
        for (var episode = 1; episode <= episodes; episode++)
            events.AddRange((await store.ReadStreamAsync(CallbackIds.Of(ComplaintId.From(complaint), episode).Value, cancellation: cancellation)).Where(e => e.Data is CallbackCompleted));
        return [.. events.OrderBy(e => e.Position)];
    }

    private sealed record SideRows(CaseCounting Counting, DateTimeOffset? RecordedAt, IReadOnlyList<CaseMilestone> Rows);

    public static void Map(IEndpointRouteBuilder api)
    {
        foreach (var kpi in ListedKpis.Explained)
        {
            api.MapQuery<KpiDifferences, KpiDifference>(
                $"/kpis/{kpi.Definition.Id}/difference",
                Permission.ReadKpis,
                ("KPIs", $"{kpi.Definition.NameEn}: which cases count otherwise under another version of the definition, or than was known at another moment, and which event or part of the definition makes them."),
                Projections,
                [
                    new("from", "The first month, for example 2011-03.", Required: true),
                    new("to", "The last month; the first one when left out."),
                    new("definition", $"One or two, divided by a comma: the number of a version, which then tells all months, or {KpiDifferenceQuestion.InForce} for the one that is valid for each; {KpiDifferenceQuestion.InForce} when left out."),
                    new("asOf", "One or two moments, the earlier first, divided by a comma: days, which count to their end, times with their offset, positions of events as #4711, or now; now when left out."),
                    new("place", "A province (cn-js) or a city (cn-js.nanjing) within the territory."),
                    .. QueryParameter.OfLists,
                ],
                query =>
                {
                    var from = query.Errors.Value("from", query.Month("from"));
                    var question = new KpiDifferenceQuestion(
                        from, query.Month("to") ?? from, KpiDifferenceQuestion.ReadMoments(query.Text("asOf"), query.Errors, query.Now), KpiDifferenceQuestion.ReadVersions(query.Text("definition"), query.Errors)) { Place = query.Text("place") };
                    if (question.From > question.To) query.Errors.Add("from", FieldCodes.Reversed, "from is not later than to.");
                    if (question.Place is not null && AccessScope.TryParse(question.Place) is not { Province: not null }) query.Errors.Add("place", FieldCodes.Malformed, "place is a province (cn-js) or a city (cn-js.nanjing).");
                    var page = query.Page();
                    return async (service, asker, cancellation) => await service.AskAsync(kpi, asker, question, page, cancellation);
                });
        }
    }
}
