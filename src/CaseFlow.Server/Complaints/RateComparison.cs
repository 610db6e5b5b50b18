using System.Globalization;
using CaseFlow.Access;
using CaseFlow.Definitions;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Complaints;

/// <summary>The repeat-complaint rate of the same months, as known at several moments and under several versions of its rule.</summary>
/// <param name="Definition">The KPI; the version of its rule stands in each cell.</param>
/// <param name="From">The first month.</param>
/// <param name="To">The last month.</param>
/// <param name="Versions">The versions of the rule that were published, the oldest first.</param>
/// <param name="Cells">A cell for each moment and version, in the order in which they were asked for.</param>
public sealed record RateComparison(KpiDefinition Definition, string From, string To, IReadOnlyList<RepeatRule> Versions, IReadOnlyList<RateCell> Cells);

/// <summary>The rate as known at a moment, under a version.</summary>
/// <param name="AsOf">The moment as it was asked for; null for now.</param>
/// <param name="Version">The version that all cases are judged under; null for the one in force at the moment.</param>
/// <param name="Replay">The replay behind it; two of them can be explained.</param>
/// <param name="Position">Up to which event it counts everything.</param>
/// <param name="RecordedAt">When that event was recorded; null before the first one.</param>
/// <param name="Rule">The rule that it counts under; null where none was published yet.</param>
/// <param name="Value">The rate and its counts.</param>
public sealed record RateCell(string? AsOf, int? Version, Guid Replay, long Position, DateTimeOffset? RecordedAt, RepeatRule? Rule, RateValue Value);

/// <summary>A moment that a comparison is asked for.</summary>
/// <param name="Text">As it was asked for; null for now.</param>
/// <param name="Point">Up to where is counted.</param>
public sealed record ComparedMoment(string? Text, ReplayPoint Point)
{
    /// <summary>How many moments are compared at most.</summary>
    public const int Most = 3;

    /// <summary>What stands for now among other moments.</summary>
    public const string Now = "now";

