namespace CaseFlow.Complaints;

/// <summary>The peak-end sample of the source: clarify 4.55, negotiate 4.76, care 4.87, and the rest below them.</summary>
public sealed class RememberingTheService
{
    private static readonly Dictionary<BlueprintStage, decimal> Sample = new()
    {
        [BlueprintStage.Arrive] = 3.58m,
        [BlueprintStage.Wait] = 3.85m,
        [BlueprintStage.Feedback] = 4.55m,
        [BlueprintStage.StateNeed] = 3.93m,
        [BlueprintStage.Negotiate] = 4.76m,
        [BlueprintStage.Transact] = 4.06m,
        [BlueprintStage.GiveCare] = 4.87m,
    };

    [Fact]
    public void The_best_moment_is_the_negotiation_the_worst_the_arrival_and_the_end_is_care() =>
        Assert.Equal(new PeakEnd(Peak: 4.76m, Trough: 3.58m, End: 4.87m), Blueprint.Remembered(Sample));

    [Fact]
    public void Whatever_comes_after_care_is_no_part_of_what_is_remembered() =>
        Assert.Equal(Blueprint.Remembered(Sample), Blueprint.Remembered(new Dictionary<BlueprintStage, decimal>(Sample) { [BlueprintStage.Callback] = 1m }));

    [Fact]
    public void Without_care_there_is_no_end() =>
        Assert.Equal(new PeakEnd(4.55m, 4.55m, End: null), Blueprint.Remembered(new Dictionary<BlueprintStage, decimal> { [BlueprintStage.Feedback] = 4.55m }));

    [Fact]
    public void Without_scores_nothing_is_remembered() =>
        Assert.Equal(new PeakEnd(null, null, null), Blueprint.Remembered(new Dictionary<BlueprintStage, decimal>()));

    [Fact]
    public void Each_channel_has_nine_steps_that_hold_all_key_moments()
    {
        Assert.All([Blueprint.Hall, Blueprint.Phone], steps =>
        {
            Assert.Equal(9, steps.Distinct().Count());
            Assert.Equal(steps.Order(), steps);
            Assert.Subset(steps.ToHashSet(), Blueprint.KeyMoments.ToHashSet());
        });
    }
}
