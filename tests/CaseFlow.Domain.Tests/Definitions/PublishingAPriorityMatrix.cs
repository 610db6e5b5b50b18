using CaseFlow.Complaints;

namespace CaseFlow.Definitions;

public sealed class PublishingAPriorityMatrix
{
    public static readonly PriorityTerms Terms = new()
    {
        Severity =
        [
            new() { Id = "no-service", Zh = "业务不可用", En = "No service", Points = 30, Kinds = [ComplaintKind.Complaint, ComplaintKind.Fault], Topics = ["network.roaming.signal", "broadband.outage"] },
            new() { Id = "complaint", Zh = "投诉", En = "A complaint", Points = 10, Kinds = [ComplaintKind.Complaint] },
        ],
        Impact = [new() { Id = "abroad", Zh = "境外", En = "Abroad and in touch again", Points = 25, Topics = ["network"], Roaming = [RoamingState.International], FromContacts = 2 }],
        Tiers = [new() { Id = "gold", Zh = "金卡", En = "Gold", Points = 15, Tiers = ["gold"] }, new() { Id = "any", Zh = "其他", En = "Any other", Points = 0 }],
        EscalationRisk =
        [
            new() { Id = "regulator", Zh = "监管", En = "Regulator", Points = 45, Sources = ["regulator-transfer"] },
            new() { Id = "escalated", Zh = "升级", En = "Escalated again and again", Points = 20, Origins = [EscalationOrigin.Regulator], FromLevel = EscalationLevel.City, FromRepeats = 1, FromReopenings = 1, FromBounces = 1 },
        ],
        Thresholds = new(55, 35, 15),
    };

    private static readonly PublishPriorityMatrix Publish = new(Terms, OpenCases.GradedAnew, "First");
    private static readonly PriorityMatrixPublished First = new(1, Terms, OpenCases.GradedAnew, "First");

    /// <summary>The same in other lists, as a second request brings it.</summary>
    private static PriorityTerms Again => Terms with
    {
        Severity = [.. Terms.Severity.Select(rule => rule with { Topics = [.. rule.Topics.Reverse()], Kinds = [.. rule.Kinds] })],
        EscalationRisk = [.. Terms.EscalationRisk.Select(rule => rule with { Sources = [.. rule.Sources] })],
    };

    [Fact]
    public void A_matrix_comes_into_force() => A.PriorityMatrix.Given().When(PriorityMatrixDecisions.Publish, Publish).Then(First);

    [Theory]
    [InlineData(OpenCases.GradedAnew)]
    [InlineData(OpenCases.KeepTheirs)]
    public void Publishing_it_twice_records_it_once(OpenCases open) => A.PriorityMatrix.Given(First).When(PriorityMatrixDecisions.Publish, Publish with { Terms = Again, OpenCases = open }).ThenNothing();

    [Fact]
    public void What_left_open_cases_alone_may_be_published_again_to_grade_them() => A.PriorityMatrix.Given(First with { OpenCases = OpenCases.KeepTheirs })
        .When(PriorityMatrixDecisions.Publish, Publish).Then(First with { Version = 2 });

    [Fact]
    public void Other_points_are_the_next_version() => A.PriorityMatrix.Given(First)
        .When(PriorityMatrixDecisions.Publish, Publish with { Terms = Severe(20) }).Then(First with { Version = 2, Terms = Severe(20) });

    [Theory]
    [InlineData(-1)]
    [InlineData(101)]
    public void Points_are_0_to_100(int points) => A.PriorityMatrix.Given()
        .When(PriorityMatrixDecisions.Publish, Publish with { Terms = Severe(points) }).ThenRefused(PriorityRefusals.PointsOutOfRange);

    [Fact]
    public void Each_axis_has_a_rule() => A.PriorityMatrix.Given()
        .When(PriorityMatrixDecisions.Publish, Publish with { Terms = Terms with { Impact = [] } }).ThenRefused(PriorityRefusals.RulesMissing);

    [Fact]
    public void A_rule_has_an_id_of_its_own() => A.PriorityMatrix.Given()
        .When(PriorityMatrixDecisions.Publish, Publish with { Terms = Terms with { Tiers = [Terms.Tiers[0], Terms.Tiers[1] with { Id = "no-service" }] } }).ThenRefused(PriorityRefusals.RuleTwice);

    [Theory]
    [InlineData(35, 35, 15)]
    [InlineData(55, 15, 35)]
    [InlineData(55, 35, 0)]
    public void Thresholds_fall(int p1, int p2, int p3) => A.PriorityMatrix.Given()
        .When(PriorityMatrixDecisions.Publish, Publish with { Terms = Terms with { Thresholds = new(p1, p2, p3) } }).ThenRefused(PriorityRefusals.ThresholdsUnfit);

    [Fact]
    public void A_rule_that_another_always_outdoes_is_none() => A.PriorityMatrix.Given()
        .When(PriorityMatrixDecisions.Publish, Publish with { Terms = Terms with { Tiers = [.. Terms.Tiers, new() { Id = "silver", Zh = "银卡", En = "Silver", Points = 0, Tiers = ["silver"] }] } })
        .ThenRefused(PriorityRefusals.RuleNeverCounts);

    [Fact]
    public void Of_two_rules_for_the_same_cases_the_one_with_fewer_points_is_none() => Assert.Equal(
        ["escalationRisk[2]"],
        PriorityMatrixDecisions.Flaws(Terms with { EscalationRisk = [.. Terms.EscalationRisk, new() { Id = "both", Zh = "同上", En = "Both", Points = 40, Sources = ["regulator-transfer"], FromRepeats = 2 }] }).Select(flaw => flaw.Field));

    [Theory]
    [InlineData(200, 35, 15, "thresholds.p1")]
    [InlineData(26, 25, 24, "thresholds.p3")]
    [InlineData(55, 54, 15, "thresholds.p2")]
    public void Each_priority_can_be_reached(int p1, int p2, int p3, string field)
    {
        var terms = Terms with { Thresholds = new(p1, p2, p3) };
        A.PriorityMatrix.Given().When(PriorityMatrixDecisions.Publish, Publish with { Terms = terms }).ThenRefused(PriorityRefusals.PriorityUnreachable);
        Assert.Equal([field], PriorityMatrixDecisions.Flaws(terms).Select(flaw => flaw.Field));
    }

    [Fact]
    public void A_rule_for_every_case_with_points_leaves_P4_to_nobody() => Assert.Equal(
        [("thresholds.p3", PriorityRefusals.PriorityUnreachable)],
        PriorityMatrixDecisions.Flaws(Terms with { Tiers = [Terms.Tiers[0] with { Points = 16 }, Terms.Tiers[1] with { Points = 15 }] }).Select(flaw => (flaw.Field, flaw.Refusal)));

    [Fact]
    public void Each_flaw_names_its_place() => Assert.Equal(
        ["impact", "severity[1].points", "tiers[1].id", "thresholds"],
        PriorityMatrixDecisions.Flaws(Terms with
        {
            Severity = [Terms.Severity[0], Terms.Severity[1] with { Points = 101 }],
            Impact = [],
            Tiers = [Terms.Tiers[0], Terms.Tiers[1] with { Id = "gold" }],
            Thresholds = new(1, 2, 3),
        }).Select(flaw => flaw.Field));

    private static PriorityTerms Severe(int points) => Terms with { Severity = [Terms.Severity[0] with { Points = points }, Terms.Severity[1]] };
}
