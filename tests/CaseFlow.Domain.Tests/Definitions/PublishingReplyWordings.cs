namespace CaseFlow.Definitions;

public sealed class PublishingReplyWordings
{
    public static readonly ReplyWordingTerms Terms = new()
    {
        Zh = "国际漫游开通",
        En = "Activation of roaming",
        Words = "国际漫游次日六时生效。",
        Reach = new(["network.roaming"], ["cn-js"]),
        Valid = new(new(2011, 7, 1), new(2011, 12, 31)),
        ApprovedBy = "qian.yu",
    };

    private static readonly DefinitionOccasion InJuly = new("network.roaming.activation", "cn-js.nanjing", new(2011, 7, 15));
    private static readonly PublishReplyWording Publish = new("roaming", Terms, "First");
    private static readonly ReplyWordingPublished First = new("roaming", 1, Terms, "First");

    [Fact]
    public void A_wording_is_approved() => A.ReplyWordings.Given().When(ReplyWordingDecisions.Publish, Publish).Then(First);

    [Fact]
    public void Approving_it_twice_records_it_once() => A.ReplyWordings.Given(First).When(ReplyWordingDecisions.Publish, Publish with { Reason = "Again", Terms = Terms with { Reach = new(["network.roaming"], ["cn-js"]) } }).ThenNothing();

    [Fact]
    public void Other_words_are_the_next_version_and_the_one_before_is_not_given_any_more()
    {
        var wordings = A.ReplyWordings.Given(First).When(ReplyWordingDecisions.Publish, Publish with { Terms = Terms with { Words = "国际漫游一小时内生效。" } }).Then(First with { Version = 2, Terms = Terms with { Words = "国际漫游一小时内生效。" } }).State;
        Assert.Equal((DefinitionStanding.Withdrawn, DefinitionStanding.Usable), (wordings.StandingOf(new("roaming", 1), InJuly), wordings.StandingOf(new("roaming", 2), InJuly)));
    }

    [Fact]
    public void Days_that_end_before_they_begin_are_refused() => A.ReplyWordings.Given()
        .When(ReplyWordingDecisions.Publish, Publish with { Terms = Terms with { Valid = new(new(2011, 7, 2), new(2011, 7, 1)) } })
        .ThenRefused(DefinitionRefusals.DaysReversed);

    [Theory]
    [InlineData("network.roaming", "cn-js", 15, DefinitionStanding.Usable)]
    [InlineData("network.roaming.activation", "cn-js.nanjing", 1, DefinitionStanding.Usable)]
    [InlineData("network.roamingx", "cn-js", 15, DefinitionStanding.OfOtherCases)]
    [InlineData("network", "cn-js", 15, DefinitionStanding.OfOtherCases)]
    [InlineData("network.roaming", "cn-gd", 15, DefinitionStanding.OfOtherCases)]
    public void It_is_for_the_cases_of_its_topics_and_places(string topic, string place, int day, DefinitionStanding standing) =>
        Assert.Equal(standing, A.ReplyWordings.Given(First).State.StandingOf(new("roaming", 1), new(topic, place, new(2011, 7, day))));

    [Fact]
    public void It_is_for_its_days_and_is_offered_on_them_alone()
    {
        var wordings = A.ReplyWordings.Given(First).State;
        Assert.Equal(DefinitionStanding.NotValid, wordings.StandingOf(new("roaming", 1), InJuly with { Day = new(2011, 6, 30) }));
        Assert.Equal(DefinitionStanding.NotValid, wordings.StandingOf(new("roaming", 1), InJuly with { Day = new(2012, 1, 1) }));
        Assert.Equal([("roaming", 1)], wordings.For(InJuly).Select(one => (one.Wording, one.Version)));
        Assert.Empty(wordings.For(InJuly with { Day = new(2012, 1, 1) }));
        Assert.Equal(DefinitionStanding.Unknown, wordings.StandingOf(new("roaming", 2), InJuly));
        Assert.Equal(DefinitionStanding.Unknown, wordings.StandingOf(new("another", 1), InJuly));
    }
}

public sealed class WithdrawingAReplyWording
{
    private static readonly ReplyWordingPublished First = new("roaming", 1, PublishingReplyWordings.Terms, "First");
    private static readonly ReplyWordingWithdrawn Back = new("roaming", 1, "It promised too much");
    private static readonly WithdrawReplyWording Withdraw = new("roaming", 1, "It promised too much");

    [Fact]
    public void A_version_is_taken_back_and_not_given_any_more() => Assert.Equal(DefinitionStanding.Withdrawn, A.ReplyWordings.Given(First)
        .When(ReplyWordingDecisions.Withdraw, Withdraw).Then(Back).State.StandingOf(new("roaming", 1), new("network.roaming", "cn-js", new(2011, 7, 15))));

    [Fact]
    public void Taking_it_back_twice_records_it_once() => A.ReplyWordings.Given(First, Back).When(ReplyWordingDecisions.Withdraw, Withdraw).ThenNothing();

    [Fact]
    public void The_same_words_may_be_approved_again_after_that() => A.ReplyWordings.Given(First, Back)
        .When(ReplyWordingDecisions.Publish, new PublishReplyWording("roaming", PublishingReplyWordings.Terms, "After all")).Then(First with { Version = 2, Reason = "After all" });

    [Fact]
    public void What_was_never_approved_is_not_taken_back()
    {
        A.ReplyWordings.Given().When(ReplyWordingDecisions.Withdraw, Withdraw).ThenRefused(DefinitionRefusals.VersionUnknown);
        A.ReplyWordings.Given(First).When(ReplyWordingDecisions.Withdraw, Withdraw with { Version = 2 }).ThenRefused(DefinitionRefusals.VersionUnknown);
    }
}
