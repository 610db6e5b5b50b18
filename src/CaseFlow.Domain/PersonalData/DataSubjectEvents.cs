using CaseFlow.Complaints;
using CaseFlow.Emergencies;

namespace CaseFlow.PersonalData;

/// <summary>A fact about the personal data of one customer: who saw it, and whether it may be kept.</summary>
public abstract record DataSubjectEvent;

/// <summary>What somebody needs to see a customer's data for.</summary>
public enum RevealPurpose { HandleComplaint, CallCustomer, VerifyIdentity, QualityInspection, SubjectRequest, LegalRequest }

/// <summary>Why a customer's data is to be erased.</summary>
public enum ErasureGround { SubjectRequest, ConsentWithdrawn, PurposeEnded, UnlawfulProcessing, LegalDuty, RetentionEnded }

/// <summary>Why a customer's data is not erased though it was asked.</summary>
public enum ErasureObstacle { NotTheSubject, DutyToKeep, ClaimsPending, RequestUnfounded }

/// <summary>What the erasure was carried out for.</summary>
public enum ErasureCause { ApprovedRequest, ErasureRegister }

/// <summary>Why data must be kept whatever is asked.</summary>
public enum HoldCause { Litigation, RegulatorInquiry, Investigation }

/// <summary>Somebody was shown a customer's data in clear, for a purpose.</summary>
/// <param name="Customer">Whose data.</param>
/// <param name="Region">Where the customer was last seen by who looked.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Complaint">The case that it was needed for, when it was one.</param>
/// <param name="By">Who saw it.</param>
/// <param name="Until">Until when they may look again without saying so again.</param>
/// <param name="Remark">What they said about it.</param>
/// <param name="Emergency">The emergency in which the customer is to be called, when it was needed for that.</param>
public sealed record PersonalDataRevealed(
    CustomerId Customer, Region Region, RevealPurpose Purpose, ComplaintId? Complaint, string By, DateTimeOffset Until, Sealed? Remark = null, EmergencyId? Emergency = null) : DataSubjectEvent;

/// <summary>Somebody asked that a customer's data be erased; another person decides.</summary>
/// <param name="Customer">Whose data.</param>
/// <param name="Region">Where the customer was last seen by who asked.</param>
/// <param name="Ground">Why.</param>
/// <param name="By">Who asked.</param>
/// <param name="Note">What was said about it.</param>
/// <param name="Schedule">The version of the retention schedule under which the data has been kept long enough, when that is the ground.</param>
public sealed record ErasureRequested(CustomerId Customer, Region Region, ErasureGround Ground, string By, Sealed? Note, int? Schedule = null) : DataSubjectEvent;

/// <summary>Another person than the requester decided that the data is erased.</summary>
public sealed record ErasureApproved(CustomerId Customer, string By) : DataSubjectEvent;

/// <summary>Another person than the requester decided that the data is kept.</summary>
public sealed record ErasureRejected(CustomerId Customer, ErasureObstacle Obstacle, string By) : DataSubjectEvent;

/// <summary>The request to erase was taken back before it was decided.</summary>
public sealed record ErasureWithdrawn(CustomerId Customer, string By) : DataSubjectEvent;

/// <summary>The customer's key was destroyed: nothing that was sealed with it can be read again. This is the certificate.</summary>
/// <param name="Customer">Whose data it was.</param>
/// <param name="Cause">What it was carried out for; the register, when a restored backup had brought the key back.</param>
/// <param name="MasterKey">Names the master key that had wrapped the destroyed key.</param>
/// <param name="Events">How many events of the customer's cases, contacts and callbacks can no longer be read in clear.</param>
/// <param name="DestroyedAt">When the key was destroyed.</param>
public sealed record PersonalDataErased(CustomerId Customer, ErasureCause Cause, string MasterKey, long Events, DateTimeOffset DestroyedAt) : DataSubjectEvent;

/// <summary>The data must be kept until the hold is lifted.</summary>
/// <param name="Customer">Whose data.</param>
/// <param name="Region">Where the customer was last seen by who placed it.</param>
/// <param name="Reference">The number of the proceedings; names the hold.</param>
/// <param name="Cause">Why.</param>
/// <param name="By">Who placed it.</param>
public sealed record LegalHoldPlaced(CustomerId Customer, Region Region, string Reference, HoldCause Cause, string By) : DataSubjectEvent;

/// <summary>A hold ended; the data may be erased as far as it is concerned.</summary>
public sealed record LegalHoldLifted(CustomerId Customer, string Reference, string By) : DataSubjectEvent;

/// <summary>Everything that is held about a customer was given out, as the customer may ask.</summary>
/// <param name="Customer">Whose data.</param>
/// <param name="Region">Where the customer was last seen by who exported.</param>
/// <param name="Events">How many events it holds.</param>
/// <param name="By">Who exported.</param>
public sealed record SubjectAccessExported(CustomerId Customer, Region Region, long Events, string By) : DataSubjectEvent;
