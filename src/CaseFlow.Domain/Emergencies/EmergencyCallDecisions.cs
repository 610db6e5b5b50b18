namespace CaseFlow.Emergencies;

/// <summary>Plan the calls to everybody who is to be called and has no call planned yet.</summary>
/// <param name="From">No call is planned before.</param>
/// <param name="Zone">The zone that the plan names.</param>
public sealed record PlanCalls(DateTimeOffset From, TimeZoneInfo Zone);

/// <summary>What one call came to.</summary>
public sealed record CallMade(CustomerId Customer, EmergencyCallResult Result, Sealed? Note);

/// <summary>Whoever calls, takes a call or gives it back.</summary>
/// <param name="Agent">The account.</param>
/// <param name="Now">The present, by which leases are judged: what is recorded later than it happened gets past none.</param>
/// <param name="City">The city beyond which they see nobody; null for who sees all whom the emergency concerns.</param>
public sealed record CallingAgent(string Agent, DateTimeOffset Now, string? City = null);

/// <summary>Take a call in order to make it.</summary>
public sealed record TakeCall(CustomerId Customer, CallingAgent By);

/// <summary>Give back a call that was taken.</summary>
public sealed record GiveBackCall(CustomerId Customer, CallingAgent By);

/// <summary>Record calls that were made.</summary>
/// <param name="Calls">What they came to, each customer once.</param>
/// <param name="At">When they were made.</param>
/// <param name="Zone">The zone that the plan names.</param>
/// <param name="By">Who says so.</param>
public sealed record RecordCalls(IReadOnlyList<CallMade> Calls, DateTimeOffset At, TimeZoneInfo Zone, CallingAgent By);

/// <summary>What may be done about the callbacks of an emergency.</summary>
public static class EmergencyCallDecisions
{
    /// <remarks>A customer has one call however often this is said, so that saying it again after each new complaint does no harm.</remarks>
    public static Decision<EmergencyEvent> Plan(Emergency emergency, PlanCalls command)
    {
        ArgumentNullException.ThrowIfNull(emergency);
        ArgumentNullException.ThrowIfNull(command);
        var owed = emergency.Owed;
        return emergency switch
        {
            { Status: EmergencyStatus.Unproposed } => EmergencyRefusals.Unknown,
            { Status: EmergencyStatus.Proposed } => EmergencyRefusals.NotDeclared,
            { IsOpen: false } => EmergencyRefusals.Ended,
            { IsDrill: true } when emergency.Simulated == owed.Count => Decision.Nothing,
            { IsDrill: true } => Simulated(owed.Count, CallSlots.Free(command.From, emergency.Plan!, command.Zone, new HashSet<DateTimeOffset>())),
            _ when owed.All(one => emergency.Calls.ContainsKey(one.Customer)) => Decision.Nothing,
            _ => Planned(emergency, command, owed),
        };
    }

    /// <remarks>Saying it again while more than half of the time is left changes nothing; later it begins anew. Of a drill nobody is called, and nothing is taken.</remarks>
    public static Decision<EmergencyEvent> Take(Emergency emergency, TakeCall command)
    {
        ArgumentNullException.ThrowIfNull(emergency);
        ArgumentNullException.ThrowIfNull(command);
        var (call, by, time) = (emergency.Calls.GetValueOrDefault(command.Customer), command.By, TimeSpan.FromMinutes(emergency.Plan?.LeaseMinutes ?? 0));
        return (emergency, call?.HeldAt(by.Now)) switch
        {
            ({ Status: EmergencyStatus.Unproposed }, _) => EmergencyRefusals.Unknown,
            ({ IsDrill: true }, _) => EmergencyRefusals.DrillTouchesNobody,
            _ when call is null || !emergency.Concerns(command.Customer, by.City) => EmergencyRefusals.NotToBeCalled,
            _ when call.Closed => EmergencyRefusals.CallClosed,
            (_, { } holder) when holder.Who != by.Agent => EmergencyRefusals.CallTaken with { HeldBy = holder },
            (_, { } holder) when holder.Until - by.Now > time / 2 => Decision.Nothing,
            _ => new EmergencyCallTaken(command.Customer, by.Agent, by.Now + time),
        };
    }

    /// <remarks>A lease that ran out needs no giving back.</remarks>
    public static Decision<EmergencyEvent> GiveBack(Emergency emergency, GiveBackCall command)
    {
        ArgumentNullException.ThrowIfNull(emergency);
        ArgumentNullException.ThrowIfNull(command);
        var (call, by) = (emergency.Calls.GetValueOrDefault(command.Customer), command.By);
        return (emergency, call?.HeldAt(by.Now)) switch
        {
            ({ Status: EmergencyStatus.Unproposed }, _) => EmergencyRefusals.Unknown,
            ({ IsDrill: true }, _) => EmergencyRefusals.DrillTouchesNobody,
            _ when call is null || !emergency.Concerns(command.Customer, by.City) => EmergencyRefusals.NotToBeCalled,
            (_, { } holder) when holder.Who != by.Agent => EmergencyRefusals.CallTaken with { HeldBy = holder },
            (_, null) => Decision.Nothing,
            _ => new EmergencyCallGivenBack(command.Customer, by.Agent),
        };
    }