    /// <summary>Reads moments, divided by commas: days, times with their offset, positions of events as <c>#4711</c>, or <c>now</c>; now when there is none. What is wrong is noted.</summary>
    public static IReadOnlyList<ComparedMoment> Read(string? text, FieldErrors errors, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(errors);
        var parts = (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToList();
        if (parts.Count > Most) errors.Add("asOf", FieldCodes.OutOfRange, FormattableString.Invariant($"asOf names at most {Most} moments."));
        return parts.Count == 0 ? [new(null, ReplayPoint.Now)] : [.. parts.Take(Most).Select(part => new ComparedMoment(part == Now ? null : part, PointOf(part, errors, now)))];
    }

    /// <summary>Moments as a page has them, with the desk's zone where it writes a moment without its offset.</summary>
    public static string? InZone(string? moments) => moments is null ? null : string.Join(',', moments.Split(',').Select(moment =>
        DeskTime.TryRead(moment.Trim()) is { Precision: not OccurrencePrecision.Day } read ? Iso.Time(read.At) : moment));

    private static ReplayPoint PointOf(string part, FieldErrors errors, DateTimeOffset now)
    {
        if (part == Now) return ReplayPoint.Now;
        if (part[0] != '#') return ReplayPoint.Of(part, position: null, errors, now);
        if (long.TryParse(part[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var position)) return new(Position: position);
        errors.Add("asOf", FieldCodes.Malformed, "asOf: behind # stands the position of an event.");
        return ReplayPoint.Now;
    }
}

/// <summary>Compares the repeat-complaint rate with itself: as known at several moments, under several versions of its rule.</summary>
public sealed class RateComparisons(RepeatComplaintRates rates, ReplayDesk desk, CommandShell shell, DefinitionBook book)
{
    /// <summary>How many versions are compared at most.</summary>
    public const int MostVersions = 2;

    /// <summary>The versions of the rule, the oldest first.</summary>
    public async Task<IReadOnlyList<RepeatRule>> VersionsAsync(CancellationToken cancellation) =>
        [.. (await shell.HistoryAsync(DefinitionBook.PoliciesStream, cancellation)).Select(e => e.Data).OfType<RepeatRulePublished>().Select(e => e.Rule)];

    /// <summary>The comparison; null when a version is asked for that was never published.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="question">The months.</param>
    /// <param name="moments">As known at which moments.</param>
    /// <param name="versions">Under which versions; under the one in force at each moment when none is named.</param>
    /// <param name="cancellation">Cancels the question.</param>
    /// <exception cref="ReplayUnavailableException">A replay is not there in time, failed, or there are too many.</exception>
    public async Task<ReadAnswer<RateComparison>?> AskAsync(Asker asker, KpiQuestion question, IReadOnlyList<ComparedMoment> moments, IReadOnlyList<int> versions, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(asker);
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(moments);
        ArgumentNullException.ThrowIfNull(versions);
        var published = await VersionsAsync(cancellation);
        if (versions.Any(version => published.All(rule => rule.Version != version))) return null;
        var asked = new List<(ComparedMoment Moment, int? Version, ReplayStatus Replay)>();
        foreach (var (moment, version) in from moment in moments from version in versions.Count == 0 ? [null] : versions.Select(version => (int?)version) select (moment, version))
        {
            var change = version is null ? RepeatRuleChange.None : RepeatRuleChange.To(published.First(rule => rule.Version == version));
            var replayed = await RepeatReplay.UnderAsync(book, question.Tree, change, cancellation);
            asked.Add((moment, version, (await desk.AskAsync(RepeatComplaintRates.Projection, replayed.Text, moment.Point, after: 0, asker.Caller.Actor, lifetime: null, cancellation)).Replay));
        }

        var cells = new List<RateCell>();
        foreach (var (moment, version, waiting) in asked)
        {
            var replay = await desk.ReadyAsync(waiting.Id, cancellation) ?? throw ReplayUnavailableException.Gone(waiting.Id);
            var told = await rates.AskAsync(asker.Scope, question with { By = [] }, cancellation, replay);
            cells.Add(new(moment.Text, version, replay.Id, told.Position, told.AsOf, told.Data.Rule, RateValue.Of(told.Data.Total)!));
        }

        var last = cells.MaxBy(cell => cell.Position)!;
        var moves = await book.MovesAsync(question.Tree, cancellation);
        return new(last.Position, last.RecordedAt, new(moves.Say(await book.TellAsync(KpiCatalogue.RepeatComplaintRate, question.From, question.To, cancellation)), Iso.Month(question.From), Iso.Month(question.To), published, cells));
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapQuery<RateComparisons, RateComparison>(
            $"/kpis/{KpiCatalogue.RepeatComplaintRate.Id}/comparison",
            Permission.ReadKpis,
            ("KPIs", "The repeat-complaint rate of the same months as known at up to three moments and under up to two versions of its rule. Any two cells are explained event by event at /comparison/explanation."),
            [RepeatComplaintRates.Projection],
            [
                .. KpiQuestion.Parameters.Take(2),
                new("asOf", "Up to three moments, divided by commas: days, which count to their end, times with their offset, positions of events as #4711, or now; now when left out."),
                KpiQuestion.TreeParameter,
                new("version", "Up to two versions of the rule, divided by commas, that all cases are judged under; the one in force at each moment when left out."),
            ],
            query =>
            {
                var question = Months(query) with { Tree = KpiQuestion.ReadTree(query) };
                var moments = ComparedMoment.Read(query.Text("asOf"), query.Errors, query.Now);
                var versions = Versions(query.Text("version"), query.Errors);
                return (service, asker, cancellation) => service.AskAsync(asker, question, moments, versions, cancellation);
            });
        api.MapQuery<RateExplanations, RateExplanation>(
            $"/kpis/{KpiCatalogue.RepeatComplaintRate.Id}/comparison/explanation",
            Permission.ReadKpis,
            ("KPIs", "What lies between two repeat-complaint rates, event by event: which cases entered or left numerator and denominator, because of which event or of the rule. Both under the tree of topics that the comparison was asked for."),
            [RepeatComplaintRates.Projection],
            [.. KpiQuestion.Parameters.Take(2), new("first", "The replay behind a cell of a comparison.", Required: true), new("second", "That behind another cell.", Required: true)],
            query =>
            {
                var question = Months(query);
                var (first, second) = (query.Errors.Value("first", query.Id("first")), query.Errors.Value("second", query.Id("second")));
                return (service, asker, cancellation) => service.AskAsync(asker.Scope, question, first, second, cancellation);
            });
    }

    /// <summary>Versions, divided by commas; what is wrong is noted.</summary>
    public static IReadOnlyList<int> Versions(string? text, FieldErrors errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        var versions = new List<int>();
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0) versions.Add(version);
            else errors.Add("version", FieldCodes.Malformed, "version is a whole number from 1.");
        }

        if (versions.Count > MostVersions) errors.Add("version", FieldCodes.OutOfRange, FormattableString.Invariant($"version names at most {MostVersions} versions."));
        return [.. versions.Distinct()];
    }

    private static KpiQuestion Months(QueryReader query) =>
        KpiQuestion.Of(KpiCatalogue.RepeatComplaintRate, query.Month("from"), query.Month("to"), [], topicLevel: null, query.Errors, ReportingZone.Operator, query.Now);
}
