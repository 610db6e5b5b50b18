using CaseFlow.Access;
using System.ComponentModel.DataAnnotations;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Kpis;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CaseFlow.Server.Definitions;

/// <summary>Ask for a read model as of a past day or position, or under another definition. Nothing is recorded; the live rows stay as they are.</summary>
public sealed record AskForReplayRequest
{
    /// <summary>The read model, for example <c>RepeatComplaintRates</c> or <c>repeat-complaint-rates</c>.</summary>
    [Required]
    public string? Projection { get; init; }

    /// <summary>A day, which counts to its end in the operator's zone, or a time with its offset; all there is now when this and the position are left out.</summary>
    public string? AsOf { get; init; }

    /// <summary>The position of the last event that counts, instead of a time.</summary>
    public long? Position { get; init; }

    /// <summary>What takes the place of parts of the rules that were published; only for the repeat-complaint rates.</summary>
    public RepeatRuleChange? Definition { get; init; }

    /// <summary>Today: topics agree as today's tree tells it, from the first event on; only for the repeat-complaint rates. As the tree then in force tells it when left out.</summary>
    public TopicTree? Tree { get; init; }

    /// <summary>How long it is kept after it was last used, in minutes, 1 to 10080; an hour when left out.</summary>
    public int? LifetimeMinutes { get; init; }
}

/// <summary>A replay and how far it has come.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Projection">The read model.</param>
/// <param name="Definition">What takes the place of parts of the rules that were published; null when nothing does.</param>
/// <param name="Position">The position of the last event that counts.</param>
/// <param name="RecordedAt">When that event was recorded; null before the first one.</param>
/// <param name="RequestedBy">Who asked for it first.</param>
/// <param name="CreatedAt">When it was asked for.</param>
/// <param name="ExpiresAt">When it is dropped, unless it is used until then.</param>
/// <param name="State">What has become of it.</param>
/// <param name="Reached">The position of the last event replayed.</param>
/// <param name="Error">Why it failed; null unless it has.</param>
/// <param name="Kpi">The KPI of which one version tells all months; null where each month has the one that is valid for it.</param>
/// <param name="KpiVersion">That version.</param>
/// <param name="TopicListVersion">The version of the list of topics that topics agree under from the first event on; null for the one in force at each.</param>
public sealed record ReplayView(
    Guid Id, string Projection, RepeatRuleChange? Definition, long Position, DateTimeOffset? RecordedAt, string RequestedBy,
    DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, ReplayState State, long Reached, string? Error, int? TopicListVersion, string? Kpi, int? KpiVersion)
{
    /// <summary>What a replay looks like from outside.</summary>
    public static ReplayView Of(ReplayStatus replay)
    {
        ArgumentNullException.ThrowIfNull(replay);
        var counted = replay.Projection == KpiFigures.Projection ? KpiReplay.Read(replay.Definition).Definition : null;
        var told = RepeatReplay.Read(replay.Projection == RepeatComplaintRates.Projection ? replay.Definition : "");
        return new(
            replay.Id, replay.Projection, told.Change.IsNone ? null : told.Change, replay.Position, replay.RecordedAt, replay.RequestedBy,
            replay.CreatedAt, replay.ExpiresAt, replay.State, replay.Reached, replay.Error, told.Topics?.Version, counted?.Kpi, counted?.Version);
    }
}

/// <summary>Read models as of a past day or position, or under another definition.</summary>
public static class ReplayRoutes
{
    /// <summary>What replays stand under in the API's description.</summary>
    public const string Tag = "Replays";

