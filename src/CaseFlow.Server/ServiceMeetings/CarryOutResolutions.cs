using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;
using CaseFlow.ServiceMeetings;

namespace CaseFlow.Server.ServiceMeetings;

/// <summary>Resolve something at a meeting that was held.</summary>
public sealed record DecideResolutionRequest : CommandRequest
{
    /// <summary>The item of the agenda that it follows from.</summary>
    public Guid? Item { get; init; }

    /// <summary>What is to be done.</summary>
    [Required]
    public string? Text { get; init; }

    /// <summary>The department that is to do it; a code of the list <c>departments</c>.</summary>
    [Required]
    public string? Owner { get; init; }

    /// <summary>By when, with an offset.</summary>
    [Required]
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>What is to prove that it took effect.</summary>
    [Required]
    public string? ExpectedEvidence { get; init; }
}

/// <summary>Tell how far it is.</summary>
public sealed record ReportResolutionRequest : CommandRequest
{
    /// <summary>How far.</summary>
    [Required]
    public string? Report { get; init; }
}

/// <summary>Record that it is done.</summary>
public sealed record FinishResolutionRequest : CommandRequest
{
    /// <summary>What was looked at and what it showed. Without it the resolution is not done.</summary>
    public string? Evidence { get; init; }

    /// <summary>The id of the KPI that was measured; required with a value of it.</summary>
    public string? Kpi { get; init; }

    /// <summary>Its value before.</summary>
    public decimal? Before { get; init; }

    /// <summary>Its value afterwards.</summary>
    public decimal? After { get; init; }
}

/// <summary>Take it over into another meeting.</summary>
public sealed record CarryResolutionOverRequest : CommandRequest
{
    /// <summary>That meeting.</summary>
    [Required]
    public Guid? To { get; init; }
}

