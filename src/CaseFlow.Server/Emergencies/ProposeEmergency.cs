using CaseFlow.Access;
using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.Emergencies;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;
using CaseFlow.Server.Tracing;
using CaseFlow.Warnings;
using System.ComponentModel.DataAnnotations;

namespace CaseFlow.Server.Emergencies;

/// <summary>Propose that something is a major service incident, or begin a drill of one.</summary>
public sealed record ProposeEmergencyRequest : CommandRequest
{
    /// <summary>What it is called. Not sealed: it names no customer.</summary>
    [Required]
    public string? Title { get; init; }

    /// <summary>What is said to be wrong. Not sealed: it names no customer.</summary>
    [Required]
    public string? Account { get; init; }

    /// <summary>Where: a city, or the province as a whole.</summary>
    [Required]
    public RegionRequest? Region { get; init; }

    /// <summary>What its complaints are about: codes of the list <c>topics</c>.</summary>
    [Required]
    public IReadOnlyList<string?>? Topics { get; init; }

    /// <summary>When it began, as far as is known; when this happened, where it is left out.</summary>
    public DateTimeOffset? BeganAt { get; init; }

    /// <summary>The early warning that it is made of.</summary>
    public Guid? Warning { get; init; }

    /// <summary>Complaints that are of it already.</summary>
    public IReadOnlyList<Guid>? Complaints { get; init; }

    /// <summary>Whether it is a drill, which touches no customer.</summary>
    public bool? IsDrill { get; init; }
}

/// <summary>Declare what was proposed an emergency.</summary>
public sealed record DeclareEmergencyRequest : CommandRequest
{
    /// <summary>Why it is one.</summary>
    [Required]
    public string? Grounds { get; init; }
}

/// <summary>Say that what was proposed is none.</summary>
public sealed record DismissEmergencyRequest : CommandRequest
{
    /// <summary>Why not.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>An emergency until it is declared or dismissed.</summary>
public static class ProposingEmergencies
{
    /// <summary>No proposal names more complaints.</summary>
    public const int MostNamed = 5_000;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/emergencies", (ProposeEmergencyRequest request, HttpContext http, EmergencyDesk desk, CancellationToken cancellation) =>
                CommandRoutes.CreateAsync(http, request, async context =>
                {
                    var (emergency, outcome) = await ProposeAsync(desk, request, context, cancellation);
                    return (emergency.Value, $"emergencies/{emergency.Value}", outcome);
                }, cancellation))
            .DescribeCommand(Permission.ProposeEmergencies, EmergencyRoutes.Tag, "Proposes that something is a major service incident, or begins a drill.", creates: true);
        api.MapEmergencyCommand<DeclareEmergencyRequest>("declare", Permission.RunEmergencies, "Declares what was proposed an emergency: its command takes over, and everybody concerned is planned to be called.", DeclareAsync);
        api.MapEmergencyCommand<DismissEmergencyRequest>("dismiss", Permission.RunEmergencies, "Says why what was proposed is no emergency.", DismissAsync);
    }

    /// <summary>Proposes an emergency under an id that follows from the command's, with the complaints that are of it already.</summary>
    public static async Task<(EmergencyId Emergency, CommandOutcome Outcome)> ProposeAsync(EmergencyDesk desk, ProposeEmergencyRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var emergency = EmergencyId.From(DeterministicId.From("emergency", context.CommandId));
        var fields = new FieldErrors();
        var title = fields.ClearText("title", request.Title, FieldErrors.ShortText);
        var account = fields.ClearText("account", request.Account);
        var region = RegionRequest.Read(request.Region, fields, await desk.ListAsync(TermLists.Regions, cancellation));
        var topics = EmergencyRoutes.Terms(fields, "topics", request.Topics, await desk.ListAsync(TermLists.Topics, cancellation));
        if (request.BeganAt > context.OccurredAt) fields.Add("beganAt", FieldCodes.InTheFuture, "beganAt is not later than the proposal.");
        if (request.Complaints?.Count > MostNamed) fields.Add("complaints", FieldCodes.OutOfRange, $"complaints takes at most {MostNamed}; more are linked by a query.");
        if (fields.Any) return (emergency, fields.Outcome);
        if (!context.Scope.Of(department: null).Covers(region)) return (emergency, CommandOutside.Of("region", context));
        var complaints = await ConcerningCustomers.NamedAsync(desk, context, region, request.Complaints ?? [], "complaints", fields, cancellation);
        if (await desk.PlanAsync(context.OccurredAt, cancellation) is not { } plan)
        {
            fields.Add("occurredAt", FieldCodes.OutOfRange, "occurredAt lies before the first version of the emergency plan counts.");
            return (emergency, fields.Outcome);
        }

        if (fields.Any) return (emergency, fields.Outcome);
        var proposed = new EmergencyProposed
        {
            Emergency = emergency,
            Title = title,
            Account = account,
            Region = region,
            Topics = topics,
            BeganAt = request.BeganAt ?? context.OccurredAt,
            Warning = request.Warning is { } warning ? WarningId.From(warning) : null,
            IsDrill = request.IsDrill ?? false,
            Plan = plan,
        };
        return (emergency, await desk.Shell.CreateAsync(Streams.Emergency, emergency.Value, context, static _ => Task.FromResult(true), (state, _) => Propose(state, proposed, complaints), cancellation));
    }

    public static async Task<CommandOutcome> DeclareAsync(EmergencyDesk desk, EmergencyId emergency, DeclareEmergencyRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var grounds = fields.ClearText("grounds", request.Grounds);
        var regions = await desk.ListAsync(TermLists.Regions, cancellation);
        return await desk.DecideAsync(emergency, context, fields, state => EmergencyDecisions.Declare(state, new(grounds, Branches(state.Region, regions))), cancellation);
    }

    public static Task<CommandOutcome> DismissAsync(EmergencyDesk desk, EmergencyId emergency, DismissEmergencyRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var reason = fields.ClearText("reason", request.Reason);
        return desk.DecideAsync(emergency, context, fields, state => EmergencyDecisions.Dismiss(state, new(reason)), cancellation);
    }

    private static Decision<EmergencyEvent> Propose(Emergency state, EmergencyProposed proposed, IReadOnlyList<LinkedComplaint> complaints)
    {
        var alone = EmergencyDecisions.Propose(state, new(proposed));
        return complaints.Count == 0 || alone.Refusal is not null || alone.Events.Count == 0
            ? alone
            : (EmergencyEvent[])[.. alone.Events, .. ConcernDecisions.Link(Emergency.Evolve(state, alone.Events[0]), new(complaints, Query: null)).Events];
    }

    /// <summary>The branches that have to be told: the city, or all cities of the province.</summary>
    private static IReadOnlyList<string> Branches(Region region, TermList regions) => region.City is null
        ? [.. regions.Entries.Values.Where(entry => !entry.Retired && TermCodes.Parent(entry.Code) == AccessScope.ProvinceOf(region)).Select(entry => entry.Code)]
        : [AccessScope.Code(AccessScope.ProvinceOf(region), AccessScope.CityOf(region))];
}
