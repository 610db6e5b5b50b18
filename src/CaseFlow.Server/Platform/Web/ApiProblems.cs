using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace CaseFlow.Server.Platform.Web;

/// <summary>Answers what never reached a handler, or failed in it, as problems with stable codes.</summary>
public sealed class ApiProblems(RequestDelegate next, IOptions<JsonOptions> json, ILogger<ApiProblems> log)
{
    /// <summary>What nginx calls a caller that hung up; nobody reads it but the access log.</summary>
    private const int ClientClosedRequest = 499;

    public async Task InvokeAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        ProblemHttpResult? problem;
        try
        {
            if (IsForeignText(http.Request))
            {
                await NotJson().ExecuteAsync(http);
                return;
            }

            await next(http);
            problem = http.Response is { HasStarted: false, ContentType: null, ContentLength: null } ? Bare(http) : null;
        }
        catch (BadHttpRequestException fault) when (!http.Response.HasStarted)
        {
            problem = Unreadable(http, fault);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            http.Response.StatusCode = ClientClosedRequest;
            return;
        }
        catch (Exception fault) when (!http.Response.HasStarted && DatabaseFaults.CodeOf(fault) is { } code)
        {
            // One line each: while the database is away, every request comes here.
            log.LogWarning("{Method} {Path} is answered {Code} ({Correlation}): {Reason}", http.Request.Method, http.Request.Path, code, Correlation.Of(http), fault.Message);
            problem = Answers.Unanswered(http, code);
        }
        catch (Exception fault) when (!http.Response.HasStarted)
        {
            log.LogError(fault, "{Method} {Path} failed ({Correlation}).", http.Request.Method, http.Request.Path, Correlation.Of(http));
            problem = Answers.Problem(ProblemCodes.Fault, "Something failed here; the log tells what under the traceId.");
        }

        if (problem is not null) await problem.ExecuteAsync(http);
    }

    /// <summary>JSON is UTF-8 by RFC 8259; the reader would fail on a charset that it does not know.</summary>
    private static bool IsForeignText(HttpRequest request) =>
        request.GetTypedHeaders().ContentType is { Charset: { HasValue: true } charset } && !charset.Value!.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    /// <summary>Statuses that routing and the reader of bodies set without a word.</summary>
    private static ProblemHttpResult? Bare(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => TooLarge(),
        StatusCodes.Status415UnsupportedMediaType => NotJson(),
        >= StatusCodes.Status400BadRequest and < StatusCodes.Status500InternalServerError => Answers.Problem(http.Response.StatusCode, ProblemCodes.BadRequest, "The request cannot be read."),
        _ => null,
    };

    private ProblemHttpResult Unreadable(HttpContext http, BadHttpRequestException fault)
    {
        if (fault.StatusCode == StatusCodes.Status415UnsupportedMediaType) return NotJson();
        if (fault.StatusCode == StatusCodes.Status413PayloadTooLarge) return TooLarge();
        var body = http.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;
        return fault.InnerException switch
        {
            JsonException wrong when body is not null && wrong.BytePositionInLine + wrong.LineNumber > 0 => BodyErrors.Of(wrong, body, json.Value.SerializerOptions) is { } error
                ? Answers.Invalid([error])
                : Answers.Problem(ProblemCodes.MalformedJson, $"The body is not well-formed JSON at line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1}."),
            _ when body is not null => Answers.Problem(ProblemCodes.BodyMissing, "The command needs a JSON object as its body; {} when it has no fields to give."),
            _ when http.GetEndpoint() is not null => Answers.Problem(ProblemCodes.MalformedParameter, "A parameter of the path or the query cannot be read; /api/docs says what each takes."),
            _ => Answers.Problem(fault.StatusCode, ProblemCodes.BadRequest, "The request cannot be read."),
        };
    }

    private static ProblemHttpResult TooLarge() => Answers.Problem(ProblemCodes.BodyTooLarge, "The body is larger than the server takes.");

    /// <summary>The answer to a body of another kind.</summary>
    internal static ProblemHttpResult NotJson() => Answers.Problem(ProblemCodes.NotJson, "A command's body is JSON in UTF-8: send it with Content-Type: application/json.");
}
