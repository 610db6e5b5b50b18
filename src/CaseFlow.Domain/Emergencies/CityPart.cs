namespace CaseFlow.Emergencies;

/// <summary>What of a province's emergency is a city's: all that its command does, and of complaints, customers and calls those of the city alone.</summary>
/// <remarks>A customer who is of the city on any ground is so with all that was done about their call, from whichever city.</remarks>
public sealed class CityPart
{
    private readonly string city;
    private readonly HashSet<ComplaintId> complaints = [];
    private readonly HashSet<CustomerId> customers = [];

    /// <summary>Looks for whom the emergency concerns in a city.</summary>
    /// <param name="events">All events of the emergency.</param>
    /// <param name="city">The city's code, for example <c>cn-js.nanjing</c>.</param>
    public CityPart(IEnumerable<EmergencyEvent> events, string city)
    {
        ArgumentNullException.ThrowIfNull(events);
        this.city = city;
        foreach (var @event in events)
        {
            if (@event is ComplaintsLinked linked)
            {
                foreach (var one in linked.Complaints.Where(one => one.City == city))
                {
                    complaints.Add(one.Complaint);
                    customers.Add(one.Customer);
                }
            }
            else if (@event is AffectedCustomersListed listed) customers.UnionWith(listed.Customers.Where(one => one.City == city).Select(one => one.Customer));
        }
    }

    /// <summary>What of an event is the city's; null where nothing is.</summary>
    public EmergencyEvent? Of(EmergencyEvent @event) => @event switch
    {
        ComplaintsLinked e => e.Complaints.Where(one => one.City == city).ToList() is { Count: > 0 } some ? e with { Complaints = some } : null,
        ComplaintUnlinked e => complaints.Contains(e.Complaint) ? e : null,
        AffectedCustomersListed e => e.Customers.Where(one => one.City == city).ToList() is { Count: > 0 } some ? e with { Customers = some } : null,
        ReplyLineGiven e => e.Told.Where(IsOfCity).Select(Own).ToList() is { Count: > 0 } some ? e with { Told = some } : null,
        EmergencyCallbacksPlanned e => e.Callbacks.Where(one => customers.Contains(one.Customer)).Select(Own).ToList() is { Count: > 0 } some ? new EmergencyCallbacksPlanned(some) : null,
        EmergencyCallTaken e => customers.Contains(e.Customer) ? e : null,
        EmergencyCallGivenBack e => customers.Contains(e.Customer) ? e : null,
        EmergencyCallbackAttempted e => customers.Contains(e.Customer) ? e : null,
        EmergencyCallbackClosed e => customers.Contains(e.Customer) ? e : null,
        EmergencyProposed or EmergencyDeclared or EmergencyDismissed or RosterAssigned or RosterRelieved or FirstTimeMet or EmergencyFaultCleared or ReplyLinePublished or ReplyLineWithdrawn
            or MediaLogged or SituationReported or EmergencyCallbacksSimulated or EmergencyStoodDown or EmergencyReviewHeld => @event,
        _ => throw new System.Diagnostics.UnreachableException(@event?.GetType().Name),
    };

    /// <summary>Who was told in a case is of the city when the case is, or when they are on another ground.</summary>
    private bool IsOfCity(ToldCustomer told) => customers.Contains(told.Customer) || (told.Complaint is { } complaint && complaints.Contains(complaint));

    /// <summary>The case of another city is not named, nor the contact that was about it.</summary>
    private ToldCustomer Own(ToldCustomer told) => told.Complaint is { } complaint && !complaints.Contains(complaint) ? new(told.Customer) : told;

    /// <summary>The case of another city is not named.</summary>
    private PlannedCallback Own(PlannedCallback one) => one.Complaint is { } complaint && !complaints.Contains(complaint) ? one with { Complaint = null } : one;
}
