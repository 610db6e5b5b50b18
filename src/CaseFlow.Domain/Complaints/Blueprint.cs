namespace CaseFlow.Complaints;

/// <summary>The service blueprint: nine steps a channel, two peaks and an end.</summary>
public static class Blueprint
{
    /// <summary>The steps of a complaint made in a hall.</summary>
    public static IReadOnlyList<BlueprintStage> Hall { get; } =
    [
        BlueprintStage.Arrive, BlueprintStage.Contact, BlueprintStage.Verify, BlueprintStage.Feedback, BlueprintStage.GuideEmotion,
        BlueprintStage.Negotiate, BlueprintStage.Transact, BlueprintStage.GiveCare, BlueprintStage.Callback,
    ];

    /// <summary>The steps of a complaint made by phone, and by any channel without a counter.</summary>
    public static IReadOnlyList<BlueprintStage> Phone { get; } =
    [
        BlueprintStage.Contact, BlueprintStage.Verify, BlueprintStage.Feedback, BlueprintStage.GuideEmotion, BlueprintStage.Negotiate,
        BlueprintStage.ReachAgreement, BlueprintStage.Transact, BlueprintStage.GiveCare, BlueprintStage.Callback,
    ];

    /// <summary>The moments that decide how the whole is remembered; the last one is the end.</summary>
    public static IReadOnlyList<BlueprintStage> KeyMoments { get; } = [BlueprintStage.Verify, BlueprintStage.Negotiate, BlueprintStage.GiveCare];

    /// <summary>Whether what is done in a step is a fact of its own, so that the step needs none.</summary>
    public static bool HasOwnFact(BlueprintStage stage) => stage switch
    {
        BlueprintStage.Verify or BlueprintStage.Feedback or BlueprintStage.ReachAgreement or BlueprintStage.GiveCare or BlueprintStage.Callback => true,
        BlueprintStage.Arrive or BlueprintStage.Wait or BlueprintStage.Contact or BlueprintStage.StateNeed or BlueprintStage.GuideEmotion
            or BlueprintStage.Negotiate or BlueprintStage.Transact => false,
    };

    /// <summary>Peak and end of scored steps: the highest and lowest score before the end, and the score of giving care.</summary>
    public static PeakEnd Remembered(IReadOnlyDictionary<BlueprintStage, decimal> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        var before = scores.Where(score => score.Key < BlueprintStage.GiveCare).Select(score => score.Value).ToList();
        return new(
            Peak: before.Count > 0 ? before.Max() : null,
            Trough: before.Count > 0 ? before.Min() : null,
            End: scores.TryGetValue(BlueprintStage.GiveCare, out var end) ? end : null);
    }
}

/// <summary>What a customer remembers of a complaint, each from 1 to 5; null where nothing was scored.</summary>
/// <param name="Peak">The best moment.</param>
/// <param name="Trough">The worst moment.</param>
/// <param name="End">The end.</param>
public sealed record PeakEnd(decimal? Peak, decimal? Trough, decimal? End);
