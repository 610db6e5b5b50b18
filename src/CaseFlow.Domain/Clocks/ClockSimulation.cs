namespace CaseFlow.Clocks;

/// <summary>What a draft of the rules would have made of something that is owed.</summary>
public enum DueShift
{
    /// <summary>It would have been due at the same moment.</summary>
    Same,

    /// <summary>It would have been due earlier.</summary>
    Earlier,

    /// <summary>It would have been due later.</summary>
    Later,

    /// <summary>It was not owed, and would have been.</summary>
    Begun,

    /// <summary>It was owed, and would not have been.</summary>
    Gone,
}

/// <summary>A clock as it was, and as it would have been under a draft.</summary>
/// <param name="Was">As it was; null when there was none.</param>
/// <param name="Draft">As it would have been; null when there would have been none.</param>
public sealed record SimulatedClock(CaseClock? Was, CaseClock? Draft)
{
    /// <summary>What the draft would have made of it. One that stands still is compared by when it is due at the earliest.</summary>
    public DueShift Shift => (Was, Draft) switch
    {
        (null, _) => DueShift.Begun,
        (_, null) => DueShift.Gone,
        _ when Draft.DueNotBefore < Was.DueNotBefore => DueShift.Earlier,
        _ when Draft.DueNotBefore > Was.DueNotBefore => DueShift.Later,
        _ => DueShift.Same,
    };
}

/// <summary>What would the clocks of a past time have been under a draft of the rules? Told from recorded facts; nothing is recorded.</summary>
public static class ClockSimulation
{
    /// <summary>The clocks of a case that started in a time.</summary>
    /// <param name="facts">The facts of the case.</param>
    /// <param name="rules">The rules as they were published.</param>
    /// <param name="supposed">The rules with the draft in them.</param>
    /// <param name="from">The first moment.</param>
    /// <param name="until">The first moment after it.</param>
    public static IReadOnlyList<SimulatedClock> Of(IReadOnlyList<ClockFact> facts, ClockRules rules, ClockRules supposed, DateTimeOffset from, DateTimeOffset until)
    {
        var (was, draft) = (Started(rules), Started(supposed));
        return [.. was.Keys.Union(draft.Keys).Select(which => new SimulatedClock(was.GetValueOrDefault(which), draft.GetValueOrDefault(which)))];

        Dictionary<(Obligation, int, int), CaseClock> Started(ClockRules under) => CaseClocks.Of(facts, under)
            .Where(clock => clock.Start.At >= from && clock.Start.At < until)
            .ToDictionary(clock => (clock.Obligation, clock.Episode, clock.Sequence));
    }

    /// <summary>Whether a clock was late by a moment, or is: at its end, or while it ran on.</summary>
    public static bool IsLate(CaseClock? clock, DateTimeOffset now) => clock?.DueAt is { } due && (clock.EndedAt is { } end ? end > due : due <= now);
}
