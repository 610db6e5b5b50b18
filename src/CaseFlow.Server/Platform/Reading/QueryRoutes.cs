using System.Globalization;
using CaseFlow.Access;
using CaseFlow.Server.Platform.Web;
using Microsoft.OpenApi;

namespace CaseFlow.Server.Platform.Reading;

/// <summary>From where and as whom a question is asked.</summary>
/// <param name="Scope">The territory that the caller looks at.</param>
/// <param name="Caller">Who asks.</param>
public sealed record Asker(AccessScope Scope, Caller Caller);

/// <summary>A question of a service; null when what it asks about is not there, or not in the asker's territory.</summary>
public delegate Task<ReadAnswer<T>?> Question<in TService, T>(TService service, Asker asker, CancellationToken cancellation);

/// <summary>Gives questions their routes, and answers them in one way.</summary>
public static class QueryRoutes
{
    /// <summary>Maps <c>GET</c> of a question.</summary>
    /// <param name="api">Where to.</param>
    /// <param name="pattern">The route.</param>
    /// <param name="permission">Who may ask.</param>
    /// <param name="text">The tag and the sentence that the API's document shows.</param>
    /// <param name="projections">The projections that must show what <c>after</c> names.</param>
    /// <param name="parameters">What the question takes beside <see cref="QueryParameter.Always"/>.</param>
    /// <param name="read">Reads the parameters; what is wrong is noted in the reader.</param>
    public static RouteHandlerBuilder MapQuery<TService, T>(
        this IEndpointRouteBuilder api,
        string pattern,
        Permission permission,
        (string Tag, string Summary) text,
        IReadOnlyCollection<string> projections,
        IReadOnlyList<QueryParameter> parameters,
        Func<QueryReader, Question<TService, T>> read)
        where TService : class =>
        api.MapGet(pattern, (HttpContext http, TService service, ReadYourWrites writes, CancellationToken cancellation) =>
            AnswerAsync(http, writes, service, projections, parameters, read, cancellation))
        .Describe<T>(permission, text, parameters);

    /// <summary>Reads, waits, asks and answers.</summary>
    public static async Task<IResult> AnswerAsync<TService, T>(
        HttpContext http,
        ReadYourWrites writes,
        TService service,
        IReadOnlyCollection<string> projections,
        IReadOnlyList<QueryParameter> parameters,
        Func<QueryReader, Question<TService, T>> read,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(writes);
        ArgumentNullException.ThrowIfNull(read);
        var query = new QueryReader(http, [.. QueryParameter.Always, .. parameters]);
        var caller = Caller.Of(http);
        var asker = new Asker(query.Scope().Of(caller.Department), caller);
        var after = query.Number("after", 0, long.MaxValue) ?? 0;
        var question = read(query);
        if (query.Errors.Any) return Answers.Invalid(query.Errors.Outcome.Errors);
        if (!asker.Caller.Scope.Includes(asker.Scope)) return Answers.Problem(ProblemCodes.OutsideTerritory, $"{asker.Scope.Territory} is not within {asker.Caller.Scope.Territory}, the territory of {asker.Caller.Actor}.");
        if (!await writes.WaitAsync(projections, after, cancellation)) return NotYetVisible(http, after);
        try
        {
            var answer = await question(service, asker, cancellation);
            if (answer is { Data: IVersioned versioned }) http.Response.Headers.ETag = Answers.ETag(versioned.Version);
            return answer is null
                ? Answers.Problem(StatusCodes.Status404NotFound, ProblemCodes.NotFound, $"There is no such thing in the territory {asker.Scope.Territory}.")
                : TypedResults.Ok(answer);
        }
        catch (UnfitCursorException unfit)
        {
            return Answers.Problem(StatusCodes.Status400BadRequest, unfit.Code, unfit.Message);
        }
        catch (ReplayUnavailableException unavailable)
        {
            return Answers.Unavailable(http, unavailable);
        }
    }

    /// <summary>Describes a question in the API's document.</summary>
    public static RouteHandlerBuilder Describe<T>(this RouteHandlerBuilder route, Permission permission, (string Tag, string Summary) text, IReadOnlyList<QueryParameter> parameters) =>
        route
            .Requires(permission)
            .WithTags(text.Tag)
            .WithSummary(text.Summary)
            .Produces<ReadAnswer<T>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .Takes([.. QueryParameter.Always, .. parameters]);

    /// <summary>Says in the API's document which parameters an address takes.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder route, IReadOnlyList<QueryParameter> parameters) =>
        route
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                operation.Parameters ??= [];
                foreach (var parameter in parameters)
                {
                    operation.Parameters.Add(new OpenApiParameter
                    {
                        Name = parameter.Name,
                        In = ParameterLocation.Query,
                        Description = parameter.Meaning,
                        Required = parameter.Required,
                        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                    });
                }

                return Task.CompletedTask;
            });

    /// <summary>The answer to a question that cannot count yet what its asker has done.</summary>
    public static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult NotYetVisible(HttpContext http, long position)
    {
        ArgumentNullException.ThrowIfNull(http);
        http.Response.Headers.RetryAfter = "1";
        return Answers.Problem(
            StatusCodes.Status503ServiceUnavailable,
            ProblemCodes.NotYetVisible,
            string.Create(CultureInfo.InvariantCulture, $"The answer does not count the event at position {position} yet; ask again."));
    }
}
