using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.Kpis;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Kpis;

/// <summary>How the cases of a month are counted on one side of a comparison, up to an event.</summary>
/// <param name="Kpi">The KPI.</param>
/// <param name="Spans">The versions that tell the months; none where none was published.</param>
/// <param name="Position">Up to which event everything is counted.</param>
public sealed record CaseCounting(CaseKpi Kpi, IReadOnlyList<KpiSpan> Spans, long Position)
{
    /// <summary>Which cases of a month count.</summary>
    public CountedCases CasesOf(DateOnly month) => KpiSpan.At(Spans, month)?.Terms.Cases ?? Kpi.Usual;

    /// <summary>What a case counts for.</summary>
    public CountedFor Of(CaseMilestone? one) => one is null ? default : Of(one, CasesOf(one.Month));

    /// <summary>The steps that the definition makes, one part after another, from what a case counts for here to what it counts for there.</summary>
    public IEnumerable<(CountedTerm Term, CountedFor Difference)> Towards(CaseCounting other, CaseMilestone one)
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(one);
        var before = Of(one);
        foreach (var (term, then) in CasesOf(one.Month).Towards(other.CasesOf(one.Month)))
        {
            var after = Of(one, then);
            if (after != before) yield return (term, after.Less(before));
            before = after;
        }
    }

    /// <summary>The way of a case from here to there: each event in between that made it count otherwise, then each part of the definition that does.</summary>
    /// <param name="other">The other side, known no earlier.</param>
    /// <param name="events">All events of the case, of its contacts' links to it and of its callbacks, in order.</param>
    /// <param name="zone">Where months end.</param>
    public IReadOnlyList<KpiStep> Steps(CaseCounting other, IReadOnlyList<RecordedEvent> events, ReportingZone zone)
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(events);
        var (steps, known) = (new List<KpiStep>(), events.TakeWhile(e => e.Position <= other.Position).ToList());
        CaseMilestone? row = null;
        foreach (var e in known)
        {
            var then = CaseMilestone.Fold(row, e, zone);
            var difference = e.Position > Position ? Of(then).Less(Of(row)) : default;
            if (difference != default) steps.Add(new(null, difference.Numerator, difference.Denominator, [KpiFact.Of(e)], 1));
            row = then;
        }

        if (row is null) return steps;
        foreach (var (term, difference) in Towards(other, row))
        {
            var looked = known.Where(e => IsLookedAt(term, e)).ToList();
            if (term != CountedTerm.MostContacts) looked = [.. looked.TakeLast(1)];
            steps.Add(new(term, difference.Numerator, difference.Denominator, [.. looked.TakeLast(KpiStep.MostEvents).Select(KpiFact.Of)], looked.Count));
        }

        return steps;
    }

    private CountedFor Of(CaseMilestone one, CountedCases cases)
    {
        var (numerator, denominator) = Kpi.Counts(one, cases);
        return new(numerator, denominator);
    }

    /// <summary>Whether a part of the definition looks at what an event says; of one that looks at a state, the latest event made it.</summary>
    private static bool IsLookedAt(CountedTerm term, RecordedEvent e) => term switch
    {
        CountedTerm.Kinds => e.Data is ComplaintRegistered or ComplaintReclassified,
        CountedTerm.Withdrawn => e.Data is ComplaintWithdrawn,
        CountedTerm.Merged => e.Data is ComplaintMerged,
        CountedTerm.MostContacts => e.Data is ContactLinked or ContactUnlinked,
    };
}
