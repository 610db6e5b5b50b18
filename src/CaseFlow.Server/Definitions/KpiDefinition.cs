using CaseFlow.Kpis;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Definitions;

/// <summary>A version that tells some of the months that were asked for.</summary>
/// <param name="Version">Its number.</param>
/// <param name="ValidFrom">The first month that it tells, for example 2011-03; null for all up to the next version.</param>
/// <param name="Target">What it says is to be reached; null for nothing.</param>
public sealed record KpiVersion(int Version, string? ValidFrom, KpiTarget? Target);

/// <summary>What a number means. Every answer and chart carries it, so that nobody has to guess.</summary>
public sealed record KpiDefinition
{
    /// <summary>Stable, for example <c>repeat-complaint-rate</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The version that tells the months that were asked for; where several do, each, with commas. A rule that it goes by follows with its own version.</summary>
    public required string Version { get; init; }

    /// <summary>The versions that tell these months, in the order of the months. What else is said here is said by the last of them.</summary>
    public IReadOnlyList<KpiVersion> Versions { get; init; } = [];

    /// <summary>The first month that the last of these versions tells; null for all months.</summary>
    public string? ValidFrom { get; init; }

    /// <summary>The version of the list of topics that tells under which topic each case counts; null where each counts as it was recorded.</summary>
    public int? TopicListVersion { get; init; }
    public required string NameZh { get; init; }
    public required string NameEn { get; init; }
    public required string Formula { get; init; }
    public required string Numerator { get; init; }
    public required string Denominator { get; init; }

    /// <summary>What there is one of for each unit of the denominator.</summary>
    public required string Base { get; init; }

    /// <summary>Per how many of the base, and how rounded.</summary>
    public required string Unit { get; init; }
    public required string Window { get; init; }

    /// <summary>What does not count, and what does although one might think otherwise.</summary>
    public required string Exclusions { get; init; }

    /// <summary>Which of a fact's times decides.</summary>
    public required string Clock { get; init; }

    /// <summary>IANA zone of the months' edges.</summary>
    public required string Zone { get; init; }
    public required string Owner { get; init; }

    /// <summary>What to bear in mind about it; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>What it is to reach; null while nobody has said.</summary>
    public KpiTarget? Target { get; init; }

    /// <summary>By what it can be told apart.</summary>
    public required IReadOnlyList<KpiDimension> Dimensions { get; init; }

    /// <summary>As the versions say that tell the months asked for; as it is built in where none was published.</summary>
    /// <param name="spans">These versions, in the order of their months.</param>
    /// <param name="chinese">Whether it is told in Chinese.</param>
    public KpiDefinition Told(IReadOnlyList<KpiSpan> spans, bool chinese = false)
    {
        ArgumentNullException.ThrowIfNull(spans);
        if (spans.Count == 0) return this;
        var terms = spans[^1].Definition.Terms;
        return this with
        {
            Version = string.Join(", ", spans.Select(span => span.Definition.Version)),
            Versions = [.. spans.Select(span => new KpiVersion(span.Definition.Version, Month(span.From), span.Definition.Terms.Target))],
            ValidFrom = Month(spans[^1].From),
            NameZh = terms.NameZh,
            NameEn = terms.NameEn,
            Owner = chinese ? terms.OwnerZh : terms.OwnerEn,
            Note = chinese ? terms.NoteZh : terms.NoteEn,
            Target = terms.Target,
        };
    }

    private static string? Month(DateOnly? from) => from is { } month ? Iso.Month(month) : null;
}
