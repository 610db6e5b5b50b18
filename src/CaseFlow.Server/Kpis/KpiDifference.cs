using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.Kpis;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Kpis;

/// <summary>What lies between two values of a KPI over cases: of the same months, under two versions of its definition, as known at two moments, or both.</summary>
/// <remarks>
/// Everything adds up: the second value's counts are the first's with the counts of all causes, and each case's counts are told by its
/// steps. What was recorded in between comes first, under the first definition; the parts that the second definition says otherwise follow.
/// </remarks>
/// <param name="Kpi">The KPI.</param>
/// <param name="From">The first month.</param>
/// <param name="To">The last month.</param>
/// <param name="First">One side.</param>
/// <param name="Second">The other, known no earlier.</param>
/// <param name="IsWhole">Whether every case of the months was looked at; if not, both values are of the first cases alone.</param>
/// <param name="Looked">Cases looked at.</param>
/// <param name="Causes">Why cases count otherwise, in the order of steps.</param>
/// <param name="Cases">The cases that count otherwise, in the order in which they were made.</param>
public sealed record KpiDifference(
    string Kpi, string From, string To, KpiDifferenceSide First, KpiDifferenceSide Second, bool IsWhole, int Looked, IReadOnlyList<KpiCause> Causes, Page<KpiCaseDifference> Cases);

/// <summary>One side of a comparison.</summary>
/// <param name="AsOf">The moment as it was asked for; null for now.</param>
/// <param name="Version">The version that was asked for; null for the one that is valid for each month.</param>
/// <param name="Versions">The versions that tell the months there.</param>
/// <param name="Position">Up to which event it counts everything.</param>
/// <param name="RecordedAt">When that event was recorded; null before the first one.</param>
/// <param name="Value">The value of the months together.</param>
public sealed record KpiDifferenceSide(string? AsOf, int? Version, IReadOnlyList<int> Versions, long Position, DateTimeOffset? RecordedAt, KpiValue Value);

/// <summary>What a case counts for.</summary>
/// <param name="Numerator">In the numerator.</param>
/// <param name="Denominator">In the denominator.</param>
public readonly record struct CountedFor(long Numerator, long Denominator)
{
    /// <summary>How much more than another.</summary>
    public CountedFor Less(CountedFor other) => new(Numerator - other.Numerator, Denominator - other.Denominator);

    /// <summary>Both together.</summary>
    public CountedFor Plus(CountedFor other) => new(Numerator + other.Numerator, Denominator + other.Denominator);
}

/// <summary>One cause and all that it moved.</summary>
/// <param name="Term">The part of the definition that is said otherwise; null for what was recorded in between.</param>
/// <param name="Cases">Cases that count otherwise because of it.</param>
/// <param name="Numerator">How much more the numerator is.</param>
/// <param name="Denominator">How much more the denominator is.</param>
public sealed record KpiCause(CountedTerm? Term, int Cases, long Numerator, long Denominator);

/// <summary>A case that counts otherwise.</summary>
/// <param name="Id">The case; its audit history has all events.</param>
/// <param name="OccurredAt">When the customer complained.</param>
/// <param name="Month">The month in which it counts.</param>
/// <param name="Kind">Its kind on the second side.</param>
/// <param name="Topic">Its topic on the second side.</param>
/// <param name="Region">Its region.</param>
/// <param name="Source">Its source.</param>
/// <param name="Before">What it counts for on the first side; null where it was not recorded yet.</param>
/// <param name="After">What it counts for on the second side.</param>
/// <param name="Steps">What made the difference, the first <see cref="MostSteps"/>.</param>
/// <param name="StepsTotal">How many steps there are.</param>
public sealed record KpiCaseDifference(
    Guid Id, DateTimeOffset OccurredAt, string Month, ComplaintKind Kind, string Topic, string Region, string Source,
    CountedFor? Before, CountedFor After, IReadOnlyList<KpiStep> Steps, int StepsTotal)
{
    /// <summary>How many steps of a case are told.</summary>
    public const int MostSteps = 50;
}

/// <summary>One step from what a case counted for to what it counts for.</summary>
/// <param name="Term">The part of the definition that makes the step; null for an event that was recorded in between.</param>
/// <param name="Numerator">How much more it counts for in the numerator.</param>
/// <param name="Denominator">How much more in the denominator.</param>
/// <param name="Events">The event that made the step, or those that the part of the definition looks at: what set the kind, the withdrawal, the merge, the latest links of contacts.</param>
/// <param name="EventsTotal">How many such events there are.</param>
public sealed record KpiStep(CountedTerm? Term, long Numerator, long Denominator, IReadOnlyList<KpiFact> Events, int EventsTotal)
{
    /// <summary>How many events of a step are named.</summary>
    public const int MostEvents = 10;
}

/// <summary>Names an event of a case.</summary>
/// <param name="Position">Its place in the order of all events.</param>
/// <param name="Id">Its id; <c>/api/events/{id}</c> has what it says.</param>
/// <param name="Type">Its stored name.</param>
/// <param name="Stream">Its stream: the case, a contact or a callback.</param>
/// <param name="Version">Its place in its stream.</param>
/// <param name="OccurredAt">When it happened.</param>
/// <param name="RecordedAt">When it was recorded.</param>
public sealed record KpiFact(long Position, Guid Id, string Type, Guid Stream, long Version, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt)
{
    /// <summary>Names an event.</summary>
    public static KpiFact Of(RecordedEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return new(e.Position, e.Id, e.Type, e.Stream.Value, e.Version, e.Metadata.OccurredAt, e.RecordedAt);
    }
}
