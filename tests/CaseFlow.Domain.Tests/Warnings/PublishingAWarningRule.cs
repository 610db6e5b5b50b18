using CaseFlow.Clocks;
using CaseFlow.Complaints;
using static CaseFlow.Warnings.WarningSamples;

namespace CaseFlow.Warnings;

public sealed class PublishingAWarningRule
{
    private static readonly PublishWarningRule Publish = new("mass-complaint", Mass, "Service standard");

    [Fact]
    public void A_rule_comes_into_force() => A.WarningRules.Given().When(WarningRuleDecisions.Publish, Publish).Then(Rule);

    [Fact]
    public void Every_kind_comes_into_force()
    {
        foreach (var terms in new[] { Unusual, Scores, Regulator, Mass with { Kind = WarningKind.Breaches, ByBrand = false, Obligations = [Obligation.Resolve] } })
            A.WarningRules.Given().When(WarningRuleDecisions.Publish, Publish with { Terms = terms }).Then(Rule with { Terms = terms });
    }

    [Fact]
    public void Publishing_it_twice_records_it_once() => A.WarningRules.Given(Rule).When(WarningRuleDecisions.Publish, Publish with { Reason = "Again" }).ThenNothing();

    [Fact]
    public void Another_threshold_is_another_version()
    {
        var stricter = Mass with { Grades = [new(WarningGrade.Yellow, 8), new(WarningGrade.Red, 50)] };
        A.WarningRules.Given(Rule).When(WarningRuleDecisions.Publish, Publish with { Terms = stricter }).Then(Rule with { Version = 2, Terms = stricter });
    }

    [Fact]
    public void It_is_refused_with_a_window_of_nothing_of_half_a_year_or_of_half_hours_for_a_spike()
    {
        Refused(WarningRuleRefusals.WindowOutOfRange, Mass with { WindowMinutes = 0 }, Mass with { WindowMinutes = 183 * 1_440 }, Unusual with { WindowMinutes = 90 }, Unusual with { WindowMinutes = 1_500 });
        A.WarningRules.Given().When(WarningRuleDecisions.Publish, Publish with { Terms = Mass with { WindowMinutes = 0 } }).ThenRefused(WarningRuleRefusals.WindowOutOfRange);
    }

    [Fact]
    public void It_is_refused_without_grades_or_with_grades_that_do_not_rise()
    {
        Refused(WarningRuleRefusals.GradesUnfit, Mass with { Grades = [new(WarningGrade.Red, 50), new(WarningGrade.Yellow, 10)] }, Mass with { Grades = [new(WarningGrade.Blue, 10), new(WarningGrade.Red, 10)] }, Mass with { Grades = [new(WarningGrade.Blue, 0)] });
        A.WarningRules.Given().When(WarningRuleDecisions.Publish, Publish with { Terms = Mass with { Grades = [] } }).ThenRefused(WarningRuleRefusals.GradesUnfit.At("terms.grades"));
    }

    [Fact]
    public void What_is_to_be_said_otherwise_is_named()
    {
        Refused(WarningRuleRefusals.GradesUnfit.At("terms.grades[1].grade"), Mass with { Grades = [new(WarningGrade.Red, 5), new(WarningGrade.Yellow, 10)] });
        Refused(WarningRuleRefusals.GradesUnfit.At("terms.grades[1].from"), Mass with { Grades = [new(WarningGrade.Blue, 10), new(WarningGrade.Red, 10)] });
        Refused(WarningRuleRefusals.GradesUnfit.At("terms.grades[0].from"), Mass with { Grades = [new(WarningGrade.Blue, 0)] });
        Refused(WarningRuleRefusals.NumbersOutOfRange.At("terms.coolDownMinutes"), Mass with { CoolDownMinutes = -1 });
        Refused(WarningRuleRefusals.NumbersOutOfRange.At("terms.freshMinutes"), Mass with { FreshMinutes = 20_000 });
        Refused(WarningRuleRefusals.NumbersOutOfRange.At("terms.topicLevel"), Mass with { TopicLevel = 10 });
        Refused(WarningRuleRefusals.BaselineUnfit.At("terms.baseline.weeks"), Unusual with { Baseline = new(2, 1, 3) });
        Refused(WarningRuleRefusals.BaselineUnfit.At("terms.baseline.monthEndDays"), Unusual with { Baseline = new(8, 8, 3) });
        Refused(WarningRuleRefusals.BaselineUnfit.At("terms.baseline.monthEndFactor"), Unusual with { Baseline = new(8, 1, 0.5m) });
    }

