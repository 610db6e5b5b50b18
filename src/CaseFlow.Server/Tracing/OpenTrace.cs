using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Definitions;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;
using CaseFlow.Tracing;

namespace CaseFlow.Server.Tracing;

/// <summary>Begin to look for the cause of complaints.</summary>
public sealed record OpenTraceRequest : CommandRequest
{
    /// <summary>What made somebody look.</summary>
    [Required]
    public TraceTrigger? Trigger { get; init; }

    /// <summary>What is looked into. Not sealed: it names no customer.</summary>
    [Required]
    public string? Title { get; init; }

    /// <summary>Where it belongs.</summary>
    [Required]
    public RegionRequest? Region { get; init; }

    /// <summary>What it is about: a code of the list <c>topics</c>.</summary>
    public string? Topic { get; init; }

    /// <summary>What it rests on.</summary>
    [Required]
    public EvidenceRequest? Evidence { get; init; }
}

/// <summary>Add what was found later.</summary>
public sealed record AddTraceEvidenceRequest : CommandRequest
{
    /// <summary>What was found.</summary>
    [Required]
    public EvidenceRequest? Evidence { get; init; }
}

/// <summary>Give the search for the causes to a department.</summary>
public sealed record StartTraceAnalysisRequest : CommandRequest
{
    /// <summary>A code of the list <c>departments</c>.</summary>
    [Required]
    public string? Department { get; init; }
}

/// <summary>End a trace whose effect is proven.</summary>
public sealed record CloseTraceRequest : CommandRequest;

/// <summary>A trace from its opening to its end.</summary>
public static class OpeningTraces
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/traces", (OpenTraceRequest request, HttpContext http, TraceDesk desk, CancellationToken cancellation) =>
                CommandRoutes.CreateAsync(http, request, async context =>
                {
                    var (trace, outcome) = await OpenAsync(desk, request, context, cancellation);
                    return (trace.Value, $"traces/{trace.Value}", outcome);
                }, cancellation))
            .DescribeCommand(Permission.WorkTraces, TraceRoutes.Tag, "Begins to look for the cause of complaints.", creates: true);
        api.MapTraceCommand<AddTraceEvidenceRequest>("evidence", Permission.WorkTraces, "Adds what was found later.", AddEvidenceAsync);
        api.MapTraceCommand<StartTraceAnalysisRequest>("analysis", Permission.WorkTraces, "Gives the search for the causes to a department.", StartAnalysisAsync);
        api.MapTraceCommand<CloseTraceRequest>("close", Permission.EvaluateTraces, "Ends a trace; refused as long as no evaluation has reached its target.", CloseAsync);
    }

    /// <summary>Opens a trace under an id that follows from the command's.</summary>
    public static async Task<(TraceId Trace, CommandOutcome Outcome)> OpenAsync(TraceDesk desk, OpenTraceRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var trace = TraceId.From(DeterministicId.From("trace", context.CommandId));
        var fields = new FieldErrors();
        var trigger = fields.Choice("trigger", request.Trigger);
        var title = fields.ClearText("title", request.Title, FieldErrors.ShortText);
        var topic = fields.OptionalTerm("topic", request.Topic, await desk.ListAsync(TermLists.Topics, cancellation));
        var region = RegionRequest.Read(request.Region, fields, await desk.ListAsync(TermLists.Regions, cancellation));
        if (request.Evidence is null) fields.Add("evidence", FieldCodes.Required, "evidence must be given.");
        if (fields.Any) return (trace, fields.Outcome);
        if (!context.Scope.Of(department: null).Covers(region)) return (trace, CommandOutside.Of("region", context));
        var territory = AccessScope.Code(AccessScope.ProvinceOf(region), AccessScope.CityOf(region));
        var evidence = await EvidenceReading.ReadAsync(desk, request.Evidence, "evidence", context, territory, fields, cancellation);
        // A department that opens a trace takes its analysis on: it would not see it otherwise.
        var own = context.Scope.Department is { } code ? fields.Term("department", code, await desk.ListAsync(TermLists.Departments, cancellation)) : null;
        if (fields.Any) return (trace, fields.Outcome);
        var opened = new TraceOpened { Trace = trace, Trigger = trigger, Title = title, Region = region, Topic = topic, Evidence = evidence };
        return (trace, await desk.Shell.CreateAsync(Streams.Trace, trace.Value, context, static _ => Task.FromResult(true), (state, _) => Open(state, opened, own), cancellation));
    }

    private static Decision<TraceEvent> Open(Trace state, TraceOpened opened, Term? department)
    {
        var alone = TraceDecisions.Open(state, new(opened));
        return department is null || alone.Refusal is not null || alone.Events.Count == 0
            ? alone
            : (TraceEvent[])[.. alone.Events, .. TraceDecisions.StartAnalysis(Trace.Evolve(state, alone.Events[0]), new(department)).Events];
    }

    public static async Task<CommandOutcome> AddEvidenceAsync(TraceDesk desk, TraceId trace, AddTraceEvidenceRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var fields = new FieldErrors();
        if (request.Evidence is null) fields.Add("evidence", FieldCodes.Required, "evidence must be given.");
        var evidence = await EvidenceReading.ReadAsync(desk, request.Evidence, "evidence", context, context.Scope.Territory, fields, cancellation);
        return await desk.DecideAsync(trace, context, fields, state => TraceDecisions.AddEvidence(state, new(evidence)), cancellation);
    }

    public static async Task<CommandOutcome> StartAnalysisAsync(TraceDesk desk, TraceId trace, StartTraceAnalysisRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var department = fields.Term("department", request.Department, await desk.ListAsync(TermLists.Departments, cancellation));
        return await desk.DecideAsync(trace, context, fields, state => TraceDecisions.StartAnalysis(state, new(department)), cancellation);
    }

    public static Task<CommandOutcome> CloseAsync(TraceDesk desk, TraceId trace, CloseTraceRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        return desk.DecideAsync(trace, context, new FieldErrors(), state => TraceDecisions.Close(state, new()), cancellation);
    }
}
