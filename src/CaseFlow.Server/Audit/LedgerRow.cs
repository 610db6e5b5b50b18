using CaseFlow.Clocks;
using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.Emergencies;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.FollowUps;
using CaseFlow.Inspections;
using CaseFlow.Kpis;
using CaseFlow.PersonalData;
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

/// <summary>A policy, or another definition, and the version of it that an event says it relied on.</summary>
/// <param name="Policy">A policy by its name; of other definitions their kind and name, for example <c>reply-wordings/data-reminder</c>.</param>
/// <param name="Version">The version.</param>
public sealed record LedgerPolicy(string Policy, int Version)
{
    /// <summary>What counts as a repeat complaint.</summary>
    public const string RepeatRule = "repeat-rule";

    /// <summary>When and how often customers are called back.</summary>
    public const string Callback = "callback";

    /// <summary>How long customers' data is kept.</summary>
    public const string Retention = "retention";

    /// <summary>What customers are told.</summary>
    public const string Wordings = CaseDefinitionKinds.Wordings;

    /// <summary>How cases are handled well.</summary>
    public const string Models = CaseDefinitionKinds.Models;

    /// <summary>By what key moments are scored.</summary>
    public const string Standards = CaseDefinitionKinds.Standards;

    /// <summary>The policies that events say they relied on.</summary>
    public static IReadOnlyList<string> All { get; } = [Callback, RepeatRule, Retention];

    /// <summary>The kinds of other definitions that events say they relied on, each by its name.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [Models, Standards, Wordings];

    /// <summary>A definition of one of those kinds.</summary>
    public static string Named(string kind, string name) => $"{kind}/{name}";

    /// <summary>Kind and name; null of a policy.</summary>
    public (string Kind, string Name)? Definition => Policy.Split('/', 2) is [var kind, var name] ? (kind, name) : null;

    /// <summary>Whether it can be asked what relied on it: it is one of the policies, or named after one of the kinds.</summary>
    public static bool IsOne(string policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return All.Contains(policy) || (policy.Split('/', 2) is [var kind, { Length: > 0 }] && Kinds.Contains(kind));
    }

    /// <summary>What an event relied on; null where it says nothing.</summary>
    public static LedgerPolicy? ReliedOn(object data) => data switch
    {
        RepeatLinkProposed proposed => new(RepeatRule, proposed.Grounds.RuleVersion),
        CallbackScheduled scheduled => new(Callback, scheduled.Terms.PolicyVersion),
        ErasureRequested { Schedule: { } schedule } => new(Retention, schedule),
        ReplyWordingGiven given => new(Named(Wordings, given.Wording), given.Version),
        HandlingModelApplied applied => new(Named(Models, applied.Model), applied.Version),
        KeyMomentScored { StandardVersion: { } standard } scored => new(Named(Standards, CaseDefinitions.NameOf(scored.Stage)), standard),
        _ => null,
    };

    /// <summary>What an event published of what others rely on, and why; null where it published nothing of that.</summary>
    public static (LedgerPolicy Published, string Reason)? PublishedBy(object data) => data switch
    {
        RepeatRulePublished e => (new(RepeatRule, e.Rule.Version), e.Reason),
        CallbackPolicyPublished e => (new(Callback, e.Terms.PolicyVersion), e.Reason),
        RetentionSchedulePublished e => (new(Retention, e.Schedule.Version), e.Reason),
        ReplyWordingPublished e => (new(Named(Wordings, e.Wording), e.Version), e.Reason),
        HandlingModelPublished e => (new(Named(Models, e.Model), e.Version), e.Reason),
        KeyMomentStandardPublished e => (new(Named(Standards, CaseDefinitions.NameOf(e.Moment)), e.Version), e.Reason),
        _ => null,
    };

    /// <summary>The stream that its versions were published in.</summary>
    public Guid Stream => Definition?.Kind switch
    {
        Wordings => CaseDefinitions.WordingsStream,
        Models => CaseDefinitions.ModelsStream,
        Standards => CaseDefinitions.StandardsStream,
        _ => DefinitionBook.PoliciesStream,
    };
}
