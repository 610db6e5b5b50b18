using CaseFlow.Complaints;
using CaseFlow.FollowUps;

namespace CaseFlow.Server.Complaints;

/// <summary>What counted as a good score of a key moment when it was scored; a later version of the standard changes nothing about it.</summary>
/// <param name="Version">The version of the standard, see <c>GET /definitions/key-moment-standards/{moment}</c>.</param>
/// <param name="Threshold">The score from which on the moment was handled well, 1 to 5.</param>
/// <param name="Met">Whether this score says so.</param>
public sealed record ScoreStandard(int Version, decimal Threshold, bool Met);

/// <summary>A step of the blueprint in the present episode.</summary>
/// <param name="Stage">The step.</param>
/// <param name="DoneAt">When it was first done; null when it was not.</param>
/// <param name="OutOfTurn">Whether a step that belongs behind it was done before it.</param>
/// <param name="Score">How the customer lived it.</param>
/// <param name="KeyMoment">Whether it decides how the whole is remembered.</param>
/// <param name="Standard">The standard that counted when it was scored; null where it was not scored, and where no standard counted.</param>
public sealed record StageReport(BlueprintStage Stage, DateTimeOffset? DoneAt, bool OutOfTurn, decimal? Score, bool KeyMoment, ScoreStandard? Standard);

/// <summary>How a case kept to the service blueprint in its present episode, and what the customer will remember of it.</summary>
/// <param name="Channel"><c>Hall</c> or <c>Phone</c>.</param>
/// <param name="Stages">The nine steps.</param>
/// <param name="Done">How many of them were done.</param>
/// <param name="Remembered">Peak, trough and end of the scores.</param>
public sealed record BlueprintReport(string Channel, IReadOnlyList<StageReport> Stages, int Done, PeakEnd Remembered)
{
    /// <summary>Compares a case with the blueprint of its channel.</summary>
    public static BlueprintReport Of(CaseFile file, Complaint state)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(state);
        var isHall = file.Registered.Channel.Code.Split('.')[0] == "hall";
        var doneAt = DoneAt(file, state.Episode);
        var stages = new List<StageReport>();
        foreach (var stage in isHall ? Blueprint.Hall : Blueprint.Phone)
        {
            DateTimeOffset? at = doneAt.TryGetValue(stage, out var done) ? done : null;
            var outOfTurn = at is not null && stages.Any(before => before.DoneAt > at);
            stages.Add(new(stage, at, outOfTurn, state.Scores.TryGetValue(stage, out var score) ? score : null, Blueprint.KeyMoments.Contains(stage), StandardOf(file, state, stage)));
        }

        return new(isHall ? "Hall" : "Phone", stages, stages.Count(stage => stage.DoneAt is not null), Blueprint.Remembered(state.Scores));
    }

    private static ScoreStandard? StandardOf(CaseFile file, Complaint state, BlueprintStage stage) =>
        state.Scores.ContainsKey(stage) && file.Own.Select(e => e.Data).OfType<KeyMomentScored>().Last(scored => scored.Stage == stage) is var scored && file.StandardOf(scored) is { } standard
            ? new(standard.Version, standard.Terms.Threshold, standard.Terms.IsMetBy(scored.Score))
            : null;

    private static Dictionary<BlueprintStage, DateTimeOffset> DoneAt(CaseFile file, int episode)
    {
        var reopened = file.Own.LastOrDefault(e => e.Data is ComplaintReopened);
        var steps = file.Own.Where(e => reopened is null || e.Version > reopened.Version).Select(e => (Stage: StageOf(e.Data), Event: e));
        var contacts = file.Contacts
            .Where(e => e.Data is ContactRecorded { Outcome: ContactOutcome.Answered } && (reopened is null || e.Metadata.OccurredAt >= reopened.Metadata.OccurredAt))
            .Select(e => (Stage: (BlueprintStage?)BlueprintStage.Contact, Event: e));
        var callback = file.Callbacks.Where(callback => callback.Scheduled.Episode == episode).SelectMany(callback => callback.Events)
            .Where(e => e.Data is CallbackCompleted { Result: CallbackResult.Satisfied or CallbackResult.Dissatisfied })
            .Select(e => (Stage: (BlueprintStage?)BlueprintStage.Callback, Event: e));
        return steps.Concat(contacts).Concat(callback)
            .Where(step => step.Stage is not null)
            .GroupBy(step => step.Stage!.Value)
            .ToDictionary(group => group.Key, group => group.Min(step => step.Event.Metadata.OccurredAt));
    }

    private static BlueprintStage? StageOf(object data) => data switch
    {
        ComplaintVerified or VerdictRevised => BlueprintStage.Verify,
        ComplaintClarified => BlueprintStage.Feedback,
        AgreementReached => BlueprintStage.ReachAgreement,
        CareGiven => BlueprintStage.GiveCare,
        StageCarriedOut step => step.Stage,
        _ => null,
    };
}
