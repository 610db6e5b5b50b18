using System.Collections.Immutable;
using System.Diagnostics;
using CaseFlow.Definitions;

namespace CaseFlow.Complaints;

/// <summary>Only what later decisions ask of a complaint.</summary>
public sealed record Complaint
{
    private static readonly ImmutableDictionary<BlueprintStage, decimal> NoScores = ImmutableDictionary<BlueprintStage, decimal>.Empty;

    public static readonly Complaint Unregistered = new();

    public ComplaintStatus Status { get; private init; } = ComplaintStatus.Unregistered;
    public ComplaintId Id { get; private init; }
    public CustomerId Customer { get; private init; }

    /// <summary>Where it belongs; null before it is registered.</summary>
    public Region? Region { get; private init; }
    public ComplaintKind Kind { get; private init; }
    public Term Topic { get; private init; } = new("", 0);

    /// <summary>Which opening of the case this is, from 1.</summary>
    public int Episode { get; private init; }

    /// <summary>Whether the customer was told that it has arrived.</summary>
    public bool Acknowledged { get; private init; }

    public EscalationLevel Level { get; private init; }
    public string? Handler { get; private init; }

    /// <summary>Until when nobody else can claim it; null when it was assigned and not claimed.</summary>
    public DateTimeOffset? LeaseEnds { get; private init; }

    /// <summary>The department that was asked and has not answered yet.</summary>
    public Term? AskedDepartment { get; private init; }

    /// <summary>The department that deals with it.</summary>
    public Term? Department { get; private init; }

    /// <summary>Whose answer the handling waits for; null while it goes on.</summary>
    public AwaitedParty? Awaiting { get; private init; }

    public Verdict? Verdict { get; private init; }
    public ImmutableDictionary<ClaimId, Claim> Claims { get; private init; } = ImmutableDictionary<ClaimId, Claim>.Empty;
    public ImmutableDictionary<ComplaintId, RepeatLink> RepeatLinks { get; private init; } = ImmutableDictionary<ComplaintId, RepeatLink>.Empty;
    public ImmutableHashSet<BlueprintStage> Stages { get; private init; } = [];
    public ImmutableDictionary<BlueprintStage, decimal> Scores { get; private init; } = NoScores;
    public ComplaintId? MergedInto { get; private init; }

    /// <summary>The reply wordings that the customer was told.</summary>
    public ImmutableHashSet<NamedVersion> Told { get; private init; } = [];

    /// <summary>The handling models that were applied.</summary>
    public ImmutableHashSet<NamedVersion> Models { get; private init; } = [];

    /// <summary>Where a merged case stood, to which unmerging returns it.</summary>
    public ComplaintStatus StatusBeforeMerge { get; private init; }

