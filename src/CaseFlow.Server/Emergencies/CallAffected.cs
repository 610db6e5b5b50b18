using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Emergencies;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Emergencies;

/// <summary>What one call came to.</summary>
public sealed record CallMadeRequest
{
    /// <summary>Who was called.</summary>
    [Required]
    public Guid? Customer { get; init; }

    /// <summary>What it came to.</summary>
    [Required]
    public EmergencyCallResult? Result { get; init; }

    /// <summary>What there is to say of it; personal data is sealed.</summary>
    public string? Note { get; init; }
}

/// <summary>Record calls to customers of the emergency.</summary>
public sealed record RecordCallsRequest : CommandRequest
{
    /// <summary>The calls, each customer once.</summary>
    [Required]
    public IReadOnlyList<CallMadeRequest?>? Calls { get; init; }
}

/// <summary>Calls to those who complained and to those who are affected.</summary>
public static class CallingTheAffected
{
    /// <summary>No command records more calls.</summary>
    public const int MostCalls = 500;

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapEmergencyCommand<RecordCallsRequest>("callbacks", Permission.CallCustomers, "Records what calls to customers of the emergency came to; those who were not reached are called again.", RecordAsync);

    public static async Task<CommandOutcome> RecordAsync(EmergencyDesk desk, EmergencyId emergency, RecordCallsRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var fields = new FieldErrors();
        if (request.Calls is null or []) fields.Add("calls", FieldCodes.Required, "calls must say at least one.");
        if (request.Calls?.Count > MostCalls) fields.Add("calls", FieldCodes.OutOfRange, $"calls takes at most {MostCalls}; record more with another command.");
        if (fields.Any) return fields.Outcome;
        var said = request.Calls!.Select((call, i) => (
            Customer: CustomerId.From(fields.Value($"calls[{i}].customer", call?.Customer)),
            Result: fields.Choice($"calls[{i}].result", call?.Result),
            Note: fields.OptionalText($"calls[{i}].note", call?.Note))).ToList();
        if (fields.Any) return fields.Outcome;
        return await desk.ReachAsync(emergency, context, (reaching, city) => desk.Shell.DecideAsync(
            Streams.Emergency,
            emergency.Value,
            reaching,
            async state =>
            {
                // A note is sealed for those alone who are to be called: of others no key is made.
                var calls = new List<CallMade>();
                foreach (var (customer, result, note) in said)
                    calls.Add(new(customer, result, note is not null && state.Calls.ContainsKey(customer) ? (await desk.Vault.SealerAsync(customer, cancellation)).Seal(note) : null));
                return calls;
            },
            (state, calls) => EmergencyCallDecisions.Record(state, new(calls, context.OccurredAt, state.Plan is { } plan ? EmergencyDesk.ZoneOf(plan) : TimeZoneInfo.Utc, new(context.Actor, desk.Now, city))),
            cancellation), cancellation);
    }
}

/// <summary>Plans a call for everybody whom a declared emergency concerns, as soon as they are known to be.</summary>
/// <remarks>No call is planned into the past: what was entered late is called from the present on, at the even distances of everything else.</remarks>
public sealed class EmergencyCallPlanning(IEventStore store, CommandShell shell, TimeProvider clock) : ISubscription
{
    /// <summary>The actor of what is recorded here.</summary>
    public const string Actor = "emergency-calls";

    /// <inheritdoc/>
    public string Name => nameof(EmergencyCallPlanning);

    /// <inheritdoc/>
    public async Task HandleAsync(RecordedEvent e, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(e);
        if (e.Data is not (EmergencyDeclared or ComplaintsLinked or AffectedCustomersListed)) return;
        var emergency = Streams.Emergency.Fold(await store.ReadStreamAsync(e.Stream.Value, cancellation: cancellation));
        if (emergency.Status != EmergencyStatus.Declared) return;
        var context = new CommandContext
        {
            CommandId = DeterministicId.From(Actor, e.Id),
            Actor = Actor,
            Scope = AccessScope.All,
            CorrelationId = e.Metadata.CorrelationId,
            CausationId = e.Id.ToString(),
            OccurredAt = e.Metadata.OccurredAt,
            Precision = e.Metadata.Precision,
        };
        var (said, now) = (e.Metadata.OccurredAt, clock.GetUtcNow());
        var outcome = await shell.DecideAsync(
            Streams.Emergency, e.Stream.Value, context, state => EmergencyCallDecisions.Plan(state, new(said > now ? said : now, EmergencyDesk.ZoneOf(state.Plan!))), cancellation);
        // Whoever stood it down meanwhile wants nobody called.
        if (outcome is CommandContended) throw new InvalidOperationException($"The calls of the emergency {e.Stream.Value} were not planned after the {e.Type} at position {e.Position}.");
    }
}
