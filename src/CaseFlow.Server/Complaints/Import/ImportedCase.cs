using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Complaints.Import;

/// <summary>Takes a record through the decisions that a case of the desk takes.</summary>
public static class ImportedCase
{
    /// <summary>Who says all that a file says.</summary>
    public const string Actor = "import";

    private const string NoResolution = "Recorded as resolved by the system that the file is from.";

    /// <summary>What the record adds to its stream.</summary>
    /// <param name="record">The record.</param>
    /// <param name="complaint">The case that it is.</param>
    /// <param name="history">What its stream says already.</param>
    /// <param name="customer">Its customer, sealed.</param>
    /// <param name="seal">Seals for the customer.</param>
    /// <param name="correlation">Ties the records of one file together.</param>
    public static StreamDraft<Complaint, ComplaintEvent> Draft(
        ImportedRecord record, ComplaintId complaint, IReadOnlyList<RecordedEvent> history, CustomerSnapshot customer, Func<string, Sealed> seal, string correlation)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(seal);
        var draft = new StreamDraft<Complaint, ComplaintEvent>(Streams.Complaint, complaint.Value, history);
        draft.Decide(Context("register", record.Opened), state => IntakeDecisions.Register(state, new(new ComplaintRegistered
        {
            Complaint = complaint,
            Kind = record.Kind,
            Channel = record.Channel,
            Source = record.Source,
            Topic = record.Topic,
            Region = record.Region,
            Customer = customer,
            Summary = seal(record.Summary),
            RemedySought = record.RemedySought is { } remedy ? seal(remedy) : null,
            ExternalReference = record.ExternalReference,
            DataFlags = record.Flags.Count > 0 ? record.Flags : null,
        })));
        if (record.Status == ImportedStatus.Acknowledged)
            draft.Decide(Context("acknowledge", record.StatusSince), state => IntakeDecisions.Acknowledge(state, new(Channel: null)));
        if (record.Status >= ImportedStatus.Resolved)
            draft.Decide(Context("resolve", record.StatusSince), state => ClosureDecisions.Resolve(state, new(seal(record.Resolution ?? NoResolution))));
        if (record.Status == ImportedStatus.Closed)
            draft.Decide(Context("close", record.StatusSince), state => ClosureDecisions.Close(state, new(Callback: null, CallbackOwed: false, RecordedElsewhere: true)));
        return draft;

        CommandContext Context(string step, FileTime time) => new()
        {
            CommandId = DeterministicId.From("import", complaint.Value, step),
            Actor = Actor,
            Scope = AccessScope.All,
            CorrelationId = correlation,
            OccurredAt = time.At,
            Precision = time.Precision,
        };
    }
}
