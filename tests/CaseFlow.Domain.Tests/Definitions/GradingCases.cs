using CaseFlow.Complaints;

namespace CaseFlow.Definitions;

public sealed class GradingCases
{
    private static readonly PriorityMatrixPublished Matrix = new(3, PublishingAPriorityMatrix.Terms, OpenCases.KeepTheirs, "Third");

    private static readonly PriorityFacts Plain = new() { Kind = ComplaintKind.Complaint, Topic = "billing.charge", Source = "customer" };

    private static readonly string[] Topics = ["network", "network.roaming", "network.roaming.signal", "network.roamings", "broadband.outage", "billing"];
    private static readonly string[] Sources = ["customer", "regulator-transfer", "media-transfer"];
    private static readonly string[] Tiers = ["gold", "silver", "standard"];

    [Fact]
    public void The_points_of_a_case_are_told_rule_by_rule()
    {
        var grade = CasePriority.Grade(Matrix, Plain with { Topic = "network.roaming.signal", Roaming = RoamingState.International, Contacts = 3, Tier = "gold" });

        Assert.Equal((Priority.P1, 3, 70), (grade.Priority, grade.Version, grade.Points));
        Assert.Equal(["Severity no-service 30", "Impact abroad 25", "Tier gold 15", "EscalationRisk  0"], grade.Axes.Select(axis => $"{axis.Axis} {axis.Rule} {axis.Points}"));
        Assert.Equal(["Topic network.roaming.signal", "Roaming International", "Contacts 3"], grade.Axes[1].Met.Select(met => $"{met.Input} {met.Value}"));
        Assert.Equal((null, 2), (grade.Axes[1].Met[0].AtLeast, grade.Axes[1].Met[2].AtLeast));
    }

    [Theory]
    [InlineData(54, Priority.P2)]
    [InlineData(55, Priority.P1)]
    [InlineData(35, Priority.P2)]
    [InlineData(34, Priority.P3)]
    [InlineData(15, Priority.P3)]
    [InlineData(14, Priority.P4)]
    [InlineData(0, Priority.P4)]
    public void A_threshold_is_the_first_sum_of_its_priority(int points, Priority priority) => Assert.Equal(priority, PublishingAPriorityMatrix.Terms.Thresholds.Of(points));

    [Fact]
    public void The_rule_with_the_most_points_counts_wherever_it_stands()
    {
        var other = Matrix with { Terms = Matrix.Terms with { Severity = [.. Matrix.Terms.Severity.Reverse()] } };
        var facts = Plain with { Topic = "broadband.outage.intermittent" };
        Assert.Equal(["no-service", "no-service"], new[] { Matrix, other }.Select(matrix => CasePriority.Grade(matrix, facts).Axes[0].Rule));
    }

    [Fact]
    public void A_topic_of_like_name_is_another() =>
        Assert.Equal("complaint", CasePriority.Grade(Matrix, Plain with { Topic = "broadband.outages" }).Axes[0].Rule);

    [Fact]
    public void All_conditions_of_a_rule_must_be_met()
    {
        var escalated = Plain with { Origins = [EscalationOrigin.Customer, EscalationOrigin.Regulator], Level = EscalationLevel.Province, Repeats = 1, Reopenings = 1, Bounces = 1 };
        Assert.Equal("escalated", Risk(escalated));
        Assert.Null(Risk(escalated with { Origins = [EscalationOrigin.Customer] }));
        Assert.Null(Risk(escalated with { Level = EscalationLevel.Team }));
        Assert.Null(Risk(escalated with { Repeats = 0 }));
        Assert.Null(Risk(escalated with { Reopenings = 0 }));
        Assert.Null(Risk(escalated with { Bounces = 0 }));

        static string? Risk(PriorityFacts facts) => CasePriority.Grade(Matrix, facts).Axes[3].Rule;
    }

