using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Tracing;

namespace CaseFlow.Server.Tracing;

/// <summary>Have a department improve something. No text of it is sealed: it names no customer.</summary>
public sealed record PlanImprovementRequest : CommandRequest
{
    /// <summary>The group of measures that it belongs to.</summary>
    [Required]
    public string? Group { get; init; }

    /// <summary>What is to be done.</summary>
    [Required]
    public string? Measure { get; init; }

    /// <summary>The end causes that it removes.</summary>
    [Required]
    public IReadOnlyList<Guid>? Causes { get; init; }

    /// <summary>A code of the list <c>departments</c>.</summary>
    [Required]
    public string? Department { get; init; }

    /// <summary>Who sees to it: a member of staff.</summary>
    [Required]
    public string? Owner { get; init; }

    /// <summary>By when.</summary>
    [Required]
    public DateTimeOffset? DueAt { get; init; }
}

/// <summary>Begin with an improvement.</summary>
public sealed record StartImprovementRequest : CommandRequest;

/// <summary>Record that an improvement is made.</summary>
public sealed record CompleteImprovementRequest : CommandRequest
{
    /// <summary>What shows it. Not sealed: it names no customer.</summary>
    [Required]
    public string? Evidence { get; init; }

    /// <summary>The version of the catalogue that came of it.</summary>
    public CatalogueVersionRequest? Published { get; init; }
}

/// <summary>Record that an improvement will not be made.</summary>
public sealed record DropImprovementRequest : CommandRequest
{
    /// <summary>Why. Not sealed: it names no customer.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>The improvements of a trace.</summary>
public static class MakingImprovements
{
    private const int MostCauses = 50;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapTraceCommand<PlanImprovementRequest>("improvements", Permission.WorkTraces, "Has a department improve something.", PlanAsync);
        api.MapPartCommand<StartImprovementRequest>("improvements", "start", "Begins with an improvement.", StartAsync);
        api.MapPartCommand<CompleteImprovementRequest>("improvements", "complete", "Records that an improvement is made, and which version of the catalogue came of it.", CompleteAsync);
        api.MapPartCommand<DropImprovementRequest>("improvements", "drop", "Records that an improvement will not be made.", DropAsync);
    }

    public static async Task<CommandOutcome> PlanAsync(TraceDesk desk, TraceId trace, PlanImprovementRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var fields = new FieldErrors();
        if (request.Causes is null) fields.Add("causes", FieldCodes.Required, "causes must be given.");
        if (request.Causes?.Count > MostCauses) fields.Add("causes", FieldCodes.OutOfRange, $"causes takes at most {MostCauses}.");
        var planned = new ImprovementPlanned
        {
            Improvement = ImprovementId.From(DeterministicId.From("improvement", context.CommandId)),
            Group = fields.ClearText("group", request.Group, FieldErrors.ShortText),
            Measure = fields.ClearText("measure", request.Measure),
            Causes = [.. (request.Causes ?? []).Distinct().Select(CauseId.From)],
            Department = fields.Term("department", request.Department, await desk.ListAsync(TermLists.Departments, cancellation)),
            Owner = fields.ClearText("owner", request.Owner, FieldErrors.ShortText),
            DueAt = fields.Value("dueAt", request.DueAt),
        };
        return await desk.DecideAsync(trace, context, fields, state => ImprovementDecisions.Plan(state, new(planned)), cancellation);
    }

    public static Task<CommandOutcome> StartAsync(TraceDesk desk, TraceId trace, Guid improvement, StartImprovementRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        return desk.DecideAsync(trace, context, new FieldErrors(), state => ImprovementDecisions.Start(state, new(ImprovementId.From(improvement))), cancellation);
    }

    public static Task<CommandOutcome> CompleteAsync(TraceDesk desk, TraceId trace, Guid improvement, CompleteImprovementRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var done = new ImprovementDone(
            ImprovementId.From(improvement), fields.ClearText("evidence", request.Evidence), CatalogueVersionRequest.Read(request.Published, "published", fields));
        return desk.DecideAsync(
            trace, context, fields, async _ => await desk.Catalogue.HasAsync(done.Published, cancellation), (state, published) => ImprovementDecisions.Complete(state, new(done, published)), cancellation);
    }

    public static Task<CommandOutcome> DropAsync(TraceDesk desk, TraceId trace, Guid improvement, DropImprovementRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var reason = fields.ClearText("reason", request.Reason);
        return desk.DecideAsync(trace, context, fields, state => ImprovementDecisions.Drop(state, new(ImprovementId.From(improvement), reason)), cancellation);
    }
}
