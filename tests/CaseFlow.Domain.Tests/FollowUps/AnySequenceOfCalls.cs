using FsCheck;
using FsCheck.Fluent;
using static CaseFlow.Cast;

namespace CaseFlow.FollowUps;

public sealed class AnySequenceOfCalls
{
    /// <summary>Something that happens some minutes after what happened before; null lets the clock run and what is owed come.</summary>
    private sealed record Move(int Minutes, string Said, Func<Callback, DateTimeOffset, Decision<CallbackEvent>>? Decide)
    {
        public override string ToString() => $"+{Minutes} min: {Said}";
    }

    private sealed record Recorded(CallbackEvent Event, DateTimeOffset At, Callback Before, Callback After);

    /// <summary>From where to where a callback may go.</summary>
    private static readonly Dictionary<CallbackStatus, CallbackStatus[]> Ways = new()
    {
        [CallbackStatus.Unscheduled] = [CallbackStatus.Scheduled],
        [CallbackStatus.Scheduled] = [CallbackStatus.Due, CallbackStatus.Taken, CallbackStatus.Completed, CallbackStatus.Cancelled],
        [CallbackStatus.Due] = [CallbackStatus.Taken, CallbackStatus.Scheduled, CallbackStatus.Completed, CallbackStatus.Cancelled],
        [CallbackStatus.Taken] = [CallbackStatus.Due, CallbackStatus.Scheduled, CallbackStatus.Completed, CallbackStatus.Cancelled],
        [CallbackStatus.Completed] = [],
        [CallbackStatus.Cancelled] = [],
    };

    [Fact]
    public void Leads_to_a_state_that_its_stored_events_fold_to() => Sequences.Of(AnyMove, moves =>
    {
        var history = Carried(moves);
        Assert.Equal(
            Shown.Text(A.Callback.Fold(history.Select(recorded => recorded.Event))),
            Shown.Text(history.Count > 0 ? history[^1].After : Callback.Unscheduled));
    });

    [Fact]
    public void Moves_a_callback_only_along_its_ways() => Sequences.Of(AnyMove, moves => Assert.All(Carried(moves), recorded =>
        Assert.True(recorded.After.Status == recorded.Before.Status || Ways[recorded.Before.Status].Contains(recorded.After.Status), recorded.ToString())));

    [Fact]
    public void Fires_each_attempt_once() => Sequences.Of(AnyMove, moves =>
    {
        var events = Carried(moves).ConvertAll(recorded => recorded.Event);
        var due = events.OfType<CallbackFellDue>().Select(e => e.Attempt).ToList();
        var notTaken = events.OfType<CallbackRaised>().Where(e => e.Cause == CallbackRaise.NotTaken).Select(e => e.Attempt).ToList();
        Assert.Equal(due.Distinct(), due);
        Assert.Equal(notTaken.Distinct(), notTaken);
        Assert.True(events.OfType<CallbackRaised>().Count(e => e.Cause == CallbackRaise.NotAttempted) <= events.OfType<CallbackTaken>().Count());
        Assert.Equal(Enumerable.Range(1, events.OfType<CallbackAttempted>().Count()), events.OfType<CallbackAttempted>().Select(e => e.Attempt));
        Assert.True(events.OfType<CallbackCompleted>().Count() <= 1);
    });

    [Fact]
    public void Owes_nothing_before_its_time_and_nothing_twice() => Sequences.Of(AnyMove, moves => Assert.All(Carried(moves), recorded =>
    {
        var after = recorded.After;
        if (recorded.Event is CallbackAttempted) return; // Its outcome is recorded in the same breath.
        if (recorded.Event is CallbackFellDue or CallbackRaised) Assert.True(recorded.At >= recorded.Before.DueAt, recorded.ToString());
        if (recorded.Event is CallbackFellDue or CallbackRaised) Assert.True(after.OwedAt is null || after.OwedAt > recorded.Before.OwedAt, recorded.ToString());
        if (recorded.Event is CallbackTaken or CallbackPutOff) Assert.True(after.OwedAt > recorded.At, recorded.ToString());
        Assert.Empty(Callback.Owed(Later(after, recorded.At.AddDays(30)), recorded.At.AddDays(30)));
    }));

    [Fact]
    public void Owes_the_same_whether_it_is_asked_often_or_late() => Sequences.Of(AnyMove, moves => Assert.All(Carried(moves), recorded =>
    {
        var (soon, late) = (recorded.At.AddMinutes(25), recorded.At.AddDays(2));
        var often = Callback.Owed(recorded.After, soon).Concat(Callback.Owed(Later(recorded.After, soon), late));
        Assert.Equal(Callback.Owed(recorded.After, late), often);
    }));

    [Fact]
    public void Is_due_within_calling_hours() => Sequences.Of(AnyMove, moves => Assert.All(Carried(moves), recorded =>
        Assert.True(CallingHours.Allow(recorded.After.DueAt, Terms, Shanghai), recorded.ToString())));

    [Fact]
    public void Reaches_every_result() => Assert.Equal(
        [null, CallbackResult.Satisfied, CallbackResult.Dissatisfied, CallbackResult.Unreachable],
        Sequences.Sample(AnyMove).SelectMany(Carried).Select(recorded => recorded.After.Result).Distinct().Order());

    private static Callback Later(Callback callback, DateTimeOffset now) => Callback.Owed(callback, now).Aggregate(callback, Callback.Evolve);

    private static List<Recorded> Carried(IReadOnlyList<Move> moves)
    {
        var (callback, now, history) = (Callback.Unscheduled, Monday, new List<Recorded>());
        foreach (var move in moves)
        {
            now = now.AddMinutes(move.Minutes);
            foreach (var @event in move.Decide?.Invoke(callback, now).Events ?? Callback.Owed(callback, now))
            {
                var after = Callback.Evolve(callback, @event);
                history.Add(new(@event, now, callback, after));
                callback = after;
            }
        }

        return history;
    }

    private static Gen<Move> Making(string said, Func<Callback, DateTimeOffset, Decision<CallbackEvent>>? decide) =>
        Gen.Choose(0, 90).Select(minutes => new Move(minutes, said, decide));

    private static readonly Gen<Move> AnyMove = Gen.OneOf(
        Making("schedule", (callback, now) => CallbackDecisions.Schedule(callback, new(Call, Case, 1, Zhang) { Region = Nanjing, ResolvedAt = now, Terms = Terms, Zone = Shanghai })),
        Making("what is owed", decide: null),
        Making("what is owed", decide: null),
        from agent in Gen.Elements(Li, Chen)
        from move in Making($"{agent} takes it", (callback, now) => CallbackDecisions.Take(callback, new(agent, now)))
        select move,
        from agent in Gen.Elements(Li, Chen)
        from outcome in Gen.Elements(Enum.GetValues<CallbackOutcome>())
        from later in Gen.Choose(-60, 3000)
        from move in Making($"{agent} calls: {outcome}, {later}", (callback, now) => CallbackDecisions.RecordAttempt(callback, new(agent, outcome, now, Shanghai, Words, now.AddMinutes(later))))
        select move,
        Gen.Frequency(
            (1, Making("give up", (callback, _) => CallbackDecisions.Cancel(callback, new(CallbackCancellation.ComplaintReopened)))),
            (9, Making("what is owed", decide: null))));
}