    [Fact]
    public void It_is_refused_when_its_numbers_are_out_of_range()
    {
        Refused(WarningRuleRefusals.NumbersOutOfRange, Mass with { CoolDownMinutes = -1 }, Mass with { FreshMinutes = 0 }, Mass with { FreshMinutes = 20_000 }, Mass with { TopicLevel = 10 });
        A.WarningRules.Given().When(WarningRuleDecisions.Publish, Publish with { Terms = Mass with { Minimum = 0 } }).ThenRefused(WarningRuleRefusals.NumbersOutOfRange.At("terms.minimum"));
    }

    [Fact]
    public void It_is_refused_when_another_than_a_cluster_tells_brands_apart() =>
        A.WarningRules.Given().When(WarningRuleDecisions.Publish, Publish with { Terms = Unusual with { ByBrand = true } }).ThenRefused(WarningRuleRefusals.BrandUnfit);

    [Fact]
    public void It_is_refused_when_a_source_names_no_origin_or_another_rule_does()
    {
        Refused(WarningRuleRefusals.OriginsUnfit, Mass with { Origins = [EscalationOrigin.Media] });
        A.WarningRules.Given().When(WarningRuleDecisions.Publish, Publish with { Terms = Regulator with { Origins = [] } }).ThenRefused(WarningRuleRefusals.OriginsUnfit);
    }

    [Fact]
    public void It_is_refused_when_another_than_a_rule_for_breaches_names_clocks() =>
        A.WarningRules.Given().When(WarningRuleDecisions.Publish, Publish with { Terms = Mass with { Obligations = [Obligation.Resolve] } }).ThenRefused(WarningRuleRefusals.ObligationsUnfit);

    [Fact]
    public void It_is_refused_when_low_scores_have_no_score_or_others_have_one()
    {
        Refused(WarningRuleRefusals.ScoreUnfit, Scores with { BelowScore = 1 }, Scores with { BelowScore = 5.5m }, Mass with { BelowScore = 3 }, Mass with { BelowScore = 7 });
        A.WarningRules.Given().When(WarningRuleDecisions.Publish, Publish with { Terms = Scores with { BelowScore = null } }).ThenRefused(WarningRuleRefusals.ScoreUnfit);
    }

    [Fact]
    public void It_is_refused_when_a_spike_has_no_fit_baseline_or_others_have_one()
    {
        Refused(WarningRuleRefusals.BaselineUnfit, Unusual with { Baseline = new(2, 1, 3) }, Unusual with { Baseline = new(8, 8, 3) }, Unusual with { Baseline = new(8, 1, 0.5m) }, Mass with { Baseline = new(8, 1, 3) }, Mass with { Baseline = new(1, 1, 3) });
        A.WarningRules.Given().When(WarningRuleDecisions.Publish, Publish with { Terms = Unusual with { Baseline = null } }).ThenRefused(WarningRuleRefusals.BaselineUnfit.At("terms.baseline"));
    }

    [Fact]
    public void It_is_refused_when_it_would_look_for_something_else() =>
        A.WarningRules.Given(Rule).When(WarningRuleDecisions.Publish, Publish with { Terms = Scores }).ThenRefused(WarningRuleRefusals.KindFixed);

    private static void Refused(Refusal expected, params IReadOnlyList<WarningRuleTerms> unfit)
    {
        foreach (var terms in unfit) A.WarningRules.Given().When(WarningRuleDecisions.Publish, Publish with { Terms = terms }).ThenRefused(expected);
    }
}
