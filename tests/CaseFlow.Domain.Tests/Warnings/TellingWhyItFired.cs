using static CaseFlow.Warnings.WarningSamples;

namespace CaseFlow.Warnings;

public sealed class TellingWhyItFired
{
    private static readonly Expectation Usual = new(25, 5, [new(WhyTerm.Expected, 25), new(WhyTerm.Spread, 5)]);

    [Fact]
    public void The_highest_grade_that_is_reached_counts()
    {
        Assert.Equal((WarningGrade.Yellow, 10), (WarningReckoning.Of(Mass, 49, null)!.Grade, WarningReckoning.Of(Mass, 49, null)!.Limit));
        Assert.Equal(WarningGrade.Red, WarningReckoning.Of(Mass, 50, null)!.Grade);
        Assert.Null(WarningReckoning.Of(Mass, 9, null));
    }

    [Fact]
    public void A_spike_is_so_many_times_the_spread_above_what_is_expected()
    {
        Assert.Null(WarningReckoning.Of(Unusual, 39, Usual));
        Assert.Equal((WarningGrade.Blue, 40), (WarningReckoning.Of(Unusual, 40, Usual)!.Grade, WarningReckoning.Of(Unusual, 40, Usual)!.Limit));
        Assert.Equal(WarningGrade.Orange, WarningReckoning.Of(Unusual, 55, Usual)!.Grade);
    }

    [Fact]
    public void It_does_not_warn_while_nobody_knows_what_is_usual() => Assert.Null(WarningReckoning.Of(Unusual, 1_000, null));

    [Fact]
    public void Fewer_than_the_minimum_warn_nobody()
    {
        Assert.Null(WarningReckoning.Of(Mass with { Minimum = 20 }, 19, null));
        Assert.Equal(20, WarningReckoning.LowestLimit(Mass with { Minimum = 20 }, null));
        Assert.Equal(40, WarningReckoning.LowestLimit(Unusual, Usual));
    }

    [Fact]
    public void Every_step_is_told() => Assert.Equal(
        [new(WhyTerm.Counted, 56), new(WhyTerm.Minimum, 5), new(WhyTerm.Expected, 25), new(WhyTerm.Spread, 5), new(WhyTerm.Multiple, 6), new(WhyTerm.Limit, 55)],
        WarningReckoning.Of(Unusual, 56, Usual)!.Why);
}