    public static Complaint Evolve(Complaint complaint, ComplaintEvent @event)
    {
        ArgumentNullException.ThrowIfNull(complaint);
        return @event switch
        {
            ComplaintRegistered e => complaint with { Status = ComplaintStatus.Received, Id = e.Complaint, Customer = e.Customer.Customer, Region = e.Region, Kind = e.Kind, Topic = e.Topic, Episode = 1 },
            ComplaintReclassified e => complaint with { Kind = e.Kind, Topic = e.Topic },
            ComplaintAcknowledged => complaint with { Acknowledged = true, Status = complaint.Status == ComplaintStatus.Received ? ComplaintStatus.Acknowledged : complaint.Status },
            ComplaintAssigned e => complaint.InHand() with { Handler = e.Handler, LeaseEnds = null },
            ComplaintClaimed e => complaint.InHand() with { Handler = e.Handler, LeaseEnds = e.LeaseEnds },
            ComplaintReleased => complaint with { Handler = null, LeaseEnds = null },
            ComplaintHandedOver e => complaint.InHand() with { AskedDepartment = e.Department },
            HandOverAccepted e => complaint with { AskedDepartment = null, Department = e.Department },
            HandOverRejected => complaint with { AskedDepartment = null },
            HandlingPaused e => complaint.InHand() with { Awaiting = e.Awaiting },
            HandlingResumed => complaint with { Awaiting = null },
            ComplaintVerified e => complaint.InHand() with { Verdict = e.Verdict, Stages = complaint.Stages.Add(BlueprintStage.Verify) },
            VerdictRevised e => complaint with { Verdict = e.Verdict, Stages = complaint.Stages.Add(BlueprintStage.Verify) },
            ComplaintClarified => complaint.InHand() with { Stages = complaint.Stages.Add(BlueprintStage.Feedback) },
            ClaimRaised e => complaint.InHand() with { Claims = complaint.Claims.Add(e.Claim, new Claim(Assessment: null, Alternative: false, Outcome: null)) },
            ClaimAssessed e => complaint.With(e.Claim, claim => claim with { Assessment = new(e.Reasonableness, e.Class, e.Rank, e.Satisfiable) }),
            AlternativeOffered e => complaint.With(e.Claim, claim => claim with { Alternative = true }),
            ClaimSettled e => complaint.With(e.Claim, claim => claim with { Outcome = e.Outcome }),
            AgreementReached => complaint.InHand() with { Stages = complaint.Stages.Add(BlueprintStage.ReachAgreement) },
            CareGiven => complaint.InHand() with { Stages = complaint.Stages.Add(BlueprintStage.GiveCare) },
            StageCarriedOut e => complaint.InHand() with { Stages = complaint.Stages.Add(e.Stage) },
            KeyMomentScored e => complaint with { Scores = complaint.Scores.SetItem(e.Stage, e.Score) },
            ReplyWordingGiven e => complaint with { Told = complaint.Told.Add(new(e.Wording, e.Version)) },
            HandlingModelApplied e => complaint.InHand() with { Models = complaint.Models.Add(new(e.Model, e.Version)) },
            ComplaintEscalated e => complaint with { Level = e.Level },
            ComplaintDeescalated e => complaint with { Level = e.Level },
            ComplaintResolved => complaint with { Status = ComplaintStatus.Resolved, Awaiting = null },
            ComplaintClosed => complaint with { Status = ComplaintStatus.Closed },
            ComplaintReopened e => complaint with { Status = ComplaintStatus.Handling, Episode = e.Episode, Stages = [], Scores = NoScores },
            ComplaintWithdrawn => complaint with { Status = ComplaintStatus.Withdrawn, Awaiting = null },
            RepeatLinkProposed e => complaint with { RepeatLinks = complaint.RepeatLinks.SetItem(e.Earlier, RepeatLink.Proposed) },
            RepeatLinkAccepted e => complaint with { RepeatLinks = complaint.RepeatLinks.SetItem(e.Earlier, RepeatLink.Accepted) },
            RepeatLinkRejected e => complaint with { RepeatLinks = complaint.RepeatLinks.SetItem(e.Earlier, RepeatLink.Rejected) },
            ComplaintMerged e => complaint with { Status = ComplaintStatus.Merged, StatusBeforeMerge = complaint.Status, MergedInto = e.Into },
            ComplaintUnmerged => complaint with { Status = complaint.StatusBeforeMerge, MergedInto = null },
            _ => throw new UnreachableException(@event?.GetType().Name),
        };
    }

    /// <summary>Whether work may be recorded: registered, and neither ended nor handled elsewhere.</summary>
    public bool IsOpen => Status is ComplaintStatus.Received or ComplaintStatus.Acknowledged or ComplaintStatus.Handling;

    private Complaint InHand() => Status is ComplaintStatus.Received or ComplaintStatus.Acknowledged ? this with { Status = ComplaintStatus.Handling } : this;

    private Complaint With(ClaimId id, Func<Claim, Claim> change) => this with { Claims = Claims.SetItem(id, change(Claims[id])) };
}

/// <summary>A claim as far as later decisions ask.</summary>
public sealed record Claim(ClaimAssessment? Assessment, bool Alternative, ClaimOutcome? Outcome);

/// <summary>The judgement of a claim.</summary>
public sealed record ClaimAssessment(Reasonableness Reasonableness, Term Class, ClaimRank Rank, bool Satisfiable);

/// <summary>How a proposed repeat link stands.</summary>
public enum RepeatLink { Proposed, Accepted, Rejected }
