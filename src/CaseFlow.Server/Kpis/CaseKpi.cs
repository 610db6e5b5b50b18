using CaseFlow.Kpis;
using CaseFlow.Server.Definitions;

namespace CaseFlow.Server.Kpis;

/// <summary>What a case counts for in a KPI: numerator and denominator.</summary>
public delegate (long Numerator, long Denominator) Reached(CaseMilestone one, CountedCases cases);

/// <summary>The conditions that find the cases of the numerator, and those of the denominator, among those that count.</summary>
public delegate (string Numerator, string Denominator) CasesOf(CountedCases cases);

/// <summary>Writes what a KPI means when these cases count, in English or Chinese.</summary>
public delegate KpiDefinition WriteKpi(CountedCases cases, bool chinese);

/// <summary>A KPI that adds up over cases: what it means, and what one case counts for in it. Which cases count is said by the version of its definition.</summary>
public sealed class CaseKpi
{
    private readonly WriteKpi write;
    private readonly Reached reached;
    private readonly CasesOf casesOf;

    /// <summary>Describes a KPI.</summary>
    /// <param name="usual">Which cases count while no version was published.</param>
    /// <param name="write">What it means.</param>
    /// <param name="factor">What the quotient is multiplied by: 100 for per cent, 1/3600 for hours from seconds.</param>
    /// <param name="isShare">Whether the numerator is a part of the denominator, so that the value has an interval and an upper bound.</param>
    /// <param name="reached">What a case counts for that counts.</param>
    /// <param name="casesOf">Which cases count for something.</param>
    public CaseKpi(CountedCases usual, WriteKpi write, decimal factor, bool isShare, Reached reached, CasesOf casesOf)
    {
        ArgumentNullException.ThrowIfNull(write);
        (Usual, this.write, Factor, IsShare, this.reached, this.casesOf) = (usual, write, factor, isShare, reached, casesOf);
        Definition = write(usual, chinese: false);
    }

    /// <summary>Which cases count while no version was published.</summary>
    public CountedCases Usual { get; }

    /// <summary>What it means while no version was published, in English.</summary>
    public KpiDefinition Definition { get; }

    /// <summary>What the quotient is multiplied by.</summary>
    public decimal Factor { get; }

    /// <summary>Whether the numerator is a part of the denominator.</summary>
    public bool IsShare { get; }

    /// <summary>The greatest value that there can be; null when there is no bound.</summary>
    public decimal? Greatest => IsShare ? Factor : null;

    /// <summary>What a case counts for when these count.</summary>
    public (long Numerator, long Denominator) Counts(CaseMilestone one, CountedCases cases)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(cases);
        return cases.Includes(one.Kind, one.Withdrawn, one.Merged) ? reached(one, cases) : (0, 0);
    }

    /// <summary>The conditions that find the cases of a part among those that count.</summary>
    public (string Numerator, string Denominator) Cases(CountedCases cases) => casesOf(cases);

    /// <summary>The value to two decimals, half away from zero; null when the denominator is 0.</summary>
    public decimal? Value(long numerator, long denominator) =>
        denominator == 0 ? null : decimal.Round(numerator * Factor / denominator, 2, MidpointRounding.AwayFromZero);

    /// <summary>What it means in the months that some versions tell, in the words of the last of them; as it is built in where none was published.</summary>
    public KpiDefinition Told(IReadOnlyList<KpiSpan> spans, bool chinese = false)
    {
        ArgumentNullException.ThrowIfNull(spans);
        return write(spans.Count == 0 ? Usual : spans[^1].Definition.Terms.Cases ?? Usual, chinese).Told(spans, chinese);
    }
}
