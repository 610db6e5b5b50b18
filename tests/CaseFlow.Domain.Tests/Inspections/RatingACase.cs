using static CaseFlow.Cast;

namespace CaseFlow.Inspections;

public sealed class RatingACase
{
    internal const string Qian = "qian.yu";
    internal const string Zhou = "zhou.min";

    internal static readonly InspectionSampleId Sample = new(new Guid("00000010-0000-0000-0000-000000000001"));
    internal static readonly Criterion Conduct = new() { Code = "conduct", Zh = "没有顶撞客户", En = "Nobody was rude", Kind = CriterionKind.YesNo, Weight = 10, Critical = true };
    internal static readonly Criterion Wording = new() { Code = "wording", Zh = "口径易懂", En = "Easy to understand", Kind = CriterionKind.Scale, Weight = 6, Top = 3 };
    internal static readonly Criterion Apology = new() { Code = "apology", Zh = "有责投诉已致歉", En = "Liable: the agent apologised", Kind = CriterionKind.YesNo, Weight = 4, MayNotApply = true };
    internal static readonly ScorecardContent Card = new("投诉处理", "Complaint handling", 80, [new("manner", "态度", "Manner", [Conduct, Wording]), new("reply", "回复", "Reply", [Apology])]);
    internal static readonly IReadOnlyList<CriterionAnswer> Full = [new("conduct", 1), new("wording", 3), new("apology", 1)];
    internal static readonly IReadOnlyList<CriterionAnswer> Half = [new("conduct", 1), new("wording", 1), new("apology", 0)];

    internal static readonly InspectionSampleDrawn Drawn = new()
    {
        Sample = Sample,
        Rule = new() { Region = Nanjing, From = Monday, Before = Monday.AddDays(30), By = Stratification.Nothing, PerStratum = 1 },
        Seed = 7,
        SeedNamed = true,
        Position = 100,
        Card = "complaint-handling",
        CardVersion = 1,
        Strata = [new("", 4, [new(Case, Zhang, Nanjing, Li)])],
    };

    internal static readonly CaseInspected Inspected = new()
    {
        Sample = Sample,
        Complaint = Case,
        Customer = Zhang,
        Region = Nanjing,
        Rater = Qian,
        Card = "complaint-handling",
        CardVersion = 1,
        Answers = Half,
        Score = new(60, [], Passed: false),
    };

    private static readonly SubmitFinding Submit = new()
    {
        Sample = Drawn,
        Case = new(Case, Zhang, Nanjing, Li),
        Content = Card,
        Raters = [Qian, Zhou],
        DealtWith = [Li],
        Rater = Qian,
        Answers = Half,
    };

    [Fact]
    public void A_finding_is_submitted_with_its_score() => A.Inspection.Given().When(InspectionDecisions.Submit, Submit).Then(Inspected);

    [Fact]
    public void A_second_rater_submits_another() => A.Inspection.Given(Inspected)
        .When(InspectionDecisions.Submit, Submit with { Rater = Zhou, Answers = Full }).Then(Inspected with { Rater = Zhou, Answers = Full, Score = new(100, [], Passed: true) });

    [Fact]
    public void Submitting_the_same_twice_records_it_once() => A.Inspection.Given(Inspected).When(InspectionDecisions.Submit, Submit with { Rater = "Qian.Yu" }).ThenNothing();

    [Fact]
    public void What_is_submitted_stays() => A.Inspection.Given(Inspected).When(InspectionDecisions.Submit, Submit with { Answers = Full }).ThenRefused(InspectionRefusals.AlreadySubmitted);

    [Fact]
    public void Only_who_was_given_the_case_rates_it() => A.Inspection.Given().When(InspectionDecisions.Submit, Submit with { Rater = "wu.fan" }).ThenRefused(InspectionRefusals.NotARater);

    [Fact]
    public void Nobody_rates_their_own_case() => A.Inspection.Given().When(InspectionDecisions.Submit, Submit with { DealtWith = [Li, "QIAN.yu"] }).ThenRefused(InspectionRefusals.OwnCase);

    [Theory]
    [InlineData("conduct:1 wording:3")]
    [InlineData("conduct:1 wording:3 apology:2")]
    [InlineData("conduct:- wording:3 apology:1")]
    [InlineData("conduct:1 wording:-1 apology:1")]
    [InlineData("conduct:1 conduct:1 wording:3")]
    [InlineData("conduct:1 wording:3 apology:1 other:1")]
    public void A_card_is_filled_in(string answers) => A.Inspection.Given()
        .When(InspectionDecisions.Submit, Submit with { Answers = Read(answers) }).ThenRefused(InspectionRefusals.Incomplete);

    [Theory]
    [InlineData("conduct:1 wording:3 apology:1", 100, true)]
    [InlineData("conduct:1 wording:1 apology:0", 60, false)]
    [InlineData("conduct:1 wording:1 apology:-", 75, false)]
    [InlineData("conduct:1 wording:2 apology:-", 87.5, true)]
    [InlineData("conduct:0 wording:3 apology:1", 0, false)]
    public void A_score_is_the_weighted_share_of_what_applies(string answers, double percent, bool passed)
    {
        var score = Scoring.Of(Card, Read(answers));
        Assert.Equal(((decimal)percent, passed), (score.Percent!.Value, score.Passed));
        Assert.Equal(answers.StartsWith("conduct:0", StringComparison.Ordinal) ? ["conduct"] : [], score.Failed);
    }

    [Fact]
    public void Of_nothing_that_applies_there_is_no_score()
    {
        var card = Card with { Sections = [new("reply", "回复", "Reply", [Apology])] };
        var score = Scoring.Of(card, [new("apology", null)]);
        Assert.Equal((null, false), (score.Percent, score.Passed));
    }

    private static List<CriterionAnswer> Read(string answers) =>
        [.. answers.Split(' ').Select(answer => answer.Split(':')).Select(parts => new CriterionAnswer(parts[0], parts[1] == "-" ? null : int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)))];
}
