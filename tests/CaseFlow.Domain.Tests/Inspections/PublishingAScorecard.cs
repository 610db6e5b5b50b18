using static CaseFlow.Inspections.RatingACase;

namespace CaseFlow.Inspections;

public sealed class PublishingAScorecard
{
    private static readonly PublishScorecard Publish = new("complaint-handling", Card, "First card");
    private static readonly ScorecardPublished First = new("complaint-handling", 1, Card, "First card");

    [Fact]
    public void A_card_is_published() => A.Scorecard.Given().When(ScorecardDecisions.Publish, Publish).Then(First);

    [Fact]
    public void Publishing_the_same_again_records_nothing() => A.Scorecard.Given(First).When(ScorecardDecisions.Publish, Publish with { Reason = "Again" }).ThenNothing();

    [Fact]
    public void The_next_version_is_counted_on()
    {
        var stricter = Card with { PassPercent = 90 };
        A.Scorecard.Given(First).When(ScorecardDecisions.Publish, Publish with { Content = stricter, Reason = "Stricter" }).Then(new ScorecardPublished("complaint-handling", 2, stricter, "Stricter"));
    }

    [Fact]
    public void A_card_has_criteria() => A.Scorecard.Given().When(ScorecardDecisions.Publish, Publish with { Content = Card with { Sections = [new("empty", "空", "Empty", [])] } }).ThenRefused(ScorecardRefusals.Empty);

    [Fact]
    public void A_code_stands_once() => Refuses(ScorecardRefusals.CodeTwice, Conduct, Conduct);

    [Fact]
    public void A_code_is_well_formed() => Refuses(ScorecardRefusals.CodeMalformed, Conduct with { Code = "Conduct!" });

    [Fact]
    public void A_weight_has_bounds() => Refuses(ScorecardRefusals.WeightOutOfRange, Conduct with { Weight = 0 });

    [Fact]
    public void A_scale_has_several_points() => Refuses(ScorecardRefusals.PointsOutOfRange, Wording with { Top = 1 });

    [Fact]
    public void What_is_met_or_not_has_one_point() => Refuses(ScorecardRefusals.PointsOutOfRange, Conduct with { Top = 3 });

    [Fact]
    public void A_pass_mark_is_a_share() => A.Scorecard.Given().When(ScorecardDecisions.Publish, Publish with { Content = Card with { PassPercent = 101 } }).ThenRefused(ScorecardRefusals.PassMarkOutOfRange);

    private static void Refuses(Refusal refusal, params Criterion[] criteria) => A.Scorecard.Given()
        .When(ScorecardDecisions.Publish, Publish with { Content = Card with { Sections = [new("one", "一", "One", criteria)] } }).ThenRefused(refusal);
}
