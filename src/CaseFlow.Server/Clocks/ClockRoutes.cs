using CaseFlow.Access;
using CaseFlow.Clocks;
using CaseFlow.EventStore;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CaseFlow.Server.Clocks;

/// <summary>A calendar in one version.</summary>
/// <param name="Latest">Whether it is in force.</param>
/// <param name="PublishedBy">Who published it.</param>
/// <param name="PublishedAt">When it was recorded.</param>
/// <param name="Calendar">The version.</param>
public sealed record CalendarAnswer(bool Latest, string PublishedBy, DateTimeOffset PublishedAt, CalendarPublished Calendar);

/// <summary>A clock policy in one version.</summary>
/// <param name="Latest">Whether it is in force.</param>
/// <param name="PublishedBy">Who published it.</param>
/// <param name="PublishedAt">When it was recorded.</param>
/// <param name="Policy">The version.</param>
public sealed record ClockPolicyAnswer(bool Latest, string PublishedBy, DateTimeOffset PublishedAt, ClockPolicyPublished Policy);

/// <summary>Which calendars and clock policies are in force, and which were. Read from their streams: they are few and short.</summary>
public static class ClockRoutes
{
    /// <summary>What clocks stand under in the API's description.</summary>
    public const string Tag = "Clocks";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/definitions/calendars", CalendarsAsync)
            .Requires(Permission.ReadDefinitions)
            .WithTags(DefinitionsInForce.Tag)
            .WithSummary("The calendars of working time in all their versions, the latest first. The ETag is that of a publication.");
        api.MapGet("/definitions/clock-policies", PoliciesAsync)
            .Requires(Permission.ReadDefinitions)
            .WithTags(DefinitionsInForce.Tag)
            .WithSummary("The clock policies in all their versions, the library of regulatory clocks included, the latest first. The ETag is that of a publication.");
    }

    private static async Task<Ok<List<CalendarAnswer>>> CalendarsAsync(HttpContext http, CommandShell shell, CancellationToken cancellation) => TypedResults.Ok(Shown(
        http,
        await shell.HistoryAsync(ClockRuleBook.CalendarsStream, cancellation),
        Streams.WorkCalendars.Fold,
        (state, e) => e.Data is CalendarPublished calendar ? new CalendarAnswer(ReferenceEquals(state.Latest[new(calendar.Calendar, calendar.Place)], calendar), e.Metadata.Actor, e.RecordedAt, calendar) : null));

    private static async Task<Ok<List<ClockPolicyAnswer>>> PoliciesAsync(HttpContext http, CommandShell shell, CancellationToken cancellation) => TypedResults.Ok(Shown(
        http,
        await shell.HistoryAsync(ClockRuleBook.PoliciesStream, cancellation),
        Streams.ClockPolicies.Fold,
        (state, e) => e.Data is ClockPolicyPublished policy ? new ClockPolicyAnswer(ReferenceEquals(state.Latest[policy.Policy], policy), e.Metadata.Actor, e.RecordedAt, policy) : null));

    private static List<TAnswer> Shown<TState, TAnswer>(HttpContext http, IReadOnlyList<RecordedEvent> history, Func<IEnumerable<RecordedEvent>, TState> fold, Func<TState, RecordedEvent, TAnswer?> show)
        where TAnswer : class
    {
        http.Response.Headers.ETag = Answers.ETag(history.Count == 0 ? 0 : history[^1].Version);
        var state = fold(history);
        return [.. history.Reverse().Select(e => show(state, e)).OfType<TAnswer>()];
    }
}
