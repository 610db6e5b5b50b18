using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.Warnings;

namespace CaseFlow.Emergencies;

/// <summary>A fact about one emergency. Its texts are not sealed, for they are about no single customer: they name none. What a customer said in a call is.</summary>
public abstract record EmergencyEvent;

/// <summary>Something was proposed to be a major service incident, or a drill of one began.</summary>
public sealed record EmergencyProposed : EmergencyEvent
{
    /// <summary>Which emergency.</summary>
    public required EmergencyId Emergency { get; init; }

    /// <summary>What it is called.</summary>
    public required string Title { get; init; }

    /// <summary>What is said to be wrong.</summary>
    public required string Account { get; init; }

    /// <summary>Where.</summary>
    public required Region Region { get; init; }

    /// <summary>What its complaints are about.</summary>
    public required IReadOnlyList<Term> Topics { get; init; }

    /// <summary>When it began, as far as is known.</summary>
    public required DateTimeOffset BeganAt { get; init; }

    /// <summary>The early warning that it was made of; absent where a person saw it.</summary>
    public WarningId? Warning { get; init; }

    /// <summary>Whether it is a drill, which touches no customer.</summary>
    public required bool IsDrill { get; init; }

    /// <summary>What is expected of its command.</summary>
    public required EmergencyPlanTerms Plan { get; init; }
}

/// <summary>What was proposed is an emergency; its command took over.</summary>
/// <param name="Grounds">Why it is one.</param>
/// <param name="Branches">The codes of the branches that have to be told, for example <c>cn-js.nanjing</c>.</param>
public sealed record EmergencyDeclared(string Grounds, IReadOnlyList<string> Branches) : EmergencyEvent;

/// <summary>What was proposed is no emergency.</summary>
public sealed record EmergencyDismissed(string Reason) : EmergencyEvent;

/// <summary>Complaints were found to be of the emergency; a long list is recorded in several parts.</summary>
/// <param name="Complaints">The complaints, at most 500.</param>
/// <param name="Query">What they were found by; absent where they were named one by one.</param>
public sealed record ComplaintsLinked(IReadOnlyList<LinkedComplaint> Complaints, FrozenQuery? Query) : EmergencyEvent;

/// <summary>A complaint turned out not to be of the emergency.</summary>
public sealed record ComplaintUnlinked(ComplaintId Complaint, string Reason) : EmergencyEvent;

/// <summary>Customers whom the emergency affects were listed, whether they complained or not; a long list is recorded in several parts.</summary>
/// <param name="Customers">The customers, at most 500.</param>
/// <param name="Query">What they were found by.</param>
public sealed record AffectedCustomersListed(IReadOnlyList<AffectedCustomer> Customers, FrozenQuery Query) : EmergencyEvent;

/// <summary>Somebody took a place on the command roster.</summary>
/// <param name="Role">What they do.</param>
/// <param name="Person">The name of their account.</param>
/// <param name="Department">Where they come from.</param>
public sealed record RosterAssigned(CommandRole Role, string Person, Term? Department) : EmergencyEvent;

/// <summary>Somebody left a place on the command roster.</summary>
public sealed record RosterRelieved(CommandRole Role, string Person) : EmergencyEvent;

/// <summary>One of the six was done for the first time, or by one of those who have to do it.</summary>
public sealed record FirstTimeMet : EmergencyEvent
{
    /// <summary>Which of the six.</summary>
    public required FirstTime Clock { get; init; }

    /// <summary>What proves it.</summary>
    public required string Evidence { get; init; }

    /// <summary>The account of whoever did it.</summary>
    public required string By { get; init; }

    /// <summary>The department that came on scene.</summary>
    public Term? Department { get; init; }

    /// <summary>Who was told by the relay: <c>headquarters</c>, or the code of a branch.</summary>
    public string? Recipient { get; init; }
}

/// <summary>What was wrong works again.</summary>
public sealed record EmergencyFaultCleared(string Evidence) : EmergencyEvent;

/// <summary>An approved wording was published for what customers are told; it takes the place of an earlier one.</summary>
public sealed record ReplyLinePublished : EmergencyEvent
{
    /// <summary>From 1, without gaps.</summary>
    public required int Version { get; init; }

    /// <summary>What customers are told.</summary>
    public required string Words { get; init; }

