using CaseFlow.Access;
using CaseFlow.Definitions;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.PersonalData;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;
using CaseFlow.Tracing;

namespace CaseFlow.Server.Tracing;

/// <summary>Carries out commands on traces.</summary>
public sealed class TraceDesk(CommandShell shell, DefinitionBook definitions, CatalogueBook catalogue, EffectMeasures measures)
{
    /// <summary>Loads, decides and appends.</summary>
    public CommandShell Shell => shell;

    /// <summary>The catalogue.</summary>
    public CatalogueBook Catalogue => catalogue;

    /// <summary>Tells figures.</summary>
    public EffectMeasures Measures => measures;

    /// <summary>A list of terms in force.</summary>
    public Task<TermList> ListAsync(string list, CancellationToken cancellation) => definitions.ListAsync(list, cancellation);

    /// <summary>Decides on a trace.</summary>
    public Task<CommandOutcome> DecideAsync(TraceId trace, CommandContext context, FieldErrors fields, Func<Trace, Decision<TraceEvent>> decide, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return fields.Any ? Task.FromResult<CommandOutcome>(fields.Outcome) : shell.DecideAsync(Streams.Trace, trace.Value, context, decide, cancellation);
    }

    /// <summary>The same with facts from elsewhere.</summary>
    public Task<CommandOutcome> DecideAsync<TFacts>(
        TraceId trace, CommandContext context, FieldErrors fields, Func<Trace, Task<TFacts>> load, Func<Trace, TFacts, Decision<TraceEvent>> decide, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return fields.Any ? Task.FromResult<CommandOutcome>(fields.Outcome) : shell.DecideAsync(Streams.Trace, trace.Value, context, load, decide, cancellation);
    }
}

/// <summary>A use case: one command on one trace.</summary>
public delegate Task<CommandOutcome> TraceUseCase<in TRequest>(TraceDesk desk, TraceId trace, TRequest request, CommandContext context, CancellationToken cancellation);

/// <summary>Gives the commands on a trace their routes.</summary>
public static class TraceRoutes
{
    /// <summary>What traces stand under in the API's description.</summary>
    public const string Tag = "Traces";

    /// <summary>Maps <c>POST /api/traces/{id}/{verb}</c>.</summary>
    public static RouteHandlerBuilder MapTraceCommand<TRequest>(this IEndpointRouteBuilder api, string verb, Permission permission, string summary, TraceUseCase<TRequest> handle)
        where TRequest : CommandRequest =>
        api.MapPost($"/traces/{{id:guid}}/{verb}", (Guid id, TRequest request, HttpContext http, TraceDesk desk, CancellationToken cancellation) =>
                CommandRoutes.CarryOutAsync(http, id, request, context => handle(desk, TraceId.From(id), request, context, cancellation), cancellation))
            .DescribeCommand(permission, Tag, summary);

    /// <summary>Maps <c>POST /api/traces/{id}/{part}/{partId}/{verb}</c>: a command on a cause or an improvement.</summary>
    public static RouteHandlerBuilder MapPartCommand<TRequest>(
        this IEndpointRouteBuilder api, string part, string verb, string summary, Func<TraceDesk, TraceId, Guid, TRequest, CommandContext, CancellationToken, Task<CommandOutcome>> handle)
        where TRequest : CommandRequest =>
        api.MapPost($"/traces/{{id:guid}}/{part}/{{partId:guid}}/{verb}", (Guid id, Guid partId, TRequest request, HttpContext http, TraceDesk desk, CancellationToken cancellation) =>
                CommandRoutes.CarryOutAsync(http, id, request, context => handle(desk, TraceId.From(id), partId, request, context, cancellation), cancellation))
            .DescribeCommand(Permission.WorkTraces, Tag, summary);
}

/// <summary>Reads texts that are kept in clear, because they are about no single customer.</summary>
public static class ClearTexts
{
    extension(FieldErrors fields)
    {
        /// <summary>A text that must be given and names no customer.</summary>
        public string ClearText(string field, string? value, int longest = FieldErrors.LongText)
        {
            ArgumentNullException.ThrowIfNull(fields);
            return fields.Clear(field, fields.Text(field, value, longest));
        }

        /// <summary>A text that may be missing and names no customer.</summary>
        public string? OptionalClearText(string field, string? value, int longest = FieldErrors.LongText)
        {
            ArgumentNullException.ThrowIfNull(fields);
            return fields.OptionalText(field, value, longest) is { } text ? fields.Clear(field, text) : null;
        }

        private string Clear(string field, string text)
        {
            if (PersonalDataCheck.LooksPersonal(text)) fields.Add(field, FieldCodes.NamesACustomer, $"{field} is kept in clear and has what looks like a customer's number; name the case instead.");
            return text;
        }
    }
}
