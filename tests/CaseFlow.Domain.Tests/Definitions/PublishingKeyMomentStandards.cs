using CaseFlow.Complaints;

namespace CaseFlow.Definitions;

public sealed class PublishingKeyMomentStandards
{
    public static readonly KeyMomentTerms Terms = new()
    {
        Zh = "查证与澄清：专业",
        En = "Verify and clarify: professional",
        ChecklistZh = ["查询工具齐备"],
        ChecklistEn = ["The tools of enquiry are at hand"],
        Scale = [.. Enumerable.Range(1, 5).Select(score => new ScoreMeaning(score, $"{score}分", $"{score} points"))],
        Threshold = 4.5m,
    };

    private static readonly PublishKeyMomentStandard Publish = new(BlueprintStage.Verify, Terms, "First");
    private static readonly KeyMomentStandardPublished First = new(BlueprintStage.Verify, 1, Terms, "First");

    [Fact]
    public void A_standard_comes_into_force() => A.KeyMomentStandards.Given().When(KeyMomentStandardDecisions.Publish, Publish).Then(First);

    [Fact]
    public void Publishing_it_twice_records_it_once() => A.KeyMomentStandards.Given(First).When(KeyMomentStandardDecisions.Publish, Publish with { Terms = Terms with { Scale = [.. Terms.Scale] } }).ThenNothing();

    [Fact]
    public void Another_threshold_is_the_next_version() => A.KeyMomentStandards.Given(First)
        .When(KeyMomentStandardDecisions.Publish, Publish with { Terms = Terms with { Threshold = 4 } }).Then(First with { Version = 2, Terms = Terms with { Threshold = 4 } });

    [Theory]
    [InlineData(0.99)]
    [InlineData(5.01)]
    [InlineData(4.555)]
    public void A_threshold_is_a_score(double threshold) => A.KeyMomentStandards.Given()
        .When(KeyMomentStandardDecisions.Publish, Publish with { Terms = Terms with { Threshold = (decimal)threshold } }).ThenRefused(DefinitionRefusals.ThresholdOutOfRange);

    [Fact]
    public void The_scale_says_what_each_score_stands_for() => A.KeyMomentStandards.Given()
        .When(KeyMomentStandardDecisions.Publish, Publish with { Terms = Terms with { Scale = [.. Terms.Scale.Skip(1)] } }).ThenRefused(DefinitionRefusals.ScaleUnfit);
}
