using CaseFlow.Access;
using CaseFlow.Definitions;
using CaseFlow.Emergencies;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.PersonalData;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.Server.Platform.Web;
using CaseFlow.Server.Tracing;

namespace CaseFlow.Server.Emergencies;

/// <summary>Carries out commands on emergencies.</summary>
public sealed class EmergencyDesk(CommandShell shell, DefinitionBook definitions, ConcernedComplaints concerned, CustomerIdentity identity, PersonalDataVault vault, TraceDesk traces, EmergencyFiles files, RevealingTasks revealing, TimeProvider clock)
{
    /// <summary>Loads, decides and appends.</summary>
    public CommandShell Shell => shell;

    /// <summary>Finds complaints and whose they are.</summary>
    public ConcernedComplaints Concerned => concerned;

    /// <summary>Finds customers by their numbers.</summary>
    public CustomerIdentity Identity => identity;

    /// <summary>Seals what a customer said.</summary>
    public PersonalDataVault Vault => vault;

    /// <summary>Opens traces after a review.</summary>
    public TraceDesk Traces => traces;

    /// <summary>What taking a call reveals.</summary>
    public RevealingTasks Revealing => revealing;

    /// <summary>The present, by which leases are judged.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>A list of terms in force.</summary>
    public Task<TermList> ListAsync(string list, CancellationToken cancellation) => definitions.ListAsync(list, cancellation);

    /// <summary>The plan in force at a moment; null before there is one.</summary>
    public async Task<EmergencyPlanTerms?> PlanAsync(DateTimeOffset at, CancellationToken cancellation) =>
        (await shell.StateAsync(Streams.EmergencyPlan, EmergencyPlanSeed.Stream, cancellation)).At(at);

    /// <summary>Lets the desk do something about an emergency: in the context in which it is decided, and with the city beyond which whoever does it sees nobody; null where they see all.</summary>
    /// <remarks>
    /// Agents of a city call and tell its customers in an emergency of the whole province too; the decision holds them to those. When others were
    /// faster, they are told of that what is their city's, as the room tells them, and not who did what in the rest of the province.
    /// </remarks>
    public async Task<CommandOutcome> ReachAsync(EmergencyId emergency, CommandContext context, Func<CommandContext, string?, Task<CommandOutcome>> say, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(say);
        if (await files.FindAsync(context.Scope, emergency, asOf: null, cancellation) is not { City: { } city } file) return await say(context, null);
        var outcome = await say(context with { Scope = AccessScope.TryParse(AccessScope.ProvinceOf(file.Proposed.Region))! }, city);
        if (outcome is not CommandStale stale) return outcome;
        var own = await files.FindAsync(context.Scope, emergency, asOf: null, cancellation);
        return stale with { Since = [.. (own?.Events ?? []).Where(e => stale.Since.Any(one => one.Version == e.Version))] };
    }

    /// <summary>Decides on an emergency.</summary>
    public Task<CommandOutcome> DecideAsync(EmergencyId emergency, CommandContext context, FieldErrors fields, Func<Emergency, Decision<EmergencyEvent>> decide, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return fields.Any ? Task.FromResult<CommandOutcome>(fields.Outcome) : shell.DecideAsync(Streams.Emergency, emergency.Value, context, decide, cancellation);
    }

    /// <summary>The zone by whose clock customers rest.</summary>
    /// <exception cref="InvalidDataException">This machine's zone data does not have it.</exception>
    public static TimeZoneInfo ZoneOf(EmergencyPlanTerms plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return TimeZoneInfo.TryFindSystemTimeZoneById(plan.Zone, out var zone)
            ? zone
            : throw new InvalidDataException($"The zone {plan.Zone} of version {plan.PlanVersion} of the emergency plan is unknown on this machine; install its time zone data (tzdata).");
    }
}

/// <summary>A use case: one command on one emergency.</summary>
public delegate Task<CommandOutcome> EmergencyUseCase<in TRequest>(EmergencyDesk desk, EmergencyId emergency, TRequest request, CommandContext context, CancellationToken cancellation);

/// <summary>Gives the commands on an emergency their routes.</summary>
public static class EmergencyRoutes
{
    /// <summary>What they stand under in the API's description.</summary>
    public const string Tag = "Emergencies";

    /// <summary>Maps <c>POST /api/emergencies/{id}/{verb}</c>.</summary>
    public static RouteHandlerBuilder MapEmergencyCommand<TRequest>(this IEndpointRouteBuilder api, string verb, Permission permission, string summary, EmergencyUseCase<TRequest> handle)
        where TRequest : CommandRequest =>
        api.MapPost($"/emergencies/{{id:guid}}/{verb}", (Guid id, TRequest request, HttpContext http, EmergencyDesk desk, CancellationToken cancellation) =>
                CommandRoutes.CarryOutAsync(http, id, request, context => handle(desk, EmergencyId.From(id), request, context, cancellation), cancellation))
            .DescribeCommand(permission, Tag, summary);

    /// <summary>Codes of a list, each of which is in use; one that is left out is noted.</summary>
    public static IReadOnlyList<Term> Terms(FieldErrors fields, string field, IReadOnlyList<string?>? codes, TermList list, bool required = true)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(list);
        if (required && codes is null or []) fields.Add(field, FieldCodes.Required, $"{field} must name at least one term of the list {list.Name}.");
        if (codes?.Count > list.Entries.Count) fields.Add(field, FieldCodes.OutOfRange, $"{field} names more terms than the list {list.Name} has.");
        return [.. (codes ?? []).Take(list.Entries.Count).Select((code, i) => fields.Term($"{field}[{i}]", code, list)).Distinct()];
    }
}
