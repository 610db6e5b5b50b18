namespace CaseFlow.Complaints;

/// <summary>
/// The regulator's time for an answer. Under the Ministry of Industry and Information Technology's measures for telecom users' appeals
/// (电信用户申诉处理办法) a user may appeal to the administration when the operator has not answered within 15 days.
/// </summary>
public static class RegulatoryReply
{
    /// <summary>Calendar days from the complaint to the answer.</summary>
    public const int Days = 15;

    /// <summary>When the answer is due; null for a case that is no complaint in the narrow sense.</summary>
    public static DateTimeOffset? DueAt(ComplaintKind kind, DateTimeOffset madeAt) => kind switch
    {
        ComplaintKind.Complaint => madeAt.AddDays(Days),
        ComplaintKind.Consultation or ComplaintKind.Suggestion or ComplaintKind.Fault or ComplaintKind.Praise => null,
    };
}
