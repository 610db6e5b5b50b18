using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using CaseFlow.Access;
using CaseFlow.Definitions;
using CaseFlow.Emergencies;
using CaseFlow.EventStore;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.FollowUps;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Emergencies;

/// <summary>The target of one of the six clocks.</summary>
public sealed record FirstTimeTargetRequest
{
    /// <summary>Which of the six.</summary>
    [Required]
    public FirstTime? Clock { get; init; }

    /// <summary>What starts it.</summary>
    [Required]
    public FirstTimeStart? Start { get; init; }

    /// <summary>How many minutes it may take.</summary>
    [Required]
    public int? Minutes { get; init; }
}

/// <summary>A span of the day in which customers are left in peace.</summary>
public sealed record RestHoursRequest
{
    /// <summary>Its first moment, for example 21:00.</summary>
    [Required]
    public TimeOnly? From { get; init; }

    /// <summary>The first moment after it; one before <c>from</c> is on the next day.</summary>
    [Required]
    public TimeOnly? Until { get; init; }
}

/// <summary>Publish the next version of the plan for emergencies and drills.</summary>
public sealed record PublishEmergencyPlanRequest : CommandRequest
{
    /// <summary>One target for each of the six clocks.</summary>
    [Required]
    public IReadOnlyList<FirstTimeTargetRequest?>? Targets { get; init; }

    /// <summary>The departments that have to be on scene: codes of the list <c>departments</c>.</summary>
    [Required]
    public IReadOnlyList<string?>? OnScene { get; init; }

    /// <summary>The IANA zone by whose clock customers rest.</summary>
    [Required]
    public string? Zone { get; init; }

    /// <summary>When nobody is called; always is somebody when it is left out.</summary>
    public IReadOnlyList<RestHoursRequest?>? Rest { get; init; }

    /// <summary>How many calls can be made in an hour.</summary>
    [Required]
    public int? CallsPerHour { get; init; }

    /// <summary>From a call that reached nobody to the next, in minutes; one more call than entries is made.</summary>
    public IReadOnlyList<int>? RetryAfterMinutes { get; init; }

    /// <summary>How long whoever takes a call has it to themselves, in minutes; 15 when it is left out.</summary>
    public int? LeaseMinutes { get; init; }

