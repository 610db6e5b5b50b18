using System.Diagnostics;
using CaseFlow.Definitions;

namespace CaseFlow.Complaints;

/// <summary>A fact about one contact.</summary>
public abstract record ContactEvent;

/// <summary>Who reached out.</summary>
public enum ContactDirection { Inbound, Outbound }

/// <summary>What became of a contact. All but the first two are failures, and as much a part of the story.</summary>
public enum ContactOutcome { Answered, SelfService, AllAgentsBusy, IvrLocked, Abandoned, Disconnected, NoAnswer }

/// <summary>A lock of the voice menu after wrong passwords. It keeps a counter for the number handled and one for the number calling.</summary>
/// <param name="HandledNumberTries">Wrong tries counted on the number being handled; null when unknown.</param>
/// <param name="CallingNumberTries">Wrong tries counted on the number that called; null when unknown.</param>
/// <param name="EndsAt">When the lock lifts.</param>
public sealed record IvrLock(int? HandledNumberTries, int? CallingNumberTries, DateTimeOffset? EndsAt);

/// <summary>Customer and operator touched, or failed to. It is no case of its own.</summary>
public sealed record ContactRecorded : ContactEvent
{
    public required ContactId Contact { get; init; }
    public required CustomerSnapshot Customer { get; init; }
    public required Term Channel { get; init; }
    public required ContactDirection Direction { get; init; }
    public required ContactOutcome Outcome { get; init; }
    public required Region Region { get; init; }

    /// <summary>Where the customer was.</summary>
    public Sealed? Place { get; init; }

    /// <summary>What the customer said or did.</summary>
    public Sealed? CustomerSaid { get; init; }

    /// <summary>What the operator answered or did.</summary>
    public Sealed? OperatorDid { get; init; }

    public IvrLock? Lock { get; init; }
}

/// <summary>The contact was found to belong to a case.</summary>
public sealed record ContactLinked(ComplaintId Complaint) : ContactEvent;

/// <summary>The contact was found not to belong to the case after all.</summary>
public sealed record ContactUnlinked(ComplaintId Complaint, Sealed Reason) : ContactEvent;

/// <summary>Only what later decisions ask of a contact.</summary>
public sealed record Contact(bool Recorded, CustomerId Customer, ComplaintId? Complaint)
{
    public static readonly Contact Unrecorded = new(Recorded: false, default, null);

    public static Contact Evolve(Contact contact, ContactEvent @event)
    {
        ArgumentNullException.ThrowIfNull(contact);
        return @event switch
        {
            ContactRecorded e => contact with { Recorded = true, Customer = e.Customer.Customer },
            ContactLinked e => contact with { Complaint = e.Complaint },
            ContactUnlinked => contact with { Complaint = null },
            _ => throw new UnreachableException(@event?.GetType().Name),
        };
    }
}

/// <summary>Record a contact, and the case that it belongs to where that is known.</summary>
public sealed record RecordContact(ContactRecorded Contact, ComplaintFacts? Complaint);

/// <summary>Link a recorded contact to a case.</summary>
public sealed record LinkContact(ComplaintFacts Complaint);

/// <summary>Take a contact out of a case.</summary>
public sealed record UnlinkContact(ComplaintId Complaint, Sealed Reason);

/// <summary>What a decision elsewhere must know of a complaint.</summary>
public sealed record ComplaintFacts(ComplaintId Complaint, ComplaintStatus Status, CustomerId Customer);

/// <summary>What may be done with a contact.</summary>
public static class ContactDecisions
{
    public static Decision<ContactEvent> Record(Contact contact, RecordContact command) => contact switch
    {
        { Recorded: true } => Decision.Nothing,
        _ when command.Complaint is { Status: ComplaintStatus.Unregistered } => ComplaintRefusals.NotRegistered,
        _ when command.Complaint is { } complaint && complaint.Customer != command.Contact.Customer.Customer => ContactRefusals.OtherCustomer,
        _ when command.Complaint is { } complaint => new ContactEvent[] { command.Contact, new ContactLinked(complaint.Complaint) },
        _ => command.Contact,
    };

    public static Decision<ContactEvent> Link(Contact contact, LinkContact command) => contact switch
    {
        { Recorded: false } => ContactRefusals.NotRecorded,
        _ when command.Complaint.Status == ComplaintStatus.Unregistered => ComplaintRefusals.NotRegistered,
        _ when command.Complaint.Customer != contact.Customer => ContactRefusals.OtherCustomer,
        _ when contact.Complaint == command.Complaint.Complaint => Decision.Nothing,
        { Complaint: not null } => ContactRefusals.LinkedElsewhere,
        _ => new ContactLinked(command.Complaint.Complaint),
    };

    public static Decision<ContactEvent> Unlink(Contact contact, UnlinkContact command) => contact switch
    {
        { Recorded: false } => ContactRefusals.NotRecorded,
        _ when contact.Complaint != command.Complaint => Decision.Nothing,
        _ => new ContactUnlinked(command.Complaint, command.Reason),
    };
}

/// <summary>Why a contact command is refused.</summary>
public static class ContactRefusals
{
    public static readonly Refusal NotRecorded = new("contact-not-recorded", "There is no such contact.");
    public static readonly Refusal OtherCustomer = new("contact-of-another-customer", "The contact and the case are of different customers.");
    public static readonly Refusal LinkedElsewhere = new("contact-linked-elsewhere", "The contact belongs to another case; unlink it there first.");
}

/// <summary>What the outcomes of contacts mean.</summary>
public static class ContactOutcomes
{
    extension(ContactOutcome outcome)
    {
        /// <summary>Whether the customer got nothing out of it.</summary>
        public bool IsFailure => outcome switch
        {
            ContactOutcome.Answered or ContactOutcome.SelfService => false,
            ContactOutcome.AllAgentsBusy or ContactOutcome.IvrLocked or ContactOutcome.Abandoned or ContactOutcome.Disconnected or ContactOutcome.NoAnswer => true,
        };
    }
}
