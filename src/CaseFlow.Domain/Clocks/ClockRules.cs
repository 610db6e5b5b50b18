using CaseFlow.Definitions;

namespace CaseFlow.Clocks;

/// <summary>When a rule was published: its place in the order of all events decides which clocks it is for, its time from when on.</summary>
/// <param name="Event">A <see cref="CalendarPublished"/> or a <see cref="ClockPolicyPublished"/>.</param>
public sealed record RulePublication(object Event, long Position, DateTimeOffset At);

/// <summary>Under which rules clocks are asked for.</summary>
public enum ClockPlan
{
    /// <summary>As each publication said: frozen at the start, or replanned.</summary>
    AsPublished,

    /// <summary>As if every publication had left running clocks alone: under the rules of then.</summary>
    Frozen,

    /// <summary>As if every publication had replanned running clocks: under the rules of today.</summary>
    Replanned,
}

/// <summary>The rules that a clock runs under at a time.</summary>
/// <param name="Policy">The policy in its version.</param>
/// <param name="Time">The time that is counted, by the calendar as it was known.</param>
public sealed record ClockRule(ClockPolicyPublished Policy, WorkTime Time)
{
    /// <summary>The limit.</summary>
    public TimeSpan Limit => TimeSpan.FromMinutes(Policy.Terms.Minutes());

    /// <summary>Whether two are the same rules, and not only alike.</summary>
    public bool IsSameAs(ClockRule? other) => other is not null && ReferenceEquals(Policy, other.Policy) && ReferenceEquals(Time, other.Time);
}

/// <summary>All versions of calendars and policies, in the order of their publication.</summary>
public sealed class ClockRules
{
    public static readonly ClockRules None = new([], _ => TimeZoneInfo.Utc);

    private readonly Func<string, TimeZoneInfo> zone;
    private readonly ILookup<string, (ClockPolicyPublished Policy, RulePublication At)> policies;
    private readonly Dictionary<CalendarId, (WorkTime Time, RulePublication At)[]> calendars;

    /// <summary>Prepares rules.</summary>
    /// <param name="publications">All of them, in the order of their positions.</param>
    /// <param name="zone">Finds a zone by its IANA name; only the edge knows where zones are kept.</param>
    public ClockRules(IReadOnlyList<RulePublication> publications, Func<string, TimeZoneInfo> zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        this.zone = zone;
        Publications = publications;
        policies = publications.Where(one => one.Event is ClockPolicyPublished).Select(one => ((ClockPolicyPublished)one.Event, one)).ToLookup(one => one.Item1.Policy);
        calendars = publications.Where(one => one.Event is CalendarPublished).GroupBy(one => IdOf((CalendarPublished)one.Event)).ToDictionary(
            group => group.Key,
            group =>
            {
                var versions = group.Select(one => (CalendarPublished)one.Event).ToList();
                return group.Select((one, index) => (new WorkTime(versions[..(index + 1)], zone(versions[index].Terms.Zone)), one)).ToArray();
            });
    }

    /// <summary>All of them, in the order of their positions.</summary>
    public IReadOnlyList<RulePublication> Publications { get; }

    /// <summary>The rules as they would be had a draft been in force before every case: the last word on its own policy or calendar, whatever was published since.</summary>
    /// <param name="draft">A <see cref="CalendarPublished"/> or a <see cref="ClockPolicyPublished"/>.</param>
    /// <param name="at">From when on.</param>
    public ClockRules Supposing(object draft, DateTimeOffset at) => new([.. Publications, new(draft, Position: 0, at)], zone);

    /// <summary>The publications that may give running clocks other rules.</summary>
    public IEnumerable<RulePublication> Replanning(ClockPlan plan) => Publications.Where(one => Replans(one, plan));

    /// <summary>The rules for a case at a point; null when no policy is for it.</summary>
    /// <param name="obligation">What is owed.</param>
    /// <param name="traits">The case.</param>
    /// <param name="department">Of a hand-over, the department that was asked.</param>
    /// <param name="startedBy">The position of the fact that started the clock.</param>
    /// <param name="upTo">The position up to which publications count that replan.</param>
    /// <param name="plan">Which do.</param>
    public ClockRule? For(Obligation obligation, CaseTraits traits, string? department, long startedBy, long upTo, ClockPlan plan)
    {
        ArgumentNullException.ThrowIfNull(traits);
        bool IsKnown(RulePublication one) => one.Position < startedBy || (one.Position <= upTo && Replans(one, plan));
        return policies
            .Select(versions => versions.LastOrDefault(version => IsKnown(version.At)).Policy)
            .Where(policy => policy is { Terms.Active: true } && policy.Terms.Obligation == obligation && Covers(policy.Terms.Reach, traits, department))
            .OrderByDescending(policy => policy.Terms.Rank)
            .ThenBy(policy => policy.Policy, StringComparer.Ordinal)
            .Select(policy => policy.Terms.Calendar is not { } calendar ? new ClockRule(policy, WorkTime.Natural)
                : Calendar(calendar, traits.Place, IsKnown) is { } time ? new ClockRule(policy, time)
                : null)
            .FirstOrDefault(rule => rule is not null);
    }

    /// <summary>Working time by a calendar in its latest version, of the nearest place that has one; null when there is no such calendar.</summary>
    public WorkTime? TimeOf(string calendar, string place) => Calendar(calendar, place, static _ => true);

    /// <summary>The calendar of the nearest place that has one.</summary>
    private WorkTime? Calendar(string name, string place, Func<RulePublication, bool> isKnown)
    {
        foreach (var nearest in (string?[])[place, place.Split('.')[0], null])
        {
            if (calendars.TryGetValue(new(name, nearest), out var versions) && versions.LastOrDefault(version => isKnown(version.At)).Time is { } time) return time;
        }

        return null;
    }

    private static bool Replans(RulePublication one, ClockPlan plan) => plan switch
    {
        ClockPlan.AsPublished => one.Event is CalendarPublished { Running: RuleChange.Replanned } or ClockPolicyPublished { Running: RuleChange.Replanned },
        ClockPlan.Frozen => false,
        ClockPlan.Replanned => true,
    };

    private static bool Covers(ClockReach reach, CaseTraits traits, string? department) =>
        Has(reach.Kinds, traits.Kind)
        && Has(reach.Sources, traits.Source)
        && !reach.ExceptSources.Contains(traits.Source)
        && (reach.Tiers.Count == 0 || (traits.Tier is { } tier && reach.Tiers.Contains(tier)))
        && (reach.Topics.Count == 0 || reach.Topics.Any(topic => TermCodes.IsWithin(traits.Topic, topic)))
        && (reach.Places.Count == 0 || reach.Places.Any(place => TermCodes.IsWithin(traits.Place, place)))
        && (reach.Departments.Count == 0 || (department is not null && reach.Departments.Contains(department)))
        && traits.Level >= reach.FromLevel;

    private static bool Has<T>(IReadOnlyList<T> list, T value) => list.Count == 0 || list.Contains(value);

    private static CalendarId IdOf(CalendarPublished e) => new(e.Calendar, e.Place);
}
