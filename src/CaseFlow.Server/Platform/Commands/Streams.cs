using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.EventStore;
using CaseFlow.FollowUps;

namespace CaseFlow.Server.Platform.Commands;

/// <summary>The kinds of streams, and the events that they are made of.</summary>
public static class Streams
{
    public static readonly StreamKind<Complaint, ComplaintEvent> Complaint = new("complaint", CaseFlow.Complaints.Complaint.Unregistered, CaseFlow.Complaints.Complaint.Evolve);
    public static readonly StreamKind<Contact, ContactEvent> Contact = new("contact", CaseFlow.Complaints.Contact.Unrecorded, CaseFlow.Complaints.Contact.Evolve);
    public static readonly StreamKind<Callback, CallbackEvent> Callback = new("callback", CaseFlow.FollowUps.Callback.Unscheduled, CaseFlow.FollowUps.Callback.Evolve);
    public static readonly StreamKind<TermList, TermListEvent> TermList = new("term_list", CaseFlow.Definitions.TermList.Unpublished, CaseFlow.Definitions.TermList.Evolve);
    public static readonly StreamKind<Policies, PolicyEvent> Policies = new("policies", CaseFlow.Definitions.Policies.None, CaseFlow.Definitions.Policies.Evolve);

    /// <summary>The stored names of all events of the domain.</summary>
    public static EventTypes EventTypes()
    {
        var types = new EventTypes();
        Type[] kinds = [typeof(ComplaintEvent), typeof(ContactEvent), typeof(CallbackEvent), typeof(TermListEvent), typeof(PolicyEvent)];
        foreach (var type in typeof(ComplaintEvent).Assembly.GetTypes().Where(type => !type.IsAbstract && kinds.Any(type.IsSubclassOf)))
            types.Add(type);
        return types;
    }
}
