using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Kpis.Items;

/// <summary>What lies between a KPI as it was known at one moment and at another, of the same months.</summary>
/// <remarks>Everything adds up: the second sums are the first with the differences of all items, and those of an item are the sum of its steps. No version of its definition counts anything else, so that only events make a difference.</remarks>
/// <param name="Kpi">The KPI.</param>
/// <param name="From">The first month.</param>
/// <param name="To">The last month.</param>
/// <param name="First">One side.</param>
/// <param name="Second">The other, known no earlier.</param>
/// <param name="IsWhole">Whether everything of the months was looked at; if not, both sums are of what was looked at on both sides.</param>
/// <param name="Looked">How many things were looked at.</param>
/// <param name="Items">Those that count otherwise, in the order of their list.</param>
public sealed record ItemsDifference(string Kpi, string From, string To, ItemsSide First, ItemsSide Second, bool IsWhole, int Looked, Page<ItemDifference> Items);

/// <summary>One side of a comparison.</summary>
/// <param name="AsOf">The moment as it was asked for; null for now.</param>
/// <param name="Position">Up to which event it counts everything.</param>
/// <param name="RecordedAt">When that event was recorded; null before the first one.</param>
/// <param name="Numerator">The sum of the numerators.</param>
/// <param name="Denominator">The sum of the denominators.</param>
/// <param name="Value">The value of the months together; null where there is none.</param>
public sealed record ItemsSide(string? AsOf, long Position, DateTimeOffset? RecordedAt, decimal Numerator, decimal Denominator, decimal? Value);

/// <summary>A thing that counts otherwise.</summary>
/// <param name="Item">The thing on the second side; where it counts for nothing there, on the first.</param>
/// <param name="Before">What it counted for; null where it did not count.</param>
/// <param name="After">What it counts for; null where it does not count any more.</param>
/// <param name="Steps">The events in between that made it count otherwise, the first <see cref="KpiCaseDifference.MostSteps"/>.</param>
/// <param name="StepsTotal">How many such events there are.</param>
public sealed record ItemDifference(KpiItem Item, ItemCount? Before, ItemCount? After, IReadOnlyList<ItemStep> Steps, int StepsTotal);

/// <summary>What a thing counts for.</summary>
/// <param name="Numerator">In the numerator.</param>
/// <param name="Denominator">In the denominator.</param>
public sealed record ItemCount(decimal Numerator, decimal Denominator)
{
    /// <summary>What a thing counts for; null where there is none.</summary>
    public static ItemCount? Of(KpiItem? item) => item is null ? null : new(item.Numerator, item.Denominator);
}

/// <summary>An event that made a thing count otherwise.</summary>
/// <param name="Numerator">How much more it counts for in the numerator.</param>
/// <param name="Denominator">How much more in the denominator.</param>
/// <param name="Event">The event.</param>
public sealed record ItemStep(decimal Numerator, decimal Denominator, KpiFact Event);