    /// <remarks>All that were made, or none of them: a list with one slip is looked at again.</remarks>
    public static Decision<EmergencyEvent> Record(Emergency emergency, RecordCalls command)
    {
        ArgumentNullException.ThrowIfNull(emergency);
        ArgumentNullException.ThrowIfNull(command);
        return emergency switch
        {
            { Status: EmergencyStatus.Unproposed } => EmergencyRefusals.Unknown,
            { IsDrill: true } => EmergencyRefusals.DrillTouchesNobody,
            _ when command.Calls.Any(call => !emergency.Calls.ContainsKey(call.Customer)) => EmergencyRefusals.NotToBeCalled,
            _ when command.By.City is { } city && !emergency.ConcernedIn(city).IsSupersetOf(command.Calls.Select(call => call.Customer)) => EmergencyRefusals.NotToBeCalled,
            _ when command.Calls.All(call => emergency.Calls[call.Customer].Closed) => Decision.Nothing,
            _ when HolderOf(emergency, command) is { } holder => EmergencyRefusals.CallTaken with { HeldBy = holder },
            _ when !CallSlots.Allow(command.At, emergency.Plan!, command.Zone) => EmergencyRefusals.AtRest,
            _ => Made(emergency, command),
        };
    }

    private static EmergencyCallbacksSimulated Simulated(int customers, IEnumerable<DateTimeOffset> slots)
    {
        var taken = slots.Take(Math.Max(customers, 1)).ToList();
        return new(customers, taken[0], taken[^1]);
    }

    private static EmergencyEvent[] Planned(Emergency emergency, PlanCalls command, IReadOnlyList<(CustomerId Customer, ComplaintId? Complaint)> owed) =>
    [
        .. owed.Where(one => !emergency.Calls.ContainsKey(one.Customer))
            .Zip(CallSlots.Free(command.From, emergency.Plan!, command.Zone, Taken(emergency)), (one, slot) => new PlannedCallback(one.Customer, one.Complaint, slot))
            .Chunk(ConcernDecisions.Part)
            .Select(part => new EmergencyCallbacksPlanned(part)),
    ];

    private static EmergencyEvent[] Made(Emergency emergency, RecordCalls command)
    {
        var (plan, taken) = (emergency.Plan!, Taken(emergency));
        return [.. command.Calls.DistinctBy(call => call.Customer).Where(call => !emergency.Calls[call.Customer].Closed).Select(After)];

        EmergencyEvent After(CallMade call)
        {
            var attempt = emergency.Calls[call.Customer].Attempts + 1;
            return call.Result switch
            {
                EmergencyCallResult.Informed => new EmergencyCallbackClosed(call.Customer, EmergencyCallbackOutcome.Informed, call.Note),
                EmergencyCallResult.Compensated => new EmergencyCallbackClosed(call.Customer, EmergencyCallbackOutcome.Compensated, call.Note),
                EmergencyCallResult.Dissatisfied => new EmergencyCallbackClosed(call.Customer, EmergencyCallbackOutcome.Dissatisfied, call.Note),
                EmergencyCallResult.NotReached when attempt > plan.RetryAfterMinutes.Count => new EmergencyCallbackClosed(call.Customer, EmergencyCallbackOutcome.Unreachable, call.Note),
                EmergencyCallResult.NotReached => new EmergencyCallbackAttempted(call.Customer, attempt, Next(command.At.AddMinutes(plan.RetryAfterMinutes[attempt - 1])), call.Note),
            };
        }

        DateTimeOffset Next(DateTimeOffset from)
        {
            var slot = CallSlots.Free(from, plan, command.Zone, taken).First();
            taken.Add(slot);
            return slot;
        }
    }

    /// <summary>Another who has one of the calls that are to be recorded. Who has none needs none.</summary>
    private static Holder? HolderOf(Emergency emergency, RecordCalls command) =>
        command.Calls.Select(call => emergency.Calls[call.Customer]).Where(call => !call.Closed).Select(call => call.HeldAt(command.By.Now)).FirstOrDefault(holder => holder is not null && holder.Who != command.By.Agent);

    /// <summary>The slots in which somebody is still to be called.</summary>
    private static HashSet<DateTimeOffset> Taken(Emergency emergency) => [.. emergency.Calls.Values.Where(call => !call.Closed).Select(call => call.DueAt)];
}
