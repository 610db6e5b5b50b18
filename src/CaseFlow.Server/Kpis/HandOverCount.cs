using System.Text.Json;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Kpis;

/// <summary>Hand-overs of cases from one department to another; the desk's own bear no name.</summary>
public sealed record HandOverCount : ICell<HandOverCount>
{
    public required DateOnly Month { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required string AskedBy { get; init; }
    public required string Department { get; init; }
    public required long HandedOver { get; init; }
    public required long Bounced { get; init; }

    /// <inheritdoc/>
    public RowKey Key => new(Month, Province, City, AskedBy, Department);

    /// <inheritdoc/>
    public bool IsZero => HandedOver == 0 && Bounced == 0;

    /// <inheritdoc/>
    public HandOverCount Plus(HandOverCount other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with { HandedOver = HandedOver + other.HandedOver, Bounced = Bounced + other.Bounced };
    }

    /// <inheritdoc/>
    public HandOverCount Negated() => this with { HandedOver = -HandedOver, Bounced = -Bounced };

    /// <summary>The hand-overs of a case, in the month of the case; none where the case does not count under the version that tells its month.</summary>
    public static IEnumerable<HandOverCount> Of(CaseMilestone? one, KpiCounting counting)
    {
        ArgumentNullException.ThrowIfNull(counting);
        return one is null || one.HandOvers.Length == 0 || !counting.CasesOf(CaseKpis.HandOverBounces, one.Month).Includes(one.Kind, one.Withdrawn, one.Merged)
            ? []
            : HandOverPart.Read(one.HandOvers).Select(part => new HandOverCount { Month = one.Month, Province = one.Province, City = one.City, AskedBy = part.AskedBy, Department = part.Department, HandedOver = part.HandedOver, Bounced = part.Bounced });
    }
}

/// <summary>The hand-overs of one case from one department to another.</summary>
/// <param name="AskedBy">Who handed over; empty for the desk.</param>
/// <param name="Department">Who was asked.</param>
/// <param name="HandedOver">How often.</param>
/// <param name="Bounced">How many of them came back.</param>
public sealed record HandOverPart(string AskedBy, string Department, long HandedOver, long Bounced)
{
    /// <summary>Reads what <see cref="With"/> wrote.</summary>
    public static IReadOnlyList<HandOverPart> Read(string parts) => string.IsNullOrEmpty(parts) ? [] : JsonSerializer.Deserialize<IReadOnlyList<HandOverPart>>(parts, EventTypes.Json)!;

    /// <summary>The parts with one more hand-over or bounce.</summary>
    public static string With(string parts, HandOverPart more)
    {
        ArgumentNullException.ThrowIfNull(more);
        var known = Read(parts).ToList();
        var at = known.FindIndex(part => (part.AskedBy, part.Department) == (more.AskedBy, more.Department));
        if (at < 0) known.Add(more);
        else known[at] = more with { HandedOver = known[at].HandedOver + more.HandedOver, Bounced = known[at].Bounced + more.Bounced };
        return JsonSerializer.Serialize(known, EventTypes.Json);
    }
}
