using CaseFlow.Complaints;
using CaseFlow.Emergencies;

namespace CaseFlow.PersonalData;

/// <summary>Show a customer's data in clear to who asks.</summary>
public sealed record RevealSubject(CustomerId Customer, Region Region, RevealPurpose Purpose, string By, DateTimeOffset At)
{
    /// <summary>The case that it is needed for.</summary>
    public ComplaintId? Complaint { get; init; }

    /// <summary>The emergency that it is needed for.</summary>
    public EmergencyId? Emergency { get; init; }

    /// <summary>What they say about it.</summary>
    public Sealed? Remark { get; init; }
}

/// <summary>Ask that a customer's data be erased.</summary>
public sealed record RequestErasure(CustomerId Customer, Region Region, ErasureGround Ground, string By, Sealed? Note);

/// <summary>Ask that a customer's data be erased because it has been kept long enough under a schedule.</summary>
public sealed record RequestRetentionErasure(CustomerId Customer, Region Region, RetentionSchedule? Schedule, Holdings Held, string By, DateTimeOffset At);

/// <summary>Decide that it is erased. The customer's cases that have not ended are told.</summary>
public sealed record ApproveErasure(CustomerId Customer, string By, long OpenCases);

/// <summary>Decide that it is kept.</summary>
public sealed record RejectErasure(CustomerId Customer, ErasureObstacle Obstacle, string By);

/// <summary>Take the request back.</summary>
public sealed record WithdrawErasure(CustomerId Customer, string By);

/// <summary>Record that the key is destroyed.</summary>
public sealed record CertifyErasure(PersonalDataErased Certificate);

/// <summary>Forbid erasing until the hold is lifted.</summary>
public sealed record PlaceLegalHold(CustomerId Customer, Region Region, string Reference, HoldCause Cause, string By);

/// <summary>End a hold.</summary>
public sealed record LiftLegalHold(CustomerId Customer, string Reference, string By);

/// <summary>Give out everything that is held about a customer.</summary>
public sealed record ExportSubjectAccess(CustomerId Customer, Region Region, long Events, string By);

/// <summary>What may be done with a customer's data.</summary>
public static class DataSubjectDecisions
{
    /// <summary>How long somebody may look without saying again what for.</summary>
    public static readonly TimeSpan GrantLasts = TimeSpan.FromMinutes(15);

    public static Decision<DataSubjectEvent> Reveal(DataSubject subject, RevealSubject command) => subject switch
    {
        { Erasure: ErasureStatus.Erased } => DataSubjectRefusals.AlreadyErased,
        _ when subject.IsRevealedTo(command.By, command.At) && subject.Grants[command.By].Purpose == command.Purpose => Decision.Nothing,
        _ => new PersonalDataRevealed(command.Customer, command.Region, command.Purpose, command.Complaint, command.By, command.At + GrantLasts, command.Remark, command.Emergency),
    };

    public static Decision<DataSubjectEvent> Request(DataSubject subject, RequestErasure command) => subject.Erasure switch
    {
        ErasureStatus.Erased => DataSubjectRefusals.AlreadyErased,
        ErasureStatus.Requested or ErasureStatus.Approved => Decision.Nothing,
        ErasureStatus.None or ErasureStatus.Rejected or ErasureStatus.Withdrawn =>
            new ErasureRequested(command.Customer, command.Region, command.Ground, command.By, command.Note),
    };

