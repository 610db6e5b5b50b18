namespace CaseFlow.Definitions;

/// <summary>A version of a definition that a case relied on.</summary>
/// <param name="Name">For example <c>roaming-activation</c>.</param>
/// <param name="Version">From 1.</param>
public sealed record NamedVersion(string Name, int Version);

/// <summary>The days on which a definition may be used, in the operator's zone.</summary>
/// <param name="From">The first.</param>
/// <param name="Until">The last; open when null.</param>
public sealed record ValidDays(DateOnly From, DateOnly? Until = null)
{
    /// <summary>Whether there is a day between the two.</summary>
    public bool AreInOrder => Until is null || Until >= From;

    /// <summary>Whether a day is one of them.</summary>
    public bool Hold(DateOnly day) => day >= From && (Until is null || day <= Until);
}

/// <summary>For which cases a definition is; an empty list narrows nothing.</summary>
/// <param name="Topics">Topics, each with all below it.</param>
/// <param name="Places">Provinces and cities, each with all below it.</param>
public sealed record CaseReach(IReadOnlyList<string> Topics, IReadOnlyList<string> Places)
{
    /// <summary>Whether it is for a case.</summary>
    /// <param name="topic">The case's topic.</param>
    /// <param name="place">In lower case: <c>cn-js</c> or <c>cn-js.nanjing</c>.</param>
    public bool Covers(string topic, string place) =>
        (Topics.Count == 0 || Topics.Any(above => TermCodes.IsWithin(topic, above))) && (Places.Count == 0 || Places.Any(above => TermCodes.IsWithin(place, above)));

    /// <summary>Whether two reach equally far.</summary>
    public bool IsSameAs(CaseReach other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Topics.SequenceEqual(other.Topics) && Places.SequenceEqual(other.Places);
    }
}

/// <summary>What a definition is asked to be used for.</summary>
/// <param name="Topic">The case's topic.</param>
/// <param name="Place">The case's place, in lower case.</param>
/// <param name="Day">The day, in the operator's zone.</param>
public sealed record DefinitionOccasion(string Topic, string Place, DateOnly Day)
{
    /// <summary>How a version of a definition stands to the occasion.</summary>
    /// <param name="version">The version's number.</param>
    /// <param name="latest">The latest version of the same definition; null when it was never published.</param>
    /// <param name="takenBack">Whether the version was withdrawn or retired.</param>
    public DefinitionStanding StandingOf(int version, LatestVersion? latest, bool takenBack) => latest switch
    {
        null => DefinitionStanding.Unknown,
        _ when version < 1 || version > latest.Number => DefinitionStanding.Unknown,
        _ when version < latest.Number || takenBack => DefinitionStanding.Withdrawn,
        _ when !latest.Valid.Hold(Day) => DefinitionStanding.NotValid,
        _ when !latest.Reach.Covers(Topic, Place) => DefinitionStanding.OfOtherCases,
        _ => DefinitionStanding.Usable,
    };
}

/// <summary>The latest version of a definition, as far as it says for which cases the definition may be used.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Reach">For which cases.</param>
/// <param name="Valid">On which days.</param>
public sealed record LatestVersion(int Number, CaseReach Reach, ValidDays Valid);

/// <summary>How a version of a definition stands to a case, at the moment in which it is used.</summary>
public enum DefinitionStanding
{
    /// <summary>It may be used.</summary>
    Usable,

    /// <summary>There was no such version.</summary>
    Unknown,

    /// <summary>It had been taken back, or a later version had taken its place.</summary>
    Withdrawn,

    /// <summary>The day is none of those on which it may be used.</summary>
    NotValid,

    /// <summary>It is for cases of other topics or places.</summary>
    OfOtherCases,
}