    /// <summary>The longest lifetime, in minutes: a week.</summary>
    public const int LongestLifetime = 7 * 24 * 60;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/replays", AskAsync)
            .Requires(Permission.AskReplays)
            .WithTags(Tag)
            .WithSummary("Asks for a replay, which is then done in its turn. The same one asked for again is the same replay, which lives on.")
            .Produces<ReplayView>()
            .Produces<ReplayView>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        api.MapGet("/replays", async (Replays replays, CancellationToken cancellation) =>
            {
                var all = await replays.ListAsync(cancellation);
                return TypedResults.Ok(new Page<ReplayView>([.. all.Select(ReplayView.Of)], all.Count, TotalIsAtLeast: false, Next: null));
            })
            .Requires(Permission.ReadKpis)
            .WithTags(Tag)
            .WithSummary("All replays that are kept; they are few.")
            .Produces<Page<ReplayView>>();
        api.MapGet("/replays/{id:guid}", async (Guid id, Replays replays, CancellationToken cancellation) =>
                await replays.FindAsync(id, cancellation) is { } replay ? (IResult)TypedResults.Ok(ReplayView.Of(replay)) : Missing(id))
            .Requires(Permission.ReadKpis)
            .WithTags(Tag)
            .WithSummary("A replay and how far it has come.")
            .Produces<ReplayView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapDelete("/replays/{id:guid}", async (Guid id, Replays replays, CancellationToken cancellation) =>
                await replays.DropAsync(id, cancellation) ? (IResult)TypedResults.NoContent() : Missing(id))
            .Requires(Permission.AskReplays)
            .WithTags(Tag)
            .WithSummary("Drops a replay before its time.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <summary>The read model that a name stands for, as it is written in code or with hyphens; what is wrong with it is noted.</summary>
    public static string Projection(string? name, IEnumerable<string> known, FieldErrors errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        var given = errors.Text("projection", name, FieldErrors.ShortText);
        var all = known.Order(StringComparer.Ordinal).ToList();
        var found = all.FirstOrDefault(one => string.Equals(one, given.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));
        if (found is null && given.Length > 0) errors.Add("projection", FieldCodes.OutOfRange, $"projection is one of {string.Join(", ", all)}.");
        return found ?? "";
    }

    private static async Task<IResult> AskAsync(AskForReplayRequest request, HttpContext http, Replays replays, ReplayDesk desk, DefinitionBook book, TimeProvider clock, CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        var projection = Projection(request.Projection, replays.Projections, errors);
        var point = ReplayPoint.Of(request.AsOf, request.Position, errors, clock.GetUtcNow());
        var change = request.Definition ?? RepeatRuleChange.None;
        change.Check(errors, "definition.");
        if (!change.IsNone && projection is not (RepeatComplaintRates.Projection or ""))
            errors.Add("definition", FieldCodes.OutOfRange, $"definition is for {RepeatComplaintRates.Projection}; {projection} has none to change.");
        if (request.Tree is { } wanted && !Enum.IsDefined(wanted)) errors.Add("tree", FieldCodes.OutOfRange, "tree is AsRecorded or Today.");
        if (request.Tree is TopicTree.Today && projection is not (RepeatComplaintRates.Projection or ""))
            errors.Add("tree", FieldCodes.OutOfRange, $"tree is for {RepeatComplaintRates.Projection}.");
        if (request.LifetimeMinutes is < 1 or > LongestLifetime)
            errors.Add("lifetimeMinutes", FieldCodes.OutOfRange, FormattableString.Invariant($"lifetimeMinutes is 1 to {LongestLifetime}."));
        if (errors.Any) return Answers.Invalid(errors.Outcome.Errors);
        TimeSpan? lifetime = request.LifetimeMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null;
        try
        {
            var replayed = await RepeatReplay.UnderAsync(book, request.Tree ?? TopicTree.AsRecorded, change, cancellation);
            var (replay, created) = await desk.AskAsync(projection, replayed.Text, point, after: 0, Caller.Of(http).Actor, lifetime, cancellation);
            var view = ReplayView.Of(replay);
            return created ? TypedResults.Created($"/api/replays/{view.Id}", view) : TypedResults.Ok(view);
        }
        catch (ReplayUnavailableException unavailable)
        {
            return Answers.Unavailable(http, unavailable);
        }
    }

    private static ProblemHttpResult Missing(Guid id) => Answers.Problem(ProblemCodes.NotFound, $"There is no replay {id}, any more.");
}
