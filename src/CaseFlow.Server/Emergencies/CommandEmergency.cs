using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Emergencies;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Tracing;
using CaseFlow.Tracing;

namespace CaseFlow.Server.Emergencies;

/// <summary>Put somebody on the command roster.</summary>
public sealed record AssignRosterRequest : CommandRequest
{
    /// <summary>What they do.</summary>
    [Required]
    public CommandRole? Role { get; init; }

    /// <summary>The name of their account.</summary>
    [Required]
    public string? Person { get; init; }

    /// <summary>Where they come from: a code of the list <c>departments</c>.</summary>
    public string? Department { get; init; }
}

/// <summary>Take somebody off the command roster.</summary>
public sealed record RelieveRosterRequest : CommandRequest
{
    /// <summary>What they did.</summary>
    [Required]
    public CommandRole? Role { get; init; }

    /// <summary>The name of their account.</summary>
    [Required]
    public string? Person { get; init; }
}

/// <summary>Say that one of the six was done for the first time.</summary>
public sealed record MeetFirstTimeRequest : CommandRequest
{
    /// <summary>Which of the six.</summary>
    [Required]
    public FirstTime? Clock { get; init; }

    /// <summary>What proves it. Not sealed: it names no customer.</summary>
    [Required]
    public string? Evidence { get; init; }

    /// <summary>The account of whoever did it; whoever says so when it is left out.</summary>
    public string? By { get; init; }

    /// <summary>Of <c>OnScene</c>, the department that came: a code of the list <c>departments</c>.</summary>
    public string? Department { get; init; }

    /// <summary>Of <c>Relay</c>, who was told: <c>headquarters</c> or the code of a branch.</summary>
    public string? Recipient { get; init; }
}

/// <summary>Say that it works again.</summary>
public sealed record ClearFaultRequest : CommandRequest
{
    /// <summary>What proves it.</summary>
    [Required]
    public string? Evidence { get; init; }
}

/// <summary>Log what the public said.</summary>
public sealed record LogMediaRequest : CommandRequest
{
    /// <summary>Where.</summary>
    [Required]
    public MediaKind? Kind { get; init; }

    /// <summary>The name of the paper, station, site or forum.</summary>
    [Required]
    public string? Outlet { get; init; }

    /// <summary>What was said. Not sealed: it names no customer.</summary>
    [Required]
    public string? Account { get; init; }

    /// <summary>Where it can be read.</summary>
    public string? Link { get; init; }
}

/// <summary>Say how the emergency stands; the figures are added.</summary>
public sealed record ReportSituationRequest : CommandRequest
{
    /// <summary>How it stands. Not sealed: it names no customer.</summary>
    [Required]
    public string? Words { get; init; }
}

/// <summary>End an emergency.</summary>
public sealed record StandDownRequest : CommandRequest
{
    /// <summary>Why it ends, where some were not called to the end.</summary>
    public string? Reason { get; init; }
}

/// <summary>Record what a review found; its causes are looked for in a trace.</summary>
public sealed record HoldReviewRequest : CommandRequest
{
    /// <summary>What was found. Not sealed: it names no customer.</summary>
    [Required]
    public string? Findings { get; init; }
}

