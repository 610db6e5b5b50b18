using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Complaints;
using CaseFlow.Emergencies;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Emergencies;

/// <summary>Take an emergency's call oneself, for as long as the plan lets.</summary>
public sealed record TakeCallRequest : CommandRequest
{
    /// <summary>Who is to be called.</summary>
    [Required]
    public Guid? Customer { get; init; }
}

/// <summary>Give back a call that one took and is not going to make.</summary>
public sealed record GiveBackCallRequest : CommandRequest
{
    /// <summary>Who is to be called.</summary>
    [Required]
    public Guid? Customer { get; init; }
}

/// <summary>In which agent's hands an emergency's call is, so that no two ring one customer.</summary>
public static class TakingEmergencyCalls
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapEmergencyCommand<TakeCallRequest>(
            "callbacks/take", Permission.CallCustomers, "Takes the call to a customer; others leave it alone until the lease ends. The customer is revealed to who takes it, to be called, and that is recorded.", TakeAsync);
        api.MapEmergencyCommand<GiveBackCallRequest>("callbacks/give-back", Permission.CallCustomers, "Gives back a call that was taken and is not going to be made.", GiveBackAsync);
    }

    public static async Task<CommandOutcome> TakeAsync(EmergencyDesk desk, EmergencyId emergency, TakeCallRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var fields = new FieldErrors();
        var customer = CustomerId.From(fields.Value("customer", request.Customer));
        Region? region = null;
        var outcome = await desk.ReachAsync(
            emergency,
            context,
            (reaching, city) => desk.DecideAsync(emergency, reaching, fields, state =>
            {
                region = city is null ? state.Region : new(context.Scope.Province!, context.Scope.City);
                return EmergencyCallDecisions.Take(state, new(customer, new(context.Actor, desk.Now, city)));
            }, cancellation),
            cancellation);
        if (outcome is CommandRecorded or CommandUnchanged && region is not null) await desk.Revealing.ForCallAsync(customer, emergency, region, context, cancellation);
        return outcome;
    }

    public static Task<CommandOutcome> GiveBackAsync(EmergencyDesk desk, EmergencyId emergency, GiveBackCallRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var fields = new FieldErrors();
        var customer = CustomerId.From(fields.Value("customer", request.Customer));
        return desk.ReachAsync(
            emergency,
            context,
            (reaching, city) => desk.DecideAsync(emergency, reaching, fields, state => EmergencyCallDecisions.GiveBack(state, new(customer, new(context.Actor, desk.Now, city))), cancellation),
            cancellation);
    }
}