    public static Decision<DataSubjectEvent> RequestForRetention(DataSubject subject, RequestRetentionErasure command)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(command);
        if (command.Schedule is not { } schedule) return DataSubjectRefusals.NoSchedule;
        return Retention.Judge(schedule, command.Held with { IsHeld = subject.IsHeld, Erasure = subject.Erasure }, command.At).Verdict switch
        {
            RetentionVerdict.Erased => DataSubjectRefusals.AlreadyErased,
            RetentionVerdict.CaseOpen => DataSubjectRefusals.CasesOpen,
            RetentionVerdict.Held => DataSubjectRefusals.HoldStands,
            RetentionVerdict.KeptLonger or RetentionVerdict.Nothing => DataSubjectRefusals.StillKept,
            RetentionVerdict.AlreadyAsked => Decision.Nothing,
            RetentionVerdict.Due => new ErasureRequested(command.Customer, command.Region, ErasureGround.RetentionEnded, command.By, Note: null, schedule.Version),
        };
    }

    public static Decision<DataSubjectEvent> Approve(DataSubject subject, ApproveErasure command) => subject.Erasure switch
    {
        ErasureStatus.Erased => DataSubjectRefusals.AlreadyErased,
        ErasureStatus.None or ErasureStatus.Rejected or ErasureStatus.Withdrawn => DataSubjectRefusals.NothingRequested,
        ErasureStatus.Approved => Decision.Nothing,
        ErasureStatus.Requested when IsRequester(subject, command.By) => DataSubjectRefusals.SamePerson,
        ErasureStatus.Requested when subject.IsHeld => DataSubjectRefusals.HoldStands,
        ErasureStatus.Requested when command.OpenCases > 0 => DataSubjectRefusals.CasesOpen,
        ErasureStatus.Requested => new ErasureApproved(command.Customer, command.By),
    };

    public static Decision<DataSubjectEvent> Reject(DataSubject subject, RejectErasure command) => subject.Erasure switch
    {
        ErasureStatus.Erased => DataSubjectRefusals.AlreadyErased,
        ErasureStatus.Approved => DataSubjectRefusals.ErasureApproved,
        ErasureStatus.None or ErasureStatus.Withdrawn => DataSubjectRefusals.NothingRequested,
        ErasureStatus.Rejected => Decision.Nothing,
        ErasureStatus.Requested when IsRequester(subject, command.By) => DataSubjectRefusals.SamePerson,
        ErasureStatus.Requested => new ErasureRejected(command.Customer, command.Obstacle, command.By),
    };

    public static Decision<DataSubjectEvent> Withdraw(DataSubject subject, WithdrawErasure command) => subject.Erasure switch
    {
        ErasureStatus.Erased => DataSubjectRefusals.AlreadyErased,
        ErasureStatus.Approved => DataSubjectRefusals.ErasureApproved,
        ErasureStatus.None or ErasureStatus.Rejected => DataSubjectRefusals.NothingRequested,
        ErasureStatus.Withdrawn => Decision.Nothing,
        ErasureStatus.Requested => new ErasureWithdrawn(command.Customer, command.By),
    };

    public static Decision<DataSubjectEvent> Certify(DataSubject subject, CertifyErasure command) => command.Certificate switch
    {
        _ when subject.Erasure == ErasureStatus.Erased => Decision.Nothing,
        { Cause: ErasureCause.ApprovedRequest } when subject.Erasure != ErasureStatus.Approved => DataSubjectRefusals.NotApproved,
        _ => command.Certificate,
    };

    public static Decision<DataSubjectEvent> PlaceHold(DataSubject subject, PlaceLegalHold command) => subject switch
    {
        { Erasure: ErasureStatus.Erased } => DataSubjectRefusals.AlreadyErased,
        { Erasure: ErasureStatus.Approved } => DataSubjectRefusals.ErasureApproved,
        _ when subject.Holds.GetValueOrDefault(command.Reference) => Decision.Nothing,
        _ => new LegalHoldPlaced(command.Customer, command.Region, command.Reference, command.Cause, command.By),
    };

    public static Decision<DataSubjectEvent> LiftHold(DataSubject subject, LiftLegalHold command) => subject switch
    {
        _ when !subject.Holds.ContainsKey(command.Reference) => DataSubjectRefusals.HoldUnknown,
        _ when !subject.Holds[command.Reference] => Decision.Nothing,
        _ => new LegalHoldLifted(command.Customer, command.Reference, command.By),
    };

    public static Decision<DataSubjectEvent> Export(DataSubject subject, ExportSubjectAccess command) => subject.Erasure switch
    {
        ErasureStatus.Erased => DataSubjectRefusals.AlreadyErased,
        ErasureStatus.None or ErasureStatus.Requested or ErasureStatus.Rejected or ErasureStatus.Withdrawn or ErasureStatus.Approved =>
            new SubjectAccessExported(command.Customer, command.Region, command.Events, command.By),
    };

    private static bool IsRequester(DataSubject subject, string actor) => string.Equals(subject.RequestedBy, actor, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Why a command on a customer's data is refused.</summary>
public static class DataSubjectRefusals
{
    public static readonly Refusal AlreadyErased = new("personal-data-erased", "The customer's data was erased; nothing can be read or said of this person any more. Who comes back is a new customer.");
    public static readonly Refusal NothingRequested = new("erasure-not-requested", "Nobody has asked for this customer's data to be erased; request it first.");
    public static readonly Refusal SamePerson = new("erasure-needs-another", "Who requested an erasure does not decide on it; another person must. A request may be withdrawn.");
    public static readonly Refusal HoldStands = new("legal-hold-stands", "A legal hold forbids erasing; lift it first.");
    public static readonly Refusal CasesOpen = new("cases-open", "The customer has cases that have not ended; end them first.");
    public static readonly Refusal ErasureApproved = new("erasure-approved", "The erasure was approved already.");
    public static readonly Refusal NotApproved = new("erasure-not-approved", "An erasure is carried out when another person has approved it.");
    public static readonly Refusal NoSchedule = new("retention-unset", "Nobody has said how long data is kept; publish a schedule first.");
    public static readonly Refusal StillKept = new("retention-not-ended", "Under the schedule in force the customer's data is kept for longer.");
    public static readonly Refusal HoldUnknown = new("legal-hold-unknown", "There is no legal hold with this reference.");
}
