namespace CaseFlow.Definitions;

public sealed class PublishingHandlingModels
{
    public static readonly HandlingModelTerms Terms = new()
    {
        Zh = "国际漫游开通投诉",
        En = "Complaints about activation of roaming",
        Owner = "qian.yu",
        Reach = new(["network.roaming"], ["cn-js"]),
        Valid = new(new(2011, 7, 1), new(2011, 12, 31)),
        Steps = ["核实开通时间", "说明生效规则", "致歉"],
        Alternatives = ["凭证件临时开通"],
        ResponsibilityClass = "rule-design",
        Personalities = [Personality.Driving, Personality.Analytical],
    };

    private static readonly PublishHandlingModel Publish = new("roaming", Terms, "First");
    private static readonly HandlingModelPublished First = new("roaming", 1, Terms, "First");

    [Fact]
    public void A_model_comes_into_force() => A.HandlingModels.Given().When(HandlingModelDecisions.Publish, Publish).Then(First);

    [Fact]
    public void Publishing_it_twice_records_it_once() => A.HandlingModels.Given(First).When(HandlingModelDecisions.Publish, Publish with { Terms = Terms with { Steps = [.. Terms.Steps] }, Reason = "Again" }).ThenNothing();

    [Fact]
    public void Other_steps_are_the_next_version() => A.HandlingModels.Given(First)
        .When(HandlingModelDecisions.Publish, Publish with { Terms = Terms with { Steps = ["核实开通时间"] } }).Then(First with { Version = 2, Terms = Terms with { Steps = ["核实开通时间"] } });

    [Fact]
    public void A_model_without_a_step_or_a_topic_is_none()
    {
        A.HandlingModels.Given().When(HandlingModelDecisions.Publish, Publish with { Terms = Terms with { Steps = [] } }).ThenRefused(DefinitionRefusals.StepsMissing);
        A.HandlingModels.Given().When(HandlingModelDecisions.Publish, Publish with { Terms = Terms with { Reach = new([], ["cn-js"]) } }).ThenRefused(DefinitionRefusals.StepsMissing);
    }

    [Fact]
    public void Days_that_end_before_they_begin_are_refused() => A.HandlingModels.Given()
        .When(HandlingModelDecisions.Publish, Publish with { Terms = Terms with { Valid = new(new(2011, 7, 2), new(2011, 7, 1)) } }).ThenRefused(DefinitionRefusals.DaysReversed);

    [Fact]
    public void It_is_offered_for_its_cases_on_its_days()
    {
        var models = A.HandlingModels.Given(First).State;
        Assert.Equal([("roaming", 1)], models.For(new("network.roaming.data", "cn-js.nanjing", new(2011, 12, 31))).Select(one => (one.Model, one.Version)));
        Assert.Empty(models.For(new("network.roaming.data", "cn-js.nanjing", new(2012, 1, 1))));
        Assert.Empty(models.For(new("billing", "cn-js.nanjing", new(2011, 12, 31))));
        Assert.Equal(DefinitionStanding.Unknown, models.StandingOf(new("roaming", 0), new("network.roaming", "cn-js", new(2011, 8, 1))));
    }
}

public sealed class RetiringAHandlingModel
{
    private static readonly HandlingModelPublished First = new("roaming", 1, PublishingHandlingModels.Terms, "First");
    private static readonly HandlingModelRetired Gone = new("roaming", 1, "Another process");
    private static readonly RetireHandlingModel Retire = new("roaming", "Another process");

    [Fact]
    public void A_retired_model_is_not_applied_any_more() => Assert.Equal(DefinitionStanding.Withdrawn, A.HandlingModels.Given(First)
        .When(HandlingModelDecisions.Retire, Retire).Then(Gone).State.StandingOf(new("roaming", 1), new("network.roaming", "cn-js", new(2011, 8, 1))));

    [Fact]
    public void Retiring_it_twice_records_it_once() => A.HandlingModels.Given(First, Gone).When(HandlingModelDecisions.Retire, Retire).ThenNothing();

    [Fact]
    public void Its_next_version_brings_it_back() => Assert.NotEmpty(A.HandlingModels.Given(First, Gone)
        .When(HandlingModelDecisions.Publish, new PublishHandlingModel("roaming", PublishingHandlingModels.Terms, "Back")).Then(First with { Version = 2, Reason = "Back" })
        .State.For(new("network.roaming", "cn-js", new(2011, 8, 1))));

    [Fact]
    public void What_was_never_published_is_not_retired() => A.HandlingModels.Given().When(HandlingModelDecisions.Retire, Retire).ThenRefused(DefinitionRefusals.VersionUnknown);
}
