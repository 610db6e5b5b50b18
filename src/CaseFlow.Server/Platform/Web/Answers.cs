using System.Text.Json.Serialization;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CaseFlow.Server.Platform.Web;

/// <summary>What a command is answered.</summary>
/// <param name="Id">The stream.</param>
/// <param name="Version">Its version now; also the <c>ETag</c>.</param>
/// <param name="Position">What to give a query as <c>after</c> to read one's own writes.</param>
/// <param name="Outcome"><c>recorded</c>, <c>repeated</c> or <c>unchanged</c>.</param>
public sealed record CommandAnswer(Guid Id, long Version, long Position, string Outcome)
{
    /// <summary>Of a publication of topics: the definitions in force that name one which has gone; left out elsewhere.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<GoneTopic>? StillNaming { get; init; }
}

/// <summary>Turns outcomes into HTTP, in this place alone.</summary>
public static class Answers
{
    /// <summary>The prefix of problem types; the code follows, and the lists are in <c>docs/api.md</c> and <c>docs/refusals.md</c>.</summary>
    public const string ProblemType = "urn:caseflow:problem:";

    /// <summary>The answer to a command on <paramref name="stream"/>.</summary>
    public static IResult Of(HttpContext http, Guid stream, CommandOutcome outcome, string? createdAt = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        switch (outcome)
        {
            case CommandRecorded recorded:
                http.Response.Headers.ETag = ETag(recorded.Version);
                var answer = new CommandAnswer(stream, recorded.Version, recorded.Position, recorded.Repeated ? "repeated" : "recorded");
                return createdAt is null ? TypedResults.Ok(answer) : TypedResults.Created(createdAt, answer);
            case CommandUnchanged unchanged:
                http.Response.Headers.ETag = ETag(unchanged.Version);
                return TypedResults.Ok(new CommandAnswer(stream, unchanged.Version, unchanged.Position, "unchanged"));
            case CommandRefused refused:
                var missing = refused.Refusal.Code is "not-registered" or "claim-unknown" or "contact-not-recorded" or "callback-not-scheduled" or "account-unknown" or "token-unknown" or "trace-not-opened" or "cause-unknown" or "improvement-unknown" or "meeting-unknown" or "agenda-item-unknown" or "support-request-unknown" or "resolution-unknown" or "warning-unknown" or "provincial-support-unknown" or "emergency-unknown" or "series-unknown" or "reminder-not-planned" or ProblemCodes.NotFound;
                return Problem(missing ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict, refused.Refusal.Code, refused.Refusal.Reason, problem =>
                {
                    if (refused.Refusal.HeldBy is { } holder) problem.Extensions["heldBy"] = holder;
                    if (refused.Refusal.Field is { } field) problem.Extensions["field"] = field;
                });
            case CommandStale stale:
                http.Response.Headers.ETag = ETag(stale.Version);
                return Problem(StatusCodes.Status412PreconditionFailed, ProblemCodes.VersionConflict, "Somebody else changed this meanwhile; look at what they did and decide again.", problem =>
                {
                    problem.Extensions["version"] = stale.Version;
                    problem.Extensions["since"] = stale.Since.Select(e => new { e.Version, e.Type, e.Metadata.Actor, e.Metadata.OccurredAt, e.RecordedAt }).ToList();
                });
            case CommandKeyReused:
                return Problem(StatusCodes.Status422UnprocessableEntity, ProblemCodes.KeyReused, "This Idempotency-Key was sent with another command before; use a fresh one for each command.");
            case CommandContended:
                http.Response.Headers.RetryAfter = "1";
                return Problem(StatusCodes.Status409Conflict, ProblemCodes.Contended, "Too many others wrote here at once; nothing was recorded, send it again.");
            case CommandUnanswered unanswered:
                return Unanswered(http, unanswered.Code);
            case CommandForbidden forbidden:
                return AccessControl.Forbidden(forbidden.Needed, Caller.Of(http));
            case CommandOutside outside:
                return Problem(StatusCodes.Status403Forbidden, ProblemCodes.OutsideTerritory, $"{outside.Field} names a place that is not within {outside.Territory}, the territory of {Caller.Of(http).Actor}.", problem => problem.Extensions["field"] = outside.Field);
            case CommandInvalid invalid:
                return Invalid(invalid.Errors);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>The answer to a request whose fields are wrong.</summary>
    public static ProblemHttpResult Invalid(IReadOnlyList<FieldError> errors) =>
        Problem(StatusCodes.Status400BadRequest, ProblemCodes.InvalidRequest, "Some fields are wrong; nothing was recorded.", problem => problem.Extensions["errors"] = errors);

    /// <summary>The answer while the database does not answer.</summary>
    /// <param name="http">The exchange.</param>
    /// <param name="code">What <see cref="DatabaseFaults.CodeOf"/> says of the fault.</param>
    public static ProblemHttpResult Unanswered(HttpContext http, string code)
    {
        DatabaseFaults.AnnounceRetry(http);
        return Problem(code, code == ProblemCodes.OutcomeUncertain
            ? "The database was lost while the command was being recorded. Send it again with the same Idempotency-Key: it is recorded once, whether it was or not."
            : "The database does not answer, is restarting or has run out of space. Send the request again later; a command with the same Idempotency-Key.");
    }

    /// <summary>The answer to a question of a replay that cannot be asked now.</summary>
    public static ProblemHttpResult Unavailable(HttpContext http, ReplayUnavailableException unavailable)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(unavailable);
        if (unavailable.Field is { } field) return Invalid([new(field, FieldCodes.OutOfRange, unavailable.Message)]);
        var status = ProblemCodes.All[unavailable.Code].Status;
        if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests) http.Response.Headers.RetryAfter = "1";
        return Problem(status, unavailable.Code, unavailable.Message, problem =>
        {
            if (unavailable.Replay is { } replay) problem.Extensions["replay"] = replay;
        });
    }

    /// <summary>A problem with a code of <see cref="ProblemCodes"/>, which says its status.</summary>
    public static ProblemHttpResult Problem(string code, string detail) => Problem(ProblemCodes.All[code].Status, code, detail);

    /// <summary>A problem with a stable code.</summary>
    public static ProblemHttpResult Problem(int status, string code, string detail, Action<ProblemDetails>? more = null)
    {
        var problem = new ProblemDetails { Status = status, Type = ProblemType + code, Title = code, Detail = detail };
        problem.Extensions["code"] = code;
        more?.Invoke(problem);
        return TypedResults.Problem(problem);
    }

    /// <summary>A stream version as an entity tag.</summary>
    public static string ETag(long version) => FormattableString.Invariant($"\"{version}\"");
}
