using CaseFlow.Complaints;

namespace CaseFlow.Tracing;

/// <summary>A contact as it was recorded, as far as rules decide what becomes of it.</summary>
public sealed record RecordedTouch
{
    /// <summary>Its place in the story, from 1.</summary>
    public required int Number { get; init; }
    public required ContactId Contact { get; init; }
    public required DateTimeOffset At { get; init; }
    public required ContactOutcome Outcome { get; init; }
    public required RoamingState Roaming { get; init; }
    public string? Tier { get; init; }
    public string? Brand { get; init; }
    public IvrLock? Lock { get; init; }
}

/// <summary>What becomes of a contact under some terms.</summary>
public enum TouchFate
{
    /// <summary>It is not needed: the service works already.</summary>
    Avoided,

    /// <summary>The customer gets what they want, or a promise that they can live with.</summary>
    Helped,

    /// <summary>The customer goes away without.</summary>
    Failed,

    /// <summary>The customer complains of what went before.</summary>
    Complained,
}

/// <summary>The terms that a contact fails by.</summary>
public enum FailingTerms { Wording, Identification, Lane, Activation }

/// <summary>A contact replayed.</summary>
/// <param name="Number">Its place in the story.</param>
/// <param name="Contact">The contact.</param>
/// <param name="Fate">What becomes of it.</param>
/// <param name="Reached">Whether the customer reaches somebody, or the portal.</param>
/// <param name="Because">The terms by which it fails; null where it does not fail by any of them.</param>
/// <param name="WorksFrom">From when on the service works after it; null while nobody has asked for it.</param>
public sealed record ReplayedTouch(int Number, ContactId Contact, TouchFate Fate, bool Reached, FailingTerms? Because, DateTimeOffset? WorksFrom);

/// <summary>Replays recorded contacts about roaming under other terms.</summary>
/// <remarks>
/// Only what the contacts say is used: when, from where, by whom, with which outcome. Two things are assumed: who is told a later time at the
/// first call lives with it, who was turned away before does not; and who does not live with it complains when back at home.
/// </remarks>
public static class RoamingReplay
{
    /// <summary>What becomes of each contact, in order.</summary>
    /// <param name="terms">The terms.</param>
    /// <param name="touches">The contacts, the earliest first.</param>
    /// <param name="zone">The zone in which a day ends.</param>
    public static IReadOnlyList<ReplayedTouch> Under(ServiceTerms terms, IReadOnlyList<RecordedTouch> touches, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(touches);
        var story = new Story(terms, zone);
        return [.. touches.Select(story.Meet)];
    }

    private sealed class Story(ServiceTerms terms, TimeZoneInfo zone)
    {
        private DateTimeOffset? worksFrom;
        private DateTimeOffset? lockedUntil;
        private bool turnedAway;
        private bool aggrieved;

        public ReplayedTouch Meet(RecordedTouch touch)
        {
            if (aggrieved && touch.Roaming is not (RoamingState.International or RoamingState.Domestic)) return Complain(touch);
            if (worksFrom <= touch.At && !aggrieved) return Become(touch, TouchFate.Avoided, reached: false);
            return touch.Outcome switch
            {
                ContactOutcome.SelfService => terms.Wording?.NamesRoaming == true ? Ask(touch) : Become(touch, TouchFate.Failed, reached: true, FailingTerms.Wording),
                ContactOutcome.IvrLocked => Identify(touch, touch.Lock),
                ContactOutcome.AllAgentsBusy => IsFirst(touch) ? Identify(touch, met: null) : TurnAway(touch, reached: false, FailingTerms.Lane),
                ContactOutcome.Answered => turnedAway && touch.Roaming == RoamingState.Home ? Complain(touch) : Ask(touch),
                ContactOutcome.Abandoned or ContactOutcome.Disconnected or ContactOutcome.NoAnswer => TurnAway(touch, reached: false, because: null),
            };
        }

        private bool IsFirst(RecordedTouch touch) => terms.Lane?.RoamingFirst == true && touch.Roaming is RoamingState.International or RoamingState.Domestic;

        private ReplayedTouch Identify(RecordedTouch touch, IvrLock? met)
        {
            if (terms.Identification is not { } rule || rule.PapersAccepted) return Ask(touch);
            if (Counted(met, rule.Counts) >= rule.WrongTries) lockedUntil = touch.At.AddHours(rule.LockedHours);
            return touch.At < lockedUntil ? TurnAway(touch, reached: true, FailingTerms.Identification) : Ask(touch);
        }

        private static int Counted(IvrLock? met, LockCounter counts) => counts switch
        {
            LockCounter.Either => Math.Max(met?.HandledNumberTries ?? 0, met?.CallingNumberTries ?? 0),
            LockCounter.HandledNumber => met?.HandledNumberTries ?? 0,
            LockCounter.CallingNumber => met?.CallingNumberTries ?? 0,
        };

        private ReplayedTouch Ask(RecordedTouch touch)
        {
            var atOnce = IsImmediate(touch);
            var from = atOnce ? touch.At : NextDay(touch.At);
            if (worksFrom is null || from < worksFrom) worksFrom = from;
            if (atOnce || !turnedAway)
            {
                aggrieved = false;
                return Become(touch, TouchFate.Helped, reached: true);
            }

            aggrieved = true;
            return TurnAway(touch, reached: true, FailingTerms.Activation);
        }

        private bool IsImmediate(RecordedTouch touch) => terms.Activation is not { } rule || rule.ImmediateForAll
            || (touch.Tier is { } tier && rule.ImmediateTiers.Contains(tier)) || (touch.Brand is { } brand && rule.ImmediateBrands.Contains(brand));

        private DateTimeOffset NextDay(DateTimeOffset at)
        {
            var local = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime).AddDays(1).ToDateTime(terms.Activation!.NextDayAt);
            return new(local, zone.GetUtcOffset(local));
        }

        private ReplayedTouch Complain(RecordedTouch touch)
        {
            (aggrieved, turnedAway) = (false, false);
            return Become(touch, TouchFate.Complained, reached: true);
        }

        private ReplayedTouch TurnAway(RecordedTouch touch, bool reached, FailingTerms? because)
        {
            turnedAway = true;
            return Become(touch, TouchFate.Failed, reached, because);
        }

        private ReplayedTouch Become(RecordedTouch touch, TouchFate fate, bool reached, FailingTerms? because = null) => new(touch.Number, touch.Contact, fate, reached, because, worksFrom);
    }
}
