namespace CaseFlow.Server.Platform.Web;

/// <summary>The codes of problems that no rule of the domain states; stable and documented in <c>docs/api.md</c>.</summary>
public static class ProblemCodes
{
    public const string InvalidRequest = "invalid-request";
    public const string MalformedJson = "malformed-json";
    public const string MalformedParameter = "malformed-parameter";
    public const string BodyMissing = "body-missing";
    public const string BodyTooLarge = "body-too-large";
    public const string NotJson = "not-json";
    public const string NoSuchRoute = "no-such-route";
    public const string Unauthenticated = "unauthenticated";
    public const string Forbidden = "forbidden";
    public const string CrossSite = "cross-site";
    public const string MayNotSpeakForOthers = "may-not-speak-for-others";
    public const string PasswordMustBeReplaced = "password-must-be-replaced";
    public const string RoleNotHeld = "role-not-held";
    public const string OutsideTerritory = "outside-territory";
    public const string NotFound = "not-found";
    public const string MethodNotAllowed = "method-not-allowed";
    public const string VersionConflict = "version-conflict";
    public const string KeyReused = "idempotency-key-reused";
    public const string Contended = "contended";
    public const string BadRequest = "bad-request";
    public const string CursorMalformed = "cursor-malformed";
    public const string CursorMismatch = "cursor-mismatch";
    public const string NotYetVisible = "not-yet-visible";
    public const string DatabaseUnavailable = "database-unavailable";
    public const string OutcomeUncertain = "outcome-uncertain";
    public const string ReplayNotReady = "replay-not-ready";
    public const string ReplayFailed = "replay-failed";
    public const string ReplayGone = "replay-gone";
    public const string TooManyRequests = "too-many-requests";
    public const string TooManyExports = "too-many-exports";
    public const string TooManyReplays = "too-many-replays";
    public const string Fault = "fault";

    /// <summary>All of them: the HTTP status that each comes with, and its meaning.</summary>
    public static IReadOnlyDictionary<string, (int Status, string Meaning)> All { get; } = new SortedDictionary<string, (int, string)>(StringComparer.Ordinal)
    {
        [InvalidRequest] = (StatusCodes.Status400BadRequest, "Some fields are wrong; `errors` names each with its path, a field code and a sentence. Nothing was recorded."),
        [MalformedJson] = (StatusCodes.Status400BadRequest, "The body is not well-formed JSON."),
        [MalformedParameter] = (StatusCodes.Status400BadRequest, "A parameter of the path or the query cannot be read."),
        [BodyMissing] = (StatusCodes.Status400BadRequest, "A command needs a JSON object as its body; `{}` when it has no fields to give."),
        [CursorMalformed] = (StatusCodes.Status400BadRequest, "`cursor` is not the `next` of an earlier answer."),
        [CursorMismatch] = (StatusCodes.Status400BadRequest, "`cursor` belongs to a list with another territory, filter or order."),
        [BadRequest] = (StatusCodes.Status400BadRequest, "The request cannot be read as HTTP."),
        [Unauthenticated] = (StatusCodes.Status401Unauthorized, "Nobody signed in: there is no session, or the token is unknown, expired, revoked or not meant for this server."),
        [Forbidden] = (StatusCodes.Status403Forbidden, "The caller's role does not have the permission that the route asks for; `permission` names it."),
        [CrossSite] = (StatusCodes.Status403Forbidden, "A change that only a session's cookie vouches for, and that a page of another site might have sent; add the header `X-CaseFlow-Client`."),
        [MayNotSpeakForOthers] = (StatusCodes.Status403Forbidden, "`X-CaseFlow-Actor` names somebody else, and the caller may not speak for others."),
        [PasswordMustBeReplaced] = (StatusCodes.Status403Forbidden, "The account's password is known to somebody else; it is replaced at the first sign-in."),
        [RoleNotHeld] = (StatusCodes.Status403Forbidden, "`X-CaseFlow-Role` names no role that the caller has."),
        [OutsideTerritory] = (StatusCodes.Status403Forbidden, "`region` names a territory beyond that of the account; `field` says where, when it is a command's."),
        [NoSuchRoute] = (StatusCodes.Status404NotFound, "The API has no such path."),
        [NotFound] = (StatusCodes.Status404NotFound, "What the path names does not exist, or not in that version."),
        [MethodNotAllowed] = (StatusCodes.Status405MethodNotAllowed, "The path exists and takes another method; `Allow` names it."),
        [Contended] = (StatusCodes.Status409Conflict, "Too many others wrote to the same stream at once; nothing was recorded, and sending it again is safe."),
        [ReplayGone] = (StatusCodes.Status409Conflict, "The replay was dropped while it was asked; ask for it again."),
        [ReplayFailed] = (StatusCodes.Status409Conflict, "The replay could not be done; its `error` tells why, and asking for it again tries again."),
        [VersionConflict] = (StatusCodes.Status412PreconditionFailed, "The stream has moved on since the `If-Match` version; `version` is where it is, and `since` lists what the others did."),
        [BodyTooLarge] = (StatusCodes.Status413PayloadTooLarge, "The body is larger than the server takes."),
        [NotJson] = (StatusCodes.Status415UnsupportedMediaType, "The body is not declared as `application/json`."),
        [KeyReused] = (StatusCodes.Status422UnprocessableEntity, "The `Idempotency-Key` was sent with another command before."),
        [TooManyExports] = (StatusCodes.Status429TooManyRequests, "As many exports are under way as there may be at a time; ask again after `Retry-After` seconds."),
        [TooManyReplays] = (StatusCodes.Status429TooManyRequests, "There are as many replays as there may be, all of them in use; drop one, or ask again after `Retry-After` seconds."),
        [TooManyRequests] = (StatusCodes.Status429TooManyRequests, "The caller sends more requests than one may; send the request again after `Retry-After` seconds."),
        [ReplayNotReady] = (StatusCodes.Status503ServiceUnavailable, "The replay named by `replay` is on its way; ask again after `Retry-After` seconds."),
        [NotYetVisible] = (StatusCodes.Status503ServiceUnavailable, "The answer does not count the event at position `after` yet; ask again after `Retry-After` seconds."),
        [DatabaseUnavailable] = (StatusCodes.Status503ServiceUnavailable, "The database cannot be reached, is restarting or has run out of space; send the request again after `Retry-After` seconds, a command with the same `Idempotency-Key`."),
        [OutcomeUncertain] = (StatusCodes.Status503ServiceUnavailable, "The database was lost while the command was being recorded, so that it may have been; sent again with the same `Idempotency-Key` after `Retry-After` seconds, it is recorded once."),
        [Fault] = (StatusCodes.Status500InternalServerError, "Something failed that nobody expected. The log tells what under `traceId`; with the same `Idempotency-Key` the command can be sent again."),
    };
}
