using CaseFlow.Access;
using CaseFlow.EventStore;
using CaseFlow.Inspections;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;
using Npgsql;

namespace CaseFlow.Server.Inspections;

/// <summary>A scorecard at a glance.</summary>
/// <param name="Card">For example <c>complaint-handling</c>.</param>
/// <param name="Version">The version in force.</param>
/// <param name="Zh">Its title in Chinese.</param>
/// <param name="En">Its title in English.</param>
/// <param name="Criteria">How many criteria it has.</param>
public sealed record ScorecardSummary(string Card, int Version, string Zh, string En, int Criteria);

/// <summary>A scorecard in one version.</summary>
/// <param name="Card">For example <c>complaint-handling</c>.</param>
/// <param name="Version">The version that is shown.</param>
/// <param name="LatestVersion">The version in force; also the <c>ETag</c>.</param>
/// <param name="Reason">Why it was published.</param>
/// <param name="PublishedBy">Who published it.</param>
/// <param name="PublishedAt">When it was recorded.</param>
/// <param name="Content">What it says.</param>
public sealed record ScorecardAnswer(string Card, int Version, int LatestVersion, string Reason, string PublishedBy, DateTimeOffset PublishedAt, ScorecardContent Content);

/// <summary>The scorecards and their versions. Read from their streams: they are few and short.</summary>
public sealed class ScorecardBook(IEventStore store, NpgsqlDataSource database)
{
    private const int MostCards = 200;

    private static readonly string SelectStreams = FormattableString.Invariant($"select id from mt_streams where type = 'scorecard' order by id limit {MostCards}");

    /// <summary>The stream of a card.</summary>
    public static Guid StreamOf(string card) => DeterministicId.From("scorecard", card);

    /// <summary>A card in a version, or in force; null when there is none.</summary>
    public async Task<ScorecardAnswer?> FindAsync(string card, int? version, CancellationToken cancellation)
    {
        var history = await store.ReadStreamAsync(StreamOf(card), cancellation: cancellation);
        return history.LastOrDefault(e => version is null || Published(e).Version == version) is { } shown ? Answer(shown, Published(history[^1]).Version) : null;
    }

    /// <summary>All cards in force, by their codes.</summary>
    public async Task<IReadOnlyList<ScorecardAnswer>> AllAsync(CancellationToken cancellation)
    {
        var cards = new List<ScorecardAnswer>();
        foreach (var stream in await StreamsAsync(cancellation))
        {
            var history = await store.ReadStreamAsync(stream, cancellation: cancellation);
            cards.Add(Answer(history[^1], Published(history[^1]).Version));
        }

        return [.. cards.OrderBy(card => card.Card, StringComparer.Ordinal)];
    }

    /// <summary>The streams of all cards.</summary>
    public async Task<IReadOnlyList<Guid>> StreamsAsync(CancellationToken cancellation)
    {
        var streams = new List<Guid>();
        await using var command = database.CreateCommand(SelectStreams);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            streams.Add(reader.GetGuid(0));
        return streams;
    }

    private static ScorecardAnswer Answer(RecordedEvent e, int latest)
    {
        var card = Published(e);
        return new(card.Card, card.Version, latest, card.Reason, e.Metadata.Actor, e.RecordedAt, card.Content);
    }

    private static ScorecardPublished Published(RecordedEvent e) => (ScorecardPublished)e.Data;
}

/// <summary>The scorecards over HTTP.</summary>
public static class ScorecardRoutes
{
    /// <summary>What scorecards and inspections stand under in the API's description.</summary>
    public const string Tag = "Inspections";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/scorecards", async (ScorecardBook book, CancellationToken cancellation) => TypedResults.Ok(
                (await book.AllAsync(cancellation)).Select(card => new ScorecardSummary(card.Card, card.Version, card.Content.Zh, card.Content.En, card.Content.AllCriteria().Count())).ToList()))
            .Requires(Permission.ReadDefinitions)
            .WithTags(Tag)
            .WithSummary("The scorecards, each with the version in force.");
        api.MapGet("/scorecards/{card}", async (string card, int? version, HttpContext http, ScorecardBook book, CancellationToken cancellation) =>
            {
                if (await book.FindAsync(card, version, cancellation) is not { } found)
                    return (IResult)Answers.Problem(ProblemCodes.NotFound, $"There is no scorecard {card}{(version is null ? "" : $" in version {version}")}.");
                http.Response.Headers.ETag = Answers.ETag(found.LatestVersion);
                return TypedResults.Ok(found);
            })
            .Requires(Permission.ReadDefinitions)
            .WithTags(Tag)
            .WithSummary("A scorecard, in force or in an earlier version.")
            .Produces<ScorecardAnswer>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }
}
