using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Complaints;

/// <summary>What differs between the repeat-complaint rates of a replay and those that it is compared with, and which events did it.</summary>
/// <param name="Replay">The replay.</param>
/// <param name="Against">What it is compared with.</param>
/// <param name="From">The first month.</param>
/// <param name="To">The last month.</param>
/// <param name="Total">The values of all months together, whether they differ or not.</param>
/// <param name="Rates">The values that differ, the first <see cref="MostRates"/> in the order of keys.</param>
/// <param name="RatesTotal">How many values differ.</param>
/// <param name="Rules">The publications of rules recorded between the two positions, the first <see cref="MostRules"/>.</param>
/// <param name="RulesTotal">How many publications there are.</param>
/// <param name="Cases">The cases that count, or repeat another, on one side alone, or are told apart otherwise; page by page.</param>
public sealed record RepeatRateDifference(
    RatesSide Replay,
    RatesSide Against,
    string From,
    string To,
    RateDifference Total,
    IReadOnlyList<RateDifference> Rates,
    int RatesTotal,
    IReadOnlyList<EventReference> Rules,
    long RulesTotal,
    Page<CaseDifference> Cases)
{
    /// <summary>How many values are told; a question that tells less apart has fewer.</summary>
    public const int MostRates = 500;

    /// <summary>How many publications are told.</summary>
    public const int MostRules = 20;
}

/// <summary>One side of a comparison.</summary>
/// <param name="Replay">The replay; null for the live rates.</param>
/// <param name="Position">Up to which event it counts everything.</param>
/// <param name="RecordedAt">When that event was recorded; null before the first one.</param>
/// <param name="Rule">The rule that it counts under; null where none was published.</param>
/// <param name="Change">What takes the place of parts of the published rules; null when nothing does.</param>
/// <param name="TopicListVersion">The version of the list of topics that tells which topics agree; null when they agree as recorded.</param>
public sealed record RatesSide(Guid? Replay, long Position, DateTimeOffset? RecordedAt, RepeatRule? Rule, RepeatRuleChange? Change, int? TopicListVersion)
{
    /// <summary>A side of a snapshot.</summary>
    public static RatesSide Of(SnapshotSide side, RepeatRates rates)
    {
        ArgumentNullException.ThrowIfNull(side);
        ArgumentNullException.ThrowIfNull(rates);
        var change = RepeatReplay.Read(side.Replay?.Definition ?? "").Change;
        return new(side.Replay?.Id, side.Position, side.AsOf, rates.Rule, change.IsNone ? null : change, rates.Definition.TopicListVersion);
    }
}

/// <summary>A value on both sides; null on a side that has no such value.</summary>
public sealed record RateDifference : KpiKey
{
    /// <summary>The values of one key.</summary>
    public RateDifference(KpiKey of, RepeatRate? replay, RepeatRate? against)
        : base(of) => (Replay, Against) = (RateValue.Of(replay), RateValue.Of(against));

    /// <summary>The replay's.</summary>
    public RateValue? Replay { get; }

    /// <summary>That which it is compared with.</summary>
    public RateValue? Against { get; }

    /// <summary>The values of two answers that differ, in the order of keys; a missing value and one without cases are the same.</summary>
    public static IReadOnlyList<RateDifference> Between(RepeatRates replay, RepeatRates against)
    {
        ArgumentNullException.ThrowIfNull(replay);
        ArgumentNullException.ThrowIfNull(against);
        var (here, there) = (replay.Rows.ToDictionary(Key), against.Rows.ToDictionary(Key));
        return
        [
            .. against.Rows.Concat(replay.Rows).Select(Key).Distinct()
                .Select(key => new RateDifference(key, here.GetValueOrDefault(key), there.GetValueOrDefault(key)))
                .Where(both => (both.Replay ?? RateValue.None) != (both.Against ?? RateValue.None))
                .OrderBy(both => string.Join('\u001f', both.Region, both.City, both.Topic, both.Source, both.Month), StringComparer.Ordinal),
        ];
    }

    private static KpiKey Key(RepeatRate rate) => new(rate.Month, rate.Region, rate.City, rate.Topic, rate.Source);
}

/// <summary>A rate with its counts.</summary>
/// <param name="Numerator">Cases that repeat an earlier one.</param>
/// <param name="Denominator">Cases that count.</param>
/// <param name="Rate">Null when no case counts.</param>
public sealed record RateValue(long Numerator, long Denominator, decimal? Rate)
{
    /// <summary>No case counts.</summary>
    public static RateValue None { get; } = new(0, 0, null);

    /// <summary>The value of a rate.</summary>
    public static RateValue? Of(RepeatRate? rate) => rate is null ? null : new(rate.Numerator, rate.Denominator, rate.Rate);
}

/// <summary>A case that counts otherwise on the two sides.</summary>
/// <param name="Id">The case; its timeline has the facts.</param>
/// <param name="Customer">The customer.</param>
/// <param name="OccurredAt">When the customer complained.</param>
/// <param name="Month">The month in which it counts.</param>
/// <param name="Region">Its region.</param>
/// <param name="Replay">What the replay makes of it; null where it was not recorded yet.</param>
/// <param name="Against">What the other side makes of it; null where it was not recorded yet.</param>
/// <param name="Events">What was recorded between the two positions on the case and on those that it repeats: the first events, in order. None where the rule alone makes the difference.</param>
/// <param name="EventsTotal">How many such events there are.</param>
public sealed record CaseDifference(
    Guid Id, Guid Customer, DateTimeOffset OccurredAt, string Month, string Region, CaseJudgement? Replay, CaseJudgement? Against, IReadOnlyList<EventReference> Events, long EventsTotal);

/// <summary>What a case counts as.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Topic">Its topic.</param>
/// <param name="Counted">Whether it is of a kind that counts.</param>
/// <param name="RepeatOf">The latest earlier case that it repeats; null when it repeats none, or that one lies outside of the territory.</param>
public sealed record CaseJudgement(ComplaintKind Kind, string Topic, bool Counted, Guid? RepeatOf)
{
    /// <summary>What a row says.</summary>
    public static CaseJudgement? Of(RepeatCase? one) => one is null ? null : new(one.Kind, one.Topic, one.Counted, one.RepeatOf);
}
