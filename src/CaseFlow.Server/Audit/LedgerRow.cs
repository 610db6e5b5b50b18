using CaseFlow.Clocks;
using CaseFlow.Complaints;
using CaseFlow.Emergencies;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.FollowUps;
using CaseFlow.Inspections;
using CaseFlow.Kpis;
using CaseFlow.Reminders;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.ServiceMeetings;
using CaseFlow.Tracing;
using CaseFlow.Warnings;

namespace CaseFlow.Server.Audit;

/// <summary>What surrounds an event: who did it, when, where, of whose case, and what it follows from. What it says stays in the event.</summary>
public sealed record LedgerRow
{
    /// <summary>The province of what concerns the operator as a whole, such as definitions. No caller of a single province sees it.</summary>
    public const string Operator = "all";

    /// <summary>The table.</summary>
    public static readonly ProjectionTable<LedgerRow> Table = RowSecurity.Table<LedgerRow>("caseflow_event_ledger", RowsOf.Territory, "position");

    public required long Position { get; init; }
    public required Guid Event { get; init; }
    public required Guid Stream { get; init; }
    public required string StreamType { get; init; }
    public required long Version { get; init; }
    public required string Type { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public required string Actor { get; init; }

    /// <summary>Whether no person did it.</summary>
    public required bool Automation { get; init; }
    public required string Correlation { get; init; }
    public string? Causation { get; init; }
    public required Guid Command { get; init; }
    public required string Province { get; init; }

    /// <summary>Empty for the province as a whole.</summary>
    public required string City { get; init; }

    /// <summary>The case that it tells of; what a contact said before it was linked counts for the first case that it was linked to.</summary>
    public Guid? Complaint { get; init; }
    public Guid? Customer { get; init; }

    /// <summary>The policy that the event says it relied on.</summary>
    public string? Policy { get; init; }
    public int? PolicyVersion { get; init; }

    /// <summary>The row of an event at a place.</summary>
    public static LedgerRow Of(RecordedEvent e, LedgerPlace place)
    {
        ArgumentNullException.ThrowIfNull(e);
        ArgumentNullException.ThrowIfNull(place);
        var relied = LedgerPolicy.ReliedOn(e.Data);
        return new()
        {
            Position = e.Position,
            Event = e.Id,
            Stream = e.Stream.Value,
            StreamType = e.Stream.Type,
            Version = e.Version,
            Type = e.Type,
            OccurredAt = e.Metadata.OccurredAt,
            RecordedAt = e.RecordedAt,
            Actor = e.Metadata.Actor,
            Automation = IsAutomation(e.Metadata),
            Correlation = e.Metadata.CorrelationId,
            Causation = e.Metadata.CausationId,
            Command = e.Metadata.CommandId,
            Province = place.Province,
            City = place.City,
            Complaint = e.Data is ContactUnlinked unlinked ? unlinked.Complaint.Value : place.Complaint,
            Customer = place.Customer,
            Policy = relied?.Policy,
            PolicyVersion = relied?.Version,
        };
    }

    /// <summary>Whether an event was not done by a person: it follows from another event, from a rule that watches, or from a program that people only start.</summary>
    public static bool IsAutomation(EventMetadata metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return metadata.CausationId is not null || metadata.Actor is DefinitionSeeds.Actor or Complaints.Import.ImportedCase.Actor or Warnings.WarningEvaluation.Actor;
    }
}

/// <summary>Where a stream belongs, and to which case and customer. Its first event says so; a contact's links tell the case.</summary>
public sealed record LedgerPlace(Guid Stream, string Province, string City, Guid? Complaint, Guid? Customer, long Begun)
{
    /// <summary>The table.</summary>
    public static readonly ProjectionTable<LedgerPlace> Table = RowSecurity.Table<LedgerPlace>("caseflow_event_places", RowsOf.Territory, "stream");

    /// <summary>The place after an event, which begins with the stream's first.</summary>
    public static LedgerPlace After(LedgerPlace? place, RecordedEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e.Data switch
        {
            ComplaintRegistered registered => At(registered.Region, e.Stream.Value, registered.Customer.Customer.Value),
            ContactRecorded recorded => At(recorded.Region, null, recorded.Customer.Customer.Value),
            CallbackScheduled scheduled => At(scheduled.Region, scheduled.Complaint.Value, scheduled.Customer.Value),
            CaseInspected inspected => At(inspected.Region, inspected.Complaint.Value, inspected.Customer.Value),
            InspectionSampleDrawn drawn => At(drawn.Rule.Region, null, null),
            TraceOpened opened => new(e.Stream.Value, AccessScope.ProvinceOf(opened.Region), AccessScope.CityOf(opened.Region), null, null, e.Position),
            ClockEvent reached => place ?? At(reached.About().Region, reached.About().Complaint.Value, null),
            ServiceMeetingConvened convened => At(convened.Region, null, customer: null),
            ResolutionDecided decided => At(decided.Region, null, customer: null),
            EmergencyProposed proposed => At(proposed.Region, null, customer: null),
            WarningRaised raised => At(raised.Subject.Region, null, customer: null),
            ProvincialSupportRequested requested => At(requested.Region, null, customer: null),
            MeasuredSeriesDefined defined => At(defined.Region, null, customer: null),
            ReminderTriggered triggered => At(triggered.Region, null, triggered.Customer.Customer.Value),
            ReminderPlanned planned => At(planned.Region, null, planned.Customer.Value),
            ContactLinked linked when place is not null => place with { Complaint = linked.Complaint.Value },
            ContactUnlinked when place is not null => place with { Complaint = null },
            _ => place ?? new(e.Stream.Value, LedgerRow.Operator, "", null, null, e.Position),
        };

        LedgerPlace At(Region region, Guid? complaint, Guid? customer) =>
            new(e.Stream.Value, AccessScope.ProvinceOf(region), AccessScope.CityOf(region), complaint, customer, place?.Begun ?? e.Position);
    }
}
