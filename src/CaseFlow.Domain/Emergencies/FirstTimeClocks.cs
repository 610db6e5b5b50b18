namespace CaseFlow.Emergencies;

/// <summary>An event of an emergency, and when it happened.</summary>
/// <param name="Event">What happened.</param>
/// <param name="At">When, not when it was recorded: what is entered late counts from when it was done.</param>
/// <param name="Actor">Who said so.</param>
public sealed record EmergencyFact(EmergencyEvent Event, DateTimeOffset At, string Actor);

/// <summary>How one of the six stands. What the emergency ended without stays unmet.</summary>
public enum FirstTimeStanding { NotStarted, Running, Overdue, InTime, Late, Unmet }

/// <summary>One of those by whom, or to whom, one of the six has to be done.</summary>
/// <param name="Part">The code of a department, a branch, or headquarters; empty where there are no parts.</param>
/// <param name="MetAt">When it was done; null while it was not.</param>
/// <param name="Evidence">What proves it.</param>
/// <param name="By">Who did it.</param>
/// <param name="Late">Whether it was done after its time.</param>
public sealed record FirstTimeStep(string Part, DateTimeOffset? MetAt, string? Evidence, string? By, bool Late);

/// <summary>One of the six clocks.</summary>
/// <param name="Target">Its target.</param>
/// <param name="Standing">How it stands.</param>
/// <param name="Steps">What was done, part by part.</param>
public sealed record FirstTimeClock(FirstTimeTarget Target, FirstTimeStanding Standing, IReadOnlyList<FirstTimeStep> Steps)
{
    /// <summary>When it started; null while nothing has started it.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it runs out.</summary>
    public DateTimeOffset? DueAt => StartedAt?.AddMinutes(Target.Minutes);

    /// <summary>When it stopped; null while it has not.</summary>
    public DateTimeOffset? StoppedAt { get; init; }
}

/// <summary>The six clocks of an emergency. None is stored: its events tell them, as of any moment.</summary>
public static class FirstTimeClocks
{
    /// <summary>By or to whom something was done for the first time; empty where it is done once for all.</summary>
    public static string PartOf(FirstTimeMet met)
    {
        ArgumentNullException.ThrowIfNull(met);
        return met.Clock switch
        {
            FirstTime.OnScene => met.Department?.Code ?? "",
            FirstTime.Relay => met.Recipient ?? "",
            FirstTime.Alert or FirstTime.ReplyLine or FirstTime.PublicFeedback or FirstTime.Callback => "",
        };
    }

    /// <summary>The clocks as they stand at a moment, after some facts; none before the proposal.</summary>
    public static IReadOnlyList<FirstTimeClock> Of(IReadOnlyList<EmergencyFact> facts, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.Select(fact => fact.Event).OfType<EmergencyProposed>().FirstOrDefault() is not { } proposed) return [];
        var ended = facts.Any(fact => fact.Event is EmergencyStoodDown or EmergencyDismissed);
        return [.. proposed.Plan.Targets.OrderBy(target => target.Clock).Select(Tell)];

        FirstTimeClock Tell(FirstTimeTarget target)
        {
            var started = StartOf(target.Start, proposed, facts);
            var due = started?.AddMinutes(target.Minutes);
            IReadOnlyList<FirstTimeStep> steps = [.. StepsOf(target.Clock, proposed, facts).Select(step => step with { Late = step.MetAt > due })];
            var stopped = steps.Count > 0 && steps.All(step => step.MetAt is not null) ? steps.Max(step => step.MetAt) : null;
            var standing = (stopped, started) switch
            {
                ({ } at, _) => at > due ? FirstTimeStanding.Late : FirstTimeStanding.InTime,
                (null, null) => FirstTimeStanding.NotStarted,
                (null, _) when ended => FirstTimeStanding.Unmet,
                (null, _) => now > due ? FirstTimeStanding.Overdue : FirstTimeStanding.Running,
            };
            return new(target, standing, steps) { StartedAt = started, StoppedAt = stopped };
        }
    }

    private static DateTimeOffset? StartOf(FirstTimeStart start, EmergencyProposed proposed, IReadOnlyList<EmergencyFact> facts) => start switch
    {
        FirstTimeStart.IncidentBegan => proposed.BeganAt,
        FirstTimeStart.Proposed => First(facts, e => e is EmergencyProposed),
        FirstTimeStart.Declared => First(facts, e => e is EmergencyDeclared),
        FirstTimeStart.AlertIssued => First(facts, e => e is FirstTimeMet { Clock: FirstTime.Alert }),
        FirstTimeStart.FirstMediaReport => First(facts, e => e is MediaLogged),
        FirstTimeStart.FaultCleared => First(facts, e => e is EmergencyFaultCleared),
    };

    private static DateTimeOffset? First(IEnumerable<EmergencyFact> facts, Func<EmergencyEvent, bool> matches) =>
        facts.Where(fact => matches(fact.Event)).Select(fact => (DateTimeOffset?)fact.At).Min();

    private static IEnumerable<FirstTimeStep> StepsOf(FirstTime clock, EmergencyProposed proposed, IReadOnlyList<EmergencyFact> facts) => clock switch
    {
        FirstTime.Alert or FirstTime.PublicFeedback => [Met(clock, "", facts)],
        FirstTime.OnScene => proposed.Plan.OnScene.Select(department => Met(clock, department.Code, facts)),
        FirstTime.Relay => facts.Select(fact => fact.Event).OfType<EmergencyDeclared>().FirstOrDefault() is { } declared
            ? declared.Branches.Prepend(Emergency.Headquarters).Select(recipient => Met(clock, recipient, facts))
            : [Met(clock, Emergency.Headquarters, facts)],
        FirstTime.ReplyLine => [Published(facts)],
        FirstTime.Callback => [proposed.IsDrill ? Met(clock, "", facts) : Called(facts)],
    };

    private static FirstTimeStep Met(FirstTime clock, string part, IReadOnlyList<EmergencyFact> facts) =>
        facts.FirstOrDefault(fact => fact.Event is FirstTimeMet met && met.Clock == clock && PartOf(met) == part) is { Event: FirstTimeMet done, At: var at }
            ? new(part, at, done.Evidence, done.By, Late: false)
            : new(part, null, null, null, Late: false);

    private static FirstTimeStep Published(IReadOnlyList<EmergencyFact> facts) =>
        facts.FirstOrDefault(fact => fact.Event is ReplyLinePublished) is { Event: ReplyLinePublished line, At: var at }
            ? new("", at, line.Words, line.ApprovedBy, Late: false)
            : new("", null, null, null, Late: false);

    /// <summary>The callbacks are done when everybody who is to be called was called to the end; whoever is added later opens them again.</summary>
    private static FirstTimeStep Called(IReadOnlyList<EmergencyFact> facts)
    {
        var owed = facts.Aggregate(Emergency.Unproposed, (emergency, fact) => Emergency.Evolve(emergency, fact.Event)).Owed.Select(one => one.Customer).ToHashSet();
        var closed = facts.Where(fact => fact.Event is EmergencyCallbackClosed).Where(fact => owed.Contains(((EmergencyCallbackClosed)fact.Event).Customer)).ToList();
        return owed.Count > 0 && closed.Count == owed.Count
            ? closed.MaxBy(fact => fact.At) is { } last ? new("", last.At, null, last.Actor, Late: false) : throw new System.Diagnostics.UnreachableException()
            : new("", null, null, null, Late: false);
    }
}