    /// <summary>Under random matrices: the points add up, each rule that counts is of the matrix and met, and more of anything never makes a case less urgent.</summary>
    [Fact]
    public void Points_add_up_and_more_of_anything_never_makes_a_case_less_urgent()
    {
        var seed = Environment.TickCount;
        for (var run = 0; run < 2_000; run++)
        {
            var random = new Random(seed + run);
            var (matrix, facts) = (Random(random), Facts(random));
            var grade = CasePriority.Grade(matrix, facts);

            Assert.True(grade.Axes.Sum(axis => axis.Points) == grade.Points && matrix.Terms.Thresholds.Of(grade.Points) == grade.Priority && grade.Points >= matrix.Terms.Thresholds.From(grade.Priority), $"seed {seed}, run {run}");
            foreach (var axis in grade.Axes)
            {
                var fitting = matrix.Terms.RulesOf(axis.Axis).Where(rule => rule.Conditions().All(condition => condition.MetBy(facts) is not null)).ToList();
                Assert.True(axis.Points == fitting.Select(rule => rule.Points).DefaultIfEmpty().Max() && (axis.Rule is null) == (fitting.Count == 0), $"seed {seed}, run {run}: {axis}");
            }

            PriorityFacts[] more =
            [
                facts with { Contacts = facts.Contacts + random.Next(1, 5) }, facts with { Repeats = facts.Repeats + random.Next(1, 5) }, facts with { Reopenings = facts.Reopenings + 1 },
                facts with { Bounces = facts.Bounces + 1 }, facts with { Level = EscalationLevel.Headquarters }, facts with { Origins = [.. facts.Origins, EscalationOrigin.Media] },
            ];
            Assert.All(more, raised => Assert.True(CasePriority.Grade(matrix, raised).Priority <= grade.Priority, $"seed {seed}, run {run}: {raised}"));
        }
    }

    [Theory]
    [InlineData(1, true, OpenCases.GradedAnew, 3)]
    [InlineData(1, true, OpenCases.KeepTheirs, 1)]
    [InlineData(1, false, OpenCases.GradedAnew, 1)]
    [InlineData(null, true, OpenCases.KeepTheirs, 3)]
    [InlineData(null, false, OpenCases.GradedAnew, null)]
    public void Cases_that_wait_are_graded_anew_where_the_matrix_says_so_or_nothing_graded_them(int? under, bool waits, OpenCases open, int? then) =>
        Assert.Equal(then, CasePriority.Under(under, Matrix with { OpenCases = open }, waits));

    [Fact]
    public void A_case_takes_the_version_in_force_when_it_comes_in_and_when_it_is_opened_again()
    {
        Assert.True(CasePriority.Begins(Cast.Registered));
        Assert.True(CasePriority.Begins(new ComplaintReopened(2, ReopenCause.ProblemReturned, new("s1.x"))));
        Assert.True(CasePriority.Begins(new ComplaintUnmerged(Cast.Registered.Complaint, new("s1.x"))));
        Assert.False(CasePriority.Begins(new ComplaintEscalated(EscalationLevel.City, EscalationOrigin.Regulator, new("s1.x"))));
    }

    private static PriorityMatrixPublished Random(Random random)
    {
        var (number, p3) = (0, random.Next(1, 30));
        var p2 = p3 + random.Next(1, 40);
        return new(1, new()
        {
            Severity = Rules(() => new SeverityRule { Id = Id(), Zh = "", En = "", Points = Points(), Kinds = Some(Enum.GetValues<ComplaintKind>()), Topics = Some(Topics) }),
            Impact = Rules(() => new ImpactRule { Id = Id(), Zh = "", En = "", Points = Points(), Topics = Some(Topics), Roaming = Some(Enum.GetValues<RoamingState>()), FromContacts = Least() }),
            Tiers = Rules(() => new TierRule { Id = Id(), Zh = "", En = "", Points = Points(), Tiers = Some(Tiers) }),
            EscalationRisk = Rules(() => new EscalationRiskRule
            {
                Id = Id(), Zh = "", En = "", Points = Points(), Sources = Some(Sources), Origins = Some(Enum.GetValues<EscalationOrigin>()),
                FromLevel = random.Next(3) == 0 ? (EscalationLevel)random.Next(5) : null, FromRepeats = Least(), FromReopenings = Least(), FromBounces = Least(),
            }),
            Thresholds = new(p2 + random.Next(1, 60), p2, p3),
        }, OpenCases.KeepTheirs, "");

        string Id() => $"rule-{number++}";
        int Points() => random.Next(0, 101);
        int? Least() => random.Next(3) == 0 ? random.Next(1, 4) : null;
        IReadOnlyList<T> Some<T>(T[] values) => random.Next(2) == 0 ? [] : [.. random.GetItems(values, 2).Distinct()];
        IReadOnlyList<T> Rules<T>(Func<T> rule) => [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => rule())];
    }

    private static PriorityFacts Facts(Random random) => new()
    {
        Kind = (ComplaintKind)random.Next(5),
        Topic = random.GetItems(Topics, 1)[0],
        Source = random.GetItems(Sources, 1)[0],
        Tier = random.Next(4) == 0 ? null : random.GetItems(Tiers, 1)[0],
        Roaming = (RoamingState)random.Next(4),
        Contacts = random.Next(4),
        Level = (EscalationLevel)random.Next(5),
        Origins = [.. random.GetItems(Enum.GetValues<EscalationOrigin>(), random.Next(3)).Distinct()],
        Repeats = random.Next(3),
        Reopenings = random.Next(3),
        Bounces = random.Next(3),
    };
}