    /// <summary>Where it is used.</summary>
    public required IReadOnlyList<Term> Channels { get; init; }

    /// <summary>From when on.</summary>
    public required DateTimeOffset ValidFrom { get; init; }

    /// <summary>The account of whoever approved it.</summary>
    public required string ApprovedBy { get; init; }
}

/// <summary>A published wording is not to be used any more.</summary>
/// <param name="Version">Which.</param>
/// <param name="Reason">Why.</param>
/// <param name="Told">How many customers were known to have been told it.</param>
public sealed record ReplyLineWithdrawn(int Version, string Reason, int Told) : EmergencyEvent;

/// <summary>Customers were told a published wording; a long list is recorded in several parts.</summary>
public sealed record ReplyLineGiven(int Version, IReadOnlyList<ToldCustomer> Told) : EmergencyEvent;

/// <summary>The public spoke of the emergency.</summary>
/// <param name="Kind">Where.</param>
/// <param name="Outlet">Its name.</param>
/// <param name="Account">What was said.</param>
/// <param name="Link">Where it can be read.</param>
public sealed record MediaLogged(MediaKind Kind, string Outlet, string Account, string? Link) : EmergencyEvent;

/// <summary>The command said how the emergency stands, with the figures at that moment.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Words">How it stands.</param>
/// <param name="Figures">The figures.</param>
public sealed record SituationReported(int Number, string Words, SituationFigures Figures) : EmergencyEvent;

/// <summary>Customers are to be called, each once and at a time when customers are called; a long list is recorded in several parts.</summary>
public sealed record EmergencyCallbacksPlanned(IReadOnlyList<PlannedCallback> Callbacks) : EmergencyEvent;

/// <summary>In a drill, it was counted how many customers would be called, and when; none is.</summary>
/// <param name="Customers">How many in all by now.</param>
/// <param name="From">When the first call would be made.</param>
/// <param name="Until">When the last would.</param>
public sealed record EmergencyCallbacksSimulated(int Customers, DateTimeOffset From, DateTimeOffset Until) : EmergencyEvent;

/// <summary>An agent is going to call a customer; the lease says until when others leave the call alone.</summary>
/// <param name="Customer">Who is to be called.</param>
/// <param name="Agent">The account of whoever took the call.</param>
/// <param name="LeaseEnds">From then on it is anybody's, unless it was taken again.</param>
public sealed record EmergencyCallTaken(CustomerId Customer, string Agent, DateTimeOffset LeaseEnds) : EmergencyEvent;

/// <summary>An agent is not going to call after all; the call is anybody's.</summary>
/// <param name="Customer">Who is to be called.</param>
/// <param name="Agent">The account of whoever gave the call back.</param>
public sealed record EmergencyCallGivenBack(CustomerId Customer, string Agent) : EmergencyEvent;

/// <summary>A call reached nobody; the next is to be made later.</summary>
/// <param name="Customer">Who was called.</param>
/// <param name="Attempt">Which call it was, from 1.</param>
/// <param name="NextAt">When the next is to be made.</param>
/// <param name="Note">What there is to say of it, under the customer's key.</param>
public sealed record EmergencyCallbackAttempted(CustomerId Customer, int Attempt, DateTimeOffset NextAt, Sealed? Note) : EmergencyEvent;

/// <summary>A customer's callback ended.</summary>
/// <param name="Customer">Whose.</param>
/// <param name="Outcome">How.</param>
/// <param name="Note">What there is to say of it, under the customer's key.</param>
public sealed record EmergencyCallbackClosed(CustomerId Customer, EmergencyCallbackOutcome Outcome, Sealed? Note) : EmergencyEvent;

/// <summary>The emergency is over: everybody's callback is closed, or it is said why it ends before.</summary>
/// <param name="Owed">How many were to be called.</param>
/// <param name="Closed">How many of them had their callback closed.</param>
/// <param name="Reason">Why it ends although some had not; absent where all had.</param>
public sealed record EmergencyStoodDown(int Owed, int Closed, string? Reason) : EmergencyEvent;

/// <summary>The emergency was looked back on; its causes are looked for in a trace.</summary>
/// <param name="Findings">What the review found.</param>
/// <param name="Trace">The trace; absent where no complaint was linked that it could rest on.</param>
public sealed record EmergencyReviewHeld(string Findings, TraceId? Trace) : EmergencyEvent;
