using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.FollowUps;

namespace CaseFlow;

/// <summary>The people, places and things that the specs speak of. Sealed texts are opaque to the rules, so any text stands in for one.</summary>
public static class Cast
{
    public static readonly CustomerId Zhang = new(new Guid("0000000a-0000-0000-0000-000000000001"));
    public static readonly CustomerId Wang = new(new Guid("0000000a-0000-0000-0000-000000000002"));
    public static readonly ComplaintId Case = new(new Guid("0000000c-0000-0000-0000-000000000001"));
    public static readonly ComplaintId EarlierCase = new(new Guid("0000000c-0000-0000-0000-000000000002"));
    public static readonly ComplaintId ThirdCase = new(new Guid("0000000c-0000-0000-0000-000000000003"));
    public static readonly ClaimId Refund = new(new Guid("0000000d-0000-0000-0000-000000000001"));
    public static readonly ClaimId Apology = new(new Guid("0000000d-0000-0000-0000-000000000002"));
    public static readonly CallbackId Call = new(new Guid("0000000e-0000-0000-0000-000000000001"));

    public const string Li = "li.na";
    public const string Chen = "chen.wei";

    public static readonly Term Hotline = new("hotline", 1);
    public static readonly Term Roaming = new("network.roaming.activation", 1);
    public static readonly Term Billing = new("billing.dispute", 1);
    public static readonly Term NetworkDepartment = new("network", 1);
    public static readonly Term BillingDepartment = new("billing", 1);
    public static readonly Region Nanjing = new("CN-JS", "nanjing");
    public static readonly Sealed Words = new("v1.words");
    public static readonly Sealed Reason = new("v1.reason");

    /// <summary>Monday 27 June 2011, ten in the morning in Nanjing.</summary>
    public static readonly DateTimeOffset Monday = Jiangsu(27, 10, 0);

    public static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    public static readonly ComplaintRegistered Registered = new()
    {
        Complaint = Case,
        Kind = ComplaintKind.Complaint,
        Channel = Hotline,
        Source = new("customer", 1),
        Topic = Roaming,
        Region = Nanjing,
        Customer = new() { Customer = Zhang },
        Summary = Words,
    };

    public static readonly ComplaintResolved Resolved = new(Words, Episode: 1);
    public static readonly ComplaintClosed Closed = new(ClosureBasis.CallbackNotOwed, Callback: null, Episode: 1);
    public static readonly ComplaintWithdrawn Withdrawn = new(Reason);
    public static readonly ComplaintMerged Merged = new(EarlierCase, Reason);
    public static readonly ComplaintVerified Verified = new(new(Validity.Valid, Liability.Liable, new("publicity", 1)), Words);
    public static readonly ClaimRaised RefundRaised = new(Refund, ClaimRank.Primary, Words);

    /// <summary>Nine to eight in Nanjing, first call after a day, two more, half an hour to take and to make one.</summary>
    public static readonly CallbackTerms Terms = new()
    {
        PolicyVersion = 1,
        Zone = "Asia/Shanghai",
        From = new(9, 0),
        Until = new(20, 0),
        FirstAfterMinutes = 1440,
        RetryAfterMinutes = [60, 240],
        TakeWithinMinutes = 30,
    };

    /// <summary>Due on Tuesday at ten.</summary>
    public static readonly CallbackScheduled Scheduled = new()
    {
        Callback = Call,
        Complaint = Case,
        Episode = 1,
        Customer = Zhang,
        Region = Nanjing,
        DueAt = Jiangsu(28, 10, 0),
        Terms = Terms,
    };

    public static readonly CallbackFellDue FellDue = new(1, Scheduled.DueAt);

    /// <summary>A moment of June 2011 by the clocks of Jiangsu.</summary>
    public static DateTimeOffset Jiangsu(int day, int hour, int minute, int second = 0) => new(2011, 6, day, hour, minute, second, TimeSpan.FromHours(8));

    public static ComplaintFacts Facts(ComplaintId complaint, ComplaintStatus status = ComplaintStatus.Handling, CustomerId? customer = null) => new(complaint, status, customer ?? Zhang);
}
