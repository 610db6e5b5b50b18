using CaseFlow.Access;
using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.EventStore;
using CaseFlow.FollowUps;
using CaseFlow.PersonalData;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CaseFlow.Server.Definitions;

/// <summary>A list at a glance.</summary>
/// <param name="Name">For example <c>topics</c>.</param>
/// <param name="Version">The version in force; 0 when it was never published.</param>
/// <param name="Terms">How many terms it has, retired ones included.</param>
public sealed record TermListSummary(string Name, int Version, int Terms);

/// <summary>A list in one version.</summary>
/// <param name="Name">For example <c>topics</c>.</param>
/// <param name="Version">The version that is shown.</param>
/// <param name="LatestVersion">The version in force; also the <c>ETag</c>.</param>
/// <param name="Reason">Why it was published.</param>
/// <param name="PublishedBy">Who published it.</param>
/// <param name="PublishedAt">When it was recorded.</param>
/// <param name="Entries">Its terms, retired ones included.</param>
/// <param name="Moves">Of topics: where the cases of every topic count that has gone; null while none has.</param>
public sealed record TermListAnswer(
    string Name, int Version, int LatestVersion, string Reason, string PublishedBy, DateTimeOffset PublishedAt, IReadOnlyList<TermEntry> Entries, IReadOnlyList<TermMove>? Moves);

/// <summary>The policies in force.</summary>
/// <param name="RepeatRule">What counts as a repeat complaint.</param>
/// <param name="Callback">When customers are called back.</param>
/// <param name="CallbackKinds">The kinds whose customers are called.</param>
/// <param name="Retention">How long customers' data is kept; null while nobody has said.</param>
public sealed record PoliciesAnswer(RepeatRule? RepeatRule, CallbackTerms? Callback, IReadOnlyList<ComplaintKind> CallbackKinds, RetentionSchedule? Retention);

/// <summary>Which definitions are in force, and which were. Read from their streams: they are few and short.</summary>
public static class DefinitionsInForce
{
    /// <summary>What the definitions stand under in the API's description.</summary>
    public const string Tag = "Definitions";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/definitions/lists", ListsAsync)
            .Requires(Permission.ReadDefinitions)
            .WithTags(Tag)
            .WithSummary("The lists of terms, each with the version in force.");
        api.MapGet("/definitions/lists/{name}", ListAsync)
            .Requires(Permission.ReadDefinitions)
            .WithTags(Tag)
            .WithSummary("A list of terms, in force or in an earlier version.")
            .Produces<TermListAnswer>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/definitions/policies", PoliciesAsync)
            .Requires(Permission.ReadDefinitions)
            .WithTags(Tag)
            .WithSummary("The policies in force.");
    }

    private static async Task<Ok<List<TermListSummary>>> ListsAsync(DefinitionBook book, CancellationToken cancellation)
    {
        var summaries = new List<TermListSummary>();
        foreach (var name in TermLists.All)
        {
            var list = await book.ListAsync(name, cancellation);
            summaries.Add(new(name, list.Version, list.Entries.Count));
        }

        return TypedResults.Ok(summaries);
    }

    private static async Task<IResult> ListAsync(string name, int? version, HttpContext http, CommandShell shell, CancellationToken cancellation)
    {
        var history = await shell.HistoryAsync(DefinitionBook.StreamOf(name), cancellation);
        var shown = history.LastOrDefault(e => version is null || Published(e).Version == version);
        if (shown is null) return Answers.Problem(ProblemCodes.NotFound, $"There is no list {name}{(version is null ? "" : $" in version {version}")}.");
        http.Response.Headers.ETag = Answers.ETag(history[^1].Version);
        var list = Published(shown);
        return TypedResults.Ok(new TermListAnswer(name, list.Version, Published(history[^1]).Version, list.Reason, shown.Metadata.Actor, shown.RecordedAt, list.Entries, list.Moves));
    }

    private static async Task<Ok<PoliciesAnswer>> PoliciesAsync(HttpContext http, CommandShell shell, CancellationToken cancellation)
    {
        var history = await shell.HistoryAsync(DefinitionBook.PoliciesStream, cancellation);
        http.Response.Headers.ETag = Answers.ETag(history.Count == 0 ? 0 : history[^1].Version);
        var policies = Streams.Policies.Fold(history);
        return TypedResults.Ok(new PoliciesAnswer(policies.RepeatRule, policies.CallbackTerms, policies.CallbackKinds, policies.Retention));
    }

    private static TermListPublished Published(RecordedEvent e) => (TermListPublished)e.Data;
}