/// <summary>Commanding an emergency until it is looked back on.</summary>
public static class CommandingEmergencies
{
    private const int LongestLink = 2_000;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapEmergencyCommand<AssignRosterRequest>("roster", Permission.RunEmergencies, "Puts somebody on the command roster.", AssignAsync);
        api.MapEmergencyCommand<RelieveRosterRequest>("roster/relieve", Permission.RunEmergencies, "Takes somebody off the command roster.", RelieveAsync);
        api.MapEmergencyCommand<MeetFirstTimeRequest>("first-times", Permission.RunEmergencies, "Says that one of the six was done, by a department or to a recipient where each has to; what comes late stays late.", MeetAsync);
        api.MapEmergencyCommand<ClearFaultRequest>("fault-cleared", Permission.RunEmergencies, "Says that what was wrong works again.", ClearAsync);
        api.MapEmergencyCommand<LogMediaRequest>("media", Permission.RunEmergencies, "Logs what the public said.", LogAsync);
        api.MapEmergencyCommand<ReportSituationRequest>("situations", Permission.RunEmergencies, "Says how the emergency stands; the figures of that moment are added.", ReportAsync);
        api.MapEmergencyCommand<StandDownRequest>("stand-down", Permission.RunEmergencies, "Ends the emergency: when everybody's callback is closed, or for a reason that is stated.", StandDownAsync);
        api.MapEmergencyCommand<HoldReviewRequest>("review", Permission.RunEmergencies, "Records what the review found and opens a trace on the linked complaints.", ReviewAsync);
    }

    public static async Task<CommandOutcome> AssignAsync(EmergencyDesk desk, EmergencyId emergency, AssignRosterRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var (role, person) = (fields.Choice("role", request.Role), fields.ClearText("person", request.Person, FieldErrors.ShortText));
        var department = fields.OptionalTerm("department", request.Department, await desk.ListAsync(TermLists.Departments, cancellation));
        return await desk.DecideAsync(emergency, context, fields, state => EmergencyDecisions.Assign(state, new(new(role, person, department))), cancellation);
    }

    public static Task<CommandOutcome> RelieveAsync(EmergencyDesk desk, EmergencyId emergency, RelieveRosterRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var (role, person) = (fields.Choice("role", request.Role), fields.ClearText("person", request.Person, FieldErrors.ShortText));
        return desk.DecideAsync(emergency, context, fields, state => EmergencyDecisions.Relieve(state, new(role, person)), cancellation);
    }

    public static async Task<CommandOutcome> MeetAsync(EmergencyDesk desk, EmergencyId emergency, MeetFirstTimeRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var fields = new FieldErrors();
        var met = new FirstTimeMet
        {
            Clock = fields.Choice("clock", request.Clock),
            Evidence = fields.ClearText("evidence", request.Evidence),
            By = fields.OptionalClearText("by", request.By, FieldErrors.ShortText) ?? context.Actor,
            Department = fields.OptionalTerm("department", request.Department, await desk.ListAsync(TermLists.Departments, cancellation)),
            Recipient = fields.OptionalText("recipient", request.Recipient, FieldErrors.ShortText),
        };
        if (met.Clock != FirstTime.OnScene && met.Department is not null) fields.Add("department", FieldCodes.OutOfRange, "department is named by OnScene alone.");
        if (met.Clock != FirstTime.Relay && met.Recipient is not null) fields.Add("recipient", FieldCodes.OutOfRange, "recipient is named by Relay alone.");
        return await desk.DecideAsync(emergency, context, fields, state => ConcernDecisions.Meet(state, new(met)), cancellation);
    }

    public static Task<CommandOutcome> ClearAsync(EmergencyDesk desk, EmergencyId emergency, ClearFaultRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var evidence = fields.ClearText("evidence", request.Evidence);
        return desk.DecideAsync(emergency, context, fields, state => ConcernDecisions.Clear(state, new(evidence)), cancellation);
    }

    public static Task<CommandOutcome> LogAsync(EmergencyDesk desk, EmergencyId emergency, LogMediaRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var (kind, outlet, account) = (fields.Choice("kind", request.Kind), fields.ClearText("outlet", request.Outlet, FieldErrors.ShortText), fields.ClearText("account", request.Account));
        var link = fields.OptionalText("link", request.Link, LongestLink);
        if (link is not null && !(Uri.TryCreate(link, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")) fields.Add("link", FieldCodes.Malformed, "link is an address that begins with http:// or https://.");
        return desk.DecideAsync(emergency, context, fields, state => EmergencyDecisions.Log(state, new(new(kind, outlet, account, link))), cancellation);
    }

    public static Task<CommandOutcome> ReportAsync(EmergencyDesk desk, EmergencyId emergency, ReportSituationRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var words = fields.ClearText("words", request.Words);
        return desk.DecideAsync(emergency, context, fields, state => EmergencyDecisions.Report(state, new(words)), cancellation);
    }

    public static Task<CommandOutcome> StandDownAsync(EmergencyDesk desk, EmergencyId emergency, StandDownRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var reason = fields.OptionalClearText("reason", request.Reason);
        return desk.DecideAsync(emergency, context, fields, state => EmergencyDecisions.End(state, new(reason)), cancellation);
    }

    /// <summary>Opens the trace first, under an id that follows from the emergency's: said again after a crash in between, it finds the same trace.</summary>
    public static async Task<CommandOutcome> ReviewAsync(EmergencyDesk desk, EmergencyId emergency, HoldReviewRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var fields = new FieldErrors();
        var findings = fields.ClearText("findings", request.Findings);
        if (fields.Any) return fields.Outcome;
        var history = Streams.Emergency.Within(context.Scope, await desk.Shell.HistoryAsync(emergency.Value, cancellation));
        var state = Streams.Emergency.Fold(history);
        TraceId? trace = null;
        if (state is { Status: EmergencyStatus.StoodDown, Complaints.Count: > 0 } && (context.SeenVersion is not { } seen || seen == history[^1].Version))
        {
            var proposed = (EmergencyProposed)history[0].Data;
            var consequence = context with { CommandId = DeterministicId.From("emergency-review", emergency.Value), CausationId = history[^1].Id.ToString(), SeenVersion = null, Digest = null };
            var (opened, outcome) = await OpeningTraces.OpenAsync(desk.Traces, new()
            {
                Trigger = TraceTrigger.MassComplaints,
                Title = proposed.Title,
                Region = new() { Province = proposed.Region.Province, City = proposed.Region.City },
                Topic = proposed.Topics[0].Code,
                Evidence = new() { Complaints = [.. state.Complaints.OrderBy(one => one.Value.Number).Take(EvidenceReading.Most).Select(one => one.Key.Value)] },
            }, consequence, cancellation);
            if (outcome is not (CommandRecorded or CommandUnchanged)) return outcome;
            trace = opened;
        }

        return await desk.DecideAsync(emergency, context, fields, now => EmergencyDecisions.LookBack(now, new(findings, trace)), cancellation);
    }
}
