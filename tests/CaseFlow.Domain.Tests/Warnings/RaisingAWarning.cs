using static CaseFlow.Cast;
using static CaseFlow.Warnings.WarningSamples;

namespace CaseFlow.Warnings;

public sealed class RaisingAWarning
{
    private static readonly WarningSighting Graver = Seen with { Grade = WarningGrade.Red, Observed = 60, Limit = 50 };

    [Fact]
    public void A_warning_says_why_it_fired() => A.Warning.Given().When(WarningDecisions.Raise, Raise).Then(Raised);

    [Fact]
    public void Raising_it_twice_records_it_once() => A.Warning.Given(Raised).When(WarningDecisions.Raise, Raise with { Now = Monday.AddMinutes(2) }).ThenNothing();

    [Fact]
    public void What_grows_upgrades_it_in_the_place_of_another_one() => A.Warning
        .Given(Raised, new WarningAcknowledged())
        .When(WarningDecisions.Raise, Raise with { Seen = Graver })
        .Then(new WarningUpgraded(Graver))
        .When(WarningDecisions.Raise, Raise with { Seen = Seen })
        .ThenNothing();

    [Fact]
    public void One_that_was_dismissed_promoted_or_has_subsided_stays_as_it_is()
    {
        foreach (var ended in new WarningEvent[] { new WarningDismissed("A test"), new WarningPromoted(PromotionTarget.Trace, Second.Value), Subsided })
            A.Warning.Given(Raised, ended).When(WarningDecisions.Raise, Raise with { Seen = Graver }).ThenNothing();
    }

    [Fact]
    public void The_next_one_names_the_one_before() => A.Warning.Given()
        .When(WarningDecisions.Raise, Raise with { Warning = Second, Before = First, EndedBefore = Monday.AddMinutes(-240) })
        .Then(Raised with { Warning = Second, Before = First });

    [Fact]
    public void It_is_refused_while_the_rule_cools_down() => A.Warning.Given()
        .When(WarningDecisions.Raise, Raise with { Warning = Second, Before = First, EndedBefore = Monday.AddMinutes(-238) })
        .ThenRefused(WarningRefusals.CoolingDown);

    [Fact]
    public void It_is_refused_while_the_one_before_goes_on() => A.Warning.Given()
        .When(WarningDecisions.Raise, Raise with { Warning = Second, Before = First, BeforeGoesOn = true })
        .ThenRefused(WarningRefusals.GoesOn);

    [Fact]
    public void It_is_refused_for_what_lies_long_back()
    {
        A.Warning.Given().When(WarningDecisions.Raise, Raise with { Now = Monday.AddMinutes(31) }).ThenRefused(WarningRefusals.Past);
        A.Warning.Given(Raised).When(WarningDecisions.Raise, Raise with { Seen = Graver, Now = Monday.AddMinutes(31) }).ThenRefused(WarningRefusals.Past);
    }

    [Fact]
    public void It_subsides() => A.Warning.Given(Raised).When(WarningDecisions.Subside, new SubsideWarning(Subsided.From, Subsided.To, 2)).Then(Subsided);

    [Fact]
    public void Subsiding_twice_records_it_once() => A.Warning.Given(Raised, Subsided).When(WarningDecisions.Subside, new SubsideWarning(Monday, Monday, 0)).ThenNothing();

    [Fact]
    public void Only_what_was_raised_subsides() => A.Warning.Given().When(WarningDecisions.Subside, new SubsideWarning(Monday, Monday, 0)).ThenRefused(WarningRefusals.Unknown);

    private static readonly SwitchOffWarning SwitchOff = new(Rule with { Version = 2, Terms = Mass with { Active = false } }, Monday.AddHours(1));

    [Fact]
    public void It_ends_with_its_rule_and_says_so()
    {
        var ended = new WarningSubsided(Monday.AddHours(1), Monday.AddHours(1), Observed: 0, SwitchedOffBy: 2);
        A.Warning.Given(Raised).When(WarningDecisions.SwitchOff, SwitchOff).Then(ended);
        A.Warning.Given(Raised, new WarningAcknowledged()).When(WarningDecisions.SwitchOff, SwitchOff).Then(ended);
    }

    [Fact]
    public void Ending_with_its_rule_twice_or_after_it_was_dealt_with_records_nothing()
    {
        A.Warning.Given(Raised, new WarningSubsided(Monday.AddHours(1), Monday.AddHours(1), Observed: 0, SwitchedOffBy: 2)).When(WarningDecisions.SwitchOff, SwitchOff).ThenNothing();
        foreach (var ended in new WarningEvent[] { new WarningDismissed("A test"), new WarningPromoted(PromotionTarget.Trace, Second.Value), Subsided })
            A.Warning.Given(Raised, ended).When(WarningDecisions.SwitchOff, SwitchOff).ThenNothing();
    }

    [Fact]
    public void Only_what_was_raised_under_a_rule_that_no_longer_warns_ends_with_it()
    {
        A.Warning.Given().When(WarningDecisions.SwitchOff, SwitchOff).ThenRefused(WarningRefusals.Unknown);
        A.Warning.Given(Raised).When(WarningDecisions.SwitchOff, SwitchOff with { Rule = Rule }).ThenRefused(WarningRefusals.RuleWarns);
    }
}