/// <summary>Give it up.</summary>
public sealed record DropResolutionRequest : CommandRequest
{
    /// <summary>Why.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>Resolutions: decided, reported on, done with evidence, carried over, dropped.</summary>
public static class CarryingOutResolutions
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/service-meetings/{id:guid}/resolutions", (Guid id, DecideResolutionRequest request, HttpContext http, ServiceMeetingDesk desk, CancellationToken cancellation) =>
                CommandRoutes.CreateAsync(http, request, async context =>
                {
                    var (resolution, outcome) = await DecideAsync(desk, ServiceMeetingId.From(id), request, context, cancellation);
                    return (resolution.Value, $"resolutions/{resolution.Value}", outcome);
                }, cancellation))
            .DescribeCommand(Permission.KeepMeetings, MeetingRoutes.Tag, "Records what a meeting that was held resolved: what, which department, by when, and what is to prove its effect.", creates: true);
        api.MapResolutionCommand<ReportResolutionRequest>("report", Permission.ReportResolutions, "Tells how far a resolution is.", ReportAsync);
        api.MapResolutionCommand<FinishResolutionRequest>("done", Permission.ReportResolutions, "Records that a resolution is done, with what proves its effect.", FinishAsync);
        api.MapResolutionCommand<CarryResolutionOverRequest>("carry-over", Permission.KeepMeetings, "Takes an open resolution over into another meeting, and counts that.", CarryOverAsync);
        api.MapResolutionCommand<DropResolutionRequest>("drop", Permission.KeepMeetings, "Gives a resolution up for a reason.", DropAsync);
    }

    public static async Task<(ResolutionId Resolution, CommandOutcome Outcome)> DecideAsync(
        ServiceMeetingDesk desk, ServiceMeetingId meeting, DecideResolutionRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var resolution = ResolutionId.From(DeterministicId.From("resolution", context.CommandId));
        var fields = new FieldErrors();
        var text = fields.Text("text", request.Text);
        var owner = fields.Term("owner", request.Owner, await desk.ListAsync(TermLists.Departments, cancellation));
        var due = MeetingRoutes.Time(fields, "dueAt", request.DueAt);
        var expected = fields.Text("expectedEvidence", request.ExpectedEvidence);
        if (fields.Any) return (resolution, fields.Outcome);
        var decided = await desk.Shell.StateAsync(Streams.ServiceMeeting, meeting.Value, context.Scope, cancellation);
        if (decided.Status == MeetingStatus.Unconvened) return (resolution, new CommandRefused(ServiceMeetingRefusals.Unknown));
        // The version that was seen is the meeting's; the resolution is a stream of its own and new.
        if (context.SeenVersion is { } seen && await StaleAsync(desk, meeting, seen, cancellation) is { } stale) return (resolution, stale);
        if (request.Item is { } item && !decided.Agenda.Contains(AgendaItemId.From(item))) return (resolution, new CommandRefused(ServiceMeetingRefusals.ItemUnknown));
        return (resolution, await desk.Shell.CreateAsync(
            Streams.Resolution,
            resolution.Value,
            context with { SeenVersion = null },
            async _ => (
                (await desk.Shell.StateAsync(Streams.ServiceMeeting, meeting.Value, context.Scope, cancellation)).Status,
                Text: await desk.Texts.SealAsync(resolution.Value, isThere: true, text, cancellation),
                Expected: await desk.Texts.SealAsync(resolution.Value, isThere: true, expected, cancellation)),
            (state, facts) => ResolutionDecisions.Decide(state, new(
                new()
                {
                    Resolution = resolution,
                    Meeting = meeting,
                    Item = request.Item is { } from ? AgendaItemId.From(from) : null,
                    Region = decided.Region,
                    Text = facts.Text,
                    Owner = owner,
                    DueAt = due,
                    ExpectedEvidence = facts.Expected,
                },
                facts.Status)),
            cancellation));
    }

    public static async Task<CommandOutcome> ReportAsync(ServiceMeetingDesk desk, ResolutionId resolution, ReportResolutionRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var fields = new FieldErrors();
        var report = fields.Text("report", request.Report);
        return fields.Any ? fields.Outcome : await desk.DecideAsync(resolution, context, report, (state, said) => ResolutionDecisions.Report(state, new(said, context.Scope.Department)), cancellation);
    }

    public static async Task<CommandOutcome> FinishAsync(ServiceMeetingDesk desk, ResolutionId resolution, FinishResolutionRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var fields = new FieldErrors();
        var evidence = fields.OptionalText("evidence", request.Evidence);
        if (request.Kpi is not null && KpiCatalogue.All.All(kpi => kpi.Id != request.Kpi)) fields.Add("kpi", FieldCodes.OutOfRange, $"kpi is none of {string.Join(", ", KpiCatalogue.All.Select(kpi => kpi.Id))}.");
        else if (request is { Kpi: null } and not { Before: null, After: null }) fields.Add("kpi", FieldCodes.Required, "kpi says what before and after were measured of.");
        return fields.Any ? fields.Outcome : await desk.DecideAsync(
            resolution,
            context,
            evidence ?? "",
            (state, said) => ResolutionDecisions.Finish(state, new(evidence is null ? null : new(said, request.Kpi, request.Before, request.After), context.Scope.Department)),
            cancellation);
    }

    public static async Task<CommandOutcome> CarryOverAsync(ServiceMeetingDesk desk, ResolutionId resolution, CarryResolutionOverRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var fields = new FieldErrors();
        var to = ServiceMeetingId.From(fields.Value("to", request.To));
        return fields.Any ? fields.Outcome : await desk.Shell.DecideAsync(
            Streams.Resolution,
            resolution.Value,
            context,
            async _ => (await desk.Shell.StateAsync(Streams.ServiceMeeting, to.Value, context.Scope, cancellation)).Status,
            (state, meeting) => ResolutionDecisions.CarryOver(state, new(to, meeting)),
            cancellation);
    }

    public static async Task<CommandOutcome> DropAsync(ServiceMeetingDesk desk, ResolutionId resolution, DropResolutionRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var reason = fields.Text("reason", request.Reason);
        return fields.Any ? fields.Outcome : await desk.DecideAsync(resolution, context, reason, (state, said) => ResolutionDecisions.Drop(state, new(said)), cancellation);
    }

    private static async Task<CommandStale?> StaleAsync(ServiceMeetingDesk desk, ServiceMeetingId meeting, long seen, CancellationToken cancellation)
    {
        var history = await desk.Shell.HistoryAsync(meeting.Value, cancellation);
        return history.Count == seen ? null : new(history.Count, [.. history.Where(e => e.Version > seen)]);
    }
}
