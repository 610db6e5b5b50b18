using System.Globalization;
using CaseFlow.Access;
using CaseFlow.Server.Audit;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;
using Npgsql;

namespace CaseFlow.Server.Exports;

/// <summary><c>GET /api/exports/...</c>: files of any length, written while they are read.</summary>
public static class ExportRoutes
{
    /// <summary>The tag of the routes of this slice.</summary>
    public const string Tag = "Exports";

    /// <summary>The header that names the export, under which it is recorded.</summary>
    public const string Header = "X-CaseFlow-Export";

    private const string Pseudonymised = "People have pseudonyms; what is taken out is recorded.";

    /// <summary>The forms that have a route.</summary>
    public static IReadOnlyList<IExportWriter> Writers { get; } = [new CaseTable(), new ActivityTable(), new XesLog(), new OcelLog()];

    public static void Map(IEndpointRouteBuilder api)
    {
        Map<CaseTable>(api, $"Cases as CSV that Excel opens right, a line for each. {Pseudonymised}", [.. ExportAsk.OfCases, .. ExportAsk.OfClear]);
        Map<ActivityTable>(api, $"Events as CSV, a line for each: case, activity, time and actor. {Pseudonymised}", []);
        Map<XesLog>(api, $"Cases with their events as XES (IEEE 1849-2016), for process mining. {Pseudonymised}", ExportAsk.OfCases);
        Map<OcelLog>(api, $"Events with all the objects that they are about as OCEL 2.0 JSON, for process mining. {Pseudonymised}", []);
    }

    private static void Map<TWriter>(IEndpointRouteBuilder api, string summary, IReadOnlyList<QueryParameter> filters)
        where TWriter : IExportWriter
    {
        var writer = Writers.OfType<TWriter>().Single();
        IReadOnlyList<QueryParameter> parameters = [.. ExportAsk.Always, .. filters];
        api.MapGet($"/exports/{writer.FileName}", (HttpContext http, ExportDesk desk, ReadYourWrites writes, CancellationToken cancellation) => AnswerAsync(http, desk, writes, writer, parameters, cancellation))
            .Requires(Permission.ExportCases)
            .WithTags(Tag)
            .WithSummary(summary)
            .Produces(StatusCodes.Status200OK, contentType: writer.ContentType)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .Takes(parameters);
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, ExportDesk desk, ReadYourWrites writes, IExportWriter writer, IReadOnlyList<QueryParameter> parameters, CancellationToken cancellation)
    {
        var query = new QueryReader(http, parameters);
        var caller = Caller.Of(http);
        var ask = ExportAsk.Read(query, caller, ofCases: Takes("status"), ofClear: Takes("clear"));
        var after = query.Number("after", 0, long.MaxValue) ?? 0;
        if (query.Errors.Any) return Answers.Invalid(query.Errors.Outcome.Errors);
        if (!caller.Scope.Includes(ask.Scope)) return Answers.Problem(ProblemCodes.OutsideTerritory, $"{ask.Scope.Territory} is not within {caller.Scope.Territory}, the territory of {caller.Actor}.");
        if (ask.InClear && !caller.May(Permission.RevealPersonalData)) return AccessControl.Forbidden(Permission.RevealPersonalData, caller);
        if (!await writes.WaitAsync([WorkList.Projection, EventLedger.Projection], after, cancellation)) return QueryRoutes.NotYetVisible(http, after);
        try
        {
            await desk.RunAsync(writer, ask, Correlation.Of(http), export => Open(http, writer, ask, export), progress: null, cancellation);
            return Results.Empty;
        }
        catch (TooManyExportsException)
        {
            http.Response.Headers.RetryAfter = "10";
            return Answers.Problem(ProblemCodes.TooManyExports, "As many exports as there may be are under way; try again in a while.");
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.LockNotAvailable && !http.Response.HasStarted)
        {
            return Answers.Unanswered(http, ProblemCodes.DatabaseUnavailable);
        }
        catch (OperationCanceledException) when (http.Response.HasStarted && http.RequestAborted.IsCancellationRequested)
        {
            // Whoever asked has gone; that they got a part only is recorded.
            return Results.Empty;
        }

        bool Takes(string name) => parameters.Any(parameter => parameter.Name == name);
    }

    /// <summary>From here on an answer has begun: what fails now shows as an answer without an end.</summary>
    private static Stream Open(HttpContext http, IExportWriter writer, ExportAsk ask, ExportId export)
    {
        var day = DateTimeOffset.UtcNow.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        http.Response.ContentType = writer.ContentType is "text/csv" ? "text/csv; charset=utf-8" : writer.ContentType;
        Attach(http, $"caseflow-{ask.Scope.Territory}-{day}-{writer.FileName}", export);
        return http.Response.Body;
    }

    /// <summary>Has a browser keep the answer as a file.</summary>
    internal static void Attach(HttpContext http, string file, ExportId export)
    {
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{file}\"";
        http.Response.Headers[Header] = $"{export.Value:D}";
    }
}
