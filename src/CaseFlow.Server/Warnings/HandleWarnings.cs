using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;
using CaseFlow.Server.Tracing;
using CaseFlow.Tracing;
using CaseFlow.Warnings;

namespace CaseFlow.Server.Warnings;

/// <summary>Say that one looks into a warning.</summary>
public sealed record AcknowledgeWarningRequest : CommandRequest;

/// <summary>Find a warning to be none.</summary>
public sealed record DismissWarningRequest : CommandRequest
{
    /// <summary>Why. Not sealed: it names no customer.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>Trace the cause of what a warning is about.</summary>
public sealed record TraceWarningRequest : CommandRequest
{
    /// <summary>What is looked into. Not sealed: it names no customer.</summary>
    [Required]
    public string? Title { get; init; }
}

/// <summary>Propose what a warning is about as an emergency.</summary>
public sealed record PromoteToEmergencyRequest : CommandRequest
{
    /// <summary>What the emergency is. Not sealed: it names no customer.</summary>
    [Required]
    public string? Title { get; init; }
}

/// <summary>A major service incident that a warning proposes.</summary>
/// <param name="Warning">The warning.</param>
/// <param name="Title">What it is.</param>
/// <param name="Region">Where.</param>
/// <param name="Topics">What it is about.</param>
/// <param name="Complaints">The cases that were counted, no more than a warning lists.</param>
public sealed record EmergencyProposal(WarningId Warning, string Title, CaseFlow.Complaints.Region Region, IReadOnlyList<string> Topics, IReadOnlyList<ComplaintId> Complaints);

/// <summary>Takes on what warnings propose as emergencies. Whoever keeps emergencies registers one.</summary>
public interface IEmergencyProposals
{
    /// <summary>Proposes an emergency; under the id that follows from the warning, so that proposing twice proposes once.</summary>
    /// <returns>The emergency's id, and what became of the proposal.</returns>
    Task<(Guid Emergency, CommandOutcome Outcome)> ProposeAsync(EmergencyProposal proposal, CommandContext context, CancellationToken cancellation);
}

/// <summary>Carries out commands on warnings.</summary>
public sealed class WarningDesk(CommandShell shell, TraceDesk traces, IEnumerable<IEmergencyProposals> emergencies)
{
    /// <summary>Loads, decides and records.</summary>
    public CommandShell Shell => shell;

    /// <summary>Carries out commands on traces.</summary>
    public TraceDesk Traces => traces;

    /// <summary>Who takes emergencies on; null where nobody does.</summary>
    public IEmergencyProposals? Emergencies { get; } = emergencies.LastOrDefault();

    /// <summary>Decides on a warning.</summary>
    public Task<CommandOutcome> DecideAsync(WarningId warning, CommandContext context, FieldErrors fields, Func<Warning, Decision<WarningEvent>> decide, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return fields.Any ? Task.FromResult<CommandOutcome>(fields.Outcome) : shell.DecideAsync(Streams.Warning, warning.Value, context, decide, cancellation);
    }
}

/// <summary>A use case: one command on one warning.</summary>
public delegate Task<CommandOutcome> WarningUseCase<in TRequest>(WarningDesk desk, WarningId warning, TRequest request, CommandContext context, CancellationToken cancellation);

/// <summary>Gives the commands on a warning their routes.</summary>
public static class WarningRoutes
{
    /// <summary>What warnings stand under in the API's description.</summary>
    public const string Tag = "Warnings";

