using CaseFlow.Clocks;
using CaseFlow.Complaints;
using static CaseFlow.Cast;

namespace CaseFlow.Warnings;

/// <summary>The rules, warnings and requests that the specs speak of, and the events of the slice with every field filled in.</summary>
public static class WarningSamples
{
    public static readonly WarningId First = new(new Guid("00000014-0000-0000-0000-000000000001"));
    public static readonly WarningId Second = new(new Guid("00000014-0000-0000-0000-000000000002"));
    public static readonly ProvincialSupportId Support = new(new Guid("00000015-0000-0000-0000-000000000001"));
    public static readonly WarningSubject RoamingInNanjing = new(Nanjing, "network.roaming", "gotone");

    /// <summary>Ten customers within an hour are a notice, fifty are grave.</summary>
    public static readonly WarningRuleTerms Mass = new()
    {
        Zh = "批量投诉",
        En = "Mass complaint",
        Kind = WarningKind.Cluster,
        Level = WarningLevel.City,
        TopicLevel = 2,
        ByBrand = true,
        WindowMinutes = 60,
        Grades = [new(WarningGrade.Yellow, 10), new(WarningGrade.Red, 50)],
        Minimum = 5,
        CoolDownMinutes = 240,
        FreshMinutes = 30,
        Active = true,
    };

    public static readonly WarningRuleTerms Unusual = Mass with
    {
        Zh = "投诉异动", En = "Complaint anomaly", Kind = WarningKind.Spike, ByBrand = false, WindowMinutes = 180, Minimum = 5, Baseline = new(8, 1, 3), Grades = [new(WarningGrade.Blue, 3), new(WarningGrade.Orange, 6)],
    };

    public static readonly WarningRuleTerms Scores = Mass with { Kind = WarningKind.LowScores, ByBrand = false, BelowScore = 3 };
    public static readonly WarningRuleTerms Regulator = Mass with { Kind = WarningKind.Source, ByBrand = false, Origins = [EscalationOrigin.Regulator, EscalationOrigin.Media], Grades = [new(WarningGrade.Orange, 1)], Minimum = 1 };

    public static readonly WarningRulePublished Rule = new() { Rule = "mass-complaint", Version = 1, Terms = Mass, Reason = "Service standard" };

    public static readonly WarningSighting Seen = new()
    {
        Grade = WarningGrade.Yellow,
        From = Monday.AddHours(-1),
        To = Monday,
        Observed = 12,
        Expected = 3,
        Limit = 10,
        Why = [new(WhyTerm.Counted, 12), new(WhyTerm.SameWeekday, 3, new(2011, 6, 20)), new(WhyTerm.Limit, 10)],
        Complaints = [Case, EarlierCase],
        ComplaintCount = 12,
        Position = 4711,
    };

    public static readonly RaiseWarning Raise = new() { Warning = First, Rule = Rule, Subject = RoamingInNanjing, Seen = Seen, Now = Monday.AddMinutes(1) };

    public static readonly WarningRaised Raised = new()
    {
        Warning = First, Rule = "mass-complaint", RuleVersion = 1, Kind = WarningKind.Cluster, Subject = RoamingInNanjing, Seen = Seen,
    };

    public static readonly WarningSubsided Subsided = new(Monday, Monday.AddHours(1), 2);

    public static readonly SupportTargetsPublished Targets = new() { Version = 1, Calendar = "desk", TakeUpMinutes = 240, AnswerMinutes = 1_350, Reason = "Agreed with the cities" };

    public static readonly SupportDues Dues = new(1, "desk", 1, Jiangsu(27, 15, 30), Jiangsu(30, 10, 0));

    public static readonly ProvincialSupportRequested Requested = new()
    {
        Support = Support,
        Region = Nanjing,
        Need = "A wording on roaming that all desks use",
        WantedBy = Jiangsu(30, 12, 0),
        About = new(SupportMatter.Warning, First.Value),
        Dues = Dues,
    };

    public static IReadOnlyList<object> Events { get; } =
    [
        Rule with { Terms = Unusual with { Topic = "network", Origins = [EscalationOrigin.Media], Obligations = [Obligation.Resolve], BelowScore = 2.5m } },
        Raised with { Before = Second },
        new WarningUpgraded(Seen with { Grade = WarningGrade.Red }),
        Subsided with { SwitchedOffBy = 2 },
        new WarningAcknowledged(),
        new WarningDismissed("A test of the hotline"),
        new WarningPromoted(PromotionTarget.Trace, new Guid("00000010-0000-0000-0000-000000000001")),
        Targets,
        Requested,
        new ProvincialSupportTakenUp(Chen),
        new ProvincialSupportAnswered("The wording of 28 June"),
        new ProvincialSupportReturned("Say for which brands"),
        new ProvincialSupportRenewed(2, "For GoTone alone", Monday.AddDays(3), Dues),
        new ProvincialSupportClosed(),
        new ProvincialSupportWithdrawn("Solved in the city"),
    ];
}
