using System.Globalization;
using CaseFlow.EventStore;
using CaseFlow.Server.Platform.Commands;
using Npgsql;

namespace CaseFlow.Server.Platform.Web;

/// <summary>Tells faults of the database's condition, which pass, from mistakes of ours, which do not.</summary>
public static class DatabaseFaults
{
    /// <summary>After how many seconds it is worth asking again: a PostgreSQL that restarts needs about as long.</summary>
    public const int RetryAfter = 2;

    /// <summary>The problem code of a fault; null when the database's condition is not its cause.</summary>
    public static string? CodeOf(Exception? fault) => fault switch
    {
        null => null,
        AppendUncertainException => ProblemCodes.OutcomeUncertain,
        // No connection (08), no resources, such as space on the disk (53), shutting down, starting or going through a crash (57P0x).
        PostgresException { SqlState: ['0', '8', ..] or ['5', '3', ..] or ['5', '7', 'P', '0', ..] } => ProblemCodes.DatabaseUnavailable,
        PostgresException => null,
        // What the driver says by itself: it cannot connect, the connection broke, or the answer did not come in time.
        NpgsqlException => ProblemCodes.DatabaseUnavailable,
        _ => CodeOf(fault.InnerException),
    };

    /// <summary>Announces to whoever sent the request when to send it again.</summary>
    public static void AnnounceRetry(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        http.Response.Headers.RetryAfter = RetryAfter.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Says so to whoever opens a page or sends one of its forms, where not even who they are can be looked up; the API has problems of its own.</summary>
    public static async Task SayInPagesAsync(HttpContext http, RequestDelegate next)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(next);
        try
        {
            await next(http);
        }
        catch (Exception fault) when (!http.Response.HasStarted && CodeOf(fault) is not null && !http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            AnnounceRetry(http);
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            // Before any language is chosen.
            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync("数据库暂时无法访问，请稍后再试。\nThe database cannot be reached for the moment; try again soon.");
        }
    }

    /// <summary>What a page is told that sent a command.</summary>
    public static async Task<CommandOutcome> ExplainedAsync(Func<Task<CommandOutcome>> send)
    {
        ArgumentNullException.ThrowIfNull(send);
        try
        {
            return await send();
        }
        catch (Exception fault) when (CodeOf(fault) is { } code)
        {
            return new CommandUnanswered(code);
        }
    }
}
