using CaseFlow.EventStore;
using CaseFlow.FollowUps;
using CaseFlow.Server.FollowUps;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Platform.Demo;

/// <summary>The course of a callback of the demo, of which more is to be told than that it was scheduled.</summary>
/// <remarks>A server that runs schedules it too; whoever comes second finds it done.</remarks>
public sealed class CallbackScript
{
    private readonly CaseScript of;
    private readonly CallbackTerms terms;
    private readonly TimeZoneInfo zone;
    private readonly List<(CommandContext Context, Func<Callback, Decision<CallbackEvent>> Decide)> steps = [];
    private DateTimeOffset due;
    private int attempt = 1;

    /// <summary>The callback of an episode that was resolved at a moment.</summary>
    public CallbackScript(CaseScript of, DateTimeOffset resolvedAt, int episode = 1)
    {
        ArgumentNullException.ThrowIfNull(of);
        this.of = of;
        terms = of.Cast.Policies.CallbackTerms ?? throw new ExplainedException("The demo needs a callback policy, and none is in force.");
        zone = CallingZones.Of(terms);
        Id = CallbackIds.Of(of.Complaint, episode);
        due = CallingHours.Next(resolvedAt.AddMinutes(terms.FirstAfterMinutes), terms, zone);
        var schedule = new ScheduleCallback(Id, of.Complaint, episode, of.Cast.Snapshot(of.Person).Customer)
        {
            Region = new("cn-js", of.Person.City),
            ResolvedAt = resolvedAt,
            Terms = terms,
            Zone = zone,
        };
        Then(resolvedAt, CallbackScheduling.Actor, state => CallbackDecisions.Schedule(state, schedule));
    }

    /// <summary>The callback.</summary>
    public CallbackId Id { get; }

    /// <summary>The stream.</summary>
    public DemoStream Stream => new(Id.Value, Draft);

    /// <summary>It falls due, and an agent takes it.</summary>
    public CallbackScript Take(DateTimeOffset at, string agent)
    {
        var dueAt = due;
        return Then(dueAt, CallbackScheduling.Actor, state => (CallbackEvent[])[.. Callback.Owed(state, dueAt)])
            .Then(at, agent, state => CallbackDecisions.Take(state, new(agent, at)));
    }

    /// <summary>The agent calls.</summary>
    public CallbackScript Attempt(DateTimeOffset at, string agent, CallbackOutcome outcome, string? note = null, DateTimeOffset? askedFor = null)
    {
        if (askedFor is { } asked) due = CallingHours.Next(asked, terms, zone);
        else if (attempt <= terms.RetryAfterMinutes.Count) due = CallingHours.Next(at.AddMinutes(terms.RetryAfterMinutes[attempt - 1]), terms, zone);
        attempt++;
        return Then(at, agent, state => CallbackDecisions.RecordAttempt(state, new(agent, outcome, at, zone, of.Sealer.SealOptional(note), askedFor)));
    }

    private CallbackScript Then(DateTimeOffset at, string actor, Func<Callback, Decision<CallbackEvent>> decide)
    {
        steps.Add((DemoStream.Step($"{of.Story}-callback-{Id.Value}", steps.Count, at, actor), decide));
        return this;
    }

    private StreamDraft<Callback, CallbackEvent> Draft(IReadOnlyList<RecordedEvent> history)
    {
        var draft = new StreamDraft<Callback, CallbackEvent>(Streams.Callback, Id.Value, history);
        foreach (var (context, decide) in steps)
        {
            draft.Decide(context, decide);
            if (draft.Refusal is { } refusal) throw new InvalidOperationException($"A step of the callback of the demo's case {of.Story} is refused: {refusal.Code}.");
        }

        return draft;
    }
}
