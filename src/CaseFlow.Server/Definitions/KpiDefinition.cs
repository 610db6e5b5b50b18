namespace CaseFlow.Server.Definitions;

/// <summary>What a number means. Every answer and chart carries it, so that nobody has to guess.</summary>
public sealed record KpiDefinition
{
    /// <summary>Stable, for example <c>repeat-complaint-rate</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Goes up when the number means something else.</summary>
    public required string Version { get; init; }

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

    /// <summary>By what it can be told apart.</summary>
    public required IReadOnlyList<KpiDimension> Dimensions { get; init; }
}