    /// <summary>From when on; now when it is left out.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>Why it is published.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>A version of the plan.</summary>
/// <param name="Terms">What is expected.</param>
/// <param name="ValidFrom">From when on.</param>
/// <param name="Author">Who published it.</param>
/// <param name="PublishedAt">When.</param>
/// <param name="Reason">Why.</param>
public sealed record EmergencyPlanVersion(EmergencyPlanTerms Terms, DateTimeOffset ValidFrom, string Author, DateTimeOffset PublishedAt, string Reason);

/// <summary>The plan for emergencies and drills.</summary>
public static class PublishingEmergencyPlans
{
    private const int MostOfList = 20;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/definitions/emergency-plan", (PublishEmergencyPlanRequest request, HttpContext http, EmergencyDesk desk, CancellationToken cancellation) =>
                CommandRoutes.CarryOutAsync(http, EmergencyPlanSeed.Stream, request, context => PublishAsync(desk, request, context, cancellation), cancellation))
            .DescribeCommand(Permission.PublishDefinitions, DefinitionsInForce.Tag, "Publishes the next version of the plan for emergencies and drills; those that were proposed before keep theirs.");
        api.MapGet("/definitions/emergency-plan", async (CommandShell shell, CancellationToken cancellation) => TypedResults.Ok(await VersionsAsync(shell, cancellation)))
            .Requires(Permission.ReadDefinitions)
            .WithTags(DefinitionsInForce.Tag)
            .WithSummary("The plan for emergencies and drills in all its versions, the first one first.");
    }

    /// <summary>All versions.</summary>
    public static async Task<IReadOnlyList<EmergencyPlanVersion>> VersionsAsync(CommandShell shell, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shell);
        var history = await shell.HistoryAsync(EmergencyPlanSeed.Stream, cancellation);
        return [.. history.Select(e => (Event: e, Published: (EmergencyPlanPublished)e.Data)).Select(one => new EmergencyPlanVersion(
            one.Published.Terms, one.Published.ValidFrom, one.Event.Metadata.Actor, one.Event.RecordedAt, one.Published.Reason))];
    }

    public static async Task<CommandOutcome> PublishAsync(EmergencyDesk desk, PublishEmergencyPlanRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var fields = new FieldErrors();
        if (request.Targets is null) fields.Add("targets", FieldCodes.Required, "targets must be given: one for each of the six clocks.");
        foreach (var (name, count) in new[] { ("targets", request.Targets?.Count), ("rest", request.Rest?.Count), ("retryAfterMinutes", request.RetryAfterMinutes?.Count) })
        {
            if (count > MostOfList) fields.Add(name, FieldCodes.OutOfRange, $"{name} takes at most {MostOfList}.");
        }

        var departments = EmergencyRoutes.Terms(fields, "onScene", request.OnScene, await desk.ListAsync(TermLists.Departments, cancellation));
        var (zone, calls, reason) = (fields.Zone("zone", request.Zone), fields.Value("callsPerHour", request.CallsPerHour), fields.Text("reason", request.Reason));
        if (fields.Any) return fields.Outcome;
        var terms = new EmergencyPlanTerms
        {
            PlanVersion = 0,
            Targets = [.. request.Targets!.Select((target, i) => new FirstTimeTarget(
                fields.Choice($"targets[{i}].clock", target?.Clock), fields.Choice($"targets[{i}].start", target?.Start), fields.Value($"targets[{i}].minutes", target?.Minutes)))],
            OnScene = departments,
            Zone = zone,
            Rest = [.. (request.Rest ?? []).Select((rest, i) => new RestHours(fields.Value($"rest[{i}].from", rest?.From), fields.Value($"rest[{i}].until", rest?.Until)))],
            CallsPerHour = calls,
            RetryAfterMinutes = request.RetryAfterMinutes ?? [],
        };
        if (request.LeaseMinutes is { } lease) terms = terms with { LeaseMinutes = lease };
        return fields.Any ? fields.Outcome : await desk.Shell.DecideAsync(
            Streams.EmergencyPlan, EmergencyPlanSeed.Stream, context, plan => EmergencyPlanDecisions.Publish(plan, new(terms, request.ValidFrom ?? context.OccurredAt, reason)), cancellation);
    }
}

/// <summary>The plan that a new installation starts with; an operator's own later versions are left alone.</summary>
public sealed class EmergencyPlanSeed(CommandShell shell, DefinitionBook definitions, TimeProvider clock)
{
    /// <summary>The plan's stream.</summary>
    public static Guid Stream { get; } = DeterministicId.From("emergency_plan");

    /// <summary>Publishes it where none was published.</summary>
    public async Task PublishAsync(CancellationToken cancellation)
    {
        var file = typeof(EmergencyPlanSeed).Assembly.GetManifestResourceStream("seed/emergency-plan.json") ?? throw new InvalidOperationException("There is no seed of the emergency plan.");
        await using var _ = file;
        var seed = await JsonSerializer.DeserializeAsync<Seed>(file, EventTypes.Json, cancellation) ?? throw new JsonException("The seed of the emergency plan is empty.");
        var departments = await definitions.ListAsync(TermLists.Departments, cancellation);
        var terms = seed.Terms with { OnScene = [.. seed.OnScene.Select(code => new Term(code, departments.Version))] };
        var context = new CommandContext
        {
            CommandId = DeterministicId.From(DefinitionSeeds.Actor, "emergency-plan"), Actor = DefinitionSeeds.Actor, Scope = AccessScope.All, CorrelationId = $"{DefinitionSeeds.Actor}-emergency-plan", OccurredAt = clock.GetUtcNow(),
        };
        var outcome = await shell.DecideAsync(
            Streams.EmergencyPlan, Stream, context, plan => plan.Versions.IsEmpty ? EmergencyPlanDecisions.Publish(plan, new(terms, seed.ValidFrom, seed.Reason)) : Decision.Nothing, cancellation);
        if (outcome is CommandRefused refused) throw new InvalidOperationException($"The seed of the emergency plan is refused: {refused.Refusal.Reason}");
    }

    private sealed record Seed(EmergencyPlanTerms Terms, IReadOnlyList<string> OnScene, DateTimeOffset ValidFrom, string Reason);
}