    /// <summary>Maps <c>POST /api/warnings/{id}/{verb}</c>.</summary>
    public static RouteHandlerBuilder MapWarningCommand<TRequest>(this IEndpointRouteBuilder api, string verb, Permission permission, string summary, WarningUseCase<TRequest> handle)
        where TRequest : CommandRequest =>
        api.MapPost($"/warnings/{{id:guid}}/{verb}", (Guid id, TRequest request, HttpContext http, WarningDesk desk, CancellationToken cancellation) =>
                CommandRoutes.CarryOutAsync(http, id, request, context => handle(desk, WarningId.From(id), request, context, cancellation), cancellation))
            .DescribeCommand(permission, Tag, summary);
}

/// <summary>What is done about a warning.</summary>
public static class HandlingWarnings
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapWarningCommand<AcknowledgeWarningRequest>("acknowledge", Permission.HandleWarnings, "Says that one looks into a warning.", AcknowledgeAsync);
        api.MapWarningCommand<DismissWarningRequest>("dismiss", Permission.HandleWarnings, "Finds a warning to be none, for a reason.", DismissAsync);
        api.MapWarningCommand<TraceWarningRequest>("trace", Permission.WorkTraces, "Opens a trace with the warning's cases as its evidence, and hands the warning on to it.", TraceAsync);
        api.MapWarningCommand<PromoteToEmergencyRequest>("emergency", Permission.HandleWarnings, "Proposes what a warning is about as an emergency, and hands the warning on to it.", ProposeEmergencyAsync);
    }

    public static Task<CommandOutcome> AcknowledgeAsync(WarningDesk desk, WarningId warning, AcknowledgeWarningRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        return desk.DecideAsync(warning, context, new FieldErrors(), state => WarningDecisions.Acknowledge(state, new()), cancellation);
    }

    public static Task<CommandOutcome> DismissAsync(WarningDesk desk, WarningId warning, DismissWarningRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var reason = fields.ClearText("reason", request.Reason);
        return desk.DecideAsync(warning, context, fields, state => WarningDecisions.Dismiss(state, new(reason)), cancellation);
    }

    /// <summary>The trace's command follows from the warning, so that two who promote it at once open one trace.</summary>
    public static Task<CommandOutcome> TraceAsync(WarningDesk desk, WarningId warning, TraceWarningRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        return PromoteAsync(desk, warning, PromotionTarget.Trace, request.Title, context, async (view, title) =>
        {
            var open = new OpenTraceRequest
            {
                Trigger = TriggerOf(view.Raised.Kind),
                Title = title,
                Region = RegionRequest.Of(view.Raised.Subject.Region),
                Topic = view.Raised.Subject.Topic,
                Evidence = new() { Complaints = [.. view.Seen.Complaints.Take(EvidenceReading.Most).Select(one => one.Value)] },
            };
            var (trace, outcome) = await OpeningTraces.OpenAsync(desk.Traces, open, Following(context, warning, PromotionTarget.Trace), cancellation);
            return (trace.Value, outcome);
        }, cancellation);
    }

    public static Task<CommandOutcome> ProposeEmergencyAsync(WarningDesk desk, WarningId warning, PromoteToEmergencyRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        return PromoteAsync(desk, warning, PromotionTarget.Emergency, request.Title, context, async (view, title) => desk.Emergencies is null ? null : await desk.Emergencies.ProposeAsync(
            new(warning, title, view.Raised.Subject.Region, view.Raised.Subject.Topic is { } topic ? [topic] : [], view.Seen.Complaints), Following(context, warning, PromotionTarget.Emergency), cancellation), cancellation);
    }

    /// <summary>Asks first whether the warning may be handed on, then brings into being what it is handed on to, then records it.</summary>
    private static async Task<CommandOutcome> PromoteAsync(
        WarningDesk desk, WarningId warning, PromotionTarget to, string? said, CommandContext context, Func<(WarningRaised Raised, WarningSighting Seen), string, Task<(Guid Id, CommandOutcome Outcome)?>> make, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var title = fields.ClearText("title", said, FieldErrors.ShortText);
        if (fields.Any) return fields.Outcome;
        var history = Streams.Warning.Within(context.Scope, await desk.Shell.HistoryAsync(warning.Value, cancellation));
        Guid? made = null;
        var may = history.Count > 0 && history.All(e => e.Metadata.CommandId != context.CommandId) && (context.SeenVersion is null || context.SeenVersion == history[^1].Version)
            && WarningDecisions.Promote(Streams.Warning.Fold(history), new(to, warning.Value)).Events.Count > 0;
        if (may)
        {
            var raised = (WarningRaised)history[0].Data;
            var seen = history.Select(e => e.Data).OfType<WarningUpgraded>().LastOrDefault()?.Seen ?? raised.Seen;
            if (await make((raised, seen), title) is { } done)
            {
                if (done.Outcome is not (CommandRecorded or CommandUnchanged)) return done.Outcome;
                made = done.Id;
            }
        }

        return await desk.DecideAsync(warning, context, fields, state => WarningDecisions.Promote(state, new(to, made)), cancellation);
    }

    private static CommandContext Following(CommandContext context, WarningId warning, PromotionTarget to) => context with
    {
        CommandId = DeterministicId.From("warning-promoted", warning.Value, to), SeenVersion = null, Digest = null,
    };

    private static TraceTrigger TriggerOf(WarningKind kind) => kind switch
    {
        WarningKind.Volume or WarningKind.RepeatComplaints => TraceTrigger.ComplaintHotspot,
        WarningKind.Spike or WarningKind.Breaches => TraceTrigger.ComplaintAnomaly,
        WarningKind.LowScores => TraceTrigger.SatisfactionWeakSpot,
        WarningKind.Source => TraceTrigger.Escalation,
        WarningKind.Cluster => TraceTrigger.MassComplaints,
    };
}
